// The map is one stop of the tab key; arrows go from mark to mark within it, Enter and Space open one.

import { onDrawn } from "../map/items.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { shownStops, stopAt } from "./stops.js";
import { isWay, toward } from "./toward.js";

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

/** @param {HTMLElement | SVGElement} element @param {Stop} stop */
function goTo(element, stop) {
  const at = atlas.map.latLngToContainerPoint(stop.place());
  const size = atlas.map.getSize();
  if (!L.bounds([EDGE_PX, EDGE_PX], size.subtract([EDGE_PX, EDGE_PX])).contains(at)) {
    camera.moveByHand(() => atlas.map.panBy(at.subtract(size.divideBy(2)), { animate: false }));
  }
  focus(element);
}

/** @param {KeyboardEvent} event */
function arrow(event) {
  const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (altKey || ctrlKey || metaKey || shiftKey || !isWay(key)) return;
  if (target !== container() && !stopAt(target)) return;
  event.preventDefault();
  event.stopPropagation(); // Leaflet would move the map.
  const shown = shownStops();
  const spots = shown.map(([, stop]) => atlas.map.latLngToContainerPoint(stop.place()));
  const at = shown.findIndex(([element]) => element === target);
  const middle = atlas.map.getSize().divideBy(2);
  // From the map itself to the mark in the middle, and from a mark on.
  const near = () => spots.reduce((best, spot, index) => (best < 0 || closer(spot, spots[best]) ? index : best), -1);
  const closer = (/** @type {L.Point} */ a, /** @type {L.Point} */ b) => a.distanceTo(middle) < b.distanceTo(middle);
  const next = at < 0 ? near() : toward(spots, spots[at], key, at);
  if (next >= 0) goTo(...shown[next]);
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
      "Arrow keys go from mark to mark, Enter opens one and Escape closes its card. Plus and minus zoom, Control with an arrow key moves the map. Comma and full stop go to the previous and the next change.",
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
  });
  onDrawn(keepFocus);
}
