// Links that skip to the slider and to what stands beside the map, and what Streamlit's elements do not say of themselves.

const SIDE = ".st-key-side-panel, .st-key-compare-below";
const THUMB = ".ba-thumb:not(.ba-opener)";

/** @param {string | undefined} to @returns {HTMLElement | undefined} */
function placeOf(to) {
  if (to === "side") return document.querySelectorAll(/** @type {"div"} */ (SIDE))[0];
  const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector(".st-key-map-panel iframe"));
  return frame?.contentDocument?.querySelectorAll(/** @type {"div"} */ (THUMB))[0];
}

/** @param {MouseEvent} event */
function skip(event) {
  const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-skip]"));
  if (!link) return;
  event.preventDefault();
  const place = placeOf(link.dataset.skip);
  if (place && !place.hasAttribute("tabindex")) place.tabIndex = -1; // It takes the focus and is no stop.
  place?.focus();
}

/** @param {HTMLElement} skips whose words stand in the HTML (pages/http/bar.py) */
export function startLandmarks(skips) {
  document.addEventListener("click", skip);
  const name = () => {
    const pages = document.querySelector(".st-key-pages:not([role])");
    pages?.setAttribute("role", "navigation");
    pages?.setAttribute("aria-label", String(skips.dataset.pages));
  };
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  name();
}
