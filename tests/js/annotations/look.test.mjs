// Drawings on a scene: what stands beside them, when they are shown, and how far a circle goes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isShown, labelAt, labelOf, placesOf, radiusOf, ringOf } from "../../../layers/browser/annotations/look.js";
import { geodesic } from "../../../layers/browser/map/geodesic.js";
import { toDay } from "../../../layers/browser/shared/days.js";

const drawing = (kind, type, coordinates, more = {}) => ({
  type: "Feature",
  geometry: { type, coordinates },
  properties: { kind, ...more },
});
const circle = (radius_km) => drawing("circle", "Point", [70.5, 39.6], { text: "Range", radius_km });

test("a circle is as far from its middle everywhere as it says", () => {
  for (const km of [0.05, 25, 1000]) {
    const ring = ringOf(circle(km));
    assert.deepEqual(ring[0], ring[ring.length - 1]);
    for (const [lat, lng] of ring) {
      const { metres } = geodesic({ lat: 39.6, lng: 70.5 }, { lat, lng });
      assert.ok(Math.abs(metres - 1000 * km) < Math.max(0.01, km / 50), `${km} km: ${metres} m`);
    }
    assert.equal(radiusOf([70.5, 39.6], [ring[30][1], ring[30][0]]), km);
  }
});

test("a circle says its radius, another drawing its text alone", () => {
  assert.equal(labelOf(circle(25)), "Range · 25 km");
  assert.equal(labelOf(circle(2.5)), "Range · 2.5 km");
  assert.equal(
    labelOf(
      drawing("line", "LineString", [
        [70, 39],
        [71, 39],
      ]),
    ),
    "",
  );
});

test("words of an arrow stand behind its tail, whichever way it goes", () => {
  const under = (to) =>
    labelAt(
      drawing("arrow", "LineString", [
        [70, 39],
        [70, to],
      ]),
    )[2];
  assert.equal(under(40), 1);
  assert.equal(under(38), -1);
});

test("the ring of an area is not closed twice", () => {
  const ring = [
    [70, 39],
    [71, 39],
    [71, 40],
    [70, 39],
  ];
  assert.deepEqual(placesOf(drawing("area", "Polygon", [ring])), ring.slice(0, 3));
});

test("a drawing is shown on its first and on its last day, and on none beside them", () => {
  const one = drawing("text", "Point", [70, 39], { text: "A", start: "2022-09-14", end: "2022-09-16" });
  const shown = ["2022-09-13", "2022-09-14", "2022-09-16", "2022-09-17"].map((day) => isShown(one, toDay(day)));
  assert.deepEqual(shown, [false, true, true, false]);
});
