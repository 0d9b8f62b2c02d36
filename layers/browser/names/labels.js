// Names on the map, none over another: the weightiest is placed first, each tries a few positions, and what finds no
// room is left out. Marks, controls and, where it can be helped, the border line are kept free.

import { onFan } from "../map/fan.js";
import { areaLabels, drawnPoints, onDrawn } from "../map/items.js";
import { afterFrame } from "../shared/after_frame.js";
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { around } from "./boxes.js";
import { areaNames, askForFaces, beside, forgetWidths, LOOKS, lineVertices, markNames, widthOf } from "./names.js";
import { shown, unnamed } from "./room.js";
import { ownersOf, sideNames } from "./side_names.js";
import { forgetStill, stillOf } from "./still.js";

/** @import { Box, Key } from "../shared/types" */
/** @import { Places } from "./room.js" */
/** @import { Name } from "./names.js" */
/** @import { Run } from "./side_names.js" */

/** @typedef {{ element: HTMLElement, latlng: L.LatLng, offset: L.Point, letter?: string }} Span */

const GAP_PX = 3;
const EDGE_PX = 4;
const REPEAT_PX = 330; // Least distance at which a country's name may stand again.
const LETTER_PX = 20;
/** @type {Map<string, Span>} */
const spans = new Map();
/** The position each name had, so that names do not hop while the date moves. @type {Map<string, number>} */
const lastSpot = new Map();
/** @type {HTMLElement} */
let pane;
let lastZoom = Number.NaN;
let lastDrawn = "";

// ---- placing ---------------------------------------------------------------------------------------------------------
function place() {
  const { map, state } = atlas;
  if (!map._loaded) return;
  const zoom = map.getZoom();
  if (zoom !== lastZoom) {
    lastSpot.clear();
    lastZoom = zoom;
  }
  const view = map.getBounds();
  const online = state.base !== "paper"; // Its tiles bring names of their own.
  const { runs, line, names } = stillOf(state, view, online);
  let places = unnamed(view, line);
  placeNames(areaNames(zoom), places);
  if (!placeSides(runs, places)) {
    // Who has the land is read before what a section is called.
    places = unnamed(view, line);
    placeSides(runs, places);
    placeNames(areaNames(zoom), places);
  }
  const { kept, countries, sides } = places;
  placeNames([...markNames(zoom), ...names], places);
  // Nor do the ground's letters name one side alone.
  const owners = new Set([...ownersOf(runs)].map((owner) => owner.toUpperCase()));
  const named = countries.filter(([text]) => owners.has(text));
  if (!sides.size && new Set(named.map(([text]) => text)).size < owners.size)
    for (const [, , key] of named) kept.delete(key);
  for (const [key, span] of spans) {
    if (kept.has(key)) continue;
    span.element.remove();
    spans.delete(key);
  }
}

/** Writes the sides' names along the line, closer where a phone leaves them little room; false where the line is in the window and they find none. @param {Run[]} runs @param {Places} places */
function placeSides(runs, places) {
  return !runs.length || writeSides("side", runs, places) || writeSides("closer", runs, places);
}

/** @param {"side" | "closer"} look @param {Run[]} runs @param {Places} places */
function writeSides(look, runs, { full, line, size, sides, kept }) {
  const { high } = LOOKS[look];
  const widthOfSide = (/** @type {string} */ text) => widthOf(text, look);
  const names = sideNames(runs, { full, line, size, widthOf: widthOfSide, high });
  names.forEach(({ text, middle, angle }, index) => {
    const half = L.point(widthOfSide(text) / 2, high / 2);
    const latlng = atlas.map.containerPointToLatLng([middle.x, middle.y]);
    sides.add(text.toUpperCase());
    kept.add(write(`${look}|${text}|${index}`, { look, text, latlng, angle }, half.multiplyBy(-1)));
  });
  return names.length > 0;
}

