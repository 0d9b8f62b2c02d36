// Hands and keys on the slider: the date, the two edges and the middle of a period, the marks on the strip.

import { stopAt } from "../keyboard/stops.js";
import { isEnd, isWay } from "../keyboard/toward.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import { addMonths } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { nextChange, previousChange } from "./changes.js";
import { setPlaying, togglePlaying } from "./play.js";
import { opens } from "./rule.js";

/** @import { Hit, Strip } from "../shared/types" */

/**
 * @typedef Parts
 * @property {HTMLElement} root
 * @property {HTMLElement} track
 * @property {HTMLCanvasElement} canvas
 * @property {HTMLElement} thumb
 * @property {HTMLElement} opener the handle on the first day of a period
 * @property {HTMLElement} pill
 * @property {() => Strip | undefined} strip
 */
/** @typedef {(day: number) => void} Follow what a drag does, for where the pointer is now */

const MOVED_PX = 4; // A press that moves less is a click.
const REACH = { touch: 22, mouse: 6.5 }; // How near a mark a click must be: a band of 11 px is 24 px for a mouse, and 44 px and more for a finger.
const WIDE_PX = 24; // A period this wide on the strip can be taken by its middle there; any by its label.
const PAN_PX = 80;
const NAMED_MS = 4000;
const MAX_DAYS = 36525;

/** Move the date, if there is a day to move to. @param {number | undefined} day */
export function move(day) {
  if (day !== undefined) atlas.patch({ date: day }, true);
}
/** @param {number} day */
const clampDay = (day) => Math.min(Math.max(day, atlas.config.first), atlas.config.today);
/** @param {number} days */
const setDays = (days) => atlas.patch({ days: Math.min(Math.max(days, 1), MAX_DAYS) }, true);
/** Look at the days from one to another. @param {number} start @param {number} date */
export const setPeriod = (start, date) => atlas.patch({ date, days: date - start + 1 }, true);

// ---- what a drag does ----------------------------------------------------------------------------------------------------
/** @type {Follow} */
const dragStart = (day) => setDays(atlas.state.date - Math.min(clampDay(day), atlas.state.date) + 1);
/** @returns {Follow} */
function dragEnd() {
  const start = opens(atlas.state);
  return (day) => setPeriod(start, Math.max(clampDay(day), start, atlas.config.first));
}
/** @param {number} from @returns {Follow} */
function dragWhole(from) {
  const { date } = atlas.state;
  return (day) => move(Math.max(date + day - from, Math.min(date, atlas.config.first + atlas.state.days - 1)));
}

/** @param {PointerEvent} event @param {Parts} parts @param {Strip} strip @param {Follow} follow @param {() => void} [clicked] */
function track(event, parts, strip, follow, clicked) {
  const target = parts.track;
  const { left } = parts.canvas.getBoundingClientRect();
  let moved = !clicked;
  const { date, days } = atlas.state;
  const onMove = (/** @type {PointerEvent} */ at) => {
    const [across, along] = [at.clientX - event.clientX, at.clientY - event.clientY].map(Math.abs);
    if (!moved && Math.hypot(across, along) < MOVED_PX) return;
    if (!moved && at.pointerType === "touch" && along > across) return; // It scrolls the page, as the browser will say.
    moved = true;
    follow(strip.toDay((at.clientX - left) / atlas.stageScale));
  };
  const end = (/** @type {PointerEvent} */ at) => {
    target.removeEventListener("pointermove", onMove);
    target.removeEventListener("pointerup", end);
    target.removeEventListener("pointercancel", end);
    // What began on the slider was a swipe that scrolls the page.
    if (at.type === "pointercancel") atlas.patch({ date, days }, true);
    else if (!moved) clicked?.();
  };
  target.setPointerCapture(event.pointerId);
  target.addEventListener("pointermove", onMove);
  target.addEventListener("pointerup", end);
  target.addEventListener("pointercancel", end);
}

/** Where a pointer is on the strip, in its own pixels. @param {PointerEvent} event @param {Parts} parts */
function placeOf(event, { canvas }) {
  const { left, top } = canvas.getBoundingClientRect();
  return [(event.clientX - left) / atlas.stageScale, (event.clientY - top) / atlas.stageScale];
}

/** @param {PointerEvent} event @param {Parts} parts */
function press(event, parts) {
  const strip = parts.strip();
  if (event.button > 0 || !strip) return;
  event.preventDefault();
  const { state } = atlas;
  if (state.playing) setPlaying(false);
  const [x, y] = placeOf(event, parts);
  const windowed = state.mode === "window";
  const grips = (/** @type {HTMLElement} */ element) =>
    windowed && element.contains(/** @type {Node} */ (event.target));
  /** @param {Follow} follow @param {() => void} [clicked] */
  const drag = (follow, clicked) => track(event, parts, strip, follow, clicked);
  if (grips(parts.opener)) {
    parts.opener.focus({ preventScroll: true });
    drag(dragStart);
    return;
  }
  parts.thumb.focus({ preventScroll: true });
  if (grips(parts.thumb)) {
    drag(dragEnd());
    return;
  }
  const whole = dragWhole(strip.toDay(x));
  if (grips(parts.pill)) {
    drag(whole);
    return;
  }
  const reach = event.pointerType === "touch" ? REACH.touch : REACH.mouse;
  const mark = y < strip.marksEnd() ? strip.at(x, y, reach) : null;
  const [from, to] = [strip.toX(opens(state)), strip.toX(state.date)];
  const inside = windowed && to - from >= WIDE_PX && x > from && x < to;
  const follow = inside ? whole : move;
  if (mark) {
    drag(follow, () => take(mark));
    return;
  }
  const there = () => follow(strip.toDay(x));
  if (event.pointerType === "touch") {
    drag(follow, inside ? () => {} : there); // It may become a swipe up.
    return;
  }
  if (!inside) there();
  drag(follow);
}

