// What a page tells a screen reader of what has just happened: Python writes the sentence where the change shows (pages/visit/page.py), and it is
// told once, in a line that was there before. A line that comes together with its words is often passed over.
import { newsIn } from "../shared/news.js";

// Streamlit says that a toast is a dialog, which is read out by nothing as long as the focus is elsewhere.
const TOLD = "[data-told], [data-testid=stToastText]";

/** @type {(words: string) => void} */
let news = () => {};
/** What stood in the page at the last look. @type {Set<string>} */
let standing = new Set();
/** When what was done last was done: it stays in the page, which may be drawn anew meanwhile. */
let last = 0;

/** @param {string} words */
export function say(words) {
  news(words);
}

function look() {
  /** @type {string[]} */
  const sentences = [];
  /** @type {Set<string>} */
  const found = new Set();
  for (const one of document.querySelectorAll(/** @type {"span"} */ (TOLD))) {
    const [words, at] = [one.dataset.told || (one.textContent ?? "").trim(), Number(one.dataset.at ?? 0)];
    if (!words) continue; // Its words are yet to come.
    if (at ? at > last : !standing.has(words)) sentences.push(words);
    if (at) last = Math.max(last, at);
    else found.add(words);
  }
  standing = found;
  if (sentences.length) say(sentences.join(" "));
}

/** A card's button that moves the map: what it does shows in the map alone. @param {MouseEvent} event */
function tellZoom(event) {
  if (!(/** @type {Element} */ (event.target).closest(".st-key-card-zoom button"))) return;
  say(document.querySelector("[data-zoomed]")?.getAttribute("data-zoomed") ?? "");
}

export function startTold() {
  const line = document.body.appendChild(document.createElement("div"));
  line.className = "ba-unseen";
  line.setAttribute("role", "status");
  news = newsIn(line);
  document.addEventListener("click", tellZoom);
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}
