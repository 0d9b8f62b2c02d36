// The menu of a small window: Streamlit's sidebar as a drawer that the bar opens, and that closes once something was chosen in it.

const OPEN = "ba-menu"; // on the root element, for the style sheet
/** What leads to another page or to a record, or opens something over the page. Layers and filters are chosen several at a time. */
const CHOICE =
  ".st-key-pages a, .st-key-share button, .st-key-story button, .st-key-brief-add button, .ba-search [role=option]";

/** @type {Record<string, string>} where each button of the bar leads within the menu */
const PLACES = { menu: ".st-key-pages a", layers: ".st-key-layers button", search: ".ba-search input" };

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
  const keys = (/** @type {KeyboardEvent} */ event) => {
    const field = /** @type {Element} */ (event.target);
    if (event.key !== "Escape" || !isOpen() || field.closest(".ba-search [aria-expanded=true]")) return;
    event.preventDefault(); // What else Escape closes stays open.
    close();
  };
  document.addEventListener("keydown", keys, { capture: true });
}
