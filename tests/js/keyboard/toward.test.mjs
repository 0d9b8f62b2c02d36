// In which order arrow keys lead through the marks of the map.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromWest, isWay, stepOf } from "../../../layers/browser/keyboard/toward.js";

test("marks are gone through from west to east, those of one place by name, however they came", () => {
  const marks = [
    { lng: 70.2, lat: 39.9, words: "Clash, 2022" },
    { lng: 69.9, lat: 40.1, words: "Bridge" },
    { lng: 70.2, lat: 39.9, words: "Clash, 2021" },
    { lng: 70.2, lat: 40.0, words: "Village" },
  ];
  const names = ["Bridge", "Village", "Clash, 2021", "Clash, 2022"];
  for (const came of [marks, [...marks].reverse()]) {
    assert.deepEqual(
      [...came].sort(fromWest).map(({ words }) => words),
      names,
    );
  }
});

test("each arrow has one that leads back", () => {
  for (const [way, back] of [
    ["ArrowRight", "ArrowLeft"],
    ["ArrowDown", "ArrowUp"],
  ]) {
    assert.equal(stepOf(way), 1);
    assert.equal(stepOf(way) + stepOf(back), 0);
  }
  assert.equal(stepOf("a"), 0);
  assert.equal(isWay("a"), false);
});
