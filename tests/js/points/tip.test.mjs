// A tip stands above its mark, and whole within the window.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tipAt } from "../../../layers/browser/points/tip.js";

const [size, room] = [
  { x: 260, y: 80 },
  { x: 390, y: 340 },
];

test("in the middle of the window a tip stands above its mark", () => {
  assert.deepEqual(tipAt({ x: 200, y: 200 }, size, room), { x: 70, y: 110 });
});

test("at every edge and corner a tip is whole and leaves its mark to be seen", () => {
  for (const x of [0, 30, 195, 380, 390]) {
    for (const y of [0, 20, 90, 170, 340]) {
      const tip = tipAt({ x, y }, size, room);
      assert.ok(tip.x >= 0 && tip.x + size.x <= room.x, `${x}, ${y}`);
      assert.ok(tip.y >= 0 && tip.y + size.y <= room.y, `${x}, ${y}`);
      assert.ok(tip.y > y || tip.y + size.y < y, `${x}, ${y}`);
    }
  }
});