/** @param {Hit} mark */
function take(mark) {
  if (mark.kind === "period") atlas.patch({ select: mark.id }, true);
  else move(mark.day);
}

// ---- a word on the mark under the pointer -----------------------------------------------------------------------------------
/** @param {Parts} parts */
function startTip(parts) {
  const tip = dom.element("div", "ba-strip-tip", "", parts.track);
  const hide = () => {
    tip.hidden = true;
    parts.track.classList.remove("on-mark");
  };
  hide();
  let timer = 0;
  /** @param {PointerEvent} event @param {number} reach */
  const tell = (event, reach) => {
    const strip = parts.strip();
    const [x, y] = placeOf(event, parts);
    const mark = strip && y < strip.marksEnd() ? strip.at(x, y, reach) : null;
    const said = mark ?? strip?.word(x, y);
    if (!strip || !said) {
      hide();
      return;
    }
    tip.hidden = false;
    parts.track.classList.toggle("on-mark", Boolean(mark));
    tip.textContent = said.text;
    const wide = tip.offsetWidth;
    const left = Math.min(Math.max(x - wide / 2, 2), strip.width() - wide - 2);
    tip.style.transform = `translate(${left}px, ${said.top - tip.offsetHeight - 6}px)`;
  };
  parts.track.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    if (event.buttons) hide();
    else tell(event, REACH.mouse);
  });
  // A finger rests on nothing: what it touches is named for a while.
  parts.track.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    tell(event, REACH.touch);
    clearTimeout(timer);
    timer = setTimeout(hide, NAMED_MS);
  });
  parts.track.addEventListener("pointercancel", hide); // it scrolls the page, and never meant the mark
  parts.track.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") hide();
  });
}

// ---- keys --------------------------------------------------------------------------------------------------------------------
/**
 * Where a key leads from a day, or undefined; null for a key that is none of ours.
 *
 * @param {KeyboardEvent} event
 * @param {number} day
 */
function target({ key, shiftKey, altKey, ctrlKey, metaKey }, day) {
  if (altKey || ctrlKey || metaKey) return null;
  const back = () => (shiftKey ? addMonths(day, -1) : day - 1);
  const on = () => (shiftKey ? addMonths(day, 1) : day + 1);
  /** @type {Record<string, () => number | undefined>} */
  const targets = {
    ArrowLeft: back,
    ArrowDown: back,
    ArrowRight: on,
    ArrowUp: on,
    PageUp: () => addMonths(day, 12),
    PageDown: () => addMonths(day, -12),
    ",": () => previousChange(day),
    ".": () => nextChange(day),
    Home: () => atlas.config.first,
    End: () => atlas.config.today,
  };
  return targets[key] ? targets[key]() : null;
}

/** @param {KeyboardEvent} event */
function key(event) {
  const { key: pressed, altKey, ctrlKey, metaKey } = event;
  if (pressed === " " && !altKey && !ctrlKey && !metaKey) togglePlaying();
  else {
    const day = target(event, atlas.state.date);
    if (day === null) return false;
    move(day);
  }
  event.preventDefault();
  return true;
}

/** @param {KeyboardEvent} event */
function keyOnStart(event) {
  const day = target(event, opens(atlas.state));
  if (day === null) return;
  event.preventDefault();
  event.stopPropagation();
  if (day !== undefined) dragStart(day);
}

/** Keys that a field or a button inside needs itself are left to it. @param {KeyboardEvent} event */
function taken({ target, key }) {
  const presses = key === " " || key === "Enter";
  if (stopAt(target) && (presses || isEnd(key))) return true;
  if (target === atlas.map.getContainer() && isEnd(key)) return true;
  if (!(target instanceof HTMLElement)) return false;
  const box = target instanceof HTMLInputElement && target.type === "checkbox";
  if (target.matches("select, textarea, input") && !box) return true;
  if ((isWay(key) || isEnd(key)) && target.closest("[role=toolbar]")) return true;
  return (box || target.matches("button, a, [role=button]")) && presses;
}

/** @type {Record<string, [number, number]>} */
const PANS = { ArrowLeft: [-PAN_PX, 0], ArrowRight: [PAN_PX, 0], ArrowUp: [0, -PAN_PX], ArrowDown: [0, PAN_PX] };
/** @param {KeyboardEvent} event */
function keyOnMap(event) {
  const { key: pressed, altKey, ctrlKey, metaKey, shiftKey } = event;
  const plain = !(altKey || ctrlKey || metaKey || shiftKey);
  // On the map and its marks plain arrows go from mark to mark (keyboard/keys.js), and nothing within it moves the date by them.
  if (taken(event) || (plain && isWay(pressed))) return;
  const pan = ctrlKey && PANS[pressed];
  if (pan) {
    camera.moveByHand(() => atlas.map.panBy(pan, { animate: false }));
    event.preventDefault();
  }
  if (pan || key(event)) event.stopPropagation();
}

/** @param {Parts} parts */
export function startHands(parts) {
  parts.track.addEventListener("pointerdown", (event) => press(event, parts));
  startTip(parts);
  parts.opener.addEventListener("keydown", keyOnStart);
  parts.root.addEventListener("keydown", (event) => {
    if (!taken(event)) key(event);
  });
  // Before Leaflet's own keys, which would pan the map.
  atlas.map.getContainer().addEventListener("keydown", keyOnMap, { capture: true });
}
