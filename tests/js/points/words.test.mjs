// What the tip says of a row: its whole span, and that there is no date where there is none.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { countOf, kindsOf, sayFigure, wordsOf } from "../../../layers/browser/points/words.js";
import { toDay } from "../../../layers/browser/shared/days.js";

const { always, forever } = JSON.parse(readFileSync(new URL("../../time_cases.json", import.meta.url), "utf8"));
const { said } = JSON.parse(readFileSync(new URL("../../figure_cases.json", import.meta.url), "utf8"));
const row = (start, end, look) => ({
  words: ["Battles", ""],
  word: [1],
  start: [start],
  end: [end],
  look: [look],
  value: [Number.NaN],
  measure: "Figure",
});

test("a span is said whole, and only what lies somewhere within a month or year is said as that", () => {
  const winter = [toDay("2021-12-20"), toDay("2022-02-11")];
  assert.equal(wordsOf(row(...winter, 0), 0).when, "20 December 2021 to 10 February 2022");
  assert.equal(wordsOf(row(...winter, 128 + 2), 0).when, "20 December 2021 to 10 February 2022");
  assert.equal(
    wordsOf(row(toDay("2022-08-29"), toDay("2022-09-05"), 128), 0).when,
    "29 August 2022 to 4 September 2022",
  );
  assert.equal(wordsOf(row(toDay("2022-08-01"), toDay("2022-09-01"), 128), 0).when, "August 2022");
  assert.equal(wordsOf(row(toDay("2019-01-01"), forever, 128), 0).when, "from 1 January 2019 or later");
  assert.equal(wordsOf(row(toDay("2019-01-01"), forever, 0), 0).when, "from 1 January 2019");
});

test("a set without dates says so", () => {
  assert.deepEqual(wordsOf(row(always, forever, 0), 0), {
    title: "not stated",
    when: "no date",
    figure: "Figure: not stated",
  });
});

test("a row goes by its kind and its name, and its figure is said as its card says it", () => {
  const set = {
    words: ["Battles", ""],
    word: [0, 1, 1],
    names: ["", "Post A"],
    name: [1, 1, 0],
    start: [0, 0, 0],
    end: [1, 1, 1],
    look: [0, 0, 0],
    value: [1024, 0, 2.5],
    measure: "Deaths",
    zero: "not known",
  };
  const said = [0, 1, 2].map((row) => wordsOf(set, row));
  assert.deepEqual(
    said.map(({ title }) => title),
    ["Battles · Post A", "Post A", "not stated"],
  );
  assert.deepEqual(
    said.map(({ figure }) => figure),
    ["Deaths: 1,024", "Deaths: 0 (not known)", "Deaths: 2.5"],
  );
  assert.equal(wordsOf({ ...set, estimated: true }, 0).figure, "Deaths: best 1,024");
});

test("a figure is said as the file writes it, as far as a single float holds it", () => {
  for (const [written, words] of said) assert.equal(sayFigure(Math.fround(Number(written))), words);
});

test("rows are counted of all the set has, and that none shows is said with its reason", () => {
  const nine = { count: 9, leftOut: {} };
  assert.deepEqual(countOf(nine, 4, 9), { counter: "4 of 9", none: "" });
  assert.deepEqual(countOf(nine, 0, 9), { counter: "0 of 9", none: "No row on this date" });
  assert.deepEqual(countOf({ count: 3, leftOut: {} }, 3, 9), { counter: "3 of 9", none: "" });
  assert.deepEqual(countOf({ count: 0, leftOut: {} }, 0, 9), {
    counter: "0 of 9",
    none: "No row on this date passes the filters.",
  });
  // What cannot be drawn is no filter's doing, and a note of its own says it.
  assert.equal(countOf({ count: 7, leftOut: { "no place on the map": 2 } }, 7, 9).counter, "7 of 7");
});

test("the legend names the kinds that the filters leave, each in its own colour", () => {
  const words = ["riot", "clash", "protest"];
  assert.deepEqual(kindsOf({ words, word: Uint16Array.of(2, 0, 2) }), [0, 2]);
  assert.deepEqual(kindsOf({ words, word: new Uint16Array(0) }), []);
});
