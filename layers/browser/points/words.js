// What is said of a large point set and of its rows.
import { firstAfter } from "../time/monthly.js";
import { saySpan } from "../time/rule.js";

/** @import { PointSet } from "../shared/types" */

/** @param {number} number */
export const sayNumber = (number) => number.toLocaleString("en-GB");

/** What the tip says of a row. @param {PointSet} set @param {number} row */
export function wordsOf({ features, words, word, start, end, look, value, measure }, row) {
  const title = features ? features[row].title : words.length ? words[word[row]] || "not stated" : "";
  const figure = value && (Number.isNaN(value[row]) ? "not stated" : sayNumber(value[row]));
  return {
    title,
    when: saySpan(start[row], end[row], (look[row] & 128) > 0),
    figure: figure && `${measure || "value"}: ${figure}`,
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
    set.limits.length ? `Size: ${set.measure || "value"}.` : "",
    late ? `${sayNumber(late)} after the slider's last day.` : "",
    set.outside ? `${sayNumber(set.outside)} outside ${set.surroundings}.` : "",
    most ? `Line on the slider: rows a month, at most ${sayNumber(most)}.` : "",
    ...Object.entries(set.leftOut).map(([reason, number]) => `${sayNumber(number)} not drawn: ${reason}.`),
  ].filter(Boolean);
}
