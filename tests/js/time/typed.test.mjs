// Typed dates: the same cases as in Python (tests/geodata/importers/test_typed_dates.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { toIso } from "../../../layers/browser/shared/days.js";
import { rangeOf, readings } from "../../../layers/browser/time/typed.js";

const { cases, ranges, words } = JSON.parse(readFileSync(new URL("../../typed_dates.json", import.meta.url), "utf8"));

for (const zone of ["Pacific/Honolulu", "Pacific/Kiritimati"]) {
  test(`what a typed date can mean, in ${zone}`, () => {
    process.env.TZ = zone;
    for (const { typed, days } of cases) {
      assert.deepEqual(
        readings(typed, words).map((span) => span.map(toIso)),
        days,
        typed,
      );
    }
  });
}

test("two dates in one field", () => {
  for (const { typed, days } of ranges) {
    const found = rangeOf(typed, words);
    assert.deepEqual(found && [found[0], found[1] - 1].map(toIso), days, typed);
  }
});
