// The box of a large point set: its title, how many rows show, what its colours stand for and what is left out.
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { monthsOf } from "./months.js";
import { notesOf } from "./words.js";

/** @import { PointSet } from "../shared/types" */

const SWATCHES = 7;
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
      line(`cat-${index + 1}`, word || tr("not stated"));
    });
    if (set.words.length > named.length) line("cat-other", tr("{n} more", { n: set.words.length - named.length }));
  }
  const most = set.features ? 0 : monthsOf(set).most;
  for (const note of notesOf(set, atlas.config.today, most)) dom.element("small", "", note, box);
  return { box, counter };
}
