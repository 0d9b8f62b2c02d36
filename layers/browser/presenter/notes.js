// The speaker's second window: notes, what comes next, clock and time since the start. It has keys and buttons of its own for the scenes;
// as a window of this one it needs no address, and so works beside a file from disk too.
import { tr } from "../shared/translation.js";

/** @import { Scene } from "../shared/types" */
/** @import { Elapsed } from "./elapsed.js" */
/** @import { Name } from "./commands.js" */

const STYLE = `
  body { margin: 0; padding: 18px 26px; background: #1B2028; color: #E8EAED; font: 400 22px/1.45 sans-serif; }
  header { display: flex; flex-wrap: wrap; gap: 6px 22px; justify-content: space-between; color: #9AA4B2; font-size: 22px; font-variant-numeric: tabular-nums; }
  nav { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0; }
  button { min-height: 44px; padding: 0 16px; border: 1px solid #4A5563; border-radius: 4px; background: #2C333D; color: inherit; font: 500 18px sans-serif; cursor: pointer; }
  h1 { font-size: 27px; line-height: 1.25; margin: 14px 0 10px; } p { margin: 0 0 14px; white-space: pre-line; overflow-wrap: anywhere; }
  footer { border-top: 1px solid #2C333D; padding-top: 12px; color: #9AA4B2; font-size: 19px; } footer p { margin: 6px 0 0; }
  footer b { color: #E8EAED; font-weight: 600; }`;
/** @typedef {Record<"count" | "passed" | "clock" | "title" | "notes" | "next" | "words" | "pause", HTMLElement>} Parts */
/** @type {{ window: Window, parts: Parts, timer: number } | null} */
let other = null;
/** @type {Elapsed} */
let elapsed;

/** The second window, unless its reader has closed it. */
const opened = () => (other && !other.window.closed ? other : null);

const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
export function tick() {
  if (!opened()) clearInterval(other?.timer);
  if (!other) return;
  const { clock, passed, pause } = other.parts;
  const now = new Date();
  clock.textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  passed.textContent = elapsed.paused
    ? tr("{time} since the start, paused", { time: elapsed.say() })
    : tr("{time} since the start", { time: elapsed.say() });
  pause.textContent = elapsed.paused ? tr("Go on counting") : tr("Pause");
}

/** @param {Scene} scene as it is on the wall @param {string} count @param {Scene | undefined} next @param {string} after what the next stop is where it is of the same scene */
export function writeNotes(scene, count, next, after) {
  const parts = opened()?.parts;
  if (!parts) return;
  parts.count.textContent = count;
  parts.title.textContent = scene.title;
  parts.notes.textContent = scene.notes || tr("No notes for this scene.");
  parts.next.textContent = after || (next ? tr("Next: {title}", { title: next.title }) : tr("This is the last scene."));
  parts.words.textContent = after ? "" : (next?.text ?? "");
}

/** Open the window, or close it. Returns false where the browser blocks it. @param {(event: KeyboardEvent) => void} key handles its keys @param {(name: Name) => void} act @param {Elapsed} time */
export function toggleNotes(key, act, time) {
  elapsed = time;
  if (opened()) {
    closeNotes();
    return true;
  }
  const made = window.open("", "border-atlas-notes", "width=820,height=640");
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
  const button = (/** @type {HTMLElement} */ parent, /** @type {string} */ text, /** @type {Name} */ name) => {
    const element = add("button", parent, text);
    element.addEventListener("click", () => act(name));
    return element;
  };
  add("style", page.head, STYLE);
  const head = add("header", page.body);
  const [count, passed, clock] = [add("span", head), add("span", head), add("span", head)];
  const tools = add("nav", page.body);
  button(tools, `‹ ${tr("Back")}`, "previous");
  button(tools, `${tr("Next")} ›`, "next");
  button(tools, tr("Black"), "black");
  const pause = button(tools, tr("Pause"), "pause");
  button(tools, tr("Begin anew"), "reset");
  const [title, notes, foot] = [add("h1", page.body), add("p", page.body), add("footer", page.body)];
  const parts = { count, passed, clock, title, notes, next: add("b", foot), words: add("p", foot), pause };
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
