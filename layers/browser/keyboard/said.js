// What a screen reader is told of the map: which card is open, that it plays and where it stopped and, once it rests, what the date is. No day while it plays.

import { around } from "../shared/around.js";
import * as atlas from "../shared/atlas.js";
import { sayDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { newsIn } from "../shared/news.js";
import { tr } from "../shared/translation.js";

/** @import { Key, State } from "../shared/types" */

const REST_MS = 800;
let timer = 0;
/** @type {(words: string) => void} */
let news;
/** @type {MutationObserver | undefined} */
let comes;
/** What was selected at the last paint, if there was one: a link that selects a record is no news. @type {string | null | undefined} */
let selected;
let played = false;
let dated = ""; // the day that was told last, or stood when the map opened

/** @param {string} words */
export function say(words) {
  news(words);
}

/** Of what was painted, as the map's name is: a date that has come since is told once it is painted too. @param {number} date @param {boolean} playing */
function sayDate(date, playing) {
  const day = sayDay(date);
  const stopped = played && !playing;
  played = playing;
  // The slider tells its own value while it has the focus.
  const known = document.activeElement?.getAttribute("role") === "slider";
  if (playing || (day === dated && !stopped)) return;
  dated = day;
  // Of two maps each is named by its side and its day.
  const name = atlas.map.getContainer().ariaLabel;
  if (stopped) say(tr("Stopped at {day}.", { day }));
  else if (!known) say(name?.includes(day) ? name : tr("The map stands at {day}.", { day }));
}

/** @param {string | null} select */
function sayCard(select) {
  comes?.disconnect();
  if (!select) {
    say(tr("The card is closed."));
    return;
  }
  const page = around?.document ?? document;
  const heading = () => page.querySelector(`[data-card="${CSS.escape(select)}"]`)?.textContent;
  // By its heading and not by the mark's name: the border line is a mark of the whole border. Python draws it, so it comes some time later.
  const tell = () => {
    const title = heading();
    if (title) say(tr("Card open: {title}.", { title }));
    return Boolean(title);
  };
  if (tell()) return;
  comes = new MutationObserver((_, watching) => tell() && watching.disconnect());
  comes.observe(page.body, { childList: true, subtree: true });
}

/** @param {State} state @param {Set<Key>} keys */
function follow({ date, select, playing }, keys) {
  if (selected !== undefined && select !== selected) sayCard(select);
  selected = select;
  if (keys.has("playing")) {
    // What changes from step to step would be read out without an end.
    for (const changes of document.querySelectorAll(".ba-changes"))
      changes.setAttribute("aria-live", playing ? "off" : "polite");
    if (playing) {
      played = true;
      say(tr("Playing."));
    }
  }
  if (!keys.has("date") && !keys.has("playing")) return;
  // The day on which the map opens is no news.
  dated ||= sayDay(date);
  clearTimeout(timer);
  timer = setTimeout(() => sayDate(date, Boolean(playing)), REST_MS);
}

export function startSaid() {
  const line = dom.element("p", "ba-unseen ba-said", "", document.body);
  line.setAttribute("role", "status");
  news = newsIn(line);
  atlas.painters.push(follow);
}
