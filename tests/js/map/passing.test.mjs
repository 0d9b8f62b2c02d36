// What line, region and filters let through of a layer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { passes, shows } from "../../../layers/browser/map/passing.js";

const layer = { time: "event", regional: true };
const feature = { select: "one", regions: ["batken"], vintage: null, interval: [10, 11, 10, 11] };
const state = { date: 10, mode: "day", days: 1, line: 2026, region: null, only: null };

test("region and filters hold for regional layers alone", () => {
  for (const narrowed of [{ region: "sughd" }, { only: ["two"] }]) {
    assert.equal(passes(feature, layer, { ...state, ...narrowed }), false);
    assert.equal(passes(feature, { ...layer, regional: false }, { ...state, ...narrowed }), true);
  }
  assert.equal(passes(feature, layer, { ...state, region: "batken", only: ["two", "one"] }), true);
});

test("a feature of one line shows with that line alone", () => {
  assert.equal(passes({ ...feature, vintage: 2024 }, layer, state), false);
  assert.equal(passes({ ...feature, vintage: 2024 }, layer, { ...state, line: 2024 }), true);
});

test("without a date a state always shows and an event never", () => {
  assert.equal(shows({ ...feature, interval: null }, layer, { ...state, mode: "upto" }), false);
  assert.equal(shows({ ...feature, interval: null }, { ...layer, time: "state" }, state), true);
  assert.equal(shows(feature, layer, { ...state, date: 11 }), false);
});
