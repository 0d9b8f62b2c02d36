// The time slider, full width under the map. It moves the map in the browser; Python hears of it later.

import { explainStrip } from "../key/key.js";
import { oneStop } from "../keyboard/one_stop.js";
import * as atlas from "../shared/atlas.js";
import { sayDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { fetchJson, watchConnection } from "../shared/loading.js";
import { say } from "../shared/toast.js";
import { tr } from "../shared/translation.js";
import { listChanges, nextChange, previousChange, startChanges } from "./changes.js";
import { dateField, setDateWords } from "./dates.js";
import { startFold } from "./fold.js";
import { move, setPeriod, startHands } from "./hands.js";
import { setMilestones, startPlay, togglePlaying } from "./play.js";
import { opens, saySpan } from "./rule.js";
import { timeStrip } from "./strip.js";
import { startUnknowns } from "./unknowns.js";

/** @import { Key, Mode, State, Strip, Timeline } from "../shared/types" */

/** @type {() => [Mode, title: string][]} */
const modesInOrder = () => [
  ["day", tr("On this day")],
  ["window", tr("In this period")],
  ["upto", tr("Up to this day")],
];
const TARGET_PX = 24; // WCAG 2.5.8
const REST_MS = 150; // a date that stands so long is no step of a drag
const GRIP_PX = 20; // the dots on the label of a period, by which it is dragged
/** @type {Key[]} */
const STILL = ["layers", "region", "only", "theme", "line"]; // after which the whole strip is drawn anew
/** @type {Key[]} */
const STEPPED = ["date", "mode", "days", "playing"];
/** @type {Key[]} */
const BUTTONS = ["playing", "mode", "theme"];

/** @type {Strip | undefined} */
let strip;
/** @type {ReturnType<typeof build>} */
let parts;
let naming = 0;
let pillLook = { pen: dom.measuringPen(), sides: 0 };

// ---- fields ----------------------------------------------------------------------------------------------------------
/** A date moves the end of a period; a period that would end before it begins moves as a whole. @param {number} day */
function takeDate(day) {
  const start = opens(atlas.state);
  if (atlas.state.mode !== "window") move(day);
  else if (day >= start) setPeriod(start, day);
  else movePeriod(day);
}
/** @param {number} day */
function takeStart(day) {
  const { date, days } = atlas.state;
  if (day <= date) setPeriod(day, date);
  else movePeriod(Math.min(day + days - 1, atlas.config.today));
}
/** Two dates are a period, in whichever field they were typed. @param {number} start @param {number} date */
function takeRange(start, date) {
  atlas.patch({ mode: "window", date, days: date - start + 1 }, true);
}
/** @param {number} day */
function movePeriod(day) {
  move(day);
  say(tr("The period has moved and is as long as before."));
}

// ---- building ------------------------------------------------------------------------------------------------------
/** @param {HTMLElement} root */
function buildBar(root) {
  const { element, button } = dom;
  const bar = element("div", "ba-bar", null, root);
  const playButton = button("ba-play", "", tr("Play"), bar, togglePlaying);
  const told = element("div", "ba-told", null, atlas.map.getContainer());
  const steps = element("div", "ba-steps", null, bar);
  const back = button("ba-step ba-back", "", tr("Previous change"), steps, () =>
    move(previousChange(atlas.state.date)),
  );
  const on = button("ba-step", "", tr("Next change"), steps, () => move(nextChange(atlas.state.date)));
  oneStop(steps, tr("From change to change"));
  startPlay(bar, root, told, () => strip);
  const modes = element("select", "ba-modes", null, bar);
  modes.setAttribute("aria-label", tr("Which events show"));
  for (const [mode, title] of modesInOrder()) element("option", "", title, modes).value = mode;
  modes.addEventListener("change", () => atlas.patch({ mode: /** @type {Mode} */ (modes.value) }, true));
  // The dates come last: what stands before them keeps its place when a period needs two.
  const asked = element("div", "ba-asked", null, root);
  const startField = dateField(bar, asked, "ba-date ba-from", true, takeStart, takeRange);
  startField.field.setAttribute("aria-label", tr("First day of the period"));
  element("span", "ba-to", "–", bar).setAttribute("aria-hidden", "true");
  const endField = dateField(bar, asked, "ba-date ba-until", false, takeDate, takeRange);
  return { bar, playButton, told, back, on, startField, endField, modes };
}

/** @param {string} className @param {string} label @param {HTMLElement} parent */
function handle(className, label, parent) {
  const element = dom.element("div", className, null, parent);
  element.tabIndex = 0;
  element.setAttribute("role", "slider");
  element.setAttribute("aria-label", label);
  element.setAttribute("aria-valuemin", String(atlas.config.first));
  element.setAttribute("aria-valuemax", String(atlas.config.today));
  return element;
}

function build() {
  const { element } = dom;
  const root = element("section", "ba-slider", null, document.body);
  root.setAttribute("aria-label", tr("Time"));
  const bar = buildBar(root);
  const track = element("div", "ba-track", null, root);
  const canvas = element("canvas", "ba-strip", null, track);
  canvas.setAttribute("aria-hidden", "true");
  const rail = element("div", "ba-rail", null, track);
  const fill = element("div", "ba-fill", null, rail);
  const opener = handle("ba-thumb ba-opener", tr("First day of the period"), rail);
  const thumb = handle("ba-thumb", tr("Date of the map"), rail);
  thumb.setAttribute(
    "aria-description",
    tr(
      "Shift with an arrow key moves by a month, Page up and Page down by a year, comma and full stop go to the previous and the next change.",
    ),
  );
  const pill = element("div", "ba-pill", null, rail);
  const bands = element("div", "ba-bands", null, track);
  oneStop(bands, tr("Periods"));
  const foot = element("div", "ba-slider-foot", null, root);
  const { checked, today } = atlas.config;
  const words = tr("Facts checked to {day}", { day: sayDay(checked) });
  const facts = dom.button("ba-unknown ba-facts", words, words, foot, () => move(checked));
  facts.dataset.hint = tr("The slider is hatched after that day: nothing later has been looked for.");
  if (checked < today) {
    const day = sayDay(today);
    dom.button("ba-unknown ba-today", tr("Today"), tr("Today, {day}", { day }), foot, () => move(today));
  }
  startFold(bar.bar, root);
  startHands({ root, track, canvas, thumb, opener, pill, strip: () => strip });

  const dateBox = element("div", "ba-datebox ba-keepout", null, atlas.map.getContainer());
  const dateLine = element("div", "ba-datebox-day", null, dateBox);
  const modeLine = element("div", "ba-datebox-mode", null, dateBox);
  new ResizeObserver(() => atlas.repaint()).observe(track);
  return { root, ...bar, canvas, bands, fill, opener, thumb, pill, foot, dateLine, modeLine };
}

/** The bands again as buttons, for keys and screen readers; a pointer takes the painted ones. @param {Strip} strip */
function placeBands(strip) {
  parts.bands.textContent = "";
  for (const mark of strip.marks()) {
    if (mark.kind !== "period") continue;
    const open = () => atlas.patch({ select: mark.id }, true);
    const button = dom.button("ba-band", "", mark.text, parts.bands, open);
    button.dataset.hint = "";
    const { left, right, top, bottom } = mark;
    const [width, height] = [right - left, bottom - top].map((side) => Math.max(side, TARGET_PX));
    const box = { left, top: (top + bottom - height) / 2, width, height };
    for (const [side, pixels] of Object.entries(box)) button.style.setProperty(side, `${pixels}px`);
  }
}

// ---- painting --------------------------------------------------------------------------------------------------------
/** @param {State} state */
function modeWords(state) {
  if (state.mode === "upto") return tr("up to this day");
  if (state.mode === "day") return tr("on this day");
  return tr("events from {day}", { day: sayDay(opens(state)) });
}
/** As "16 September 2022", or "18 August 2022 to 16 September 2022". @param {State} state */
const pillWords = (state) => saySpan(state.mode === "window" ? opens(state) : state.date, state.date + 1, false);

/** Measured beside the page: asking an element for its width would lay the whole page out in each step. @param {string} words */
function pillWidth(words) {
  return pillLook.pen.measureText(words).width + pillLook.sides;
}

/**
 * Place something on the rail by a margin, since a transform or a box that moves by itself (slider.css) costs much more.
 *
 * @param {HTMLElement} element
 * @param {number} x
 */
const at = (element, x) => element.style.setProperty("--x", `${x}px`);

/** @param {State} state @param {Set<Key>} keys */
function paint(state, keys) {
  if (!strip) return;
  const anew = STILL.some((key) => keys.has(key));
  if (!anew && !STEPPED.some((key) => keys.has(key))) return;
  if (anew) {
    listChanges(state);
    strip.all(state);
    placeBands(strip);
    const style = getComputedStyle(parts.pill);
    pillLook = { pen: dom.penFor(style), sides: parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) };
  } else strip.step(state);
  parts.dateLine.textContent = sayDay(state.date);
  parts.modeLine.textContent = modeWords(state);
  const windowed = state.mode === "window";
  const first = Math.max(opens(state), atlas.config.first);
  const x = strip.toX(state.date);
  const from = windowed ? strip.toX(first) : 0;
  at(parts.fill, from);
  parts.fill.style.width = `${x - from}px`;
  at(parts.thumb, x);
  at(parts.opener, from);
  const words = pillWords(state);
  const wide = pillWidth(words) + (windowed ? GRIP_PX : 0);
  parts.pill.textContent = words;
  at(parts.pill, Math.min(Math.max((windowed ? (from + x) / 2 : x) - wide / 2, 2), strip.width() - wide - 2));
  if (BUTTONS.some((key) => keys.has(key))) buttons(state);
  clearTimeout(naming);
  naming = setTimeout(nameSteps, REST_MS);
  parts.endField.show(state.date);
  parts.startField.show(first);
  parts.thumb.setAttribute("aria-valuenow", String(state.date));
  parts.thumb.setAttribute("aria-valuetext", `${sayDay(state.date)}, ${modeWords(state)}`);
  parts.opener.setAttribute("aria-valuenow", String(first));
  const until = tr("events to {day}", { day: sayDay(state.date) });
  parts.opener.setAttribute("aria-valuetext", `${sayDay(first)}, ${until}`);
}

