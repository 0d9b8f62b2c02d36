// What was asked for comes into view: the map after a choice beside it, a card that opens where nobody sees it, a briefing that is opened
// from the end of its page. Each opens at its top.

const MAP = ".st-key-map-panel";
const CARD = "[data-card]";
const SCROLLS = ".st-key-side-panel";
const COMES_MS = 10_000; // Python draws it.
const OPENED = "[data-opened]"; // the heading above the open briefing, with a number that changes with it
const OPENS = '[class*="st-key-open-"] button';
const CLOSE = ".st-key-card-close";

/** The card that was there at the last look. */
let shown = "";
/** When a card was asked for that is to be seen. */
let askedAt = -Infinity;
/** The card's closing button was pressed last. */
let closing = false;

/** @param {string} selector @returns {HTMLElement | null} */
const found = (selector) => document.querySelector(selector);

/** @param {Element} element @param {boolean} whole */
function isSeen(element, whole = false) {
  const { top, bottom } = element.getBoundingClientRect();
  const { top: from, bottom: to } = (found(".stMain") ?? document.documentElement).getBoundingClientRect();
  return whole ? top >= from - 1 && bottom <= to + 1 : top >= from && top + 24 <= to;
}

function showMap() {
  const map = found(MAP);
  if (map && !isSeen(map, true)) map.scrollIntoView({ block: "start" });
}

/** With the map above it, where there is room for both. A title that stays in sight while the rest is read tells nothing. @param {HTMLElement} title */
export function showCard(title) {
  if (isSeen(title.closest(SCROLLS) ?? title) && isSeen(title)) return;
  showMap();
  if (!isSeen(title)) title.scrollIntoView({ block: "start" });
}

/** The next card that opens is to be seen. */
export function cardAsked() {
  askedAt = performance.now();
}

/** A briefing was asked for while the one of this number stood there. @type {string | undefined} */
let openedOver;

function lookForBriefing() {
  const head = openedOver === undefined ? null : found(OPENED);
  if (!head || head.dataset.opened === openedOver) return;
  openedOver = undefined;
  head.scrollIntoView({ block: "start" });
  head.focus({ preventScroll: true });
}

function look() {
  lookForBriefing();
  const title = found(CARD);
  const card = title?.dataset.card ?? "";
  if (card === shown) return;
  shown = card;
  const panel = found(SCROLLS);
  if (panel && (title || closing)) panel.scrollTop = 0;
  if (!title) {
    // Where one read to the end of a card there is now the middle of something else.
    if (closing && isOneColumn() && panel && !isSeen(panel)) showMap();
    return;
  }
  if (performance.now() - askedAt < COMES_MS) showCard(title);
}

/** A link to a record beside the map leads to its place there, or opens its card alone. @param {Event} event */
function press(event) {
  const link = /** @type {Element} */ (event.target).closest("a[data-record]");
  askedAt = -Infinity;
  closing = Boolean(/** @type {Element} */ (event.target).closest(CLOSE));
  openedOver = /** @type {Element} */ (event.target).closest(OPENS) ? found(OPENED)?.dataset.opened : undefined;
  if (link?.getAttribute("data-goes") === "there") showMap();
  else if (link) cardAsked();
}

/** Whether the page stands in one column, the card below the map (pages/http/small.css). */
export const isOneColumn = () => window.matchMedia("(max-width: 999px), (max-height: 500px)").matches;

export function startInView() {
  document.addEventListener("click", press, { capture: true });
  new MutationObserver(look).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ["data-card", "data-opened"],
  });
}
