// The line draws itself in the first scene, from its one end to the other.
import { map } from "../shared/atlas.js";
import { REDUCED } from "../shared/dom.js";

const DRAWN_MS = 2600;

/** @param {AbortSignal} signal ends it */
export function drawLine(signal) {
  if (REDUCED.matches) return;
  /** @type {NodeListOf<SVGPathElement>} */
  const lines = map.getContainer().querySelectorAll("path.line:not(.exclave, .neutral)");
  for (const line of lines) {
    line.setAttribute("pathLength", "1"); // whatever the zoom makes of it meanwhile
    const drawing = line.animate(
      [
        { strokeDasharray: "1 1", strokeDashoffset: 1 },
        { strokeDasharray: "1 1", strokeDashoffset: 0 },
      ],
      { duration: DRAWN_MS, easing: "ease-in-out" },
    );
    drawing.finished.then(
      () => line.removeAttribute("pathLength"),
      () => line.removeAttribute("pathLength"),
    );
    signal.addEventListener("abort", () => drawing.cancel());
  }
}
