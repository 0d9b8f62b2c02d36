// Which mark an arrow key leads to.

/** @typedef {{ x: number, y: number }} Spot in pixels */
/** @typedef {keyof typeof WAYS} Way */

/** For each arrow how far a way leads ahead and how far aside. @type {Record<string, (dx: number, dy: number) => [ahead: number, aside: number]>} */
const WAYS = {
  ArrowRight: (dx, dy) => [dx, dy],
  ArrowLeft: (dx, dy) => [-dx, -dy],
  ArrowDown: (dx, dy) => [dy, dx],
  ArrowUp: (dx, dy) => [-dy, -dx],
};
const SAME_PX = 1; // Marks so near to one another are taken one after the other, in their order.

/** @param {string} key @returns {key is Way} */
export const isWay = (key) => key in WAYS;

/** Whether a key leads to the first or the last. @param {string} key */
export const isEnd = (key) => key === "Home" || key === "End";

/**
 * The nearest spot in a direction, or -1: first in the quarter ahead, then anywhere ahead. Of spots upon one another each leads to the next.
 *
 * @param {Spot[]} spots
 * @param {Spot} from
 * @param {Way} way
 * @param {number} [at] which of the spots `from` is
 */
export function toward(spots, from, way, at = -1) {
  const forward = way === "ArrowRight" || way === "ArrowDown";
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, spot] of spots.entries()) {
    if (index === at) continue;
    const [dx, dy] = [spot.x - from.x, spot.y - from.y];
    const [ahead, aside] = WAYS[way](dx, dy);
    const away = Math.hypot(dx, dy);
    let cost = away;
    if (at >= 0 && away <= SAME_PX) {
      if (index > at !== forward) continue;
      cost = Math.abs(index - at) / 1e6;
    } else if (ahead <= 0) continue;
    else if (Math.abs(aside) > ahead) cost = 1e6 + away + Math.abs(aside);
    if (cost < least) [best, least] = [index, cost];
  }
  return best;
}
