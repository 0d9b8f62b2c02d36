// What the marks on the timeline mean, of those that it shows (time/marks.js and time/strip.js draw them).
import { ownSets } from "../points/sets.js";
import * as atlas from "../shared/atlas.js";
import { sayDay, yearOf } from "../shared/days.js";
import { tr } from "../shared/translation.js";

/** @import { KeyGroup, KeyLine, Layer, State, Timeline } from "../shared/types" */

const UP = "M1 12H10L5.5 4.5Z";
const DOWN = "M10.5 4.5H19L14.7 12Z";
const DIAMOND = "M10 3L15 8L10 13L5 8Z";
/** @type {Record<string, () => string>} */
const BANDS = {
  conflicts: () => tr("Band: an armed conflict"),
  closures: () => tr("Band: crossings closed"),
  process: () => tr("Band: a stage of the talks on the line"),
};
/** @param {string} look @param {string} path */
const path = (look, path) => `<path class="sw-${look}" d="${path}"/>`;
/** @param {string} look @param {number} x @param {number} width @param {number} [y] */
const box = (look, x, width, y = 3) =>
  `<rect class="sw-${look}" x="${x}" y="${y}" width="${width}" height="${13 - y}"/>`;

/** @param {Layer} layer @param {Timeline} timeline @returns {KeyLine[]} */
function ofLayer({ id, title, time, features }, { rows, verbs }) {
  if (rows[id] === "process")
    return [
      [tr("Tick in the colour of a status: {layer} reach it", { layer: title.toLowerCase() }), "", box("agreed", 8, 4)],
    ];
  if (rows[id] === "closures")
    return [[tr("Tick: a crossing opens (blue) or closes (dark)"), "", box("accent", 4, 3) + box("base", 13, 3)]];
  if (rows[id] === "turns") return [[tr("Blue diamond: a turning point"), "", path("accent", DIAMOND)]];
  if (rows[id] === "bars") {
    const bars = box("disc", 4, 4) + box("clash-line", 11, 4, 7);
    return [
      [tr("Bar: {layer} in a month; hollow where the day is not known", { layer: title.toLowerCase() }), "", bars],
    ];
  }
  if (rows[id] !== "marks") return [];
  if (time === "event")
    return [[tr("Dark diamond: {layer}", { layer: title.toLowerCase() }), "", path("base", DIAMOND)]];
  if (features.some(({ steps }) => steps.length))
    return [[tr("Square: {layer} reach a stage", { layer: title.toLowerCase() }), "", box("base", 6, 8, 4.5)]];
  const [begins, ends] = verbs[id];
  const words = tr("Triangle: {layer} {begins} (filled) or {ends} (hollow)", {
    layer: title.toLowerCase(),
    begins,
    ends,
  });
  return [[words, "", path("base", UP) + path("base-line", DOWN)]];
}

/** @param {Timeline} timeline @param {Record<string, Layer>} data @param {State} state @returns {KeyGroup} */
export function stripKey(timeline, data, state) {
  const { checked, joint } = atlas.config;
  const rows = new Set(timeline.periods.map(({ row }) => row));
  const bands = Object.entries(BANDS).filter(([row]) => rows.has(/** @type {never} */ (row)));
  /** @type {KeyLine[]} */
  const lines = [
    ...bands.map(([row, say]) => /** @type {KeyLine} */ ([say(), "", box(`band-${row}`, 1, 18, 4)])),
    ...atlas.config.order.flatMap((id) =>
      data[id] && (state.layers.includes(id) || timeline.rows[id] === "bars") ? ofLayer(data[id], timeline) : [],
    ),
    [tr("Hollow and wide: known only to the month or year"), "", box("base-line", 3, 14)],
  ];
  if (ownSets().length) lines.push([tr("Line: rows of sets in a month"), "", path("own", "M1 12L7 5L12 10L19 4")]);
  const hatching = path("hatched", "M1 13L11 3M6 13L16 3M11 13L19 5");
  lines.push([tr("Hatched: after {day} nothing was looked for", { day: sayDay(checked) }), "", hatching]);
  const broken = path("hatched", "M1 13H7M13 13H19M6.5 16L9.5 10M10.5 16L13.5 10");
  lines.push([tr("Broken: the years before {year} stand closer together", { year: yearOf(joint) }), "", broken]);
  return { title: tr("On the timeline"), note: "", lines };
}
