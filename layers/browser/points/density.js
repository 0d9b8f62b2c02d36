// Where marks are a mass: rows counted by cell of the map, and where several stand on one spot. What is counted is what lies in the
// window and shows in time; a step of "up to this day" counts no more than the rows between two dates.
import { EDGES, edgeTo } from "../shared/beyond.js";
import { firstAfter } from "../time/monthly.js";
import { showsRow } from "./data.js";

/** @import { Edge } from "../shared/beyond.js" */
/** @import { PointSet, RowsShown } from "../shared/types" */

/** Width of a cell in CSS pixels. */
export const CELL_PX = 56;
/** A cell whose marks would cover so much of it is a mass. */
const COVERED = 0.5;
const [LEAST_PLACES, MOST_PLACES] = [20, 240];
const NONE = 65535;
const WORLD = 4294967296;

/** @typedef {ReturnType<typeof densityOf>} Density what counted.js gives is one too */
/** @typedef {{ x: number, y: number, width: number, height: number, rows: number }} Cell in CSS pixels of the window */

/**
 * The spot of each row, as the number of the first row that stands there; and of each spot with more than one its rows, ascending.
 *
 * @param {Pick<PointSet, "count" | "x" | "y">} set
 */
export function spotsOf({ count, x, y }) {
  const spot = new Uint32Array(count);
  const number = new Uint32Array(count); // of rows, by spot
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * count)));
  const table = new Int32Array(size).fill(-1);
  for (let i = 0; i < count; i += 1) {
    let at = (Math.imul(x[i], 0x9e3779b1) ^ Math.imul(y[i], 0x85ebca6b)) >>> 0;
    at = (at ^ (at >>> 15)) & (size - 1);
    while (table[at] >= 0 && (x[table[at]] !== x[i] || y[table[at]] !== y[i])) at = (at + 1) & (size - 1);
    const first = table[at] < 0 ? i : table[at];
    table[at] = first;
    spot[i] = first;
    number[first] += 1;
  }
  const crowded = [];
  const rows = new Int32Array(count);
  const next = new Uint32Array(count); // place in rows, by spot
  let used = 0;
  for (let i = 0; i < count; i += 1) {
    const first = spot[i];
    if (number[first] < 2) continue;
    if (first === i) {
      crowded.push(rows.subarray(used, used + number[i]));
      next[i] = used;
      used += number[i];
    }
    rows[next[first]] = i;
    next[first] += 1;
  }
  return { spot, crowded };
}

/** How many places a cell may show one by one. @param {Pick<PointSet, "count" | "radii" | "look">} set */
export function mostPlaces({ count, radii, look }) {
  let area = 0;
  for (let i = 0; i < count; i += 1) area += radii[look[i] & 15] ** 2;
  const each = Math.PI * (count ? area / count : radii[0] ** 2);
  return Math.min(MOST_PLACES, Math.max(LEAST_PLACES, (COVERED * CELL_PX ** 2) / each));
}

