// The spot asked about: a point with its radius. A click on bare ground sets it where the page answers such questions.
import * as atlas from "../shared/atlas.js";

/** @import { State } from "../shared/types" */

/** @type {L.Path[]} */
let drawn = [];

/** @param {State} state */
function draw({ near, km }) {
  for (const shape of drawn) shape.remove();
  if (!near) {
    drawn = [];
    return;
  }
  const look = { interactive: false };
  drawn = [
    L.circle(near, { ...look, pane: "precision", radius: km * 1000, className: "ba-spot-ring" }).addTo(atlas.map),
    L.circleMarker(near, { ...look, pane: "selection", radius: 6, className: "ba-spot-point" }).addTo(atlas.map),
  ];
}

export function startSpot() {
  atlas.painters.push((state, keys) => {
    if (keys.has("near") || keys.has("km")) draw(state);
  });
  atlas.map.on("click", (event) => {
    if (!atlas.state.asks) return;
    const { lat, lng } = event.latlng.wrap();
    atlas.patch({ near: [+lat.toFixed(4), +lng.toFixed(4)] }, true);
  });
}
