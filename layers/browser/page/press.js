// A press counts for the button under the finger when it went down. Python draws a page anew while a finger is down, as after a choice above a row of
// buttons; what then stands under the finger, nothing or another button, would have the click.
import { keyOf } from "./adrift.js";

const SLOP_PX = 10; // Who moves further before letting go has changed their mind.

/** @type {{ button: HTMLElement, key: string | undefined, x: number, y: number } | null} */
let pressed = null;

/** @param {PointerEvent} event */
function press(event) {
  const button = /** @type {Element} */ (event.target).closest(".stApp button");
  const counts = event.isPrimary && event.button === 0 && button instanceof HTMLElement;
  const key = button ? keyOf(button, '[data-testid="stElementContainer"][class*="st-key-"]') : undefined;
  pressed = counts ? { button, key, x: event.clientX, y: event.clientY } : null;
}

/** The button that was pressed, or what was drawn in its place. @param {{ button: HTMLElement, key: string | undefined }} pressed */
function meant({ button, key }) {
  if (button.isConnected) return button;
  /** @type {HTMLElement | null} */
  const again = key ? document.querySelector(`.${CSS.escape(key)} button`) : null;
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
