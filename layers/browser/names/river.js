// Where a river's name stands: beside its course, as near its middle as it finds a place at which it lies on no bend of it.
import * as atlas from "../shared/atlas.js";
import { around, taken } from "./boxes.js";

/** @typedef {{ latlng: L.LatLng, spots: [left: number, top: number][] }} Place */

const STEP_PX = 5; // so close that no name slips between two points of a course
const HALF_PX = 2; // of the course's own breadth, and a little
const TRIES = 9; // along the course
const LEAST = 8; // vertices in the window: less is a corner of a river
const AWAY_PX = [5, 10, 16];

/**
 * @param {L.LatLng[][]} lines its course
 * @param {L.LatLngBounds} view
 * @param {number} width of its name
 * @param {number} high
 * @param {(w: number, h: number, away: number) => [left: number, top: number][]} beside
 * @returns {Place | null}
 */
export function riverPlace(lines, view, width, high, beside) {
  const seen = lines.flat().filter((vertex) => view.contains(vertex));
  if (seen.length < LEAST) return null;
  const course = courseOf(lines, view.pad(0.2));
  const wanted = AWAY_PX.flatMap((away) => beside(width, high, away));
  const middle = Math.floor(seen.length / 2);
  for (let turn = 0; turn < TRIES; turn += 1) {
    // The middle, then a tenth of the way on, a tenth back, and so on.
    const off = Math.ceil(turn / 2) * (turn % 2 ? 1 : -1);
    const latlng = seen[Math.min(Math.max(middle + Math.round((off * seen.length) / 10), 0), seen.length - 1)];
    const { x, y } = atlas.map.latLngToContainerPoint(latlng);
    const spots = wanted.filter(
      ([left, top]) => !course.hits({ left: x + left, right: x + left + width, top: y + top, bottom: y + top + high }),
    );
    if (spots.length) return { latlng, spots };
  }
  return null;
}

/** The course as boxes in the window's pixels. @param {L.LatLng[][]} lines @param {L.LatLngBounds} view */
function courseOf(lines, view) {
  const course = taken();
  for (const line of lines) {
    for (let index = 0; index + 1 < line.length; index += 1) {
      if (!view.contains(line[index]) && !view.contains(line[index + 1])) continue;
      const from = atlas.map.latLngToContainerPoint(line[index]);
      const to = atlas.map.latLngToContainerPoint(line[index + 1]);
      const parts = Math.min(400, Math.ceil(from.distanceTo(to) / STEP_PX)) || 1;
      for (let part = 0; part <= parts; part += 1)
        course.add(around(from.add(to.subtract(from).multiplyBy(part / parts)), HALF_PX));
    }
  }
  return course;
}
