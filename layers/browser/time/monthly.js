// What is counted in which month (rule.js): the ledger's incidents, and the rows of a reader's own set.
import { letsThrough } from "../map/passing.js";
import { addMonths, monthOf } from "../shared/days.js";
import { hasMonth } from "./rule.js";

/** @import { Config, PointSet, State, Timeline } from "../shared/types" */

const VAGUE = 128; // in a row's look

/** Index of the first row whose start is above `day`. @param {Int32Array} start ascending @param {number} day */
export function firstAfter(start, day) {
  let low = 0;
  let high = start.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (start[middle] > day) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Incidents by the first day of their month, of what region and filters let through, and the spans of those known less well.
 *
 * @param {Pick<Timeline, "bars">} timeline
 * @param {Pick<State, "region" | "only">} state
 */
export function incidentMonths({ bars }, state) {
  /** @type {Map<number, { sure: number, vague: number }>} */
  const counts = new Map();
  /** @type {[from: number, until: number][]} */
  const apart = [];
  for (const [start, until, sure, regions, id] of bars) {
    if (!letsThrough(regions, id, state)) continue;
    if (!hasMonth(start, until, !sure)) {
      apart.push([start, until]);
      continue;
    }
    const month = monthOf(start);
    const held = counts.get(month) || { sure: 0, vague: 0 };
    held[sure ? "sure" : "vague"] += 1;
    counts.set(month, held);
  }
  return { counts, apart };
}

/**
 * Rows of a set in each month of the slider.
 *
 * @param {Pick<PointSet, "count" | "start" | "end" | "look">} set rows ascending in their start
 * @param {Pick<Config, "first" | "today">} config
 * @returns {{ first: number[], counts: number[], most: number }} the first days of the months, and the highest count
 */
export function rowMonths({ count, start, end, look }, { first, today }) {
  const months = [];
  const counts = [];
  let day = monthOf(first);
  let row = firstAfter(start, day - 1);
  while (day <= today) {
    const next = addMonths(day, 1);
    let rows = 0;
    for (; row < count && start[row] < next; row += 1) {
      if (hasMonth(start[row], end[row], (look[row] & VAGUE) > 0)) rows += 1;
    }
    months.push(day);
    counts.push(rows);
    day = next;
  }
  return { first: months, counts, most: Math.max(0, ...counts) };
}
