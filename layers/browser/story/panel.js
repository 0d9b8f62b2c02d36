// The words of a scene and the buttons that lead on, over the map.
import * as atlas from "../shared/atlas.js";
import { button, element } from "../shared/dom.js";
import { tr } from "../shared/translation.js";

/**
 * @param {(by: number) => void} go leads to another scene
 * @param {() => void} end
 */
export function buildPanel(go, end) {
  const panel = element("section", "st-panel ba-keepout", null, document.body);
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", tr("The story of the border"));
  panel.tabIndex = -1;
  const words = element("div", "st-words", null, panel);
  words.setAttribute("aria-live", "polite");
  const title = element("h2", "", "", words);
  const text = element("p", "", "", words);
  const foot = element("div", "st-ways", null, panel);
  const back = button("", tr("Back"), tr("Back"), foot, () => go(-1));
  const on = button("st-go", tr("Next"), tr("Next"), foot, () => go(1));
  const count = element("span", "st-count", "", foot);
  const skip = button("st-skip", tr("Skip"), tr("Skip"), foot, end);
  // What is read stands first in the name; the key is a hint.
  back.dataset.hint = tr("Previous scene (key ←)");
  on.dataset.hint = tr("Next scene (key →)");
  skip.dataset.hint = tr("Skip the story (key Esc)");

  return {
    /** @param {string} heading @param {string} said @param {number} index @param {number} total */
    write(heading, said, index, total) {
      title.textContent = heading;
      text.textContent = said;
      count.textContent = tr("{n} of {total}", { n: index + 1, total });
      const last = index === total - 1;
      if (index === 0 && document.activeElement === back) on.focus();
      back.disabled = index === 0;
      on.textContent = last ? tr("To the map") : tr("Next");
      on.setAttribute("aria-label", on.textContent);
      skip.hidden = last;
    },
    /** What of the map's window it lies over, by its edge: the whole border is wide and lies better above it. @param {boolean} wide */
    covers(wide) {
      const map = atlas.map.getContainer().getBoundingClientRect();
      const box = panel.getBoundingClientRect();
      if (box.left > map.width / 4) return { right: map.right - box.left };
      if (!wide && box.width < map.width / 2) return { left: box.right - map.left };
      return { bottom: Math.max(0, map.bottom - box.top) };
    },
    focus: () => panel.focus({ preventScroll: true }),
    remove: () => panel.remove(),
  };
}
