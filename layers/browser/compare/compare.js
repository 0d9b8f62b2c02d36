// Two dates at once, each on a map of its own (half.js). Side by side each half has its slider; under the swipe the slider moves this
// half's date, the divider uncovers the other.
import * as atlas from "../shared/atlas.js";
import { sayDay, toDay, toIso } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { follow, openHalf, shared } from "./half.js";

/** @import { Key, State } from "../shared/types" */
/** @import { Half } from "./half.js" */

const [NARROW_PX, LOW_PX] = [700, 450]; // Two halves of a phone are too small: there it is always the swipe.
const [STEP, LEAP] = [0.05, 0.2];
const MOVED_PX = 4; // A press that moves less is a click.
const [LEAST, MOST] = [0.02, 0.98];
/** @type {HTMLElement} */
let holder;
/** @type {HTMLIFrameElement} */
let frame;
/** @type {HTMLElement} */
let divider;
/** The knob of the divider: a click on one of its two buttons moves it a step, a drag of them takes it along. @type {HTMLElement} */
let steps;
/** @type {Half | undefined} */
let other;
let share = 0.5; // where the divider stands, as a part of the width

const swiping = () => atlas.state.layout === "swipe" || window.innerWidth < NARROW_PX || window.innerHeight < LOW_PX;

// ---- how they stand ---------------------------------------------------------------------------------------------
function arrange() {
  const swipe = swiping();
  document.body.classList.toggle("ba-swipe", swipe);
  document.body.classList.toggle("ba-halves", !swipe);
  document.body.classList.toggle("ba-folds", swipe);
  document.body.classList.toggle("ba-narrow-halves", !swipe && window.innerWidth / 2 <= NARROW_PX);
  document.body.style.setProperty("--share", String(share));
  const percent = Math.round(share * 100);
  divider.setAttribute("aria-valuenow", String(percent));
  divider.setAttribute("aria-valuetext", tr("{percent} % of the width show the left date", { percent }));
  if (other) {
    other.body.classList.toggle("ba-bare", swipe);
    for (const map of [atlas.map, other.face.map]) map.invalidateSize({ animate: false });
    follow(other.face.map, atlas.map);
  }
  if (!holder.classList.contains("ba-dragging")) divided();
}

/** Have both maps write their names clear of the divider, once it stands. */
function divided() {
  for (const map of [atlas.map, other?.face.map]) map?.fire("divided");
}

/** @param {number} to */
function divide(to) {
  share = Math.min(Math.max(to, LEAST), MOST);
  arrange();
}

/** @param {PointerEvent} event */
function drag(event) {
  event.preventDefault();
  divider.focus({ preventScroll: true }); // whose arrows do the same
  divider.setPointerCapture(event.pointerId);
  holder.classList.add("ba-dragging"); // Otherwise the frame under the pointer takes the moves.
  const button = /** @type {Element} */ (event.target).closest("button");
  let moved = !button;
  const to = (/** @type {PointerEvent} */ at) => {
    moved = moved || Math.abs(at.clientX - event.clientX) >= MOVED_PX;
    if (moved) divide(at.clientX / window.innerWidth);
  };
  const end = () => {
    divider.removeEventListener("pointermove", to);
    holder.classList.remove("ba-dragging");
    divided();
    if (!moved) button?.click();
  };
  divider.addEventListener("pointermove", to);
  divider.addEventListener("pointerup", end, { once: true });
  divider.addEventListener("pointercancel", end, { once: true });
}

/** @param {KeyboardEvent} event */
function key(event) {
  /** @type {Record<string, number>} */
  const targets = {
    ArrowLeft: share - STEP,
    ArrowRight: share + STEP,
    PageUp: share + LEAP,
    PageDown: share - LEAP,
    Home: LEAST,
    End: MOST,
  };
  if (!(event.key in targets)) return;
  event.preventDefault();
  divide(targets[event.key]);
}

// ---- which is which -----------------------------------------------------------------------------------------------
/** @param {Document} page @param {{ map: string, date: string, time: string }} words */
function nameHalf(page, { map, date, time }) {
  page.querySelector(".leaflet-container")?.setAttribute("aria-label", map);
  page.querySelector(".ba-slider")?.setAttribute("aria-label", time);
  page.querySelector(".ba-thumb:not(.ba-opener)")?.setAttribute("aria-label", date);
  if (atlas.state.mode !== "window") page.querySelector("input.ba-until")?.setAttribute("aria-label", date);
}

/** Say of each half, and of the divider, of which day it is. The sliders say theirs as their values. */
function nameHalves() {
  const { against, date } = atlas.state;
  const [left, right] = [sayDay(date), sayDay(against ? toDay(against) : date)];
  nameHalf(document, {
    map: tr("Left map: {day}", { day: left }),
    date: tr("Date of the left map"),
    time: tr("Time of the left map: {day}", { day: left }),
  });
  frame.title = tr("Right map: {day}", { day: right });
  if (other) {
    nameHalf(other.body.ownerDocument, {
      map: frame.title,
      date: tr("Date of the right map"),
      time: tr("Time of the right map: {day}", { day: right }),
    });
  }
  const words = tr("Divider between the two dates: left {left}, right {right}", { left, right });
  divider.setAttribute("aria-label", words);
}

// ---- one view, two dates ------------------------------------------------------------------------------------------
/** @param {State} state @param {Set<Key>} keys */
function lead(state, keys) {
  if (keys.has("layout")) arrange();
  if (keys.has("date") || keys.has("against")) nameHalves();
  if (!other) return;
  if (keys.has("theme")) other.face.setTheme(String(document.documentElement.dataset.theme));
  other.face.patch(shared(state), false);
  if (keys.has("against") && state.against) other.face.patch({ date: toDay(state.against) }, false);
}

/** @param {State} state @param {Set<Key>} keys */
function hear({ date, mode, days, select }, keys) {
  const heard = Object.entries({ mode, days, select }).filter(([name]) => keys.has(/** @type {Key} */ (name)));
  atlas.patch({ ...Object.fromEntries(heard), ...(keys.has("date") ? { against: toIso(date) } : {}) }, true);
}

/** @param {Half} half */
function joined(half) {
  other = half;
  nameHalves();
  arrange();
}

/** @param {string} script address of the file from which the second map is started */
export function startCompare(script) {
  holder = dom.element("div", "ba-other", null, document.body);
  frame = dom.element("iframe", "", null, holder);
  frame.title = tr("Map of the other date");
  divider = dom.element("div", "ba-divider", null, document.body);
  dom.element("div", "ba-divider-line ba-keepout", null, divider);
  divider.tabIndex = 0;
  divider.setAttribute("role", "slider");
  divider.setAttribute("aria-valuemin", String(100 * LEAST));
  divider.setAttribute("aria-valuemax", String(100 * MOST));
  divider.addEventListener("pointerdown", drag);
  divider.addEventListener("keydown", key);
  // The page may have been scrolled below the map; at its top or bottom the divider is hardly seen.
  divider.addEventListener("focus", () => window.frameElement?.scrollIntoView({ block: "nearest" }));
  steps = dom.element("div", "ba-divider-steps ba-keepout", null, document.body);
  dom.button("ba-tool", "‹", tr("More of the right date"), steps, () => divide(share - STEP));
  dom.button("ba-tool", "›", tr("More of the left date"), steps, () => divide(share + STEP));
  steps.addEventListener("pointerdown", drag);
  window.addEventListener("resize", arrange);
  atlas.painters.push(lead);
  arrange();
  openHalf(frame, (page) => dom.element("script", "", null, page.body).setAttribute("src", script), hear, joined);
}
