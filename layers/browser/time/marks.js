// What stands on the slider's strip and can be clicked: named periods as bands, ticks where something on the map changes,
// turning points. Grouped by day, narrowed by layer, region and filters, each with its box for hand and finger.
import { letsThrough } from "../map/passing.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { saySpan } from "./rule.js";

/** @import { Box, Config, Hit, Period, Scale, State, Timeline } from "../shared/types" */

/** @typedef {{ day: number, until: number, row: string, look: string, begins: boolean, reaches: boolean, titles: string[] }} Tick ticks of one day, layer and look; reaches: a stage between beginning and end */
/** @typedef {[from: number, to: number, row: string, id: string]} Taken a stretch of a row that a name keeps clear of */

const ROWS = ["conflicts", "closures", "process"];
const ROWS_TOP = 17;
const BELOW_PX = 49; // from the end of the rows of bands to the strip's: the other marks, the bars, the years
const HALF_PX = 4.5;
const LEAST_PX = 24; // of what is clicked, wherever the strip is high enough for it
const NAMES_SHOWN = 3;

/** @param {number} size @param {number} [weight] */
export const font = (size, weight = 400) => `${weight} ${size}px ${dom.colour("sans-face") || "sans-serif"}`;

/** @param {string[]} names */
export function sayNames(names) {
  if (names.length > NAMES_SHOWN + 1) {
    return tr("{words} and {n} more", { words: names.slice(0, NAMES_SHOWN).join(", "), n: names.length - NAMES_SHOWN });
  }
  if (names.some((name) => name.includes(", "))) return names.join("; ");
  const [words, last] = [names.slice(0, -1).join(", "), names[names.length - 1]];
  return words ? tr("{words} and {last}", { words, last }) : last;
}

/** Ticks of the layers switched on. @param {Timeline} timeline @param {State} state @returns {Tick[]} */
function groupTicks({ ticks, turns, rows, verbs }, state) {
  /** @type {Map<string, Tick>} */
  const groups = new Map();
  for (const [day, until, layer, look, title, regions, id] of ticks) {
    if (!state.layers.includes(layer) || !letsThrough(regions, id, state)) continue;
    const key = `${day} ${until} ${layer} ${look}`;
    const held = groups.get(key);
    if (held) held.titles.push(title);
    else {
      const [begins, ends] = verbs[layer];
      const reaches = Boolean(look) && look !== begins && look !== ends;
      groups.set(key, { day, until, row: rows[layer], look, begins: look === begins, reaches, titles: [title] });
    }
  }
  for (const [day, title, , id, regions, layer] of turns) {
    const tick = {
      day,
      until: day + 1,
      row: rows[layer],
      look: "milestone",
      begins: false,
      reaches: false,
      titles: [title],
    };
    if (state.layers.includes(layer) && letsThrough(regions, id, state)) groups.set(id, tick);
  }
  return [...groups.values()].sort((a, b) => a.day - b.day);
}

/** Whether a row has bands. @param {string} row */
const isBand = (row) => ROWS.includes(row);

/** How high a row of bands is, the band in it, and where the middle of the row of bases and turning points is. @param {number} high of the strip */
export function rowsOf(high) {
  const row = (high - ROWS_TOP - BELOW_PX) / ROWS.length;
  return { row, band: Math.min(15, row - 2), markY: high - BELOW_PX + 6 };
}
/** The first pixel of a row's bands. @param {string} name @param {ReturnType<typeof rowsOf>} rows */
const bandTop = (name, { row, band }) => ROWS_TOP + ROWS.indexOf(name) * row + (row - band) / 2;
/** @param {Tick} tick */
const isVague = ({ day, until }) => until - day > 1;

/** @param {Tick} tick @param {Record<string, string>} words */
function sayTick(tick, words) {
  const when = saySpan(tick.day, tick.until, isVague(tick));
  if (tick.look === "milestone") return `${when}: ${tick.titles[0]}`;
  const names = sayNames(tick.titles);
  const happened = words[tick.look] ?? tick.look;
  return `${when}: ${happened ? tr("{what} {happened}", { what: names, happened }) : names}`;
}

