// Which part of the window is left for what the camera goes to, beside a box that lies over the map.

/** @typedef {{ x: number, y: number }} Pair */
/** @typedef {Pair & { width: number, height: number }} Rect */

const GAP_PX = 12;
const CLEAR_PX = 26; // round what is selected: its mark and the ring
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
  const { from, to } = within(size, edges);
  if (!box) return { from, to };
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
  return usable[0]?.strip || { from, to };
}

/**
 * Where a point of the window is to come so that no box lies over it, the nearest such place; the point itself where it is free.
 *
 * @param {Pair} size of the window
 * @param {Rect[]} boxes
 * @param {Pair} point
 * @returns {Pair}
 */
export function nearestFree(size, boxes, point) {
  const least = { x: Math.min(CLEAR_PX, size.x / 2), y: Math.min(CLEAR_PX, size.y / 2) };
  const walls = boxes.map((box) => ({
    left: box.x - CLEAR_PX,
    right: box.x + box.width + CLEAR_PX,
    top: box.y - CLEAR_PX,
    bottom: box.y + box.height + CLEAR_PX,
  }));
  const hit = (/** @type {Pair} */ { x, y }) =>
    walls.some((wall) => x > wall.left && x < wall.right && y > wall.top && y < wall.bottom);
  const inside = {
    x: Math.min(Math.max(point.x, least.x), size.x - least.x),
    y: Math.min(Math.max(point.y, least.y), size.y - least.y),
  };
  // The nearest free place lies on the edges of the boxes, straight across from the point or where two of them cross.
  const across = [inside.x, ...walls.flatMap(({ left, right }) => [left, right])];
  const down = [inside.y, ...walls.flatMap(({ top, bottom }) => [top, bottom])];
  const far = (/** @type {Pair} */ { x, y }) => Math.hypot(x - point.x, y - point.y);
  const free = across
    .flatMap((x) => down.map((y) => ({ x, y })))
    .filter(({ x, y }) => x >= least.x && x <= size.x - least.x && y >= least.y && y <= size.y - least.y)
    .filter((place) => !hit(place))
    .sort((a, b) => far(a) - far(b));
  return free[0] || { x: size.x / 2, y: size.y / 2 };
}

/**
 * Padding that leaves the middle of however small a window: without room to fit things into, a camera has no zoom.
 *
 * @param {Pair} size
 * @param {{ from: Pair, to: Pair }} edges
 */
function within(size, { from, to }) {
  const share = (/** @type {"x" | "y"} */ axis) =>
    Math.min(1, ((1 - LEAST_SHARE) * size[axis]) / Math.max(from[axis] + to[axis], 1e-9));
  const [x, y] = [share("x"), share("y")];
  return { from: { x: from.x * x, y: from.y * y }, to: { x: to.x * x, y: to.y * y } };
}
