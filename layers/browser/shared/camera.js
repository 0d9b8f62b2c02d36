// The camera, and the one place that knows whether a move of it was the reader's (Python hears of it) or a command's or the window's
// (it does not).
import RULES from "../../view/camera.json" with { type: "json" };
import * as atlas from "./atlas.js";
import { REDUCED } from "./dom.js";
import { paddingBeside } from "./room.js";

/** @import { Place } from "./types" */

const SCALE_GAP_PX = 10; // between the scale and the middle of a mark
const FIT_SHARE = 0.1; // of the window, between its edges and a set
const FIT_ZOOM = 11; // a set of one row is shown with its surroundings
const INPUT_MS = 1000; // A move that starts this soon after a wheel, key or pointer on the map is the reader's.

/** The camera is "the whole border", which a link says by naming no place. */
export let wholeShown = false;
/** The link Python last sent does not hold this camera yet. */
export let movedSinceCommand = false;
/** Python hears of the camera: the reader has moved it since the last view that named no place. */
export let movedByHand = false;
/** @type {"hand" | "command" | null} */
let mover = null; // from the start of a move to its end
let inputAt = -Infinity;
let led = false; // the move under way is to where the reader's key leads, however far
let wholeAsked = false; // the move under way is the reader's, to the whole border

/** @returns {Place} */
export function at() {
  const centre = atlas.map.getCenter();
  return [+centre.lat.toFixed(4), +centre.lng.toFixed(4), +atlas.map.getZoom().toFixed(2)];
}

/** Run a move of the camera that the reader asked for. @param {() => void} move */
export function moveByHand(move) {
  mover = "hand";
  move();
}

/** The same to what the reader named, which no leash keeps out of view. @param {() => void} move */
export function leadByHand(move) {
  led = true;
  moveByHand(move);
}

/** What lies over the map and is not to hide what the camera goes to. @type {HTMLElement | null} */
let over = null;
/** @param {HTMLElement} element placed within the map's window; where it is empty nothing is kept free */
export function keepFree(element) {
  over = element;
}

/**
 * Where bounds are to stand in the window, as Leaflet's padding.
 *
 * @param {L.LatLngBoundsExpression} given
 * @param {L.PointExpression} padding at the window's edges
 * @param {boolean} [clear] of the scale too, which stands high on a phone
 */
export function room(given, padding, clear = false) {
  const { map } = atlas;
  const bounds = L.latLngBounds(/** @type {L.LatLngBoundsLiteral} */ (given));
  const [southWest, northEast] = [map.project(bounds.getSouthWest(), 0), map.project(bounds.getNorthEast(), 0)];
  const extent = { x: northEast.x - southWest.x, y: southWest.y - northEast.y };
  const box = over?.offsetWidth
    ? { x: over.offsetLeft, y: over.offsetTop, width: over.offsetWidth, height: over.offsetHeight }
    : null;
  const edge = L.point(padding);
  /** @type {HTMLElement | null} */
  const scale = clear ? map.getContainer().querySelector(".ba-corner") : null;
  const foot = scale?.offsetHeight ? map.getSize().y - scale.offsetTop + SCALE_GAP_PX : 0;
  const edges = { from: edge, to: L.point(edge.x, Math.max(edge.y, foot)) };
  const { from, to } = paddingBeside(map.getSize(), box, edges, extent);
  return { paddingTopLeft: L.point(from), paddingBottomRight: L.point(to) };
}

/** Point the camera: null is the whole border. @param {Place | null} place @param {boolean} animated */
function point(place, animated) {
  const animate = animated && !REDUCED.matches;
  if (place) {
    atlas.map.setView([place[0], place[1]], place[2], { animate });
    return;
  }
  const { paddingTopLeft, paddingBottomRight } = room(atlas.config.whole, [RULES.edgePx, RULES.edgePx]);
  // As large, but lower in a low window, where the date would lie over the border (page/first.js does the same).
  const down = L.point(0, atlas.map.getSize().y < RULES.lowPx ? RULES.lowDownPx : 0);
  atlas.map.fitBounds(atlas.config.whole, {
    animate,
    paddingTopLeft: paddingTopLeft.add(down),
    paddingBottomRight: paddingBottomRight.subtract(down),
  });
}

/** Show the whole of a set, as the reader asked. @param {[number, number][]} bounds none of a set without rows */
export function showRows(bounds) {
  if (!bounds.length) return;
  const beside = room(bounds, atlas.map.getSize().multiplyBy(FIT_SHARE), true);
  moveByHand(() => atlas.map.fitBounds(bounds, { ...beside, maxZoom: FIT_ZOOM, animate: false }));
}

/** Move what is seen by so many pixels, as a command does. @param {L.Point} by */
export function shift(by) {
  mover = "command";
  atlas.map.panBy(by, { animate: !REDUCED.matches });
}

/** Show the whole border, as the reader asked. */
export function showWhole() {
  moveByHand(() => {
    wholeAsked = true;
    point(null, true);
  });
}

/** What moves the camera from now on is no hand. */
export function byCommand() {
  mover = "command";
  inputAt = -Infinity;
}

/** @param {Place | null} place @param {boolean} animated */
function command(place, animated) {
  byCommand();
  point(place, animated);
}

/** Point the camera by command. @param {Place | null} place @param {boolean} animated */
export function lookAt(place, animated) {
  atlas.map.invalidateSize({ animate: false }); // The frame may have got its height only now.
  movedSinceCommand = false;
  wholeShown = !place;
  command(place, animated);
}

/** What a command or a scene says of the camera without pointing it. @param {{ whole?: boolean, named?: boolean }} said */
export function told({ whole = wholeShown, named = movedByHand }) {
  wholeShown = whole;
  movedByHand = named;
}

/** Call `touched` for whatever a hand does on a map. @param {L.Map} map @param {() => void} touched */
export function watchHand(map, touched) {
  const container = map.getContainer();
  const options = { capture: true, passive: true };
  for (const type of ["wheel", "pointerdown", "keydown", "dblclick", "touchmove"]) {
    container.addEventListener(type, touched, options);
  }
  container.addEventListener("pointermove", (event) => event.buttons && touched(), options);
}

/** Tells whether a hand was on the map at `when` or shortly after. @param {number} when */
export const soonAfter = (when) => performance.now() - when < INPUT_MS;

/** @type {(centre: L.LatLng, asked: L.LatLngBounds) => L.LatLng} */
let hold = (centre) => centre;
/** Have a hand's moves end where `within` says. @param {typeof hold} within */
export function leash(within) {
  hold = within;
}

export function watchCamera() {
  const { map } = atlas;
  watchHand(map, () => {
    inputAt = performance.now();
  });
  map.on("movestart", () => {
    if (!mover && soonAfter(inputAt)) mover = "hand";
  });
  map.on("dragstart", () => {
    mover = "hand";
  });
  let asked = map.getBounds();
  map.on("moveend", () => {
    if (led) asked = map.getBounds();
    led = false;
    if (mover === "hand") {
      const centre = map.getCenter();
      const kept = hold(centre, asked);
      if (map.latLngToLayerPoint(kept).distanceTo(map.latLngToLayerPoint(centre)) > 1) {
        map.panTo(kept, { animate: !REDUCED.matches });
        return; // That move ends as this one would have.
      }
      movedSinceCommand = true;
      movedByHand = true;
      wholeShown = wholeAsked;
      atlas.report();
    } else asked = map.getBounds();
    wholeAsked = false;
    mover = null;
  });
  // The whole border stays whole in a window of another size; any other camera keeps its middle.
  map.on("resize", () => {
    if (wholeShown) command(null, false);
  });
}
