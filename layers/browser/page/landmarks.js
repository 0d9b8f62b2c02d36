// What is read first, links that skip to the menu, to the slider and to what stands beside the map, and what Streamlit's elements do not say of themselves.

import { tablePlace } from "./table.js";

const SIDE = ".st-key-side-panel, .st-key-compare-below";
/** A menu that is folded away opens first. */
const MENU =
  '[data-testid="stSidebar"]:not([data-collapsed="true"]) .st-key-pages a, [data-testid="stExpandSidebarButton"]';
const THUMB = ".ba-thumb:not(.ba-opener)";

// Words that the style sheet (pages/http/page.css) adds for whoever hears a page, so that they stay where Streamlit draws anew.
const NEW_TAB = "--said-new-tab";
const REMOVES = "--said-removes";

/** What stands beside the map. @returns {HTMLElement | undefined} */
export const sideOf = () => document.querySelectorAll(/** @type {"div"} */ (SIDE))[0];

/** @param {string} selector @returns {HTMLElement | undefined} */
function inFrame(selector) {
  const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector(".st-key-map-panel iframe"));
  return frame?.contentDocument?.querySelectorAll(/** @type {"div"} */ (selector))[0];
}

/** The map itself, once its keys stand. */
export const mapPlace = () => inFrame(".leaflet-container[role]");

/** The first line of the contents of a page that shows: they stand in the menu, or in a small window above the page itself. */
const contentsPlace = () =>
  [...document.querySelectorAll(/** @type {"a"} */ ("[data-skip-contents] a"))].find((one) => one.checkVisibility());

/** @param {string | undefined} to @returns {HTMLElement | undefined} */
function placeOf(to) {
  if (to === "side") return sideOf();
  if (to === "table") return tablePlace();
  if (to === "divider") return inFrame(".ba-divider");
  if (to === "contents") return contentsPlace();
  if (to === "menu") return document.querySelectorAll(/** @type {"a"} */ (MENU))[0];
  return inFrame(THUMB);
}

/** @param {MouseEvent} event */
function skip(event) {
  const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-skip]"));
  if (!link) return;
  event.preventDefault();
  const place = placeOf(link.dataset.skip);
  if (place && place.tabIndex < 0) place.tabIndex = -1; // It takes the focus and is no stop; a link is one already, and stays it.
  place?.focus();
}

/** What a page is about comes before the menu, which Streamlit puts first; the style sheet leaves it where it was. */
function putMainFirst() {
  const menu = document.querySelector('[data-testid="stSidebar"]');
  const rest = [...(menu?.parentElement?.children ?? [])].find((one) => one.querySelector(".stMain"));
  if (!menu || !rest || !(menu.compareDocumentPosition(rest) & Node.DOCUMENT_POSITION_FOLLOWING)) return;
  const held = document.activeElement;
  rest.after(menu);
  if (held instanceof HTMLElement && menu.contains(held)) held.focus({ preventScroll: true });
}

/** In a list of briefings each button and link says the same: for whoever hears them one by one, the title of its row too. */
function nameRows() {
  const newTab = document.documentElement.style.getPropertyValue(NEW_TAB).slice(1, -1).trim();
  for (const row of document.querySelectorAll('[class*="st-key-built-in-"]')) {
    const title = row.querySelector("b")?.textContent;
    for (const one of row.querySelectorAll(":is(a, button):not([aria-label])")) {
      const words = one.querySelector("p")?.textContent;
      const added = one.matches("[target=_blank]") ? ` ${newTab}` : "";
      if (title && words) one.setAttribute("aria-label", `${words}: ${title}${added}`);
    }
  }
}

/** Name a button for what it does, and to what. @param {Element} button @param {string | null | undefined} title */
function nameFor(button, title) {
  const words = button.querySelector("p")?.textContent;
  const name = `${words}: ${title}`;
  if (words && title && button.getAttribute("aria-label") !== name) button.setAttribute("aria-label", name);
}

/** What stands in a row of a scene is that scene's. */
function nameScenes() {
  for (const grip of document.querySelectorAll(/** @type {"button"} */ (".ba-grip"))) {
    const row = grip.closest('[class*="st-key-brief-scene-"]');
    const name = `${grip.textContent}. ${grip.dataset.title}`;
    for (const one of row?.querySelectorAll(
      '[class*="st-key-brief-row-"] :is([class*="st-key-edit-"], [class*="st-key-menu-"]) button',
    ) ?? []) {
      nameFor(one, name);
    }
    if (row?.getAttribute("aria-label") === name) continue;
    row?.setAttribute("role", "group");
    row?.setAttribute("aria-label", name);
  }
}

/** Each set of the reader's own has the same buttons. */
function nameSets() {
  for (const set of document.querySelectorAll('[class*="st-key-own-set-"]')) {
    const remove = set.querySelector('[class*="st-key-own-remove-"] button');
    if (remove) nameFor(remove, set.querySelector("h2")?.textContent);
  }
}

/** A page with a table, a divider or contents says what the link that skips to it is called. @param {HTMLElement} skips @param {string} place */
function linkOwn(skips, place) {
  const words = document.querySelector(`[data-skip-${place}]`)?.getAttribute(`data-skip-${place}`);
  const link = skips.querySelector(`[data-skip=${place}]`);
  if (!words) link?.remove();
  else if (!link) {
    const made = document.createElement("a");
    made.href = `#${place}`;
    made.dataset.skip = place;
    made.textContent = words;
    skips.append(made);
  }
}

/** @param {HTMLElement} skips whose words stand in the HTML (pages/http/bar.py) */
export function startLandmarks(skips) {
  document.addEventListener("click", skip);
  const { style } = document.documentElement;
  style.setProperty(NEW_TAB, JSON.stringify(` ${skips.dataset.newTab}`));
  style.setProperty(REMOVES, JSON.stringify(`${skips.dataset.removes} `));
  const name = () => {
    const pages = document.querySelector(".st-key-pages:not([role])");
    pages?.setAttribute("role", "navigation");
    pages?.setAttribute("aria-label", String(skips.dataset.pages));
  };
  const look = () => {
    putMainFirst();
    name();
    nameRows();
    nameScenes();
    nameSets();
    for (const place of ["table", "divider", "contents"]) linkOwn(skips, place);
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
}
