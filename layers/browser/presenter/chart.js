// A scene's charts: for each kind a row of bars under its name, all above one axis and to one scale.
import * as dom from "../shared/dom.js";

/** @import { Chart } from "../shared/types" */

/** More numbers than these over bars lie over one another. */
const MOST_SAID = 30;

/**
 * @param {Chart} chart
 * @param {Element} parent
 * @param {number} [most] so many kinds are drawn; of the others it is said where they are
 */
export function drawChart({ title, alternative, most: top, labels, ticks, bands, words }, parent, most = bands.length) {
  const figure = dom.element("figure", `pr-chart${bands.length > 1 ? " pr-several" : ""}`, null, parent);
  dom.element("figcaption", "", title, figure);
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

/** @param {Chart[]} charts @param {Element} parent as much of them as stands beside a map */
export function drawSmall(charts, parent) {
  parent.textContent = "";
  if (charts.length) drawChart(charts[0], parent, 2);
}

/** @param {Chart[]} charts @param {Element} parent */
export function drawWhole(charts, parent) {
  for (const chart of charts) {
    drawChart(chart, parent);
    dom.element("p", "pr-note", chart.note, parent);
  }
}
