// How a scene comes about: the slider runs to its date and the map flies to its place, both at once where motion is not wanted.
import RULES from "../../view/camera.json" with { type: "json" };
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import { REDUCED } from "../shared/dom.js";

/** @import { Place } from "../shared/types" */

const RUN_MS = 800; // how long the slider runs to another date
const FLY_S = 0.9;
export const MEANT_FOR = RULES.meantFor;
const { edgePx: EDGE_PX, snap: SNAP } = RULES;
let running = 0;

/** @param {number} day */
export function runTo(day) {
  cancelAnimationFrame(running);
  const from = atlas.state.date;
  if (!atlas.dated() || REDUCED.matches || from === day) {
    atlas.patch({ date: day }, false);
    return;
  }
  const started = performance.now();
  const step = (/** @type {number} */ now) => {
    const part = Math.min(1, (now - started) / RUN_MS);
    const eased = part < 0.5 ? 2 * part * part : 1 - (2 - 2 * part) ** 2 / 2;
    atlas.patch({ date: Math.round(from + (day - from) * eased) }, false);
    if (part < 1) running = requestAnimationFrame(step);
  };
  running = requestAnimationFrame(step);
}

/** Let the slider stand where it is. */
export const stopRun = () => cancelAnimationFrame(running);

/**
 * @param {Place | null} place null: the whole border
 * @param {{ left?: number, right?: number, bottom?: number }} [covered] pixels of the map's window that something lies over
 */
export function fly(place, { left = 0, right = 0, bottom = 0 } = {}) {
  const { map, config } = atlas;
  const [wide, high] = [map.getSize().x - left - right, map.getSize().y - bottom];
  const moving = atlas.dated() && !REDUCED.matches;
  map.stop();
  camera.byCommand();
  camera.told({ whole: !place, named: false });
  if (!place) {
    /** @type {L.FitBoundsOptions} */
    const padding = {
      paddingTopLeft: [left + EDGE_PX, EDGE_PX],
      paddingBottomRight: [right + EDGE_PX, bottom + EDGE_PX],
    };
    if (moving) map.flyToBounds(config.whole, { ...padding, duration: FLY_S });
    else map.fitBounds(config.whole, { ...padding, animate: false });
    return;
  }
  const [lat, lon, zoom] = place;
  const smaller = Math.log2(Math.min(1, wide / MEANT_FOR[0], high / MEANT_FOR[1]) || 1);
  const fitted = Math.floor((zoom + smaller) / SNAP + 0.5) * SNAP;
  const middle = map.project([lat, lon], fitted).add([(right - left) / 2, bottom / 2]);
  if (moving) map.flyTo(map.unproject(middle, fitted), fitted, { duration: FLY_S });
  else map.setView(map.unproject(middle, fitted), fitted, { animate: false });
}
