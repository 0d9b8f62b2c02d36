// Messages in the language of a catalogue, and in English where it has none of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tr, trIn, trN } from "../../../layers/browser/shared/translation.js";

/** Russian: one form for 1 and 21, one for 2 to 4, one for the rest. @param {number} n */
const russian = (n) => {
  if (n % 10 === 1 && n % 100 !== 11) return 0;
  return n % 10 >= 2 && n % 10 <= 4 && !(n % 100 > 10 && n % 100 < 15) ? 1 : 2;
};

test("English stands in the messages themselves", () => {
  assert.equal(tr("Loading {title}", { title: "{n}" }), "Loading {n}");
  assert.deepEqual(
    [0, 1, 2, 1001].map((n) => trN("{n} base", "{n} bases", n)),
    ["0 bases", "1 base", "2 bases", "1,001 bases"],
  );
});

test("a catalogue's forms follow the number, and what it lacks is said in English", () => {
  globalThis.borderAtlasWords = {
    messages: { "{n} base": ["{n} база", "{n} базы", "{n} баз"], "in coordinates\u0004N": ["С"] },
    plurals: Array.from({ length: 200 }, (_, n) => russian(n)),
  };
  assert.deepEqual(
    [1, 3, 11, 1221].map((n) => trN("{n} base", "{n} bases", n)),
    ["1 база", "3 базы", "11 баз", "1,221 база"],
  );
  assert.deepEqual(
    [1, 5, 21].map((n) => trN("{n} day", "{n} days", n)),
    ["1 day", "5 days", "21 days"],
  );
  assert.equal(trIn("in coordinates", "N"), "С");
  assert.equal(tr("N"), "N");
  globalThis.borderAtlasWords = undefined;
});
