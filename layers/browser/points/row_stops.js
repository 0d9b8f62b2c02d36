// Rows of large sets as marks that the keyboard reaches: the pictures hold none, so each spot and each cell has an element over it, which
// is seen while it has the focus. Of a few rows each has one, wherever the window stands, so that arrows lead through all of them in one order; of more
// there are as many as arrows can be asked to go through, the nearest to the middle of the window.
import { addSource, addStop } from "../keyboard/stops.js";
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { sayHere } from "./cells.js";
import { latLngOfRow, showsRow } from "./data.js";
import { openHere, selectOf } from "./here.js";
import { hide, write, zoomInto } from "./hover.js";
import { visible } from "./sets.js";
import { wordsOf } from "./words.js";

/** @import { FoundCell, FoundRow } from "./hover.js" */
/** @import { DrawnSet } from "./sets.js" */
/** @typedef {{ key: string, x: number, y: number, found: FoundCell | FoundRow, size: number }} Spot in CSS pixels of the window */

const MOST = 200;
const [SPOT_PX, ROUND_PX] = [3, 8]; // So near to one another rows are one stop; so far around a mark its ring is drawn.
/** @type {Map<string, HTMLElement>} */
let drawn = new Map();
let painted = ""; // what decides over them
/** @type {HTMLElement} */
let pane;

/** @param {DrawnSet} one @returns {Spot[]} */
const cellsOf = (one) =>
  one.density.cells().map((cell) => {
    const [x, y] = [cell.x + cell.width / 2, cell.y + cell.height / 2];
    return { key: `${one.id} ${x} ${y}`, x, y, found: { one, cell }, size: cell.width };
  });

/** No more rows show than arrows can go through, each as a mark. @param {DrawnSet[]} sets */
function areFew(sets) {
  let number = 0;
  for (const { set, shown, density } of sets) {
    if (density.cells().length) return false;
    for (let row = 0; row < shown.to; row += 1) {
      if (showsRow(set, shown, row)) number += 1;
      if (number > MOST) return false;
    }
  }
  return true;
}

/** The spots on which rows stand, with all that stand there, the uppermost first. @param {DrawnSet[]} sets @returns {Spot[]} */
function spotsOf(sets) {
  const { x: wide, y: high } = atlas.map.getSize();
  const corner = atlas.map.getPixelBounds().min ?? L.point(0, 0); // What is one spot stays so when the map is moved.
  const few = areFew(sets);
  /** @type {Map<number, Spot & { found: FoundRow }>} */
  const spots = new Map();
  for (const one of sets) {
    const { density, painter, ratio, set, shown } = one;
    for (let row = shown.to - 1; row >= 0; row -= 1) {
      const place = painter.at[row];
      if ((!few && place < 0) || !showsRow(set, shown, row) || density.hides(row)) continue;
      const { x, y } = few
        ? atlas.map.latLngToContainerPoint(latLngOfRow(set, row))
        : {
            x: ((place % painter.width()) - painter.edge) / ratio,
            y: (Math.floor(place / painter.width()) - painter.edge) / ratio,
          };
      if (!few && (x < 0 || y < 0 || x > wide || y > high)) continue;
      const at = Math.round((x + corner.x) / SPOT_PX) * 2 ** 26 + Math.round((y + corner.y) / SPOT_PX);
      const there = spots.get(at);
      const size = 2 * (set.radii[set.look[row] & 15] + ROUND_PX);
      if (there) there.found.rows.push([one, row]);
      else spots.set(at, { key: selectOf(one, row), x, y, found: { one, row, rows: [[one, row]] }, size });
    }
  }
  return [...spots.values()];
}

/** @param {FoundCell | FoundRow} found */
function wordsAt(found) {
  if ("cell" in found) return tr("{rows}, Enter zooms in", { rows: sayHere(found.cell.rows) });
  const { one, row, rows } = found;
  const { title, when, figure } = wordsOf(one.set, row);
  return [rows.length > 1 && sayHere(rows.length), title, when, figure, one.layer?.title ?? one.set.title]
    .filter(Boolean)
    .join(", ");
}

/** @param {FoundCell | FoundRow} found */
function open(found) {
  if ("cell" in found) zoomInto(found.cell);
  else if (found.rows.length > 1) openHere(found.rows);
  else atlas.patch({ select: selectOf(found.one, found.row) }, true);
}

/** @param {HTMLElement} element @param {Spot} spot */
function stand(element, { x, y, found, size }) {
  const place = "cell" in found ? atlas.map.containerPointToLatLng([x, y]) : latLngOfRow(found.one.set, found.row);
  L.DomUtil.setPosition(element, atlas.map.containerPointToLayerPoint([x, y]).round());
  element.style.setProperty("--size", `${size}px`);
  element.onfocus = () => write(found);
  element.onblur = hide;
  const { tabIndex } = element; // It may be the map's one stop already.
  addStop(element, { words: wordsAt(found), place: () => place, open: () => open(found) });
  element.tabIndex = tabIndex;
}

/** Put an element over each spot, and take those away whose spots are gone. */
function follow() {
  const sets = visible().reverse();
  const now = JSON.stringify(sets.map(({ id, made, camera, shown, date }) => [id, made, camera, shown, date]));
  if (now === painted) return;
  painted = now;
  const middle = atlas.map.getSize().divideBy(2);
  const away = (/** @type {Spot} */ { x, y }) => middle.distanceTo([x, y]);
  const spots = [...sets.flatMap(cellsOf), ...spotsOf(sets)].sort((a, b) => away(a) - away(b)).slice(0, MOST);
  const left = drawn;
  drawn = new Map();
  for (const spot of spots) {
    const element = left.get(spot.key) ?? dom.element("div", "ba-row-stop", null, pane);
    left.delete(spot.key);
    drawn.set(spot.key, element);
    stand(element, spot);
  }
  for (const element of left.values()) element.remove();
}

export function startRowStops() {
  pane = atlas.map.createPane("row-stops");
  pane.style.zIndex = "620";
  pane.style.pointerEvents = "none";
  addSource(follow);
}
