// The rule of time, as geodata says it in Python: both run the cases of tests/time_cases.json. Days are whole numbers, spans half-open.
import { monthOf, sayDay, sayMonth, yearOf } from "../shared/days.js";
import { tr } from "../shared/translation.js";

/** @import { Feature, Layer, State, Step } from "../shared/types" */

/** The days that stand where no start and where no end is known (geodata/intervals.py). */
export const ALWAYS = -100000;
export const FOREVER = 1000000;

/** First day of the period that ends on the date. @param {Pick<State, "date" | "days">} state */
export const opens = (state) => state.date - state.days + 1;

/**
 * What shows on a day is what has begun by then and ends after this day: the day itself, the first of a period, or any.
 *
 * @param {"event" | "state"} time states are always those of the day
 * @param {Pick<State, "date" | "days" | "mode">} state
 */
export function endsAfter(time, state) {
  if (time === "state" || state.mode === "day") return state.date;
  return state.mode === "window" ? opens(state) : -Infinity;
}

/** @param {number} start @param {number} end @param {"event" | "state"} time @param {Pick<State, "date" | "days" | "mode">} state */
export const shows = (start, end, time, state) => start <= state.date && end > endsAfter(time, state);

/** The step of a state's history that holds on a day. @param {Step[]} steps @param {number} day */
export function stepOn(steps, day) {
  let held = null;
  for (const step of steps) if (step[0] <= day) held = step;
  return held;
}

/** @typedef {Pick<Feature, "interval" | "steps" | "vague">} Dated */

/** Tells whether no start is known. @param {Pick<Dated, "interval">} feature */
export const isUndated = ({ interval }) => !interval || interval[2] >= FOREVER;

/**
 * Tells whether what shows on a day is uncertain: an event known only roughly, a state near a start, an end or a change that is.
 *
 * @param {Dated} feature
 * @param {Pick<Layer, "time">} layer
 * @param {number} day
 * @returns {boolean}
 */
export function isUnsure(feature, layer, day) {
  return isUndated(feature) || isRough(feature, layer, day);
}

/** Tells whether it is uncertain because a date is known only roughly, not because there is none. @type {typeof isUnsure} */
export function isRough(feature, layer, day) {
  if (!feature.interval) return false;
  if (layer.time === "event") return feature.vague;
  const [, , sureStart, sureEnd] = feature.interval;
  const step = stepOn(feature.steps, day);
  return (day < sureStart && !isUndated(feature)) || day >= sureEnd || Boolean(step && day < step[1]);
}

const ROUGH_DAYS = 31;
/**
 * Tells whether a row is counted in the month of its first day; otherwise it is counted apart.
 *
 * @param {number} start
 * @param {number} end
 * @param {boolean} vague it lies somewhere within
 */
export const hasMonth = (start, end, vague) => start > ALWAYS && (!vague || end - start <= ROUGH_DAYS);

/**
 * A span in words. Only one that is vague, and fills whole months or years, is said as those.
 *
 * @param {number} start
 * @param {number} end
 * @param {boolean} vague it lies somewhere within
 */
export function saySpan(start, end, vague) {
  const last = end - 1;
  if (start <= ALWAYS) return end >= FOREVER ? tr("no date") : tr("until {day}", { day: sayDay(last) });
  if (end >= FOREVER) return tr("from {day}", { day: sayDay(start) });
  const say = vague ? grain(start, end) : sayDay;
  const [from, to] = [say(start), say(last)];
  if (from === to) return from;
  return say === sayDay && monthOf(start) === monthOf(last)
    ? tr("{day}–{last}", { day: start - monthOf(start) + 1, last: to })
    : tr("{first} to {last}", { first: from, last: to });
}

/** @param {number} start @param {number} end */
function grain(start, end) {
  if (monthOf(start) !== start || monthOf(end) !== end) return sayDay;
  return opensYear(start) && opensYear(end) ? sayYear : sayMonth;
}
/** @param {number} day */
const opensYear = (day) => yearOf(day - 1) < yearOf(day);
/** @param {number} day */
const sayYear = (day) => String(yearOf(day));
