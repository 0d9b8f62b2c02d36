// What the view does not know: how much of what it shows is undated, dated only roughly, not located, said by one source
// or disputed. Each count opens its list, each line of the list its card.
import { layerData } from "../map/items.js";
import { passes, shows } from "../map/passing.js";
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { isRough, isUndated } from "./rule.js";

/** @import { Feature, Key, Layer, State, Timeline } from "../shared/types" */

const KINDS = /** @type {const} */ ([
  ["undated", "undated", "No date is known"],
  ["rough", "dated to the month or year", "The date is known only to the month or year"],
  ["unlocated", "not located", "No published coordinates: not on the map"],
  ["single", "from a single source", "Rests on one source"],
  ["disputed", "disputed", "The sides, or the claimants, say different things"],
]);
/** @typedef {typeof KINDS[number][0]} Kind */
/** @typedef {Record<Kind, Map<string, Feature>>} Unknowns ids of records and what stands for each */

/** @type {Key[]} */
const PAINTED = ["date", "mode", "days", "layers", "line", "region", "only"];
/** @type {Set<string>} */
let single = new Set();
/** @type {Timeline["disputed"]} */
let disputed = {};
/** @type {Map<Kind, HTMLButtonElement>} */
const chips = new Map();
/** @type {HTMLElement} */
let list;
/** @type {Kind | null} */
let open = null;
let wrote = "";

/** @param {Feature} feature @param {Layer} layer @param {number} day @returns {Record<Kind, boolean>} */
const doubts = (feature, layer, day) => ({
  undated: isUndated(feature),
  rough: isRough(feature, layer, day),
  unlocated: layer.draw !== "list" && !feature.point && !feature.geometry,
  single: single.has(feature.select),
  disputed: (disputed[feature.select] || []).some(([from, to]) => from <= day && day < to),
});

/** What is in doubt of a view, each record once. @param {State} state @returns {Unknowns} */
export function unknowns(state) {
  /** @type {Unknowns} */
  const found = { undated: new Map(), rough: new Map(), unlocated: new Map(), single: new Map(), disputed: new Map() };
  const data = layerData();
  for (const id of state.layers) {
    const layer = data[id];
    if (!layer?.regional) continue;
    for (const feature of layer.features) {
      // An event without a date shows on no day, so it is missing from every view.
      const missing = layer.time === "event" && isUndated(feature) && passes(feature, layer, state);
      if (!missing && !shows(feature, layer, state)) continue;
      const doubted = doubts(feature, layer, state.date);
      for (const [kind] of KINDS) if (doubted[kind]) found[kind].set(feature.select, feature);
    }
  }
  return found;
}

/** @param {Unknowns} found */
function write(found) {
  const kind = KINDS.find(([name]) => name === open);
  if (!kind) return;
  const [name, words, why] = kind;
  const members = [...found[name].values()];
  list.textContent = "";
  const head = dom.element("div", "ba-list-head", null, list);
  dom.element("b", "", `${members.length} ${words}`, head);
  dom.button("ba-list-close", "×", "Close the list", head, () => show(null));
  dom.element("p", "", `${why}. Of what this view shows.`, list);
  const lines = dom.element("ul", "", null, list);
  for (const { title, kind, select } of members) {
    const item = dom.element("li", "", null, lines);
    const line = dom.button("ba-list-line", "", `${title}: open its card`, item, () => atlas.patch({ select }, true));
    dom.element("span", "", title, line);
    dom.element("small", "", kind, line);
  }
}

/** @param {Kind | null} name */
function show(name) {
  const was = open;
  open = name;
  list.hidden = !open;
  for (const [kind, chip] of chips) chip.setAttribute("aria-expanded", String(kind === open));
  if (open) {
    write(unknowns(atlas.state));
    list.querySelector("button")?.focus();
  } else if (was) chips.get(was)?.focus();
}

/** @param {State} state @param {Set<Key>} keys */
function paint(state, keys) {
  if (!PAINTED.some((key) => keys.has(key))) return;
  const found = unknowns(state);
  const now = JSON.stringify(KINDS.map(([name]) => [...found[name].keys()]));
  if (now === wrote) return;
  wrote = now;
  for (const [name, words] of KINDS) {
    const chip = chips.get(name);
    const number = found[name].size;
    if (!chip) continue;
    chip.hidden = number === 0;
    chip.textContent = `${number} ${words}`;
    chip.setAttribute("aria-label", `${number} ${words}: open the list`);
  }
  if (open && !found[open].size) show(null);
  else write(found);
}

/** Add the counts to the slider's foot. @param {HTMLElement} foot @param {HTMLElement} root @param {Timeline} timeline */
export function startUnknowns(foot, root, timeline) {
  single = new Set(timeline.single);
  ({ disputed } = timeline);
  const strip = dom.element("div", "ba-unknowns", null, foot);
  strip.setAttribute("role", "group");
  strip.setAttribute("aria-label", "What this view does not know");
  dom.element("span", "ba-unknowns-head", "In this view:", strip);
  list = dom.element("div", "ba-list", null, root);
  list.id = "ba-list";
  list.hidden = true;
  list.setAttribute("role", "region");
  list.setAttribute("aria-label", "Records in doubt");
  for (const [name, , why] of KINDS) {
    const chip = dom.button("ba-unknown", "", why, strip, () => show(open === name ? null : name));
    chip.hidden = true;
    chip.setAttribute("aria-expanded", "false");
    chip.setAttribute("aria-controls", list.id);
    chip.title = why;
    chips.set(name, chip);
  }
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    show(null);
    event.preventDefault();
  });
  atlas.painters.push(paint);
}
