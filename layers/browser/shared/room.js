// Which part of the window is left for what the camera goes to, beside a box that lies over the map.

/** @typedef {{ x: number, y: number }} Pair */

const GAP_PX = 12;
const LEAST_SHARE = 0.25; // A strip narrower than this share of the window shows nothing well.

/**
 * The padding, from the window's top left and bottom right, by which the box hides nothing: of the strips beside, below and above it that in which
 * the most is seen. Where there is none wide enough the box is let be.
 *
 * @param {Pair} size of the window
 * @param {Pair & { width: number, height: number } | null} box
 * @param {{ from: Pair, to: Pair }} edges padding at the window's edges
 * @param {Pair} extent of what is shown, at any scale
 */
export function paddingBeside(size, box, edges, extent) {
  if (!box) return edges;
  const { from, to } = edges;
  const strips = [
    { from: { x: Math.max(from.x, box.x + box.width + GAP_PX), y: from.y }, to },
    { from: { x: from.x, y: Math.max(from.y, box.y + box.height + GAP_PX) }, to },
    { from, to: { x: Math.max(to.x, size.x - box.x + GAP_PX), y: to.y } },
    { from, to: { x: to.x, y: Math.max(to.y, size.y - box.y + GAP_PX) } },
  ].map((strip) => ({ strip, wide: size.x - strip.from.x - strip.to.x, high: size.y - strip.from.y - strip.to.y }));
  const scale = (/** @type {{ wide: number, high: number }} */ { wide, high }) =>
    Math.min(wide / Math.max(extent.x, 1e-9), high / Math.max(extent.y, 1e-9));
  const usable = strips
    .filter(({ wide, high }) => wide >= LEAST_SHARE * size.x && high >= LEAST_SHARE * size.y)
    .sort((a, b) => scale(b) - scale(a));
  return usable[0]?.strip || edges;
}
