// Large point sets on the map: each one canvas of the window's size, repainted whenever the date or the camera moves. A set comes by
// address (state.sets) or from a layer's own data.
import { passes } from "../map/passing.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import * as dom from "../shared/dom.js";
import { fetchBytes } from "../shared/loading.js";
import { drawCells, drawStacks } from "./cells.js";
import { pointsOfLayer, readPoints, rowsShown } from "./data.js";
import { densityOf } from "./density.js";
import { clear, dress } from "./dress.js";
import { legend, tell } from "./legend.js";
import { pointIndex, pointPainter } from "./paint.js";
import { askViews } from "./wide.js";

/** @import { Layer, PointSet, RowsShown, SetSpec, State } from "../shared/types" */
/** @import { Density } from "./density.js" */
/** @import { PointPainter } from "./paint.js" */
/** @import { View } from "./wide.js" */

/** @typedef {{ spec: Pick<SetSpec, "id" | "title" | "url" | "bytes" | "fits" | "of" | "wide">, layer?: Layer, abort: AbortController, drawn?: DrawnSet }} Entry */
/**
 * @typedef DrawnSet
 * @property {string} id
 * @property {Layer} [layer] of which it is, where it is one
 * @property {PointSet} set
 * @property {PointPainter} painter
 * @property {HTMLCanvasElement} canvas
 * @property {CanvasRenderingContext2D} pen
 * @property {HTMLElement} box
 * @property {HTMLElement} counter
 * @property {number} [of] all rows of the set, before filters
 * @property {number} [days] of a step of the counts, where only what a view has is known
 * @property {number} made a number of its own
 * @property {HTMLElement} none says that no row shows
 * @property {HTMLElement} massed says that cells are counted
 * @property {Density} density
 * @property {{ ink: string, halo: string, fill: string, face: string }} look
 * @property {boolean} on
 * @property {Uint8Array | null} mask rows of a layer that the filters let through; a set of its own knows none
 * @property {ReturnType<typeof pointIndex> | null} index
 * @property {RowsShown} shown
 * @property {number} count of the rows that show
 * @property {number} date the day that was painted
 * @property {number} ratio
 * @property {L.Point} size
 * @property {L.LatLngBounds} bounds
 * @property {string} camera where it was placed for
 * @property {number} settling
 */

const MOST_RATIO = 2;
const SETTLED_MS = 150;

/** A layer with more points than this, and no states that change, is drawn as a set. */
export const DENSE_FROM = 400;

/** @type {Map<string, Entry>} */
const sets = new Map();
/** Ids of the sets to which the map has gone. @type {Set<string>} */
const fitted = new Set();
/** @type {HTMLElement} */
let pane;
/** @type {HTMLElement} */
let boxes;

const standing = () => [...sets.values()].flatMap(({ drawn }) => drawn || []);
export const visible = () => standing().filter((one) => one.on);
export const ownSets = () => standing().flatMap((one) => (one.layer || one.days ? [] : one.set));
/** Called whenever rows were painted, or none are any more. @type {(() => void)[]} */
const listeners = [];
/** @param {() => void} listener */
export const onPainted = (listener) => listeners.push(listener);
function tellPainted() {
  for (const listener of listeners) listener();
}
/** @param {string} id */
export const pointCanvas = (id) => sets.get(id)?.drawn?.canvas;

