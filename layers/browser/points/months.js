// A reader's own sets on the slider's strip: rows a month as a stepped line. Each has a scale of its own, since sets are never added up.
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { rowMonths } from "../time/monthly.js";

/** @import { PointSet, Scale } from "../shared/types" */

const DASHES = [[], [5, 2], [1.5, 2]];
/** @type {WeakMap<PointSet, ReturnType<typeof rowMonths>>} */
const made = new WeakMap();

/** @param {PointSet} set */
export function monthsOf(set) {
  const months = made.get(set) || rowMonths(set, atlas.config);
  made.set(set, months);
  return months;
}

/**
 * Draw a line for each set between two heights of the strip.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Scale} scale
 * @param {{ top: number, bottom: number }} heights
 * @param {PointSet[]} sets
 */
export function drawMonths(pen, scale, { top, bottom }, sets) {
  pen.save();
  pen.strokeStyle = dom.colour("ink");
  pen.lineWidth = 1.2;
  sets.forEach((set, index) => {
    const { first, counts, most } = monthsOf(set);
    if (!most) return;
    pen.setLineDash(DASHES[index % DASHES.length]);
    pen.beginPath();
    counts.forEach((count, month) => {
      const y = bottom - Math.max(count && 2, ((bottom - top) * count) / most);
      pen.lineTo(scale.toX(first[month]), y);
      pen.lineTo(month + 1 < first.length ? scale.toX(first[month + 1]) : scale.right, y);
    });
    pen.stroke();
  });
  pen.restore();
}
