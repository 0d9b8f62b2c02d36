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

// Streamlit's codes to copy, as in Share, have buttons that are called alike, and that one has copied shows by its sign alone.
const CODE = "[data-testid=stCode]";

function nameCodes() {
  for (const code of document.querySelectorAll(`${CODE}:not([role])`)) {
    const before = code.closest("[data-testid=stElementContainer]")?.previousElementSibling;
    const heading = before?.querySelector("h2, h3")?.textContent;
    if (!heading) continue;
    code.role = "group";
    code.ariaLabel = heading;
  }
  for (const button of document.querySelectorAll(`${CODE}[aria-label] button`)) {
    const heading = button.closest(CODE)?.ariaLabel ?? "";
    if (!button.ariaLabel?.endsWith(`: ${heading}`)) button.ariaLabel = `${button.ariaLabel}: ${heading}`;
  }
}

/** @param {Element} button @param {string} words */
function tellCopied(button, words) {
  const seen = new MutationObserver(() => {
    seen.disconnect();
    say(words.replace("{what}", button.closest(CODE)?.ariaLabel ?? ""));
  });
  seen.observe(button, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"] });
}

/** @param {HTMLElement} holder has the sentences (pages/http/bar.py) */
export function startCopy({ dataset }) {
  new MutationObserver(nameCodes).observe(document.body, { childList: true, subtree: true });
  document.addEventListener(
    "click",
    ({ target }) => {
      const button = /** @type {Element} */ (target).closest(`${CODE}[aria-label] button`);
      if (button) tellCopied(button, String(dataset.copied));
    },
    { capture: true },
  );
  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest(".ba-copied a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    copy(link);
  });
}
