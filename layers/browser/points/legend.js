// The box of a large point set: its title, how many rows show, what its colours stand for and what is left out.
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { firstAfter } from "../time/monthly.js";
import { monthsOf } from "./months.js";

/** @import { PointSet } from "../shared/types" */

const SWATCHES = 7;
/** @param {number} number */
export const sayNumber = (number) => number.toLocaleString("en-GB");

/** @param {PointSet} set */
function notesOf(set) {
  const late = set.count - firstAfter(set.start, atlas.config.today);
  const most = set.features ? 0 : monthsOf(set).most;
  return [
    set.limits.length ? `Size: ${set.measure || "value"}.` : "",
    late ? `${sayNumber(late)} after the slider's last day.` : "",
    set.outside ? `${sayNumber(set.outside)} outside Central Asia.` : "",
    most ? `Line on the slider: rows a month, at most ${sayNumber(most)}.` : "",
    ...Object.entries(set.leftOut).map(([reason, number]) => `${sayNumber(number)} not drawn: ${reason}.`),
  ].filter(Boolean);
}

/** @param {HTMLElement} parent @param {PointSet} set @param {string} title */
export function legend(parent, set, title) {
  const box = dom.element("div", "ba-set", null, parent);
  dom.element("b", "", title || set.title, box);
  const counter = dom.element("span", "", "", box);
  if (set.words.length > 1) {
    const list = dom.element("ul", "", null, box);
    const line = (/** @type {string} */ colour, /** @type {string} */ words) => {
      const item = dom.element("li", "", null, list);
      dom.element("i", colour, null, item);
      dom.element("span", "", words, item);
    };
    const named = set.words.slice(0, SWATCHES - 1);
    named.forEach((word, index) => {
      line(`cat-${index + 1}`, word || "not stated");
    });
    if (set.words.length > named.length) line("cat-other", `${set.words.length - named.length} more`);
  }
  for (const note of notesOf(set)) dom.element("small", "", note, box);
  return { box, counter };
}
