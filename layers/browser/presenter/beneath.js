// What covers the whole screen, the uppermost as what came last: beneath it no key and no screen reader gets, and in the end the focus comes back to
// where it was.

/** What covers the screen, the uppermost last. @type {HTMLElement[]} */
const shown = [];
/** @type {Element | null} */
let before = null;

export const uppermost = () => shown.at(-1);

/** @param {HTMLElement} element @param {boolean} on whether it covers the screen, above all that does */
export function cover(element, on) {
  if (on && !shown.length) before = document.activeElement;
  if (shown.includes(element)) shown.splice(shown.indexOf(element), 1);
  if (on) shown.push(element);
  element.hidden = !on;
  let height = 0;
  for (const one of shown) {
    one.style.zIndex = ""; // The style sheet's own, unless another one lies beneath: the spot of the pointer shows above a sheet and not above black.
    height = Math.max(height + 1, Number(getComputedStyle(one).zIndex));
    one.style.zIndex = String(height);
  }
  const over = uppermost();
  for (const one of document.body.children) {
    // What is told is told all the same.
    if (one instanceof HTMLElement && one.role !== "status") one.inert = Boolean(over) && one !== over;
  }
  const to = over?.role === "dialog" ? over : over ? null : before;
  if (to instanceof HTMLElement && to.isConnected && !to.contains(document.activeElement))
    to.focus({ preventScroll: true });
}
