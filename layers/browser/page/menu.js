// The menu of a small window: Streamlit's sidebar as a drawer that the bar opens, and that closes once something was chosen in it.

import { isSearching, showMap } from "./in_view.js";

const OPEN = "ba-menu"; // on the root element, for the style sheet
/** What leads to another page or to a record, or opens something over the page. Layers and filters are chosen several at a time. */
const CHOICE = ".st-key-pages a, .st-key-share button, .st-key-story button, .st-key-brief-add button";
/** The one choice of a list: a list hangs below the page, not in the menu. */
const LISTED = '[data-testid="stSelectboxVirtualDropdown"] [role="option"]';

/** @type {Record<string, string>} where each button of the bar leads within the menu */
const PLACES = { menu: ".st-key-pages a", layers: ".st-key-layers button", search: ".st-key-search input" };

/** @type {HTMLElement | null} */
let opener = null;

const isOpen = () => document.documentElement.classList.contains(OPEN);

/** @param {boolean} open */
function set(open) {
  document.documentElement.classList.toggle(OPEN, open);
  for (const button of document.querySelectorAll(".ba-topbar [aria-expanded]")) {
    button.setAttribute("aria-expanded", String(open && button === opener));
  }
}

function close() {
  if (!isOpen()) return;
  set(false);
  opener?.focus({ preventScroll: true });
}

/** @param {HTMLElement} button */
function toggle(button) {
  if (isOpen() && opener === button) {
    close();
    return;
  }
  opener = button;
  set(true);
  /** @type {HTMLElement | null} */
  const place = document.querySelector(PLACES[String(button.dataset.opens)]);
  place?.focus({ preventScroll: true });
  (place?.closest('[data-testid="stElementContainer"]') || place)?.scrollIntoView({ block: "start" });
}

export function startMenu() {
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (target.closest(".ba-topbar [data-opens]"));
    if (button) toggle(button);
    else if (target.closest(`.ba-shade, ${CHOICE}`)) close();
  });
  // The list is gone before the click comes to us, and would be so without its choice if the menu closed before that.
  document.addEventListener("pointerup", (event) => {
    if (!(/** @type {Element} */ (event.target).closest(LISTED))) return;
    const shows = isSearching();
    const chosen = () => {
      close();
      if (shows) showMap();
    };
    document.addEventListener("click", () => setTimeout(chosen), { once: true, capture: true });
  });
  // Before the list's own script, which folds the list.
  const keys = (/** @type {KeyboardEvent} */ event) => {
    const field = /** @type {Element} */ (event.target);
    const listed = field.closest(".st-key-search, .st-key-region") && field.getAttribute("aria-expanded") === "true";
    if (event.key === "Enter" && listed) {
      if (isSearching()) showMap();
      setTimeout(close);
    } else if (event.key === "Escape" && !listed) close();
  };
  document.addEventListener("keydown", keys, { capture: true });
}
