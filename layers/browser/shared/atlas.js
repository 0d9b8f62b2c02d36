// The map's own state, and the one way in which it changes: patch() → paint, in time for the next frame → report().
// Python sends commands (python.js), the hand moves things (patch with `byHand`), and Python learns of it shortly after.
/** @import { Config, Key, Painter, State } from "./types" */

/** @type {State} */
export const state = {
  date: Number.NaN,
  mode: "upto",
  days: 30,
  layers: [],
  line: 0,
  region: null,
  select: null,
  base: "paper",
  tint: false,
  against: null,
  layout: "side",
  near: null,
  km: 25,
  asks: false,
  only: null,
  lit: [],
  sets: [],
  annotations: [],
  playing: false,
};
/** @type {L.Map} */
export let map;
/** @type {Config} */
export let config;
/** How much a presenter's whole screen is enlarged (panel.js); pointers and boxes come enlarged. */
export let stageScale = 1;
/** Called once in each frame before which something changed. @type {Painter[]} */
export const painters = [];

/** Called with the record that a hand chooses, be it selected already. @type {((select: string) => void)[]} */
export const choosers = [];

/** @param {L.Map} given @param {Config} settings */
export function begin(given, settings) {
  map = given;
  config = settings;
}
/** @param {number} scale */
export function setStageScale(scale) {
  stageScale = scale;
}
/** Tells whether a command or a scene has set the date yet. */
export const dated = () => !Number.isNaN(state.date);

// ---- change → paint → report ---------------------------------------------------------------------------------
/** What a hand on the slider changes from frame to frame. @type {Set<Key>} */
const STEPS = new Set(["date", "days"]);
/** @type {Set<Key>} */
const changed = new Set();
let frame = 0; // the frame that was asked for, in which what has changed by then is painted
/** @type {() => void} */
let reporter = () => {}; // A standalone page has nobody to tell.

/** Tell Python, once the hand rests, where things stand. */
export const report = () => reporter();
/** @param {() => void} tell */
export function reportBy(tell) {
  reporter = tell;
}

/**
 * Change the state. `byHand` tells Python once the hand rests; a command's own changes are not sent back.
 *
 * @param {Partial<State>} changes
 * @param {boolean} [byHand]
 */
export function patch(changes, byHand) {
  let any = false;
  for (const key of /** @type {(keyof State)[]} */ (Object.keys(changes))) {
    const value = key === "date" ? Math.min(Math.max(Number(changes.date), config.first), config.today) : changes[key];
    if (JSON.stringify(state[key]) !== JSON.stringify(value)) {
      Object.assign(state, { [key]: value });
      changed.add(key);
      any = true;
    }
  }
  if (byHand && changes.select) for (const hear of choosers) hear(changes.select);
  if (!any) return;
  // A step of the slider is drawn at once: what is left of the time to the next frame would pass unused, and the frame come late.
  // A second one before that frame waits for it, and so does whatever painters change.
  if (!frame && dated() && [...changed].every((key) => STEPS.has(key))) paint();
  else if (!frame) frame = requestAnimationFrame(nextFrame);
  if (byHand) report();
}

function nextFrame() {
  frame = 0;
  if (changed.size && dated()) paint();
}

function paint() {
  frame = requestAnimationFrame(nextFrame);
  const keys = new Set(changed);
  changed.clear();
  for (const painter of painters) painter(state, keys);
}

/** What is drawn from data that has just arrived, or in another theme, is painted again as a whole. */
export function repaint() {
  for (const key of /** @type {const} */ (["date", "mode", "layers", "select", "theme"])) changed.add(key);
  if (!frame) frame = requestAnimationFrame(nextFrame);
}

// ---- theme ---------------------------------------------------------------------------------------------------
/** @param {string} base */
export function setTheme(base) {
  if (document.documentElement.dataset.theme === base) return;
  document.documentElement.dataset.theme = base;
  repaint();
}
