// The names of the periods on the strip can be read on whatever they stand.
import assert from "node:assert/strict";
import { test } from "node:test";

// What the drawing asks of a browser: colours come back as their names.
globalThis.window = { matchMedia: () => ({}) };
globalThis.document = { documentElement: {} };
globalThis.getComputedStyle = () => ({ getPropertyValue: (name) => name });
const { drawMarks } = await import("../../../layers/browser/time/marks.js");

test("a name on a conflict's band is of paper, beside it and on the pale bands of ink", () => {
  const named = {};
  const pen = {
    fillRect() {},
    measureText: (text) => ({ width: 5 * text.length }),
    fillText: (text) => {
      named[text] = pen.fillStyle;
    },
  };
  const periods = [
    { id: "war", title: "A long war", row: "conflicts", start: 0, end: 200 },
    { id: "raid", title: "A raid", row: "conflicts", start: 300, end: 304 },
    { id: "shut", title: "All closed", row: "closures", start: 0, end: 200 },
  ];
  const state = { layers: [], region: null };
  const scale = { toX: (day) => day, right: 500 };
  drawMarks(pen, scale, { periods, ticks: [], turns: [], rows: {}, verbs: {} }, state, { first: 0, today: 500 }, 138);
  assert.deepEqual(named, { "A long war": "--paper", "A raid": "--ink", "All closed": "--ink" });
});
