// A date as a reader types it, read as geodata/importers/days/typed.py does: both run the cases of tests/typed_dates.json.
import { addMonths, toDay, toIso } from "../shared/days.js";

/** @import { DateWords } from "../shared/types" */
/** @typedef {[start: number, end: number]} Span half-open */
/** @typedef {[year: string, month?: string | number, day?: string]} Parts */

const LONGEST = 40;
const YEARS = [1800, 2100]; // Others are slips of the pen.

/** In lower case, with plain dashes and blanks, and letters without their accents. @param {string} text */
const folded = (text) =>
  text
    .replace(/[‐‑‒–—―−]/g, "-")
    .replace(/ı/g, "i")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/\s+/)
    .join(" ")
    .trim();

/** @param {Parts} parts @returns {Span | null} the days that they stand for */
function spanOf([year, month, day]) {
  if (+year < YEARS[0] || +year > YEARS[1]) return null;
  const iso = [year, String(month ?? 1).padStart(2, "0"), (day ?? "1").padStart(2, "0")].join("-");
  const start = toDay(iso);
  if (!Number.isFinite(start) || toIso(start) !== iso) return null;
  if (day !== undefined) return [start, start + 1];
  return [start, addMonths(start, month === undefined ? 12 : 1)];
}

/** What a text in numbers can mean. @param {string} text @returns {Parts[]} */
function inNumbers(text) {
  const yearFirst = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (yearFirst) return [[yearFirst[1], yearFirst[3], yearFirst[4]]];
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (compact) return [[compact[1], compact[2], compact[3]]];
  const yearLast = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})$/.exec(text);
  if (yearLast) {
    const [, first, sign, second, year] = yearLast;
    /** @type {Parts[]} */
    const orders = [
      [year, second, first],
      [year, first, second],
    ];
    // With a point between them the day comes first wherever dates are written so.
    return sign === "." ? orders.slice(0, 1) : orders;
  }
  const yearMonth = /^(\d{4})(?:[-/]|\.(?=\d\d))(\d{1,2})$/.exec(text);
  if (yearMonth) return [[yearMonth[1], yearMonth[2]]];
  const monthYear = /^(\d{1,2})[-/.](\d{4})$/.exec(text);
  if (monthYear) return [[monthYear[2], monthYear[1]]];
  return /^\d{4}$/.test(text) ? [[text]] : [];
}

/** What a text with a month in words can mean. @param {string} text `M` for the month @param {number} month @returns {Parts[]} */
function inWords(text, month) {
  const plain = (text.match(/\d+|M/g) ?? []).join(" ");
  const found =
    /^(?:(?<day>\d{1,2}) M|M(?: (?<late>\d{1,2}))?) (?<year>\d{4})$/.exec(plain) ??
    /^(?<year>\d{4}) (?:(?<day>\d{1,2}) M|M(?: (?<late>\d{1,2}))?)$/.exec(plain);
  return found?.groups ? [[found.groups.year, month, found.groups.day ?? found.groups.late]] : [];
}

/**
 * The days that a text can mean, which has to name its year in full: none where it is no date, two where day and month cannot be told
 * apart, the one with the day in front first.
 *
 * @param {string} text
 * @param {DateWords} words
 * @returns {Span[]}
 */
export function readings(text, { months, passed }) {
  const plain = folded(text);
  if (plain.length > LONGEST) return [];
  /** @type {number[]} */
  const named = [];
  let known = true;
  const figures = plain
    .replace(/\p{L}+/gu, (word) => {
      const isMonth = Object.hasOwn(months, word);
      if (isMonth) named.push(months[word]);
      else known &&= passed.includes(word);
      return isMonth ? "M" : "";
    })
    .replace(/\. /g, ".")
    .replace(/^[\s.,]+|[\s.,]+$/g, "");
  if (!known || named.length > 1 || /[^\dM\s\-/.,']/.test(figures)) return [];
  const spans = (named.length ? inWords(figures, named[0]) : inNumbers(figures))
    .map(spanOf)
    .filter((span) => span !== null);
  return spans.filter(([start, end], index) => !index || start !== spans[0][0] || end !== spans[0][1]);
}

/**
 * The days from one date to another that a text names, as "1–30 April 2021": the first takes what it lacks from the last. Words count before signs,
 * and signs between blanks before those without. Null where it names no two dates.
 *
 * @param {string} text
 * @param {DateWords} words
 * @returns {Span | null}
 */
export function rangeOf(text, words) {
  const plain = folded(text);
  const parts = plain.split(" ");
  const between = parts.flatMap((part, at) =>
    part === "-" || words.to.includes(part) ? [[parts.slice(0, at).join(" "), parts.slice(at + 1).join(" ")]] : [],
  );
  const signs = [...plain.matchAll(/-/g)].map(({ index }) => [plain.slice(0, index), plain.slice(index + 1)]);
  for (const [left, right] of [...between, ...signs]) {
    const found = joined(left, right, words);
    if (found) return found;
  }
  return null;
}

/** @param {string} left @param {string} right @param {DateWords} words @returns {Span | null} */
function joined(left, right, words) {
  const [last, other] = readings(right, words);
  if (!last || other) return null;
  const pieces = right.trim().split(/(?<=[\s./])/);
  const firsts = [left, ...[1, 2].map((lent) => `${left} ${pieces.slice(lent).join("")}`)];
  for (const first of firsts.map((one) => readings(one, words))) {
    if (first.length === 1) return first[0][0] < last[1] ? [first[0][0], last[1]] : null;
  }
  return null;
}
