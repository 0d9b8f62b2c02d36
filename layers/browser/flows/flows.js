// Flows: one curve for each supplier and recipient that the view shows, with the number of records; a tap opens the record, or their list.
// Where the supplier lies outside of the window its name stands where the curve comes in, with an arrow the way it goes.

import { addStop } from "../keyboard/stops.js";
import { drawnPoints, elementIn, items, litUp, onDrawn } from "../map/items.js";
import { sayNumber } from "../points/words.js";
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { say } from "../shared/toast.js";
import { tr, trN } from "../shared/translation.js";
import { saySpan } from "../time/rule.js";
import { along, within } from "./along.js";

/** @import { Item } from "../map/items.js" */
/** @import { Feature } from "../shared/types" */

/**
 * @typedef Flow
 * @property {Feature} feature of the first record that goes this way
 * @property {L.Polyline} path
 * @property {L.Marker} chip with the supplier's name
 * @property {Item[]} shown
 * @property {boolean} seen some of it lies in the window
 */

const EDGE_PX = 10; // a chip keeps off the window's edge
const CHIP_PX = 24; // its height
/** Where on the visible part of its curve a chip may stand: the first at which it covers no other and no mark; else it is left out. */
const SHARES = Array.from({ length: 22 }, (_, index) => (index + 2) / 25);
/** @type {Map<string, Flow>} */
const flows = new Map();
let wrote = "";
let told = false;
/** The one that was gone to by a key, and is drawn whatever it covers. @type {Flow | null} */
let asked = null;
/** The list that is open. @type {L.Popup | null} */
let listed = null;

/** @param {Feature} feature */
const keyOf = ({ symbol }) => symbol.pair || "";

/** The curve of a record, the same for all records of its pair. @param {Item} item */
export function flowOf(item) {
  const key = keyOf(item.feature);
  const flow = flows.get(key) || makeFlow(item);
  flows.set(key, flow);
  return flow.path;
}

/** Where the flows end of which nothing lies in the window. */
export const unseenEnds = () =>
  [...flows.values()]
    .filter(({ shown, seen }) => shown.length && !seen)
    .map(({ path }) => verticesOf(path)[verticesOf(path).length - 1]);

/** @param {L.Polyline} path */
const pixelsOf = (path) => verticesOf(path).map((vertex) => atlas.map.latLngToContainerPoint(vertex));
/** @param {L.Polyline} path */
const verticesOf = (path) => /** @type {L.LatLng[]} */ (path.getLatLngs());

/** @param {Item} item @returns {Flow} */
function makeFlow({ feature, layer }) {
  const shape = L.geoJSON(feature.geometry, { pane: layer.id }).getLayers()[0];
  const path = /** @type {L.Polyline} */ (shape);
  // Cut off at the window's edge its head would stand there.
  Object.assign(path.options, { noClip: true, className: "flows" });
  path.addTo(atlas.map);
  elementIn(path)?.setAttribute("marker-end", "url(#ba-flow-head)");
  const chip = L.marker(verticesOf(path)[0], {
    pane: "flow-names",
    keyboard: false,
    icon: L.divIcon({ className: "ba-flow", iconSize: [0, 0], html: dom.element("div") }),
  }).addTo(atlas.map);
  /** @type {Flow} */
  const flow = { feature, path, chip, shown: [], seen: false };
  chip.getElement()?.addEventListener("blur", () => {
    asked = null;
  });
  for (const each of [path, chip]) {
    each.bindTooltip(() => dom.element("div", "ba-tip", sayFlow(flow)), { sticky: each === path, direction: "top" });
    each.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      open(flow, each === path ? event.latlng : chip.getLatLng());
    });
  }
  path.getElement()?.setAttribute("tabindex", "-1"); // its chip stands for it
  return flow;
}

