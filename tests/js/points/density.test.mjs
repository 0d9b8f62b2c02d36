// What is counted where marks are a mass: exactly the rows in the window and in time, whichever way the date came.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pointsOfLayer, rowsShown, showsRow } from "../../../layers/browser/points/data.js";
import { densityOf, spotsOf } from "../../../layers/browser/points/density.js";
import { pointPainter } from "../../../layers/browser/points/paint.js";
import { EDGES } from "../../../layers/browser/shared/beyond.js";

globalThis.ImageData = class {
  constructor(width, height) {
    this.height = height;
    this.data = new Uint8ClampedArray(4 * width * height);
  }
};

const WORLD = 4294967296;
const [WIDTH, HEIGHT] = [640, 400];
let seed = 11;
const chance = () => {
  seed = (seed * 48271) % 2147483647;
  return seed / 2147483647;
};
const row = (lon, lat, start, end = start + 1) => ({
  kind: "a",
  point: [lon, lat],
  interval: [start, end],
  vague: false,
});
const crowd = Array.from({ length: 3000 }, (_, i) =>
  // Most of them thick around one place, the others far and wide, some upon one another.
  i % 3
    ? row(
        70.5 + (chance() - 0.5) / 2,
        39.8 + (chance() - 0.5) / 2,
        10000 + Math.floor(9000 * chance()),
        i % 90 ? undefined : 1000000,
      )
    : row(66 + Math.round(40 * chance()) / 4, 36 + Math.round(40 * chance()) / 5, 10000 + Math.floor(9000 * chance())),
);

function standing(features, zoom = 7, single = false, ratio = 1, change = {}) {
  const set = Object.assign(pointsOfLayer({ title: "Made", time: "event", features }), change);
  const painter = pointPainter(set);
  const density = densityOf(set);
  painter.resize(WIDTH, HEIGHT, ratio);
  const world = 256 * 2 ** zoom;
  const [left, top] = [0.6958 * world - WIDTH / 2, 0.3797 * world - HEIGHT / 2];
  painter.project(left * ratio, top * ratio, (world * ratio) / WORLD, null);
  density.place(
    { ...painter, width: painter.width },
    { ratio, width: WIDTH, height: HEIGHT, left, top },
    world,
    null,
    single,
  );
  const inWindow = (i) => {
    const [x, y] = [(set.x[i] * world) / WORLD - left, (set.y[i] * world) / WORLD - top];
    return x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT;
  };
  const fromMiddle = (i) => [
    ((set.x[i] * world) / WORLD - left - WIDTH / 2) / WIDTH,
    ((set.y[i] * world) / WORLD - top - HEIGHT / 2) / HEIGHT,
  ];
  return { set, density, inWindow, fromMiddle };
}
const VIEWS = ["upto", "day", "window"].flatMap((mode) =>
  [19500, 12000, 12030, 18000, 15000].map((date) => ({ mode, date, days: 900 })),
);

test("cells and single marks sum what is in the window and in time, in every mode and after every step", () => {
  for (const ratio of [1, 2]) {
    const { set, density, inWindow } = standing(crowd, 7, false, ratio);
    let massed = 0;
    for (const view of VIEWS) {
      const shown = rowsShown(set, view);
      density.count(shown);
      let [rows, alone] = [0, 0];
      for (let i = 0; i < set.count; i += 1) {
        if (!showsRow(set, shown, i) || !inWindow(i)) continue;
        rows += 1;
        if (!density.hides(i)) alone += 1;
      }
      const counted = density.cells().reduce((sum, cell) => sum + cell.rows, 0);
      assert.deepEqual(density.inView(), { all: rows, massed: counted }, JSON.stringify(view));
      assert.equal(counted + alone, rows);
      massed += counted;
    }
    assert.ok(massed > 0);
  }
});

