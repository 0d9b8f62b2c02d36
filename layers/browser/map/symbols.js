// How a point looks: a clash as disc and ring in the shape of its kind, a base as a chip with its operator's letters,
// a crossing as an open or barred gate, a milestone as a flag, an exercise as two chevrons, a work as a plate with its sign.
// Shapes are the second channel beside colour.
/** @import { MarkSymbol } from "../shared/types" */

const NS = "http://www.w3.org/2000/svg";

/** @param {number} size @param {...(SVGElement | null)} children */
const svg = (size, ...children) => {
  const root = document.createElementNS(NS, "svg");
  root.setAttribute("width", String(size));
  root.setAttribute("height", String(size));
  root.setAttribute("viewBox", `${-size / 2} ${-size / 2} ${size} ${size}`);
  root.setAttribute("aria-hidden", "true");
  for (const child of children) if (child) root.appendChild(child);
  return root;
};
/** @param {keyof SVGElementTagNameMap} tag @param {Record<string, string | number>} attributes @param {string} [text] */
const node = (tag, attributes, text) => {
  const element = document.createElementNS(NS, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
};

/**
 * Outline of a shape with "radius" r: all have about the area of the circle, so that none looks more than it is.
 *
 * @type {Record<string, (r: number) => SVGElement>}
 */
const OUTLINES = {
  circle: (r) => node("circle", { r }),
  diamond: (r) => node("path", { d: `M0 ${-1.25 * r}L${1.25 * r} 0L0 ${1.25 * r}L${-1.25 * r} 0Z` }),
  square: (r) => node("rect", { x: -0.89 * r, y: -0.89 * r, width: 1.78 * r, height: 1.78 * r }),
  triangle: (r) => node("path", { d: `M0 ${-1.45 * r}L${1.35 * r} ${0.9 * r}L${-1.35 * r} ${0.9 * r}Z` }),
};
/** @param {string} shape @param {number} r @param {string} className */
const outline = (shape, r, className) => {
  const element = OUTLINES[shape](r);
  element.setAttribute("class", className);
  return element;
};

/** Area stands for deaths; 10 dead are 11 px, 60 are 27 px. @param {number} deaths */
const deathsRadius = (deaths) => Math.min(32, 3.5 * Math.sqrt(deaths));

/** @typedef {{ element: SVGElement, size: number, radius: number }} Mark */

/** @param {MarkSymbol} symbol @returns {Mark} */
function clash({ shape = "circle", low, high }) {
  // No figure claimed: a small mark with no ring, since missing is not zero.
  const known = typeof low === "number" && typeof high === "number";
  const inner = known ? Math.max(4.5, deathsRadius(low)) : 4.5;
  const outer = known ? Math.max(inner + 3, deathsRadius(high)) : 0;
  const size = 2 * Math.ceil(1.5 * Math.max(inner, outer) + 3);
  const ring = known ? outline(shape, outer, "ring") : null;
  const disc = known && low === 0 ? outline(shape, 2.5, "disc zero") : outline(shape, inner, "disc");
  return { element: svg(size, ring, disc), size, radius: Math.max(inner, outer) };
}

/** @type {Record<string, string>} */
const CHIPS = {
  "air base": "M-7 -9H7A9 9 0 0 1 7 9H-7A9 9 0 0 1 -7 -9Z",
  "ground base": "M-13 -9H13V9H-13Z",
  "training ground": "M-9 -10H9L15 0L9 10H-9L-15 0Z",
  plant: "M-13 9V-3L-7 -9V-4L-1 -9V-4L5 -9H13V9Z",
  "test site": "M0 -12L15 0L0 12L-15 0Z",
  outpost: "M-11 -9H11V3L0 12L-11 3Z",
};
/** @param {MarkSymbol} symbol @returns {Mark} */
function base({ shape = "", letters }) {
  const chip = node("path", { d: CHIPS[shape], class: "chip" });
  const words = node("text", { class: "letters", "text-anchor": "middle", y: shape === "plant" ? 6 : 4 }, letters);
  return { element: svg(34, chip, words), size: 34, radius: 13 };
}

/** @type {Record<string, string>} */
const BARS = {
  open: "M-3 -4V4M3 -4V4",
  restricted: "M-3 -4V4M3 -4V4M-5 0H5",
  closed: "M-4 -4L4 4M4 -4L-4 4",
  unknown: "M-2.4 -2A2.4 2.4 0 1 1 1.2 0.1L0 1V1.8M0 4V4.2",
};
/** @param {MarkSymbol} _ @param {string | null} state @returns {Mark} */
function crossing(_, state) {
  const gate = node("rect", { x: -7, y: -7, width: 14, height: 14, rx: 2, class: "gate" });
  const bar = node("path", { d: BARS[state || "open"] || BARS.open, class: "bar" });
  return { element: svg(20, gate, bar), size: 20, radius: 9 };
}

/** @type {Record<string, string>} */
const DOTS = {
  milestone: "M-4.5 6V-6H6L3.5 -2.75L6 0.5H-2.5V6Z",
  exercise: "M-5.5 0.5L0 -5L5.5 0.5V3.5L0 -2L-5.5 3.5ZM-5.5 5.5L0 0L5.5 5.5V8.5L0 3L-5.5 8.5Z",
};
/** @param {MarkSymbol} symbol @returns {Mark} */
const dot = ({ form }) => ({
  element: svg(20, node("path", { d: DOTS[form || ""], class: form || "" })),
  size: 20,
  radius: 7,
});
/** @param {MarkSymbol} symbol @returns {Mark} */
function work({ shape = "", sign = "" }) {
  const group = node("g", { class: `work ${shape}` });
  group.append(node("circle", { r: 9, class: "plate" }), node("path", { d: sign, class: "sign" }));
  return { element: svg(22, group), size: 22, radius: 9 };
}

/** @returns {Mark} */
const tripoint = () => ({ element: svg(12, node("circle", { r: 3.5, class: "tripoint" })), size: 12, radius: 4 });

const MAKERS = {
  clash,
  base,
  crossing,
  milestone: dot,
  exercise: dot,
  work,
  tripoint,
  stretch: tripoint,
  flow: tripoint,
};
/** @param {MarkSymbol} symbol @param {string | null} state */
export const symbol = (symbol, state) => MAKERS[symbol.form || "tripoint"](symbol, state);

/** What paths refer to: the head of a flow, and a pattern for each inferred status, its colour with lines of ink across it. @param {string[]} statuses */
export function hatches(statuses) {
  const defs = node("defs", {});
  const turned = { width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  for (const status of statuses) {
    const pattern = node("pattern", { id: `hatch-${status}`, ...turned });
    pattern.appendChild(node("rect", { width: 7, height: 7, class: `s-${status}` }));
    pattern.appendChild(node("line", { x1: 0, y1: 0, x2: 0, y2: 7, class: "hatch-line" }));
    defs.appendChild(pattern);
  }
  const head = { id: "ba-flow-head", viewBox: "0 0 10 10", refX: 24, refY: 5, markerWidth: 10, markerHeight: 10 };
  const marker = node("marker", { ...head, markerUnits: "userSpaceOnUse", orient: "auto" });
  marker.appendChild(node("path", { d: "M0 0L10 5L0 10Z", class: "ba-flow-head" }));
  defs.appendChild(marker);
  return defs;
}