/** @param {Name[]} names @param {Places} places */
function placeNames(names, places) {
  const { view, size, full, line, outlines, marks, kept, written, sides, countries } = places;
  for (const item of names.sort((a, b) => a.weight - b.weight)) {
    const country = item.look === "country";
    // One name is written once; an area's name also stands for the village it is called after.
    if (!view.contains(item.latlng)) continue;
    if (!country && written.has((item.dot ? "area" : item.look) + item.text)) continue;
    const at = shown(item.latlng);
    // A country's name may stand again far off: a land that winds round another one needs it twice.
    const near = (/** @type {typeof countries[number]} */ [text, point]) =>
      text === item.text.toUpperCase() && point.distanceTo(at) < REPEAT_PX;
    // The ground's larger letters never stand beside those along the line, which are alike for both sides.
    if (country && (sides.has(item.text.toUpperCase()) || countries.some(near))) continue;
    // A mark upon the town stands for its dot: the name then begins beyond the mark's edge.
    const cover = item.dot || item.ofMark ? marks.filter((mark) => mark.point.distanceTo(at) < mark.radius) : [];
    if (item.dot && !inside(around(at, 4), size)) continue;
    if (item.dot && !cover.length && full.hits(around(at, 3))) continue;
    const key = `${item.look}|${item.text}|${item.dot || country ? item.latlng : ""}`;
    const width = widthOf(item.text, item.look) + (item.letter ? LETTER_PX : 0);
    const { high } = LOOKS[item.look];
    const away = Math.max(7, ...cover.map((mark) => mark.radius + mark.point.distanceTo(at) + 5));
    const spots = item.spots ? item.spots(width, high) : beside(width, high, away);
    const boxAt = (/** @type {[number, number]} */ [x, y]) => ({
      left: at.x + x - GAP_PX,
      right: at.x + x + width + GAP_PX,
      top: at.y + y,
      bottom: at.y + y + high,
    });
    const free = (/** @type {[number, number]} */ spot) => inside(boxAt(spot), size) && !full.hits(boxAt(spot));
    const before = spots[lastSpot.get(key) ?? -1];
    const tried = before ? [before, ...spots] : spots;
    // A record's name keeps off the edges of areas, whose colour it would hide, the ground's off the line.
    const ofRecord = item.look === "area" || item.look === "mark";
    const edges = ofRecord ? outlines : line;
    let spot = tried.find((one) => free(one) && !edges.hits(boxAt(one)));
    // A country's name across the line would look like a claim, a river's or a peak's like a mistake; towns may touch it.
    const town = !(country || ofRecord || item.look === "water" || item.look === "height");
    if (!spot && (item.selected || town)) spot = tried.find(free);
    if (!spot) continue;
    lastSpot.set(key, spots.indexOf(spot));
    full.add(boxAt(spot));
    written.add(item.look + item.text);
    if (country) countries.push([item.text.toUpperCase(), at, key]);
    kept.add(write(key, item, L.point(spot)));
    if (item.dot && !cover.length) {
      full.add(around(at, 4));
      kept.add(write(`dot|${key}`, { look: item.dot, text: "", latlng: item.latlng }, L.point(-4, -4)));
    }
  }
}

/** @param {Box} box @param {L.Point} size */
const inside = ({ left, top, right, bottom }, size) =>
  left >= EDGE_PX && top >= EDGE_PX && right <= size.x - EDGE_PX && bottom <= size.y - EDGE_PX;

/**
 * @param {string} key
 * @param {Pick<Name, "text" | "latlng" | "letter" | "selected"> & { look: string, angle?: number }} item
 * @param {L.Point} offset
 */
function write(key, item, offset) {
  const { latlng, letter } = item;
  let span = spans.get(key);
  if (!span) {
    const element = dom.element("span", `ba-name ba-name-${item.look} leaflet-zoom-animated`, null, pane);
    dom.element("i", "", item.text, element);
    span = { element, latlng, offset };
    spans.set(key, span);
  }
  if (span.letter !== letter) {
    span.element.querySelector("b")?.remove();
    if (letter) dom.element("b", "ba-name-letter", letter, span.element);
  }
  span.element.classList.toggle("selected", Boolean(item.selected));
  if (item.angle !== undefined) span.element.style.setProperty("--turn", `${item.angle}rad`);
  Object.assign(span, { latlng, offset, letter });
  stand(span);
  return key;
}

/** @param {Span} span */
const stand = ({ element, latlng, offset }) =>
  L.DomUtil.setPosition(element, atlas.map.latLngToLayerPoint(latlng).add(offset)._round());

// After the frame, which then shows the marks at once; and what is asked of the page's layout there costs no second one. The first
// names come once the browser has painted the first map, which takes it some frames.
const FIRST_FRAMES = 5;
export const placeLabels = afterFrame(place, () => (spans.size ? 1 : FIRST_FRAMES));

/** A step of the slider that changes no name and no mark leaves the names as they are. */
function drawnChanged() {
  const points = drawnPoints().map((item) => `${item.id}@${Math.round(item.radiusPx)}`);
  const areas = areaLabels().map((item) => item.text + (item.letter || ""));
  const drawn = `${points}|${areas}|${atlas.state.select}|${lineVertices(atlas.state).length}`;
  if (drawn === lastDrawn) return;
  lastDrawn = drawn;
  placeLabels();
}

export function startLabels() {
  const { map } = atlas;
  pane = map.createPane("names");
  pane.style.zIndex = "560"; // Over lines and areas, under every mark.
  pane.style.pointerEvents = "none";
  pane.setAttribute("aria-hidden", "true"); // The list beside the map says the same in words.
  map.on("moveend zoomend resize viewreset divided", placeLabels);
  // While the zoom runs, names go with their places, as Leaflet's own markers do (same inner call, Leaflet 1.9.3).
  map.on("zoomanim", ({ zoom, center }) => {
    for (const { element, latlng, offset } of spans.values()) {
      L.DomUtil.setPosition(element, map._latLngToNewLayerPoint(latlng, zoom, center).add(offset)._round());
    }
  });
  map.on("zoom", () => spans.forEach(stand));
  onFan(placeLabels);
  onDrawn(drawnChanged);
  /** @type {Key[]} */
  const keys = ["base", "select", "layers", "line", "theme"];
  atlas.painters.push((_, changed) => {
    if (keys.some((key) => changed.has(key))) placeLabels();
  });
  askForFaces();
  document.fonts.addEventListener("loadingdone", () => {
    forgetWidths();
    forgetStill();
    placeLabels();
  });
  placeLabels();
}
