// What names there are for the map to write, and how much room each takes.

import { backdropNames } from "../ground/named.js";
import { areaLabels, layerData, markLabels } from "../map/items.js";
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { riverPlace } from "./river.js";
import { apart } from "./side_names.js";

/** @import { Position } from "geojson" */
/** @import { GroundName, Layer, State } from "../shared/types" */
/** @import { Run } from "./side_names.js" */

/** @typedef {"area" | "side" | "closer" | "mark" | "country" | "water" | "town1" | "town2" | "town3" | "town4" | "height"} LookName */
/** @typedef {(width: number, high: number) => [left: number, top: number][]} Spots where a name may stand relative to its place */
/**
 * @typedef Name
 * @property {LookName} look
 * @property {string} text
 * @property {L.LatLng} latlng
 * @property {number} weight the lightest is placed first
 * @property {Spots} [spots] otherwise beside its dot
 * @property {"dot" | "peak" | "pass"} [dot] what marks the place
 * @property {string} [letter] of a section's status
 * @property {boolean} [selected]
 * @property {boolean} [ofMark] it stands beside a mark
 */

const MARK_ZOOM = 10; // From here works have names: further out they are a heap.
const LETTER_ZOOM = 10; // From here a section's name carries its status letter.
const TOWN_ZOOM = [0, 6, 7.5, 8.5, 10.5]; // Least zoom of a town by rank, where the backdrop names none.
const LINE_STEP_DEG = 0.012; // The line is thinned to about one vertex per km: enough to keep names off it.
/** @type {Record<LookName, { weight: number, size: number, family: string, high: number, spacing?: number, upper?: boolean, style?: string }>} */
export const LOOKS = {
  area: { weight: 700, size: 12.5, family: "sans", high: 17 },
  side: { weight: 600, size: 13, family: "serif", high: 18, spacing: 3, upper: true },
  closer: { weight: 600, size: 12, family: "serif", high: 16, spacing: 1, upper: true },
  mark: { weight: 500, size: 12.5, family: "sans", high: 16 },
  country: { weight: 400, size: 16, family: "serif", high: 22, spacing: 4, upper: true },
  water: { weight: 400, size: 13, family: "serif", high: 17, style: "italic" },
  town1: { weight: 600, size: 14, family: "sans", high: 18 },
  town2: { weight: 500, size: 13.5, family: "sans", high: 17 },
  town3: { weight: 400, size: 13, family: "sans", high: 17 },
  town4: { weight: 400, size: 12.5, family: "sans", high: 16 },
  height: { weight: 400, size: 12, family: "sans", high: 16 },
};
const TOWN_LOOKS = /** @type {const} */ (["town1", "town2", "town3", "town4"]);
const TOWN_WEIGHTS = [20, 40, 50, 70];

// ---- widths ----------------------------------------------------------------------------------------------------------
/** @type {Map<string, number>} */
const widths = new Map();
const pen = dom.measuringPen();
/** Family → typefaces as the style sheet names them. @type {Record<string, string>} */
const faces = {};
/** @param {LookName} look how a canvas names its typeface */
function fontOf(look) {
  const { weight, size, family, style } = LOOKS[look];
  if (!faces[family]) faces[family] = dom.colour(family) || family;
  return `${style || "normal"} ${weight} ${size}px ${faces[family]}`;
}
/** Ask for all typefaces before the first name is written: each that came later would have all names measured and placed anew. */
export function askForFaces() {
  for (const look of /** @type {LookName[]} */ (Object.keys(LOOKS))) document.fonts.load(fontOf(look)).catch(() => {});
}
/** @param {string} text @param {LookName} look */
export function widthOf(text, look) {
  const key = `${look}|${text}`;
  const held = widths.get(key);
  if (held) return held;
  const { spacing, upper } = LOOKS[look];
  pen.font = fontOf(look);
  const shown = upper ? text.toUpperCase() : text;
  const width = Math.ceil(pen.measureText(shown).width + (spacing || 0) * [...shown].length) + 1;
  widths.set(key, width);
  return width;
}
/** Widths measured before the faces arrived are wrong. */
export const forgetWidths = () => widths.clear();

