// Writes the marks of a point set into one picture of pixels. A picture of "up to this day" only ever gains marks as the date
// moves on, so it is kept at a few days along the way: a step back begins at the nearest of them, a step on where it stands.
import { showsRow } from "./data.js";
import { FEW, over, sprites, VAGUE } from "./sprites.js";

/** @import { PointSet, RowsShown } from "../shared/types" */

const EDGE_PX = 20; // Marks reach over the picture's edge into a margin, so that no mark needs clipping.
const KEPT_BYTES = 64e6;
const KEPT_MOST = 20;
/** So many marks are drawn so that one sees what lies under them: how opaque one is, and by how much each further one adds to it. */
const [MANY, ONE, FURTHER] = [200, 150, 35];
/** @typedef {ReturnType<typeof pointPainter>} PointPainter */

/** @param {PointSet} set */
export function pointPainter(set) {
  let width = 0;
  let height = 0;
  let image = new ImageData(1, 1);
  let pixels = new Uint32Array(image.data.buffer);
  /** @type {ReturnType<typeof sprites>} */
  let marks = [];
  let palette = new Uint32Array(8);
  /** Ascending in `to`; every one with the marks of [0, to). @type {{ to: number, pixels: Uint32Array }[]} */
  let kept = [];
  /** Pixels of pictures that are out of date, to be used again. @type {Uint32Array[]} */
  let spare = [];
  /** @type {Uint32Array | null} */
  let scratch = null;
  /** Where marks are written: the picture, or the scratch on which the kept ones are made. @type {Uint32Array} */
  let into = pixels;
  let every = 0;
  let generation = 0;
  let stands = -1; // pixels hold the marks of [0, stands), or −1 where they hold something else
  const at = new Int32Array(set.count); // place of each row's middle in the picture, −1 outside

  const forget = () => {
    spare.push(...kept.map((one) => one.pixels));
    kept = [];
    stands = -1;
    generation += 1;
  };

  /** @param {number} cssWidth @param {number} cssHeight @param {number} ratio */
  function resize(cssWidth, cssHeight, ratio) {
    const [w, h] = [Math.round(cssWidth * ratio) + 2 * EDGE_PX, Math.round(cssHeight * ratio) + 2 * EDGE_PX];
    if (w !== width || h !== height) {
      [width, height] = [w, h];
      image = new ImageData(width, height);
      pixels = new Uint32Array(image.data.buffer);
      into = pixels;
      forget();
      spare = [];
      scratch = null;
    }
    marks = sprites(set.radii, ratio, width, set.count <= FEW);
    every =
      Math.ceil(set.count / Math.max(2, Math.min(KEPT_MOST, Math.floor(KEPT_BYTES / image.data.byteLength)))) || 1;
    forget();
  }

  /**
   * Place every row.
   *
   * @param {number} left world pixels at the picture's inner corner
   * @param {number} top likewise
   * @param {number} scale world pixels per unit of x and y
   * @param {Uint8Array | null} mask 0 for rows that are left out
   */
  function project(left, top, scale, mask) {
    const { x, y } = set;
    const right = width - EDGE_PX;
    const bottom = height - EDGE_PX;
    for (let i = 0; i < set.count; i += 1) {
      const px = Math.floor(x[i] * scale - left) + EDGE_PX;
      const py = Math.floor(y[i] * scale - top) + EDGE_PX;
      // The outer half of the margin is for the marks, the inner one for middles just outside the window.
      at[i] =
        px >= EDGE_PX / 2 &&
        px < right + EDGE_PX / 2 &&
        py >= EDGE_PX / 2 &&
        py < bottom + EDGE_PX / 2 &&
        (!mask || mask[i])
          ? py * width + px
          : -1;
    }
    forget();
  }

  /** Mark the rows of [from, to) that end after `least`; returns how many. @param {number} from @param {number} to @param {number} least */
  function markRange(from, to, least) {
    // Names of this function's own: what is looked up a million times must not be looked up outside.
    const { look, colour, end } = set;
    const [picture, places, shapes, colours, sizes] = [into, at, marks, palette, set.radii.length];
    const through = set.count > MANY;
    let marked = 0;
    for (let i = from; i < to; i += 1) {
      if (end[i] <= least) continue;
      marked += 1;
      const place = places[i];
      if (place < 0) continue;
      const kind = look[i];
      const { runs, edges } = shapes[(kind & 15) + (kind & VAGUE ? sizes : 0)];
      const value = colours[colour[i]];
      const bare = value & 0xffffff;
      for (let k = 0; k < runs.length; k += 2) {
        const start = place + runs[k];
        const stop = start + runs[k + 1];
        if (through)
          for (let cell = start; cell < stop; cell += 1) {
            const held = picture[cell] >>> 24;
            picture[cell] = bare | ((held ? Math.min(255, held + FURTHER) : ONE) << 24);
          }
        else for (let cell = start; cell < stop; cell += 1) picture[cell] = value;
      }
      for (let k = 0; k < edges.length; k += 2) {
        const cell = place + edges[k];
        picture[cell] = over(picture[cell], value, through ? (edges[k + 1] * ONE) / 255 : edges[k + 1]);
      }
    }
    return marked;
  }

  /** @param {number} to */
  function upTo(to) {
    let base = stands >= 0 && stands <= to ? stands : -1;
    const nearest = kept.filter((one) => one.to <= to && one.to > base).pop();
    if (nearest) {
      pixels.set(nearest.pixels);
      base = nearest.to;
    } else if (base < 0) {
      pixels.fill(0);
      base = 0;
    }
    markRange(base, to, -Infinity);
    stands = to;
  }

  /** Keep the pictures along the way, one a step, so that whoever calls can let the page breathe between them. */
  function* along() {
    const mine = generation;
    scratch = scratch || new Uint32Array(pixels.length);
    scratch.fill(0);
    for (let to = every; to < set.count; to += every) {
      into = scratch;
      markRange(to - every, to, -Infinity);
      into = pixels;
      const held = spare.pop() || new Uint32Array(pixels.length);
      held.set(scratch);
      kept.push({ to, pixels: held });
      yield;
      if (generation !== mine) return; // the camera has moved meanwhile
    }
  }

  /** Draw what shows; returns how many rows that is. @param {RowsShown} shown */
  function draw(shown) {
    if (shown.least === -Infinity) {
      upTo(shown.to);
      return shown.to;
    }
    stands = -1;
    pixels.fill(0);
    let drawn = 0;
    for (const i of set.longs) {
      if (i >= shown.from) break;
      drawn += markRange(i, i + 1, shown.least);
    }
    return drawn + markRange(shown.from, shown.to, shown.least);
  }

  return {
    resize,
    project,
    draw,
    along,
    /** @param {number[]} list */
    colours(list) {
      if (list.join() === palette.join()) return;
      palette = Uint32Array.from(list);
      forget();
    },
    image: () => image,
    at,
    width: () => width,
    edge: EDGE_PX,
  };
}

