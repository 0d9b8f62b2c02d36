// Python's end: commands come from it (apply), and it is told where things stand once the hand rests.
import * as atlas from "./atlas.js";
import * as camera from "./camera.js";
import { toDay, toIso } from "./days.js";

/** @import { Command, State } from "./types" */

const REST_MS = 150; // How long the hand must rest before Python hears of it.

/** The address of the view as Python last wrote it. */
export let link = "";
let seen = 0; // the number of the last command
let told = 0;
let timer = 0;
/** The record to which Python is to lead, and when that was asked. @type {{ id: string, at: number } | null} */
let asked = null;

/** @param {string} address */
export function setLink(address) {
  link = address;
}

function tell() {
  const { state } = atlas;
  if (!window.Streamlit || !atlas.dated()) return;
  told += 1; // no two messages are alike, so that Python hears every one of them
  const message = {
    date: toIso(state.date),
    mode: state.mode,
    days: state.days,
    select: state.select,
    region: state.region,
    near: state.near,
    against: state.against,
    playing: state.playing,
    seen,
    told,
    ...(asked ? { asked } : {}),
    ...(camera.movedByHand ? { at: camera.wholeShown ? null : camera.at() } : {}),
  };
  window.Streamlit.setComponentValue({ ...window.__GLOBAL_DATA__?.previous_data, view: message });
}

atlas.reportBy(() => {
  clearTimeout(timer);
  timer = setTimeout(tell, REST_MS);
});

/** Ask Python to lead to a record: it knows on which day and from how far it is best seen. @param {string} id */
export function ask(id) {
  asked = { id, at: Date.now() };
  atlas.report();
}

/**
 * Obey a command: the first one is taken whole, later ones only in what has changed since the last one that came.
 *
 * @param {Command} command
 */
export function apply(command) {
  if (command.n < seen) return;
  link = command.link;
  if (command.n === seen) return;
  const before = seen;
  seen = command.n;
  /** @param {string} part */
  const isNew = (part) => before === 0 || command.told[part] > before;
  const { date, at, ...others } = command.view;
  const view = { ...others, date: toDay(date) };
  /** @type {Partial<State>} */
  const changes = Object.fromEntries(Object.entries(view).filter(([key]) => isNew(key)));
  if (isNew("date")) changes.playing = false;
  if (isNew("at")) camera.lookAt(at, before > 0);
  camera.told({ named: at !== null });
  // Python has led there. Told again, as after a lost connection, it would lead there once more.
  if (asked && (view.select === asked.id || isNew("at"))) asked = null;
  atlas.patch(changes, false);
}

// ---- theme: Streamlit's, told with every render; a standalone page follows the system -------------------------
window.Streamlit?.events.addEventListener("streamlit:render", (event) => {
  const theme = /** @type {CustomEvent<{ theme?: { base?: string } }>} */ (event).detail.theme;
  if (theme?.base) atlas.setTheme(theme.base);
});
const dark = window.matchMedia("(prefers-color-scheme: dark)");
document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