// ---- camera ---------------------------------------------------------------------------------------------------------------
/** Say where a set's rows lie in the window; tells whether that is elsewhere than before. @param {DrawnSet} one */
function place(one) {
  const { map } = atlas;
  const size = map.getSize();
  const ratio = Math.min(window.devicePixelRatio || 1, MOST_RATIO);
  const { canvas, painter } = one;
  const corner = map.containerPointToLayerPoint([0, 0]);
  const origin = map.getPixelOrigin().add(corner);
  const camera = [corner, origin, size, map.getZoom(), ratio].join();
  if (camera === one.camera) return false;
  one.camera = camera;
  if (!one.size.equals(size) || one.ratio !== ratio) {
    Object.assign(one, { size, ratio });
    canvas.width = Math.round(size.x * ratio);
    canvas.height = Math.round(size.y * ratio);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    painter.resize(size.x, size.y, ratio);
  }
  L.DomUtil.setPosition(canvas, corner);
  one.bounds = map.getBounds();
  const world = L.CRS.EPSG3857.scale(map.getZoom());
  painter.project(origin.x * ratio, origin.y * ratio, (world * ratio) / 4294967296, one.mask);
  const seen = { ratio, width: size.x, height: size.y, left: origin.x, top: origin.y };
  one.density.place(painter, seen, world, one.mask, map.getZoom() >= map.getMaxZoom());
  one.index = null;
  return true;
}

/** @param {DrawnSet} one */
function paintSet(one) {
  const { density, look, painter, pen, ratio, set } = one;
  one.shown = rowsShown(set, atlas.state);
  one.count = painter.draw(one.shown);
  one.date = atlas.state.date;
  pen.putImageData(painter.image(), -painter.edge, -painter.edge);
  density.count(one.shown, one.date);
  drawCells(pen, ratio, density, look);
  const spotOf = (/** @type {number} */ row) => {
    const [place, width] = [painter.at[row], painter.width()];
    const [x, y] = [(place % width) - painter.edge, Math.floor(place / width) - painter.edge];
    return { x: x / ratio, y: y / ratio, radius: set.radii[set.look[row] & 15] };
  };
  const { all, massed } = density.inView();
  if (one.days) one.count = all;
  tell(one, one.count, massed && all, drawStacks(pen, ratio, density, one.shown, spotOf, look));
}

/** @param {DrawnSet} one */
export function indexOf(one) {
  one.index ??= pointIndex(one.set, one.painter);
  return one.index;
}

/** Once nobody waits, keep pictures along the way and make the index that hover asks. @param {DrawnSet} one */
function settle(one) {
  clearTimeout(one.settling);
  one.settling = setTimeout(() => {
    const steps = one.painter.along();
    const go = () => {
      if (!one.on || sets.get(one.id)?.drawn !== one) return;
      if (steps.next().done) indexOf(one);
      else one.settling = setTimeout(go, 0);
    };
    go();
  }, SETTLED_MS);
}

/** Paint what the camera shows now. */
export function follow() {
  for (const one of visible()) {
    if (!place(one)) continue;
    paintSet(one);
    settle(one);
  }
  tellPainted();
}

/** While the map is zoomed the picture moves along with it. @param {L.ZoomAnimEvent} event */
export function followZoom({ zoom, center }) {
  for (const { bounds, canvas } of visible()) {
    const corner = atlas.map._latLngBoundsToNewLayerBounds(bounds, zoom, center).min;
    if (corner) L.DomUtil.setTransform(canvas, corner, atlas.map.getZoomScale(zoom));
  }
}

// ---- keeping to the view ----------------------------------------------------------------------------------------------------
/** @param {DrawnSet} one @param {State} state */
function narrow(one, state) {
  const { set, layer } = one;
  if (!layer || !set.features) return;
  one.mask = Uint8Array.from(set.features, (each) => Number(passes(each, layer, state)));
  one.camera = ""; // what is left out lies nowhere
}

/** @param {DrawnSet} one @param {State} state @param {boolean} anew colours, filters and the camera's part too */
function show(one, state, anew) {
  const on = atlas.dated() && (!one.layer || state.layers.includes(one.layer.id));
  one.box.hidden = !on;
  one.canvas.hidden = !on;
  const fresh = on && !one.on;
  one.on = on;
  if (!on) return;
  if (fresh || anew) {
    narrow(one, state);
    place(one);
    dress(one);
    settle(one);
  }
  paintSet(one);
}