/** @param {Flow} flow */
function sayFlow({ feature, shown }) {
  const { supplier = "", recipient = "" } = feature.symbol;
  const said = { supplier, recipient, n: sayNumber(shown.length) };
  return trN("{supplier} to {recipient}: {n} record", "{supplier} to {recipient}: {n} records", shown.length, said);
}

/** @param {Flow} flow @param {L.LatLng} at */
function open(flow, at) {
  flow.path.closeTooltip();
  flow.chip.closeTooltip();
  if (flow.shown.length === 1) {
    atlas.patch({ select: flow.shown[0].feature.select }, true);
    return;
  }
  const box = dom.element("div", "ba-flow-list");
  dom.element("b", null, sayFlow(flow), box);
  const list = dom.element("ul", null, null, box);
  const { x: wide, y: high } = atlas.map.getSize();
  const room = { maxHeight: Math.min(240, 0.4 * high), autoPanPaddingTopLeft: L.point(12, Math.min(110, 0.3 * high)) };
  const sides = { maxWidth: Math.min(300, wide - 150), autoPanPaddingBottomRight: L.point(96, 12) };
  const popup = L.popup({ ...sides, ...room })
    .setLatLng(at)
    .setContent(box);
  const latest = (/** @type {Item} */ { feature }) => feature.interval?.[0] ?? 0;
  for (const { feature } of [...flow.shown].sort((a, b) => latest(b) - latest(a))) {
    const [from, to] = feature.interval || [];
    const when = from !== undefined && to !== undefined ? saySpan(from, to, feature.vague) : tr("no date");
    const line = dom.element("li", null, null, list);
    const entry = dom.button("", feature.title, `${feature.title}, ${when}`, line, () => {
      popup.close();
      atlas.patch({ select: feature.select }, true);
    });
    dom.element("span", null, when, entry);
  }
  listed = popup.openOn(atlas.map);
  box.querySelector("button")?.focus({ preventScroll: true });
}

// ---- keeping to the view ---------------------------------------------------------------------------------------
function follow() {
  for (const flow of flows.values()) flow.shown = [];
  for (const item of items)
    if (item.on && item.layer.draw === "flows") flows.get(keyOf(item.feature))?.shown.push(item);
  light();
  const now = [...flows.values()].map(({ shown }) => shown.length).join();
  if (now === wrote) return;
  wrote = now;
  listed?.close(); // it names what was shown
  for (const flow of flows.values()) write(flow);
  placeFlows();
  if (!told) tellOutside();
}

/** Say nothing of that on a wall, where it would lie over the map. */
export function keepQuiet() {
  told = true;
}

/** Say once that more suppliers are shown than lie in the window, which the opening view is too narrow for. */
function tellOutside() {
  const shown = [...flows.values()].filter((flow) => flow.shown.length);
  if (!shown.length) return;
  told = true;
  const view = atlas.map.getBounds();
  const outside = shown.filter(({ path }) => !view.contains(verticesOf(path)[0]));
  const number = new Set(outside.map(({ feature }) => feature.symbol.supplier)).size;
  if (!number) return;
  say(
    trN(
      "{n} supplier lies beyond the edge of the map: its name stands on its curve, or the number at the edge leads there.",
      "{n} suppliers lie beyond the edge of the map: their names stand on their curves, or the numbers at the edge lead there.",
      number,
    ),
  );
}

/** Mark the curves of what is selected or lit, as far as it is shown. */
function light() {
  const lit = litUp(atlas.state);
  for (const { path, shown } of flows.values()) {
    const selected = shown.some(({ feature }) => lit.has(feature.select));
    elementIn(path)?.classList.toggle("selected", selected);
    if (selected) path.bringToFront();
  }
}

