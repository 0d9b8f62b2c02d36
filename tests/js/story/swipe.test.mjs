import assert from "node:assert/strict";
import { test } from "node:test";
import { swiped, turns } from "../../../layers/browser/story/swipe.js";

test("a touchpad that goes on sending turns one scene, and the next turn another", () => {
  const turn = turns();
  const sent = [0, 16, 33, 50, 120, 250, 400, 1000, 1016];
  assert.deepEqual(
    sent.map((now) => turn(12, now)),
    [1, 0, 0, 0, 0, 0, 0, 1, 0],
  );
  assert.equal(turn(-3, 2000), -1);
});

test("a swipe to the left or up leads on, one to the right or down back, a tap nowhere", () => {
  assert.equal(swiped(-90, 20), 1);
  assert.equal(swiped(10, -80), 1);
  assert.equal(swiped(90, -20), -1);
  assert.equal(swiped(0, 60), -1);
  assert.equal(swiped(12, -9), 0);
});