/** Go to a set that is not drawn yet: to draw many rows takes long, and so they are drawn for one camera. @param {DrawnSet} one */
function goTo(one) {
  const { bounds, count } = one.set;
  // As high as the legend will be, beside which it stands.
  tell(one, count, count > DENSE_FROM ? count : 0);
  camera.showRows(bounds);
}

/** Keep every set to the view. @param {State} state @param {boolean} anew */
export function showAll(state, anew) {
  for (const one of standing()) show(one, state, anew);
  tellPainted();
}

// ---- what there is ----------------------------------------------------------------------------------------------------------
let made = 0;
/** @param {Entry} entry @param {PointSet} set @param {View} [view] of which it is what there is */
function stand(entry, set, view) {
  const { spec, layer, drawn } = entry;
  const canvas = dom.element("canvas", "ba-points leaflet-zoom-animated", null, pane);
  canvas.setAttribute("aria-hidden", "true");
  made += 1;
  const one = {
    id: spec.id,
    layer,
    of: spec.of,
    set,
    painter: pointPainter(set),
    canvas,
    pen: dom.penOf(canvas, { willReadFrequently: true }),
    ...legend(boxes, set, spec.title, () => camera.showRows(set.bounds), Boolean(view)),
    density: view?.density ?? densityOf(set),
    days: view?.days,
    made,
    look: { ink: "", halo: "", fill: "", face: "" },
    on: false,
    mask: null,
    index: null,
    shown: { from: 0, to: 0, least: 0 },
    count: 0,
    date: 0,
    ratio: 0,
    size: L.point(0, 0),
    bounds: atlas.map.getBounds(),
    camera: "",
    settling: 0,
  };
  entry.drawn = one;
  if (drawn) {
    drawn.box.replaceWith(one.box);
    clear(drawn);
  }
  if (layer) return show(one, atlas.state, true);
  // Once, and not where the reader has pointed the map meanwhile.
  if (!view && spec.fits && !fitted.has(spec.id) && !camera.movedByHand) goTo(one);
  fitted.add(spec.id);
  atlas.repaint(); // draws it; the slider's strip shows it too
}

/** @param {SetSpec} spec */
async function load(spec) {
  const entry = { spec, abort: new AbortController() };
  sets.set(spec.id, entry);
  if (spec.wide) return askViews(spec, entry.abort.signal, (view) => stand(entry, view.set, view));
  const buffer = await fetchBytes(spec.url, spec.title, { bytes: spec.bytes, signal: entry.abort.signal });
  if (buffer && sets.get(spec.id) === entry) stand(entry, readPoints(buffer));
}

/** @param {Entry} entry */
function drop({ spec, abort, drawn }) {
  sets.delete(spec.id);
  abort.abort();
  if (!drawn) return;
  clear(drawn);
  atlas.repaint();
}

/** A layer that has grown: its features become a set; the layer's switch and the filters go on holding. @param {Layer} layer */
export function addPointLayer(layer) {
  const { id, title } = layer;
  const entry = { spec: { id, title, url: "" }, layer, abort: new AbortController() };
  sets.set(id, entry);
  stand(entry, pointsOfLayer(layer));
}

/** Load the sets that are wanted and drop those that are not any more. @param {SetSpec[]} specs */
export function holdOnly(specs) {
  const wanted = new Map(specs.map((spec) => [spec.id, spec]));
  for (const entry of [...sets.values()]) {
    if (!entry.layer && wanted.get(entry.spec.id)?.url !== entry.spec.url) drop(entry);
  }
  for (const spec of specs) if (!sets.has(spec.id)) load(spec);
}

/** Make the places for canvases and boxes. */
export function startSets() {
  pane = atlas.map.createPane("dense");
  pane.style.zIndex = "590"; // under every single mark
  pane.style.pointerEvents = "none";
  boxes = dom.element("div", "ba-sets", null, atlas.map.getContainer());
  camera.keepFree(boxes);
}