// ---- drawing ------------------------------------------------------------------------------------------------------------
/** @param {Scale} scale @param {Period} period @param {number} last */
function extent(scale, period, last) {
  const from = scale.toX(period.start);
  return { from, width: Math.max(3, scale.toX(period.end === null ? last : period.end) - from) };
}

/**
 * Draw a band and find the place of its name: inside where it fits, else after it, else before it, else none: names never overlap.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Scale} scale
 * @param {Period} period
 * @param {number} last
 * @param {Taken[]} taken
 * @param {ReturnType<typeof rowsOf>} rows
 * @returns {Box & { period: Period, name?: Box }} with the whole height of its row
 */
function drawBand(pen, scale, period, last, taken, rows) {
  const y = bandTop(period.row, rows);
  const { from, width } = extent(scale, period, last);
  pen.fillStyle = dom.colour(`band-${period.row}`);
  pen.globalAlpha = period.row === "conflicts" ? 1 : 0.45;
  pen.fillRect(from, y, width, rows.band);
  pen.globalAlpha = 1;
  const text = namePen(pen).measureText(period.title).width;
  const inside = text + 8 <= width;
  const places = inside ? [from + 4] : [from + width + 5, from - text - 5];
  /** @param {number} x @param {Taken} other */
  const meets = (x, [a, b, row, id]) =>
    row === period.row && !(inside && (id === period.id || id === "tick")) && x < b && x + text > a;
  const free = places.find((x) => x >= 2 && x + text <= scale.right && !taken.some((other) => meets(x, other)));
  const band = {
    period,
    left: from,
    right: from + width,
    top: y - (rows.row - rows.band) / 2,
    bottom: y + (rows.row + rows.band) / 2,
  };
  if (free === undefined) return band;
  taken.push([free - 4, free + text + 4, period.row, "label"]);
  return { ...band, name: { ...band, left: free, right: free + text } };
}
/** @param {CanvasRenderingContext2D} pen */
function namePen(pen) {
  pen.font = font(12, 500);
  pen.textBaseline = "middle";
  return pen;
}

/** @param {CanvasRenderingContext2D} pen @param {[x: number, y: number][]} corners */
function polygon(pen, corners) {
  pen.beginPath();
  for (const [x, y] of corners) pen.lineTo(x, y);
  pen.closePath();
}

/** @type {Record<string, string>} */
const TICK_COLOURS = {
  open: "crossing-open",
  restricted: "crossing-open",
  closed: "crossing-closed",
  unknown: "crossing-closed",
  opened: "base",
  milestone: "accent",
};
/** @param {Tick} tick */
const colourOf = (tick) => dom.colour(tick.row === "marks" ? "base" : TICK_COLOURS[tick.look] || tick.look);

/**
 * Draw a tick and return the box it takes. What is known only to the month or year is hollow, as wide as its span.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Scale} scale
 * @param {Tick} tick
 * @param {ReturnType<typeof rowsOf>} rows
 * @returns {Box}
 */
