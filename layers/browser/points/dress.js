// The colours of the theme in which a set is drawn, and its end.
import * as dom from "../shared/dom.js";

/** @import { DrawnSet } from "./sets.js" */

const COLOURS = ["cat-1", "cat-2", "cat-3", "cat-4", "cat-5", "cat-6", "cat-other"];

/** @param {DrawnSet} one */
export function dress(one) {
  const { colour } = dom;
  one.look = { ink: colour("ink"), halo: colour("halo"), fill: colour("muted"), face: colour("sans-face") };
  one.painter.colours(
    COLOURS.map(dom.colour).map((hex) => {
      const [r, g, b] = [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16));
      return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    }),
  );
}

/** Take a set off the map. @param {DrawnSet} drawn */
export function clear({ settling, canvas, box }) {
  clearTimeout(settling);
  canvas.remove();
  box.remove();
}
