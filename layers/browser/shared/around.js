// The page of ours around the map's frame: there is none around a file, nor around the second half of a comparison.
import { say } from "./toast.js";
import { tr } from "./translation.js";

const HINT_MS = 1500;
const AT_TOP_PX = 8; // scrolled by less the page counts as at its top
const ARRIVING_MS = 700; // a swipe that starts so soon after the page came to its top was meant for the page

/** As the pages' style sheet has it (pages/http/small.css): there the bar shares the view. */
const SMALL = "(max-width: 999px), (max-height: 500px)";

/** @type {Window | null} */
export const around = window.Streamlit ? window.parent : null;

/** Somebody else's page holds ours. */
export const embedded = new URLSearchParams(around?.location.search).get("embed") === "true";

/** Have the map's style sheet know whether the page's bar stands above. */
export function watchBar() {
  const small = around?.document.querySelector(".ba-topbar") && around.matchMedia(SMALL);
  if (!small) return;
  const tell = () => document.body.classList.toggle("ba-barred", small.matches);
  small.addEventListener("change", tell);
  tell();
}

/** Why one finger, or a mouse, does not move a map now. @typedef {"host" | "page" | "story"} Why */

/** @type {WeakMap<L.Map, Set<Why>>} */
const whys = new WeakMap();

/** Have the map stay where it is under one finger or a mouse while there is any reason for it. @param {L.Map} map @param {Why} why @param {boolean} on */
export function keepStill(map, why, on) {
  const all = whys.get(map) ?? new Set();
  whys.set(map, all);
  if (on) all.add(why);
  else all.delete(why);
  if (all.size) map.dragging.disable();
  else map.dragging.enable();
}

const byFinger = () => window.matchMedia("(pointer: coarse)").matches;

/**
 * While our own page is scrolled one finger on the map scrolls it: whoever reads below wants back to the map, not away from the border.
 * Nobody sees the top coming while swiping there, so that one swipe too many moves neither the map nor, as it reloads it, the page.
 *
 * @param {L.Map} map
 */
export function mindPage(map) {
  const main = around?.document.querySelector(".stMain");
  if (!main || !byFinger()) return;
  const over = new AbortController();
  const { style } = map.getContainer();
  /** @type {number | undefined} */
  let arriving;
  const arrived = () => {
    keepStill(map, "page", false);
    style.touchAction = "";
  };
  const mind = () => {
    window.clearTimeout(arriving);
    if (main.scrollTop > AT_TOP_PX) {
      keepStill(map, "page", true);
      style.touchAction = "";
    } else if (!map.dragging.enabled()) {
      style.touchAction = "none";
      arriving = window.setTimeout(arrived, ARRIVING_MS);
    }
  };
  main.addEventListener("scroll", mind, { passive: true, signal: over.signal });
  // A finger with which the browser scrolls already is the page's to the end: Leaflet would have the map follow it too.
  const yieldTo = (/** @type {TouchEvent} */ event) => event.cancelable || event.stopPropagation();
  window.addEventListener("touchmove", yieldTo, { capture: true, passive: true, signal: over.signal });
  window.addEventListener("pagehide", ({ persisted }) => persisted || over.abort());
  mind();
}

/**
 * In a page of somebody else's a bare wheel and one finger belong to that page: the map takes the wheel with Ctrl, and two fingers.
 *
 * @param {L.Map} map
 */
export function mindHost(map) {
  const mind = (/** @type {WheelEvent} */ event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopImmediatePropagation(); // Leaflet would take it.
    say(tr("Ctrl and the wheel zoom the map."), HINT_MS);
  };
  map.getContainer().addEventListener("wheel", mind, { capture: true });
  if (byFinger()) keepStill(map, "host", true);
}

/**
 * Have Escape do its work too where the focus has gone on from the frame into the page around it, in which lists and dialogs keep it.
 *
 * @param {() => void} then
 * @param {AbortSignal} signal ends it
 */
export function onEscapeAround(then, signal) {
  /** @param {KeyboardEvent} event */
  const hear = (event) => {
    const within = /** @type {Element} */ (event.target).closest("[role=dialog], [role=combobox]");
    if (event.key === "Escape" && !event.defaultPrevented && !within) then();
  };
  around?.document.addEventListener("keydown", hear, { signal });
}
