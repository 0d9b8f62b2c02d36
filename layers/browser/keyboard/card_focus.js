// The focus goes to a card that was opened by key and, when that closes, back to where it was opened. A hand keeps its own place.
// The card stands in the page around the map's frame, or in the same page (presenter/panel.js); its title is marked by `data-card`.
import * as atlas from "../shared/atlas.js";
import { focusMark } from "./keys.js";
import { stopAt } from "./stops.js";

/** @import { Key, State } from "../shared/types" */

const COMES_MS = 10_000; // Python draws the card.
const BESIDE = ".st-key-side-panel, .pr-card";
/** What takes Escape for itself in the page around the map: tables, dialogs, and lists that are open. */
const OWN =
  "canvas, [role=dialog], [role=listbox], [role=menu], [data-testid=stPopoverBody], [aria-haspopup][aria-expanded=true]";

/** Where what was pressed last stands: a mark's name, the record of a link, or anything else that can have the focus. */
/** @typedef {{ mark?: string, record?: string, element: HTMLElement }} Origin */
/** @type {Origin | null} */
let pressed = null;
/** From where the open card was opened. @type {Origin | null} */
let origin = null;
/** The record whose card is open. @type {string | null} */
let shown = null;
/** @type {MutationObserver | undefined} */
let watching;
/** @type {Document} */
let page;

/** @param {Element} element */
const isFrames = (element) => element.ownerDocument === document;

/** Focus an element as soon as it is there. @param {() => HTMLElement | null | undefined} find */
function focusSoon(find) {
  watching?.disconnect();
  const look = () => {
    const found = find();
    if (!found) return false;
    watching?.disconnect();
    found.focus();
    return true;
  };
  if (look()) return;
  watching = new MutationObserver(look);
  watching.observe(page.body, { childList: true, subtree: true });
  const asked = watching;
  setTimeout(() => asked.disconnect(), COMES_MS);
}

/** @param {string} attribute @param {string} value @returns {HTMLElement | null} */
const marked = (attribute, value) => page.querySelector(`[${attribute}="${CSS.escape(value)}"]`);

/** @param {Event} event */
function press(event) {
  const hit = /** @type {HTMLElement} */ (event.target);
  // What is chosen in a list is chosen from its field, which keeps the focus and stays when the list is gone.
  const target = hit.closest?.("[role=option]") ? /** @type {HTMLElement} */ (page.activeElement ?? hit) : hit;
  const link = target.closest?.("[data-record]");
  pressed = { mark: stopAt(target)?.words, record: link?.getAttribute("data-record") ?? undefined, element: target };
}

function forget() {
  pressed = null;
}

/** A click without a pointer is a key's or a screen reader's. @param {MouseEvent} event */
function click(event) {
  if (event.detail === 0) press(event);
}

/** @param {KeyboardEvent} event */
function enter(event) {
  if (event.key === "Enter" || event.key === " ") press(event);
}

/** @param {KeyboardEvent} event */
function leave(event) {
  if (event.key !== "Escape" || event.defaultPrevented || !atlas.state.select) return;
  const target = /** @type {Element} */ (event.target);
  if (target.matches("input, textarea, select, [role=combobox]") || (!isFrames(target) && target.closest(OWN))) return;
  event.preventDefault();
  atlas.patch({ select: null }, true);
}

/** Tells whether the focus was in the card, or is nowhere now that it is gone. */
function isAdrift() {
  const at = page.activeElement;
  return !at || at === page.body || Boolean(at.closest(BESIDE));
}

function giveBack() {
  if (!origin || !isAdrift()) return;
  const { mark, record, element } = origin;
  if (mark) focusMark(mark);
  else if (record) focusSoon(() => marked("data-record", record));
  else if (element.isConnected) element.focus();
}

/** @param {State} state @param {Set<Key>} keys */
function follow({ select }, keys) {
  // A repaint names what has not changed too.
  if (!keys.has("select") || select === shown) return;
  shown = select;
  if (!select) {
    giveBack();
    origin = null;
  } else if (pressed && !pressed.element.closest(".ba-fanbar")) {
    if (!pressed.element.closest(BESIDE) || !origin) origin = pressed;
    focusSoon(() => marked("data-card", select));
  }
  forget();
}

export function startCardFocus() {
  page = window.Streamlit ? window.parent.document : document;
  const over = new AbortController();
  for (const one of new Set([document, page])) {
    const first = { capture: true, signal: over.signal };
    one.addEventListener("keydown", enter, first);
    one.addEventListener("click", click, first);
    one.addEventListener("pointerdown", forget, first);
    one.addEventListener("keydown", leave, { signal: over.signal });
  }
  window.addEventListener("pagehide", () => over.abort());
  atlas.painters.push(follow);
}
