// The speaker's second window: notes, the next scene, a clock. It takes the same keys as the first.
import { tr } from "../shared/translation.js";

/** @import { Scene } from "../shared/types" */

const STYLE = `
  body { margin: 0; padding: 22px 26px; background: #1B2028; color: #E8EAED; font: 400 22px/1.45 sans-serif; }
  header { display: flex; justify-content: space-between; color: #9AA4B2; font-size: 19px; font-variant-numeric: tabular-nums; }
  h1 { font-size: 27px; margin: 14px 0 10px; } p { margin: 0 0 14px; white-space: pre-line; overflow-wrap: anywhere; }
  footer { border-top: 1px solid #2C333D; padding-top: 12px; color: #9AA4B2; font-size: 19px; }`;
const began = Date.now();
/** @typedef {Record<"count" | "passed" | "clock" | "title" | "notes" | "next", HTMLElement>} Parts */
/** @type {{ window: Window, parts: Parts, timer: number } | null} */
let other = null;

/** The second window, unless its reader has closed it. */
const opened = () => (other && !other.window.closed ? other : null);

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");
function tick() {
  if (!opened()) clearInterval(other?.timer);
  if (!other) return;
  const { clock, passed } = other.parts;
  const now = new Date();
  const seconds = Math.floor((Date.now() - began) / 1000);
  clock.textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  passed.textContent = tr("{time} since the start", { time: `${Math.floor(seconds / 60)}:${two(seconds % 60)}` });
}

/** @param {Scene} scene @param {Scene | undefined} next @param {number} index @param {number} total */
export function writeNotes(scene, next, index, total) {
  const parts = opened()?.parts;
  if (!parts) return;
  parts.count.textContent = tr("Scene {n} of {total}", { n: index + 1, total });
  parts.title.textContent = scene.title;
  parts.notes.textContent = scene.notes || tr("No notes for this scene.");
  parts.next.textContent = next ? tr("Next: {title}", { title: next.title }) : tr("This is the last scene.");
}

/** Open the window, or close it. Returns false where the browser blocks it. @param {(event: KeyboardEvent) => void} key handles its keys */
export function toggleNotes(key) {
  if (opened()) {
    closeNotes();
    return true;
  }
  const made = window.open("", "border-atlas-notes", "width=760,height=560");
  if (!made) return false;
  const page = made.document;
  page.title = tr("Notes");
  page.head.textContent = "";
  page.body.textContent = "";
  const add = (/** @type {string} */ tag, /** @type {HTMLElement} */ parent, text = "") => {
    const element = page.createElement(tag);
    element.textContent = text;
    return parent.appendChild(element);
  };
  add("style", page.head, STYLE);
  const head = add("header", page.body);
  const parts = {
    count: add("span", head),
    passed: add("span", head),
    clock: add("span", head),
    title: add("h1", page.body),
    notes: add("p", page.body),
    next: add("footer", page.body),
  };
  made.addEventListener("keydown", key);
  other = { window: made, parts, timer: setInterval(tick, 1000) };
  tick();
  return true;
}
export function closeNotes() {
  opened()?.window.close();
  clearInterval(other?.timer);
  other = null;
}
