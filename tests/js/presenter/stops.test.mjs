import assert from "node:assert/strict";
import { test } from "node:test";
import { Elapsed } from "../../../layers/browser/presenter/elapsed.js";
import { secondsOf, stopBeside, Typed } from "../../../layers/browser/presenter/stops.js";

const one = { days: ["2020-01-01"], charts: [], seconds: 20 };
const two = { days: ["2020-01-01", "2021-01-01"], charts: [], seconds: 20 };
const scenes = [one, two, one];

test("next goes through both dates of a comparison, and back the same way", () => {
  const way = [{ scene: 0, day: 0 }];
  for (const by of [1, 1, 1, 1]) way.push(stopBeside(scenes, way[way.length - 1], by));
  assert.deepEqual(
    way.map(({ scene, day }) => `${scene}.${day}`),
    ["0.0", "1.0", "1.1", "2.0", "2.0"],
  );
  assert.deepEqual(stopBeside(scenes, { scene: 2, day: 0 }, -1), { scene: 1, day: 1 });
  assert.deepEqual(stopBeside(scenes, { scene: 0, day: 0 }, -1), { scene: 0, day: 0 });
});

test("both dates side by side are one stop", () => {
  assert.deepEqual(stopBeside(scenes, { scene: 1, day: 0 }, 1, true), { scene: 2, day: 0 });
  assert.deepEqual(stopBeside(scenes, { scene: 1, day: 1 }, -1, true), { scene: 0, day: 0 });
  assert.equal(secondsOf(two, true), 20);
  assert.equal(secondsOf(two, false), 10);
});

test("a chart of which the map's side shows a part is a stop after the last date, and one that is whole there is none", () => {
  const row = { label: "A", low: 1, high: 1, said: "1" };
  const whole = { bands: [], panels: [{ rows: [row] }, { rows: [row] }] };
  const long = { bands: [], panels: [{ rows: [row, row] }, { rows: [row] }] };
  const kinds = { bands: [{}, {}, {}], panels: [] };
  for (const charts of [[long], [kinds], [whole, whole]]) {
    const drawn = [one, { ...two, charts }, one];
    assert.deepEqual(stopBeside(drawn, { scene: 1, day: 1 }, 1), { scene: 1, day: 1, chart: true });
    assert.deepEqual(stopBeside(drawn, { scene: 1, day: 1, chart: true }, 1), { scene: 2, day: 0 });
    assert.deepEqual(stopBeside(drawn, { scene: 2, day: 0 }, -1), { scene: 1, day: 1, chart: true });
    assert.deepEqual(stopBeside(drawn, { scene: 1, day: 0 }, 1, true), { scene: 1, day: 0, chart: true });
    assert.equal(secondsOf(drawn[1], true), 10);
  }
  assert.deepEqual(stopBeside([{ ...one, charts: [whole] }, one], { scene: 0, day: 0 }, 1), { scene: 1, day: 0 });
});

test("digits and Enter name a scene, and any other key forgets them", () => {
  const typed = new Typed();
  const last = (/** @type {string[]} */ ...keys) => keys.map((key) => typed.take(key)).at(-1);
  assert.equal(last("1", "2", "Enter"), 11);
  assert.equal(last("Enter"), null);
  assert.equal(last("3", "ArrowRight"), null);
  assert.equal(last("Enter"), null);
});

test("the time since the start stands while it is paused and begins anew", () => {
  let now = 5000;
  const elapsed = new Elapsed(() => now);
  now += 61_000;
  assert.equal(elapsed.say(), "1:01");
  elapsed.toggle();
  now += 3_600_000;
  assert.equal(elapsed.say(), "1:01");
  elapsed.toggle();
  now += 3_600_000;
  assert.equal(elapsed.say(), "1:01:01");
  elapsed.reset();
  assert.equal(elapsed.say(), "0:00");
});
