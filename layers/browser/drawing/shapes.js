// What the drawing library holds, as drawings of a scene and back: a circle is a ring to it, and a middle and a radius to us.
import { KINDS, placesOf, radiusOf, ringOf } from "../annotations/look.js";

/** @import { GeoJSONStoreFeatures } from "terra-draw" */
/** @import { Annotation, LngLat } from "../shared/types" */

/** Decimals of a degree, as layers/briefings/annotations.py keeps them: about a metre. */
export const DECIMALS = 5;
const [LEAST_KM, MOST_KM] = [0.05, 1000];

/** @param {number} value */
const round = (value) => Number(value.toFixed(DECIMALS));
/** @param {number[]} place @returns {LngLat} */
const rounded = ([lng, lat]) => [round(lng), round(lat)];
/** @param {number} km */
export const withinLimits = (km) => Math.min(MOST_KM, Math.max(LEAST_KM, km));

/** By so many points a circle is held, its four sides among them. */
export const HANDLES_OF_A_CIRCLE = 12;

/** The ring of a circle as the library wants it. @param {Annotation} circle @returns {LngLat[]} */
export function ringFor(circle) {
  const ring = ringOf(circle);
  const step = (ring.length - 1) / HANDLES_OF_A_CIRCLE;
  return ring.filter((_, index) => index % step === 0).map(([lat, lng]) => rounded([lng, lat]));
}

/** @param {Annotation} one @param {string | number} id @returns {GeoJSONStoreFeatures} */
export function toFeature(one, id) {
  const { kind, ...said } = one.properties;
  const geometry = kind === "circle" ? { type: "Polygon", coordinates: [ringFor(one)] } : one.geometry;
  return /** @type {GeoJSONStoreFeatures} */ ({ type: "Feature", id, geometry, properties: { mode: kind, ...said } });
}

/** Tells a drawing from the handles by which one is held. @param {GeoJSONStoreFeatures} feature */
export function isDrawing({ geometry, properties: { mode } }) {
  const type = mode === "text" ? "Point" : mode === "arrow" || mode === "line" ? "LineString" : "Polygon";
  return KINDS.some((kind) => kind === mode) && geometry.type === type;
}

/** Of a ring: its middle on this projection, and how far it goes to the east. @param {LngLat[]} ring @param {L.Map} map */
function measured(ring, map) {
  const box = L.latLngBounds(ring.map(([lng, lat]) => [lat, lng]));
  const middle = map.unproject(
    map.project(box.getNorthEast(), 12).add(map.project(box.getSouthWest(), 12)).divideBy(2),
    12,
  );
  return { lng: middle.lng, lat: middle.lat, east: box.getEast() };
}

/**
 * @param {GeoJSONStoreFeatures} feature
 * @param {L.Map} map
 * @param {"moved" | "resized"} [by] what a hand has just done to a circle: the other of the two things that make it stays
 * @returns {Annotation}
 */
export function toAnnotation({ geometry, properties }, map, by) {
  const { mode, text, radius_km, start, end, colour } = properties;
  /** @type {any} */
  const said = { kind: mode, text, radius_km, start, end, colour };
  /** @type {any} */
  let place = geometry;
  if (mode === "circle") {
    const ring = /** @type {LngLat[]} */ (geometry.coordinates[0]);
    const { lng, lat, east } = measured(ring, map);
    place = { type: "Point", coordinates: rounded([lng, lat]) };
    if (by === "resized" || !said.radius_km) said.radius_km = withinLimits(radiusOf([lng, lat], [east, lat]));
  } else if (mode === "text")
    place = { type: "Point", coordinates: rounded(/** @type {number[]} */ (geometry.coordinates)) };
  else {
    const places = placesOf(/** @type {any} */ ({ geometry })).map(rounded);
    place = { type: geometry.type, coordinates: mode === "area" ? [[...places, places[0]]] : places };
  }
  const kept = Object.entries(said).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return { type: "Feature", geometry: place, properties: /** @type {any} */ (Object.fromEntries(kept)) };
}