/** @param {PointSet} set */
export function densityOf(set) {
  const { spot, crowded } = spotsOf(set);
  /** Where among a crowded spot's rows the first of another colour stands; −1 where there is none. */
  const mixedAt = crowded.map((spotted) => spotted.findIndex((row) => set.colour[row] !== set.colour[spotted[0]]));
  const radiusOf = (/** @type {number} */ row) => set.radii[set.look[row] & 15];
  /** The row with the widest mark up to each of a crowded spot's rows. */
  const widestAt = crowded.map((spotted) => {
    let widest = spotted[0];
    return spotted.map((row) => {
      if (radiusOf(row) > radiusOf(widest)) widest = row;
      return widest;
    });
  });
  const limit = mostPlaces(set);
  const cellOf = new Uint16Array(set.count);
  const edgeOf = new Uint8Array(set.count); // of a row outside the window, as place among EDGES; none: EDGES.length
  const beyond = new Uint32Array(EDGES.length + 1);
  let across = 0;
  let down = 0;
  let [left, top, width, height] = [0, 0, 0, 0];
  let middle = [0, 0]; // of the window, as rows say where they are
  let rows = new Uint32Array(0);
  let places = new Uint32Array(0);
  let open = false; // the map cannot be zoomed further, or there are too few rows: each mark stands by itself
  let counted = -1; // rows and places are those of [0, counted), or of something else
  let masked = false; // some rows are left out: those of one spot may differ in where they lie
  const stamps = new Uint32Array(set.count); // by spot: in which count a row of it was met
  const first = new Uint8Array(set.count); // the first row of its spot in the window
  let stamp = 0;

  /**
   * Say where the rows lie in the window.
   *
   * @param {{ at: Int32Array, width: () => number, edge: number }} painter
   * @param {{ ratio: number, width: number, height: number, left: number, top: number }} window in CSS pixels, left and top from the world's corner
   * @param {number} world width of the world in CSS pixels
   * @param {Uint8Array | null} mask 0 for rows that are left out
   * @param {boolean} single each mark stands by itself, however many they are
   */
  function place({ at, width: pictureWidth, edge }, window, world, mask, single) {
    ({ left, top, width, height } = window);
    const [middleX, middleY] = [left + width / 2, top + height / 2];
    middle = [middleX, middleY].map((pixels) => (pixels * WORLD) / world);
    masked = mask !== null;
    const outside = (/** @type {number} */ i) => {
      const across = (set.x[i] * world) / WORLD - middleX;
      const down = (set.y[i] * world) / WORLD - middleY;
      const edge = edgeTo((2 * across) / width, (2 * down) / height);
      return edge >= 0 && (!mask || mask[i]) ? edge : EDGES.length;
    };
    const [w, ratio] = [pictureWidth(), window.ratio];
    // Cells stay where they are on the ground while the map is moved.
    const [dx, dy] = [left - Math.floor(left / CELL_PX) * CELL_PX, top - Math.floor(top / CELL_PX) * CELL_PX];
    across = Math.ceil((width + dx) / CELL_PX);
    down = Math.ceil((height + dy) / CELL_PX);
    [left, top] = [-dx, -dy];
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    /** Cell by column and by row of the picture's pixels. */
    const column = Uint16Array.from({ length: wide }, (_, px) =>
      Math.min(across - 1, Math.floor((px / ratio + dx) / CELL_PX)),
    );
    const line = Uint16Array.from(
      { length: high },
      (_, py) => Math.min(down - 1, Math.floor((py / ratio + dy) / CELL_PX)) * across,
    );
    stamp += 1;
    for (let i = 0; i < set.count; i += 1) {
      const place = at[i];
      if (!mask && spot[i] !== i) {
        cellOf[i] = cellOf[spot[i]];
        edgeOf[i] = edgeOf[spot[i]];
        first[i] = 0;
        continue;
      }
      cellOf[i] = NONE;
      const py = Math.floor(place / w);
      const x = place - py * w - edge;
      const y = py - edge;
      if (place < 0 || x < 0 || y < 0 || x >= wide || y >= high) {
        edgeOf[i] = outside(i);
        continue;
      }
      cellOf[i] = line[y] + column[x];
      const here = spot[i];
      first[i] = Number(stamps[here] !== stamp);
      stamps[here] = stamp;
    }
    rows = new Uint32Array(across * down);
    places = new Uint32Array(across * down);
    open = single;
    counted = -1;
  }

  function clear() {
    rows.fill(0);
    places.fill(0);
    beyond.fill(0);
  }

  /** Count the rows that show. @param {RowsShown} shown @param {number} [_date] */
  function count(shown, _date) {
    if (shown.least === -Infinity) {
      let from = counted;
      if (from < 0 || Math.abs(shown.to - from) > shown.to) {
        clear();
        from = 0;
      }
      const step = shown.to >= from ? 1 : -1;
      for (let i = Math.min(from, shown.to), end = Math.max(from, shown.to); i < end; i += 1) {
        const cell = cellOf[i];
        if (cell === NONE) {
          beyond[edgeOf[i]] += step;
          continue;
        }
        rows[cell] += step;
        if (first[i]) places[cell] += step;
      }
      counted = shown.to;
      return;
    }
    counted = -1;
    clear();
    stamp += 1;
    const add = (/** @type {number} */ i) => {
      const cell = cellOf[i];
      if (set.end[i] <= shown.least) return;
      if (cell === NONE) {
        beyond[edgeOf[i]] += 1;
        return;
      }
      rows[cell] += 1;
      if (stamps[spot[i]] === stamp) return;
      stamps[spot[i]] = stamp;
      places[cell] += 1;
    };
    for (const i of set.longs) {
      if (i >= shown.from) break;
      add(i);
    }
    for (let i = shown.from; i < shown.to; i += 1) add(i);
  }

  const isMass = (/** @type {number} */ cell) => !open && places[cell] > limit;

  /** @param {number} cell @returns {Cell} */
  function box(cell) {
    const x = left + (cell % across) * CELL_PX;
    const y = top + Math.floor(cell / across) * CELL_PX;
    return { x, y, width: CELL_PX, height: CELL_PX, rows: rows[cell] };
  }

  return {
    place,
    count,
    /** The cells that are a mass. */
    cells: () => Array.from(rows.keys()).filter(isMass).map(box),
    /** The cell at a place of the window, if it is a mass. @param {number} x @param {number} y */
    cellAt(x, y) {
      const cell = Math.floor((y - top) / CELL_PX) * across + Math.floor((x - left) / CELL_PX);
      return isMass(cell) ? box(cell) : null;
    },
    /** Tells whether a row's mark gives way to the number of its cell. @param {number} i */
    hides: (i) => cellOf[i] !== NONE && isMass(cellOf[i]),
    /** How many rows show in the window: in masses, and by themselves. */
    inView() {
      const all = rows.reduce((sum, number) => sum + number, 0);
      const massed = rows.reduce((sum, number, cell) => sum + (isMass(cell) ? number : 0), 0);
      return { all, massed };
    },
    /** How many rows show outside the window, by the edge that leads to them (EDGES). */
    beyond: () => beyond.subarray(0, EDGES.length),
    /** Of the rows that show beyond an edge the nearest to the middle of the window; −1 where there is none. @param {Edge} edge @param {RowsShown} shown */
    nearestBeyond(edge, shown) {
      let found = -1;
      let least = Infinity;
      for (let i = 0; i < shown.to; i += 1) {
        if (cellOf[i] !== NONE || EDGES[edgeOf[i]] !== edge || !showsRow(set, shown, i)) continue;
        const away = Math.hypot(set.x[i] - middle[0], set.y[i] - middle[1]);
        if (away < least) [found, least] = [i, away];
      }
      return found;
    },
    /**
     * Spots outside of masses on which several rows show: [the row with the widest mark there, how many, are they of several kinds]; null where they are
     * more than `most`.
     *
     * @param {RowsShown} shown @param {number} most @returns {[row: number, rows: number, mixed: boolean][] | null}
     */
    stacks(shown, most) {
      /** @type {[number, number, boolean][]} */
      const found = [];
      for (const [index, spotted] of crowded.entries()) {
        const here = cellOf[spotted[0]];
        if (!masked && (here === NONE || isMass(here))) continue;
        let number = 0;
        let [widest, top, mixed] = [spotted[0], spotted[0], false];
        if (!masked && shown.least === -Infinity) {
          number = firstAfter(spotted, shown.to - 1);
          widest = widestAt[index][number - 1];
          mixed = mixedAt[index] >= 0 && mixedAt[index] < number;
        } else {
          for (const i of spotted) {
            if (i >= shown.to) break;
            if (cellOf[i] === NONE || isMass(cellOf[i]) || !showsRow(set, shown, i)) continue;
            mixed ||= number > 0 && set.colour[i] !== set.colour[top];
            if (!number || radiusOf(i) > radiusOf(widest)) widest = i;
            number += 1;
            top = i;
          }
        }
        if (number > 1) found.push([widest, number, mixed]);
        if (found.length > most) return null;
      }
      return found;
    },
  };
}
