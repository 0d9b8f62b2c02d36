// Sentences in the language of the atlas, as geodata/translation.py has them in Python. Messages stand literally in the code.

/** @typedef {Record<string, string | number>} Values what stands at the places `{name}` of a message */

/** @param {string} key @param {string[]} english @param {number} form */
const formOf = (key, english, form) => (globalThis.borderAtlasWords?.messages[key] ?? english)[form];

/** @param {string} said @param {Values} [values] */
const filled = (said, values) => (values ? said.replace(/\{(\w+)\}/g, (_, name) => String(values[name])) : said);

/** @param {string} message @param {Values} [values] */
export const tr = (message, values) => filled(formOf(message, [message], 0), values);

/** A message that means something else elsewhere, or is another form of a word. @param {string} context @param {string} message @param {Values} [values] */
export const trIn = (context, message, values) => filled(formOf(`${context}\u0004${message}`, [message], 0), values);

/** A message that depends on a number, which stands at `{n}`. @param {string} one @param {string} many @param {number} n @param {Values} [values] */
export function trN(one, many, n, values) {
  const plurals = globalThis.borderAtlasWords?.plurals ?? [1, 0];
  const form = plurals[n < 200 ? n : 100 + (n % 100)] ?? 1;
  return filled(formOf(one, [one, many], form), { n: n.toLocaleString("en-GB"), ...values });
}
