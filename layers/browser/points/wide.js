// A kept set of too many rows to send: for each camera it is asked what shows there, cells with their counts over time or, of few, rows.
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import { fetchBytes } from "../shared/loading.js";
import { CELLS, densityOfCells, emptySet, levelOf, nowhere, readCells } from "./counted.js";
import { magicOf, readPoints } from "./data.js";
import { densityOf } from "./density.js";

/** @import { PointSet, SetSpec } from "../shared/types" */
/** @import { Density } from "./density.js" */

/** @typedef {{ set: PointSet, density: Density, days: number }} View what was answered; a step of its counts has so many days */

const SETTLED_MS = 150;
/** So much more than the window is asked for on each side, so that a small move asks nothing. */
const MARGIN = 0.25;

/** @param {ArrayBuffer} buffer @param {SetSpec} spec @returns {View} */
function read(buffer, { title, wide }) {
  const bounds = wide?.bounds ?? [];
  if (magicOf(buffer) === CELLS) {
    const counted = readCells(buffer);
    const set = { ...emptySet(title, wide?.time ?? "event"), bounds };
    return { set, density: densityOfCells(counted), days: 2 ** counted.shift };
  }
  const set = { ...readPoints(buffer), bounds };
  return { set, density: { ...densityOf(set), beyond: nowhere }, days: 1 };
}

/**
 * Ask for what the camera shows, now and whenever it has moved to where the last answer does not reach.
 *
 * @param {SetSpec} spec
 * @param {AbortSignal} signal that the set is not wanted any more
 * @param {(view: View) => void} use
 */
export function askViews(spec, signal, use) {
  const { map } = atlas;
  /** What was asked for last. @type {{ bounds: L.LatLngBounds, level: number, rows: boolean } | null} */
  let last = null;
  let asking = new AbortController();
  let settling = 0;
  async function ask() {
    const level = levelOf(map.getZoom());
    const seen = map.getBounds();
    // Rows need not come again, however far one zooms in.
    if (last?.bounds.contains(seen) && (last.rows || last.level === level)) return;
    asking.abort();
    asking = new AbortController();
    const mine = asking;
    const asked = { bounds: seen.pad(MARGIN), level, rows: false };
    last = asked;
    const [west, east] = [asked.bounds.getWest(), asked.bounds.getEast()].map((lon) =>
      Math.min(180, Math.max(-180, lon)),
    );
    const [south, north] = [asked.bounds.getSouth(), asked.bounds.getNorth()].map((lat) =>
      Math.min(90, Math.max(-90, lat)),
    );
    const box = [west, south, east, north].map((degrees) => degrees.toFixed(5)).join();
    const buffer = await fetchBytes(`${spec.url}?box=${box}&level=${level}`, spec.title, { signal: mine.signal });
    if (!buffer || mine.signal.aborted) return;
    asked.rows = magicOf(buffer) !== CELLS;
    use(read(buffer, spec));
  }
  const later = () => {
    clearTimeout(settling);
    settling = setTimeout(ask, SETTLED_MS);
  };
  map.on("moveend resize", later);
  signal.addEventListener("abort", () => {
    clearTimeout(settling);
    asking.abort();
    map.off("moveend resize", later);
  });
  if (spec.fits && !camera.movedByHand) camera.showRows(spec.wide?.bounds ?? []);
  ask();
}
