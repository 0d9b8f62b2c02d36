// What of the ground names are written for, and what they keep off.
import { tr } from "../shared/translation.js";
import { ground, shownParts } from "./shapes.js";

/** @import { GroundFeature, GroundName } from "../shared/types" */

/** @type {{ of: GroundFeature[], names: GroundName[] }} */
let told = { of: [], names: [] };

/** @param {number | null | undefined} value @param {number} otherwise */
const number = (value, otherwise) => (typeof value === "number" && Number.isFinite(value) ? value : otherwise);

/** @param {GroundFeature} feature @returns {GroundName[]} */
function nameOf(feature) {
  const { kind, name, height_m: height, rank, min_zoom: minZoom, max_zoom: maxZoom, at } = feature;
  if (!name) return [];
  const text = height ? tr("{name} {height} m", { name, height: height.toLocaleString("en-GB") }) : name;
  const latlng = at && L.latLng(at[1], at[0]);
  // "Up to zoom 7" reaches to where zoom 8 begins: the map also stands between whole zooms.
  const zooms = { minZoom: number(minZoom, 0), endZoom: number(maxZoom, 24) + 1 };
  return [{ kind, text, rank: number(rank, 4), ...zooms, latlng, shown: () => shownParts(feature) }];
}

/** Made when they are first asked for: the ground itself is seen before its names. */
export function backdropNames() {
  if (told.of !== ground.features) told = { of: ground.features, names: ground.features.flatMap(nameOf) };
  return told.names;
}

/** The edges of other states in the window's pixels, which the names of the sides do not cross. */
export const neighbourLines = () => ground.features.filter(({ kind }) => kind === "neighbours").flatMap(shownParts);
