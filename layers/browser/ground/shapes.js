// Land, water and the neighbours' edges, in one plane as wide as the closest zoom (layers/browser/backdrop.py). The browser lays that
// plane under the map: no vertex passes through a script to be drawn, neither first nor at another zoom.
import * as atlas from "../shared/atlas.js";

/** @import { Ground, GroundFeature } from "../shared/types" */

/** Painted in this order, so that no lake lies under its own land. */
const ORDER = ["land", "lake", "river", "neighbours"];
const SVG = "http://www.w3.org/2000/svg";

/** @type {Ground} */
export let ground = { zoom: 0, corner: [0, 0], features: [] };

/** A path for each area and each part of a line: the browser passes over those that lie outside of what it paints. */
function paths() {
  const drawn = ORDER.flatMap((kind) => ground.features.filter((feature) => feature.kind === kind));
  return drawn.flatMap(({ kind, status, d = "" }) => {
    const look = `ba-ground ba-${kind}${status === "disputed" ? " disputed" : ""}`;
    return (d.endsWith("z") ? [d] : d.split(/(?=M)/)).map((part) => {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", look);
      path.setAttribute("d", part);
      return path;
    });
  });
}

/** How large the plane is at this zoom, and where its corner lies in what Leaflet draws in. */
function lie() {
  const { map } = atlas;
  const scale = map.getZoomScale(map.getZoom(), ground.zoom);
  return { scale, at: L.point(ground.corner).multiplyBy(scale).subtract(map.getPixelOrigin()) };
}

/** @param {Ground} given */
export function drawGround(given) {
  ground = given;
  const plane = document.createElementNS(SVG, "g");
  plane.append(...paths());
  const lay = () => {
    const { scale, at } = lie();
    plane.setAttribute("transform", `translate(${at.x} ${at.y}) scale(${scale})`);
  };
  // A wide margin, since a drag shows what lies beyond the window before it is drawn anew.
  L.svg({ pane: "backdrop", padding: 0.6 }).addTo(atlas.map).on("update", lay);
  lay();
  atlas.map.getPane("backdrop")?.querySelector("svg")?.append(plane);
}

// ---- where they lie, for names -------------------------------------------------------------------------------------
/** @typedef {{ parts: number[][], box: L.Bounds }} Course each part as x, y, x, y … in the plane */
/** @type {WeakMap<GroundFeature, Course>} */
const courses = new WeakMap();

/** @param {GroundFeature} feature @returns {Course} */
function courseOf(feature) {
  const held = courses.get(feature);
  if (held) return held;
  const box = L.bounds([]);
  const parts = (feature.d ?? "")
    .split("M")
    .slice(1)
    .map((part) => {
      const numbers = (part.match(/-?\d+/g) ?? []).map(Number);
      for (let at = 2; at < numbers.length; at += 1) numbers[at] += numbers[at - 2];
      for (let at = 0; at < numbers.length; at += 2) box.extend([numbers[at], numbers[at + 1]]);
      return numbers;
    });
  const course = { parts, box };
  courses.set(feature, course);
  return course;
}

/**
 * The places of a feature's parts in the window's pixels; none where all of it lies outside of the window.
 *
 * @param {GroundFeature} feature
 * @returns {L.Point[][]}
 */
export function shownParts(feature) {
  const { map } = atlas;
  const { parts, box } = courseOf(feature);
  const { scale, at } = lie();
  const from = map.layerPointToContainerPoint(at);
  const inWindow = (/** @type {number} */ x, /** @type {number} */ y) =>
    L.point(Math.round(from.x + x * scale), Math.round(from.y + y * scale));
  const { min, max } = box;
  if (!min || !max) return [];
  if (!L.bounds([0, 0], map.getSize()).intersects(L.bounds(inWindow(min.x, min.y), inWindow(max.x, max.y)))) return [];
  return parts.map((part) =>
    Array.from({ length: part.length / 2 }, (_, index) => inWindow(part[2 * index], part[2 * index + 1])),
  );
}
