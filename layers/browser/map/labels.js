// Names on the map, none over another: the weightiest is placed first, each tries a few positions, and what finds no
// room is left out. Marks, controls and, where it can be helped, the border line are kept free.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const GAP_PX = 3;
  const EDGE_PX = 4;
  const REPEAT_PX = 330; // Least distance at which a country's name may stand again.
  const LETTER_ZOOM = 10; // From here a section's name carries its status letter.
  const LETTER_PX = 20;
  const TOWN_ZOOM = [0, 6, 7.5, 8.5, 10.5]; // Least zoom of a town by rank, where the backdrop names none.
  const LINE_STEP_DEG = 0.012; // The line is thinned to about one vertex per km: enough to keep names off it.
  const LOOKS = {
    area: { weight: 700, size: 12.5, family: "sans", high: 17 },
    country: { weight: 400, size: 16, family: "serif", high: 22, spacing: 4, upper: true },
    water: { weight: 400, size: 13, family: "serif", high: 17, style: "italic" },
    town1: { weight: 600, size: 14, family: "sans", high: 18 },
    town2: { weight: 500, size: 13.5, family: "sans", high: 17 },
    town3: { weight: 400, size: 13, family: "sans", high: 17 },
    town4: { weight: 400, size: 12.5, family: "sans", high: 16 },
  };
  const spans = new Map(); // key → {element, latlng, offset}
  const lastSpot = new Map(); // key → index of the position it had, so that names do not hop while the date moves
  const widths = new Map();
  const pen = document.createElement("canvas").getContext("2d");
  let pane = null;
  let lastZoom = null;
  let lastDrawn = "";
  let queued = 0;
  let thinned = { layer: null, vintage: null, vertices: [] };

  const faces = {}; // family → typefaces as the style sheet names them
  function widthOf(text, look) {
    const key = look + "|" + text;
    if (!widths.has(key)) {
      const { weight, size, family, style, spacing, upper } = LOOKS[look];
      if (!faces[family]) faces[family] = atlas.colour(family) || family;
      pen.font = `${style || "normal"} ${weight} ${size}px ${faces[family]}`;
      const shown = upper ? text.toUpperCase() : text;
      widths.set(key, Math.ceil(pen.measureText(shown).width + (spacing || 0) * [...shown].length) + 1);
    }
    return widths.get(key);
  }

  // ---- what is taken: boxes in container pixels, found again by cells --------------------------------------------------
  const CELL_PX = 64;
  function taken() {
    const cells = new Map();
    const each = (box, visit) => {
      for (let x = Math.floor(box.left / CELL_PX); x <= Math.floor(box.right / CELL_PX); x += 1) {
        for (let y = Math.floor(box.top / CELL_PX); y <= Math.floor(box.bottom / CELL_PX); y += 1) {
          if (visit(x * 8192 + y)) return true;
        }
      }
      return false;
    };
    return {
      add: (box) => each(box, (cell) => { (cells.get(cell) || cells.set(cell, []).get(cell)).push(box); }),
      hits: (box) => each(box, (cell) => (cells.get(cell) || []).some((other) =>
        box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)),
    };
  }
  const around = (point, radius) => ({ left: point.x - radius, right: point.x + radius, top: point.y - radius, bottom: point.y + radius });

  // ---- where a name may stand relative to its place: [left, top] of its box --------------------------------------------
  const beside = (w, h, away) => [
    [away, -h / 2], [-away - w, -h / 2], [-w / 2, -away - h + 2], [-w / 2, away - 2],
    [away - 2, -h - 1], [away - 2, 1], [-away - w + 2, -h - 1], [-away - w + 2, 1],
  ];
  const upon = (w, h) => [[0, 0], [0, -0.8], [0, 0.8], [0.5, 0], [-0.5, 0], [0, -1.6], [0, 1.6], [0.55, -0.9], [-0.55, -0.9], [0.55, 0.9], [-0.55, 0.9]]
    .map(([x, y]) => [x * w - w / 2, y * h - h / 2]);
  // A country's name moves a little only: further off it would stand on another's land. Other places of it are tried instead.
  const about = (w, h) => [0, -1, 1].flatMap((y) => [0, 0.15, -0.15].map((x) => [x * w - w / 2, y * h - h / 2]));

  // ---- candidates ------------------------------------------------------------------------------------------------------
  function areaNames(zoom) {
    const items = atlas.areaLabels ? atlas.areaLabels() : [];
    return items.map((item) => {
      const selected = Boolean(item.select) && item.select === atlas.state.select;
      return { look: "area", text: item.text, latlng: item.latlng, spots: upon, weight: selected ? 0 : 10, selected,
        letter: zoom >= LETTER_ZOOM ? item.letter : null, overLine: true };
    });
  }

  // The widest level chord of a ring and its middle: where a lake's name has most room.
  function chord(ring) {
    const points = ring.map((latlng) => atlas.map.latLngToContainerPoint(latlng));
    const top = Math.min(...points.map((point) => point.y));
    const bottom = Math.max(...points.map((point) => point.y));
    let best = { length: 0 };
    for (let part = 1; part < 8; part += 1) {
      const y = top + (bottom - top) * part / 8;
      const cuts = [];
      points.forEach((from, index) => {
        const to = points[(index + 1) % points.length];
        if ((from.y > y) !== (to.y > y)) cuts.push(from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x));
      });
      cuts.sort((a, b) => a - b);
      for (let index = 0; index + 1 < cuts.length; index += 2) {
        const length = cuts[index + 1] - cuts[index];
        if (length > best.length) best = { length, x: (cuts[index] + cuts[index + 1]) / 2, y };
      }
    }
    return best;
  }

  function waterName(name, view) {
    if (name.latlng) return { look: "water", text: name.text, latlng: name.latlng, spots: upon, weight: 45 };
    if (name.rings) {
      const best = name.rings.map(chord).reduce((a, b) => (b.length > a.length ? b : a), { length: 0 });
      if (best.length < 0.8 * widthOf(name.text, "water")) return null;
      return { look: "water", text: name.text, latlng: atlas.map.containerPointToLatLng([best.x, best.y]), spots: (w, h) => upon(w, h).slice(0, 1), weight: 35 };
    }
    const seen = name.lines.flat().filter((vertex) => view.contains(vertex));
    if (seen.length < 8) return null;
    return { look: "water", text: name.text, latlng: seen[Math.floor(seen.length / 2)], spots: (w, h) => beside(w, h, 5), weight: 60 };
  }

  function groundNames(zoom, view) {
    const found = [];
    for (const name of atlas.backdropNames ? atlas.backdropNames() : []) {
      // The whole border stands at a zoom between two; a country's names for the nearer one fit it better.
      const level = name.kind === "country_label" ? Math.round(zoom) : zoom;
      if (level < name.minZoom || level >= name.endZoom) continue;
      if (name.kind === "lake" || name.kind === "river") {
        const water = waterName(name, view);
        if (water) found.push(water);
      } else if (name.latlng && view.contains(name.latlng)) {
        if (name.kind === "country_label") {
          found.push({ look: "country", text: name.text, latlng: name.latlng, spots: about, weight: 30 });
        } else if (name.kind === "town" && zoom >= (TOWN_ZOOM[name.rank] || 0)) {
          const rank = Math.min(Math.max(name.rank, 1), 4);
          found.push({ look: "town" + rank, text: name.text, latlng: name.latlng, dot: true, weight: [0, 20, 40, 50, 70][rank] });
        }
      }
    }
    return found;
  }

  function lineVertices(state) {
    const layer = atlas.layerData && Object.values(atlas.layerData()).find(({ draw }) => draw === "line");
    if (!layer || !state.layers.includes(layer.id)) return [];
    if (thinned.layer !== layer || thinned.vintage !== state.line) {
      const vertices = [];
      for (const { geometry, vintage } of layer.features) {
        if (!geometry || vintage !== state.line) continue;
        const parts = geometry.type === "LineString" ? [geometry.coordinates] : geometry.type === "Polygon" ? geometry.coordinates : [];
        for (const part of parts) {
          let kept = [Infinity, Infinity];
          for (const vertex of part) {
            if (Math.hypot(vertex[0] - kept[0], vertex[1] - kept[1]) >= LINE_STEP_DEG) {
              kept = vertex;
              vertices.push(L.latLng(vertex[1], vertex[0]));
            }
          }
        }
      }
      thinned = { layer, vintage: state.line, vertices };
    }
    return thinned.vertices;
  }

  // ---- placing ---------------------------------------------------------------------------------------------------------
  function place() {
    queued = 0;
    const map = atlas.map;
    if (!map || !map._loaded) return;
    const size = map.getSize();
    const zoom = map.getZoom();
    if (zoom !== lastZoom) { lastSpot.clear(); lastZoom = zoom; }
    const view = map.getBounds();
    const shown = (latlng) => map.latLngToContainerPoint(latlng);
    const full = taken();
    const frame = map.getContainer().getBoundingClientRect();
    for (const element of document.querySelectorAll(".ba-keepout, .ba-edge")) {
      const rect = element.getBoundingClientRect();
      if (rect.width) full.add({ left: (rect.left - frame.left) / atlas.stageScale - 4, right: (rect.right - frame.left) / atlas.stageScale + 4,
        top: (rect.top - frame.top) / atlas.stageScale - 4, bottom: (rect.bottom - frame.top) / atlas.stageScale + 4 });
    }
    const marks = (atlas.drawnPoints ? atlas.drawnPoints() : []).filter((item) => view.contains(item.latlng))
      .map((item) => ({ point: shown(item.latlng), radius: item.radiusPx || 6 }));
    marks.forEach((mark) => full.add(around(mark.point, mark.radius)));
    (atlas.fannedHomes ? atlas.fannedHomes() : []).forEach((home) => full.add(around(shown(home), 14)));
    const line = taken();
    lineVertices(atlas.state).forEach((vertex) => { if (view.contains(vertex)) line.add(around(shown(vertex), 2)); });

    const online = atlas.state.base !== "paper"; // Its tiles bring names of their own.
    const candidates = areaNames(zoom).concat(online ? [] : groundNames(zoom, view)).sort((a, b) => a.weight - b.weight);
    const kept = new Set();
    const written = new Set();
    const countries = []; // [name, point] of those placed
    for (const item of candidates) {
      // One name is written once; an area's name also stands for the village it is called after.
      if (!view.contains(item.latlng) || (item.look !== "country" && written.has((item.dot ? "area" : item.look) + item.text))) continue;
      // A country's name may stand again far off: a land that winds round another one needs it twice.
      const near = item.look === "country" && countries.some(([text, point]) => text === item.text && point.distanceTo(shown(item.latlng)) < REPEAT_PX);
      if (near) continue;
      const key = `${item.look}|${item.text}|${item.dot || item.look === "country" ? item.latlng : ""}`;
      const width = widthOf(item.text, item.look) + (item.letter ? LETTER_PX : 0);
      const high = LOOKS[item.look].high;
      const at = shown(item.latlng);
      // A mark upon the town stands for its dot: the name then begins beyond the mark's edge.
      const cover = item.dot ? marks.filter((mark) => mark.point.distanceTo(at) < mark.radius) : [];
      const away = Math.max(7, ...cover.map((mark) => mark.radius + mark.point.distanceTo(at) + 5));
      if (item.dot && (at.x < EDGE_PX + 4 || at.y < EDGE_PX + 4 || at.x > size.x - EDGE_PX - 4 || at.y > size.y - EDGE_PX - 4)) continue;
      if (item.dot && !cover.length && full.hits(around(at, 3))) continue;
      const spots = item.spots ? item.spots(width, high) : beside(width, high, away);
      const boxAt = ([x, y]) => ({ left: at.x + x - GAP_PX, right: at.x + x + width + GAP_PX, top: at.y + y, bottom: at.y + y + high });
      const free = (spot) => {
        const box = boxAt(spot);
        return box.left >= EDGE_PX && box.top >= EDGE_PX && box.right <= size.x - EDGE_PX && box.bottom <= size.y - EDGE_PX && !full.hits(box);
      };
      const before = spots[lastSpot.get(key)];
      const tried = before ? [before, ...spots] : spots;
      let spot = item.overLine ? null : tried.find((one) => free(one) && !line.hits(boxAt(one)));
      // A country's name across the line would look like a claim, a river's like a mistake; the others may touch it.
      if (!spot && item.look !== "country" && item.look !== "water") spot = tried.find(free);
      if (!spot) continue;
      lastSpot.set(key, spots.indexOf(spot));
      full.add(boxAt(spot));
      written.add(item.look + item.text);
      if (item.look === "country") countries.push([item.text, at]);
      kept.add(write(key, item, L.point(spot)));
      if (item.dot && !cover.length) {
        full.add(around(at, 4));
        kept.add(write("dot|" + key, { look: "dot", text: "", latlng: item.latlng }, L.point(-4, -4)));
      }
    }
    for (const [key, span] of spans) {
      if (!kept.has(key)) { span.element.remove(); spans.delete(key); }
    }
  }

  function write(key, item, offset) {
    let span = spans.get(key);
    if (!span) {
      span = { element: atlas.element("span", `ba-name ba-name-${item.look} leaflet-zoom-animated`, item.text, pane) };
      spans.set(key, span);
    }
    if (span.letter !== item.letter) {
      span.element.textContent = item.text;
      if (item.letter) atlas.element("b", "ba-name-letter", item.letter, span.element);
      span.letter = item.letter;
    }
    span.element.classList.toggle("selected", Boolean(item.selected));
    span.latlng = item.latlng;
    span.offset = offset;
    L.DomUtil.setPosition(span.element, atlas.map.latLngToLayerPoint(item.latlng).add(offset)._round());
    return key;
  }

  // After the frame, which then shows the marks at once; and what is asked of the page's layout there costs no second one. The first
  // names come when the browser has drawn the first map and has time.
  const FIRST_MS = 200;
  const idly = (run) => (window.requestIdleCallback ? requestIdleCallback(run, { timeout: FIRST_MS }) : setTimeout(run, FIRST_MS));
  const later = () => { if (!queued) queued = requestAnimationFrame(() => (spans.size ? setTimeout(place, 0) : idly(place))); };
  atlas.placeLabels = later;

  // A step of the slider that changes no name and no mark leaves the names as they are.
  function drawnChanged() {
    const points = (atlas.drawnPoints ? atlas.drawnPoints() : []).map((item) => `${item.id}@${Math.round(item.radiusPx)}`);
    const areas = (atlas.areaLabels ? atlas.areaLabels() : []).map((item) => item.text + (item.letter || ""));
    const drawn = points.join() + "|" + areas.join() + "|" + atlas.state.select + "|" + lineVertices(atlas.state).length;
    if (drawn !== lastDrawn) { lastDrawn = drawn; later(); }
  }

  atlas.startLabels = () => {
    const map = atlas.map;
    pane = map.createPane("names");
    pane.style.zIndex = 560; // Over lines and areas, under every mark.
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true"); // The list beside the map says the same in words.
    map.on("moveend zoomend resize viewreset", later);
    // While the zoom runs, names go with their places, as Leaflet's own markers do (same inner call, Leaflet 1.9.3).
    map.on("zoomanim", (event) => {
      for (const span of spans.values()) {
        L.DomUtil.setPosition(span.element, map._latLngToNewLayerPoint(span.latlng, event.zoom, event.center).add(span.offset)._round());
      }
    });
    map.on("zoom", () => {
      for (const span of spans.values()) L.DomUtil.setPosition(span.element, map.latLngToLayerPoint(span.latlng).add(span.offset)._round());
    });
    if (atlas.onDrawn) atlas.onDrawn(drawnChanged);
    atlas.painters.push((state, keys) => { if (["base", "select", "layers", "line", "theme"].some((key) => keys.has(key))) later(); });
    // Widths measured before the faces arrived are wrong.
    document.fonts.addEventListener("loadingdone", () => { widths.clear(); later(); });
    later();
  };
})();
