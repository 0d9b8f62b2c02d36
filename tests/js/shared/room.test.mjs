// Where in the window the camera puts what it goes to, beside the legend.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestFree, paddingBeside } from "../../../layers/browser/shared/room.js";

const same = (edge) => ({ from: edge, to: edge });
const edge = { x: 80, y: 70 };

test("without a legend only the edges are kept free", () => {
  assert.deepEqual(paddingBeside({ x: 845, y: 700 }, null, same(edge), { x: 1, y: 1 }), { from: edge, to: edge });
});

test("on a desk what is shown stands beside the legend, however it is shaped", () => {
  const box = { x: 16, y: 102, width: 230, height: 490 };
  for (const extent of [
    { x: 3, y: 1 },
    { x: 1, y: 3 },
    { x: 0, y: 0 },
  ]) {
    const { from, to } = paddingBeside({ x: 845, y: 700 }, box, same(edge), extent);
    assert.ok(from.x > 246, JSON.stringify(extent));
    assert.deepEqual([from.y, to], [70, edge]);
  }
});

test("on a phone what is wide stands under a folded legend and what is high beside it", () => {
  const folded = { x: 8, y: 116, width: 96, height: 50 };
  const size = { x: 390, y: 355 };
  const wide = paddingBeside(size, folded, same({ x: 39, y: 35 }), { x: 4, y: 1 });
  assert.deepEqual([wide.from.x, wide.from.y > 166], [39, true]);
  const high = paddingBeside(size, folded, same({ x: 39, y: 35 }), { x: 1, y: 2 });
  assert.deepEqual([high.from.x > 104, high.from.y], [true, 35]);
});

test("a legend that leaves no strip of use is let be", () => {
  const { from, to } = paddingBeside({ x: 300, y: 200 }, { x: 8, y: 8, width: 260, height: 180 }, same(edge), {
    x: 1,
    y: 1,
  });
  assert.deepEqual([from, to], [edge, edge]);
});

test("what is kept free at the lower edge stays so beside the legend", () => {
  const folded = { x: 8, y: 116, width: 96, height: 50 };
  const edges = { from: { x: 39, y: 35 }, to: { x: 39, y: 82 } };
  const { from, to } = paddingBeside({ x: 390, y: 362 }, folded, edges, { x: 4, y: 1 });
  assert.deepEqual([from.y > 166, to], [true, edges.to]);
});

test("however small the window, room is left to show something in", () => {
  for (const size of [
    { x: 360, y: 20 },
    { x: 1, y: 1 },
  ]) {
    const { from, to } = paddingBeside(size, { x: 8, y: 8, width: 200, height: 60 }, same(edge), { x: 2, y: 1 });
    assert.ok(from.x + to.x < size.x && from.y + to.y < size.y, JSON.stringify(size));
  }
});

test("what is selected stays where it is seen, and comes out from under a control by the shortest way", () => {
  const size = { x: 360, y: 300 };
  const boxes = [
    { x: 8, y: 8, width: 200, height: 60 },
    { x: 300, y: 8, width: 52, height: 150 },
  ];
  assert.deepEqual(nearestFree(size, boxes, { x: 150, y: 200 }), { x: 150, y: 200 });
  const under = nearestFree(size, boxes, { x: 100, y: 60 });
  assert.deepEqual([under.x, under.y > 68], [100, true]);
  const between = nearestFree(size, boxes, { x: 250, y: 20 }); // both are too near, and so is the edge
  assert.ok(between.y > 68 || between.x < 300);
  const outside = nearestFree(size, boxes, { x: -900, y: 900 });
  assert.ok(outside.x > 0 && outside.y < 300);
});

test("where controls leave nothing free the middle is as good as any place", () => {
  assert.deepEqual(nearestFree({ x: 100, y: 80 }, [{ x: 0, y: 0, width: 100, height: 80 }], { x: 10, y: 10 }), {
    x: 50,
    y: 40,
  });
});
