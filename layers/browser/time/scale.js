// Days to pixels on the slider. The years before the dispute's dated history are squeezed into a short stretch at the
// left, marked by a break, so that the years with events have room.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const SQUEEZED_SHARE = 0.13;

  // {toX(day), toDay(x), breakX}: two straight pieces, [first, joint) and [joint, last].
  atlas.timeScale = (first, joint, last, left, right) => {
    const breakX = left + (right - left) * SQUEEZED_SHARE;
    return {
      breakX,
      toX: (day) => day < joint
        ? left + (breakX - left) * (day - first) / (joint - first)
        : breakX + (right - breakX) * (day - joint) / (last - joint),
      toDay: (x) => Math.round(x < breakX
        ? first + (joint - first) * (Math.max(x, left) - left) / (breakX - left)
        : joint + (last - joint) * (Math.min(x, right) - breakX) / (right - breakX)),
    };
  };
})();
