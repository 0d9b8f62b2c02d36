// A large point set as typed arrays, rows ascending in their first day: read from the binary form of layers/reader_data/points.py,
// or made from the features of a layer that has grown beyond single marks.
import { firstAfter } from "../time/monthly.js";
import { endsAfter } from "../time/rule.js";

/** @import { Columns, Layer, PointSet, RowsShown, State } from "../shared/types" */

const KINDS = { i4: Int32Array, u4: Uint32Array, u1: Uint8Array, u2: Uint16Array, f4: Float32Array };
const LONG_DAYS = 31; // What lasts longer is looked up in a list of its own, so that a short window stays a short search.
const WORLD = 4294967296;
const OTHER = 6;

/**
 * @typedef Header
 * @property {number} count
 * @property {string} title
 * @property {PointSet["time"]} time
 * @property {string[]} words
 * @property {string} category
 * @property {number[]} radii_px
 * @property {string} value
 * @property {number[]} size_limits
 * @property {Record<string, number>} left_out
 * @property {string[]} names of rows, beside their words
 * @property {string} zero what 0 stands for
 * @property {number} hue with which colour the kinds begin
 * @property {boolean} estimated the value is the best of several estimates
 * @property {[number, number][]} bounds of what is drawn: its south-west and north-east corner
 * @property {number} outside
 * @property {string} surroundings outside of which a row is counted
 * @property {Record<string, [at: number, kind: keyof typeof KINDS]>} columns
 */

/** @param {Omit<PointSet, "longs">} set @returns {PointSet} */
function finish(set) {
  const longs = [];
  for (let i = 0; i < set.count; i += 1) if (set.end[i] - set.start[i] > LONG_DAYS) longs.push(i);
  return { ...set, longs: Uint32Array.from(longs) };
}

/** With which letters a binary form begins. @param {ArrayBuffer} buffer */
export const magicOf = (buffer) => String.fromCharCode(...new Uint8Array(buffer, 0, Math.min(4, buffer.byteLength)));

/**
 * The header and the columns of a binary form, by name; a column of another length than the header's count says so.
 *
 * @param {ArrayBuffer} buffer
 * @param {string} magic
 */
export function readBinary(buffer, magic) {
  if (magicOf(buffer) !== magic) throw new Error("this is no point set of the atlas");
  const length = new DataView(buffer).getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  /** @type {[string, [at: number, kind: keyof typeof KINDS, count?: number]][]} */
  const places = Object.entries(header.columns);
  const columns = Object.fromEntries(
    places.map(([name, [at, kind, count]]) => [name, new KINDS[kind](buffer, 8 + length + at, count ?? header.count)]),
  );
  return { header, columns };
}

/** @param {ArrayBuffer} buffer */
export function readPoints(buffer) {
  const { header, columns } = /** @type {{ header: Header, columns: unknown }} */ (readBinary(buffer, "BAP1"));
  const { count, title, time, words, category, outside, surroundings, names, zero, hue, estimated, bounds } = header;
  return finish({
    count,
    title,
    time,
    words,
    category,
    outside,
    surroundings,
    names,
    zero,
    hue,
    estimated,
    bounds,
    radii: header.radii_px,
    measure: header.value,
    limits: header.size_limits,
    leftOut: header.left_out,
    .../** @type {Columns} */ (columns),
  });
}

/** A layer's features as a set. Features without a date or a place are not in it: they are listed, not drawn. @param {Layer} layer */
export function pointsOfLayer(layer) {
  const rows = layer.features
    .flatMap((feature) => {
      const { point, interval } = feature;
      return point && interval ? [{ feature, point, interval }] : [];
    })
    .sort((a, b) => a.interval[0] - b.interval[0]);
  /** @type {Map<string, number>} */
  const kinds = new Map();
  for (const { feature } of rows) kinds.set(feature.kind, (kinds.get(feature.kind) || 0) + 1);
  const words = [...kinds].sort(([, a], [, b]) => b - a).map(([kind]) => kind);
  const codes = new Map(words.map((word, index) => [word, index]));
  const word = Uint16Array.from(rows, ({ feature }) => codes.get(feature.kind) || 0);
  const north = (/** @type {number} */ lat) => Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
  return finish({
    count: rows.length,
    title: layer.title,
    time: layer.time,
    words,
    category: "kind",
    radii: [3],
    measure: "",
    limits: [],
    leftOut: {},
    outside: 0,
    surroundings: "",
    names: [],
    zero: "",
    hue: 0,
    estimated: false,
    bounds: [],
    features: rows.map(({ feature }) => feature),
    start: Int32Array.from(rows, ({ interval }) => interval[0]),
    end: Int32Array.from(rows, ({ interval }) => interval[1]),
    x: Uint32Array.from(rows, ({ point }) => Math.min(WORLD - 1, ((point[0] + 180) / 360) * WORLD)),
    y: Uint32Array.from(rows, ({ point }) => Math.min(WORLD - 1, (0.5 - north(point[1])) * WORLD)),
    colour: Uint8Array.from(word, (code) => Math.min(OTHER, code)),
    look: Uint8Array.from(rows, ({ feature }) => (feature.vague ? 128 : 0)),
    row: Uint32Array.from(rows.keys()),
    word,
  });
}

/**
 * Which rows a view shows (rule.js): of [from, to) and of the longs before `from` those whose end is above `least`.
 *
 * @param {PointSet} set
 * @param {State} state
 * @returns {RowsShown}
 */
export function rowsShown(set, state) {
  const least = endsAfter(set.time, state);
  const everything = set.time === "state" || least === -Infinity;
  return {
    from: everything ? 0 : firstAfter(set.start, least - LONG_DAYS - 1),
    to: firstAfter(set.start, state.date),
    least,
  };
}
/** @param {PointSet} set @param {RowsShown} shown @param {number} i */
export const showsRow = (set, shown, i) => i < shown.to && set.end[i] > shown.least;

/** @param {PointSet} set @param {number} i */
export function latLngOfRow({ x, y }, i) {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y[i]) / WORLD))) * 180) / Math.PI;
  return L.latLng(lat, (x[i] / WORLD) * 360 - 180);
}
