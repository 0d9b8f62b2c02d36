// The land of each side, fetched when it is first asked for: what tints it, and what tells on whose side a spot lies.
import * as atlas from "../shared/atlas.js";
import { fetchJson } from "../shared/loading.js";
import { tr } from "../shared/translation.js";

/** @import { Sides } from "../shared/types" */

/** @type {Map<number, Promise<Sides | null>>} */
const asked = new Map();

/** The land as mapped in a year; null where it cannot be had. @param {number} line */
export function landOf(line) {
  const url = atlas.config.sides[line];
  const found = asked.get(line) ?? (url ? fetchJson(url, tr("the land of the sides")) : Promise.resolve(null));
  asked.set(line, found);
  return found;
}
