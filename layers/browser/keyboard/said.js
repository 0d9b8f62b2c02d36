// What a screen reader is told of the map: which card is open and, once it rests, what the date is. Nothing while it plays.

import { items } from "../map/items.js";
import * as atlas from "../shared/atlas.js";
import { sayDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";

/** @import { Key, State } from "../shared/types" */

const REST_MS = 800;
let timer = 0;
/** @type {HTMLElement} */
let line;
/** What was selected at the last paint, if there was one: a link that selects a record is no news. @type {string | null | undefined} */
let selected;
let dated = ""; // the day that was told last, or stood when the map opened

/** @param {string} words */
export function say(words) {
  line.textContent = words;
}

function sayDate() {
  const { date, playing } = atlas.state;
  const day = sayDay(date);
  // The slider tells its own value while it has the focus.
  const known = dated === "" || document.activeElement?.getAttribute("role") === "slider";
  if (playing || day === dated) return;
  dated = day;
  if (!known) line.textContent = tr("The map stands at {day}.", { day });
}

/** @param {string | null} select */
function sayCard(select) {
  const title = items.find(({ feature }) => feature.select === select)?.feature.title;
  const opened = title ? tr("Card open: {title}.", { title }) : tr("A card is open.");
  line.textContent = select ? opened : tr("The card is closed.");
}

/** @param {State} state @param {Set<Key>} keys */
function follow({ select, playing }, keys) {
  if (selected !== undefined && select !== selected) sayCard(select);
  selected = select;
  if (keys.has("playing")) {
    // What changes from step to step would be read out without an end.
    for (const changes of document.querySelectorAll(".ba-changes"))
      changes.setAttribute("aria-live", playing ? "off" : "polite");
  }
  if (!keys.has("date") && !keys.has("playing")) return;
  clearTimeout(timer);
  timer = setTimeout(sayDate, REST_MS);
}

export function startSaid() {
  line = dom.element("p", "ba-unseen ba-said", "", document.body);
  line.setAttribute("role", "status");
  atlas.painters.push(follow);
}
