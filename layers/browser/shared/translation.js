// Sentences in the language of the atlas, as geodata/translation.py has them in Python. Messages stand literally in the code.

/** @typedef {Record<string, string | number>} Values what stands at the places `{name}` of a message */

/** What the language makes of a message, if it has it. @param {string} key */
const formsOf = (key) => globalThis.borderAtlasWords?.messages[key];

/** @param {string} said @param {Values} [values] */
const filled = (said, values) => (values ? said.replace(/\{(\w+)\}/g, (_, name) => String(values[name])) : said);

/** @param {string} message @param {Values} [values] */
export const tr = (message, values) => filled(formsOf(message)?.[0] ?? message, values);

/** A message that means something else elsewhere, or is another form of a word. @param {string} context @param {string} message @param {Values} [values] */
export const trIn = (context, message, values) => filled(formsOf(`${context}\u0004${message}`)?.[0] ?? message, values);

/** A message that depends on a number, which stands at `{n}`. @param {string} one @param {string} many @param {number} n @param {Values} [values] */
export function trN(one, many, n, values) {
  const form = globalThis.borderAtlasWords?.plurals[n < 200 ? n : 100 + (n % 100)] ?? 0;
  // The forms of another language are counted otherwise than the two of English.
  const said = formsOf(one)?.[form] ?? (n === 1 ? one : many);
  return filled(said, { n: n.toLocaleString("en-GB"), ...values });
}
