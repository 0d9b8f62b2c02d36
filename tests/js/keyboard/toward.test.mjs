// Which mark an arrow key leads to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toward } from "../../../layers/browser/keyboard/toward.js";

const WAYS = /** @type {const} */ (["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]);

/** Numbers between 0 and 1, the same in every run. @param {number} seed */
function* numbers(seed) {
  for (let last = seed; ; ) {
    last = (last * 16807) % 2147483647;
    yield last / 2147483647;
  }
}

test("an arrow leads to the nearest mark ahead, not to a nearer one aside", () => {
  const spots = [
    { x: 0, y: 0 },
    { x: 50, y: 10 },
    { x: 10, y: 40 },
    { x: -5, y: 0 },
  ];
  assert.equal(toward(spots, spots[0], "ArrowRight", 0), 1);
  assert.equal(toward(spots, spots[0], "ArrowDown", 0), 2);
  assert.equal(toward(spots, spots[0], "ArrowLeft", 0), 3);
  assert.equal(toward(spots, spots[0], "ArrowUp", 0), -1);
});

test("marks upon one another are taken one after the other, there and back", () => {
  const spots = [
    { x: 5, y: 5 },
    { x: 5, y: 5 },
    { x: 9, y: 5 },
    { x: 5, y: 5 },
  ];
  /** @param {number} from @param {import("../../../layers/browser/keyboard/toward.js").Way} way */
  const walk = (from, way) => {
    const seen = [];
    for (let at = from; at >= 0; at = toward(spots, spots[at], way, at)) seen.push(at);
    return seen;
  };
  assert.deepEqual(walk(0, "ArrowRight"), [0, 1, 3, 2]);
  assert.deepEqual(walk(3, "ArrowLeft"), [3, 1, 0]);
});

test("every mark is reached from every other, however they lie", () => {
  for (let round = 1; round <= 40; round += 1) {
    const random = numbers(round);
    const number = () => /** @type {number} */ (random.next().value);
    const spots = [{ x: 500, y: 300 }];
    while (spots.length < 60) {
      const near = spots[Math.floor(number() * spots.length)];
      // Some upon others, some close by, some anywhere.
      const [x, y] =
        number() < 0.5 ? [near.x + 20 * number() - 10, near.y + 20 * number() - 10] : [1000 * number(), 600 * number()];
      spots.push(number() < 0.2 ? { ...near } : { x, y });
    }
    const start = Math.floor(number() * spots.length);
    const reached = new Set([start]);
    for (const at of reached) {
      for (const next of WAYS.map((way) => toward(spots, spots[at], way, at))) if (next >= 0) reached.add(next);
    }
    assert.equal(reached.size, spots.length, `round ${round}`);
  }
});
