// What the drawing library holds, as drawings of a scene and back: a circle is a ring to it, and a middle and a radius to us.
import { KINDS, placesOf, radiusOf, ringOf } from "../annotations/look.js";

/** @import { GeoJSONStoreFeatures } from "terra-draw" */
/** @import { Annotation, LngLat } from "../shared/types" */

/** Decimals of a degree, as layers/briefings/annotations.py keeps them: about a metre. */
export const DECIMALS = 5;
/** As many as the library takes. */
export const FINE_DECIMALS = 9;
const [LEAST_KM, MOST_KM] = [0.05, 1000];

/** @param {number} value */
const round = (value) => Number(value.toFixed(DECIMALS));
/** @param {number[]} place @returns {LngLat} */
const rounded = ([lng, lat]) => [round(lng), round(lat)];
/** @param {number} km */
export const withinLimits = (km) => Math.min(MOST_KM, Math.max(LEAST_KM, km));

/** By so many points a circle is held, its four sides among them. */
export const HANDLES_OF_A_CIRCLE = 12;

/** On this zoom projected places are exact enough. */
const ZOOM = 12;

/**
 * The ring of a circle as the library has one: round on this projection, so that its middle is that of the circle to the last digit.
 *
 * @param {Annotation} circle
 * @param {L.Map} map
 * @returns {LngLat[]}
 */
export function ringFor(circle, map) {
  const [lng, lat] = placesOf(circle)[0];
  const ring = ringOf(circle);
  const middle = map.project([lat, lng], ZOOM);
  const reach = map.project(ring[(ring.length - 1) / 4], ZOOM).x - middle.x;
  return Array.from({ length: HANDLES_OF_A_CIRCLE + 1 }, (_, index) => {
    const turn = (2 * Math.PI * (index % HANDLES_OF_A_CIRCLE)) / HANDLES_OF_A_CIRCLE;
    const to = map.unproject(middle.add([reach * Math.cos(turn), reach * Math.sin(turn)]), ZOOM);
    return [Number(to.lng.toFixed(FINE_DECIMALS)), Number(to.lat.toFixed(FINE_DECIMALS))];
  });
}

/** @param {Annotation} one @param {string | number} id @param {L.Map} map @returns {GeoJSONStoreFeatures} */
export function toFeature(one, id, map) {
  const { kind, ...said } = one.properties;
  const geometry = kind === "circle" ? { type: "Polygon", coordinates: [ringFor(one, map)] } : one.geometry;
  return /** @type {GeoJSONStoreFeatures} */ ({ type: "Feature", id, geometry, properties: { mode: kind, ...said } });
}

/** Tells a drawing from the handles by which one is held. @param {GeoJSONStoreFeatures} feature */
export function isDrawing({ geometry, properties: { mode } }) {
  const type = mode === "text" ? "Point" : mode === "arrow" || mode === "line" ? "LineString" : "Polygon";
  return KINDS.some((kind) => kind === mode) && geometry.type === type;
}

/**
 * @param {GeoJSONStoreFeatures["geometry"]} geometry
 * @param {L.Map} map
 * @param {[number, number]} by pixels
 * @returns {GeoJSONStoreFeatures["geometry"]}
 */
export function movedBy(geometry, map, by) {
  const move = (/** @type {number[]} */ [lng, lat]) => {
    const to = map.unproject(map.project([lat, lng]).add(by));
    return [Number(to.lng.toFixed(FINE_DECIMALS)), Number(to.lat.toFixed(FINE_DECIMALS))];
  };
  if (geometry.type === "Point") return { type: "Point", coordinates: move(geometry.coordinates) };
  if (geometry.type === "LineString") return { type: "LineString", coordinates: geometry.coordinates.map(move) };
  return { type: "Polygon", coordinates: geometry.coordinates.map((ring) => ring.map(move)) };
}

/** Of a ring: its middle on this projection, and how far it goes to the east. @param {LngLat[]} ring @param {L.Map} map */
function measured(ring, map) {
  const box = L.latLngBounds(ring.map(([lng, lat]) => [lat, lng]));
  const middle = map.unproject(
    map.project(box.getNorthEast(), ZOOM).add(map.project(box.getSouthWest(), ZOOM)).divideBy(2),
    ZOOM,
  );
  return { lng: middle.lng, lat: middle.lat, east: box.getEast() };
}

/**
 * @param {GeoJSONStoreFeatures} feature
 * @param {L.Map} map
 * @param {boolean} [resized] a hand has just done so to a circle; where it has moved it, the radius stays
 * @returns {Annotation}
 */
export function toAnnotation({ geometry, properties }, map, resized = false) {
  const { mode, text, radius_km, start, end, colour } = properties;
  /** @type {any} */
  const said = { kind: mode, text, radius_km, start, end, colour };
  /** @type {any} */
  let place = geometry;
  if (mode === "circle") {
    const ring = /** @type {LngLat[]} */ (geometry.coordinates[0]);
    const { lng, lat, east } = measured(ring, map);
    place = { type: "Point", coordinates: rounded([lng, lat]) };
    if (resized || !said.radius_km) said.radius_km = withinLimits(radiusOf([lng, lat], [east, lat]));
  } else if (mode === "text")
    place = { type: "Point", coordinates: rounded(/** @type {number[]} */ (geometry.coordinates)) };
  else {
    const places = placesOf(/** @type {any} */ ({ geometry })).map(rounded);
    place = { type: geometry.type, coordinates: mode === "area" ? [[...places, places[0]]] : places };
  }
  const kept = Object.entries(said).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return { type: "Feature", geometry: place, properties: /** @type {any} */ (Object.fromEntries(kept)) };
}
