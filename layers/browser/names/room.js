// What is taken on the map before any name is written: controls, marks, the border line and the edges of areas.

import { fannedHomes } from "../map/fan.js";
import { areaOutlines, drawnPoints, smallMarks } from "../map/items.js";
import * as atlas from "../shared/atlas.js";
import { addWay, around, taken } from "./boxes.js";

/** @import { Box } from "../shared/types" */
/** @import { Taken } from "./boxes.js" */

/** @typedef {{ point: L.Point, radius: number }} Mark */
/**
 * @typedef Places what is taken, and what was written
 * @property {L.LatLngBounds} view
 * @property {L.Point} size
 * @property {Taken} full
 * @property {Taken} line
 * @property {Taken} outlines
 * @property {Mark[]} marks
 * @property {Set<string>} kept
 * @property {Set<string>} written
 * @property {Set<string>} sides those named along the line
 * @property {[name: string, point: L.Point, key: string][]} countries
 */

const MOST = 200; // boxes along one side of an area

/** @param {L.LatLng} latlng */
export const shown = (latlng) => atlas.map.latLngToContainerPoint(latlng);

/** The controls' boxes with a margin. @returns {Box[]} */
function controls() {
  const { map, stageScale } = atlas;
  const frame = map.getContainer().getBoundingClientRect();
  // Under the swipe the other half's controls and the divider lie over this one too, and both windows begin at one corner.
  const above = document.body.classList.contains("ba-bare") ? window.frameElement?.ownerDocument : null;
  return [document, above]
    .flatMap((page) => [...(page?.querySelectorAll(".ba-keepout, .ba-edge") ?? [])])
    .map((element) => element.getBoundingClientRect())
    .filter((rect) => rect.width)
    .map((rect) => ({
      left: (rect.left - frame.left) / stageScale - 4,
      right: (rect.right - frame.left) / stageScale + 4,
      top: (rect.top - frame.top) / stageScale - 4,
      bottom: (rect.bottom - frame.top) / stageScale + 4,
    }));
}

/** What is taken before any name is written. @param {L.LatLngBounds} view @param {Taken} line @returns {Places} */
export function unnamed(view, line) {
  const { map } = atlas;
  const places = {
    view,
    size: map.getSize(),
    full: taken(),
    line,
    outlines: taken(),
    marks: /** @type {Mark[]} */ ([]),
    kept: new Set(),
    written: new Set(),
    sides: new Set(),
    countries: [],
  };
  const { full, marks } = places;
  for (const box of controls()) full.add(box);
  for (const item of [...drawnPoints(), ...smallMarks()]) {
    if (view.contains(item.latlng)) marks.push({ point: shown(item.latlng), radius: item.radiusPx || 6 });
  }
  for (const mark of marks) full.add(around(mark.point, mark.radius));
  for (const home of fannedHomes()) full.add(around(shown(home), 14));
  for (const ring of areaOutlines()) outline(ring, places);
  return places;
}

/** The edge of an area, which no name may cross: it stands within the area or beside it. @param {L.LatLng[]} ring @param {Places} places */
function outline(ring, { size, outlines }) {
  const points = ring.map(shown);
  points.forEach((from, index) => {
    const to = points[(index + 1) % points.length];
    if (
      Math.max(from.x, to.x) < 0 ||
      Math.min(from.x, to.x) > size.x ||
      Math.max(from.y, to.y) < 0 ||
      Math.min(from.y, to.y) > size.y
    )
      return;
    addWay(outlines, from, to, MOST);
  });
}
