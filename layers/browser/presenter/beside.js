// Both dates of a comparison side by side: the later on a second map (compare/half.js), whose scripts and style are those of this document.
import { follow, openHalf, shared } from "../compare/half.js";
import * as atlas from "../shared/atlas.js";
import { sayDay, toDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";

/** @import { Key, State } from "../shared/types" */
/** @import { Half } from "../compare/half.js" */

/** @type {HTMLElement | undefined} */
let holder;
/** @type {HTMLIFrameElement} */
let frame;
/** @type {Half | undefined} */
let half;
let day = "";

/** Put this document's scripts and style into the page of another map. @param {Document} page */
export function fill(page) {
  dom.element("style", "", document.querySelector("style")?.textContent, page.head);
  // The same text as here: a server that lets a browser run this one lets it run that.
  dom.element("script", "", document.scripts[0].textContent, page.body);
}

function tell() {
  if (!half || !day) return;
  half.face.patch({ ...shared(atlas.state), date: toDay(day) }, false);
  const words = tr("Right map: {day}", { day: sayDay(toDay(day)) });
  frame.title = words;
  half.body.querySelector(".leaflet-container")?.setAttribute("aria-label", words);
}

/** @param {State} _ @param {Set<Key>} keys */
function lead(_, keys) {
  if (keys.has("theme")) half?.face.setTheme(String(document.documentElement.dataset.theme));
  tell();
}

/** @param {State} state @param {Set<Key>} keys */
function hear({ select }, keys) {
  if (day && keys.has("select")) atlas.patch({ select }, true);
}

function open() {
  holder = dom.element("div", "pr-other", null, document.body);
  frame = dom.element("iframe", "", null, holder);
  frame.title = tr("Map of the other date");
  atlas.painters.push(lead);
  openHalf(frame, fill, hear, (joined) => {
    half = joined;
    half.body.classList.add("ba-bare", "pr-half");
    half.face.map.invalidateSize({ animate: false });
    follow(half.face.map, atlas.map);
    tell();
  });
}

/** The day of the second map, while there is one. */
export const besideDay = () => (day ? toDay(day) : null);

/** Show the second map with a day, or none. @param {string} iso */
export function setBeside(iso) {
  day = iso;
  if (day && !holder) open();
  document.body.classList.toggle("pr-beside", Boolean(day));
  atlas.map.invalidateSize({ animate: false });
  half?.face.map.invalidateSize({ animate: false });
  tell();
}
