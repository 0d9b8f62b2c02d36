// Where a tip stands within the window.

/** @typedef {{ x: number, y: number }} Pair */

const [GAP_PX, EDGE_PX] = [10, 4];

/**
 * The top left corner of a tip: in the middle above its place, within the window, and below the place where there is no room above.
 *
 * @param {Pair} at
 * @param {Pair} size of the tip
 * @param {Pair} room the window's size
 * @returns {Pair}
 */
export function tipAt(at, size, room) {
  const within = (/** @type {number} */ wanted, /** @type {number} */ most) =>
    Math.max(EDGE_PX, Math.min(wanted, most - EDGE_PX));
  const above = at.y - size.y - GAP_PX;
  const y = above < EDGE_PX ? at.y + GAP_PX : above;
  return { x: within(at.x - size.x / 2, room.x - size.x), y: within(y, room.y - size.y) };
}
