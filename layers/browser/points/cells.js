// Draws what is counted of a point set over its marks: the rows of a cell that is a mass, and how many stand on one spot.
import { tr, trN } from "../shared/translation.js";
import { sayNumber } from "./words.js";

/** @import { Density } from "./density.js" */
/** @import { RowsShown } from "../shared/types" */

const MOST_STACKS = 120;
const GAP_PX = 1;
/** How much of a cell's colour is seen, from few rows to the most; words on the strongest keep a contrast of 5 to 1 without an edge,
 * which would take longer to draw than all the rest. */
const [FAINT, FULL] = [0.15, 0.45];

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} ratio
 * @param {Density} density
 * @param {{ ink: string, fill: string, face: string }} look
 */
export function drawCells(pen, ratio, density, look) {
  const cells = density.cells();
  const most = Math.max(1, ...cells.map(({ rows }) => rows));
  pen.save();
  pen.scale(ratio, ratio);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.font = `600 12.5px ${look.face}`;
  for (const { x, y, width, height, rows } of cells) {
    const box = /** @type {const} */ ([x + GAP_PX, y + GAP_PX, width - 2 * GAP_PX, height - 2 * GAP_PX]);
    pen.clearRect(x, y, width, height);
    pen.globalAlpha = FAINT + (FULL - FAINT) * (Math.log1p(rows) / Math.log1p(most));
    pen.fillStyle = look.fill;
    pen.fillRect(...box);
    pen.globalAlpha = 1;
    pen.fillStyle = look.ink;
    pen.fillText(sayNumber(rows), x + width / 2, y + height / 2, width - 4 * GAP_PX);
  }
  pen.restore();
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} ratio
 * @param {Density} density
 * @param {RowsShown} shown
 * @param {(row: number) => { x: number, y: number, radius: number }} spotOf in CSS pixels of the window
 * @param {{ ink: string, halo: string, face: string }} look
 * @returns {string} what the legend says of it
 */
export function drawStacks(pen, ratio, density, shown, spotOf, look) {
  pen.save();
  pen.scale(ratio, ratio);
  pen.font = `600 11.5px ${look.face}`;
  pen.textBaseline = "middle";
  pen.lineWidth = 3;
  pen.lineJoin = "round";
  pen.strokeStyle = look.halo;
  pen.fillStyle = look.ink;
  const stacks = density.stacks(shown, MOST_STACKS);
  for (const [row, number, mixed] of stacks || []) {
    const { x, y, radius } = spotOf(row);
    if (mixed) {
      pen.beginPath();
      pen.arc(x, y, radius, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.strokeText(sayNumber(number), x + radius + 4, y - radius - 2);
    pen.fillText(sayNumber(number), x + radius + 4, y - radius - 2);
  }
  pen.restore();
  if (!stacks) return tr("Of rows on one spot the newest lies on top.");
  return stacks.some(([, , mixed]) => mixed) ? tr("Dark, with a number: rows of several kinds on one spot.") : "";
}

/** @param {number} rows */
export const sayHere = (rows) => trN("{n} row here", "{n} rows here", rows);