function drawTick(pen, scale, tick, rows) {
  const x = scale.toX(tick.day);
  const vague = isVague(tick);
  const wide = vague ? Math.max(2 * HALF_PX, scale.toX(tick.until) - x) : 0;
  const colour = colourOf(tick);
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.2;
  if (isBand(tick.row)) {
    const y = bandTop(tick.row, rows) - 1;
    if (vague) pen.strokeRect(x + 0.6, y + 0.6, wide - 1.2, rows.band + 0.8);
    else pen.fillRect(x - 1.5, y, tick.row === "process" ? 3.5 : 2.5, rows.band + 2);
    return { left: x - 2, right: x + (wide || 2), top: y, bottom: y + rows.band + 2 };
  }
  const at = x + wide / 2;
  const { markY } = rows;
  const [top, bottom] = [markY - HALF_PX, markY + HALF_PX];
  pen.beginPath();
  const happened = tick.look === "milestone" || !tick.look;
  if (tick.reaches) pen.rect(at - 0.8 * HALF_PX, top + 0.2 * HALF_PX, 1.6 * HALF_PX, 1.6 * HALF_PX);
  else if (happened) {
    // biome-ignore format: the corners of a diamond
    polygon(pen, [[at, top], [at + HALF_PX, markY], [at, bottom], [at - HALF_PX, markY]]);
  } else {
    const rise = (tick.begins ? 0.8 : -0.8) * HALF_PX;
    // biome-ignore format: the corners of a triangle
    polygon(pen, [[at - HALF_PX, markY + rise], [at + HALF_PX, markY + rise], [at, markY - rise]]);
  }
  if (vague || !(happened || tick.begins || tick.reaches)) pen.stroke();
  else pen.fill();
  if (vague && wide > 3 * HALF_PX) {
    pen.beginPath();
    pen.moveTo(x, bottom + 1.5);
    pen.lineTo(x + wide, bottom + 1.5);
    pen.stroke();
  }
  return { left: Math.min(x, at - HALF_PX), right: Math.max(x + wide, at + HALF_PX), top, bottom };
}

/**
 * Draw bands and ticks; returns what can be hit.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Scale} scale
 * @param {Timeline} timeline
 * @param {State} state
 * @param {Pick<Config, "first" | "today">} config
 * @param {number} high of the strip
 * @returns {Hit[]}
 */
export function drawMarks(pen, scale, timeline, state, { first, today }, high) {
  const rows = rowsOf(high);
  /** @type {Taken[]} */
  const taken = timeline.periods.map((period) => {
    const { from, width } = extent(scale, period, today);
    return [from - 2, from + width + 2, period.row, period.id];
  });
  const ticks = groupTicks(timeline, state).filter((tick) => tick.day <= today && tick.until > first);
  // A name beside its band keeps clear of ticks; one inside stands over them.
  for (const { row, day, until } of ticks) {
    if (isBand(row)) taken.push([scale.toX(day) - 3, scale.toX(until) + 3, row, "tick"]);
  }
  const bands = timeline.periods.map((period) => drawBand(pen, scale, period, today, taken, rows));
  /** @type {Hit[]} */
  const hits = ticks.map((tick) => ({
    kind: "tick",
    ...drawTick(pen, scale, tick, rows),
    day: Math.max(tick.day, first),
    text: sayTick(tick, timeline.words),
  }));
  // Names last: a tick may cross a band, never its name.
  for (const { period, name, ...box } of bands) {
    const { id, title } = period;
    if (name) {
      // The conflicts' colour is as dark as ink by day and as light by night; the other bands are pale.
      const isOn = period.row === "conflicts" && name.left > box.left && name.right < box.right;
      namePen(pen).fillStyle = dom.colour(isOn ? "paper" : "ink");
      pen.fillText(title, name.left, (name.top + name.bottom) / 2 + 0.5);
      box.left = Math.min(box.left, name.left);
      box.right = Math.max(box.right, name.right);
    }
    const lacks = Math.max(0, LEAST_PX - (box.right - box.left)) / 2;
    [box.left, box.right] = [box.left - lacks, box.right + lacks];
    hits.push({ kind: "period", id, text: tr("{title}: open its card", { title }), ...box });
  }
  return hits;
}

/**
 * The mark at a place on the strip, ticks before bands, or the nearest within `reach` pixels, or null.
 *
 * @param {Hit[]} hits
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 */
export function markAt(hits, x, y, reach) {
  let best = null;
  let least = reach;
  for (const hit of hits) {
    const across = Math.max(hit.left - x, 0, x - hit.right);
    const down = Math.max(hit.top - y, 0, y - hit.bottom);
    const away = Math.hypot(across, down) + (hit.kind === "period" ? 1 : 0); // a tick within a band is the nearer
    if (away < least) {
      least = away;
      best = hit;
    }
  }
  return best;
}
