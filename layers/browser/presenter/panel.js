// The presenter's panel: date, title, text, what leads elsewhere, legend, sources, progress.
import * as atlas from "../shared/atlas.js";
import { sayDay, toDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { noteSeen, wasSeen } from "../shared/seen.js";
import { tr } from "../shared/translation.js";
import { opens } from "../time/rule.js";
import { besideDay } from "./beside.js";
import { beginCard, startCard } from "./card.js";
import { drawSmall } from "./chart.js";
import { NARROW_PX } from "./stage.js";
import { byFinger } from "./touch.js";

/** @import { Content, Key, Scene, State } from "../shared/types" */

const TELL_MS = 6000;
const HINT = "presenter-keys";
/** @type {Key[]} */
const TIMED = ["date", "mode", "days"];
/** @type {ReturnType<typeof build>} */
let parts;
/** @type {Pick<Content, "swatches" | "made">} */
let content;
let timer = 0;

// ---- building ------------------------------------------------------------------------------------------------------------
/** @typedef {import("./commands.js").Name} Name */
/** @typedef {{ act: (name: Name) => void, setDay: (day: number) => void, answer: (index: number) => void, quit: (() => void) | null }} Hands */
/** @type {Hands} */
let hands;

/** @param {boolean} presented whether somebody is to speak to the scenes */
function build(presented) {
  const { element } = dom;
  const side = element("section", "pr-side", null, document.body);
  side.setAttribute("aria-label", tr("Scene"));
  const day = element("p", "pr-day", "", side);
  const mode = element("p", "pr-mode", "", side);
  const checked = element("p", "pr-checked", "", side);
  const words = element("div", "pr-words", null, side);
  words.setAttribute("aria-live", "polite");
  const title = element("h1", "pr-title", "", words);
  const text = element("p", "pr-text", "", words);
  const dates = element("div", "pr-dates", null, side);
  const buttons = element("div", "pr-buttons", null, side);
  const chart = element("div", "pr-charts", null, side);
  const legend = element("div", "pr-legend", null, side);
  const sources = element("p", "pr-sources", "", side);
  const progress = presented ? buildFoot(side) : null;
  if (!presented) buildLeave(dom.element("div", "pr-foot", null, side));
  const say = element("div", "pr-say", "", document.body);
  say.setAttribute("role", "status");
  say.hidden = true;
  // Whoever goes on has read it; it may lie over what is touched next.
  window.addEventListener("pointerdown", () => tell(""), { capture: true });
  return { side, day, mode, checked, words, title, text, dates, buttons, chart, legend, sources, progress, say };
}

/** @param {HTMLElement} foot */
function buildLeave(foot) {
  if (hands.quit) dom.button("", tr("Leave"), tr("Leave the presentation (key Esc)"), foot, hands.quit);
}

/** @param {HTMLElement} side */
function buildFoot(side) {
  const foot = dom.element("div", "pr-foot", null, side);
  const back = dom.button("", "‹", tr("Back (key ←)"), foot, () => hands.act("previous"));
  const count = dom.element("span", "", "", foot);
  const time = dom.button("pr-time", "", tr("Pause the time, or let it go on (key P)"), foot, () => hands.act("pause"));
  time.hidden = true;
  const on = dom.button("", "›", tr("Next (key →)"), foot, () => hands.act("next"));
  dom.button("", "⋯", tr("Keys and scenes (key ?)"), foot, () => hands.act("keys"));
  buildLeave(foot);
  const bar = dom.element("div", "pr-progress", null, side);
  return { bar, count, time, ways: [back, on], done: dom.element("i", "", null, bar) };
}

/** @param {Content} given @param {Hands} its */
export function startPanel(given, its) {
  content = given;
  hands = its;
  parts = build(given.presented);
  atlas.painters.push((state, keys) => {
    if (TIMED.some((key) => keys.has(key))) sayTime(state);
  });
  startCard(parts.side, given.cards, hands.act);
  document.fonts.addEventListener("loadingdone", fitWords);
}

/** @param {State} state */
function sayTime(state) {
  parts.day.textContent = sayDay(state.date);
  const words = {
    upto: tr("events up to this day"),
    day: tr("events on this day"),
    window: tr("events from {day}", { day: sayDay(opens(state)) }),
  };
  parts.mode.textContent = words[state.mode];
  const { checked } = atlas.config;
  parts.checked.hidden = Math.max(state.date, besideDay() ?? 0) <= checked;
  parts.checked.textContent = tr("Facts are checked to {day} only.", { day: sayDay(checked) });
}

// ---- one scene -----------------------------------------------------------------------------------------------------------
/** @param {Scene} scene or what a button of it leads to @param {number} index @param {number} total @param {boolean} answer */
export function writeScene(scene, index, total, answer) {
  const { title, text, sources, buttons } = parts;
  title.textContent = scene.title;
  title.hidden = !scene.title;
  text.textContent = scene.text;
  sources.textContent = "";
  if (scene.own) dom.element("span", "", scene.own, sources);
  dom.element("span", "", scene.sources, sources);
  sources.append(content.made);
  writeDates(scene);
  buttons.textContent = "";
  if (answer)
    dom.button("", tr("Back to the scene"), tr("Back to the scene (key Esc)"), buttons, () => hands.act("leave"));
  scene.buttons.forEach((one, number) => {
    dom.button("", one.title, tr("Show: {title}", { title: one.title }), buttons, () => hands.answer(number));
  });
  if (scene.said.groups.length)
    dom.button("", tr("Who says what"), tr("Who says what on this (key C)"), buttons, () => hands.act("said"));
  if (scene.charts.length)
    dom.button("", tr("Chart"), tr("The scene’s chart (key V)"), buttons, () => hands.act("chart"));
  buttons.hidden = !buttons.childElementCount;
  drawSmall(scene.charts, parts.chart);
  writeLegend(scene.legend);
  if (parts.progress) {
    parts.progress.count.textContent = `${index + 1} / ${total}`;
    parts.progress.done.style.width = `${(100 * (index + 1)) / total}%`;
  }
  beginCard(scene.view.select);
  fitWords();
}

/** @param {Scene} scene */
function writeDates({ days }) {
  const { dates } = parts;
  dates.textContent = "";
  dates.hidden = days.length < 2;
  if (dates.hidden) return;
  days.forEach((day, number) => {
    const words = sayDay(toDay(day));
    dom.button("", words, tr("Show {day} (key D)", { day: words }), dates, () => hands.setDay(number));
  });
  dom.button("pr-beside-open", tr("Side by side"), tr("Both dates side by side (key S)"), dates, () =>
    hands.act("beside"),
  );
}

/** Press the button of the day that shows, or that of both. @param {number} day @param {boolean} both */
export function pressDay(day, both) {
  sayTime(atlas.state); // the other map may show a later day
  const buttons = [...parts.dates.querySelectorAll("button")];
  buttons.forEach((button, number) => {
    const pressed = number === buttons.length - 1 ? both : !both && number === day;
    button.setAttribute("aria-pressed", String(pressed));
  });
}

/** Dim the ways that lead nowhere; they keep the focus. @param {boolean[]} ends whether there is nothing before, and nothing after */
export function showEnds(...ends) {
  for (const [place, way] of parts.progress?.ways.entries() ?? [])
    way.setAttribute("aria-disabled", String(ends[place]));
}

/** @param {Scene["legend"]} groups */
function writeLegend(groups) {
  parts.legend.textContent = "";
  const theme = String(document.documentElement.dataset.theme);
  for (const [title, entries] of groups) {
    dom.element("p", "", title, parts.legend);
    const list = dom.element("ul", "", null, parts.legend);
    for (const [label, swatch] of entries) {
      const line = dom.element("li", "", null, list);
      const image = dom.element("img", "", null, line);
      image.alt = "";
      image.src = content.swatches[swatch][theme];
      dom.element("span", "", label, line);
    }
  }
}

/** @param {HTMLElement} element */
const fits = ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
  scrollHeight <= clientHeight + 1 && scrollWidth <= clientWidth + 1; // columns run out sideways

/** How large words and legend are written, the best first: text, legend, its columns. */
const SIZES = [15.5, 14.5, 13.5, 12].flatMap((text) => [
  [text, 13, 1],
  [text, 12, 1],
  [text, 12, 2],
]);

const LEAST_FOR_LEGEND = 13.5; // the words shrink no further for the sake of the legend

/** Long words and legends shrink, then they scroll; nothing ever lies over anything else, and nothing gets smaller than a room can read. */
export function fitWords() {
  const { words, legend } = parts;
  const larger = window.innerWidth <= NARROW_PX ? 1.2 : 1; // there nothing is scaled
  SIZES.some((sizes) => write(sizes, larger));
  for (const box of [words, legend]) {
    if (fits(box)) box.removeAttribute("tabindex");
    else box.tabIndex = 0; // so that keys can scroll it
  }
}

/** Write in some sizes, and tell whether they do. @param {number[]} sizes @param {number} larger */
function write([size, small, columns], larger) {
  const { text, title, words, legend } = parts;
  text.style.fontSize = `${size * larger}px`;
  title.style.fontSize = `${size * 1.32 * larger}px`;
  legend.style.fontSize = `${small * larger}px`;
  legend.classList.toggle("two", columns === 2);
  return fits(words) && (fits(legend) || (size <= LEAST_FOR_LEGEND && columns === 2));
}

// ---- waiting, time, words ---------------------------------------------------------------------------------------------------
/** @param {string} words the time since the start; empty: it is not shown */
export function showTime(words) {
  if (parts.progress) dom.say(parts.progress.time, words);
}
/** @param {number} seconds */
export function showWait(seconds) {
  const bar = parts.progress?.bar;
  if (!bar) return;
  for (const shown of bar.querySelectorAll(".wait")) shown.remove();
  if (seconds) dom.element("i", "wait", null, bar).style.animationDuration = `${seconds}s`;
}
/** Tell once what leads through the scenes. */
export function tellKeys() {
  if (wasSeen(HINT)) return;
  noteSeen(HINT);
  tell(
    byFinger
      ? tr("A swipe to the side or › leads on, two fingers move the map; ⋯ has everything else.")
      : tr("→ leads on, ← back. B is black, L a pointer, N opens the notes, C shows who says what; ? shows all keys."),
  );
}
/** @param {string} text empty: what is told is gone */
export function tell(text) {
  parts.say.textContent = text;
  parts.say.hidden = !text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    parts.say.hidden = true;
  }, TELL_MS);
}
