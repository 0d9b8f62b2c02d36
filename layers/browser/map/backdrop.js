// The ground under everything: our own vector land, water and neighbours, always drawn, and above it one of the online
// basemaps if the reader asks for it. Nothing here asks an outside address while the base is "paper".
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const OWN_BORDER = "Online basemaps draw their own version of the border.";
  const SILENT = "The online basemap does not answer; our own backdrop is shown.";
  const CREDITS = [
    ["Sections indicative"],
    ["line © ", "OpenStreetMap contributors, ODbL", "https://www.openstreetmap.org/copyright"],
    ["Natural Earth"],
    ["GeoNames"],
  ];
  // Painted in this order, so that no lake lies under its own land.
  const ORDER = ["land", "lake", "river", "neighbours"];
  let features = [];
  let names = null; // what labels.js may write: {kind, text, rank, minZoom, endZoom, latlng | rings | lines}
  let tiles = null;
  let foot = null;
  let note = null;

  const number = (value, otherwise) => (Number.isFinite(value) ? value : otherwise);
  const turned = (ring) => ring.map(([lon, lat]) => L.latLng(lat, lon));

  function nameOf(feature) {
    const { kind, name, rank, min_zoom: minZoom, max_zoom: maxZoom } = feature.properties;
    const { type, coordinates } = feature.geometry;
    if (!name) return null;
    // "Up to zoom 7" reaches to where zoom 8 begins: the map also stands between whole zooms.
    const found = { kind, text: name, rank: number(rank, 4), minZoom: number(minZoom, 0), endZoom: number(maxZoom, 24) + 1 };
    if (type === "Point") found.latlng = L.latLng(coordinates[1], coordinates[0]);
    else if (type === "Polygon") found.rings = [turned(coordinates[0])];
    else if (type === "MultiPolygon") found.rings = coordinates.map((polygon) => turned(polygon[0]));
    else if (type === "LineString") found.lines = [turned(coordinates)];
    else if (type === "MultiLineString") found.lines = coordinates.map(turned);
    else return null;
    return found;
  }

  // Made when they are first asked for: the ground itself is seen before its names.
  atlas.backdropNames = () => {
    if (!names) names = features.map(nameOf).filter(Boolean);
    return names;
  };

  // One path for all features of a look: each path costs the map as much again when it is first drawn.
  function looks() {
    const found = new Map();
    for (const { properties, geometry } of features) {
      const { kind } = properties;
      if (!ORDER.includes(kind)) continue;
      const look = `ba-ground ba-${kind}${properties.status === "disputed" ? " disputed" : ""}`;
      const type = geometry.type.replace("Multi", "");
      if (!found.has(look)) found.set(look, { look, kind, type: `Multi${type}`, coordinates: [] });
      found.get(look).coordinates.push(...(geometry.type === type ? [geometry.coordinates] : geometry.coordinates));
    }
    return [...found.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  }

  function draw(collection) {
    features = collection.features;
    names = null;
    // A wide margin, since a drag shows what lies beyond the window before it is drawn anew.
    const renderer = L.svg({ pane: "backdrop", padding: 0.6 });
    for (const { look, type, coordinates } of looks()) {
      L.geoJSON({ type, coordinates }, { pane: "backdrop", renderer, interactive: false, smoothFactor: 0.5, style: { className: look } }).addTo(atlas.map);
    }
    if (atlas.placeLabels) atlas.placeLabels();
  }

  // ---- credits and notes, bottom right -------------------------------------------------------------------------------
  function credit(parent, [before, text, url]) {
    if (parent.childNodes.length) parent.append(" · ");
    parent.append(before);
    if (!text) return;
    const link = atlas.element("a", null, text, parent);
    link.href = url;
    link.target = "_blank";
    link.rel = "noopener";
  }

  function writeCredits(base) {
    const line = foot.lastElementChild;
    line.textContent = "";
    CREDITS.forEach((part) => credit(line, part));
    const source = (atlas.config.tiles || {})[base];
    if (source && source.attribution) credit(line, ["basemap " + source.attribution]);
  }

  function writeNote(base, silent) {
    note.textContent = [silent ? SILENT : "", base === "paper" ? "" : OWN_BORDER].filter(Boolean).join(" ");
    note.hidden = !note.textContent;
  }

  // ---- online basemaps ---------------------------------------------------------------------------------------------------
  function setBase(base) {
    if (tiles) { tiles.remove(); tiles = null; }
    atlas.map.getContainer().dataset.base = base;
    writeCredits(base);
    writeNote(base, false);
    const source = (atlas.config.tiles || {})[base];
    if (!source) return;
    let answered = 0;
    const options = { maxNativeZoom: number(source.maxZoom, 18), referrerPolicy: "strict-origin-when-cross-origin" };
    // A tile that fails stays transparent, so that our own ground shows in its place.
    tiles = L.tileLayer(source.url, source.subdomains ? { ...options, subdomains: source.subdomains } : options);
    tiles.on("loading", () => { answered = 0; });
    tiles.on("tileload", () => { answered += 1; if (answered === 1) writeNote(base, false); });
    tiles.on("tileerror", () => { if (!answered) writeNote(base, true); });
    tiles.addTo(atlas.map);
  }

  // Returns a promise that is kept once the ground is drawn, or its absence told.
  atlas.startBackdrop = async () => {
    const map = atlas.map;
    map.createPane("backdrop").style.zIndex = 150;
    map.getPane("backdrop").style.pointerEvents = "none";
    if (map.attributionControl) map.attributionControl.remove();
    foot = atlas.element("div", "ba-foot ba-keepout", null, map.getContainer());
    note = atlas.element("p", "ba-note", "", foot);
    note.setAttribute("role", "status");
    atlas.element("p", "ba-credits", "", foot);
    L.DomEvent.disableClickPropagation(foot);
    setBase(atlas.state.base || "paper");
    atlas.painters.push((state, keys) => { if (keys.has("base")) setBase(state.base); });
    const inline = atlas.config.inline && atlas.config.inline.backdrop; // a standalone page carries it along
    if (inline) { draw(inline); return; }
    try {
      const response = await fetch(atlas.config.backdrop);
      if (!response.ok) throw new Error(String(response.status));
      draw(await response.json());
    } catch (error) {
      // The map stays usable without its ground; the reader is told rather than left with an empty sheet.
      console.error("backdrop", error);
      if (atlas.say) atlas.say("The backdrop could not be loaded. Reload the page to try again.");
    }
  };
})();
