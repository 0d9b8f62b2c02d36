// Enter in a table whose rows are chosen opens the card of the row, as it opens a mark's on the map. The grid itself chooses by Shift and
// Space, which nobody guesses, and would show by Enter what stands in the cell, which Space does too.

const TABLES = '.st-key-records, [class*="st-key-own-rows-"]';

/** @returns {HTMLElement | undefined} */
export const tablePlace = () =>
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

export function startTable() {
  document.addEventListener("keydown", open, { capture: true });
}
