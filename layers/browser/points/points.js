// Large point sets on the map: each one canvas of the window's size, repainted whenever the date or the camera moves; hover and
// click find the nearest mark. A set comes by address (state.sets: [{id, title, url, bytes?}]) or from a layer's own data.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const REACH_PX = 8;
  const MOST_RATIO = 2;
  const SETTLED_MS = 150;
  const SWATCHES = 7;
  const sets = new Map(); // id → {spec, set, painter, canvas, pen, shown, drawn, index, abort, box}
  let pane = null;
  let boxes = null;
  let tip = null;
  let ring = null;
  let pointer = null;
  let pointerFrame = 0;

  atlas.DENSE_FROM = 400; // A layer with more points than this, and no states that change, is drawn as a set.

  // ---- camera ---------------------------------------------------------------------------------------------------------------
  function place(one) {
    const { map } = atlas;
    const size = map.getSize();
    const ratio = Math.min(window.devicePixelRatio || 1, MOST_RATIO);
    const { canvas, painter } = one;
    if (one.width !== size.x || one.height !== size.y || one.ratio !== ratio) {
      Object.assign(one, { width: size.x, height: size.y, ratio });
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      painter.resize(size.x, size.y, ratio);
    }
    const corner = map.containerPointToLayerPoint([0, 0]);
    const origin = map.getPixelOrigin().add(corner);
    L.DomUtil.setPosition(canvas, corner);
    one.bounds = map.getBounds();
    painter.project(origin.x * ratio, origin.y * ratio, map.options.crs.scale(map.getZoom()) * ratio / 4294967296, one.mask);
    one.index = null;
  }

  function paintSet(one) {
    const { painter, pen } = one;
    one.shown = atlas.rowsShown(one.set, atlas.state);
    one.drawn = painter.draw(one.shown);
    one.date = atlas.state.date;
    pen.putImageData(painter.image(), -painter.edge, -painter.edge);
  }

  atlas.ownSets = () => [...sets.values()].filter((one) => one.set && !one.layer).map((one) => one.set);
  const visible = () => [...sets.values()].filter((one) => one.painter && one.on);

  // Once nobody waits: keep pictures along the way and make the index that hover asks.
  function settle(one) {
    clearTimeout(one.settling);
    one.settling = setTimeout(() => {
      const steps = one.painter.along();
      const go = () => {
        if (!one.on || sets.get(one.id) !== one) return;
        if (steps.next().done) indexOf(one);
        else one.settling = setTimeout(go, 0);
      };
      go();
    }, SETTLED_MS);
  }

  // A frame's moves are painted once; while the map is dragged the picture moves along with it.
  let cameraFrame = 0;
  function moved() {
    if (!cameraFrame && sets.size) cameraFrame = requestAnimationFrame(() => {
      cameraFrame = 0;
      for (const one of visible()) { place(one); paintSet(one); settle(one); }
      drawRing();
    });
  }

  function animateZoom(event) {
    for (const one of visible()) {
      const scale = atlas.map.getZoomScale(event.zoom);
      const corner = atlas.map._latLngBoundsToNewLayerBounds(one.bounds, event.zoom, event.center).min;
      L.DomUtil.setTransform(one.canvas, corner, scale);
    }
  }

  // ---- what there is ------------------------------------------------------------------------------------------------------
  function dress(one) {
    const colours = ["cat-1", "cat-2", "cat-3", "cat-4", "cat-5", "cat-6", "cat-other"].map(atlas.colour);
    one.painter.colours(colours.map((hex) => {
      const [r, g, b] = [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16));
      return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    }));
  }

  function stand(one, set) {
    one.set = set;
    one.painter = atlas.pointPainter(set);
    one.canvas = atlas.element("canvas", "ba-points leaflet-zoom-animated", null, pane);
    one.canvas.setAttribute("aria-hidden", "true");
    one.pen = one.canvas.getContext("2d", { willReadFrequently: true });
    one.box = legend(one);
    one.on = false;
    show(one, atlas.state, true);
    if (!one.layer) atlas.repaint(); // the slider's strip shows it too
  }

  // Rows of a layer that the region and Python's filters let through; a set of its own knows neither.
  function narrow(one, state) {
    const { features } = one.set;
    const ids = state.only && new Set(state.only);
    one.mask = features && (state.region || ids) ? Uint8Array.from(features, (feature) => Number((!state.region || feature.regions.includes(state.region))
      && (!ids || ids.has(feature.select)))) : null;
  }

  // Keep a set to the view; `placed` asks for the camera's part too.
  function show(one, state, placed) {
    const on = !one.layer || state.layers.includes(one.layer.id);
    one.box.hidden = !on;
    one.canvas.hidden = !on;
    const fresh = on && !one.on;
    one.on = on;
    if (!on) return;
    if (fresh || placed) { narrow(one, state); place(one); dress(one); settle(one); }
    paintSet(one);
    count(one);
  }

  async function load(spec) {
    const one = { id: spec.id, spec, abort: new AbortController() };
    sets.set(spec.id, one);
    const buffer = await atlas.fetchBytes(spec.url, spec.title, { bytes: spec.bytes, signal: one.abort.signal });
    if (buffer && sets.get(spec.id) === one) stand(one, atlas.readPoints(buffer));
  }

  function drop(one) {
    sets.delete(one.id);
    if (one.abort) one.abort.abort();
    clearTimeout(one.settling);
    if (one.canvas) { one.canvas.remove(); one.box.remove(); atlas.repaint(); }
  }

  // A layer that has grown: its features become a set; the layer's switch and the region filter go on holding.
  atlas.addPointLayer = (layer) => {
    const one = { id: layer.id, spec: { id: layer.id, title: layer.title }, layer };
    sets.set(layer.id, one);
    stand(one, atlas.pointsOfLayer(layer));
  };

  function follow(specs) {
    const wanted = new Map((specs || []).map((spec) => [spec.id, spec]));
    for (const one of [...sets.values()]) if (!one.layer && (wanted.get(one.id) || {}).url !== one.spec.url) drop(one);
    for (const spec of wanted.values()) if (!sets.has(spec.id)) load(spec);
  }

  function paint(state, keys) {
    if (keys.has("sets")) follow(state.sets);
    const changed = (...names) => names.some((name) => keys.has(name));
    if (changed("date", "mode", "days", "layers", "region", "only", "theme")) {
      for (const one of sets.values()) if (one.painter) show(one, state, changed("region", "only", "theme"));
      hide();
    }
    if (changed("select", "date", "mode", "days", "layers")) drawRing();
  }

  // ---- legend ---------------------------------------------------------------------------------------------------------------
  const say = (number) => number.toLocaleString("en-GB");
  function legend(one) {
    const { set, spec } = one;
    const box = atlas.element("div", "ba-set", null, boxes);
    atlas.element("b", "", spec.title || set.title, box);
    one.counter = atlas.element("span", "", "", box);
    if (set.words.length > 1) {
      const list = atlas.element("ul", "", null, box);
      const named = set.words.slice(0, SWATCHES - 1);
      named.forEach((word, index) => {
        const line = atlas.element("li", "", null, list);
        atlas.element("i", `cat-${index + 1}`, null, line);
        atlas.element("span", "", word || "not stated", line);
      });
      if (set.words.length > named.length) {
        const line = atlas.element("li", "", null, list);
        atlas.element("i", "cat-other", null, line);
        atlas.element("span", "", `${set.words.length - named.length} more`, line);
      }
    }
    const notes = [];
    if (set.limits.length) notes.push(`Size: ${set.measure || "value"}.`);
    const late = set.count - atlas.firstAfter(set.start, atlas.config.today);
    if (late) notes.push(`${say(late)} after the slider's last day.`);
    if (set.outside) notes.push(`${say(set.outside)} outside Central Asia.`);
    if (!set.features && atlas.monthsOf(set).most) notes.push(`Line on the slider: rows a month, at most ${say(atlas.monthsOf(set).most)}.`);
    for (const [reason, number] of Object.entries(set.leftOut)) notes.push(`${say(number)} not drawn: ${reason}.`);
    notes.forEach((note) => atlas.element("small", "", note, box));
    return box;
  }
  function count(one) { one.counter.textContent = `${say(one.drawn)} of ${say(one.set.count)}`; }

  // ---- hover, click, selection ----------------------------------------------------------------------------------------------
  function indexOf(one) {
    if (!one.index) one.index = atlas.pointIndex(one.set, one.painter);
    return one.index;
  }
  // The nearest mark of all sets to a place in the map's window, or null.
  function nearest(point) {
    for (const one of visible().reverse()) {
      const reach = (REACH_PX + one.set.radii[0]) * one.ratio;
      const row = indexOf(one)(Math.round(point.x * one.ratio) + one.painter.edge, Math.round(point.y * one.ratio) + one.painter.edge, one.shown, reach);
      if (row >= 0) return { one, row };
    }
    return null;
  }
  const selectOf = (one, row) => (one.set.features ? one.set.features[row].select : `${one.id}:${one.set.row[row]}`);

  function write(found) {
    const { one, row } = found;
    const { set } = one;
    tip.textContent = "";
    if (set.features) atlas.element("b", "", set.features[row].title, tip);
    else if (set.words.length) atlas.element("b", "", set.words[set.word[row]] || "not stated", tip);
    atlas.element("span", "", atlas.saySpan(set.start[row], set.look[row] & 128 ? set.end[row] : set.start[row] + 1), tip);
    if (set.value) atlas.element("div", "", Number.isNaN(set.value[row]) ? `${set.measure || "value"}: not stated` : `${set.measure || "value"}: ${say(set.value[row])}`, tip);
    const at = atlas.map.latLngToContainerPoint(atlas.latLngOfRow(set, row));
    tip.style.transform = `translate(${at.x}px, ${at.y}px) translate(-50%, calc(-100% - 10px))`;
    tip.hidden = false;
    atlas.map.getContainer().classList.add("on-point");
  }
  function hide() {
    pointer = null;
    if (!tip || tip.hidden) return;
    tip.hidden = true;
    atlas.map.getContainer().classList.remove("on-point");
  }
  const overMark = (event) => event.target instanceof Element && event.target.closest(".leaflet-interactive, .ba-keepout, button, input");

  function hover(event) {
    if (overMark(event.originalEvent) || event.originalEvent.buttons) { hide(); return; }
    pointer = event.containerPoint;
    if (!pointerFrame) pointerFrame = requestAnimationFrame(() => {
      pointerFrame = 0;
      const found = pointer && nearest(pointer);
      if (found) write(found);
      else hide();
    });
  }

  // Select the mark at a click; tells whether there is one.
  atlas.pickPoint = (event) => {
    const found = sets.size && !overMark(event.originalEvent) ? nearest(event.containerPoint) : null;
    if (found) atlas.patch({ select: selectOf(found.one, found.row) }, true);
    return Boolean(found);
  };

  function drawRing() {
    if (ring) { ring.remove(); ring = null; }
    const { select } = atlas.state;
    if (!select) return;
    for (const one of visible()) {
      const { set } = one;
      const row = set.features ? set.features.findIndex((feature) => feature.select === select)
        : select.startsWith(`${one.id}:`) ? set.row.indexOf(Number(select.slice(one.id.length + 1))) : -1;
      if (row < 0 || (one.mask && !one.mask[row]) || !atlas.showsRow(set, one.shown, row)) continue;
      ring = L.circleMarker(atlas.latLngOfRow(set, row), { pane: "selection", radius: set.radii[set.look[row] & 15] + 6, className: "selection", interactive: false }).addTo(atlas.map);
      return;
    }
  }

  // Where the newest mark of the picture stands and which colour it has: it lies on top, so its pixel tells the date.
  function newest(one) {
    const { set, painter, shown } = one;
    for (let i = shown.to - 1; i >= 0; i -= 1) {
      const place = painter.at[i];
      const [x, y] = [place % painter.width() - painter.edge, Math.floor(place / painter.width()) - painter.edge];
      if (place >= 0 && set.end[i] > shown.least && x >= 0 && y >= 0 && x < one.canvas.width && y < one.canvas.height) return [x, y, set.colour[i] + 1];
    }
    return null;
  }

  // What was drawn, for tests and exports: {id: {date, shown, of, newest}}; of a layer's set the ids too.
  atlas.drawnSets = () => Object.fromEntries(visible().map((one) => [one.id, { date: atlas.toIso(one.date), shown: one.drawn, of: one.set.count, newest: newest(one),
    ids: one.set.features ? one.set.features.filter((feature, i) => (!one.mask || one.mask[i]) && atlas.showsRow(one.set, one.shown, i)).map((feature) => feature.id) : undefined }]));
  atlas.pointCanvas = (id) => (sets.has(id) ? sets.get(id).canvas : null);

  atlas.startPoints = () => {
    const { map } = atlas;
    pane = map.createPane("dense");
    pane.style.zIndex = 590; // under every single mark
    pane.style.pointerEvents = "none";
    boxes = atlas.element("div", "ba-sets", null, map.getContainer());
    tip = atlas.element("div", "leaflet-tooltip ba-tip ba-point-tip", "", map.getContainer());
    tip.hidden = true;
    map.on("move moveend resize", moved);
    map.on("zoomanim", animateZoom);
    map.on("mousemove", hover);
    map.on("mouseout movestart", hide);
    atlas.painters.push(paint);
  };
})();
