// Where the names of the two sides stand (layers/browser/names/side_names.js).
import assert from "node:assert/strict";
import { test } from "node:test";
import { taken } from "../../../layers/browser/names/boxes.js";
import { sideNames } from "../../../layers/browser/names/side_names.js";

/** A phone's window, crossed from west to east by a line that winds too much to be written along. */
function phone() {
  const points = Array.from({ length: 100 }, (_, at) => ({ x: at * 4, y: 200 + 60 * Math.sin(at / 4) }));
  const line = taken();
  for (const { x, y } of points) line.add({ left: x - 2, right: x + 2, top: y - 2, bottom: y + 2 });
  const room = { full: taken(), line, size: { x: 390, y: 400 }, widthOf: () => 110, high: 14 };
  return { runs: [{ points, sides: /** @type {[string, string]} */ (["North", "South"]) }], room };
}

test("a side is named in the one free place that is left of its land", () => {
  const { runs, room } = phone();
  room.full.add({ left: 0, right: 390, top: 0, bottom: 40 });
  room.full.add({ left: 0, right: 390, top: 68, bottom: 140 });
  room.full.add({ left: 0, right: 140, top: 40, bottom: 68 });
  room.full.add({ left: 264, right: 390, top: 40, bottom: 68 });
  const names = sideNames(runs, room);
  assert.deepEqual(new Set(names.map(({ text }) => text)), new Set(["North", "South"]));
});

test("no side is named beyond the end of the line, where a third one's land may begin", () => {
  const { runs, room } = phone();
  runs[0].points = Array.from({ length: 40 }, (_, at) => ({ x: at * 4, y: 200 }));
  room.full.add({ left: 0, right: 162, top: 0, bottom: 400 });
  assert.deepEqual(sideNames(runs, room), []);
});

test("where one side finds no room, the other is not named alone, and nothing is taken", () => {
  const { runs, room } = phone();
  room.full.add({ left: 0, right: 390, top: 0, bottom: 140 });
  const asked = { left: 0, right: 390, top: 262, bottom: 400 };
  assert.deepEqual(sideNames(runs, room), []);
  assert.equal(room.full.hits(asked), false);
});
