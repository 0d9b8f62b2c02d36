// News is gone once it was read, and what comes meanwhile is read as long.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newsIn } from "../../../layers/browser/shared/news.js";

test("words stand long enough to be read and no longer", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const line = { textContent: "" };
  const say = newsIn(line);
  say("The first.");
  mock.timers.tick(10_000);
  assert.equal(line.textContent, "The first.");
  say("The second.");
  mock.timers.tick(10_000);
  assert.equal(line.textContent, "The second.");
  mock.timers.tick(10_000);
  assert.equal(line.textContent, "");
  say("The second.");
  assert.equal(line.textContent, "The second.");
});
