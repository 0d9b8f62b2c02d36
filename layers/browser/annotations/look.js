// How a drawing on a scene looks, apart from what puts it on a map: as layers/kit/annotation.py has it for pictures.
import { geodesic, geodesicRing } from "../map/geodesic.js";
import { toDay } from "../shared/days.js";
import { tr } from "../shared/translation.js";

/** @import { Annotation, LngLat } from "../shared/types" */

export const KINDS = /** @type {const} */ (["arrow", "line", "area", "circle", "text"]);
export const COLOURS = /** @type {const} */ (["ink", "purple", "green", "ochre"]);
const WHOLE_FROM_KM = 10;

/** Its places, from an arrow's tail to its head. @param {Annotation} one @returns {LngLat[]} */
export function placesOf({ geometry }) {
  if (geometry.type === "Point") return [/** @type {LngLat} */ (geometry.coordinates)];
  const places = geometry.type === "Polygon" ? geometry.coordinates[0] : geometry.coordinates;
  return /** @type {LngLat[]} */ (geometry.type === "Polygon" ? places.slice(0, -1) : places);
}

/** @param {number} km */
const sayKm = (km) => tr("{km} km", { km: km < WHOLE_FROM_KM ? km.toFixed(1) : Math.floor(km + 0.5) });

/** What stands beside it: its text, of a circle with the radius. @param {Annotation} one */
export function labelOf({ properties: { kind, text, radius_km: km = 0 } }) {
  return [text, kind === "circle" ? sayKm(km) : ""].filter(Boolean).join(" · ");
}

/** The line of a circle on the ground, from its northernmost point. @param {Annotation} one */
export function ringOf(one) {
  const [lng, lat] = placesOf(one)[0];
  return geodesicRing({ lat, lng }, 1000 * (one.properties.radius_km ?? 0));
}

/** The radius that a ring about a middle has, in km, to ten metres. @param {LngLat} middle @param {LngLat} edge */
export const radiusOf = (middle, edge) =>
  Math.round(geodesic({ lng: middle[0], lat: middle[1] }, { lng: edge[0], lat: edge[1] }).metres / 10) / 100;

/** Where its words stand, and how: over that place (-1), upon it (0) or under it (1). @param {Annotation} one @returns {[lat: number, lng: number, under: number]} */
export function labelAt(one) {
  const places = placesOf(one);
  const { kind } = one.properties;
  if (kind === "circle") return [...ringOf(one)[0], -1];
  // Behind the arrow's tail.
  if (kind === "arrow") return [places[0][1], places[0][0], places[1][1] < places[0][1] ? -1 : 1];
  if (kind === "line") {
    const [lng, lat] = places[Math.floor(places.length / 2)];
    return [lat, lng, -1];
  }
  const mean = (/** @type {0 | 1} */ axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return [mean(1), mean(0), 0];
}

/** @param {Annotation} one @param {number} day */
export function isShown({ properties: { start, end } }, day) {
  return (!start || toDay(start) <= day) && (!end || day <= toDay(end));
}
