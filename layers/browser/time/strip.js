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
const BARS = { top: 70, bottom: 91 };
const AXIS_Y = 104;
const STRIP_PX = 108;
const [LEFT_PX, RIGHT_PX] = [10, 12];

/** @param {CanvasRenderingContext2D} pen @param {[x: number, y: number]} from @param {[x: number, y: number]} to */
function stroke(pen, from, to) {
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
}

/** @param {CanvasRenderingContext2D} pen @param {Scale} scale @param {Config} config */
function drawYears(pen, scale, config) {
  pen.font = font(11.5);
  pen.textBaseline = "alphabetic";
  pen.fillStyle = dom.colour("muted");
  pen.strokeStyle = dom.colour("rule");
  pen.lineWidth = 1;
  let free = -Infinity;
  for (let year = yearOf(config.first); year <= yearOf(config.today); year += 1) {
    const x = scale.toX(toDay(`${year}-01-01`));
    stroke(pen, [x + 0.5, BARS.bottom], [x + 0.5, BARS.bottom + 4]);
    const { width } = pen.measureText(String(year));
    if (x >= free && x + width <= scale.right + 4) {
      pen.fillText(String(year), x, AXIS_Y);
      free = x + width + 10;
    }
  }
  stroke(pen, [scale.left, BARS.bottom + 0.5], [scale.right, BARS.bottom + 0.5]);
  // The break in the scale.
  pen.fillStyle = dom.colour("paper");
  pen.fillRect(scale.breakX - 3, BARS.bottom - 4, 5, 9);
  pen.strokeStyle = dom.colour("muted");
  for (const x of [scale.breakX - 3, scale.breakX + 2])
    stroke(pen, [x - 1.5, BARS.bottom + 4.5], [x + 1.5, BARS.bottom - 4]);
}

/** @param {CanvasRenderingContext2D} pen @param {Scale} scale @param {Config} config */
function hatchAfter(pen, scale, config) {
  const from = scale.toX(config.checked + 1);
  if (from >= scale.right) return;
  pen.save();
  pen.beginPath();
  pen.rect(from, TOP_PX, scale.right - from, BARS.bottom - TOP_PX);
  pen.clip();
  pen.strokeStyle = dom.colour("neighbour-edge");
  pen.lineWidth = 1;
  for (let x = from - 90; x < scale.right; x += 7) stroke(pen, [x, BARS.bottom], [x + 90, BARS.bottom - 90]);
  pen.restore();
}

/** @param {Scale} scale @param {Timeline} timeline @param {State} state @returns {Bar[]} */
function barsOf(scale, timeline, state) {
  const { counts, apart } = incidentMonths(timeline, state);
  const most = Math.max(1, ...[...counts.values()].map((count) => count.sure + count.vague));
  /** @param {number} count */
  const high = (count) => (count ? Math.max(4, ((BARS.bottom - BARS.top) * count) / most) : 0);
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
 * @param {number} x
 * @param {number} y
 */
function wordAt(bars, hatched, { checked }, x, y) {
  if (y < TOP_PX || y > BARS.bottom) return null;
  const bar = y >= BARS.top && bars.find((one) => one.number && x >= one.x - 1 && x <= one.x + one.width + 1);
  if (bar) {
    const when = saySpan(bar.from, bar.until, true);
    return { text: trN("{when}: {n} record", "{when}: {n} records", bar.number, { when }), top: BARS.top };
  }
  if (x < hatched) return null;
  return { text: tr("After {day} nothing was looked for", { day: sayDay(checked) }), top: BARS.top };
}

/** @param {HTMLCanvasElement} canvas @param {Timeline} timeline @param {Config} config @returns {Strip} */
export function timeStrip(canvas, timeline, config) {
  const context = dom.penOf(canvas);
  const still = document.createElement("canvas");
  const pen = dom.penOf(still);
  let width = 0;
  let scale = timeScale(config.first, config.joint, config.today, 0, 0);
  /** @type {Bar[]} */
  let bars = [];
  /** @type {Hit[]} */
  let hits = [];
  let colours = { accent: "", clash: "" };

  function size() {
    const ratio = (window.devicePixelRatio || 1) * atlas.stageScale;
    width = canvas.clientWidth;
    for (const each of [context, pen]) {
      each.canvas.width = Math.round(width * ratio);
      each.canvas.height = Math.round(STRIP_PX * ratio);
      each.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    scale = timeScale(config.first, config.joint, config.today, LEFT_PX, width - RIGHT_PX);
    colours = { accent: dom.colour("accent"), clash: dom.colour("clash") };
  }

  /** A canvas that gets its size is blank, so the step is drawn with it. @param {State} state */
  function drawAll(state) {
    size();
    pen.clearRect(0, 0, width, STRIP_PX);
    hatchAfter(pen, scale, config);
    hits = drawMarks(pen, scale, timeline, state, config);
    drawYears(pen, scale, config);
    drawMonths(pen, scale, BARS, ownSets());
    bars = barsOf(scale, timeline, state);
    drawStep(state);
  }

  /** @param {State} state */
  function drawStep(state) {
    context.clearRect(0, 0, width, STRIP_PX);
    if (state.mode === "window") {
      const from = scale.toX(Math.max(config.first, opens(state)));
      context.fillStyle = colours.accent;
      context.globalAlpha = 0.18;
      context.fillRect(from, TOP_PX, Math.max(2, scale.toX(state.date + 1) - from), BARS.bottom - TOP_PX);
      context.globalAlpha = 1;
    }
    context.drawImage(still, 0, 0, width, STRIP_PX);
    context.fillStyle = colours.clash;
    context.strokeStyle = colours.clash;
    context.lineWidth = 1;
    const least = endsAfter("event", state);
    for (const bar of bars) {
      const { x, width: wide, sure, vague } = bar;
      context.globalAlpha = bar.from <= state.date && bar.until > least ? 1 : 0.28;
      context.fillRect(x, BARS.bottom - sure, wide, sure);
      if (vague) context.strokeRect(x + 0.5, BARS.bottom - sure - vague + 0.5, wide - 1, vague - 1);
    }
    context.globalAlpha = 1;
    context.fillStyle = colours.accent;
    context.fillRect(Math.round(scale.toX(state.date)) - 1, TOP_PX - 2, 2, STRIP_PX - TOP_PX + 2);
  }

  return {
    all: drawAll,
    step: drawStep,
    toX: (day) => scale.toX(day),
    toDay: (x) => scale.toDay(x),
    width: () => width,
    at: (x, y, reach) => markAt(hits, x, y, reach),
    word: (x, y) => wordAt(bars, scale.toX(config.checked + 1), config, x, y),
    marks: () => hits,
  };
}
