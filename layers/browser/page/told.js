// What a page tells a screen reader of what has just happened: Python writes the sentence where the change shows (pages/visit/page.py), and it is
// told once, in a line that was there before. A line that comes together with its words is often passed over.

const TOLD = "[data-told]";

/** @type {HTMLElement | undefined} */
let line;
/** What stood in the page at the last look. @type {Set<string>} */
let standing = new Set();

/** @param {string} words */
export function say(words) {
  if (line) line.textContent = words;
}

function look() {
  const found = [...document.querySelectorAll(TOLD)].map((one) => String(one.getAttribute("data-told")));
  const news = found.filter((words) => !standing.has(words));
  standing = new Set(found);
  if (news.length) say(news.join(" "));
}

export function startTold() {
  line = document.body.appendChild(document.createElement("div"));
  line.className = "ba-unseen";
  line.setAttribute("role", "status");
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}