// ---- where a name may stand relative to its place --------------------------------------------------------------------
/** @param {number} w @param {number} h @param {number} away @returns {[number, number][]} */
export const beside = (w, h, away) => [
  [away, -h / 2],
  [-away - w, -h / 2],
  [-w / 2, -away - h + 2],
  [-w / 2, away - 2],
  [away - 2, -h - 1],
  [away - 2, 1],
  [-away - w + 2, -h - 1],
  [-away - w + 2, 1],
];
/** @param {number[][]} shifts parts of the width and height @returns {Spots} */
const shifted = (shifts) => (w, h) => shifts.map(([x, y]) => [x * w - w / 2, y * h - h / 2]);
// biome-ignore format: a table
const upon = shifted([
  [0, 0], [0, -0.8], [0, 0.8], [0.5, 0], [-0.5, 0], [0, -1.6], [0, 1.6], [0.55, -0.9], [-0.55, -0.9], [0.55, 0.9], [-0.55, 0.9],
]);
// A country's name moves a little only: further off it would stand on another's land. Other places of it are tried instead.
const about = shifted([0, -1, 1].flatMap((y) => [0, 0.15, -0.15].map((x) => [x, y])));
const middle = shifted([[0, 0]]);
/** On its place, else round it, nearest first. @type {Spots} */
const ringed = (w, h) =>
  [-1, 8, 14, 20].flatMap((off) =>
    off < 0
      ? [[-w / 2, -h / 2]]
      : Array.from({ length: 16 }, (_, turn) => {
          const angle = (turn * Math.PI) / 8;
          const [x, y] = [Math.cos(angle) * (w / 2 + off), Math.sin(angle) * (h / 2 + off)];
          return /** @type {[number, number]} */ ([x - w / 2, y - h / 2]);
        }),
  );

// ---- candidates ------------------------------------------------------------------------------------------------------
/** @param {number} zoom @returns {Name[]} */
export const areaNames = (zoom) =>
  areaLabels().map(({ text, latlng, letter, select }) => {
    const selected = select === atlas.state.select;
    const shown = zoom >= LETTER_ZOOM ? letter : undefined;
    return {
      look: "area",
      text,
      latlng,
      spots: ringed,
      weight: selected ? 0 : 10,
      selected,
      letter: shown,
    };
  });

/** Names of marks that say what they are by a sign alone. @param {number} zoom @returns {Name[]} */
export const markNames = (zoom) =>
  zoom < MARK_ZOOM
    ? []
    : markLabels().map(({ text, latlng }) => ({ look: "mark", text, latlng, ofMark: true, weight: 15 }));

/** The widest level chord of a ring and its middle: where a lake's name has most room. @param {L.Point[]} points */
function chord(points) {
  const top = Math.min(...points.map((point) => point.y));
  const bottom = Math.max(...points.map((point) => point.y));
  let best = { length: 0, x: 0, y: 0 };
  for (let part = 1; part < 8; part += 1) {
    const y = top + ((bottom - top) * part) / 8;
    const cuts = points.flatMap((from, index) => {
      const to = points[(index + 1) % points.length];
      return from.y > y !== to.y > y ? [from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x)] : [];
    });
    cuts.sort((a, b) => a - b);
    for (let index = 0; index + 1 < cuts.length; index += 2) {
      const length = cuts[index + 1] - cuts[index];
      if (length > best.length) best = { length, x: (cuts[index] + cuts[index + 1]) / 2, y };
    }
  }
  return best;
}

/** @param {GroundName} name @returns {Name[]} */
function waterName({ kind, text, latlng, shown }) {
  if (latlng) return [{ look: "water", text, latlng, spots: upon, weight: 45 }];
  const width = widthOf(text, "water");
  if (kind === "lake") {
    const best = shown()
      .map(chord)
      .reduce((a, b) => (b.length > a.length ? b : a), { length: 0, x: 0, y: 0 });
    if (!best.length || best.length < 0.8 * width) return [];
    const place = atlas.map.containerPointToLatLng([best.x, best.y]);
    return [{ look: "water", text, latlng: place, spots: middle, weight: 35 }];
  }
  const place = riverPlace(shown(), atlas.map.getSize(), width, LOOKS.water.high, beside);
  if (!place) return [];
  return [
    { look: "water", text, latlng: atlas.map.containerPointToLatLng(place.at), spots: () => place.spots, weight: 60 },
  ];
}

