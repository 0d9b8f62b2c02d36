// What a first visit reads: a headline, three sentences, and two ways on, over a map that waits.
import { button, element } from "../shared/dom.js";
import { tr } from "../shared/translation.js";

/** @import { Opening } from "../shared/types" */

/**
 * @param {Opening} told
 * @param {{ story: () => void, map: () => void }} ways
 */
export function showCard(told, ways) {
  const card = element("dialog", "st-card", null, document.body);
  card.setAttribute("aria-labelledby", "st-headline");
  const words = element("div", "st-card-words", null, card);
  words.tabIndex = -1; // the focus goes here, so that it is read from its beginning
  words.autofocus = true;
  const headline = element("h1", "st-headline", told.headline, words);
  headline.id = "st-headline";
  for (const sentence of told.sentences) element("p", "", sentence, words);
  /** @param {() => void} way */
  const leave = (way) => {
    card.remove();
    way();
  };
  const foot = element("div", "st-ways", null, card);
  button("st-go", tr("Start the story"), tr("Start the story"), foot, () => leave(ways.story));
  button("", tr("Open the map"), tr("Open the map"), foot, () => leave(ways.map));
  card.addEventListener("cancel", () => leave(ways.map)); // Escape
  card.addEventListener("click", (event) => event.target === card && leave(ways.map)); // beside it
  card.showModal();
}
