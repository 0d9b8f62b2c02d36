// Runs a document: its scenes by keys, clicker, buttons or by itself. Each scene is a view; the slider runs to its date and
// the map follows. Everything it shows came with the file.

import { isWay } from "../keyboard/toward.js";
import { face } from "../map/start.js";
import * as atlas from "../shared/atlas.js";
import { toDay } from "../shared/days.js";
import { setLink } from "../shared/python.js";
import { tr } from "../shared/translation.js";
import { setPlaying } from "../time/play.js";
import { fly, runTo } from "./moves.js";
import { closeNotes, toggleNotes, writeNotes } from "./notes.js";
import * as panel from "./panel.js";
import { startStage } from "./stage.js";

/** @import { Content, Scene } from "../shared/types" */

/** @type {Scene[]} */
let scenes = [];
let at = -1;
let autoplay = 0;
let shownDay = "";

// ---- scenes --------------------------------------------------------------------------------------------------------------
/** @param {string} day */
function showDay(day) {
  shownDay = day;
  runTo(toDay(day));
  panel.pressDay(day);
}

/** @param {number} index */
function show(index) {
  const target = Math.min(Math.max(index, 0), scenes.length - 1);
  if (target === at) return;
  at = target;
  const scene = scenes[at];
  const { date, at: place, ...rest } = scene.view;
  panel.setBlack(false);
  setPlaying(false);
  panel.writeScene(scene, at, scenes.length, showDay);
  fly(place);
  setLink(scene.link);
  atlas.patch(rest, false);
  showDay(date);
  writeNotes(scene, scenes[at + 1], at, scenes.length);
  const hash = `#${at + 1}`;
  if (scenes.length > 1 && window.location.hash !== hash) window.history.replaceState(null, "", hash);
  if (autoplay) wait();
}

function wait() {
  clearTimeout(autoplay);
  const { seconds } = scenes[at];
  panel.showWait(seconds);
  autoplay = setTimeout(() => (at + 1 < scenes.length ? show(at + 1) : stopPlay()), seconds * 1000);
}
function stopPlay() {
  clearTimeout(autoplay);
  autoplay = 0;
  panel.showWait(0);
}
function togglePlay() {
  if (autoplay) {
    stopPlay();
    panel.tell(tr("Stopped."));
    return;
  }
  wait();
  panel.tell(tr("The scenes follow each other by themselves. A or Esc stops them."));
}

// ---- keys ------------------------------------------------------------------------------------------------------------------
/** @param {number} by */
const go = (by) => show(at + by);
const [back, on] = [() => go(-1), () => go(1)];
const black = () => panel.setBlack(!panel.isBlack());
/** @type {Record<string, () => void>} */
const ACTIONS = {
  ArrowRight: on,
  ArrowDown: on,
  PageDown: on,
  " ": on,
  Enter: on,
  ArrowLeft: back,
  ArrowUp: back,
  PageUp: back,
  Backspace: back,
  Home: () => show(0),
  End: () => show(scenes.length - 1),
  b: black,
  ".": black,
  n: notes,
  a: togglePlay,
  c: otherDay,
  t: () => document.body.classList.toggle("tools"),
  f: fullScreen,
  "?": help,
  h: help,
  Escape: leave,
};

function notes() {
  if (toggleNotes(key)) writeNotes(scenes[at], scenes[at + 1], at, scenes.length);
  else panel.tell(tr("The browser blocks the second window: allow pop-ups for this file, then press N again."));
}
function otherDay() {
  const { days } = scenes[at];
  if (days.length > 1) showDay(days[(days.indexOf(shownDay) + 1) % days.length]);
  else panel.tell(tr("This scene compares no dates."));
}
function help() {
  panel.tell(
    tr(
      "→ ← PageDown PageUp Space Home End: scenes · B: black · N: notes · A: by itself · C: the other date · T: tools · F: full screen · Esc: back",
    ),
  );
}
async function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else {
    const refused = tr("The browser does not allow the full screen here; its own key does (F11).");
    await document.documentElement.requestFullscreen().catch(() => panel.tell(refused));
  }
}
function leave() {
  panel.setBlack(false);
  if (autoplay) stopPlay();
  closeNotes();
  document.body.classList.remove("tools");
  atlas.patch({ select: scenes[at].view.select }, false);
}

/** @param {KeyboardEvent} event */
function key(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  // The second window's elements are not of this window's classes.
  const { tagName } = /** @type {Element} */ (event.target);
  if (["INPUT", "SELECT", "TEXTAREA"].includes(tagName)) return;
  // A button that holds the focus keeps Space and Enter; a clicker sends neither to it by chance.
  if (tagName === "BUTTON" && (event.key === " " || event.key === "Enter")) return;
  // Whoever went by the tab key to the slider or to a mark moves there by arrows; a click does not take them from the scenes.
  if (
    isWay(event.key) &&
    /** @type {Element} */ (event.target).matches(
      ":is(.ba-thumb, .leaflet-container, .leaflet-container *):focus-visible",
    )
  )
    return;
  const action = ACTIONS[event.key] || ACTIONS[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  event.stopPropagation(); // The slider and the map have other uses for these keys.
  action();
}

// ---- start -----------------------------------------------------------------------------------------------------------------
/** The number in the address, as #3. */
const asked = () => Number(window.location.hash.slice(1));

/** @param {Content} content */
export function present(content) {
  scenes = content.scenes;
  const many = scenes.length > 1;
  document.body.classList.add("presenting");
  document.body.classList.toggle("many", many);
  startStage(panel.fitWords);
  const map = L.map("map_div", {
    center: content.config.whole[0],
    zoom: 8,
    zoomControl: false,
    minZoom: 4,
    maxZoom: 16,
    zoomSnap: 0.25,
    zoomDelta: 1,
    worldCopyJump: false,
    keyboard: true,
  });
  panel.startPanel(content, go);
  face.start(map, content.config);
  if (many) window.addEventListener("keydown", key, { capture: true });
  show(Number.isInteger(asked()) && asked() > 0 ? asked() - 1 : 0);
  window.addEventListener("hashchange", () => {
    if (asked() > 0) show(asked() - 1);
  });
}
