// A table by key: Tab leaves it, and a line above it says what else there is. The grid itself would go on by Tab from cell to cell.
// Enter in a table whose rows are chosen opens the card of the row, as it opens a mark's on the map, and so does a tap or a click on its title.
// The grid itself chooses by Shift and Space or by the box before the title, which nobody guesses, and would show by Enter what stands in the
// cell, which Space does too.
import { cardAsked, isOneColumn, showCard } from "./in_view.js";

const TABLES = '.st-key-records, [class*="st-key-own-rows-"]';
/** The first column behind that of the boxes. */
const TITLE = 'canvas [role=gridcell][aria-colindex="1"]';
const BOX_PX = 36; // as wide as the grid draws its boxes

/** The table, or before it the choice whose rows it holds. @returns {HTMLElement | undefined} */
export const tablePlace = () =>
  document.querySelectorAll(/** @type {"input"} */ (".st-key-table-choice input:checked"))[0] ??
  document.querySelectorAll(/** @type {"canvas"} */ (`:is(${TABLES}) canvas[tabindex]`))[0] ??
  document.querySelectorAll(/** @type {"button"} */ (".st-key-explore-below [role=tab]"))[0];

/** @param {KeyboardEvent} event */
function open(event) {
  const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (key !== "Enter" || altKey || ctrlKey || metaKey || shiftKey || !(target instanceof HTMLElement)) return;
  if (!target.closest("canvas") || !target.closest(TABLES)) return;
  event.preventDefault();
  event.stopPropagation();
  released.disconnect();
  openRow(target);
}

/** Open the card of a cell's row. @param {Element} cell */
function openRow(cell) {
  const row = cell.closest("[role=row]");
  if (row?.getAttribute("aria-selected") === "true") {
    // Chosen once more, the row would be let go. It may be lit beside the one whose card is open.
    const title = row.querySelector(TITLE)?.textContent;
    const links = document.querySelectorAll(/** @type {"a"} */ (".ba-chosen a"));
    [...links].find((link) => link.textContent === title)?.click();
    return;
  }
  cell.dispatchEvent(
    new KeyboardEvent("keydown", {
      key: " ",
      code: "Space",
      keyCode: 32,
      shiftKey: true,
      bubbles: true,
      cancelable: true,
    }),
  );
}

// ---- a tap or a click on a row's title -----------------------------------------------------------------------------------------
/** The row that was pressed last of all that the reader did, as the grid numbers it. @type {string | null} */
let pressed = null;

/** @param {Event} event */
function forget({ type }) {
  pressed = null;
  if (type === "pointerdown") returned = null;
}

/** @param {MouseEvent} event */
function press({ target, clientX, clientY }) {
  const scroller = /** @type {Element} */ (target).closest(`:is(${TABLES}) .dvn-scroller`);
  const rows = Number(scroller?.closest(TABLES)?.querySelector("[role=grid]")?.getAttribute("aria-rowcount"));
  if (!scroller || !rows) return;
  const { left, top } = scroller.getBoundingClientRect();
  const { scrollTop, scrollHeight } = scroller;
  // Its head is as high as its rows, and stays where it is.
  const row = (clientY - top) / (scrollHeight / rows);
  const inHead = row < 1;
  if (inHead) return;
  if (clientX - left > BOX_PX) pressed = String(Math.floor(row + scrollTop / (scrollHeight / rows)) + 1);
  else if (isOneColumn()) cardAsked(); // which is drawn above the table, and moves it away
}

/** The grid gives the cell that was pressed the focus, some time after the one that had it before. @param {FocusEvent} event */
function focused({ target }) {
  const cell = /** @type {Element} */ (target);
  if (!pressed || !cell.matches(`:is(${TABLES}) ${TITLE}`)) return;
  if (cell.closest("[role=row]")?.getAttribute("aria-rowindex") !== pressed) return;
  pressed = null;
  openRow(cell);
  if (!isOneColumn()) return; // The card stands beside the map, above the table, and both in sight.
  const title = document.querySelectorAll(/** @type {"h2"} */ ("[data-card]"))[0];
  if (title?.textContent === cell.textContent) showCard(title);
  else cardAsked();
}

