// What is taken on the map: boxes in container pixels, found again by cells.
/** @import { Box } from "../shared/types" */

/** @typedef {ReturnType<typeof taken>} Taken */

const CELL_PX = 64;
const STEP_PX = 5; // between two boxes of a way
const HALF_PX = 2; // of its breadth, and a little

export function taken() {
  /** @type {Map<number, Box[]>} */
  const cells = new Map();
  /** @param {Box} box @param {(cell: number) => boolean} visit */
  const some = (box, visit) => {
    for (let x = Math.floor(box.left / CELL_PX); x <= Math.floor(box.right / CELL_PX); x += 1) {
      for (let y = Math.floor(box.top / CELL_PX); y <= Math.floor(box.bottom / CELL_PX); y += 1) {
        if (visit(x * 8192 + y)) return true;
      }
    }
    return false;
  };
  return {
    /** @param {Box} box */
    add: (box) =>
      some(box, (cell) => {
        const held = cells.get(cell);
        if (held) held.push(box);
        else cells.set(cell, [box]);
        return false;
      }),
    /** @param {Box} box */
    hits: (box) =>
      some(box, (cell) =>
        (cells.get(cell) || []).some(
          (other) =>
            box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top,
        ),
      ),
  };
}

/** @param {{ x: number, y: number }} point @param {number} radius @returns {Box} */
export const around = ({ x, y }, radius) => ({
  left: x - radius,
  right: x + radius,
  top: y - radius,
  bottom: y + radius,
});

/**
 * Enter a way as boxes so close that no name slips between two of them.
 *
 * @param {Taken} into
 * @param {{ x: number, y: number }} from
 * @param {{ x: number, y: number }} to
 * @param {number} most boxes
 */
export function addWay(into, from, to, most) {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const parts = Math.min(most, Math.ceil(Math.hypot(across, down) / STEP_PX)) || 1;
  for (let part = 0; part <= parts; part += 1)
    into.add(around({ x: from.x + (across * part) / parts, y: from.y + (down * part) / parts }, HALF_PX));
}
