// Two dates at once: a second map of the same kind in a frame of its own, its camera locked to this one's. Side by side each half has
// its slider; under the swipe the slider moves this half's date, the divider uncovers the other.
import { embedded, mindHost } from "../shared/around.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import { sayDay, toDay, toIso } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";

/** @import { Key, State, View } from "../shared/types" */

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
/** The second half: its own borderAtlas and its page. @type {{ face: Window["borderAtlas"], body: HTMLElement } | undefined} */
let other;
let share = 0.5; // where the divider stands, as a part of the width
let moving = false;

export const otherHalf = () => other?.face;
const swiping = () => atlas.state.layout === "swipe" || window.innerWidth < NARROW_PX || window.innerHeight < LOW_PX;

// ---- how they stand ---------------------------------------------------------------------------------------------
function arrange() {
  const swipe = swiping();
  document.body.classList.toggle("ba-swipe", swipe);
  document.body.classList.toggle("ba-halves", !swipe);
  document.body.classList.toggle("ba-folds", swipe);
  document.body.classList.toggle("ba-narrow-halves", !swipe && window.innerWidth / 2 <= NARROW_PX);
  document.body.style.setProperty("--share", String(share));
  divider.setAttribute("aria-valuenow", String(Math.round(share * 100)));
  if (other) {
    other.body.classList.toggle("ba-bare", swipe);
    for (const map of [atlas.map, other.face.map]) map.invalidateSize({ animate: false });
    follow(other.face.map, atlas.map);
  }
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

// ---- one camera ---------------------------------------------------------------------------------------------------
/** @param {L.Map} map @param {L.Map} leader */
function follow(map, leader) {
  if (moving) return;
  moving = true;
  map.setView([leader.getCenter().lat, leader.getCenter().lng], leader.getZoom(), { animate: false });
  moving = false;
}

// ---- which is which -----------------------------------------------------------------------------------------------
/** @param {Document} page @param {{ map: string, date: string, time: string }} words */
function nameHalf(page, { map, date, time }) {
  page.querySelector(".leaflet-container")?.setAttribute("aria-label", map);
  page.querySelector(".ba-slider")?.setAttribute("aria-label", time);
  page.querySelector(".ba-thumb:not(.ba-opener)")?.setAttribute("aria-label", date);
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
/** What both halves share; the date is each half's own. @param {State} state @returns {Partial<View>} */
const shared = ({ mode, days, layers, line, region, select, base, only, lit, sets, annotations }) => ({
  mode,
  days,
  layers,
  line,
  region,
  select,
  base,
  only,
  lit,
  sets,
  annotations,
});

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

function join() {
  const { contentWindow: view, contentDocument: page } = frame;
  const place = page?.getElementById("map_div");
  if (!view || !page || !place) throw new Error("the second map's frame is empty");
  const face = view.borderAtlas;
  const centre = atlas.map.getCenter();
  const map = view.L.map(place, {
    zoomControl: false,
    minZoom: atlas.map.getMinZoom(),
    maxZoom: atlas.map.getMaxZoom(),
    zoomSnap: atlas.map.options.zoomSnap,
    zoomAnimation: false,
    center: [centre.lat, centre.lng],
    zoom: atlas.map.getZoom(),
  });
  face.start(map, { ...atlas.config, compare: null });
  page.body.classList.add("ba-second");
  page.body.classList.remove("ba-folds");
  if (embedded) mindHost(map);
  face.setTheme(String(document.documentElement.dataset.theme));
  const date = atlas.state.against || toIso(atlas.state.date);
  face.apply({ n: 1, link: "", told: {}, view: { ...shared(atlas.state), date, at: camera.at() } });
  face.painters.push(hear);
  other = { face, body: page.body };
  nameHalves();
  atlas.map.on("move", () => follow(map, atlas.map));
  let touchedAt = -Infinity; // Only a hand's move goes into the link; the other half also moves when windows change size.
  camera.watchHand(map, () => {
    touchedAt = performance.now();
  });
  map.on("move", () => {
    if (moving) return;
    if (camera.soonAfter(touchedAt)) camera.moveByHand(() => follow(atlas.map, map));
    else follow(atlas.map, map);
  });
  arrange();
}

/** @param {string} script address of the file from which the second map is started */
export function startCompare(script) {
  holder = dom.element("div", "ba-other", null, document.body);
  frame = dom.element("iframe", "", null, holder);
  frame.title = tr("Map of the other date");
  divider = dom.element("div", "ba-divider", null, document.body);
  divider.tabIndex = 0;
  divider.setAttribute("role", "slider");
  divider.setAttribute("aria-valuemin", String(100 * LEAST));
  divider.setAttribute("aria-valuemax", String(100 * MOST));
  divider.addEventListener("pointerdown", drag);
  divider.addEventListener("keydown", key);
  steps = dom.element("div", "ba-divider-steps", null, document.body);
  dom.button("ba-tool", "‹", tr("More of the right date"), steps, () => divide(share - STEP));
  dom.button("ba-tool", "›", tr("More of the left date"), steps, () => divide(share + STEP));
  steps.addEventListener("pointerdown", drag);
  window.addEventListener("resize", arrange);
  atlas.painters.push(lead);
  arrange();
  const page = document.implementation.createHTMLDocument(frame.title);
  page.documentElement.lang = document.documentElement.lang;
  dom.element("div", "", null, page.body).id = "map_div";
  dom.element("script", "", null, page.body).setAttribute("src", script);
  frame.addEventListener("load", join, { once: true });
  frame.srcdoc = `<!doctype html>${page.documentElement.outerHTML}`; // Its addresses are relative to this document's.
}
