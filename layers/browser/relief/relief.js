// A shaded relief upon the ground and under everything else, where the atlas has one. It is a look and no more: if it does not come,
// nothing is missing that anybody could ask for.
import * as atlas from "../shared/atlas.js";

/** Once the ground is drawn, which needs its bytes first. */
export function startRelief() {
  const { map, config } = atlas;
  if (!config.relief) return;
  const { url, bounds, zooms } = config.relief;
  const [whole, gone] = zooms;
  map.getContainer().classList.add("ba-shaded");
  const pane = map.createPane("relief");
  const image = L.imageOverlay(url, bounds, { pane: "relief" });
  const fit = () => {
    const share = Math.min(Math.max((gone - map.getZoom()) / (gone - whole), 0), 1);
    pane.style.setProperty("--share", String(share));
    // Close up it would be a picture of a hundred thousand pixels that nobody sees.
    if (share) image.addTo(map);
    else image.remove();
  };
  map.on("zoomend", fit);
  fit();
}
