// The page of ours around the map's frame: there is none around a file, nor around the second half of a comparison.
import { say } from "./toast.js";
import { tr } from "./translation.js";

const HINT_MS = 1500;

/** As the pages' style sheet has it (pages/http/small.css): there the bar shares the view. */
const SMALL = "(max-width: 999px), (max-height: 500px)";

/** @type {Window | null} */
export const around = window.Streamlit ? window.parent : null;

/** Somebody else's page holds ours. */
export const embedded = new URLSearchParams(around?.location.search).get("embed") === "true";

/** Have the map's style sheet know whether the page's bar stands above. */
export function watchBar() {
  const small = around?.document.querySelector(".ba-topbar") && around.matchMedia(SMALL);
  if (!small) return;
  const tell = () => document.body.classList.toggle("ba-barred", small.matches);
  small.addEventListener("change", tell);
  tell();
}

/**
 * In a page of somebody else's a bare wheel and one finger belong to that page: the map takes the wheel with Ctrl, and two fingers.
 *
 * @param {L.Map} map
 */
export function mindHost(map) {
  const mind = (/** @type {WheelEvent} */ event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopImmediatePropagation(); // Leaflet would take it.
    say(tr("Ctrl and the wheel zoom the map."), HINT_MS);
  };
  map.getContainer().addEventListener("wheel", mind, { capture: true });
  if (window.matchMedia("(pointer: coarse)").matches) map.dragging.disable();
}

/**
 * Have Escape do its work too where the focus has gone on from the frame into the page around it, in which lists and dialogs keep it.
 *
 * @param {() => void} then
 * @param {AbortSignal} signal ends it
 */
export function onEscapeAround(then, signal) {
  /** @param {KeyboardEvent} event */
  const hear = (event) => {
    const within = /** @type {Element} */ (event.target).closest("[role=dialog], [role=combobox]");
    if (event.key === "Escape" && !event.defaultPrevented && !within) then();
  };
  around?.document.addEventListener("keydown", hear, { signal });
}
