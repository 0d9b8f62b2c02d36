// The opening of the atlas: told to whoever comes without a link, once, and again from the page's menu. Its scenes are views like any
// other, shown in the map that stands; the server hears of none of them, and afterwards the map is where it was.
import { fly, runTo, stopRun } from "../presenter/moves.js";
import { around, keepStill, onEscapeAround } from "../shared/around.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import { toDay } from "../shared/days.js";
import { fetchJson } from "../shared/loading.js";
import { noteSeen, wasSeen } from "../shared/seen.js";
import { tr } from "../shared/translation.js";
import { setPlaying } from "../time/play.js";
import { showCard } from "./card.js";
import { drawLine } from "./line.js";
import { buildPanel } from "./panel.js";
import { listen } from "./swipe.js";

/** @import { Config, Opening, Place, State } from "../shared/types" */

/** The parts of the view that scenes change. */
const PARTS = /** @type {const} */ ([
  "mode",
  "days",
  "layers",
  "line",
  "region",
  "select",
  "only",
  "lit",
  "base",
  "near",
]);

/** @typedef {{ view: Partial<State>, date: number, place: Place | null, whole: boolean, named: boolean }} Before */
/** @type {{ told: Opening, at: number, before: Before, panel: ReturnType<typeof buildPanel>, over: AbortController } | null} */
let telling = null;

// ---- scenes --------------------------------------------------------------------------------------------------------------
/** @param {number} index */
function show(index) {
  if (!telling || index < 0) return;
  const { told, panel } = telling;
  if (index >= told.scenes.length) {
    end();
    return;
  }
  telling.at = index;
  const { title, text, view } = told.scenes[index];
  const { date, at: _, ...parts } = view;
  panel.write(title, text, index, told.scenes.length);
  look();
  atlas.patch(Object.fromEntries(PARTS.map((name) => [name, parts[name] ?? null])), false);
  runTo(toDay(date));
}

/** The scene's place, clear of its words; they stand elsewhere when a phone is turned. */
function look() {
  if (!telling) return;
  const { at } = telling.told.scenes[telling.at].view;
  fly(at, telling.panel.covers(at === null));
}

/** @param {number} by */
const go = (by) => telling && show(telling.at + by);

/** @param {KeyboardEvent} event */
function key(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key === "Escape") end();
  // The slider and its fields keep their own keys, and a button that of its click.
  else if (target.closest(".ba-slider") || (target.tagName === "BUTTON" && event.key === " ")) return;
  else if ([" ", "ArrowRight", "ArrowDown", "PageDown"].includes(event.key)) go(1);
  else if (["ArrowLeft", "ArrowUp", "PageUp"].includes(event.key)) go(-1);
  else return;
  event.preventDefault();
  event.stopPropagation(); // The map has other uses for these keys.
}

/** Have the style sheets of the map and of the page around it know. @param {boolean} on */
function mark(on) {
  for (const page of [document, around?.document]) page?.body.classList.toggle("ba-telling", on);
}

// ---- begin and end -------------------------------------------------------------------------------------------------------
/** @param {Opening} told */
function begin(told) {
  noteSeen("opening");
  if (telling) return;
  setPlaying(false);
  const { wholeShown: whole, movedByHand: named } = camera;
  const view = Object.fromEntries(PARTS.map((name) => [name, atlas.state[name]]));
  const before = { view, date: atlas.state.date, place: whole ? null : camera.at(), whole, named };
  telling = { told, at: 0, before, panel: buildPanel(go, end), over: new AbortController() };
  const { signal } = telling.over;
  window.frameElement?.scrollIntoView({ block: "nearest" }); // While it is told the page stays where it is.
  mark(true);
  atlas.map.invalidateSize({ animate: false });
  window.addEventListener("keydown", key, { capture: true, signal });
  onEscapeAround(end, signal);
  listen(go, signal);
  // A finger leads to another scene; it would move the map under it too.
  keepStill(atlas.map, "story", true);
  show(0);
  atlas.map.on("resize", look);
  drawLine(signal);
  telling.panel.focus();
}

function end() {
  if (!telling) return;
  const { before, panel, over } = telling;
  telling = null;
  over.abort();
  atlas.map.off("resize", look);
  keepStill(atlas.map, "story", false);
  mark(false);
  panel.remove();
  stopRun();
  atlas.map.stop();
  atlas.patch({ ...before.view, date: before.date }, false);
  camera.lookAt(before.place, false);
  camera.told({ whole: before.whole, named: before.named });
  rest();
}

/** The reader goes on at the slider. */
function rest() {
  noteSeen("opening");
  /** @type {HTMLElement | null} */ (document.querySelector(".ba-thumb:not(.ba-opener)"))?.focus({
    preventScroll: true,
  });
}

// ---- start ---------------------------------------------------------------------------------------------------------------
/**
 * The address around the map names no view: what was added on the way says nothing of any.
 *
 * @param {string} added
 */
function comesWithoutLink(added) {
  const pattern = new RegExp(added);
  const parts = new URLSearchParams(around?.location.search);
  return around !== null && [...parts.keys()].every((name) => pattern.test(name.toLowerCase()));
}

/** @param {NonNullable<Config["opening"]>} opening */
export function startStory({ address, added }) {
  /** @type {Promise<Opening | null> | null} */
  let asked = null;
  const tell = async (/** @type {(told: Opening) => void} */ how) => {
    asked ??= fetchJson(address, tr("The story of the border"));
    const told = await asked;
    if (told && atlas.dated()) how(told);
    else if (!told) asked = null;
  };
  if (comesWithoutLink(added) && !wasSeen("opening")) {
    // The first command brings the view that the story ends on.
    const once = () => {
      atlas.painters.splice(atlas.painters.indexOf(once), 1);
      tell((told) => showCard(told, { story: () => begin(told), map: rest }));
    };
    atlas.painters.push(once);
  }
  const over = new AbortController();
  around?.document.addEventListener(
    "click",
    (event) => /** @type {Element} */ (event.target).closest?.("[data-story]") && tell(begin),
    { signal: over.signal },
  );
  window.addEventListener("pagehide", () => {
    over.abort();
    mark(false);
  });
}
