// The rows that stand on one spot, as a list: a click on one of them selects it.
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { tr, trN } from "../shared/translation.js";
import { sayHere } from "./cells.js";
import { wordsOf } from "./words.js";

/** @import { State } from "../shared/types" */
/** @import { FoundRow } from "./hover.js" */
/** @import { DrawnSet } from "./sets.js" */

/** @typedef {{ select: string, title: string, when?: string, figure?: string }} Here what the list says of a row or a record */

const LISTED = 500;
/** @type {HTMLElement | null} */
let list = null;
/** What had the focus before. @type {Element | null} */
let origin = null;
let asked = ""; // what decides which rows stand there
/** @type {Map<string, HTMLElement>} */
let buttons = new Map();

/** What is selected by a row. @param {DrawnSet} one @param {number} row */
export const selectOf = ({ id, set }, row) => (set.features ? set.features[row].select : `${id}:${set.row[row]}`);

export function closeHere() {
  list?.remove();
  list = null;
  buttons = new Map();
}

/** @param {State} state */
const deciding = ({ date, mode, days, layers, region, only, sets }) =>
  JSON.stringify([date, mode, days, layers, region, only, sets.map(({ url }) => url)]);

/** @param {DrawnSet} one @param {number} row @returns {Here} */
const hereOf = (one, row) => ({ select: selectOf(one, row), ...wordsOf(one.set, row) });

/**
 * List what stands on one spot, the uppermost first.
 *
 * @param {FoundRow["rows"]} rows
 * @param {Here[]} [above] records of the atlas whose marks lie over them
 */
export function openHere(rows, above = []) {
  closeHere();
  origin = document.activeElement;
  const number = above.length + rows.length;
  const said = above.length ? trN("{n} here", "{n} here", number) : sayHere(number);
  const box = dom.element("div", "ba-here ba-keepout", null, atlas.map.getContainer());
  list = box;
  asked = deciding(atlas.state);
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", said);
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  const head = dom.element("div", "ba-here-head", null, box);
  dom.element("b", "", said, head);
  dom.button("ba-tool", "×", tr("Close"), head, closeHere);
  const items = dom.element("ol", "", null, box);
  const listed = rows.slice(0, LISTED).map(([one, row]) => hereOf(one, row));
  for (const { select, title, when, figure } of [...above, ...listed]) {
    const pick = dom.element("button", "", null, dom.element("li", "", null, items));
    pick.type = "button";
    dom.element("b", "", title, pick);
    dom.element("span", "", [when, figure].filter(Boolean).join(" · "), pick);
    pick.addEventListener("click", () => atlas.patch({ select }, true));
    buttons.set(select, pick);
  }
  const more = rows.length - LISTED;
  if (more > 0) dom.element("small", "", trN("and {n} earlier row", "and {n} earlier rows", more), box);
  mark(atlas.state.select);
  [...buttons.values()][0].focus({ preventScroll: true });
}

/** @param {string | null} select */
function mark(select) {
  for (const [id, button] of buttons) {
    if (id === select) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

export function startHere() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !list || event.defaultPrevented) return;
    event.preventDefault();
    closeHere();
    const container = atlas.map.getContainer();
    const back = origin instanceof HTMLElement && container.contains(origin) ? origin : container;
    back.focus({ preventScroll: true });
  });
  atlas.map.on("zoomstart", closeHere);
  atlas.painters.push((state, keys) => {
    if (list && deciding(state) !== asked) closeHere();
    else if (keys.has("select")) mark(state.select);
  });
}
