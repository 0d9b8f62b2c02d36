// A page that was chosen in the menu by key: the focus goes on to its heading, which says its name, for the menu stands behind all of the page.

const LINK = ".st-key-pages a";
const RUNNING = '[data-testid="stApp"][data-test-script-state="running"]';
const HEADING = ".stMain h1";

/** The page's heading before the choice, and where it leads. @type {{ link: HTMLAnchorElement, left: Element | null, words: string | null } | null} */
let chosen = null;

function forget() {
  chosen = null;
}

/** @param {MouseEvent} event */
function choose(event) {
  /** @type {HTMLAnchorElement | null} */
  const link = /** @type {Element} */ (event.target).closest(LINK);
  // A click by key has no place and counts none.
  if (!link || event.detail || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const left = document.querySelector(HEADING);
  chosen = { link, left, words: left?.textContent ?? null };
}

function arrive() {
  if (!chosen || window.location.pathname !== new URL(chosen.link.href).pathname || document.querySelector(RUNNING))
    return;
  const heading = document.querySelectorAll(/** @type {"h1"} */ (HEADING))[0];
  if (!heading || (heading === chosen.left && heading.textContent === chosen.words)) return;
  forget();
  heading.tabIndex = -1; // It takes the focus and is no stop.
  heading.focus({ preventScroll: true });
}

export function startArrive() {
  for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, forget, { capture: true });
  document.addEventListener("click", choose, { capture: true });
  const seen = { childList: true, subtree: true, characterData: true, attributes: true };
  new MutationObserver(arrive).observe(document.body, seen);
}
