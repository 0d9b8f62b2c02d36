// Hover, click and selection of rows in large point sets: the nearest mark to a place in the map's window.
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { latLngOfRow, showsRow } from "./data.js";
import { indexOf, visible } from "./sets.js";
import { wordsOf } from "./words.js";

/** @import { DrawnSet } from "./sets.js" */

const REACH_PX = 8;
/** @type {HTMLElement} */
let tip;
/** @type {L.CircleMarker | undefined} */
let ring;
/** @type {L.Point | null} */
let pointer = null;
let pointerFrame = 0;

/** @param {L.Point} point */
function nearest({ x, y }) {
  for (const one of visible().reverse()) {
    const { painter, ratio, set, shown } = one;
    const [px, py] = [Math.round(x * ratio) + painter.edge, Math.round(y * ratio) + painter.edge];
    const row = indexOf(one)(px, py, shown, (REACH_PX + set.radii[0]) * ratio);
    if (row >= 0) return { one, row };
  }
  return null;
}

/** @param {DrawnSet} one @param {number} row */
function write({ set }, row) {
  const { title, when, figure } = wordsOf(set, row);
  tip.textContent = "";
  if (title) dom.element("b", "", title, tip);
  dom.element("span", "", when, tip);
  if (figure) dom.element("div", "", figure, tip);
  const at = atlas.map.latLngToContainerPoint(latLngOfRow(set, row));
  tip.style.transform = `translate(${at.x}px, ${at.y}px) translate(-50%, calc(-100% - 10px))`;
  tip.hidden = false;
  atlas.map.getContainer().classList.add("on-point");
}
export function hide() {
  pointer = null;
  if (tip.hidden) return;
  tip.hidden = true;
  atlas.map.getContainer().classList.remove("on-point");
}
/** @param {MouseEvent} event */
const overMark = ({ target }) =>
  target instanceof Element && target.closest(".leaflet-interactive, .ba-keepout, button, input") !== null;

/** @param {L.LeafletMouseEvent} event */
function hover({ originalEvent, containerPoint }) {
  if (overMark(originalEvent) || originalEvent.buttons) {
    hide();
    return;
  }
  pointer = containerPoint;
  if (!pointerFrame)
    pointerFrame = requestAnimationFrame(() => {
      pointerFrame = 0;
      const found = pointer && nearest(pointer);
      if (found) write(found.one, found.row);
      else hide();
    });
}

/** Select the mark at a click; tells whether there is one. @param {L.LeafletMouseEvent} event */
export function pickPoint({ originalEvent, containerPoint }) {
  const found = overMark(originalEvent) ? null : nearest(containerPoint);
  if (!found) return false;
  const { id, set } = found.one;
  const select = set.features ? set.features[found.row].select : `${id}:${set.row[found.row]}`;
  atlas.patch({ select }, true);
  return true;
}

/** @param {DrawnSet} one @param {string} select */
function rowOf({ id, set }, select) {
  if (set.features) return set.features.findIndex((feature) => feature.select === select);
  return select.startsWith(`${id}:`) ? set.row.indexOf(Number(select.slice(id.length + 1))) : -1;
}

/** A thin gold ring round the row that is selected. */
export function drawRing() {
  ring?.remove();
  ring = undefined;
  const { select } = atlas.state;
  if (!select) return;
  for (const one of visible()) {
    const { set, mask, shown } = one;
    const row = rowOf(one, select);
    if (row < 0 || (mask && !mask[row]) || !showsRow(set, shown, row)) continue;
    const radius = set.radii[set.look[row] & 15] + 6;
    const look = { pane: "selection", radius, className: "selection", interactive: false };
    ring = L.circleMarker(latLngOfRow(set, row), look).addTo(atlas.map);
    return;
  }
}

export function startHover() {
  const { map } = atlas;
  tip = dom.element("div", "leaflet-tooltip ba-tip ba-point-tip", "", map.getContainer());
  tip.hidden = true;
  map.on("mousemove", hover);
  map.on("mouseout movestart", hide);
}
