// The pixels of a mark by its size, and how a pixel that it covers in part is mixed.

/** In a row's look: drawn hollow, since its day is not known. */
export const VAGUE = 128;
/** Up to so many marks have smooth edges, which take a multiple of the time; their marks are large (layers/reader_data/points.py). */
export const FEW = 500;

/**
 * The pixels of a mark, by class of size: full, and hollow for what is vague in time.
 *
 * Runs are [distance in the picture, length] of whole pixels; edges, of smooth marks, [distance, how much of the pixel is covered, of 255].
 *
 * @param {number[]} radii
 * @param {number} ratio
 * @param {number} width
 * @param {boolean} smooth
 */
export function sprites(radii, ratio, width, smooth) {
  const make = (/** @type {number} */ radius, /** @type {boolean} */ hollow) => {
    /** @type {[number[], number[]]} */
    const [runs, edges] = [[], []];
    const r = radius * ratio;
    const reach = Math.ceil(r) + 1;
    for (let y = -reach; y <= reach; y += 1) {
      let length = 0;
      for (let x = -reach; x <= reach + 1; x += 1) {
        const away = Math.hypot(x, y);
        const inside = Math.min(r - away, hollow ? away - (r - 1.3 * ratio) : r);
        if (smooth ? inside >= 0.5 : inside >= 0) length += 1;
        else {
          if (smooth && inside > -0.5) edges.push(y * width + x, Math.round(255 * (inside + 0.5)));
          if (length) runs.push(y * width + x - length, length);
          length = 0;
        }
      }
    }
    return { runs: Int32Array.from(runs), edges: Int32Array.from(edges) };
  };
  return [...radii.map((radius) => make(radius, false)), ...radii.map((radius) => make(Math.max(radius, 2.5), true))];
}

/** Lay a colour over a pixel, as much of it as is covered, of 255. @param {number} held @param {number} value @param {number} covered */
export function over(held, value, covered) {
  const below = ((held >>> 24) * (255 - covered)) / 255;
  const all = covered + below;
  let mixed = Math.round(all) << 24;
  for (let shift = 0; shift < 24; shift += 8)
    mixed |= Math.round((((value >>> shift) & 255) * covered + ((held >>> shift) & 255) * below) / all) << shift;
  return mixed >>> 0;
}
