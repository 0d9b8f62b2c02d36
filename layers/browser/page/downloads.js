// A file that is made when it is asked for: while it is made its button is out of use, and neither that it has come nor that it failed is said by Streamlit.
import { say } from "./told.js";

const BOX = "[data-testid=stDownloadButton]";
const FAILED = "[data-testid=stDownloadButtonError]";

/** The buttons that were pressed, and whether their file is being made. @type {Map<Element, boolean>} */
const asked = new Map();

/** @param {MouseEvent} event */
function press({ target }) {
  const box = /** @type {Element} */ (target).closest(`${BOX} button`)?.closest(BOX);
  if (box) asked.set(box, false);
}

/** @param {Element} box @param {DOMStringMap} words */
function tell(box, words) {
  const said = String(box.querySelector(FAILED) ? words.undone : words.downloads);
  say(said.replace("{file}", box.querySelector("button p")?.textContent ?? ""));
}

/** @param {HTMLElement} holder has the sentences (pages/http/bar.py) */
export function startDownloads({ dataset }) {
  function look() {
    for (const [box, making] of asked) {
      const busy = box.querySelector("button")?.disabled;
      if (!box.isConnected) asked.delete(box);
      else if (busy) asked.set(box, true);
      else if (making) {
        asked.delete(box);
        tell(box, dataset);
      }
    }
  }
  document.addEventListener("click", press, { capture: true });
  const seen = { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] };
  new MutationObserver(look).observe(document.body, seen);
}
