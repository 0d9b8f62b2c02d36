// The presenter's panel: date, title, text, legend, sources, progress; the card of a record that was clicked.
import * as atlas from "../shared/atlas.js";
import { sayDay, toDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { opens } from "../time/rule.js";

/** @import { Content, Key, Scene, State } from "../shared/types" */

const TELL_MS = 6000;
/** @type {Key[]} */
const TIMED = ["date", "mode", "days"];
/** @type {ReturnType<typeof build>} */
let parts;
/** @type {Pick<Content, "cards" | "swatches" | "made">} */
let content;
let timer = 0;

// ---- building ------------------------------------------------------------------------------------------------------------
/** @param {((by: number) => void) | null} go leads to another scene, where there are any */
function build(go) {
  const { element } = dom;
  const side = element("section", "pr-side", null, document.body);
  side.setAttribute("aria-label", tr("Scene"));
  const day = element("p", "pr-day", "", side);
  const mode = element("p", "pr-mode", "", side);
  const words = element("div", "pr-words", null, side);
  words.setAttribute("aria-live", "polite");
  const title = element("h1", "pr-title", "", words);
  const text = element("p", "pr-text", "", words);
  const dates = element("div", "pr-dates", null, side);
  const legend = element("div", "pr-legend", null, side);
  const sources = element("p", "pr-sources", "", side);
  const progress = go && buildFoot(side, go);
  const card = element("div", "pr-card", null, side);
  card.hidden = true;
  const black = element("div", "pr-black", null, document.body);
  black.hidden = true;
  const say = element("div", "pr-say", "", document.body);
  say.setAttribute("role", "status");
  say.hidden = true;
  return { side, day, mode, words, title, text, dates, legend, sources, progress, card, black, say };
}

/** @param {HTMLElement} side @param {(by: number) => void} go */
function buildFoot(side, go) {
  const foot = dom.element("div", "pr-foot", null, side);
  dom.button("", "‹", tr("Previous scene (key ←)"), foot, () => go(-1));
  const count = dom.element("span", "", "", foot);
  dom.button("", "›", tr("Next scene (key →)"), foot, () => go(1));
  const bar = dom.element("div", "pr-progress", null, side);
  return { bar, count, done: dom.element("i", "", null, bar) };
}

/** @param {Content} given @param {(by: number) => void} go */
export function startPanel(given, go) {
  content = given;
  parts = build(given.scenes.length > 1 ? go : null);
  atlas.painters.push((state, keys) => {
    if (TIMED.some((key) => keys.has(key))) sayTime(state);
    if (keys.has("select")) showCard(state.select);
  });
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
}

// ---- one scene -----------------------------------------------------------------------------------------------------------
/** @param {Scene} scene @param {number} index @param {number} total @param {(day: string) => void} setDay */
export function writeScene(scene, index, total, setDay) {
  const { title, text, sources, dates } = parts;
  sceneSelect = scene.view.select;
  title.textContent = scene.title;
  title.hidden = !scene.title;
  text.textContent = scene.text;
  sources.textContent = "";
  if (scene.own) dom.element("span", "", scene.own, sources);
  dom.element("span", "", scene.sources, sources);
  sources.append(content.made);
  dates.textContent = "";
  dates.hidden = scene.days.length < 2;
  for (const day of dates.hidden ? [] : scene.days) {
    const words = sayDay(toDay(day));
    dom.button("", words, tr("Show {day} (key C)", { day: words }), dates, () => setDay(day)).dataset.day = day;
  }
  writeLegend(scene.legend);
  if (parts.progress) {
    parts.progress.count.textContent = `${index + 1} / ${total}`;
    parts.progress.done.style.width = `${(100 * (index + 1)) / total}%`;
  }
  parts.card.hidden = true;
  fitWords();
}

/** @param {string} day */
export function pressDay(day) {
  for (const button of parts.dates.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.day === day));
  }
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
const fits = ({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight + 1;

/** Long words shrink first, then they scroll; nothing ever lies over anything else. */
export function fitWords() {
  const { text, title, words, legend } = parts;
  for (const size of [17.5, 16, 14.5, 13.5]) {
    text.style.fontSize = `${size}px`;
    title.style.fontSize = `${size * 1.32}px`;
    if (fits(words)) break;
  }
  for (const [columns, ...sizes] of [
    [1, 13.5, 12.5],
    [2, 12.5],
  ]) {
    legend.classList.toggle("two", columns === 2);
    for (const size of sizes) {
      legend.style.fontSize = `${size}px`;
      if (fits(legend)) return;
    }
  }
}

// ---- card of a record ------------------------------------------------------------------------------------------------------
/** What the scene itself selects, of which no card is shown. @type {string | null} */
let sceneSelect = null;
/** @param {string | null} id */
function showCard(id) {
  const box = parts.card;
  const card = id && id !== sceneSelect ? content.cards[id] : null;
  box.hidden = !card;
  if (!card) return;
  box.textContent = "";
  dom.element("small", "", card.kicker, box);
  const title = dom.element("h2", "", card.title, box);
  title.tabIndex = -1;
  title.dataset.card = String(id); // where the focus goes (keyboard/card_focus.js)
  dom.element("div", "", card.summary, box);
  for (const table of card.tables) {
    const body = dom.element("table", "", null, box);
    for (const cells of table) {
      const row = dom.element("tr", "", null, body);
      for (const cell of cells) dom.element("td", "", cell, row);
    }
  }
  dom.element("small", "", tr("Sources: {sources}", { sources: card.sources }), box);
  dom.button("", tr("Close"), tr("Close the card"), box, () => atlas.patch({ select: sceneSelect }, true));
}

// ---- black, waiting, words -------------------------------------------------------------------------------------------------
/** @param {boolean} on */
export function setBlack(on) {
  parts.black.hidden = !on;
}
export const isBlack = () => !parts.black.hidden;
/** @param {number} seconds */
export function showWait(seconds) {
  const bar = parts.progress?.bar;
  if (!bar) return;
  for (const shown of bar.querySelectorAll(".wait")) shown.remove();
  if (seconds) dom.element("i", "wait", null, bar).style.animationDuration = `${seconds}s`;
}
/** @param {string} text */
export function tell(text) {
  parts.say.textContent = text;
  parts.say.hidden = !text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    parts.say.hidden = true;
  }, TELL_MS);
}
