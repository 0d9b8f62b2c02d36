// Runs a document: its scenes by keys, clicker, buttons or by itself. Each scene is a view; the slider runs to its date and
// the map follows. Everything it shows came with the file.

import { keepQuiet } from "../flows/flows.js";
import { face } from "../map/start.js";
import * as atlas from "../shared/atlas.js";
import { sayDay, toDay } from "../shared/days.js";
import { setLink } from "../shared/python.js";
import { tr } from "../shared/translation.js";
import { setPlaying } from "../time/play.js";
import { setBeside } from "./beside.js";
import { hold, isPlaying, stopPlay } from "./by_itself.js";
import { closeCard, saidOn } from "./card.js";
import { commands, keyHandler, ofOne } from "./commands.js";
import { covered, pointing, setCover, startCover, togglePointer } from "./cover.js";
import { Elapsed } from "./elapsed.js";
import { fly, runTo } from "./moves.js";
import { closeNotes, tick, toggleNotes, writeNotes } from "./notes.js";
import * as panel from "./panel.js";
import * as sheet from "./sheet.js";
import { NARROW_PX, stageMap, startStage } from "./stage.js";
import { secondsOf, stopBeside } from "./stops.js";
import { startReturn, startSwipe } from "./touch.js";
import { quit, served, setFull, startEscape } from "./way_out.js";

/** @import { Content, Scene } from "../shared/types" */
/** @import { Name } from "./commands.js" */
/** @import { Stop } from "./stops.js" */

/** @type {Scene[]} */
let scenes = [];
/** @type {Stop} */
let at = { scene: -1, day: 0 };
/** What a button of the scene has led to. @type {Scene | null} */
let answer = null;
/** Which of the days of what is shown. */
let day = 0;
let beside = false; // comparisons show both dates at once
let timed = false; // the time since the start stands on the wall
const elapsed = new Elapsed(() => Date.now());

// ---- scenes --------------------------------------------------------------------------------------------------------------
const shown = () => answer ?? scenes[at.scene];
/** Both dates need the room of a wall. */
const both = () => beside && window.innerWidth > NARROW_PX;

/** @param {number} to which of the days of what is shown */
function showDay(to) {
  const { days } = shown();
  const pair = both() && days.length > 1;
  day = to;
  if (!answer) at = { ...at, day };
  setBeside(pair ? days[1] : "");
  runTo(standsOn());
  panel.pressDay(day, pair);
  panel.showEnds(...[-1, 1].map((by) => stopBeside(scenes, at, by, both()) === at));
  tellNotes();
}

/** Show the scene, or what its button has led to, on its first date or another. @param {number} to */
function write(to) {
  const scene = shown();
  const { date: _, at: place, ...rest } = scene.view;
  setPlaying(false);
  panel.writeScene(scene, at.scene, scenes.length, Boolean(answer));
  showDay(to);
  fly(place);
  setLink(scene.link);
  atlas.patch(rest, false);
}

/** @param {Stop} stop */
function show(stop) {
  panel.tell("");
  const scene = Math.min(Math.max(stop.scene, 0), scenes.length - 1);
  setCover("");
  sheet.closeSheet();
  const within = scene === at.scene && !answer;
  const moved = stop.day !== at.day || stop.chart !== at.chart;
  answer = null;
  at = { ...stop, scene };
  if (!within) write(stop.day);
  else if (moved) showDay(stop.day);
  if (stop.chart) sheet.showChart(shown().charts);
  const hash = `#${at.scene + 1}`;
  if (scenes.length > 1 && window.location.hash !== hash) window.history.replaceState(null, "", hash);
  if (isPlaying()) wait();
}

/** @param {number} index */
const goTo = (index) => show({ scene: index, day: 0 });
/** @param {number} by */
const go = (by) =>
  sheet.turn(by) || show(stopBeside(scenes, { ...at, chart: at.chart || sheet.current() === "chart" }, by, both()));

/** @param {number} index */
function showAnswer(index) {
  const found = shown().buttons[index];
  if (!found) return;
  stopPlay();
  sheet.closeSheet();
  answer = found;
  write(0);
}

// ---- by itself -------------------------------------------------------------------------------------------------------------
function wait() {
  const next = stopBeside(scenes, at, 1, both());
  hold(secondsOf(scenes[at.scene], both()), () => (next === at ? stopPlay() : show(next)));
}
function play() {
  if (isPlaying()) {
    stopPlay();
    panel.tell(tr("Stopped."));
    return;
  }
  wait();
  panel.tell(tr("The scenes follow each other by themselves. A or Esc stops them."));
}

// ---- what keys and buttons do ------------------------------------------------------------------------------------------------
let home = ""; // where readers have the app
const list = commands(served);

