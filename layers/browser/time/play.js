// Play: from change to change or evenly along the strip, at four speeds, once or in a loop, holding at turning points with
// their caption if the reader wishes. A period grows from its first day to its last and then stands as it was set; otherwise
// the slider runs to its end. A link never plays: it opens stopped.
import { letsThrough } from "../map/passing.js";
import * as atlas from "../shared/atlas.js";
import { addMonths, sayDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { say } from "../shared/toast.js";
import { tr } from "../shared/translation.js";
import { nextChange } from "./changes.js";
import { opens } from "./rule.js";

/** @import { Milestone, Strip } from "../shared/types" */

const CHANGE_MS = 700; // at speed 1: long enough to see what changed
const STRIP_MS = 60000; // at speed 1, evenly, from one end of the strip to the other
const PERIOD_MS = 10000; // at speed 1 no period passes evenly in less
const HOLD_MS = 4000; // a caption is read in this time
const SPEEDS = [0.5, 1, 2, 4];
const options = { speed: 1, evenly: false, loop: false, hold: true };

/** @type {Milestone[]} */
let milestones = [];
/** @type {() => Strip | undefined} */
let stripOf;
let timer = 0;
let frame = 0;
let reached = 0; // x on the strip that an even play has reached, in parts of a pixel
let last = 0;
/** The period that is played, as it was set, and the day that the play has reached. @type {{ from: number, until: number, at: number } | null} */
let period = null;
/** @type {HTMLElement} */
let caption;

function stop() {
  clearTimeout(timer);
  cancelAnimationFrame(frame);
  timer = 0;
  frame = 0;
}

/** Take up the period that is set: from its first day, or from where its play was paused. */
function takePeriod() {
  const { date, mode } = atlas.state;
  const from = opens(atlas.state);
  if (mode !== "window") period = null;
  else if (!isUntouched() || !period || date >= period.until) {
    period = { from, until: date, at: date };
    goTo(Math.max(from, atlas.config.first), true);
  }
}

/** Tells whether mode and period are as the play has left them. */
function isUntouched() {
  const { date, mode } = atlas.state;
  return mode === "window" ? period?.at === date && period.from === opens(atlas.state) : !period;
}

/** The last day to which it plays. */
const end = () => period?.until ?? atlas.config.today;

/** @param {number} day @param {boolean} byHand */
function goTo(day, byHand) {
  atlas.patch(period ? { date: day, days: day - period.from + 1 } : { date: day }, byHand);
  if (period) period.at = day;
}

/** @param {number} from @param {number} to */
function turningPoint(from, to) {
  if (!options.hold) return undefined;
  return milestones.find(([day, , , id, regions]) => day > from && day <= to && letsThrough(regions, id, atlas.state));
}

/** @param {Milestone} [found] */
function showCaption(found) {
  caption.textContent = "";
  caption.hidden = !found;
  if (!found) return;
  const [day, title, summary, id] = found;
  dom.element("b", "", title, caption);
  dom.element("span", "", sayDay(day), caption);
  dom.element("p", "", summary, caption);
  dom.button("ba-caption-open", tr("Open its card"), tr("Open the card of {title}", { title }), caption, () => {
    setPlaying(false);
    atlas.patch({ select: id }, true);
  });
}

function ended() {
  if (!options.loop) {
    setPlaying(false);
    return;
  }
  goTo(Math.max(period?.from ?? -Infinity, atlas.config.first), false);
  next(CHANGE_MS / options.speed);
}

/** Go to `day`, or to the turning point before it, and hold there. @param {number} day */
function advance(day) {
  const found = turningPoint(atlas.state.date, day);
  const reachedDay = found ? found[0] : day;
  showCaption(found);
  // Tables beside the map follow a play at a speed a reader can follow; a quicker one tells them at its end.
  goTo(reachedDay, options.speed <= 1 && !options.evenly);
  if (found) reached = stripOf()?.toX(reachedDay) ?? reached;
  return Boolean(found);
}

/** The day to which a step from change to change leads, the last of a period too; undefined at the end. */
function following() {
  const day = nextChange(atlas.state.date);
  if (!period) return day;
  return atlas.state.date < period.until ? Math.min(day ?? period.until, period.until) : undefined;
}

function step() {
  const day = following();
  if (day === undefined) ended();
  else next(advance(day) ? HOLD_MS : CHANGE_MS / options.speed);
}

/** @param {number} now */
function slide(now) {
  const strip = stripOf();
  if (!goesOn() || !strip) return;
  showCaption();
  const pace = strip.width() / STRIP_MS;
  const slower = period ? (strip.toX(period.until) - strip.toX(period.from)) / PERIOD_MS : pace;
  reached = Math.max(reached, strip.toX(atlas.state.date)) + (now - last) * options.speed * Math.min(pace, slower);
  last = now;
  const day = Math.min(strip.toDay(reached), end());
  if (atlas.state.date >= end()) ended();
  else if (day > atlas.state.date && advance(day)) next(HOLD_MS);
  else frame = requestAnimationFrame(slide);
}

/** Evenly without motion: a month at a time. */
function monthly() {
  const { date } = atlas.state;
  if (date >= end()) ended();
  else next(advance(Math.min(addMonths(date, 1), end())) ? HOLD_MS : CHANGE_MS / options.speed);
}

/** Tells whether it still plays; it stops where another period was set meanwhile, or another mode. */
function goesOn() {
  if (atlas.state.playing && !isUntouched()) setPlaying(false);
  return atlas.state.playing;
}

/** @param {number} milliseconds */
function next(milliseconds) {
  stop();
  timer = setTimeout(() => {
    if (!goesOn()) return;
    if (!options.evenly) step();
    else if (dom.REDUCED.matches) monthly();
    else {
      last = performance.now();
      reached = stripOf()?.toX(atlas.state.date) ?? 0;
      frame = requestAnimationFrame(slide);
    }
  }, milliseconds);
}

/** @param {boolean} on */
export function setPlaying(on) {
  stop();
  showCaption();
  atlas.patch({ playing: on }, true);
  if (!on) return;
  takePeriod();
  const { date } = atlas.state;
  const atEnd = !period && (options.evenly ? date >= atlas.config.today : nextChange(date) === undefined);
  if (atEnd) atlas.patch({ date: atlas.config.first }, true);
  next(CHANGE_MS / options.speed / 2);
}

/** Play, or pause by hand: of a period the days that are still to come are then not seen, so it is said that they are not lost. */
export function togglePlaying() {
  setPlaying(!atlas.state.playing);
  if (atlas.state.playing || !period || period.at >= period.until || !isUntouched()) return;
  say(tr("Paused. Play goes on to the last day of the period, {day}.", { day: sayDay(period.until) }));
}

// ---- the options' sheet --------------------------------------------------------------------------------------------------
/**
 * @param {HTMLElement} parent
 * @param {"radio" | "checkbox"} type
 * @param {string} name
 * @param {string} title
 * @param {boolean} checked
 * @param {(on: boolean) => void} chosen
 */
function choice(parent, type, name, title, checked, chosen) {
  const label = dom.element("label", "ba-option", null, parent);
  const input = dom.element("input", "", null, label);
  input.type = type;
  input.name = name;
  input.checked = checked;
  input.addEventListener("change", () => {
    chosen(input.checked);
    if (atlas.state.playing) setPlaying(true);
  });
  dom.element("span", "", title, label);
}

/** @param {HTMLElement} parent @param {HTMLElement} opener */
function sheet(parent, opener) {
  const box = dom.element("div", "ba-sheet", null, parent);
  box.hidden = true;
  box.id = "ba-play-options";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", tr("How to play"));
  const speeds = dom.element("div", "ba-speeds", null, box);
  speeds.setAttribute("role", "radiogroup");
  speeds.setAttribute("aria-label", tr("Speed"));
  for (const speed of SPEEDS) {
    choice(speeds, "radio", "speed", sayShort(speed), speed === options.speed, () => {
      options.speed = speed;
      saySpeed(opener);
    });
  }
  choice(box, "radio", "pace", tr("From change to change"), !options.evenly, () => {
    options.evenly = false;
  });
  choice(box, "radio", "pace", tr("Evenly along the strip"), options.evenly, () => {
    options.evenly = true;
  });
  choice(box, "checkbox", "hold", tr("Hold at turning points"), options.hold, (on) => {
    options.hold = on;
  });
  choice(box, "checkbox", "loop", tr("Begin again at the end"), options.loop, (on) => {
    options.loop = on;
  });
  return box;
}
/** @param {number} speed */
const sayShort = (speed) => (speed === 0.5 ? "½×" : `${speed}×`);
/** @param {HTMLElement} opener */
function saySpeed(opener) {
  const speed = sayShort(options.speed);
  const words = tr("How to play, now {speed}: speed, pace, loop", { speed });
  opener.textContent = speed;
  opener.setAttribute("aria-label", words);
}

/**
 * Add the speed button to the bar, and to `told` the caption.
 *
 * @param {HTMLElement} bar
 * @param {HTMLElement} root
 * @param {HTMLElement} told
 * @param {() => Strip | undefined} strip
 */
export function startPlay(bar, root, told, strip) {
  stripOf = strip;
  const opener = dom.button("ba-speed", "", "", bar, () => toggle(box.hidden));
  saySpeed(opener);
  const box = sheet(root, opener);
  opener.setAttribute("aria-controls", box.id);
  const toggle = (/** @type {boolean} */ open) => {
    box.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  toggle(false);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    toggle(false);
    opener.focus();
    event.preventDefault();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !box.contains(target) && target !== opener) toggle(false);
  });
  caption = dom.element("div", "ba-caption", null, told);
  caption.setAttribute("role", "status");
  caption.hidden = true;
  L.DomEvent.disableClickPropagation(caption);
  // A hand or a command on the date ends the caption that stood for another day.
  atlas.painters.push((state, keys) => {
    if (!keys.has("playing") || state.playing) return;
    stop();
    showCaption();
  });
}
/** @param {Milestone[]} found */
export function setMilestones(found) {
  milestones = found;
}
