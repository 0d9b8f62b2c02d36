// Through which edge of the window leads the way to what lies outside of it.

export const EDGES = /** @type {const} */ (["north", "east", "south", "west"]);
/** @typedef {typeof EDGES[number]} Edge */

/**
 * The edge through which the straight way from the middle of the window leads, as its place among EDGES; −1 for a place within. It is asked of
 * a million rows while the map is dragged.
 *
 * @param {number} across from the middle, in halves of the window, to the east
 * @param {number} down likewise, to the south
 * @returns {number}
 */
export function edgeTo(across, down) {
  if (Math.abs(across) <= 1 && Math.abs(down) <= 1) return -1;
  if (Math.abs(across) >= Math.abs(down)) return across > 0 ? 1 : 3;
  return down > 0 ? 2 : 0;
}
