// Days as whole numbers since 1 January 1970, as the ledger counts them: no clock and no zone of the reader comes in.
import { tr, trIn } from "./translation.js";

const MS = 86400000;

const months = () =>
  trIn(
    "months without a day",
    "January February March April May June July August September October November December",
  ).split(" ");
/** Some languages decline them behind a day. */
const monthsOfDays = () =>
  trIn(
    "months behind a day",
    "January February March April May June July August September October November December",
  ).split(" ");

/** @param {number} day */
const dateOf = (day) => new Date(day * MS);
/** @param {string} iso @returns {number} NaN for what is no date */
export const toDay = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / MS);
/** @param {number} day */
export const toIso = (day) => dateOf(day).toISOString().slice(0, 10);
/** @param {number} day */
const monthIn = (day) => dateOf(day).getUTCMonth();
/** @param {number} day */
export const sayMonth = (day) => tr("{month} {year}", { month: months()[monthIn(day)], year: yearOf(day) });
/** @param {number} day */
export const sayDay = (day) =>
  tr("{day} {month} {year}", {
    day: dateOf(day).getUTCDate(),
    month: monthsOfDays()[monthIn(day)],
    year: yearOf(day),
  });
/** @param {number} day */
export const yearOf = (day) => dateOf(day).getUTCFullYear();
/** The first day of the month in which a day lies. @param {number} day */
export const monthOf = (day) => day - dateOf(day).getUTCDate() + 1;

/** The same day some months on, or the month's last where there is none. @param {number} day @param {number} months */
export function addMonths(day, months) {
  const date = dateOf(day);
  const target = dateOf(monthOf(day));
  target.setUTCMonth(target.getUTCMonth() + months + 1, 0); // that month's last day
  target.setUTCDate(Math.min(date.getUTCDate(), target.getUTCDate()));
  return Math.round(target.getTime() / MS);
}
