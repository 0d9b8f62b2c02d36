// A large point set as typed arrays, rows ascending in their first day: read from the binary form of layers/reader_data/points.py,
// or made from the features of a layer that has grown beyond single marks.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const KINDS = { i4: Int32Array, u4: Uint32Array, u1: Uint8Array, u2: Uint16Array, f4: Float32Array };
  const LONG_DAYS = 31; // What lasts longer is looked up in a list of its own, so that a short window stays a short search.
  const WORLD = 4294967296;
  const OTHER = 6;

  // Index of the first row whose start is above `day`.
  atlas.firstAfter = (start, day) => {
    let low = 0;
    let high = start.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (start[middle] > day) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  function finish(set) {
    const longs = [];
    for (let i = 0; i < set.count; i += 1) if (set.end[i] - set.start[i] > LONG_DAYS) longs.push(i);
    set.longs = Uint32Array.from(longs);
    return set;
  }

  // Returns {count, title, time, start, end, x, y, colour, look, row, value?, word?, words, radii, leftOut, outside, …}.
  atlas.readPoints = (buffer) => {
    const bytes = new Uint8Array(buffer, 0, Math.min(8, buffer.byteLength));
    if (String.fromCharCode(...bytes.subarray(0, 4)) !== "BAP1") throw new Error("this is no point set of the atlas");
    const length = new DataView(buffer).getUint32(4, true);
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
    const set = { count: header.count, title: header.title, time: header.time, words: header.words, category: header.category, radii: header.radii_px,
      measure: header.value, limits: header.size_limits, leftOut: header.left_out, outside: header.outside };
    for (const [name, [at, kind]] of Object.entries(header.columns)) set[name] = new KINDS[kind](buffer, 8 + length + at, header.count);
    return finish(set);
  };

  // A layer's features as a set. Features without a date or a place are not in it: they are listed, not drawn.
  atlas.pointsOfLayer = (layer) => {
    const features = layer.features.filter((feature) => feature.point && feature.interval).sort((a, b) => a.interval[0] - b.interval[0]);
    const count = features.length;
    const kinds = new Map();
    features.forEach((feature) => kinds.set(feature.kind, (kinds.get(feature.kind) || 0) + 1));
    const words = [...kinds.keys()].sort((a, b) => kinds.get(b) - kinds.get(a));
    const codes = new Map(words.map((word, index) => [word, index]));
    const set = { count, title: layer.title, time: layer.time, words, category: "kind", radii: [3], measure: "", limits: [], leftOut: {}, outside: 0, features,
      start: new Int32Array(count), end: new Int32Array(count), x: new Uint32Array(count), y: new Uint32Array(count), colour: new Uint8Array(count),
      look: new Uint8Array(count), row: Uint32Array.from(features.keys()), word: new Uint16Array(count) };
    features.forEach((feature, i) => {
      const [lon, lat] = feature.point;
      [set.start[i], set.end[i]] = feature.interval;
      set.x[i] = Math.min(WORLD - 1, (lon + 180) / 360 * WORLD);
      set.y[i] = Math.min(WORLD - 1, (0.5 - Math.asinh(Math.tan(lat * Math.PI / 180)) / (2 * Math.PI)) * WORLD);
      set.word[i] = codes.get(feature.kind);
      set.colour[i] = Math.min(OTHER, set.word[i]);
      set.look[i] = feature.vague ? 128 : 0;
    });
    return finish(set);
  };

  // Which rows a view shows: {from, to, least}: those of [from, to) and of the longs before `from` whose end is above `least`.
  atlas.rowsShown = (set, state) => {
    const to = atlas.firstAfter(set.start, state.date);
    if (set.time === "state") return { from: 0, to, least: state.date };
    if (state.mode === "upto") return { from: 0, to, least: -Infinity };
    const first = state.mode === "window" ? state.date - state.days + 1 : state.date;
    return { from: atlas.firstAfter(set.start, first - LONG_DAYS - 1), to, least: first };
  };
  atlas.showsRow = (set, shown, i) => i < shown.to && set.end[i] > shown.least;
  atlas.latLngOfRow = (set, i) => L.latLng(Math.atan(Math.sinh(Math.PI * (1 - 2 * set.y[i] / WORLD))) * 180 / Math.PI, set.x[i] / WORLD * 360 - 180);
})();
