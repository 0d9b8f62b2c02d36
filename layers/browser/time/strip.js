// The slider's picture: bands and ticks (marks.js), incidents per month, years, the day's line. Drawn on a canvas in
// two parts: what stands still is painted once per size, theme, layers and region, the rest each step.
import { drawMonths } from "../points/months.js";
import { ownSets } from "../points/sets.js";
import * as atlas from "../shared/atlas.js";
import { addMonths, sayDay, toDay, yearOf } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { tr, trN } from "../shared/translation.js";
import { drawMarks, font, markAt } from "./marks.js";
import { incidentMonths } from "./monthly.js";
import { endsAfter, opens, saySpan } from "./rule.js";
import { timeScale } from "./scale.js";

/** @import { Config, Hit, Scale, State, Strip, Timeline } from "../shared/types" */

/** @typedef {{ from: number, until: number, x: number, width: number, sure: number, vague: number, number: number }} Bar */

const TOP_PX = 15;
const BARS_PX = 18;
const BELOW_BARS_PX = 17;
const BELOW_AXIS_PX = 4;
const [LEFT_PX, RIGHT_PX] = [10, 12];

/** @param {CanvasRenderingContext2D} pen @param {[x: number, y: number]} from @param {[x: number, y: number]} to */
function stroke(pen, from, to) {
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
}

/** Between which heights the bars stand. @param {number} high of the strip */
const barsIn = (high) => ({ top: high - BELOW_BARS_PX - BARS_PX, bottom: high - BELOW_BARS_PX });

/** @param {CanvasRenderingContext2D} pen @param {Scale} scale @param {Config} config @param {number} high */
function drawYears(pen, scale, config, high) {
  const { bottom } = barsIn(high);
  pen.font = font(12);
  pen.textBaseline = "alphabetic";
  pen.fillStyle = dom.colour("muted");
  pen.strokeStyle = dom.colour("rule");
  pen.lineWidth = 1;
  let free = -Infinity;
  for (let year = yearOf(config.first); year <= yearOf(config.today); year += 1) {
    const x = scale.toX(toDay(`${year}-01-01`));
    stroke(pen, [x + 0.5, bottom], [x + 0.5, bottom + 4]);
    const { width } = pen.measureText(String(year));
    if (x >= free && x + width <= scale.right + 4) {
      pen.fillText(String(year), x, high - BELOW_AXIS_PX);
      free = x + width + 10;
    }
  }
  stroke(pen, [scale.left, bottom + 0.5], [scale.right, bottom + 0.5]);
  // The break in the scale.
  pen.fillStyle = dom.colour("paper");
  pen.fillRect(scale.breakX - 3, bottom - 4, 5, 9);
  pen.strokeStyle = dom.colour("muted");
  for (const x of [scale.breakX - 3, scale.breakX + 2]) stroke(pen, [x - 1.5, bottom + 4.5], [x + 1.5, bottom - 4]);
}

/** @param {CanvasRenderingContext2D} pen @param {Scale} scale @param {Config} config @param {number} high */
function hatchAfter(pen, scale, config, high) {
  const { bottom } = barsIn(high);
  const from = scale.toX(config.checked + 1);
  if (from >= scale.right) return;
  pen.save();
  pen.beginPath();
  pen.rect(from, TOP_PX, scale.right - from, bottom - TOP_PX);
  pen.clip();
  pen.strokeStyle = dom.colour("neighbour-edge");
  pen.lineWidth = 1;
  for (let x = from - bottom; x < scale.right; x += 7) stroke(pen, [x, bottom], [x + bottom, 0]);
  pen.restore();
}

/** @param {Scale} scale @param {Timeline} timeline @param {State} state @returns {Bar[]} */
function barsOf(scale, timeline, state) {
  const { counts, apart } = incidentMonths(timeline, state);
  const most = Math.max(1, ...[...counts.values()].map((count) => count.sure + count.vague));
  /** @param {number} count */
  const high = (count) => (count ? Math.max(4, (BARS_PX * count) / most) : 0);
  /** @param {number} from @param {number} until */
  const place = (from, until) => ({ from, until, x: scale.toX(from), width: scale.toX(until) - scale.toX(from) - 1 });
  return [
    ...[...counts].map(([month, { sure, vague }]) => {
      const bar = place(month, addMonths(month, 1));
      return { ...bar, width: Math.max(2.5, bar.width), sure: high(sure), vague: high(vague), number: sure + vague };
    }),
    ...apart.map(([from, until]) => ({ ...place(from, until), sure: 0, vague: 4, number: 1 })),
  ];
}

