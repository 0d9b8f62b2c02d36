// The page of ours around the map's frame: there is none around a file, nor around the second half of a comparison.

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
