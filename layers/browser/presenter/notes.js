// The speaker's second window: notes, what comes next, clock and time since the start. It has keys and buttons of its own for the scenes;
// as a window of this one it needs no address, and so works beside a file from disk too.
import { sayDay, toDay } from "../shared/days.js";
import { tr } from "../shared/translation.js";
import { STYLE as AHEAD, Ahead } from "./ahead.js";

/** @import { Scene } from "../shared/types" */
/** @import { Elapsed } from "./elapsed.js" */
/** @import { Name } from "./commands.js" */
/** @import { Stop } from "./stops.js" */

const STYLE = `
  body { display: flex; flex-direction: column; box-sizing: border-box; height: 100vh; margin: 0; padding: 18px 26px; background: #1B2028; color: #E8EAED; font: 400 22px/1.45 sans-serif; }
  header { display: flex; flex-wrap: wrap; gap: 6px 22px; justify-content: space-between; color: #9AA4B2; font-size: 22px; font-variant-numeric: tabular-nums; }
  nav { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0; }
  button { min-height: 44px; padding: 0 16px; border: 1px solid #4A5563; border-radius: 4px; background: #2C333D; color: inherit; font: 500 18px sans-serif; cursor: pointer; }
  h1 { font-size: 27px; line-height: 1.25; margin: 14px 0 10px; outline: none; } p { margin: 0 0 14px; white-space: pre-line; overflow-wrap: anywhere; }
  main { flex: 1; min-height: 0; overflow: auto; }
  footer { display: flex; gap: 20px; border-top: 1px solid #2C333D; padding-top: 12px; max-height: 45vh; color: #9AA4B2; font-size: 19px; } footer p { margin: 6px 0 0; }
  footer > div:last-child { flex: 1; min-width: 0; overflow: auto; } footer b { color: #E8EAED; font-weight: 600; }
  @media (max-height: 420px) { body { display: block; height: auto; } footer { max-height: none; } }${AHEAD}`;
/** @typedef {Record<"count" | "passed" | "clock" | "title" | "notes" | "next" | "words" | "pause", HTMLElement>} Parts */
/** @type {{ window: Window, parts: Parts, ahead: Ahead, timer: number } | null} */
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

/** @param {Scene} scene as it is on the wall @param {string} count @param {Scene | undefined} next the scene of the next stop @param {Stop} stop that stop @param {boolean} same it is another day of the scene on the wall, or its chart */
export function writeNotes(scene, count, next, stop, same) {
  const found = opened();
  if (!found) return;
  const { parts, ahead } = found;
  parts.count.textContent = count;
  parts.title.textContent = scene.title;
  const notes = scene.notes || tr("No notes for this scene.");
  if (parts.notes.textContent !== notes) {
    parts.notes.textContent = notes;
    parts.notes.parentElement?.scrollTo(0, 0);
  }
  const day = next?.days[stop.day] ?? "";
  const step = stop.chart ? tr("Chart") : day && sayDay(toDay(day));
  const title = (same && step) || (next?.title ?? "");
  parts.next.textContent = next ? tr("Next: {title}", { title }) : tr("This is the last scene.");
  parts.words.textContent = same ? "" : (next?.text ?? "");
  ahead.show(next, day || (next?.view.date ?? ""));
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
  page.documentElement.lang = document.documentElement.lang;
  page.head.textContent = "";
  page.title = tr("Speaker’s notes");
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
  const said = add("main", page.body);
  said.tabIndex = 0; // Long notes are scrolled by keys that lead to no other scene.
  const [title, notes, foot] = [add("h1", said), add("p", said), add("footer", page.body)];
  const ahead = new Ahead(foot);
  const after = add("div", foot);
  const parts = { count, passed, clock, title, notes, next: add("b", after), words: add("p", after), pause };
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") key(event);
    else if (!event.isComposing) closeNotes(); // what lies uppermost here; the wall goes on
  });
  other = { window: made, parts, ahead, timer: setInterval(tick, 1000) };
  tick();
  title.tabIndex = -1;
  title.focus(); // No key of the scenes has another use there.
  return true;
}
export function closeNotes() {
  opened()?.window.close();
  clearInterval(other?.timer);
  other = null;
}
