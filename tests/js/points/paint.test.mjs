// A point set's picture: which rows are in it, and that it is the same whichever way the date came.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pointsOfLayer, rowsShown, showsRow } from "../../../layers/browser/points/data.js";
import { pointIndex, pointPainter } from "../../../layers/browser/points/paint.js";

globalThis.ImageData = class {
  constructor(width, height) {
    this.height = height;
    this.data = new Uint8ClampedArray(4 * width * height);
  }
};

const COUNT = 4000;
const [WIDTH, HEIGHT] = [320, 200];
const DAYS = [20000, 11000, 11090, 14000, 13000, 19000, 12000];
const FOREVER = 1000000;
const WORLD = 4294967296;

// Numbers that look like chance and are the same each time.
let seed = 7;
const chance = () => {
  seed = (seed * 48271) % 2147483647;
  return seed / 2147483647;
};
const features = Array.from({ length: COUNT }, (_, i) => {
  const start = 7700 + Math.floor(13000 * Math.sqrt(chance()));
  const end = i % 333 === 0 ? FOREVER : start + (i % 50 === 0 ? 401 : 1);
  return {
    kind: `kind ${i % 5}`,
    point: [69 + Math.round(100 * chance()) / 20, 39 + Math.round(40 * chance()) / 20], // often several at one place
    interval: [start, end],
    vague: i % 17 === 0,
  };
});
const setOf = (time) => pointsOfLayer({ title: "Made", time, features });

function painterOf(set) {
  const painter = pointPainter(set);
  painter.resize(WIDTH, HEIGHT, 1);
  painter.colours([1, 2, 3, 4, 5, 6, 7]);
  const scale = (256 * 2 ** 6) / WORLD; // zoom 6: nearly all of them
  painter.project(0.6986 * WORLD * scale - WIDTH / 2, 0.3786 * WORLD * scale - HEIGHT / 2, scale, null);
  return painter;
}
// Mode by mode, so that a date also follows a date.
const VIEWS = [
  ["upto", 30],
  ["day", 30],
  ["window", 1],
  ["window", 30],
  ["window", 500],
].flatMap(([mode, days]) => DAYS.map((date) => ({ date, mode, days })));

test("each mode draws the rows that hold", () => {
  for (const time of ["event", "state"]) {
    const set = setOf(time);
    const painter = painterOf(set);
    for (const view of VIEWS) {
      const mode = time === "state" ? "day" : view.mode;
      const first = { upto: -Infinity, day: view.date, window: view.date - view.days + 1 }[mode];
      const hold = features.filter(({ interval }) => interval[0] <= view.date && interval[1] > first).length;
      assert.equal(painter.draw(rowsShown(set, view)), hold, JSON.stringify({ time, ...view }));
    }
  }
});

test("a step leaves the same picture as drawing it afresh, with and without pictures kept along the way", () => {
  const set = setOf("event");
  const pixels = (painter) => Buffer.from(painter.image().data.buffer).toString("base64");
  const fresh = new Map(
    VIEWS.map((view) => {
      const painter = painterOf(set);
      painter.draw(rowsShown(set, view));
      return [view, pixels(painter)];
    }),
  );
  const full = VIEWS.filter(({ mode, days }) => mode === "upto" || days === 500);
  assert.equal(new Set(full.map((view) => fresh.get(view))).size, full.length); // pictures tell such views apart
  const painter = painterOf(set);
  const kept = painter.along();
  for (let round = 0; round < 3; round += 1) {
    for (const [view, picture] of fresh) {
      painter.draw(rowsShown(set, view));
      assert.ok(pixels(painter) === picture, `round ${round}, ${JSON.stringify(view)}`);
      kept.next();
    }
  }
});

test("the nearest row that shows is found, and of two as near the later one", () => {
  const set = setOf("event");
  const painter = painterOf(set);
  const { nearest: find } = pointIndex(set, painter);
  for (const view of VIEWS) {
    const shown = rowsShown(set, view);
    for (const [px, py] of [
      [40, 60],
      [180, 120],
      [300, 30],
    ]) {
      let [best, least] = [-1, 20 ** 2];
      for (let i = 0; i < set.count; i += 1) {
        const place = painter.at[i];
        if (place < 0 || !showsRow(set, shown, i)) continue;
        const away = ((place % painter.width()) - px) ** 2 + (Math.floor(place / painter.width()) - py) ** 2;
        if (away <= least) [best, least] = [i, away];
      }
      assert.equal(find(px, py, shown, 20), best);
    }
  }
});

test("few marks have smooth edges, many are quick", () => {
  const alphas = (count) => {
    const features = Array.from({ length: count }, () => ({
      kind: "kind",
      point: [71.5, 40],
      interval: [11000, FOREVER],
    }));
    const painter = painterOf(pointsOfLayer({ title: "Made", time: "event", features }));
    painter.colours([0xff0000ff, 2, 3, 4, 5, 6, 7]);
    painter.draw({ from: 0, to: count, least: -Infinity });
    const { data } = painter.image();
    return new Set(data.filter((_, at) => at % 4 === 3));
  };
  assert.ok(alphas(1).size > 3 && alphas(1).has(255));
  assert.ok(alphas(600).size <= 2);
});

test("of the marks that cover a place the uppermost is found, each as large as it is drawn", () => {
  const set = { ...setOf("event"), radii: [2, 9] };
  set.look = Uint8Array.from(set.look, (_, row) => Number(row % 7 === 0));
  const painter = painterOf(set);
  const index = pointIndex(set, painter);
  const radius = (row) => set.radii[set.look[row]];
  let met = 0;
  for (const view of VIEWS) {
    const shown = rowsShown(set, view);
    for (let px = 30; px < 320; px += 41) {
      const py = 40 + (px % 97);
      let top = -1;
      for (let i = 0; i < set.count; i += 1) {
        const place = painter.at[i];
        if (place < 0 || !showsRow(set, shown, i)) continue;
        if (Math.hypot((place % painter.width()) - px, Math.floor(place / painter.width()) - py) <= radius(i)) top = i;
      }
      assert.equal(index.covering(px, py, shown, radius, 9), top);
      met += Number(top >= 0);
    }
  }
  assert.ok(met > 0);
});