/** The steps say to which day they lead, once the date rests. */
function nameSteps() {
  const { date } = atlas.state;
  const [before, after] = [previousChange(date), nextChange(date)];
  const earlier = before && tr("Previous change: {day} (key ,)", { day: sayDay(before) });
  const later = after && tr("Next change: {day} (key .)", { day: sayDay(after) });
  parts.back.setAttribute("aria-label", earlier || tr("No change before this day"));
  parts.on.setAttribute("aria-label", later || tr("No change after this day"));
  parts.back.setAttribute("aria-disabled", String(!earlier));
  parts.on.setAttribute("aria-disabled", String(!later));
}

/** @param {State} state */
function buttons({ mode, playing }) {
  const { startField, endField, modes, playButton, root, thumb } = parts;
  if (root.classList.contains("windowed") !== (mode === "window"))
    for (const one of [startField, endField]) one.forget();
  // Of two maps the slider says whose date it is (compare.js), and so does its field.
  endField.field.ariaLabel = mode === "window" ? tr("Last day of the period") : thumb.ariaLabel;
  root.classList.toggle("windowed", mode === "window");
  modes.value = mode;
  playButton.classList.toggle("playing", playing);
  playButton.setAttribute("aria-label", playing ? tr("Pause") : tr("Play"));
  playButton.dataset.hint = playing ? tr("Pause (Space)") : tr("Play (Space)");
}

export async function startSlider() {
  parts = build();
  watchConnection();
  atlas.painters.push(paint);
  const { config } = atlas;
  /** @type {Timeline | null} */
  const timeline = config.inline ? config.inline.timeline : await fetchJson(config.timeline, tr("the timeline"));
  if (!timeline) return;
  setMilestones(timeline.turns);
  explainStrip(timeline);
  setDateWords(timeline.dates);
  startChanges(timeline, parts.told);
  startUnknowns(parts.foot, parts.root, timeline);
  strip = timeStrip(parts.canvas, timeline, config);
  atlas.repaint();
  // Drawn at once, and again in its own typeface when that is there: on a slow line the faces come last.
  document.fonts.ready.then(atlas.repaint);
}
