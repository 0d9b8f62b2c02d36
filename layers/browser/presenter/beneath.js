// What lies beneath that which covers the whole screen: no key and no screen reader gets there, and the focus comes back to where it was.

/** What may cover the screen, the uppermost first. @type {HTMLElement[]} */
const covers = [];
/** @type {Element | null} */
let before = null;
let covered = false;

/** @param {HTMLElement} element what covers the screen while it is not hidden; of two that is uppermost which was given last */
export const mayCover = (element) => covers.unshift(element);

/** A cover was shown or hidden. */
export function settle() {
  const over = covers.find((one) => !one.hidden);
  if (over && !covered) before = document.activeElement;
  covered = Boolean(over);
  for (const one of document.body.children) {
    // What is told is told all the same.
    if (one instanceof HTMLElement && one.role !== "status") one.inert = Boolean(over) && one !== over;
  }
  const to = over?.role === "dialog" ? over : over ? null : before;
  if (to instanceof HTMLElement && to.isConnected && !to.contains(document.activeElement))
    to.focus({ preventScroll: true });
}
