// Incidents and own rows are counted in the month of their first day, by one rule, and what is dated too roughly in none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addMonths, toDay, toIso } from "../../../layers/browser/shared/days.js";
import { incidentMonths, rowMonths } from "../../../layers/browser/time/monthly.js";

// A day, some day of a week over the month's end, of a month, of a year; and a span each day of which is meant.
const SPANS = [
  ["2022-01-01", "2023-01-01", true],
  ["2022-08-01", "2022-09-01", true],
  ["2022-08-29", "2022-09-05", true],
  ["2022-09-16", "2022-09-17", false],
  ["2022-09-20", "2022-12-24", false],
].map(([start, end, vague]) => [toDay(start), toDay(end), vague]);

test("incidents: solid and hollow by month, those known to the year apart", () => {
  const incidents = SPANS.map(([start, end, vague]) => [start, end, !vague, ["batken"], start]);
  const { counts, apart } = incidentMonths({ bars: incidents }, { region: null });
  const months = Object.fromEntries([...counts].map(([month, count]) => [toIso(month), count]));
  assert.deepEqual(months, { "2022-08-01": { sure: 0, vague: 2 }, "2022-09-01": { sure: 2, vague: 0 } });
  assert.deepEqual(apart, [SPANS[0].slice(0, 2)]);
  assert.equal(incidentMonths({ bars: incidents }, { region: "sughd" }).counts.size, 0);
  const only = [SPANS[3][0]]; // the ids that filters let through
  const narrowed = incidentMonths({ bars: incidents }, { region: "batken", only });
  assert.deepEqual([...narrowed.counts.values()], [{ sure: 1, vague: 0 }]);
  assert.deepEqual(narrowed.apart, []);
});

test("own rows: the same months", () => {
  const [start, end] = [0, 1].map((column) => Int32Array.from(SPANS, (span) => span[column]));
  const look = Uint8Array.from(SPANS, ([, , vague]) => (vague ? 128 : 0));
  const set = { count: SPANS.length, start, end, look };
  const { first, counts, most } = rowMonths(set, { first: toDay("2022-07-15"), today: toDay("2022-10-01") });
  assert.deepEqual(first.map(toIso), ["2022-07-01", "2022-08-01", "2022-09-01", "2022-10-01"]);
  assert.deepEqual(counts, [0, 2, 2, 0]);
  assert.equal(most, 2);
  // Rows before the slider's first month are in none of its months.
  const { counts: late } = rowMonths(set, { first: addMonths(toDay("2022-07-15"), 2), today: toDay("2022-10-01") });
  assert.deepEqual(late, [2, 0]);
});
