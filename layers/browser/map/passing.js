// What the filters let through, and what of it shows: the rules of layers/view/visible.py on the same numbers.
import * as rule from "../time/rule.js";

/** @import { Feature, Layer, State } from "../shared/types" */

/** The ids that pass Python's filters (layers/view/filters.py) as a set, made once per command. @type {{ ids: string[], set: Set<string> }} */
let passed = { ids: [], set: new Set() };
/** @param {string[]} ids */
function setOf(ids) {
  if (passed.ids !== ids) passed = { ids, set: new Set(ids) };
  return passed.set;
}

/** Tells whether line, region and filters let a feature through. @param {Feature} feature @param {Layer} layer @param {State} state */
export function passes(feature, layer, state) {
  if (feature.vintage && feature.vintage !== state.line) return false;
  return !layer.regional || letsThrough(feature.regions, feature.select, state);
}

/** Tells whether region and filters let a record through. @param {string[]} regions @param {string} id @param {Pick<State, "region" | "only">} state */
export function letsThrough(regions, id, { region, only }) {
  return (!region || regions.includes(region)) && (!only || setOf(only).has(id));
}

/** Tells whether a view shows a feature. @param {Feature} feature @param {Layer} layer @param {State} state */
export function shows(feature, layer, state) {
  if (!passes(feature, layer, state)) return false;
  if (!feature.interval) return layer.time === "state";
  return rule.shows(feature.interval[0], feature.interval[1], layer.time, state);
}
