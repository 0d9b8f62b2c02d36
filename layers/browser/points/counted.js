// Rows that have not come one by one, counted by cell of the map over time: the binary form of geodata/sets/asked/cells.py. What a cell holds
// on a date is summed here, so that the slider never asks.
import { EDGES } from "../shared/beyond.js";
import { readBinary } from "./data.js";

/** @import { Columns, PointSet, RowsShown } from "../shared/types" */
/** @import { Cell } from "./density.js" */

export const CELLS = "BAC1";
/** A cell is between 64 and 128 pixels wide. */
const LEVELS_MORE = 2;
const TILE_PX = 256;

/** Bits of x and of y in the numbers of cells, of a zoom. @param {number} zoom */
export const levelOf = (zoom) => Math.max(1, Math.floor(zoom) + LEVELS_MORE);

/**
 * @typedef CellsHeader
 * @property {number} level bits of x and of y in a cell's number
 * @property {number} origin the day of step −base
 * @property {number} shift a step is 2 ** shift days
 * @property {number} base
 * @property {number} cells
 */
/** @typedef {{ at: Uint32Array, step: Uint16Array, n: Uint16Array }} Entries of cell i those from at[i] to at[i + 1] */
/** @typedef {CellsHeader & { x: Uint32Array, y: Uint32Array, one: Entries, long: Entries, end: Entries }} Counted */

/** Every second bit of a cell's number. @param {number} bits */
function gathered(bits) {
  let wide = bits & 0x55555555;
  wide = (wide | (wide >>> 1)) & 0x33333333;
  wide = (wide | (wide >>> 2)) & 0x0f0f0f0f;
  wide = (wide | (wide >>> 4)) & 0x00ff00ff;
  return (wide | (wide >>> 8)) & 0x0000ffff;
}

/** @param {ArrayBuffer} buffer @returns {Counted} */
export function readCells(buffer) {
  const { header, columns } = readBinary(buffer, CELLS);
  const entries = (/** @type {string} */ name) => ({
    at: columns[`${name}_at`],
    step: columns[`${name}_step`],
    n: columns[`${name}_n`],
  });
  return {
    ...header,
    x: Uint32Array.from(columns.cell, gathered),
    y: Uint32Array.from(columns.cell, (/** @type {number} */ cell) => gathered(cell >>> 1)),
    one: entries("one"),
    long: entries("long"),
    end: entries("end"),
  };
}

/**
 * How many rows of each cell show: of those of a single day the ones from `least` on, of the others those begun and not yet ended.
 *
 * @param {Counted} counted
 * @param {number} least what shows ends after this day
 * @param {number} date
 */
export function rowsOn({ x, origin, shift, base, one, long, end }, least, date) {
  const rows = new Uint32Array(x.length);
  const stepOf = (/** @type {number} */ day) => (Number.isFinite(day) ? ((day - origin) >> shift) - base : day);
  const [first, last] = [stepOf(least), stepOf(date)];
  /** @param {Entries} entries @param {number} from @param {number} to @param {number} sign */
  const add = ({ at, step, n }, from, to, sign) => {
    for (let cell = 0; cell < rows.length; cell += 1) {
      let sum = 0;
      for (let i = at[cell]; i < at[cell + 1]; i += 1) if (step[i] >= from && step[i] <= to) sum += n[i];
      rows[cell] += sign * sum;
    }
  };
  add(one, first, last, 1);
  add(long, 0, last, 1);
  add(end, 0, first, -1);
  return rows;
}

/** A set of which no row has come. @param {string} title @param {PointSet["time"]} time @returns {PointSet} */
export function emptySet(title, time) {
  const none = { words: [], limits: [], names: [], bounds: [], leftOut: {} };
  const said = { category: "", measure: "", surroundings: "", zero: "", outside: 0, hue: 0, estimated: false };
  const columns = { start: new Int32Array(0), end: new Int32Array(0), x: new Uint32Array(0), y: new Uint32Array(0) };
  const looks = { colour: new Uint8Array(0), look: new Uint8Array(0), row: new Uint32Array(0) };
  const word = new Uint16Array(0);
  return { count: 0, title, time, radii: [3], ...none, ...said, ...columns, ...looks, word, longs: new Uint32Array(0) };
}

/** No row beyond the window is known of. */
export const nowhere = () => new Uint32Array(EDGES.length);

/** Counted cells as `densityOf` gives those of rows. @param {Counted} counted */
export function densityOfCells(counted) {
  let side = 0;
  /** Bits of x and of y that are left out: what was asked for a nearer view is put together. */
  let coarser = 0;
  let [left, top, wide, high] = [0, 0, 0, 0];
  /** @type {Cell[]} */
  let found = [];
  return {
    /** @param {unknown} _ @param {{ width: number, height: number, left: number, top: number }} window @param {number} pixels of the world's width */
    place(_, window, pixels) {
      coarser = Math.max(0, counted.level - levelOf(Math.log2(pixels / TILE_PX)));
      side = pixels / 2 ** (counted.level - coarser);
      ({ left, top, width: wide, height: high } = window);
    },
    /** @param {Pick<RowsShown, "least">} shown @param {number} date */
    count({ least }, date = 0) {
      /** @type {Map<number, Cell>} */
      const cells = new Map();
      for (const [cell, rows] of rowsOn(counted, least, date).entries()) {
        const [column, line] = [counted.x[cell] >>> coarser, counted.y[cell] >>> coarser];
        const [x, y] = [column * side - left, line * side - top];
        if (!rows || x >= wide || y >= high || x + side <= 0 || y + side <= 0) continue;
        const number = line * 2 ** counted.level + column;
        const known = cells.get(number);
        if (known) known.rows += rows;
        else cells.set(number, { x, y, width: side, height: side, rows });
      }
      found = [...cells.values()];
    },
    cells: () => found,
    /** @param {number} px @param {number} py */
    cellAt: (px, py) =>
      found.find(({ x, y, width, height }) => px >= x && py >= y && px < x + width && py < y + height) ?? null,
    hides: () => false,
    inView() {
      const all = found.reduce((sum, { rows }) => sum + rows, 0);
      return { all, massed: all };
    },
    beyond: nowhere,
    nearestBeyond: () => -1,
    /** @returns {[row: number, rows: number, mixed: boolean][]} */
    stacks: () => [],
  };
}
