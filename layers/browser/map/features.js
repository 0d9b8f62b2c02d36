// Draws the layers and keeps them to the view. The rules of shows() are those of layers/view/visible.py on the same numbers.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const items = []; // every drawable feature of every loaded layer
  const loaded = {}; // layer id → layer data
  const listeners = [];
  const STATUSES = ["undelimited", "agreed", "described", "initialled", "signed", "ratified", "in-force"];
  const LETTERS = { undelimited: "U", agreed: "A", described: "D", initialled: "I", signed: "S", ratified: "R", "in-force": "F" };
  const PRECISION_SHOWN_M = 1500; // A site known better than this needs no circle at the zooms in use.
  const DISTRICT_M = 20000; // From here on the circle is a district's: an outline, or it would cover what is known better.
  let selections = []; // gold rings: the selected record's and those of the others that are lit

  atlas.onDrawn = (listener) => listeners.push(listener);
  atlas.layerData = () => loaded;

  // Ids of the records that pass Python's filters (layers/view/filters.py), as a set made once per command.
  let passed = { ids: null, set: null };
  function passes(ids) {
    if (passed.ids !== ids) passed = { ids, set: new Set(ids) };
    return passed.set;
  }

  function shows(item, state) {
    const { feature, layer } = item;
    if (feature.vintage && feature.vintage !== state.line) return false;
    if (layer.regional && state.region && !feature.regions.includes(state.region)) return false;
    if (layer.regional && state.only && !passes(state.only).has(feature.select)) return false;
    if (!feature.interval) return layer.time === "state";
    const [start, end] = feature.interval;
    const day = state.date;
    if (layer.time === "state" || state.mode === "day") return start <= day && day < end;
    if (state.mode === "window") return start <= day && end > day - state.days + 1;
    return start <= day;
  }
  atlas.shows = (feature, layer, state) => shows({ feature, layer }, state);

  function stepOn(feature, day) {
    let held = null;
    for (const step of feature.steps) if (step[0] <= day) held = step;
    return held;
  }
  atlas.stepOn = stepOn;

  function unsure(item, day) {
    const { feature, layer } = item;
    if (!feature.interval) return true;
    if (layer.time === "event") return feature.vague;
    const step = stepOn(feature, day);
    return day < feature.interval[2] || day >= feature.interval[3] || Boolean(step && day < step[1]);
  }

  // ---- making ------------------------------------------------------------------------------------------------
  function tooltip(item) {
    const box = atlas.element("div", "ba-tip");
    atlas.element("b", null, item.feature.title, box);
    atlas.element("span", null, item.feature.kind, box);
    return box;
  }

  const select = (item) => {
    const point = item.point && { layer: item.layer.id, id: item.feature.id, select: item.feature.select,
      title: item.feature.title, latlng: item.shape.getLatLng(), marker: item.shape, radiusPx: item.radius };
    if (point && atlas.fan) atlas.fan(point);
    atlas.patch({ select: item.feature.select }, true);
  };

  function makePath(item) {
    const { feature, layer } = item;
    const options = { pane: layer.id, className: `${layer.draw} ${feature.symbol.style || ""}`, smoothFactor: 0.6 };
    const shape = L.geoJSON({ type: "Feature", geometry: feature.geometry, properties: {} }, options);
    const path = shape.getLayers()[0];
    path.options.className = options.className;
    return path;
  }

  function makePoint(item) {
    const { feature, layer } = item;
    const drawn = atlas.symbol(feature.symbol, item.state);
    item.radius = drawn.radius;
    const holder = atlas.element("div", "");
    holder.appendChild(drawn.element);
    return L.marker([feature.point[1], feature.point[0]], {
      pane: layer.id, title: "", alt: feature.title, keyboard: true, riseOnHover: true,
      icon: L.divIcon({ className: `point ${layer.id}`, html: holder, iconSize: [drawn.size, drawn.size] }),
      zIndexOffset: Math.round(-10 * drawn.radius), // Large marks lie under small ones, so that both can be clicked.
    });
  }

  function make(item) {
    const { feature } = item;
    item.point = Boolean(feature.point) && !feature.geometry;
    item.shape = item.point ? makePoint(item) : makePath(item);
    item.shape.bindTooltip(() => tooltip(item), { sticky: !item.point, direction: "top", offset: [0, item.point ? -8 : 0], opacity: 1 });
    item.shape.on("click", (event) => { L.DomEvent.stopPropagation(event); select(item); });
    item.shape.on("keypress", (event) => { if (event.originalEvent.key === "Enter") select(item); });
    // A mark of shapes alone has no name of its own for a screen reader.
    if (item.point) item.shape.on("add", () => item.shape.getElement().setAttribute("aria-label", `${feature.title}, ${feature.kind}`));
    if (item.point && feature.precision_m >= PRECISION_SHOWN_M) {
      item.circle = L.circle([feature.point[1], feature.point[0]], {
        pane: "precision", radius: feature.precision_m, interactive: false,
        className: `precision ${feature.symbol.form}${feature.precision_m >= DISTRICT_M ? " district" : ""}`,
      });
    }
  }

  // ---- keeping to the view -------------------------------------------------------------------------------------
  // One place with many events has one circle, not a pile of them.
  const circleKey = (item) => `${item.layer.id}|${item.feature.point}|${item.feature.precision_m}`;
  const circles = new Map(); // key → {circle, users}
  function putCircle(item, on) {
    const key = circleKey(item);
    const held = circles.get(key) || { circle: item.circle, users: 0 };
    circles.set(key, held);
    held.users += on ? 1 : -1;
    if (held.users === Number(on)) reveal(held.circle, on);
  }

  // A shape stays on the map once it was drawn, and is hidden: Leaflet would make its element anew each time it is added.
  function reveal(shape, on) {
    if (!atlas.map.hasLayer(shape)) shape.addTo(atlas.map);
    const element = shape.getElement();
    if (element) element.style.visibility = on ? "" : "hidden"; // without its box it would be laid out anew each time
    if (!on) shape.closeTooltip();
  }
  const isRevealed = (shape) => atlas.map.hasLayer(shape) && Boolean(shape.getElement()) && shape.getElement().style.visibility !== "hidden";

  function put(item, on) {
    if (on && !item.shape) make(item);
    if (on === item.on) return false;
    item.on = on;
    reveal(item.shape, on);
    if (item.circle) putCircle(item, on);
    return true;
  }

  function dress(item, day, selected) {
    const step = stepOn(item.feature, day);
    const look = `${step ? step[2] : ""}|${step && step[3] ? 1 : 0}|${item.unsure ? 1 : 0}|${selected ? 1 : 0}`;
    if (look === item.look) return false;
    const stateChanged = item.state !== (step ? step[2] : null);
    item.look = look;
    item.state = step ? step[2] : null;
    if (item.point) {
      if (stateChanged && item.on) { // Another state is another symbol.
        item.shape.remove(); item.shape = null; make(item); item.shape.addTo(atlas.map);
      }
      const element = item.shape.getElement();
      if (element) {
        element.className = element.className.replace(/ ?(unsure|selected|st-\S+)/g, "");
        element.classList.toggle("unsure", item.unsure);
        element.classList.toggle("selected", selected);
        if (item.state) element.classList.add("st-" + item.state);
      }
    } else {
      const path = item.shape.getElement();
      if (path) {
        STATUSES.forEach((status) => path.classList.toggle("s-" + status, status === item.state));
        path.classList.toggle("unsure", item.unsure);
        path.classList.toggle("selected", selected);
        path.style.fill = step && step[3] ? `url(#hatch-${step[2]})` : "";
        if (selected && item.layer.draw === "areas") item.shape.bringToFront();
      }
    }
    return true;
  }

  function paint(state, keys) {
    if (!["date", "mode", "days", "layers", "line", "region", "only", "select", "lit", "theme"].some((key) => keys.has(key))) return;
    const switchedOn = new Set(state.layers);
    const lit = litUp(state);
    let any = false;
    for (const item of items) {
      const on = switchedOn.has(item.layer.id) && item.layer.draw !== "list" && shows(item, state);
      any = put(item, on) || any;
      if (!on) continue;
      item.unsure = unsure(item, state.date);
      any = dress(item, state.date, lit.has(item.feature.select)) || any;
    }
    if (keys.has("select") || keys.has("lit") || any) ring(state);
    if (any) listeners.forEach((listener) => listener());
  }

  // A thin gold ring where the selected record is: round its mark if that is drawn, otherwise at its place.
  const litUp = (state) => new Set(state.select ? [state.select, ...state.lit] : state.lit);
  function ring(state) {
    selections.forEach((circle) => circle.remove());
    selections = [...litUp(state)].map(ringAt).filter(Boolean);
  }
  function ringAt(id) {
    const drawn = items.find((item) => item.on && item.feature.select === id);
    if (drawn && !drawn.point) return null;
    const known = drawn || items.find((item) => item.feature.select === id && item.feature.point);
    const fanned = atlas.fannedAt && atlas.fannedAt(id);
    const at = fanned ? [fanned.lng, fanned.lat] : known && known.feature.point;
    return at && L.circleMarker([at[1], at[0]], {
      pane: "selection", radius: (drawn ? drawn.radius : 9) + 5, className: "selection", interactive: false,
    }).addTo(atlas.map);
  }

  // ---- what others ask ------------------------------------------------------------------------------------------
  atlas.drawnPoints = () => items.filter((item) => item.on && item.point && item.feature.symbol.form !== "tripoint").map((item) => ({
    layer: item.layer.id, id: item.feature.id, select: item.feature.select, title: item.feature.title,
    latlng: item.shape.getLatLng(), marker: item.shape, radiusPx: item.radius,
  }));
  // The element in which a feature is drawn now, or null.
  atlas.elementOf = (layerId, id) => {
    const item = items.find((each) => each.on && each.layer.id === layerId && each.feature.id === id);
    return item ? item.shape.getElement() : null;
  };
  atlas.areaLabels = () => items.filter((item) => item.on && item.feature.label).map((item) => ({
    text: item.feature.label[0], latlng: L.latLng(item.feature.label[2], item.feature.label[1]), layer: item.layer.id,
    letter: item.state ? LETTERS[item.state] : null, select: item.feature.select,
  }));
  atlas.drawn = () => {
    const visible = {};
    const vague = [];
    for (const id of Object.keys(loaded)) if (loaded[id].draw !== "list") visible[id] = [];
    for (const item of items) {
      if (item.on && item.shape && isRevealed(item.shape)) {
        visible[item.layer.id].push(item.feature.id);
        if (item.unsure) vague.push(item.feature.id);
      }
    }
    return { visible, uncertain: vague };
  };

  // ---- loading --------------------------------------------------------------------------------------------------
  atlas.startFeatures = () => {
    Object.assign(atlas.map.createPane("precision").style, { zIndex: 420, pointerEvents: "none" });
    // A line lies over the areas' colour, and marks over both.
    atlas.config.order.forEach((id, index) => {
      atlas.map.createPane(id).style.zIndex = { areas: 410, line: 430 }[atlas.config.draws[id]] || 600 + 10 * index;
    });
    atlas.map.createPane("selection").style.zIndex = 690;
    const hatchHost = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    hatchHost.setAttribute("class", "ba-hatches");
    hatchHost.setAttribute("aria-hidden", "true");
    hatchHost.appendChild(atlas.hatches(STATUSES));
    document.body.appendChild(hatchHost);
    atlas.painters.push(paint);
    return Promise.all(atlas.config.order.map((id) => load(id)));
  };

  async function load(id) {
    const inline = atlas.config.inline && atlas.config.inline[id];
    const layer = inline || await atlas.fetchJson(atlas.config.urls[id], `the layer “${id}”`);
    loaded[id] = layer;
    if (layer.draw === "points" && layer.features.length > atlas.DENSE_FROM && layer.features.every((feature) => !feature.steps.length)) {
      atlas.addPointLayer(layer); // too many for single marks
      atlas.repaint();
      return;
    }
    for (const feature of layer.features) {
      if (feature.point || feature.geometry) items.push({ feature, layer, on: false, look: null, state: null });
    }
    items.sort((a, b) => a.layer.order - b.layer.order);
    atlas.repaint();
  }
})();
