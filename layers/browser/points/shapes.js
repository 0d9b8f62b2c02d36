// Outlines and precision circles of a reader's own sets, beside the points of points.js. Kept to the slider by the same rules.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const MOST_CIRCLES = 24; // More circles at once than this are fog: then only the selected row has its own.
  const sets = new Map(); // set id → {spec, data, drawn: Map(row → layer), circles: Map(place → circle)}
  let renderer = null;

  function shows(data, start, end, state) {
    if (data.time === "state" || state.mode === "day") return start <= state.date && state.date < end;
    if (state.mode === "window") return start <= state.date && end > state.date - state.days + 1;
    return start <= state.date;
  }

  function outline(one, [row, , , vague, geometry]) {
    const layer = L.geoJSON({ type: "Feature", geometry, properties: {} }, {
      pane: "own-shapes", renderer, bubblingMouseEvents: false,
      style: { color: atlas.colour("cat-1"), weight: 2, fillOpacity: vague ? 0 : 0.18, dashArray: vague ? "5 5" : null },
      pointToLayer: (feature, latlng) => L.circleMarker(latlng, { radius: 4 }),
    });
    layer.on("click", () => atlas.patch({ select: `${one.spec.id}:${row}` }, true));
    return layer;
  }

  function keep(held, wanted, make) {
    for (const [key, layer] of held) if (!wanted.has(key)) { layer.remove(); held.delete(key); }
    for (const [key, what] of wanted) if (!held.has(key)) held.set(key, make(what).addTo(atlas.map));
  }

  function draw(one, state) {
    const { data, spec } = one;
    keep(one.drawn, new Map(data.shapes.filter((shape) => shows(data, shape[1], shape[2], state)).map((shape) => [shape[0], shape])), (shape) => outline(one, shape));
    const places = new Map(); // One place with many events has one circle.
    for (const circle of spec.circle ? [...data.circles, spec.circle] : data.circles) {
      const selected = state.select === `${one.spec.id}:${circle[0]}`;
      if (shows(data, circle[1], circle[2], state)) {
        const key = circle.slice(3).join("|");
        if (selected || !places.has(key)) places.set(key, { circle, selected });
      }
    }
    const wanted = places.size > MOST_CIRCLES ? new Map([...places].filter(([, place]) => place.selected)) : places;
    keep(one.circles, wanted, ({ circle }) => L.circle([circle[4], circle[3]], {
      pane: "own-shapes", renderer, radius: circle[5], interactive: false, color: atlas.colour("muted"), weight: 1, opacity: 0.7, dashArray: "3 4", fill: false,
    }));
  }

  function clear(one) {
    for (const layer of [...one.drawn.values(), ...one.circles.values()]) layer.remove();
    one.drawn.clear();
    one.circles.clear();
  }

  async function load(spec) {
    const one = { spec, data: null, drawn: new Map(), circles: new Map(), abort: new AbortController() };
    sets.set(spec.id, one);
    const bytes = await atlas.fetchBytes(spec.shapes, spec.title, { signal: one.abort.signal });
    if (!bytes || sets.get(spec.id) !== one) return;
    one.data = JSON.parse(new TextDecoder().decode(bytes));
    draw(one, atlas.state);
  }

  function follow(specs) {
    const wanted = new Map((specs || []).filter((spec) => spec.shapes).map((spec) => [spec.id, spec]));
    for (const [id, one] of sets) {
      const spec = wanted.get(id);
      if (!spec || spec.shapes !== one.spec.shapes) { one.abort.abort(); clear(one); sets.delete(id); continue; }
      one.spec = spec;
      if (one.data) draw(one, atlas.state);
    }
    for (const spec of wanted.values()) if (!sets.has(spec.id)) load(spec);
  }

  function paint(state, keys) {
    if (keys.has("sets")) follow(state.sets);
    if (!["date", "mode", "days", "select", "theme"].some((key) => keys.has(key))) return;
    for (const one of sets.values()) {
      if (!one.data) continue;
      if (keys.has("theme")) clear(one);
      draw(one, state);
    }
  }

  // What is drawn, for tests: {set id: {shapes: [rows], circles: number}}.
  atlas.drawnShapes = () => Object.fromEntries([...sets].map(([id, one]) => [id, { shapes: [...one.drawn.keys()], circles: one.circles.size }]));

  atlas.startOwnShapes = () => {
    const pane = atlas.map.createPane("own-shapes");
    pane.style.zIndex = 425; // over the sections, under the border line
    renderer = L.svg({ pane: "own-shapes" });
    atlas.painters.push(paint);
  };
})();
