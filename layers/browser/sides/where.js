// On whose side a spot lies and, where its neighbours agree on it, in which district.

/** @import { Position } from "geojson" */
/** @import { Sides } from "../shared/types" */

const NEAR_KM = 12; // A place further off says nothing of a spot's district: no outline of one is drawn.
const ASKED = 3; // so many of the nearest places must agree
const DEGREE_KM = 111.2;

/** @param {Position[]} ring @param {number} lon @param {number} lat */
function within(ring, lon, lat) {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [x, y] = ring[at];
    const [px, py] = ring[before];
    if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
  }
  return inside;
}

/** @param {Sides["sides"][number]} side @param {number} lon @param {number} lat */
function holds({ geometry }, lon, lat) {
  const polygons =
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  return polygons.some(([outer, ...holes]) => within(outer, lon, lat) && !holes.some((hole) => within(hole, lon, lat)));
}

/**
 * Who has the land at a spot, and the district on which the nearest places of that side agree; empty where neither is known.
 *
 * @param {Sides} land
 * @param {number} lon
 * @param {number} lat
 * @returns {{ side: string, district: string }}
 */
export function whereIs(land, lon, lat) {
  const side = land.sides.find((one) => holds(one, lon, lat));
  if (!side) return { side: "", district: "" };
  const shrink = Math.cos((lat * Math.PI) / 180);
  const near = land.places
    .map(([x, y, district]) => ({ x, y, district, km: DEGREE_KM * Math.hypot((x - lon) * shrink, y - lat) }))
    .filter(({ km }) => km <= NEAR_KM)
    .sort((a, b) => a.km - b.km)
    .filter(({ x, y }) => holds(side, x, y))
    .slice(0, ASKED);
  const agree = near.length && near.every(({ district }) => district === near[0].district);
  return { side: side.name, district: agree ? near[0].district : "" };
}
