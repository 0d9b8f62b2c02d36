// The records of the layers: with the page, all in one answer, or each by itself.
import * as atlas from "../shared/atlas.js";
import { fetchJson } from "../shared/loading.js";
import { tr } from "../shared/translation.js";

/** @import { Layer } from "../shared/types" */

/** All layers that the server could load. @type {Promise<Record<string, Layer> | null> | undefined} */
let together;

/** @param {string} id @returns {Promise<Layer | null>} */
export async function layerOf(id) {
  if (atlas.config.inline?.[id]) return atlas.config.inline[id];
  together ??= fetchJson(atlas.config.layers, tr("the layers"));
  // One that is not among them is asked for by name: the answer says why, and the reader can try again.
  return (await together)?.[id] ?? fetchJson(atlas.config.urls[id], tr("the layer “{layer}”", { layer: id }));
}
