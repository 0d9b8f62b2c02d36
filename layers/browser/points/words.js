// What is said of a large point set and of its rows.

import { sayDay } from "../shared/days.js";
import { tr } from "../shared/translation.js";
import { firstAfter } from "../time/monthly.js";
import { ALWAYS, FOREVER, saySpan } from "../time/rule.js";

/** @import { Config, PointSet } from "../shared/types" */

// Made once: to make them takes longer than to write hundreds of numbers.
const WHOLE = new Intl.NumberFormat("en-GB");
const BROKEN = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** @param {number} number */
export const sayNumber = (number) => (Number.isInteger(number) ? WHOLE : BROKEN).format(number);

const FIGURE = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 9 });

/** A figure as its file and its card have it: in the fewest digits that tell a single float from its neighbours. @param {number} value */
export function sayFigure(value) {
  let digits = 6;
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== value) digits += 1;
  return FIGURE.format(Number(value.toPrecision(digits)));
}

/** What a row is called, as its card has it. @param {PointSet} set @param {number} row */
function titleOf({ features, words, word, names, name }, row) {
  if (features) return features[row].title;
  const parts = [words.length ? words[word[row]] : "", name ? names[name[row]] : ""].filter(Boolean);
  return parts.join(" · ") || (words.length ? tr("not stated") : "");
}

/** @param {Pick<PointSet, "zero" | "estimated">} set @param {number} value */
function figureOf({ zero, estimated }, value) {
  if (Number.isNaN(value)) return tr("not stated");
  const words = value === 0 && zero ? `0 (${zero})` : sayFigure(value);
  return estimated ? tr("best {figure}", { figure: words }) : words;
}

/**
 * When a row was: what holds still, and of whose beginning only a month or year is known, begins on its first day or later.
 *
 * @param {number} start
 * @param {number} end
 * @param {boolean} vague
 */
const whenOf = (start, end, vague) =>
  vague && start > ALWAYS && end >= FOREVER
    ? tr("from {day} or later", { day: sayDay(start) })
    : saySpan(start, end, vague);

/** What the tip says of a row. @param {PointSet} set @param {number} row */
export function wordsOf(set, row) {
  const { start, end, look, value, measure } = set;
  return {
    title: titleOf(set, row),
    when: whenOf(start[row], end[row], (look[row] & 128) > 0),
    figure: value && `${measure}: ${figureOf(set, value[row])}`,
  };
}

/**
 * How many rows show, of all that the set has; and what is said where none does.
 *
 * @param {Pick<PointSet, "count" | "leftOut">} set
 * @param {number} shown
 * @param {number} [of] all its rows, before filters
 */
export function countOf({ count, leftOut }, shown, of = 0) {
  const given = Object.values(leftOut).reduce((sum, number) => sum + number, count);
  const filtered = of > given;
  const none = filtered ? tr("No row on this date passes the filters.") : tr("No row on this date");
  return {
    counter: tr("{n} of {total}", { n: sayNumber(shown), total: sayNumber(filtered ? of : count) }),
    none: shown ? "" : none,
  };
}

/** The same of a set of which only what the window shows is known. @param {number} shown @param {number} of all its rows */
export const countInView = (shown, of) => ({
  counter: tr("{n} in view, of {total}", { n: sayNumber(shown), total: sayNumber(of) }),
  none: shown ? "" : tr("No row in view on this date"),
});

/** The kinds that any row has, as their place among the set's words. @param {Pick<PointSet, "words" | "word">} set */
export function kindsOf({ words, word }) {
  const met = new Uint8Array(words.length);
  for (let i = 0; i < word.length; i += 1) met[word[i]] = 1;
  return [...words.keys()].filter((index) => met[index]);
}

/**
 * What the legend's box adds.
 *
 * @param {PointSet} set
 * @param {Pick<Config, "first" | "today">} config
 * @param {number} most of its rows in one month on the slider's strip
 */
export function notesOf(set, { first, today }, most) {
  let early = 0;
  for (let i = 0; i < set.count; i += 1) if (set.end[i] <= first) early += 1;
  const late = set.count - firstAfter(set.start, today);
  return [
    set.limits.length ? tr("Size: {measure}.", { measure: set.measure }) : "",
    early ? tr("{n} before the slider's first day.", { n: sayNumber(early) }) : "",
    late ? tr("{n} after the slider's last day.", { n: sayNumber(late) }) : "",
    set.outside ? tr("{n} outside {surroundings}.", { n: sayNumber(set.outside), surroundings: set.surroundings }) : "",
    most ? tr("Line on the slider: rows a month, at most {n}.", { n: sayNumber(most) }) : "",
    ...Object.entries(set.leftOut).map(([reason, number]) =>
      tr("{n} not drawn: {reason}.", { n: sayNumber(number), reason }),
    ),
  ].filter(Boolean);
}