/** @param {number} zoom @param {L.LatLngBounds} view @returns {Name[]} */
export const groundNames = (zoom, view) =>
  backdropNames().flatMap((name) => {
    const { kind, text, rank, latlng } = name;
    // The whole border stands at a zoom between two; a country's names for the nearer one fit it better.
    const level = kind === "country_label" ? Math.round(zoom) : zoom;
    if (level < name.minZoom || level >= name.endZoom) return [];
    if (kind === "lake" || kind === "river") return waterName(name);
    if (!latlng || !view.contains(latlng)) return [];
    if (kind === "country_label") return [{ look: "country", text, latlng, spots: about, weight: 30 }];
    if (kind === "peak" || kind === "pass") return [{ look: "height", text, latlng, dot: kind, weight: 80 }];
    if (kind !== "town" || zoom < (TOWN_ZOOM[rank] || 0)) return [];
    const size = Math.min(Math.max(rank, 1), 4) - 1;
    return [{ look: TOWN_LOOKS[size], text, latlng, dot: "dot", weight: TOWN_WEIGHTS[size] }];
  });

// ---- the line, which names keep off ------------------------------------------------------------------------------------
/** @type {{ layer: Layer | null, vintage: number, vertices: L.LatLng[] }} */
let thinned = { layer: null, vintage: 0, vertices: [] };
/** @type {L.LatLng[]} */
const NONE = []; // always the same, as the vertices are as long as they stay
/** @param {State} state */
export function lineVertices({ layers, line }) {
  const layer = Object.values(layerData()).find(({ draw }) => draw === "line");
  if (!layer || !layers.includes(layer.id)) return NONE;
  if (thinned.layer !== layer || thinned.vintage !== line) {
    const ofLine = layer.features.filter(({ vintage }) => vintage === line);
    thinned = { layer, vintage: line, vertices: ofLine.flatMap(({ geometry }) => partsOf(geometry).flatMap(thin)) };
  }
  return thinned.vertices;
}
/** The stretches of the line in the window, in pixels, with who lies left and right of it. @param {State} state @param {L.LatLngBounds} view @returns {Run[]} */
export function lineRuns({ layers, line }, view) {
  const layer = Object.values(layerData()).find(({ draw }) => draw === "line");
  if (!layer || !layers.includes(layer.id)) return [];
  const wide = view.pad(0.05);
  return layer.features.flatMap(({ geometry, vintage, symbol: { sides } }) => {
    if (vintage !== line || !sides) return [];
    return partsOf(geometry).flatMap((part) => {
      /** @type {Run[]} */
      const runs = [];
      let open = false;
      for (const [lon, lat] of part) {
        const seen = wide.contains([lat, lon]);
        if (seen && !open) runs.push({ points: [], sides });
        open = seen;
        if (!seen) continue;
        const point = atlas.map.latLngToContainerPoint([lat, lon]);
        const { points } = runs[runs.length - 1];
        if (!points.length || apart(points[points.length - 1], point) >= 4) points.push(point);
      }
      return runs.filter(({ points }) => points.length > 1);
    });
  });
}
/** @param {Layer["features"][number]["geometry"]} geometry */
function partsOf(geometry) {
  if (geometry?.type === "LineString") return [geometry.coordinates];
  return geometry?.type === "Polygon" ? geometry.coordinates : [];
}
/** @param {Position[]} part */
function thin(part) {
  let [lon, lat] = [Infinity, Infinity];
  const kept = [];
  for (const vertex of part) {
    if (Math.hypot(vertex[0] - lon, vertex[1] - lat) < LINE_STEP_DEG) continue;
    [lon, lat] = vertex;
    kept.push(L.latLng(lat, lon));
  }
  return kept;
}
