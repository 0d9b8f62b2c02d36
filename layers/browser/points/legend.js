// The box of a large point set: its title, how many rows show, what its colours stand for and what is left out.
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { monthsOf } from "./months.js";
import { countInView, countOf, kindsOf, notesOf, sayNumber } from "./words.js";

/** @import { PointSet } from "../shared/types" */

const SWATCHES = 7;
/** On windows smaller than this a box is folded until it is opened. */
const SMALL = window.matchMedia("(max-width: 700px), (max-height: 520px)");

/** What the reader has folded or opened, by title: a set that is narrowed comes anew. @type {Map<string, boolean>} */
const chosen = new Map();

/**
 * @param {HTMLElement} parent
 * @param {PointSet} set
 * @param {string} title
 * @param {() => void} showAll shows the whole set
 * @param {boolean} part the set is what one view has of a larger one
 */
export function legend(parent, set, title, showAll, part) {
  const box = dom.element("div", "ba-set ba-keepout", null, parent);
  L.DomEvent.disableClickPropagation(box);
  const name = title || set.title;
  const head = dom.button("ba-set-head", "", name, box, () => {
    chosen.set(name, !box.classList.contains("folded"));
    fold(!box.classList.contains("folded"));
  });
  head.removeAttribute("aria-label"); // Its words name it, the count among them.
  const fold = (/** @type {boolean} */ folded) => {
    box.classList.toggle("folded", folded);
    head.setAttribute("aria-expanded", String(!folded));
  };
  dom.element("b", "", name, head);
  const counter = dom.element("span", "", "", head);
  const more = dom.element("div", "ba-set-more", null, box);
  const none = dom.element("small", "", "", more);
  if (set.bounds.length) {
    const words = tr("Show all");
    dom.button("ba-tool", words, tr("Show all of {title}", { title: name }), more, showAll);
  }
  const list = dom.element("ul", "", null, more);
  const line = (/** @type {string} */ colour, /** @type {string} */ words) => {
    const item = dom.element("li", "", null, list);
    dom.element("i", colour, null, item);
    dom.element("span", "", words, item);
  };
  const colourOf = (/** @type {number} */ kind) => `cat-${((kind + set.hue) % (SWATCHES - 1)) + 1}`;
  if (part && !set.count) list.remove();
  else if (set.words.length < 2) line(colourOf(0), tr("One row"));
  else {
    const kinds = kindsOf(set);
    const named = kinds.filter((index) => index < SWATCHES - 1);
    for (const index of named) line(colourOf(index), set.words[index] || tr("not stated"));
    if (kinds.length > named.length) line("cat-other", tr("{n} more", { n: kinds.length - named.length }));
  }
  const massed = dom.element("small", "", "", more);
  const most = set.features || part ? 0 : monthsOf(set).most;
  for (const note of notesOf(set, atlas.config, most)) dom.element("small", "", note, more);
  fold(chosen.get(name) ?? SMALL.matches);
  return { box, counter, massed, none };
}

/**
 * Say how many rows show, here and now.
 *
 * @param {{ set: PointSet, of?: number, days?: number, counter: HTMLElement, none: HTMLElement, massed: HTMLElement }} one of a set of which a view has come, `days` are those of a step of its counts
 * @param {number} count
 * @param {number} inView rows in the window, where any are counted by cell
 * @param {string} [stacked] of those on one spot
 */
export function tell({ set, of = 0, days = 0, counter, none, massed }, count, inView, stacked) {
  const said = days ? countInView(count, of) : countOf(set, count, of);
  dom.say(counter, said.counter);
  dom.say(none, said.none);
  const cells = tr("A square with a number counts its rows; {n} rows in view.", { n: sayNumber(inView) });
  dom.say(massed, [inView ? cells : "", days > 1 ? stepped(days) : "", stacked].filter(Boolean).join(" "));
}

/** @param {number} days */
const stepped = (days) =>
  tr("Here days are counted {n} at a time, those of the date among them; nearer in, one by one.", {
    n: sayNumber(days),
  });
