// A row of buttons as one stop of the tab key, within which arrows go from one to the next, Home and End to the first and the last.
import { afterFrame } from "../shared/after_frame.js";
import { isEnd, stepOf } from "./toward.js";

/** @param {HTMLElement} group @param {string} label what the group is called */
export function oneStop(group, label) {
  group.setAttribute("role", "toolbar");
  group.setAttribute("aria-label", label);
  /** @type {HTMLButtonElement | undefined} */
  let held;
  const usable = () => {
    const buttons = [...group.querySelectorAll("button")].filter((button) => !button.disabled && !button.hidden);
    // The style sheet leaves some out in a small window.
    const seen = buttons.filter((button) => button.getClientRects().length > 0);
    return seen.length ? seen : buttons;
  };
  const settle = () => {
    const buttons = usable();
    if (!held || !buttons.includes(held)) held = buttons[0];
    for (const button of group.querySelectorAll("button")) button.tabIndex = button === held ? 0 : -1;
  };
  group.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLButtonElement) held = target;
    settle();
  });
  group.addEventListener("keydown", (event) => {
    const step = stepOf(event.key);
    if (
      !(step || isEnd(event.key)) ||
      !(event.target instanceof HTMLButtonElement) ||
      event.altKey ||
      event.ctrlKey ||
      event.metaKey
    )
      return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = usable();
    const on = (buttons.indexOf(event.target) + step + buttons.length) % buttons.length;
    buttons[step ? on : event.key === "Home" ? 0 : buttons.length - 1].focus({ preventScroll: true });
  });
  // Buttons come and go: at the last zoom, with what lies beyond the edges, with what the strip shows.
  const settleSoon = afterFrame(settle);
  new MutationObserver(settleSoon).observe(group, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["disabled", "hidden"],
  });
  new ResizeObserver(settleSoon).observe(group);
  settleSoon();
}
