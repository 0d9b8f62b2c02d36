// What Streamlit's own widgets leave out for the keyboard: a list that stands upright goes up and down too, arrows choose in a group of
// which one is chosen, and Tab enters it there, an opened menu has the focus, what nobody can use is no stop, and what says something has a name.

const GROUP = "[data-testid=stButtonGroup] :is([role=toolbar], [role=radiogroup])";
const UPRIGHT = ".st-key-layers [role=toolbar]:not([aria-orientation=vertical])";
const NO_STOP = '.stMain[tabindex="0"]';
// What keeps something for a page without showing anything (pages/briefing/browser_store) has a frame without a size.
const EMPTY_FRAME = ".st-key-browser-store iframe:not([aria-hidden])";
// Streamlit says that a toast is a dialog and names it by an element that is not there.
const NAMELESS = "[data-testid=stToast]:not([aria-label])";
const GIVEN_MS = 500; // So long the library under a menu may take to give it the focus.
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: 0, End: 0 };

/** @param {KeyboardEvent} event */
function step(event) {
  const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event;
  const by = STEPS[/** @type {keyof typeof STEPS} */ (key)];
  if (by === undefined || altKey || ctrlKey || metaKey || shiftKey || !(target instanceof HTMLButtonElement)) return;
  const group = target.closest(GROUP);
  if (!group) return;
  event.preventDefault();
  event.stopPropagation();
  const buttons = [...group.querySelectorAll("button")].filter((button) => !button.disabled);
  const on = (buttons.indexOf(target) + by + buttons.length) % buttons.length;
  const next = buttons[by ? on : key === "Home" ? 0 : buttons.length - 1];
  next.focus();
  // A radio that is chosen once more would be let go.
  if (next.role === "radio" && next.ariaChecked !== "true") next.click();
}

/** Whether the focus is moved by Tab. */
let tabs = false;

/** A group of which one is chosen is entered at that one. @param {FocusEvent} event */
function enter({ target, relatedTarget }) {
  const group = /** @type {Element} */ (target).closest(`${GROUP}[role=radiogroup]`);
  if (!tabs || !group || group.contains(/** @type {Node | null} */ (relatedTarget))) return;
  group.querySelectorAll(/** @type {"button"} */ ("button[aria-checked=true]"))[0]?.focus();
}

/**
 * Streamlit's menus give the focus to what they open only once nothing in the page fades any more, and hear of one property alone where
 * several of an element stop fading midway, as the four edges of an expander do that is drawn anew: no menu would have the focus ever
 * after. They are told of each that it is over.
 *
 * @param {TransitionEvent} event
 */
function over({ target, propertyName, elapsedTime }) {
  target?.dispatchEvent(new TransitionEvent("transitionend", { bubbles: true, propertyName, elapsedTime }));
}

/** @type {Element | null} */
let menu = null;

/** What fades and is taken out of the page meanwhile is never told of as over (`over`): a menu that has no focus by then is given it. */
function enterMenu() {
  const opened = document.querySelector("[role=menu]");
  if (opened instanceof HTMLElement && opened !== menu)
    setTimeout(() => {
      if (opened.isConnected && !opened.contains(document.activeElement)) opened.focus();
    }, GIVEN_MS);
  menu = opened;
}

function look() {
  enterMenu();
  document.querySelector(UPRIGHT)?.setAttribute("aria-orientation", "vertical");
  document.querySelector(NO_STOP)?.setAttribute("tabindex", "-1");
  for (const frame of document.querySelectorAll(EMPTY_FRAME)) {
    frame.setAttribute("tabindex", "-1");
    frame.setAttribute("aria-hidden", "true");
  }
  for (const toast of document.querySelectorAll(NAMELESS)) {
    const words = toast.textContent?.trim();
    if (words) toast.setAttribute("aria-label", words);
  }
}

export function startWidgets() {
  document.addEventListener("keydown", step, { capture: true });
  for (const type of ["keydown", "pointerdown"]) {
    const hear = (/** @type {Event} */ event) => {
      tabs = event instanceof KeyboardEvent && event.key === "Tab";
    };
    document.addEventListener(type, hear, { capture: true });
  }
  document.addEventListener("focusin", enter);
  document.addEventListener("transitioncancel", over);
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
}
