// Starts everything once the map stands. Called by the script that Folium renders (layers/browser/compose.py).
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  // Leaflet moves every mark with a transform in three dimensions, which makes each of them a surface of its own for the browser to put
  // together in every frame. Flat ones make one picture of all; atlas.css keeps the whole of it a surface, for panning.
  L.Browser.ie3d = true;
  atlas.start = (map, config) => {
    atlas.map = map;
    atlas.config = config;
    document.body.classList.add("border-atlas");
    map.attributionControl.setPrefix(false);
    atlas.startBackdrop();
    atlas.startPoints();
    atlas.startOwnShapes();
    atlas.startFeatures();
    atlas.startSlider();
    atlas.startTools();
    atlas.startSpot();
    atlas.startPageLinks();
    if (config.compare) atlas.startCompare();
    map.on("click", (event) => { if (!atlas.pickPoint(event)) atlas.patch({ select: null }, true); });
    // Streamlit sizes the frame by CSS, so the map must follow the frame, not a number of pixels.
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  };
})();