// ---- the nearest mark ----------------------------------------------------------------------------------------------------
const CELL_PX = 16;
/**
 * An index of where the rows are, made once per camera: of the rows that show around a place in the picture, the nearest or −1, and all.
 *
 * @param {PointSet} set
 * @param {PointPainter} painter
 */
export function pointIndex(set, painter) {
  const width = painter.width();
  const across = Math.ceil(width / CELL_PX);
  const down = Math.ceil(painter.image().height / CELL_PX);
  const { at } = painter;
  const cellOf = (/** @type {number} */ place) =>
    Math.floor(Math.floor(place / width) / CELL_PX) * across + Math.floor((place % width) / CELL_PX);
  const starts = new Uint32Array(across * down + 1);
  for (let i = 0; i < set.count; i += 1) if (at[i] >= 0) starts[cellOf(at[i]) + 1] += 1;
  for (let cell = 0; cell < across * down; cell += 1) starts[cell + 1] += starts[cell];
  const next = starts.slice();
  const rows = new Uint32Array(starts[across * down]);
  for (let i = 0; i < set.count; i += 1)
    if (at[i] >= 0) {
      const cell = cellOf(at[i]);
      rows[next[cell]] = i;
      next[cell] += 1;
    }
  /** @param {number} px @param {number} py @param {RowsShown} shown @param {number} reach @param {(row: number, away: number) => void} use */
  function around(px, py, shown, reach, use) {
    const cell = (/** @type {number} */ at, /** @type {number} */ most) =>
      Math.min(most - 1, Math.max(0, Math.floor(at / CELL_PX)));
    const [left, right, top, bottom] = [
      cell(px - reach, across),
      cell(px + reach, across),
      cell(py - reach, down),
      cell(py + reach, down),
    ];
    for (let row = top; row <= bottom; row += 1) {
      for (let k = starts[row * across + left]; k < starts[row * across + right + 1]; k += 1) {
        const i = rows[k];
        const [x, y] = [(at[i] % width) - px, Math.floor(at[i] / width) - py];
        const away = x * x + y * y;
        if (away <= reach * reach && showsRow(set, shown, i)) use(i, away);
      }
    }
  }
  return {
    /** @param {number} px @param {number} py @param {RowsShown} shown @param {number} reach */
    nearest(px, py, shown, reach) {
      let [best, least] = [-1, Number.POSITIVE_INFINITY];
      around(px, py, shown, reach, (i, away) => {
        // Of two as near, the later one, which lies on top.
        if (away < least || (away === least && i > best)) [best, least] = [i, away];
      });
      return best;
    },
    /**
     * The row whose mark covers a place, or does but for so much, the uppermost of several; −1 where there is none.
     *
     * @param {number} px @param {number} py @param {RowsShown} shown @param {(row: number) => number} radius @param {number} most of all radii
     */
    covering(px, py, shown, radius, most) {
      let top = -1;
      around(px, py, shown, most, (i, away) => {
        if (i > top && away <= radius(i) ** 2) top = i;
      });
      return top;
    },
    /** The rows within reach, ascending in their day. @param {number} px @param {number} py @param {RowsShown} shown @param {number} reach */
    within(px, py, shown, reach) {
      /** @type {number[]} */
      const found = [];
      around(px, py, shown, reach, (i) => found.push(i));
      return found.sort((a, b) => a - b);
    },
  };
}
