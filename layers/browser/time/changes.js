// When something on the map changes, and what has just changed: a ring round it that pulses once, and one line in words.
import { elementOf, layerData } from "../map/items.js";
import { passes, shows } from "../map/passing.js";
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { say as tell } from "../shared/toast.js";
import { tr, trN } from "../shared/translation.js";
import { sayNames } from "./marks.js";
import { isUndated, stepOn } from "./rule.js";

/** @import { Feature, Key, Layer, State, Step, Timeline } from "../shared/types" */

/** @typedef {Pick<State, "date" | "mode" | "days" | "layers">} Moment */
/** @typedef {{ feature: Feature, layer: Layer, names: string, say: (what: string) => string, gone?: boolean }} Change */

const LINES_SHOWN = 3;
const PULSES_SHOWN = 14;
const LINE_MS = 9000;
/** @type {Key[]} */
const OTHERS = ["layers", "region", "line", "only"]; // What else may change the map.
/** @type {number[]} */
let days = [];
/** @type {Timeline["words"]} */
let words = {};
/** What the states of a layer do when they begin and when they end. @type {Timeline["verbs"]} */
let verbs = {};
/** The view of the last paint. @type {Moment | undefined} */
let before;
/** @type {HTMLElement} */
let line;
let timer = 0;

/** @param {State} state */
function shownLayers({ layers }) {
  const data = layerData();
  return layers.flatMap((id) => data[id] || []);
}

// ---- days on which something changes, ascending ------------------------------------------------------------------------
/** @param {State} state */
export function listChanges(state) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const layer of shownLayers(state)) {
    for (const feature of layer.features) {
      if (!passes(feature, layer, state)) continue;
      const { interval, steps } = feature;
      if (interval) found.add(interval[0]);
      if (interval && layer.time === "state") found.add(interval[1]);
      for (const step of steps.slice(1)) found.add(step[0]);
    }
  }
  const { first, today } = atlas.config;
  days = [...found].filter((day) => day > first && day <= today).sort((a, b) => a - b);
}
/** @param {number} day */
export const nextChange = (day) => days.find((change) => change > day);
/** @param {number} day */
export const previousChange = (day) => days.findLast((change) => change < day);

// ---- what has changed between two views --------------------------------------------------------------------------------
/** @param {Feature} feature */
const nameOf = ({ label, title }) => (label ? label[0] : title.replace(/ crossing$/, ""));

/**
 * How a change reads, in the order of time.
 *
 * @param {string} what
 * @param {Step} before
 * @param {Step} later the step that the later of the two days stands on
 */
function sayStep(what, [, , was], [, , is, inferred, by]) {
  const change = { what, was: words[was] || was, is: words[is] || is };
  if (by) return tr("{what}: {was} → {is}, {by}", { ...change, by });
  return inferred ? tr("{what}: {was} → {is}, inferred", change) : tr("{what}: {was} → {is}", change);
}

/** How what has states stands on the day of the view; nothing of what has none. @param {Feature} feature */
export function sayState({ steps }) {
  const step = stepOn(steps, atlas.state.date);
  const state = step && words[step[2]];
  if (!state) return "";
  return step[3] ? tr("{state}, inferred", { state }) : state;
}

/** @param {Moment} was @param {Moment} now @param {State} state */
function difference(was, now, state) {
  const forward = now.date >= was.date;
  const [early, late] = forward ? [was, now] : [now, was];
  const [then, after] = [
    { ...state, ...early },
    { ...state, ...late },
  ];
  const found = shownLayers(state).flatMap((layer) =>
    layer.features.flatMap((feature) => {
      if (!passes(feature, layer, state)) return [];
      const change = { feature, layer, names: nameOf(feature) };
      const [showed, shown] = [shows(feature, layer, then), shows(feature, layer, after)];
      if (layer.time === "event") {
        return !showed && shown && feature.interval && feature.interval[0] > early.date
          ? { ...change, say: (/** @type {string} */ what) => what }
          : [];
      }
      if (showed !== shown) {
        const happened = verbs[layer.id][shown ? 0 : 1];
        // Of what is first recorded on a day nothing else is known to have begun then.
        const isOpen = shown && isUndated(feature);
        const say = (/** @type {string} */ what) =>
          isOpen
            ? tr("{what}: first recorded, when it began is not known", { what })
            : tr("{what} {happened}", { what, happened });
        return { ...change, say, gone: forward !== shown };
      }
      const [from, to] = [stepOn(feature.steps, early.date), stepOn(feature.steps, late.date)];
      return shown && from && to && from[2] !== to[2]
        ? { ...change, say: (/** @type {string} */ what) => sayStep(what, from, to) }
        : [];
    }),
  );
  return { found, forward };
}

