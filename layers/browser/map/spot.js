// The spot asked about: a point with its radius. A click on bare ground sets it where the page answers such questions.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  let ring = null;
  let point = null;

  function draw(state) {
    [ring, point].forEach((shape) => shape && shape.remove());
    ring = point = null;
    if (!state.near) return;
    ring = L.circle(state.near, { pane: "precision", radius: state.km * 1000, interactive: false, className: "ba-spot-ring" }).addTo(atlas.map);
    point = L.circleMarker(state.near, { pane: "selection", radius: 6, interactive: false, className: "ba-spot-point" }).addTo(atlas.map);
  }

  atlas.startSpot = () => {
    atlas.painters.push((state, keys) => { if (keys.has("near") || keys.has("km")) draw(state); });
    atlas.map.on("click", (event) => {
      if (!atlas.state.asks) return;
      const { lat, lng } = event.latlng.wrap();
      atlas.patch({ near: [+lat.toFixed(4), +lng.toFixed(4)] }, true);
    });
  };
})();
