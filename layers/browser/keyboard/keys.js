// The map is one stop of the tab key; arrows go from mark to mark within it, Enter and Space open one.

import { onDrawn } from "../map/items.js";
import { onPainted } from "../points/sets.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { say } from "./said.js";
import { shownStops, stopAt } from "./stops.js";
import { fromWest, isEnd, isWay, stepOf } from "./toward.js";

/** @import { Stop } from "./stops.js" */

const EDGE_PX = 30; // A mark nearer to the window's edge is brought into the middle.
/** The mark that has the focus, or had it last: the map's one stop. @type {{ element: HTMLElement | SVGElement, stop: Stop } | null} */
let held = null;

const container = () => atlas.map.getContainer();

/** Make a mark, or with null the map itself, the one stop. @param {HTMLElement | SVGElement | null} element */
function hold(element) {
  if (held) held.element.tabIndex = -1;
  const stop = element && stopAt(element);
  held = stop ? { element, stop } : null;
  container().tabIndex = held ? -1 : 0;
  if (held) held.element.tabIndex = 0;
}

/** @param {HTMLElement | SVGElement} element */
const focus = (element) => element.focus({ preventScroll: true });

/** @param {Stop} stop */
const spotOf = (stop) => atlas.map.latLngToContainerPoint(stop.place());

/** @param {Stop} stop @param {number} edge how far within the window, in pixels */
const isWithin = (stop, edge) =>
  L.bounds([edge, edge], atlas.map.getSize().subtract([edge, edge])).contains(spotOf(stop));

/** @param {HTMLElement | SVGElement} element @param {Stop} stop */
function goTo(element, stop) {
  if (!isWithin(stop, EDGE_PX)) {
    const by = spotOf(stop).subtract(atlas.map.getSize().divideBy(2));
    camera.leadByHand(() => atlas.map.panBy(by, { animate: false }));
  }
  stop.draw?.();
  // A cell of a window that was moved is another one.
  const now = element.isConnected ? element : shownStops().find(([, { words }]) => words === stop.words)?.[0];
  focus(now ?? container());
}

/** Whoever comes back to the map is not led to a mark that has gone out of the window meanwhile. */
function letGo() {
  if (held && document.activeElement !== held.element && !isWithin(held.stop, 0)) hold(null);
}

/** The marks in the order in which arrows lead through them and they are counted. */
const inOrder = () =>
  shownStops()
    .map((shown) => {
      const { lat, lng } = (shown[1].stands ?? shown[1].place)();
      return { lat, lng, words: shown[1].words, shown };
    })
    .sort(fromWest)
    .map(({ shown }) => shown);

/** Say of the mark that has the focus how it stands, and which of all it is. @param {HTMLElement | SVGElement} element @param {Stop} stop */
function tell(element, { words, is }) {
  const state = is?.();
  element.setAttribute("aria-label", state ? `${words}, ${state}` : words);
  const all = inOrder();
  const n = all.findIndex(([one]) => one === element) + 1;
  if (n) element.setAttribute("aria-description", tr("{n} of {total}", { n, total: all.length }));
}

/** @param {KeyboardEvent} event */
function arrow(event) {
  const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event;
  const end = isEnd(key);
  if (altKey || ctrlKey || metaKey || shiftKey || !(end || isWay(key))) return;
  if (target !== container() && !stopAt(target)) return;
  event.preventDefault();
  event.stopPropagation(); // Leaflet would move the map.
  const shown = inOrder();
  const at = shown.findIndex(([element]) => element === target);
  const middle = atlas.map.getSize().divideBy(2);
  // From the map itself to the mark in the middle, and from a mark on.
  const near = () => {
    const away = shown.map(([, stop]) => spotOf(stop).distanceTo(middle));
    return away.indexOf(Math.min(...away));
  };
  const next = end ? (key === "Home" ? 0 : shown.length - 1) : at < 0 ? near() : at + stepOf(key);
  if (shown[next]) goTo(...shown[next]);
  else say(at < 0 ? tr("No mark is on the map.") : tr("No mark lies further that way."));
}

/** @param {KeyboardEvent} event */
function enter(event) {
  const stop = event.key === "Enter" || event.key === " " ? stopAt(event.target) : undefined;
  if (!stop) return;
  event.preventDefault();
  event.stopPropagation();
  stop.open();
}

/** A mark that was drawn anew, in another state for one, has the focus again; from one that is gone it goes to the map. */
function keepFocus() {
  if (!held) return;
  const { element, stop } = held;
  const now = shownStops();
  if (now.some(([one]) => one === element)) return;
  const wasThere = document.activeElement === element || document.activeElement === document.body;
  const again = now.find(([, { words }]) => words === stop.words)?.[0] ?? null;
  hold(again);
  if (wasThere && document.hasFocus()) focus(again || container());
}

/** The focus on a record's mark, or on the map where it has none. @param {string} words */
export function focusMark(words) {
  const found = shownStops().find(([, stop]) => stop.words === words);
  focus(found ? found[0] : container());
}

export function startKeys() {
  const map = container();
  map.setAttribute("role", "application"); // so that a screen reader leaves the arrows to it
  map.setAttribute("aria-label", tr("Map"));
  const help = dom.element(
    "p",
    "ba-unseen",
    tr(
      "The right arrow key goes to the next mark to the east and the left one to the next to the west, Home and End to the first in the west and the last in the east, Enter opens one and Escape closes its card. Plus and minus zoom, Control with an arrow key moves the map. Comma and full stop go to the previous and the next change.",
    ),
    map,
  );
  help.id = "ba-keys";
  map.setAttribute("aria-describedby", help.id);
  map.addEventListener("keydown", arrow, { capture: true });
  map.addEventListener("keydown", enter, { capture: true });
  map.addEventListener("focusin", ({ target }) => {
    if (target === map) hold(null);
    else if (stopAt(target)) hold(/** @type {HTMLElement} */ (target));
    if (held && target === held.element) tell(held.element, held.stop);
  });
  map.addEventListener("focusout", letGo);
  atlas.map.on("moveend", letGo);
  onDrawn(keepFocus);
  onPainted(keepFocus);
}
