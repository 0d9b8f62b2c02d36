// The link of a card is copied by a click, as the map's own is; a browser that does not let the page copy shows it, selected. With a modifier key it is a link.
import { say } from "./told.js";

const SAID_MS = 2000;

/** @param {HTMLAnchorElement} link */
async function copy(link) {
  const place = /** @type {HTMLElement} */ (link.parentElement);
  const { copied } = place.dataset;
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    place.classList.add("ba-selected"); // refused, or not offered to pages without https
    const address = place.querySelector(".ba-address");
    if (address) window.getSelection()?.selectAllChildren(address);
    say(place.querySelector(".ba-refused")?.textContent ?? "");
    return;
  }
  const words = link.textContent;
  link.textContent = String(copied);
  say(String(copied));
  setTimeout(() => {
    link.textContent = words;
  }, SAID_MS);
}

export function startCopy() {
  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest(".ba-copied a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    copy(link);
  });
}
