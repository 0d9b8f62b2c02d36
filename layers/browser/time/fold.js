// Where height is short the slider is folded: bars, years and the thumb. A button shows the whole of it, over the map.
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";

/** @param {HTMLElement} bar @param {HTMLElement} root */
export function startFold(bar, root) {
  const button = dom.button("ba-unfold", "", tr("The whole timeline"), bar, () => {
    button.setAttribute("aria-expanded", String(root.classList.toggle("unfolded")));
  });
  button.setAttribute("aria-expanded", "false");
  document.body.classList.add("ba-folds"); // The halves of a comparison, which must be alike, do not (compare.js).
}