function notes() {
  if (toggleNotes(key, act, elapsed)) tellNotes();
  else panel.tell(tr("The browser blocks the second window: allow pop-ups for this file, then press N again."));
}
function tellNotes() {
  const next = stopBeside(scenes, at, 1, both());
  const same = next.scene === at.scene;
  const count = tr("Scene {n} of {total}", { n: at.scene + 1, total: scenes.length });
  const scene = next === at ? undefined : scenes[next.scene];
  writeNotes({ ...shown(), notes: scenes[at.scene].notes }, count, scene, next, same);
}
function otherDay() {
  const { days } = shown();
  if (days.length < 2) panel.tell(tr("This scene compares no dates."));
  else showDay(both() ? day : (day + 1) % days.length);
}
/** The day on which the map stands with what is shown. */
function standsOn() {
  const { days, view } = shown();
  return toDay(days[both() && days.length > 1 ? 0 : day] ?? view.date);
}
function latest() {
  const { checked } = atlas.config;
  if (atlas.state.date === checked) {
    showDay(day);
    return;
  }
  stopPlay();
  setBeside("");
  runTo(checked);
  panel.tell(tr("Facts are checked to {day}. Y leads back to the scene’s date.", { day: sayDay(checked) }));
}
function toggleBeside() {
  const { days, view } = shown();
  if (days.length < 2) panel.tell(tr("This scene compares no dates."));
  else if (window.innerWidth <= NARROW_PX) panel.tell(tr("Two maps need a wider window."));
  else {
    beside = !beside;
    showDay(day);
    fly(view.at);
  }
}
/** @param {"keys" | "said" | "changed" | "chart"} name */
function toggleSheet(name) {
  if (sheet.current() === name) sheet.closeSheet();
  else if (name === "said") sheet.showSaid(saidOn(shown()));
  else if (name === "changed") sheet.showChanged(shown().changed);
  else if (name === "chart") sheet.showChart(shown().charts);
  else sheet.showKeys(list, act, scenes, at.scene, goTo);
}
function toggleTime() {
  timed = !timed;
  showTime();
}
function showTime() {
  panel.showTime(timed ? elapsed.say() : "");
  tick();
}
/** @param {boolean} [on] */
function fullScreen(on = !document.fullscreenElement) {
  const refused = tr("The browser does not allow the full screen here; its own key does (F11).");
  return setFull(on, () => panel.tell(refused));
}
/** Close what lies uppermost; what lies beneath it waits for the next press. @param {KeyboardEvent} [event] */
function leave(event) {
  if (covered()) setCover("");
  else if (sheet.current()) sheet.closeSheet();
  else if (answer) {
    answer = null;
    write(at.day);
  } else if (event?.key === "Backspace") go(-1);
  else {
    const moved = atlas.state.date !== standsOn();
    const carded = closeCard();
    if (!(isPlaying() || pointing() || document.body.classList.contains("tools") || carded || moved)) {
      if (both() && shown().days.length > 1) toggleBeside();
      else if (served) quit(home);
      else fullScreen(false);
      return;
    }
    if (isPlaying()) stopPlay();
    togglePointer(false);
    document.body.classList.remove("tools");
    if (moved) showDay(day);
  }
}
/** @type {Record<Name, (event?: KeyboardEvent) => void>} */
const ACTIONS = {
  next: () => go(1),
  previous: () => go(-1),
  first: () => goTo(0),
  last: () => goTo(scenes.length - 1),
  day: otherDay,
  latest,
  beside: toggleBeside,
  said: () => toggleSheet("said"),
  changed: () => toggleSheet("changed"),
  chart: () => (shown().charts.length ? toggleSheet("chart") : panel.tell(tr("This scene has no chart."))),
  black: () => setCover(covered() === "black" ? "" : "black"),
  white: () => setCover(covered() === "white" ? "" : "white"),
  pointer: () => togglePointer() && panel.tell(tr("The spot follows the mouse or the finger. L takes it away.")),
  time: toggleTime,
  pause: () => {
    elapsed.toggle();
    showTime();
  },
  reset: () => {
    elapsed.reset();
    showTime();
  },
  notes,
  play,
  tools: () => document.body.classList.toggle("tools"),
  full: () => fullScreen(),
  start: (event) => {
    if (!event?.shiftKey) goTo(0);
    fullScreen(true);
  },
  keys: () => toggleSheet("keys"),
  leave,
};

/** @param {Name} name @param {KeyboardEvent} [event] */
const act = (name, event) => ACTIONS[name](event);
const key = keyHandler(list, act, goTo, sheet.current);

// ---- start -----------------------------------------------------------------------------------------------------------------
/** The number in the address, as #3. */
const asked = () => Number(window.location.hash.slice(1));

/** @param {Content} content */
export function present(content) {
  scenes = content.scenes;
  home = content.atlas;
  const { presented } = content;
  document.body.classList.add("presenting");
  document.body.classList.toggle("presented", presented);
  startStage(panel.fitWords);
  const map = stageMap(content.config);
  panel.startPanel(content, { act, setDay, answer: showAnswer, quit: served ? () => quit(home) : null });
  sheet.startSheet();
  startCover(() => setCover(""));
  face.start(map, content.config);
  startReturn(() => write(day));
  show({ scene: Number.isInteger(asked()) && asked() > 0 ? asked() - 1 : 0, day: 0 });
  window.addEventListener("hashchange", () => {
    if (asked() > 0) goTo(asked() - 1);
  });
  window.addEventListener("pagehide", closeNotes);
  window.addEventListener("keydown", presented ? key : keyHandler(ofOne(list), act, null, sheet.current), {
    capture: true,
  });
  if (!presented) {
    if (served) startEscape(leave);
    return;
  }
  startSwipe(go);
  keepQuiet();
  setInterval(() => timed && showTime(), 1000);
  panel.tellKeys();
}

/** A day that was chosen by its button shows alone. @param {number} to */
function setDay(to) {
  const { view } = shown();
  const parted = both();
  beside = false;
  showDay(to);
  if (parted) fly(view.at);
}
