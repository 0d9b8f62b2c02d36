// What lies over the whole screen, one at a time: the keys with the list of scenes, who says what, what changed, a chart. The key that opened it closes it.
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { cover } from "./beneath.js";
import { drawWhole } from "./chart.js";

/** @import { Chart, Scene, WhatChanged, WhoSays } from "../shared/types" */
/** @import { Commands, Name } from "./commands.js" */

/** @type {HTMLElement} */
let sheet;
let shown = "";

export function startSheet() {
  sheet = dom.element("section", "pr-sheet", null, document.body);
  sheet.setAttribute("role", "dialog");
  sheet.ariaModal = "true";
  sheet.tabIndex = -1;
  sheet.hidden = true;
  // Of a single scene that is not presented Escape is not ours elsewhere.
  sheet.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") closeSheet();
  });
}

export const current = () => shown;

export function closeSheet() {
  if (!shown) return;
  shown = "";
  cover(sheet, false);
}

/** @param {string} name @param {string} title @param {string} close */
function open(name, title, close) {
  shown = name;
  sheet.textContent = "";
  sheet.setAttribute("aria-label", title);
  const head = dom.element("header", "", null, sheet);
  dom.element("h1", "", title, head);
  dom.button("", tr("Close"), close, head, closeSheet);
  cover(sheet, true);
  sheet.scrollTop = 0;
}

/** @param {Commands} list @param {(name: Name) => void} act @param {Scene[]} scenes @param {number} at @param {(scene: number) => void} goTo */
export function showKeys(list, act, scenes, at, goTo) {
  open("keys", tr("Keys and scenes"), tr("Close (key Esc)"));
  const halves = dom.element("div", "pr-halves", null, sheet);
  const keys = dom.element("ul", "pr-keys", null, halves);
  for (const name of /** @type {Name[]} */ (Object.keys(list))) {
    const { shown: letters, words } = list[name];
    const line = dom.button("", "", `${words} (${letters})`, dom.element("li", "", null, keys), () => {
      closeSheet();
      if (name !== "keys" && name !== "leave") act(name);
    });
    dom.element("kbd", "", letters, line);
    dom.element("span", "", words, line);
  }
  const told = dom.element("div", "", null, halves);
  dom.element("p", "", tr("A scene’s number and Enter lead to it."), told);
  const order = dom.element("ol", "pr-scenes", null, told);
  scenes.forEach(({ title }, index) => {
    const words = title || tr("Scene {number}", { number: index + 1 });
    const line = dom.button("", `${index + 1}. ${words}`, words, dom.element("li", "", null, order), () => {
      closeSheet();
      goTo(index);
    });
    if (index === at) line.setAttribute("aria-current", "true");
  });
}

/** @param {WhatChanged} changed */
export function showChanged({ title, note, groups }) {
  open("changed", title, tr("Close (key G)"));
  dom.element("p", "pr-note", note, sheet);
  for (const { title: layer, lines } of groups) {
    dom.element("h2", "", layer, sheet);
    const list = dom.element("ul", "pr-changed", null, sheet);
    for (const words of lines) dom.element("li", "", words, list);
  }
}

/** @param {Chart[]} charts */
export function showChart(charts) {
  open("chart", tr("Chart"), tr("Close (key V)"));
  drawWhole(charts, sheet);
}

/** Lead on in a chart that is longer than the screen, as a clicker's keys do; returns false at its end. @param {number} by 1 or -1 */
export function turn(by) {
  if (shown !== "chart") return false;
  const before = sheet.scrollTop;
  sheet.scrollBy({ top: by * 0.85 * sheet.clientHeight, behavior: "instant" });
  return sheet.scrollTop !== before;
}

/** @param {WhoSays} said */
export function showSaid({ title, note, columns, groups }) {
  open("said", title, tr("Close (key C)"));
  if (note) dom.element("p", "pr-note", note, sheet);
  for (const { title: about, stands, rows, sources } of groups) {
    const table = dom.element("table", "pr-said", null, sheet);
    const caption = dom.element("caption", "", about, table);
    if (stands) dom.element("span", "", stands, caption);
    const head = dom.element("tr", "", null, dom.element("thead", "", null, table));
    for (const column of columns) dom.element("th", "", column, head).scope = "col";
    const body = dom.element("tbody", "", null, table);
    for (const { what, cells } of rows) {
      const row = dom.element("tr", "", null, body);
      dom.element("th", "", what, row).scope = "row";
      cells.forEach((entries, place) => {
        const cell = dom.element("td", "", null, row);
        cell.dataset.column = columns[place + 1];
        if (!entries.length) cell.textContent = "–";
        for (const [words, by] of entries) {
          const entry = dom.element("p", "", words, cell);
          if (by) dom.element("small", "", by, entry);
        }
      });
    }
    if (sources.length) dom.element("p", "pr-note", tr("Sources: {sources}", { sources: sources.join("; ") }), sheet);
  }
}