// ---- back in a row -------------------------------------------------------------------------------------------------------------
/** The cell that shall have the grid's own mark again. @type {HTMLElement | null} */
let returned = null;
const released = new MutationObserver(([{ target }]) => {
  if (/** @type {Element} */ (target).ariaSelected === "false") enterGrid();
});

/** Have the grid take the focus as if it came by Tab: it marks its first cell then. */
function enterGrid() {
  const cell = /** @type {HTMLElement | null} */ (document.activeElement?.closest("[role=gridcell]"));
  const beside = /** @type {HTMLElement | null} */ (cell?.nextElementSibling ?? cell?.previousElementSibling);
  if (beside) returned = cell;
  beside?.focus();
}

/**
 * Put the grid's own mark on the cell to which the focus comes back, as from a card. A row that is chosen or let go takes that mark off,
 * and without it no arrow moves.
 * @param {FocusEvent} event
 */
function back({ target, relatedTarget }) {
  const cell = /** @type {HTMLElement} */ (target);
  if (!cell.matches(`:is(${TABLES}) canvas [role=gridcell]`)) return;
  const row = /** @type {Element} */ (cell.closest("[role=row]"));
  const within = /** @type {Element | null} */ (relatedTarget)?.closest("canvas");
  released.disconnect();
  // What the grid says of itself is up to 0.2 s old: a row just chosen may not be said to be, and its cell still to have the mark.
  if (!within && (row.ariaSelected === "true" || cell.ariaSelected === "true")) {
    released.observe(row, { attributes: true, attributeFilter: ["aria-selected"] });
  } else if (!within) enterGrid();
  else if (returned && within && cell.ariaSelected === "true") {
    const wanted = returned;
    returned = null;
    if (wanted !== cell) setTimeout(() => document.activeElement === cell && wanted.focus()); // The grid is still at work.
  }
}

/** Makes the canvas that was left a stop again. */
let stopAgain = () => {};

/** @param {KeyboardEvent} event */
function leave(event) {
  if (event.key === "Tab") stopAgain(); // A key may come before a timer.
  const canvas = /** @type {HTMLElement} */ (event.target).closest?.("canvas");
  if (event.key !== "Tab" || !canvas?.closest("[data-testid=stDataFrame]")) return;
  event.stopPropagation();
  // The focus is in a cell, which stands within the canvas: back from there the canvas would be the next stop, and lead into the cell again.
  const { tabIndex } = canvas;
  canvas.tabIndex = -1;
  stopAgain = () => {
    canvas.tabIndex = tabIndex;
    stopAgain = () => {};
  };
  setTimeout(stopAgain);
}

/** Name the grid and tie the line that says its keys to it. What scrolls it is no stop: arrows scroll. */
function describe() {
  /** @type {HTMLElement | null} */
  const keys = document.querySelector(".ba-keys");
  if (!keys) return;
  keys.id = "ba-table-keys";
  const name = keys.dataset.table ?? "";
  for (const one of document.querySelectorAll(`:is(${TABLES}) :is(canvas[tabindex], [role=grid])`)) {
    if (one.getAttribute("aria-label") === name) continue;
    one.setAttribute("aria-label", name);
    one.setAttribute("aria-describedby", keys.id);
    if (one.tagName === "CANVAS") one.setAttribute("role", "group");
    one.closest("[data-testid=stDataFrame]")?.querySelector(".dvn-scroller")?.setAttribute("tabindex", "-1");
  }
}

export function startTable() {
  document.addEventListener("keydown", open, { capture: true });
  document.addEventListener("keydown", leave, { capture: true });
  for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, forget, { capture: true });
  document.addEventListener("click", press, { capture: true });
  document.addEventListener("focusin", focused, { capture: true });
  document.addEventListener("focusin", back, { capture: true });
  new MutationObserver(describe).observe(document.body, { childList: true, subtree: true });
}
