// A table by key: Tab leaves it, and a line above it says what else there is. The grid itself would go on by Tab from cell to cell.
// Enter in a table whose rows are chosen opens the card of the row, as it opens a mark's on the map. The grid itself chooses by Shift and
// Space, which nobody guesses, and would show by Enter what stands in the cell, which Space does too.

const TABLES = '.st-key-records, [class*="st-key-own-rows-"]';

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
  // Chosen once more, the row would be let go.
  if (target.closest("[role=row]")?.getAttribute("aria-selected") === "true") return;
  target.dispatchEvent(
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
  new MutationObserver(describe).observe(document.body, { childList: true, subtree: true });
}
