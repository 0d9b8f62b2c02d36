// The one rule of time: the same cases as in Python (tests/geodata/test_intervals.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { addMonths, monthOf, sayDay, sayMonth, toDay, toIso, yearOf } from "../../../layers/browser/shared/days.js";
import { hasMonth, isUnsure, saySpan, shows } from "../../../layers/browser/time/rule.js";

const cases = JSON.parse(readFileSync(new URL("../../time_cases.json", import.meta.url), "utf8"));
const known = { always: cases.always, forever: cases.forever };
const day = (text) => known[text] ?? toDay(text);

for (const zone of cases.zones) {
  const inZone = (name, run) =>
    test(`${name}, in ${zone}`, () => {
      process.env.TZ = zone;
      run();
    });

  inZone("days", () => {
    for (const one of cases.days) {
      assert.equal(toDay(one.day), one.number);
      assert.equal(toIso(one.number), one.day);
      assert.deepEqual(
        [sayDay(one.number), sayMonth(one.number), String(yearOf(one.number))],
        [one.said, one.month, one.year],
      );
    }
  });

  inZone("what a view looks at", () => {
    for (const { name, time, date, mode, days, first, last } of cases.views) {
      const view = { date: day(date), mode, days };
      const seen = (start, end) => shows(start, end, time, view);
      assert.ok(seen(day(last), day(last) + 1) && !seen(day(last) + 1, day(last) + 2), name);
      assert.ok(seen(day(first) - 9, day(first) + 1), name);
      assert.equal(seen(day(first) - 9, day(first)), first === "always", name);
    }
  });

  inZone("records of the ledger", () => {
    for (const { name, time, may, sure = may, vague, on } of cases.records) {
      const interval = may && [...may, ...sure].map(day);
      for (const { date, mode = "day", days = 1, shows: shown, sure: certain } of on) {
        const view = { date: day(date), mode, days };
        const said = `${name}, ${mode} ${date}`;
        assert.equal(Boolean(interval) && shows(interval[0], interval[1], time, view), shown, said);
        if (shown) assert.equal(!isUnsure({ interval, vague, steps: [] }, { time }, view.date), certain, said);
      }
    }
  });

  inZone("spans in words, and the month in which a row is counted", () => {
    for (const { name, start, end, vague, said, month } of cases.spans) {
      const [from, to] = [day(start), day(end)];
      assert.equal(saySpan(from, to, vague), said, name);
      assert.equal(hasMonth(from, to, vague) ? toIso(monthOf(from)).slice(0, 7) : null, month, name);
    }
  });
}

test("a month on is the same day, or the month's last", () => {
  const moved = (from, months) => toIso(addMonths(toDay(from), months));
  assert.equal(moved("2024-01-31", 1), "2024-02-29");
  assert.equal(moved("2022-12-15", 1), "2023-01-15");
  assert.equal(moved("2022-03-31", -1), "2022-02-28");
  assert.equal(moved("2022-03-31", 1), "2022-04-30");
  assert.equal(moved("2022-03-31", 12), "2023-03-31");
  assert.equal(moved("2022-03-31", -12), "2021-03-31");
  assert.equal(moved("2024-02-29", 12), "2025-02-28");
});
