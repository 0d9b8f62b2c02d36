// The ruler: click point after point, read the length of the path on the ellipsoid.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const SAME_SPOT_PX = 4; // The second click of a double click adds nothing.
  let stage = "off"; // off → drawing → done (stays until the button clears it) → off
  let points = [];
  let pointer = null;
  let coarsest = Infinity; // least zoom at which a point was set: no digit finer than a pixel there
  let path, ahead, dots, button, readout, total, hint;

  const touch = window.matchMedia("(pointer: coarse)");

  atlas.sayLength = (metres, metresPerPixel) => {
    const decimals = Math.min(3, Math.max(0, Math.ceil(-Math.log10(metresPerPixel / 1000))));
    return `${(metres / 1000).toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })} km`;
  };

  const metresPerPixel = () => 40075016.7 * Math.cos(points[0].lat * Math.PI / 180) / 2 ** (coarsest + 8);

  function length(along) {
    let metres = 0;
    let exact = true;
    for (let index = 1; index < along.length; index += 1) {
      const part = atlas.geodesic(along[index - 1], along[index]);
      metres += part.metres;
      exact = exact && part.exact;
    }
    return (exact ? "" : "about ") + atlas.sayLength(metres, metresPerPixel())
      + (exact ? "" : " (a leg between opposite ends of the earth is measured on a sphere)");
  }

  const lines = (along) => along.slice(1).flatMap((point, index) => atlas.geodesicLine(along[index], point));

  function show() {
    const live = stage === "drawing" && pointer && points.length > 0;
    path.setLatLngs(lines(points));
    ahead.setLatLngs(live ? atlas.geodesicLine(points[points.length - 1], pointer) : []);
    dots.clearLayers();
    points.forEach((point) => L.circleMarker(point, { pane: "ruler", radius: 4, className: "ba-ruler-dot", interactive: false }).addTo(dots));
    readout.hidden = stage === "off";
    if (points.length === 0) total.textContent = touch.matches ? "Tap the first point" : "Click the first point";
    else total.textContent = length(live ? [...points, pointer] : points);
    const ways = touch.matches ? "Tap the next point; Measure again clears." : "Click the next point; double click or Esc ends.";
    hint.textContent = stage === "done" ? "Measure again clears." : points.length ? ways : "";
  }

  function set(next) {
    stage = next;
    atlas.measuring = stage === "drawing";
    if (stage === "off") points = [];
    if (stage !== "drawing") pointer = null;
    atlas.map.getContainer().classList.toggle("ba-measuring", atlas.measuring);
    button.setAttribute("aria-pressed", String(stage !== "off"));
    if (atlas.measuring) atlas.map.doubleClickZoom.disable();
    else atlas.map.doubleClickZoom.enable();
    readout.setAttribute("aria-live", stage === "done" ? "polite" : "off"); // Read once, not with every move.
    show();
    if (atlas.placeLabels) atlas.placeLabels();
  }

  const finish = () => set(points.length > 1 ? "done" : "off");

  const ofMap = (event) => atlas.map.getPane("mapPane").contains(event.target) || event.target === atlas.map.getContainer();

  // Heard before Leaflet hears it, so that a mark or area under the pointer is measured to, not selected.
  function clicked(event) {
    if (!atlas.measuring || !ofMap(event)) return;
    event.stopImmediatePropagation();
    if (atlas.map.dragging.moved() || (atlas.map.boxZoom && atlas.map.boxZoom.moved())) return;
    const point = atlas.map.mouseEventToLatLng(event);
    const last = points[points.length - 1];
    const at = (latlng) => atlas.map.latLngToContainerPoint(latlng);
    if (last && at(last).distanceTo(at(point)) < SAME_SPOT_PX) return;
    points.push(point);
    coarsest = points.length === 1 ? atlas.map.getZoom() : Math.min(coarsest, atlas.map.getZoom());
    show();
  }

  atlas.startRuler = (column) => {
    const map = atlas.map;
    map.createPane("ruler").style.zIndex = 695;
    map.getPane("ruler").style.pointerEvents = "none";
    // Without a margin of its own the path would end at the window's edge during a drag.
    const renderer = L.svg({ pane: "ruler", padding: 0.5 });
    const style = { pane: "ruler", renderer, interactive: false, smoothFactor: 0 };
    path = L.polyline([], { ...style, className: "ba-ruler-path" }).addTo(map);
    ahead = L.polyline([], { ...style, className: "ba-ruler-path ahead" }).addTo(map);
    dots = L.layerGroup().addTo(map);
    button = atlas.button("ba-tool", "Measure", "Measure a path on the map", column, () => {
      if (stage === "off" && atlas.closeFan) atlas.closeFan();
      set(stage === "off" ? "drawing" : "off");
    });
    readout = atlas.element("div", "ba-readout", null, column);
    total = atlas.element("b", "", "", readout);
    hint = atlas.element("span", "", "", readout);
    const container = map.getContainer();
    container.addEventListener("click", clicked, true);
    container.addEventListener("dblclick", (event) => {
      if (!atlas.measuring || !ofMap(event)) return;
      event.stopImmediatePropagation();
      finish();
    }, true);
    map.on("mousemove", (event) => {
      if (!atlas.measuring || touch.matches || !points.length) return;
      pointer = event.latlng;
      show();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || stage !== "drawing" || event.defaultPrevented) return;
      event.preventDefault();
      finish();
    });
    set("off");
  };
})();
