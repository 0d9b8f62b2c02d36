// Python draws anew what a button has changed, often without that button, and the focus is nowhere then: it goes on to what came in the button's
// place. Where nothing is named for that, it stays with the button, which may have been out of use for a while, as one that makes a file is.
import { mapPlace, sideOf } from "./landmarks.js";

const COMES_MS = 60_000; // Python reads a large file.
const CHIP = ".st-key-chips button";
const SET = '[class*="st-key-own-set-"]';
const UPLOADER = '[data-testid="stFileUploader"]';

/** @typedef {{ place: number, key: string | undefined, set: string | undefined }} Pressed which chip it was, and the keys of what stands in Streamlit's page */
/** @typedef {HTMLElement | null | undefined} Place */

/** @param {ParentNode} within @param {string} selector @returns {HTMLElement[]} */
const all = (within, selector) => [...within.querySelectorAll(/** @type {"div"} */ (selector))];

/** @param {string} selector @returns {Place} */
const first = (selector) => all(document, selector)[0];

/** The next chip, "Reset" behind the last, and where none is left the heading of what stands beside the map. @param {Pressed} pressed @returns {Place} */
function nextChip({ place }) {
  const left = all(document, CHIP);
  if (left.length) return left[Math.min(place, left.length - 1)];
  const side = sideOf();
  return (side && all(side, "h1, h2, h3")[0]) || side;
}

/** @param {string} selector @returns {(pressed: Pressed) => Place} */
const inSet = (selector) => (pressed) => first(`.${pressed.set} ${selector}`);

/** What was pressed, and where the focus goes then. @type {[pressed: string, next: (pressed: Pressed) => Place][]} */
const NEXT = [
  [CHIP, nextChip],
  ['[class*="st-key-own-remove-"]', inSet(".ba-question")],
  ['[class*="st-key-own-kept-"]', inSet('[class*="st-key-own-remove-"] button')],
  ['[class*="st-key-own-removed-"]', () => first(".stMain h1")],
  [".st-key-own-discard", () => first(`${UPLOADER} button`)],
  [".st-key-own-put", mapPlace],
  // What was understood of a file, or why it was not read; without its file the field itself.
  ["input[type=file]", () => first("[data-arrived]")],
  [UPLOADER, () => first(`${UPLOADER} button`)],
];

/** @type {{ next: (pressed: Pressed) => Place, pressed: Pressed } | null} until the focus has found another place */
let taken = null;
let timer = 0;

function forget() {
  taken = null;
}

/** The class that Streamlit makes of an element's key. @param {Element} element @param {string} within @returns {string | undefined} */
export function keyOf(element, within) {
  return [...(element.closest(within)?.classList ?? [])].find((name) => name.startsWith("st-key-"));
}

/** @param {Pressed} pressed */
const again = ({ key }) => (key ? first(`.${CSS.escape(key)} button:not(:disabled)`) : null);

/** @param {Event} event */
function take(event) {
  const target = /** @type {Element} */ (event.target);
  const button = target.closest("button, input[type=file]");
  if (!button) return;
  const next = NEXT.find(([selector]) => button.closest(selector))?.[1] ?? again;
  const key = keyOf(button, '[data-testid="stElementContainer"][class*="st-key-"]');
  const pressed = {
    place: all(document, CHIP).indexOf(/** @type {HTMLDivElement} */ (button)),
    key,
    set: keyOf(button, SET),
  };
  taken = { next, pressed };
  clearTimeout(timer);
  timer = setTimeout(forget, COMES_MS);
}

function bringBack() {
  const held = document.activeElement;
  // Streamlit's field for files takes the focus and nobody sees it.
  if (!taken || (held && held !== document.body && !held.matches("input[type=file]"))) return;
  const place = taken.next(taken.pressed);
  if (place && !place.matches("button, [tabindex]")) place.tabIndex = -1; // It takes the focus and is no stop.
  place?.focus({ preventScroll: true });
}

export function startAdrift() {
  for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, forget, { capture: true });
  for (const type of ["click", "change"]) document.addEventListener(type, take, { capture: true });
  const seen = { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] };
  new MutationObserver(bringBack).observe(document.body, seen);
}