/**
 * One sentence a kind of change: "Two sections: undelimited → agreed in principle, says one side".
 *
 * @param {{ found: Change[], forward: boolean }} difference
 */
function sentences({ found, forward }) {
  /** @type {Map<string, { say: Change["say"], names: string[] }>} */
  const groups = new Map();
  for (const { layer, names, say } of found) {
    const key = `${layer.id}|${say("") || names}`;
    const group = groups.get(key) || { say, names: [] };
    groups.set(key, group);
    group.names.push(names);
  }
  const lines = [...groups.values()].map(({ say, names }) => say(sayNames(names)));
  const shown = lines
    .slice(0, LINES_SHOWN)
    .map((text, index) => (forward || index ? text : tr("Not yet on this day: {change}", { change: text })));
  if (lines.length > LINES_SHOWN)
    shown.push(trN("and {n} more change", "and {n} more changes", lines.length - LINES_SHOWN));
  return shown;
}

/** @param {string[]} lines */
function say(lines) {
  clearTimeout(timer);
  const words = lines.join(" · ");
  // While it plays the turning point at which it holds may be all that has changed.
  const held = line.parentElement?.querySelector(".ba-caption:not([hidden]) b")?.textContent;
  line.textContent = words === held ? "" : words;
  timer = setTimeout(hush, LINE_MS);
}
function hush() {
  line.textContent = "";
}

// ---- pulse -------------------------------------------------------------------------------------------------------------
/** @param {Change[]} found */
function pulse(found) {
  if (dom.REDUCED.matches) return;
  const placed = found.flatMap(({ feature, layer, gone }) => {
    const [lon, lat] = feature.point || feature.label?.slice(1) || feature.symbol.spots?.[0] || [];
    return layer.draw === "list" || lon === undefined ? [] : [{ feature, layer, gone, at: L.latLng(+lat, +lon) }];
  });
  for (const { feature, layer, gone, at } of placed.slice(0, PULSES_SHOWN)) {
    const ring = L.marker(at, {
      pane: "pulse",
      interactive: false,
      keyboard: false,
      icon: L.divIcon({ className: `ba-pulse${gone ? " gone" : ""}`, iconSize: [44, 44] }),
    }).addTo(atlas.map);
    ring.getElement()?.addEventListener("animationend", () => ring.remove(), { once: true });
    const path = feature.point ? undefined : elementOf(layer.id, feature.id);
    if (path) {
      path.classList.remove("ba-flash");
      path.classList.add("ba-flash");
      path.addEventListener("animationend", () => path.classList.remove("ba-flash"), { once: true });
    }
  }
}

/** Who opens a record whose layer is off on a page sees it, and is told why there is more on the map now; a scene that is shown brings its own. @param {string[]} now @param {string[]} was */
function sayLayer(now, was) {
  const added = now.filter((id) => !was.includes(id));
  if (added.length !== 1) return;
  tell(
    tr("The layer “{layer}” is on now: it has the record that you opened.", { layer: layerData()[added[0]]?.title }),
  );
}

/** @param {State} state @param {Set<Key>} keys */
function paint(state, keys) {
  const { date, mode, days, layers } = state;
  const was = before;
  before = { date, mode, days, layers };
  if (window.Streamlit && was && keys.has("layers") && keys.has("select") && state.select) sayLayer(layers, was.layers);
  // Who jumps to a record asks for that one, not for all that changed on the way.
  if (
    !was ||
    !keys.has("date") ||
    (keys.has("select") && state.select) ||
    was.date === date ||
    was.mode !== mode ||
    OTHERS.some((key) => keys.has(key))
  )
    return;
  const changed = difference(was, before, state);
  if (!changed.found.length) return;
  say(sentences(changed));
  pulse(changed.found);
}

/** @param {Timeline} timeline @param {HTMLElement} told */
export function startChanges(timeline, told) {
  ({ words, verbs } = timeline);
  const pane = atlas.map.createPane("pulse");
  pane.style.zIndex = "688";
  pane.style.pointerEvents = "none";
  line = dom.element("div", "ba-changes", null, told);
  line.setAttribute("role", "status");
  line.setAttribute("aria-label", tr("What has just changed"));
  // Whoever touches the page goes on.
  document.addEventListener("pointerdown", hush, { capture: true });
  atlas.painters.push(paint);
}
