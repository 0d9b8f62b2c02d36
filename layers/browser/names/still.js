// What of the names and their room stays as long as the window does not move: a step of the slider changes marks, not the ground.
import { backdropNames, neighbourLines } from "../ground/named.js";
import * as atlas from "../shared/atlas.js";
import { around, taken } from "./boxes.js";
import { groundNames, lineRuns, lineVertices } from "./names.js";

/** @import { State } from "../shared/types" */
/** @import { Taken } from "./boxes.js" */
/** @import { Name } from "./names.js" */
/** @import { Run } from "./side_names.js" */

/**
 * @typedef Still
 * @property {unknown[]} of what it was found for
 * @property {Run[]} runs stretches of the border line
 * @property {Taken} line what the line and the edges of other states take
 * @property {Name[]} names of the ground
 */

/** @type {Still | null} */
let held = null;

/** Names measured before the typefaces arrived found other places. */
export const forgetStill = () => {
  held = null;
};

/** @param {State} state @param {L.LatLngBounds} view @param {boolean} online whether tiles bring names of their own @returns {Still} */
export function stillOf(state, view, online) {
  const { map } = atlas;
  const [border, ground] = [lineVertices(state), backdropNames()];
  const size = map.getSize();
  const of = [view.toBBoxString(), size.x, size.y, online, border, ground];
  if (held && of.every((one, at) => one === held?.of[at])) return held;
  const line = taken();
  const inView = border.filter((vertex) => view.contains(vertex)).map((vertex) => map.latLngToContainerPoint(vertex));
  const window = L.bounds([0, 0], size);
  const edges = online ? [] : neighbourLines().flat();
  for (const point of [...inView, ...edges.filter((edge) => window.contains(edge))]) line.add(around(point, 2));
  const names = online ? [] : groundNames(map.getZoom(), view);
  held = { of, runs: lineRuns(state, view), line, names };
  return held;
}