/** @param {Flow} flow */
function write(flow) {
  const on = flow.shown.length > 0;
  for (const shape of [flow.path, flow.chip]) {
    const element = elementIn(shape);
    if (element) element.style.visibility = on ? "" : "hidden";
    if (!on) shape.closeTooltip();
  }
  const words = chipOf(flow);
  if (!words) return;
  words.replaceChildren();
  dom.element("span", null, flow.feature.symbol.supplier, words);
  dom.element("i", null, null, words);
  dom.element("span", null, flow.feature.symbol.recipient, words);
  dom.element("b", null, sayNumber(flow.shown.length), words);
  const at = () => flow.chip.getLatLng();
  const vertices = verticesOf(flow.path);
  const end = vertices[vertices.length - 1]; // where it leads to, which lies near the border
  const element = elementIn(flow.chip);
  addStop(element, {
    words: sayFlow(flow),
    place: () => (element?.style.visibility === "hidden" ? end : at()),
    stands: () => end,
    shows: () => flow.shown.length > 0,
    draw: () => {
      asked = flow;
      placeFlows();
    },
    open: () => open(flow, at()),
  });
}

/** @param {Flow} flow */
const chipOf = ({ chip }) => /** @type {HTMLElement | null} */ (chip.getElement()?.firstElementChild);

/** Put each chip on the part of its curve that lies in the window. */
export function placeFlows() {
  const shown = [...flows.values()]
    .filter((flow) => flow.shown.length)
    .sort((a, b) => Number(b === asked) - Number(a === asked));
  if (!shown.length) return; // to look what is covered lays the page out
  const { map } = atlas;
  const taken = covered();
  const size = map.getSize();
  for (const flow of shown) {
    const words = chipOf(flow);
    const half = L.point((words?.offsetWidth || 80) / 2, CHIP_PX / 2);
    const edge = half.add([EDGE_PX, EDGE_PX]);
    const part = within(pixelsOf(flow.path), L.bounds(edge, size.subtract(edge)));
    flow.seen = part.length > 0;
    const boxOf = (/** @type {{ at: { x: number, y: number } }} */ { at: { x, y } }) =>
      L.bounds([x - half.x, y - half.y], [x + half.x, y + half.y]);
    const tried = flow.seen ? SHARES.map((share) => along(part, share)) : [];
    const free = tried.find((one) => !taken.some((box) => box.overlaps(boxOf(one))));
    const spot = free ?? (flow === asked ? tried[SHARES.length >> 1] : undefined);
    const element = flow.chip.getElement();
    if (element) element.style.visibility = spot ? "" : "hidden";
    if (!spot) continue;
    taken.push(boxOf(spot));
    flow.chip.setLatLng(map.containerPointToLatLng([spot.at.x, spot.at.y]));
    words?.style.setProperty("--turn", `${spot.turn}rad`);
  }
}

/** What no chip may cover: the controls on the map, and the marks of clashes, bases and the like. */
function covered() {
  const frame = atlas.map.getContainer().getBoundingClientRect();
  const controls = [...document.querySelectorAll(".ba-keepout, .ba-datebox, .ba-edge, .leaflet-control")]
    .map((element) => element.getBoundingClientRect())
    .filter((rect) => rect.width)
    .map((rect) =>
      L.bounds([rect.left - frame.left, rect.top - frame.top], [rect.right - frame.left, rect.bottom - frame.top]),
    );
  const marks = drawnPoints()
    .filter(({ layer }) => atlas.config.draws[layer] !== "dots")
    .map(({ latlng, radiusPx }) => {
      const at = atlas.map.latLngToContainerPoint(latlng);
      return L.bounds(at.subtract([radiusPx, radiusPx]), at.add([radiusPx, radiusPx]));
    });
  return [...controls, ...marks];
}

export function startFlows() {
  atlas.map.createPane("flow-names").style.zIndex = "585"; // under every mark of a clash and a base
  onDrawn(follow);
  document.fonts.ready.then(placeFlows); // by then the controls have their size
  atlas.map.on("moveend resize", placeFlows);
  atlas.painters.push((_, keys) => {
    if (keys.has("select") || keys.has("lit")) light();
  });
}