test("rows outside the window are counted at the edge that leads to them, in every mode and after every step", () => {
  const { set, density, fromMiddle } = standing(crowd);
  for (const view of VIEWS) {
    const shown = rowsShown(set, view);
    density.count(shown);
    const rows = { north: [], east: [], south: [], west: [] };
    for (let i = 0; i < set.count; i += 1) {
      const [across, down] = fromMiddle(i);
      if (!showsRow(set, shown, i) || Math.max(Math.abs(across), Math.abs(down)) <= 0.5) continue;
      const sideways = Math.abs(across) >= Math.abs(down);
      rows[sideways ? (across > 0 ? "east" : "west") : down > 0 ? "south" : "north"].push(i);
    }
    assert.deepEqual(
      [...density.beyond()],
      EDGES.map((edge) => rows[edge].length),
    );
    for (const edge of EDGES) {
      const nearest = density.nearestBeyond(edge, shown);
      if (!rows[edge].length) assert.equal(nearest, -1);
      else {
        const away = ([across, down]) => Math.hypot(across * WIDTH, down * HEIGHT);
        assert.ok(rows[edge].includes(nearest));
        assert.ok(rows[edge].every((i) => away(fromMiddle(i)) >= away(fromMiddle(nearest)) - 1e-6));
      }
    }
  }
});

test("a mass opens into marks by zooming in, and at the last zoom all stand by themselves", () => {
  const at = (zoom, single) => {
    const { set, density } = standing(crowd, zoom, single);
    density.count(rowsShown(set, { mode: "upto", date: 20000, days: 30 }));
    return density.cells().length;
  };
  assert.ok(at(7) > 0);
  assert.equal(at(12), 0);
  assert.equal(at(7, true), 0);
});

test("rows on one spot are no mass: the spot has their number of the day", () => {
  const { set, density } = standing([
    ...Array.from({ length: 500 }, (_, i) => row(70.5, 39.8, 10000 + i)),
    row(70.9, 39.9, 10000),
  ]);
  const number = (date, mode) => {
    const shown = rowsShown(set, { mode, date, days: 10 });
    density.count(shown);
    assert.deepEqual(density.cells(), []);
    return density.stacks(shown, 100).map(([, rows]) => rows);
  };
  assert.deepEqual(number(10029, "upto"), [30]);
  assert.deepEqual(number(20000, "upto"), [500]);
  assert.deepEqual(number(10029, "window"), [10]);
  assert.deepEqual(number(10000, "upto"), []);
});

test("a spot is mixed on the days on which rows of several kinds show there", () => {
  const { set, density } = standing([
    row(70.5, 39.8, 10000),
    row(70.5, 39.8, 10010),
    { ...row(70.5, 39.8, 10020), kind: "b" },
  ]);
  const mixed = (date, most = 100) => {
    const shown = rowsShown(set, { mode: "upto", date, days: 30 });
    density.count(shown);
    return density.stacks(shown, most)?.map(([, , several]) => several) ?? null;
  };
  assert.deepEqual(mixed(10015), [false]);
  assert.deepEqual(mixed(10025), [true]);
  assert.equal(mixed(10025, 0), null);
});

test("a spot is marked as wide as the widest of the rows that show there", () => {
  const rows = [10000, 10010, 10020, 10030].map((day) => row(70.5, 39.8, day));
  const { set, density } = standing(rows, 7, false, 1, { radii: [3, 9], look: Uint8Array.from([0, 1, 0, 0]) });
  const widest = (date, mode) => density.stacks(rowsShown(set, { mode, date, days: 15 }), 100).map(([found]) => found);
  assert.deepEqual(widest(10025, "upto"), [1]);
  assert.deepEqual(widest(10022, "window"), [1]);
  assert.deepEqual(widest(10034, "window"), [2]);
});

test("a spot is the same only where both coordinates are", () => {
  const { spot, crowded } = spotsOf({ count: 5, x: [1, 2, 1, 1, 2], y: [1, 1, 1, 2, 1] });
  assert.deepEqual([...spot], [0, 1, 0, 3, 1]);
  assert.deepEqual(
    crowded.map((rows) => [...rows]),
    [
      [0, 2],
      [1, 4],
    ],
  );
});
