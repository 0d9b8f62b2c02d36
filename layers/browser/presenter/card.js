// The card of a record that was chosen, for questions: how it stands on the date and where it is known last, who says what, its sources.
import * as atlas from "../shared/atlas.js";
import { sayDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";

/** @import { Content, Scene, ShortCard, WhoSays } from "../shared/types" */
/** @import { Name } from "./commands.js" */

/** @type {HTMLElement} */
let box;
/** @type {Content["cards"]} */
let cards;
/** @type {(name: Name) => void} */
let act;
/** What the scene itself selects: its card opens only once a hand has chosen it. @type {string | null} */
let ofScene = null;
let ownOpen = false;

/** @param {HTMLElement} parent @param {Content["cards"]} all @param {(name: Name) => void} does what a key does */
export function startCard(parent, all, does) {
  [cards, act] = [all, does];
  box = dom.element("div", "pr-card", null, parent);
  box.hidden = true;
  atlas.painters.push((_, keys) => {
    if (keys.has("select") || keys.has("date")) show();
  });
  atlas.choosers.push((select) => {
    if (select === ofScene) showOwn(true);
  });
}

/** Begin a scene without a card. @param {string | null} select what it selects itself */
export function beginCard(select) {
  ofScene = select;
  ownOpen = false;
  box.hidden = true;
}

/** @param {boolean} on */
function showOwn(on) {
  ownOpen = on;
  show();
}

/** Choose what the scene does, without its card; tells whether anything else was chosen, or a card open. */
export function closeCard() {
  const chosen = !box.hidden || atlas.state.select !== ofScene;
  showOwn(false);
  atlas.patch({ select: ofScene }, false);
  return chosen;
}

/** @param {string | null} id */
const openCard = (id) => (id && (ownOpen || id !== ofScene) ? cards[id] : null);

/** Who says what on the record whose card is open, else on the scene. @param {Scene} scene @returns {WhoSays} */
export function saidOn({ said }) {
  const { select, date } = atlas.state;
  const told = openCard(select)?.said ?? said;
  return {
    ...told,
    groups: told.groups.map((group) => ({ ...group, stands: cards[group.id] && standsOn(cards[group.id], date) })),
  };
}

function show() {
  const { select } = atlas.state;
  const card = openCard(select);
  box.hidden = !card;
  if (!card) return;
  box.textContent = "";
  dom.element("small", "", card.kicker, box);
  const title = dom.element("h2", "", card.title, box);
  title.tabIndex = -1;
  title.dataset.card = String(select); // where the focus goes (keyboard/card_focus.js)
  const stands = standsOn(card, atlas.state.date);
  if (stands) dom.element("p", "pr-stands", stands, box);
  dom.element("div", "", card.summary, box);
  for (const table of card.tables) {
    const body = dom.element("table", "", null, box);
    for (const cells of table) {
      const row = dom.element("tr", "", null, body);
      for (const cell of cells) dom.element("td", "", cell, row);
    }
  }
  dom.element("small", "", tr("Sources: {sources}", { sources: card.sources }), box);
  writeWays(card, stands);
  dom.button("pr-close", tr("Close"), tr("Close the card"), box, closeCard);
}

/** What is said of it first, which is of a day. @param {ShortCard} card @param {number} day */
const standsOn = ({ stands }, day) => stands.findLast(([from]) => from <= day)?.[1];

/** @param {ShortCard} card @param {string | undefined} stands how it stands on the date */
function writeWays(card, stands) {
  const ways = dom.element("div", "pr-ways", null, box);
  dom.button("", tr("Who says what"), tr("Who says what on this (key C)"), ways, () => act("said"));
  const { checked } = atlas.config;
  if (standsOn(card, checked) === stands) return;
  const last = { day: sayDay(checked) };
  const words = tr("How it stands on {day}, the last day checked (key Y)", last);
  dom.button("", tr("As of {day}", last), words, ways, () => act("latest"));
}
