// What is said of a large point set and of its rows.

import { tr } from "../shared/translation.js";
import { firstAfter } from "../time/monthly.js";
import { saySpan } from "../time/rule.js";

/** @import { PointSet } from "../shared/types" */

/** @param {number} number */
export const sayNumber = (number) => number.toLocaleString("en-GB");

/** What the tip says of a row. @param {PointSet} set @param {number} row */
export function wordsOf({ features, words, word, start, end, look, value, measure }, row) {
  const title = features ? features[row].title : words.length ? words[word[row]] || tr("not stated") : "";
  const figure = value && (Number.isNaN(value[row]) ? tr("not stated") : sayNumber(value[row]));
  return {
    title,
    when: saySpan(start[row], end[row], (look[row] & 128) > 0),
    figure: figure && `${measure || tr("value")}: ${figure}`,
  };
}

/**
 * What the legend's box adds.
 *
 * @param {PointSet} set
 * @param {number} today
 * @param {number} most of its rows in one month on the slider's strip
 */
export function notesOf(set, today, most) {
  const late = set.count - firstAfter(set.start, today);
  return [
    set.limits.length ? tr("Size: {measure}.", { measure: set.measure || tr("value") }) : "",
    late ? tr("{n} after the slider's last day.", { n: sayNumber(late) }) : "",
    set.outside ? tr("{n} outside {surroundings}.", { n: sayNumber(set.outside), surroundings: set.surroundings }) : "",
    most ? tr("Line on the slider: rows a month, at most {n}.", { n: sayNumber(most) }) : "",
    ...Object.entries(set.leftOut).map(([reason, number]) =>
      tr("{n} not drawn: {reason}.", { n: sayNumber(number), reason }),
    ),
  ].filter(Boolean);
}
