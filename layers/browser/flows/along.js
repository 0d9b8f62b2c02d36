// Of a line in pixels what lies in a box, and where one stands at a share of the way along it; layers/pictures/flows.py asks shapely.

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {[Point, Point]} Piece */

/** The pieces of a line that lie in a box. @param {Point[]} points @param {{ min?: Point, max?: Point }} box @returns {Piece[]} */
export function within(points, { min, max }) {
  if (!min || !max) return [];
  return points.slice(1).flatMap((end, index) => {
    const start = points[index];
    // The shares of the piece at which it comes in and goes out, side by side (Liang and Barsky).
    let [first, last] = [0, 1];
    for (const axis of /** @type {const} */ (["x", "y"])) {
      const way = end[axis] - start[axis];
      const [near, far] = [min[axis] - start[axis], max[axis] - start[axis]];
      if (way === 0 && (near > 0 || far < 0)) return [];
      if (way === 0) continue;
      first = Math.max(first, Math.min(near / way, far / way));
      last = Math.min(last, Math.max(near / way, far / way));
    }
    return first < last ? [/** @type {Piece} */ ([between(start, end, first), between(start, end, last)])] : [];
  });
}

/** The point at a share of the way along some pieces, and the way it goes there. @param {Piece[]} pieces @param {number} share */
export function along(pieces, share) {
  const lengths = pieces.map(([start, end]) => Math.hypot(end.x - start.x, end.y - start.y));
  let left = share * lengths.reduce((sum, length) => sum + length, 0);
  let index = 0;
  while (index < pieces.length - 1 && left > lengths[index]) {
    left -= lengths[index];
    index += 1;
  }
  const [start, end] = pieces[index];
  return { at: between(start, end, left / (lengths[index] || 1)), turn: Math.atan2(end.y - start.y, end.x - start.x) };
}

/** @param {Point} start @param {Point} end @param {number} share @returns {Point} */
const between = (start, end, share) => ({
  x: start.x + share * (end.x - start.x),
  y: start.y + share * (end.y - start.y),
});
