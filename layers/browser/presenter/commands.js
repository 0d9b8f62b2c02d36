// What the presenter does, each with its keys and its words: one list for the keyboard and for the panel of keys, whose lines are buttons.
import { isWay } from "../keyboard/toward.js";
import { tr } from "../shared/translation.js";
import { Typed } from "./stops.js";

/**
 * @typedef {object} Command
 * @property {string[]} keys as `KeyboardEvent.key` has them, letters small
 * @property {string} shown the keys, as a reader finds them on the keyboard or the clicker
 * @property {string} words
 */
/** @typedef {ReturnType<typeof commands>} Commands */
/** @typedef {keyof Commands} Name */

/** @param {boolean} served whether there is a page to go back to: a file from disk has none */
export const commands = (served) => ({
  next: {
    keys: ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"],
    shown: "→ ↓ PageDown Space Enter",
    words: tr("Next: the later date of a comparison, then the next scene"),
  },
  previous: { keys: ["ArrowLeft", "ArrowUp", "PageUp"], shown: "← ↑ PageUp", words: tr("Back") },
  first: { keys: ["Home"], shown: "Home", words: tr("First scene") },
  last: { keys: ["End"], shown: "End", words: tr("Last scene") },
  day: { keys: ["d"], shown: "D", words: tr("The other date of a comparison") },
  latest: { keys: ["y"], shown: "Y", words: tr("The last day to which facts are checked, and back") },
  beside: { keys: ["s"], shown: "S", words: tr("Both dates side by side") },
  said: { keys: ["c"], shown: "C", words: tr("Who says what on this") },
  chart: { keys: ["v"], shown: "V", words: tr("The scene’s chart") },
  changed: { keys: ["g"], shown: "G", words: tr("What changed since you last met, or since the scene before") },
  black: { keys: ["b", "."], shown: "B .", words: tr("Black") },
  white: { keys: ["w", ","], shown: "W ,", words: tr("White") },
  pointer: { keys: ["l"], shown: "L", words: tr("Pointer: a spot that follows the mouse or the finger") },
  time: { keys: ["t"], shown: "T", words: tr("Time since the start, on the wall") },
  pause: { keys: ["p"], shown: "P", words: tr("Pause that time, or let it go on") },
  reset: { keys: ["r"], shown: "R", words: tr("Let that time begin anew") },
  notes: { keys: ["n"], shown: "N", words: tr("Second window: notes, what comes next, clock") },
  play: { keys: ["a"], shown: "A", words: tr("The scenes follow each other by themselves") },
  tools: { keys: ["m"], shown: "M", words: tr("The tools of the map") },
  full: { keys: ["f"], shown: "F", words: tr("Full screen") },
  start: { keys: ["F5"], shown: "F5", words: tr("From the first scene, in full screen; with Shift from this one") },
  keys: { keys: ["?", "h"], shown: "?", words: tr("These keys") },
  leave: {
    keys: ["Escape", "Backspace"],
    shown: "Esc Backspace",
    words: served
      ? tr("Close what is open; where nothing is, leave the presentation. There Backspace leads back")
      : tr("Close what is open; where nothing is, leave the full screen. There Backspace leads back"),
  },
});

/** What keys do where a single scene is shown and not presented: what its buttons do. The map keeps all others. @type {Name[]} */
const OF_ONE = ["day", "latest", "beside", "said", "chart", "changed"];

/** @param {Commands} list */
export const ofOne = (list) =>
  /** @type {Partial<Commands>} */ (Object.fromEntries(OF_ONE.map((name) => [name, list[name]])));

const typed = new Typed();

/** What somebody went to by the tab key moves by arrows; a click does not take them from the scenes. @param {Element} target */
const hasWays = (target) =>
  target.matches(":is(.ba-thumb, .leaflet-container, .leaflet-container *, .pr-words, .pr-legend, main):focus-visible");

/**
 * The handler of keys of either window.
 *
 * @param {Partial<Commands>} list
 * @param {(name: Name, event: KeyboardEvent) => void} act
 * @param {((scene: number) => void) | null} goTo none where there is but one scene
 * @param {() => unknown} covered a sheet lies over the scene
 * @returns {(event: KeyboardEvent) => void}
 */
export function keyHandler(list, act, goTo, covered) {
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    // The second window's elements are not of this window's classes.
    const target = /** @type {Element} */ (event.target);
    if (["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName)) return;
    const scene = goTo && typed.take(event.key);
    if (scene === null) {
      // A button to which somebody went by the tab key keeps Space and Enter; one that was clicked does not take them from the scenes.
      if (target.matches("button:focus-visible") && (event.key === " " || event.key === "Enter")) return;
      if (isWay(event.key) && hasWays(target)) return;
      if (covered() && (event.key === "ArrowUp" || event.key === "ArrowDown")) return; // they scroll it
    }
    const small = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const name = /** @type {Name[]} */ (Object.keys(list)).find((one) => list[one]?.keys.includes(small));
    if (scene === null && !name) return;
    event.preventDefault(); // F5 would load the page anew
    event.stopPropagation(); // The slider and the map have other uses for these keys.
    if (scene !== null) goTo?.(scene);
    else if (name) act(name, event);
  };
}
