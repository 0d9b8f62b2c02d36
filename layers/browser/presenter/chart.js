// A scene's charts: for each kind a row of bars under its name, all above one axis and to one scale; or figures, each on a line of its own.
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { FEW } from "./stops.js";

/** @import { Chart, ChartPanel } from "../shared/types" */

/** More numbers than these over bars lie over one another. */
const MOST_SAID = 30;

/**
 * @param {Chart} chart
 * @param {Element} parent
 * @param {number} [most] so many kinds are drawn; of the others it is said where they are
 */
export function drawChart(chart, parent, most = chart.bands.length) {
  const { title, alternative, most: top, labels, ticks, bands, words, panels } = chart;
  const figure = dom.element("figure", `pr-chart${bands.length > 1 ? " pr-several" : ""}`, null, parent);
  dom.element("figcaption", "", title, figure);
  if (panels.length) {
    drawRows(chart, figure, parent.classList.contains("pr-charts"));
    return;
  }
  if (!bands.length) {
    dom.element("p", "", words[0], figure);
    return;
  }
  const drawn = dom.element("div", "", null, figure);
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", alternative);
  for (const { title: kind, numbers } of bands.slice(0, most)) {
    const head = dom.element("div", "pr-band", null, drawn);
    if (bands.length > 1) dom.element("b", "", kind, head);
    if (labels.length > MOST_SAID || parent.classList.contains("pr-charts"))
      dom.element("span", "", top.toLocaleString("en-GB"), head);
    const row = dom.element("div", "pr-bars", null, drawn);
    numbers.forEach((number, place) => {
      const bar = dom.element("i", "", null, row);
      bar.title = `${labels[place]}: ${number}`;
      bar.style.height = `${(100 * number) / top}%`;
      if (number && labels.length <= MOST_SAID) bar.dataset.number = number.toLocaleString("en-GB");
    });
  }
  const axis = dom.element("div", "pr-axis", null, drawn);
  for (const place of ticks) {
    const name = dom.element("span", "", labels[place], axis);
    // At the end of the axis a name ends with its bar, within the screen.
    if (place < 0.9 * labels.length) name.style.left = `${(100 * place) / labels.length}%`;
    else name.style.right = `${100 - (100 * (place + 1)) / labels.length}%`;
  }
}

/** What each side says of itself where both do, else the first of what there is. @param {ChartPanel[]} panels */
function few(panels) {
  const paired = panels.filter(({ first }) => first >= 0);
  if (paired.length) return paired.map(({ title, rows, first }) => ({ title, rows: [rows[first]] }));
  const each = Math.ceil(FEW / panels.length);
  return panels.slice(0, FEW).map(({ title, rows }) => ({ title, rows: rows.slice(0, each) }));
}

/** @param {Chart} chart @param {Element} figure @param {boolean} small of what is not drawn it is said where it is */
function drawRows({ most: top, counts, panels }, figure, small) {
  for (const [place, { title, rows }] of (small ? few(panels) : panels).entries()) {
    const list = dom.element("ul", "pr-ranges", null, figure);
    const head = dom.element("li", "pr-band", null, list);
    dom.element("b", "", title, head);
    if (!place) dom.element("span", "", `${counts}, 0–${top.toLocaleString("en-GB")}`, head);
    for (const { label, low, high, said } of rows) {
      const line = dom.element("li", "", null, list);
      dom.element("span", "", label, line);
      const bar = dom.element("i", low < high ? "" : "pr-dot", null, dom.element("div", "", null, line));
      bar.style.left = `${(100 * low) / (top || 1)}%`;
      bar.style.right = `${100 - (100 * high) / (top || 1)}%`;
      dom.element("span", "", said, line);
    }
  }
  const all = panels.reduce((sum, { rows }) => sum + rows.length, 0);
  const left = all - figure.querySelectorAll("li:not(.pr-band)").length;
  if (left) dom.element("p", "", tr("… and {n} more: key V.", { n: left }), figure);
}

/** @param {Chart[]} charts @param {Element} parent as much of them as stands beside a map */
export function drawSmall(charts, parent) {
  parent.textContent = "";
  if (charts.length) drawChart(charts[0], parent, FEW);
}

/** @param {Chart[]} charts @param {Element} parent */
export function drawWhole(charts, parent) {
  for (const chart of charts) {
    drawChart(chart, parent);
    dom.element("p", "pr-note", chart.note, parent);
  }
}
