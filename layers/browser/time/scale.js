// Days to pixels on the slider. The years before the dispute's dated history are squeezed into a short stretch at the
// left, marked by a break, so that the years with events have room.
/** @import { Scale } from "../shared/types" */

const SQUEEZED_SHARE = 0.13;

/**
 * Two straight pieces, [first, joint) and [joint, last], from `left` to `right` in pixels.
 *
 * @param {number} first
 * @param {number} joint
 * @param {number} last
 * @param {number} left
 * @param {number} right
 * @returns {Scale}
 */
export function timeScale(first, joint, last, left, right) {
  const breakX = left + (right - left) * SQUEEZED_SHARE;
  return {
    left,
    right,
    breakX,
    toX: (day) =>
      day < joint
        ? left + ((breakX - left) * (day - first)) / (joint - first)
        : breakX + ((right - breakX) * (day - joint)) / (last - joint),
    toDay: (x) =>
      Math.round(
        x < breakX
          ? first + ((joint - first) * (Math.max(x, left) - left)) / (breakX - left)
          : joint + ((last - joint) * (Math.min(x, right) - breakX)) / (right - breakX),
      ),
  };
}
