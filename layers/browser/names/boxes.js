// What is taken on the map: boxes in container pixels, found again by cells.
/** @import { Box } from "../shared/types" */

/** @typedef {ReturnType<typeof taken>} Taken */

const CELL_PX = 64;

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
