// Every drawable feature of every loaded layer, and what others ask about what is drawn of them.
import * as dom from "../shared/dom.js";
import { ALWAYS, FOREVER, saySpan } from "../time/rule.js";

/** @import { DrawnPoint, Feature, Layer, State } from "../shared/types" */

/**
 * @typedef Item
 * @property {Feature} feature
 * @property {Layer} layer
 * @property {boolean} on drawn now
 * @property {boolean} unsure its dates or its state are not known to this day
 * @property {string | null} state
 * @property {string | null} look what it was last dressed as
 * @property {L.Marker} [marker] of a point, once it was made
 * @property {L.Polyline} [path] of an area or line, likewise
 * @property {number} radius of a mark, in pixels
 * @property {L.Circle} [circle] within which its place is known
 * @property {boolean} [circled] the circle is drawn
 * @property {L.Path[]} [spots] the places along a stretch, and the circles within which they are known
 */

/** @type {Record<string, string>} */
const LETTERS = {
  undelimited: "U",
  agreed: "A",
  described: "D",
  initialled: "I",
  signed: "S",
  ratified: "R",
  "in-force": "F",
};
/** @type {Item[]} */
export const items = [];
/** @type {Record<string, Layer>} */
const loaded = {};
/** @type {(() => void)[]} */
const listeners = [];

/** @param {() => void} listener */
export const onDrawn = (listener) => listeners.push(listener);
export function tellDrawn() {
  for (const listener of listeners) listener();
}
/** What is selected or lit, by record. @param {State} state */
export const litUp = (state) => new Set(state.select ? [state.select, ...state.lit] : state.lit);
export const layerData = () => loaded;
/** @param {Item} item */
export const shapeOf = (item) => item.marker || item.path;
/** @param {L.Marker | L.Path} shape */
export const elementIn = (shape) => /** @type {HTMLElement | SVGElement | undefined} */ (shape.getElement());

/** @param {Item} item @param {L.Marker} marker @returns {DrawnPoint} */
export function pointOf({ feature, layer, radius }, marker) {
  const { id, select, title } = feature;
  return { layer: layer.id, id, select, title, latlng: marker.getLatLng(), marker, radiusPx: radius };
}

/** @param {Pick<DrawnPoint, "layer" | "id">} point */
export const itemOf = ({ layer, id }) => items.find((item) => item.layer.id === layer && item.feature.id === id);

/** What a list says of drawn points, the newest first. @param {DrawnPoint[]} points */
export const listed = (points) =>
  points
    .map(({ layer, id, select, title }) => {
      const feature = itemOf({ layer, id })?.feature;
      const [start, end] = feature?.interval ?? [ALWAYS, FOREVER];
      return { select, title, start, when: saySpan(start, end, Boolean(feature?.vague)) };
    })
    .sort((a, b) => b.start - a.start);

/** @returns {DrawnPoint[]} */
export const drawnPoints = () =>
  items.flatMap((item) =>
    item.on && item.marker && item.feature.symbol.form !== "tripoint" ? [pointOf(item, item.marker)] : [],
  );

/** The mark whose element an element lies in, whatever kind of point it is. @param {Element} element @returns {DrawnPoint | undefined} */
export function markUnder(element) {
  const item = items.find(({ on, marker }) => on && marker?.getElement()?.contains(element));
  return item?.marker && pointOf(item, item.marker);
}

/** The element in which a feature is drawn now, if it is. @param {string} layerId @param {string} id */
export function elementOf(layerId, id) {
  const item = items.find((each) => each.on && each.layer.id === layerId && each.feature.id === id);
  const shape = item && shapeOf(item);
  return shape && elementIn(shape);
}

export const areaLabels = () =>
  items.flatMap(({ on, feature, layer, state }) => {
    if (!on || !feature.label) return [];
    const [text, lon, lat] = feature.label;
    const letter = state ? LETTERS[state] : undefined;
    return [{ text, latlng: L.latLng(lat, lon), layer: layer.id, letter, select: feature.select }];
  });

/** The rings of the areas that are drawn. @returns {L.LatLng[][]} */
export const areaOutlines = () =>
  items.flatMap(({ on, layer, path }) => (on && layer.draw === "areas" && path ? ringsOf(path) : []));
/** @param {L.Polyline} path @returns {L.LatLng[][]} */
function ringsOf(path) {
  const held = /** @type {L.LatLng[][] | L.LatLng[][][]} */ (path.getLatLngs());
  return held.flatMap((part) =>
    Array.isArray(part[0]) ? /** @type {L.LatLng[][]} */ (part) : [/** @type {L.LatLng[]} */ (part)],
  );
}

/** Marks that nobody clicks one by one: where three states meet, and the places along a stretch. @returns {{ latlng: L.LatLng, radiusPx: number }[]} */
export const smallMarks = () =>
  items.flatMap(({ on, feature, marker, spots }) => {
    if (!on) return [];
    const dots = (spots || []).filter((spot) => spot instanceof L.CircleMarker && !(spot instanceof L.Circle));
    const found = dots.map((dot) => ({ latlng: /** @type {L.CircleMarker} */ (dot).getLatLng(), radiusPx: 4 }));
    if (marker && feature.symbol.form === "tripoint") found.push({ latlng: marker.getLatLng(), radiusPx: 4 });
    return found;
  });

/** Marks that say what they are by a sign alone. */
export const markLabels = () =>
  items.flatMap(({ on, feature, marker }) =>
    on && marker && feature.symbol.form === "work" ? [{ text: feature.title, latlng: marker.getLatLng() }] : [],
  );

/** @param {L.Marker | L.Path} shape */
const isRevealed = (shape) => elementIn(shape)?.style.visibility === "";

/** Ids by layer of what was drawn, and of what of it is uncertain. */
export function drawn() {
  /** @type {Record<string, string[]>} */
  const visible = {};
  /** @type {string[]} */
  const uncertain = [];
  for (const [id, layer] of Object.entries(loaded)) if (layer.draw !== "list") visible[id] = [];
  for (const item of items) {
    const shape = shapeOf(item);
    if (item.on && shape && isRevealed(shape)) {
      visible[item.layer.id].push(item.feature.id);
      if (item.unsure) uncertain.push(item.feature.id);
    }
  }
  return { visible, uncertain };
}

/** What a mark is called, with the letters on it, by which whoever sees it may call it, and its days. @param {Feature} feature */
export function saidOf({ title, kind, symbol, interval, vague }) {
  const when =
    interval && interval[2] < FOREVER && interval[0] > ALWAYS ? saySpan(interval[0], interval[1], vague) : "";
  return [title, kind, symbol.letters, when].filter(Boolean);
}

/** @param {Pick<Feature, "title" | "kind">} feature */
export function tooltip({ title, kind }) {
  const box = dom.element("div", "ba-tip");
  dom.element("b", null, title, box);
  dom.element("span", null, kind, box);
  return box;
}
