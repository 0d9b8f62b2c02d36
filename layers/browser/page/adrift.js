// A chip that takes a filter away is gone with it, and the focus with the chip: it goes on to the next, or to "Reset" behind the last, and
// where none is left to the heading of what stands beside the map.
import { sideOf } from "./landmarks.js";

const CHIPS = ".st-key-chips button";
const COMES_MS = 10_000; // Python draws the chips that are left.

/** Which of the chips was taken, until the focus has found another place. */
let taken = -1;
let timer = 0;

/** @returns {HTMLElement[]} */
const chips = () => [...document.querySelectorAll(/** @type {"button"} */ (CHIPS))];

/** @returns {HTMLElement | null | undefined} */
function panel() {
  const side = sideOf();
  /** @type {HTMLElement | null | undefined} */
  const heading = side?.querySelector("h1, h2, h3");
  return heading || side;
}

function forget() {
  taken = -1;
}

/** @param {MouseEvent} event */
function take(event) {
  const chip = /** @type {Element} */ (event.target).closest(/** @type {"button"} */ (CHIPS));
  if (!chip) return;
  taken = chips().indexOf(chip);
  clearTimeout(timer);
  timer = setTimeout(forget, COMES_MS);
}

function bringBack() {
  const held = document.activeElement;
  if (taken < 0 || (held && held !== document.body)) return;
  const left = chips();
  const place = left.length ? left[Math.min(taken, left.length - 1)] : panel();
  if (place && !left.length && !place.hasAttribute("tabindex")) place.tabIndex = -1;
  place?.focus({ preventScroll: true });
}

export function startAdrift() {
  for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, forget, { capture: true });
  document.addEventListener("click", take);
  new MutationObserver(bringBack).observe(document.body, { childList: true, subtree: true });
}
