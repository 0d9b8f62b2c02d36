// On whose side a spot lies, and in which district where its neighbours agree.
import assert from "node:assert/strict";
import { test } from "node:test";
import { whereIs } from "../../../layers/browser/sides/where.js";

const square = (west, south, east, north) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const LAND = {
  sides: [
    // The north has a hole, in which the south has a piece of land.
    { name: "North side", geometry: { type: "Polygon", coordinates: [square(0, 0, 10, 10), square(4, 4, 6, 6)] } },
    {
      name: "South side",
      geometry: { type: "MultiPolygon", coordinates: [[square(0, -10, 10, 0)], [square(4, 4, 6, 6)]] },
    },
  ],
  places: [
    [1, 0.02, "Hill"],
    [1.03, 0.02, "Hill"],
    [1, -0.02, "Dale"],
    [2, 0.02, "Hill"],
    [2.02, 0.02, "Moor"],
  ],
};

test("a spot has the side whose land it lies on, an exclave its own, and none where neither is", () => {
  assert.equal(whereIs(LAND, 1, 1).side, "North side");
  assert.equal(whereIs(LAND, 1, -1).side, "South side");
  assert.equal(whereIs(LAND, 5, 5).side, "South side");
  assert.deepEqual(whereIs(LAND, 11, 1), { side: "", district: "" });
});

test("its district is told by the nearest places of that side, where they agree and are near", () => {
  assert.equal(whereIs(LAND, 1, 0.01).district, "Hill"); // the place across the line is as near
  assert.equal(whereIs(LAND, 1, -0.01).district, "Dale");
  assert.equal(whereIs(LAND, 2.01, 0.02).district, "");
  assert.equal(whereIs(LAND, 8, 8).district, "");
});
