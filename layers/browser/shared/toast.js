// The status line: one sentence at a time, read aloud.
import * as atlas from "./atlas.js";
import * as dom from "./dom.js";

const SAY_MS = 6000;
/** @type {HTMLElement | undefined} */
let toast;
let timer = 0;

/** @param {string} text @param {number} [milliseconds] */
export function say(text, milliseconds = SAY_MS) {
  if (!atlas.map) return;
  if (!toast) {
    toast = dom.element("div", "ba-say", "", atlas.map.getContainer());
    toast.setAttribute("role", "status");
    toast.setAttribute("aria-live", "polite");
    document.addEventListener("pointerdown", hush, { capture: true }); // whoever touches the page goes on
  }
  toast.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(hush, milliseconds);
}
function hush() {
  if (toast) toast.textContent = "";
}
