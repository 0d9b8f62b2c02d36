// Where a river's name stands: beside its course, as near its middle as it finds a place at which it lies on no bend of it.
import { addWay, taken } from "./boxes.js";

/** @typedef {{ at: L.Point, spots: [left: number, top: number][] }} Place */

const MOST = 400; // boxes between two places of a course
const TRIES = 9; // along the course
const LEAST = 8; // vertices in the window: less is a corner of a river
const AWAY_PX = [5, 10, 16];

/**
 * @param {L.Point[][]} lines its course, in the window's pixels
 * @param {L.Point} size of the window
 * @param {number} width of its name
 * @param {number} high
 * @param {(w: number, h: number, away: number) => [left: number, top: number][]} beside
 * @returns {Place | null}
 */
export function riverPlace(lines, size, width, high, beside) {
  const window = L.bounds([0, 0], size);
  const seen = lines.flat().filter((point) => window.contains(point));
  if (seen.length < LEAST) return null;
  const near = size.multiplyBy(0.2);
  const course = courseOf(lines, L.bounds(near.multiplyBy(-1), size.add(near)));
  const wanted = AWAY_PX.flatMap((away) => beside(width, high, away));
  const middle = Math.floor(seen.length / 2);
  for (let turn = 0; turn < TRIES; turn += 1) {
    // The middle, then a tenth of the way on, a tenth back, and so on.
    const off = Math.ceil(turn / 2) * (turn % 2 ? 1 : -1);
    const at = seen[Math.min(Math.max(middle + Math.round((off * seen.length) / 10), 0), seen.length - 1)];
    const { x, y } = at;
    const spots = wanted.filter(
      ([left, top]) => !course.hits({ left: x + left, right: x + left + width, top: y + top, bottom: y + top + high }),
    );
    if (spots.length) return { at, spots };
  }
  return null;
}

/** The course as boxes. @param {L.Point[][]} lines @param {L.Bounds} window what of it counts */
function courseOf(lines, window) {
  const course = taken();
  for (const line of lines) {
    for (let index = 0; index + 1 < line.length; index += 1) {
      const [from, to] = [line[index], line[index + 1]];
      if (!window.contains(from) && !window.contains(to)) continue;
      addWay(course, from, to, MOST);
    }
  }
  return course;
}
