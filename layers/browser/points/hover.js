// Hover, click and selection of rows in large point sets: the nearest mark to a place in the map's window. The sets' pictures take no
// pointer themselves, so what lies under them or over them gets it, and asks here first.
import { fannedAt, groupOf } from "../map/fan.js";
import { listed, markUnder } from "../map/items.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { sayHere } from "./cells.js";
import { latLngOfRow, showsRow } from "./data.js";
import { closeHere, openHere, selectOf, startHere } from "./here.js";
import { indexOf, visible } from "./sets.js";
import { tipAt } from "./tip.js";
import { wordsOf } from "./words.js";

/** @import { Cell } from "./density.js" */
/** @import { DrawnSet } from "./sets.js" */

const REACH_PX = 8;
const [MOUSE_PX, FINGER_PX] = [1, 6];
const SPOT_PX = 1.5; // Marks so near to one another stand on one spot.
const ZOOM_STEP = 2;
/** @type {HTMLElement} */
let tip;
/** @type {L.CircleMarker | undefined} */
let ring;
/** @type {MouseEvent | null} */
let pointer = null;
let pointerFrame = 0;

/** @typedef {{ one: DrawnSet, cell: Cell }} FoundCell */
/** @typedef {{ one: DrawnSet, row: number, rows: [DrawnSet, number][] }} FoundRow rows are all that stand on its spot, the uppermost first */

/**
 * What lies at a place of the window: a cell of many, or a row.
 *
 * @param {L.Point} point
 * @param {number | null} slack how far beside its mark a row may be met; null: the nearest is looked for, as where there is nothing else
 * @returns {FoundCell | FoundRow | null}
 */
function find({ x, y }, slack) {
  const sets = visible().reverse();
  for (const one of sets) {
    const { painter, ratio, set, shown, density } = one;
    const cell = density.cellAt(x, y);
    if (cell) return { one, cell };
    const [px, py] = [Math.round(x * ratio) + painter.edge, Math.round(y * ratio) + painter.edge];
    const index = indexOf(one);
    const radius = (/** @type {number} */ row) => (set.radii[set.look[row] & 15] + (slack || 0)) * ratio;
    const most = (Math.max(...set.radii) + (slack || 0)) * ratio;
    const row =
      slack === null
        ? index.nearest(px, py, shown, (REACH_PX + set.radii[0]) * ratio)
        : index.covering(px, py, shown, radius, most);
    if (row < 0 || density.hides(row)) continue;
    const [width, place] = [painter.width(), painter.at[row]];
    return { one, row, rows: sets.flatMap((each) => onSpot(each, place % width, Math.floor(place / width))) };
  }
  return null;
}

/** Rows of a set on one spot of the picture, the newest first: it lies on top. @param {DrawnSet} one @param {number} px @param {number} py @returns {[DrawnSet, number][]} */
const onSpot = (one, px, py) =>
  indexOf(one)
    .within(px, py, one.shown, SPOT_PX * one.ratio)
    .reverse()
    .flatMap((row) => (one.density.hides(row) ? [] : [[one, row]]));

/** Say what lies there. @param {FoundCell | FoundRow} found */
export function write(found) {
  tip.textContent = "";
  const { map } = atlas;
  let at = L.point(0, 0);
  if ("cell" in found) {
    const { x, y, width, rows } = found.cell;
    dom.element("b", "", sayHere(rows), tip);
    dom.element("span", "", tr("A click zooms in."), tip);
    at = L.point(x + width / 2, y + width / 4);
  } else {
    const { one, row, rows } = found;
    const { title, when, figure } = wordsOf(one.set, row);
    if (title) dom.element("b", "", title, tip);
    dom.element("span", "", when, tip);
    if (figure) dom.element("div", "", figure, tip);
    if (rows.length > 1)
      dom.element("div", "ba-tip-more", tr("{rows}: a click lists them.", { rows: sayHere(rows.length) }), tip);
    at = map.latLngToContainerPoint(latLngOfRow(one.set, row));
  }
  tip.hidden = false;
  const { x, y } = tipAt(at, { x: tip.offsetWidth, y: tip.offsetHeight }, map.getSize());
  tip.style.transform = `translate(${x}px, ${y}px)`;
  map.getContainer().classList.add("on-point");
}
export function hide() {
  pointer = null;
  if (tip.hidden) return;
  tip.hidden = true;
  atlas.map.getContainer().classList.remove("on-point");
}
/** @param {MouseEvent} event */
const overControl = ({ target }) => target instanceof Element && target.closest(".ba-keepout, button, input") !== null;
/** @param {MouseEvent} event */
const overShape = ({ target }) => target instanceof Element && target.closest(".leaflet-interactive") !== null;
/** How far beside its mark a row is still meant where something else could be. @param {MouseEvent} event */
const slackOf = (event) => ("pointerType" in event && event.pointerType !== "mouse" ? FINGER_PX : MOUSE_PX);

/**
 * What is meant at a place, and the mark of the atlas that lies over it. Sections and lines lie under every row, marks over it as far as
 * they are drawn.
 *
 * @param {MouseEvent} event
 */
function meant(event) {
  if (overControl(event)) return null;
  const point = atlas.map.mouseEventToContainerPoint(event);
  if (!overShape(event)) return { found: find(point, null), above: null };
  const mark = markUnder(/** @type {Element} */ (event.target));
  const covers = mark && atlas.map.latLngToContainerPoint(mark.latlng).distanceTo(point) <= mark.radiusPx;
  if (covers && fannedAt(mark.select)) return null; // It stands over others' places only for a while.
  return { found: find(point, slackOf(event)), above: covers ? mark : null };
}

/** @param {L.LeafletMouseEvent} event */
function hover({ originalEvent }) {
  if (originalEvent.buttons) {
    hide();
    return;
  }
  pointer = originalEvent;
  if (!pointerFrame)
    pointerFrame = requestAnimationFrame(() => {
      pointerFrame = 0;
      const at = pointer && meant(pointer);
      if (at?.found && !at.above) write(at.found);
      else hide();
    });
}

/**
 * Select the mark at a click, list those on one spot, or zoom into a cell; tells whether there is one. Shapes of the atlas ask before they
 * take a click for themselves.
 *
 * @param {L.LeafletMouseEvent} event
 */
export function pickPoint({ originalEvent }) {
  const { found = null, above = null } = meant(originalEvent) || {};
  closeHere();
  if (!found || (above && "cell" in found)) return false;
  hide();
  if ("cell" in found) zoomInto(found.cell);
  else if (above) openHere(found.rows, listed(groupOf(above)));
  else if (found.rows.length > 1) openHere(found.rows);
  else atlas.patch({ select: selectOf(found.one, found.row) }, true);
  return true;
}

/** @param {Cell} cell */
export function zoomInto({ x, y, width, height }) {
  const { map } = atlas;
  const zoom = Math.min(map.getMaxZoom(), map.getZoom() + ZOOM_STEP);
  const middle = map.containerPointToLatLng(L.point(x + width / 2, y + height / 2));
  camera.moveByHand(() => map.setView(middle, zoom, { animate: !dom.REDUCED.matches }));
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
  startHere();
  map.on("mousemove", hover);
  map.on("mouseout movestart", hide);
}
