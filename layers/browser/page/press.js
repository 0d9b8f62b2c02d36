// A press counts for the button or link under the finger when it went down. Python draws a page anew while a finger is down, as after a choice above a
// row of buttons; what then stands under the finger, nothing or another button, would have the click.
import { keyOf } from "./adrift.js";

const SLOP_PX = 10; // Who moves further before letting go has changed their mind.
const PRESSED = ".stApp button, .stApp a[href]";

/** @typedef {{ button: HTMLElement, key: string | undefined, x: number, y: number }} Pressed */

/** @type {Pressed | null} */
let pressed = null;

/** @param {PointerEvent} event */
function press(event) {
  const button = /** @type {Element} */ (event.target).closest(PRESSED);
  // A link with a key held down opens elsewhere, which a click of ours would not.
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const counts = event.isPrimary && event.button === 0 && plain && button instanceof HTMLElement;
  const key = button ? keyOf(button, '[data-testid="stElementContainer"][class*="st-key-"]') : undefined;
  pressed = counts ? { button, key, x: event.clientX, y: event.clientY } : null;
}

/** What was pressed, or what was drawn in its place. @param {Pressed} pressed */
function meant({ button, key }) {
  if (button.isConnected) return button;
  const same =
    button instanceof HTMLAnchorElement ? `.stApp a[href="${CSS.escape(button.getAttribute("href") ?? "")}"]` : "";
  const selector = same || (key ? `.${CSS.escape(key)} button` : "");
  /** @type {HTMLElement | null} */
  const again = selector ? document.querySelector(selector) : null;
  return again;
}

/** @param {MouseEvent} event */
function click(event) {
  // A click by key or by script has no press, and neither has one that is passed on here.
  if (!event.isTrusted || event.detail === 0 || !pressed) return;
  const { button, x, y } = pressed;
  const to = meant(pressed);
  pressed = null;
  if (button.contains(/** @type {Node} */ (event.target)) || Math.hypot(event.clientX - x, event.clientY - y) > SLOP_PX)
    return;
  if (!to || to.contains(/** @type {Node} */ (event.target))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  to.click();
}

export function startPress() {
  document.addEventListener("pointerdown", press, { capture: true });
  document.addEventListener(
    "pointercancel",
    () => {
      pressed = null;
    },
    { capture: true },
  );
  // Before anything else hears of the click.
  window.addEventListener("click", click, { capture: true });
}
