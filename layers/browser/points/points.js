// Keeps the large point sets to the view and the camera, and tells what was drawn of them.
import * as atlas from "../shared/atlas.js";
import { toIso } from "../shared/days.js";
import { showsRow } from "./data.js";
import { drawRing, hide, startHover } from "./hover.js";
import { startRowStops } from "./row_stops.js";
import { follow, followZoom, holdOnly, showAll, startSets, visible } from "./sets.js";

/** @import { Key, State } from "../shared/types" */
/** @import { DrawnSet } from "./sets.js" */

/** @type {Key[]} */
const ANEW = ["region", "only", "line", "theme"];
/** @type {Key[]} */
const PAINTED = ["date", "mode", "days", "layers", ...ANEW];
/** @type {Key[]} */
const RINGED = ["select", "date", "mode", "days", "layers"];

const LOOKED_AT = 5000; // Among so many of the newest rows one stands by itself, or none is looked for.

/** @param {State} state @param {Set<Key>} keys */
function paint(state, keys) {
  const changed = (/** @type {Key[]} */ names) => names.some((name) => keys.has(name));
  if (keys.has("sets")) holdOnly(state.sets);
  if (changed(PAINTED)) {
    showAll(state, changed(ANEW));
    hide();
  }
  if (changed(RINGED)) drawRing();
}

/** A frame's moves are painted once; while the map is dragged the picture moves along with it. */
let cameraFrame = 0;
function moved() {
  if (!cameraFrame)
    cameraFrame = requestAnimationFrame(() => {
      cameraFrame = 0;
      follow();
      drawRing();
    });
}

/**
 * Where the newest mark of the picture stands and which colour it has: it lies on top, so its pixel tells the date.
 *
 * @param {DrawnSet} one
 */
function newest({ set, painter, shown, canvas, density }) {
  for (let i = shown.to - 1; i >= Math.max(0, shown.to - LOOKED_AT); i -= 1) {
    if (density.hides(i)) continue;
    const place = painter.at[i];
    const [x, y] = [(place % painter.width()) - painter.edge, Math.floor(place / painter.width()) - painter.edge];
    const inside = place >= 0 && x >= 0 && y >= 0 && x < canvas.width && y < canvas.height;
    if (inside && showsRow(set, shown, i)) return [x, y, set.colour[i] + 1];
  }
  return null;
}

/** What was drawn; of a layer's set the ids too. */
export const drawnSets = () =>
  Object.fromEntries(
    visible().map((one) => {
      const { id, set, shown, mask, date, count } = one;
      const ids = set.features
        ?.filter((_, i) => (!mask || mask[i]) && showsRow(set, shown, i))
        .map((feature) => feature.id);
      const found = { date: toIso(date), shown: count, of: set.count, newest: newest(one), ids };
      return [id, { ...found, inView: one.density.inView(), cells: one.density.cells() }];
    }),
  );

export function startPoints() {
  startSets();
  startHover();
  startRowStops();
  const { map } = atlas;
  map.on("move moveend resize", moved);
  map.on("zoomanim", followZoom);
  atlas.painters.push(paint);
}
