// Where the name of a flow stands: on what the window shows of its curve.
import assert from "node:assert/strict";
import { test } from "node:test";
import { along, within } from "../../../layers/browser/flows/along.js";

const BOX = { min: { x: 0, y: 0 }, max: { x: 100, y: 50 } };
const line = (...points) => points.map(([x, y]) => ({ x, y }));

test("a line is cut where the window ends", () => {
  assert.deepEqual(within(line([-100, 20], [50, 20], [50, 200]), BOX), [
    line([0, 20], [50, 20]),
    line([50, 20], [50, 50]),
  ]);
});

test("nothing is left of a line that passes by, beside the window or across its corner", () => {
  assert.deepEqual(within(line([-50, -10], [200, -10]), BOX), []);
  assert.deepEqual(within(line([-10, 5], [5, -20]), BOX), []);
  assert.deepEqual(within(line([120, 0], [120, 50]), BOX), []);
});

test("a share of the way is counted over all pieces, and has their direction", () => {
  const pieces = within(line([-100, 20], [50, 20], [50, 200]), BOX);
  assert.deepEqual(along(pieces, 0.5), { at: { x: 40, y: 20 }, turn: 0 });
  assert.deepEqual(along(pieces, 1), { at: { x: 50, y: 50 }, turn: Math.PI / 2 });
  assert.deepEqual(along([pieces[0]], 0), { at: { x: 0, y: 20 }, turn: 0 });
});