/**
 * What a bar counts, or that nothing was looked for after a day: neither is clicked.
 *
 * @param {Bar[]} bars
 * @param {number} hatched where the hatching begins
 * @param {Pick<Config, "checked">} config
 * @param {{ top: number, bottom: number }} stand between which heights the bars do
 * @param {{ x: number, y: number }} at
 */
function wordAt(bars, hatched, { checked }, { top, bottom }, { x, y }) {
  if (y < TOP_PX || y > bottom) return null;
  const bar = y >= top && bars.find((one) => one.number && x >= one.x - 1 && x <= one.x + one.width + 1);
  if (bar) {
    const when = saySpan(bar.from, bar.until, true);
    return { text: trN("{when}: {n} record", "{when}: {n} records", bar.number, { when }), top: top };
  }
  if (x < hatched) return null;
  return { text: tr("After {day} nothing was looked for", { day: sayDay(checked) }), top: top };
}

/** @param {HTMLCanvasElement} canvas @param {Timeline} timeline @param {Config} config @returns {Strip} */
export function timeStrip(canvas, timeline, config) {
  const context = dom.penOf(canvas);
  const still = document.createElement("canvas");
  const pen = dom.penOf(still);
  let width = 0;
  let high = 0;
  let scale = timeScale(config.first, config.joint, config.today, 0, 0);
  /** @type {Bar[]} */
  let bars = [];
  /** @type {Hit[]} */
  let hits = [];
  let colours = { accent: "", clash: "" };

  function size() {
    const ratio = (window.devicePixelRatio || 1) * atlas.stageScale;
    width = canvas.clientWidth;
    high = canvas.clientHeight;
    for (const each of [context, pen]) {
      each.canvas.width = Math.round(width * ratio);
      each.canvas.height = Math.round(high * ratio);
      each.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    scale = timeScale(config.first, config.joint, config.today, LEFT_PX, width - RIGHT_PX);
    colours = { accent: dom.colour("accent"), clash: dom.colour("clash") };
  }

  /** A canvas that gets its size is blank, so the step is drawn with it. @param {State} state */
  function drawAll(state) {
    size();
    pen.clearRect(0, 0, width, high);
    hatchAfter(pen, scale, config, high);
    hits = drawMarks(pen, scale, timeline, state, config, high);
    drawYears(pen, scale, config, high);
    drawMonths(pen, scale, barsIn(high), ownSets());
    bars = barsOf(scale, timeline, state);
    drawStep(state);
  }

  /** @param {State} state */
  function drawStep(state) {
    if (!still.width || !still.height) return; // in a frame that is not shown
    const { bottom } = barsIn(high);
    context.clearRect(0, 0, width, high);
    if (state.mode === "window") {
      const from = scale.toX(Math.max(config.first, opens(state)));
      context.fillStyle = colours.accent;
      context.globalAlpha = 0.18;
      context.fillRect(from, TOP_PX, Math.max(2, scale.toX(state.date + 1) - from), bottom - TOP_PX);
      context.globalAlpha = 1;
    }
    context.drawImage(still, 0, 0, width, high);
    context.fillStyle = colours.clash;
    context.strokeStyle = colours.clash;
    context.lineWidth = 1;
    const least = endsAfter("event", state);
    for (const bar of bars) {
      const { x, width: wide, sure, vague } = bar;
      context.globalAlpha = bar.from <= state.date && bar.until > least ? 1 : 0.28;
      context.fillRect(x, bottom - sure, wide, sure);
      if (vague) context.strokeRect(x + 0.5, bottom - sure - vague + 0.5, wide - 1, vague - 1);
    }
    context.globalAlpha = 1;
    context.fillStyle = colours.accent;
    context.fillRect(Math.round(scale.toX(state.date)) - 1, TOP_PX - 2, 2, high - TOP_PX + 2);
  }

  return {
    all: drawAll,
    step: drawStep,
    toX: (day) => scale.toX(day),
    toDay: (x) => scale.toDay(x),
    width: () => width,
    marksEnd: () => barsIn(high).top - 2,
    at: (x, y, reach) => markAt(hits, x, y, reach),
    word: (x, y) => wordAt(bars, scale.toX(config.checked + 1), config, barsIn(high), { x, y }),
    marks: () => hits,
  };
}
