// What a first visit reads: a headline, three sentences, and two ways on, over a map that waits.
import { placeLabels } from "../names/labels.js";
import { around, onEscapeAround } from "../shared/around.js";
import { button, element } from "../shared/dom.js";
import { tr } from "../shared/translation.js";

/** @import { Opening } from "../shared/types" */

/** Have the page under it stay where it is: two things that scroll are one too many. @param {boolean} on */
const still = (on) => around?.document.body.classList.toggle("ba-welcoming", on);

/** A modal dialog of a frame keeps the tab key from its frame alone, and not from the page around it. @param {HTMLElement} card @param {HTMLElement[]} stops all that it has */
function keepTab(card, stops) {
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = event.shiftKey ? Math.max(at, 0) - 1 : at + 1;
    stops[(to + stops.length) % stops.length].focus();
  });
}

/**
 * @param {Opening} told
 * @param {{ story: () => void, map: () => void }} ways
 */
export function showCard(told, ways) {
  const card = element("dialog", "st-card ba-keepout", null, document.body);
  card.setAttribute("aria-labelledby", "st-headline");
  const words = element("div", "st-card-words", null, card);
  words.id = "st-words";
  card.setAttribute("aria-describedby", words.id);
  card.tabIndex = -1;
  const headline = element("h1", "st-headline", told.headline, words);
  headline.id = "st-headline";
  for (const sentence of told.sentences) element("p", "", sentence, words);
  const over = new AbortController();
  /** @param {() => void} way */
  const leave = (way) => {
    over.abort();
    still(false);
    card.remove();
    placeLabels();
    way();
  };
  const foot = element("div", "st-ways", null, card);
  const ends = [
    button("st-go", tr("Start the story"), tr("Start the story"), foot, () => leave(ways.story)),
    button("", tr("Open the map"), tr("Open the map"), foot, () => leave(ways.map)),
  ];
  keepTab(card, ends);
  element("p", "st-escape", tr("Escape leads to the map."), words);
  card.addEventListener("cancel", () => leave(ways.map)); // Escape
  onEscapeAround(() => leave(ways.map), over.signal);
  card.addEventListener("click", (event) => event.target === card && leave(ways.map)); // beside it
  window.addEventListener("pagehide", () => still(false), { signal: over.signal });
  still(true);
  card.showModal();
  placeLabels(); // Both sides are named beside it.
  card.focus(); // the whole, so that its name and words are read
}
