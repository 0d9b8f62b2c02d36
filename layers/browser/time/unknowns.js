// What the view does not know: how much of what it shows is undated, dated only roughly, not located, said by one source
// or disputed. Each count opens its list, each line of the list its card.
import { layerData } from "../map/items.js";
import { passes, shows } from "../map/passing.js";
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { tr, trN } from "../shared/translation.js";
import { isRough, isUndated } from "./rule.js";

/** @import { Feature, Key, Layer, State, Timeline } from "../shared/types" */

/** @typedef {"undated" | "rough" | "unlocated" | "single" | "disputed"} Kind */
/** @type {Record<Kind, { why: () => string, count: (n: number) => string }>} in the order of their chips */
const KINDS = {
  undated: {
    why: () => tr("No date is known"),
    count: (n) => trN("{n} undated", "{n} undated", n),
  },
  rough: {
    why: () => tr("The date is known only to the month or year"),
    count: (n) => trN("{n} dated roughly", "{n} dated roughly", n),
  },
  unlocated: {
    why: () => tr("No published coordinates: not on the map"),
    count: (n) => trN("{n} not located", "{n} not located", n),
  },
  single: {
    why: () => tr("Rests on one source"),
    count: (n) => trN("{n} from one source", "{n} from one source", n),
  },
  disputed: {
    why: () => tr("The sides, or the claimants, say different things"),
    count: (n) => trN("{n} disputed", "{n} disputed", n),
  },
};
const NAMES = /** @type {Kind[]} */ (Object.keys(KINDS));
/** @typedef {Record<Kind, Map<string, Feature>>} Unknowns ids of records and what stands for each */

/** @type {Key[]} */
const PAINTED = ["date", "mode", "days", "layers", "line", "region", "only"];
/** @type {Set<string>} */
let single = new Set();
/** @type {Timeline["disputed"]} */
let disputed = {};
/** @type {Map<Kind, HTMLButtonElement>} */
const chips = new Map();
/** One button until it is asked which doubts there are. @type {HTMLButtonElement} */
let opener;
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
      for (const kind of NAMES) if (doubted[kind]) found[kind].set(feature.select, feature);
    }
  }
  return found;
}

/** @param {Unknowns} found */
function write(found) {
  if (!open) return;
  const { count, why } = KINDS[open];
  const members = [...found[open].values()];
  list.textContent = "";
  const head = dom.element("div", "ba-list-head", null, list);
  dom.element("b", "", count(members.length), head);
  dom.button("ba-list-close", "×", tr("Close the list"), head, () => show(null));
  dom.element("p", "", tr("{why}. Of what this view shows.", { why: why() }), list);
  const lines = dom.element("ul", "", null, list);
  for (const { title, kind, select } of members) {
    const item = dom.element("li", "", null, lines);
    const line = dom.button("ba-list-line", "", tr("{title}: open its card", { title }), item, () =>
      atlas.patch({ select }, true),
    );
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
  const now = JSON.stringify(NAMES.map((name) => [...found[name].keys()]));
  if (now === wrote) return;
  wrote = now;
  const all = new Set(NAMES.flatMap((name) => [...found[name].keys()])).size;
  opener.hidden = all === 0;
  opener.textContent = trN("{n} in doubt", "{n} in doubt", all);
  const why = tr("Records of this view that are undated, roughly dated, not located, from one source or disputed");
  opener.dataset.hint = why;
  opener.setAttribute("aria-label", `${opener.textContent}. ${why}`);
  for (const name of NAMES) {
    const chip = chips.get(name);
    const number = found[name].size;
    if (!chip) continue;
    chip.hidden = number === 0;
    chip.textContent = KINDS[name].count(number);
    chip.setAttribute("aria-label", tr("{count}: open the list", { count: KINDS[name].count(number) }));
  }
  if (open && !found[open].size) show(null);
  else write(found);
}

/** Add the counts to the slider's foot. @param {HTMLElement} foot @param {HTMLElement} root @param {Timeline} timeline */
export function startUnknowns(foot, root, timeline) {
  single = new Set(timeline.single);
  ({ disputed } = timeline);
  const strip = dom.element("div", "ba-unknowns", null, foot);
  foot.prepend(strip);
  strip.setAttribute("role", "group");
  strip.setAttribute("aria-label", tr("What this view does not know"));
  opener = dom.button("ba-unknown ba-doubts", "", "", strip, () => {
    const unfolded = strip.classList.toggle("asked");
    opener.setAttribute("aria-expanded", String(unfolded));
    if (!unfolded && open) show(null);
  });
  opener.setAttribute("aria-expanded", "false");
  list = dom.element("div", "ba-list", null, root);
  list.id = "ba-list";
  list.hidden = true;
  list.setAttribute("role", "region");
  list.setAttribute("aria-label", tr("Records in doubt"));
  for (const name of NAMES) {
    const why = KINDS[name].why();
    const chip = dom.button("ba-unknown", "", why, strip, () => show(open === name ? null : name));
    chip.hidden = true;
    chip.setAttribute("aria-expanded", "false");
    chip.setAttribute("aria-controls", list.id);
    chip.dataset.hint = why;
    chips.set(name, chip);
  }
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    show(null);
    event.preventDefault();
  });
  atlas.painters.push(paint);
}
