// The key: what the marks on the map and on the timeline mean, of those that this view shows. It stands where they are, and hides until it is asked for.
import { otherHalf } from "../compare/half.js";
import { layerData } from "../map/items.js";
import { shows } from "../map/passing.js";
import * as atlas from "../shared/atlas.js";
import { toDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { stepOn } from "../time/rule.js";
import { stripKey } from "./strip_key.js";

/** @import { Feature, Key, KeyGroup, Layer, State, Timeline } from "../shared/types" */

/** @type {Key[]} */
const CHANGING = ["date", "against", "mode", "days", "layers", "line", "region", "only", "sets"];
/** @type {HTMLElement} */
let panel;
/** @type {HTMLElement} */
let lists;
/** @type {HTMLButtonElement} */
let opener;
/** @type {Timeline | null} */
let timeline = null;
let wrote = "";

/** @param {Feature} feature @param {State} state */
function keysOf({ keys, steps }, state) {
  const step = stepOn(steps, state.date);
  if (!steps.length) return keys[0];
  return step ? keys[steps.indexOf(step)] : [];
}

/** The days that the view shows: of a comparison both. @param {State} state @returns {State[]} */
const daysOf = (state) => [state, ...(otherHalf() && state.against ? [{ ...state, date: toDay(state.against) }] : [])];

/** What the marks of a layer mean that the view shows. @param {Layer} layer @param {State[]} days @returns {KeyGroup[]} */
function groupOf(layer, days) {
  const each = days.map((state) => layer.features.filter((feature) => shows(feature, layer, state)));
  const used = new Set(each.flatMap((shown, day) => shown.flatMap((feature) => keysOf(feature, days[day]))));
  const lines = layer.legend.filter((_, place) => used.has(place));
  if (!lines.length) return [];
  const records = (/** @type {Feature[]} */ features) => new Set(features.map(({ select }) => select)).size;
  const [n, all] = [records(each[0].filter(({ point, geometry }) => point || geometry)), records(each[0])];
  // How many are drawn is true of one day.
  return [
    { title: layer.heading, note: n < all && days.length === 1 ? tr("{n} of {all} drawn", { n, all }) : "", lines },
  ];
}

const MORE = `<text x="2" y="12" font-size="10" fill="currentColor">9</text><path d="M11 10L14.5 6L18 10" fill="none" stroke="currentColor" stroke-width="1.5"/>`;

/** What the numbers at the map's edges mean, while there are any. @returns {KeyGroup[]} */
function ofEdges() {
  if (!document.querySelector(".ba-edge:not([hidden])")) return [];
  const line = tr("Number with an arrow: so many items lie further that way; a click goes to the nearest");
  return [{ title: tr("At the map’s edge"), note: "", lines: [[line, "", MORE]] }];
}

/** @param {State} state @returns {KeyGroup[]} */
function groups(state) {
  const data = layerData();
  const days = daysOf(state);
  const ofMap = atlas.config.order.flatMap((id) =>
    state.layers.includes(id) && data[id] ? groupOf(data[id], days) : [],
  );
  const ofScreen = [...ofEdges(), ...(timeline ? [stripKey(timeline, data, state)] : [])];
  return [...ofMap, ...ofScreen.map((group) => ({ ...group, screen: true }))];
}

/** @param {string} drawing elements of an SVG picture of 20 by 16 pixels */
function swatch(drawing) {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="16" viewBox="0 0 20 16" aria-hidden="true">${drawing}</svg>`;
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}

function write() {
  const found = groups(atlas.state);
  const now = JSON.stringify(found);
  if (now === wrote) return;
  wrote = now;
  lists.textContent = "";
  for (const { title, note, lines, screen } of found) {
    const look = screen ? "ba-screen" : "";
    const head = dom.element("h3", look, title, lists);
    if (note) dom.element("small", "", ` (${note})`, head);
    const list = dom.element("ul", look, null, lists);
    for (const [label, gloss, drawing] of lines) {
      const item = dom.element("li", "", null, list);
      item.appendChild(swatch(drawing));
      const words = dom.element("span", "", label, item);
      if (gloss) dom.element("small", "", gloss, words);
    }
  }
}

/** @param {boolean} open */
function show(open) {
  panel.hidden = !open;
  opener.setAttribute("aria-expanded", String(open));
  if (open) write();
}

function close() {
  show(false);
  opener.focus({ preventScroll: true });
}

/** @param {Timeline} given */
export function explainStrip(given) {
  timeline = given;
}

/** @param {HTMLElement} corner where the button stands */
export function startKey(corner) {
  opener = dom.button("ba-tool ba-key-open", tr("Key"), tr("Key: what the marks mean"), corner, () =>
    show(panel.hidden),
  );
  opener.setAttribute("aria-controls", "ba-key");
  panel = dom.element("section", "ba-key ba-keepout", null, atlas.map.getContainer());
  panel.id = "ba-key";
  panel.setAttribute("aria-label", tr("Key: what the marks mean"));
  const head = dom.element("div", "ba-list-head", null, panel);
  dom.element("b", "", tr("Key"), head);
  dom.button("ba-key-close", "×", tr("Close the key"), head, close);
  lists = dom.element("div", "ba-key-lists", null, panel);
  lists.tabIndex = 0; // so that keys can scroll them
  lists.setAttribute("role", "group");
  lists.setAttribute("aria-label", tr("Signs"));
  for (const element of [opener, panel]) L.DomEvent.disableClickPropagation(element);
  L.DomEvent.disableScrollPropagation(panel);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  });
  show(false);
  atlas.painters.push((_, keys) => {
    if (!panel.hidden && CHANGING.some((key) => keys.has(key))) write();
  });
  window.addEventListener("beforeprint", write); // on paper it cannot be opened
}
