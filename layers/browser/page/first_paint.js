// Takes away, part by part, what the HTML showed before Streamlit had started (pages/http/first_paint.py): the sketch once the live map shows the same,
// the words once the page has drawn its own, and all of it where that will not come. Until then Streamlit's page is put together unseen: its parts come
// one by one and push each other about.

const PATIENCE_MS = 60_000; // A slow line brings all of Streamlit in 20 s.
const LATE_MS = 3_000; // A layer that could not be loaded is named by the live map; a part of the page that comes late leaves a gap.
const FADE_MS = 200;
const FAILED = "[data-testid='stException'], [role='dialog'], [data-testid='stConnectionStatus']";
const [KEPT, MAP_STANDS, DONE] = ["ba-first-kept", "ba-first-map-stands", "ba-first-done"]; // for the style sheet

/** Tells whether something holds, or has been waited for long enough since that was first asked. @param {() => boolean} holds */
function waited(holds) {
  let since = 0;
  return () => {
    since ||= performance.now();
    return holds() || performance.now() - since > LATE_MS;
  };
}

/** The map's window, once it stands on the view's date. */
export function datedMap() {
  const frame = /** @type {HTMLIFrameElement | null} */ (
    document.querySelector(".st-key-map-panel iframe, .st-key-map-alone iframe")
  );
  const atlas = frame?.contentWindow?.borderAtlas;
  return atlas?.config && atlas.snapshot().date !== null ? atlas : undefined;
}

/** Tells whether the map stands with all its layers. */
export function mapStands() {
  const atlas = datedMap();
  const loaded = atlas?.layerData() || {};
  return Boolean(atlas?.config.order.every((id) => id in loaded));
}

const layersThere = waited(mapStands);

const pageThere = waited(() => {
  const app = /** @type {HTMLElement | null} */ (document.querySelector("[data-testid='stApp']"));
  return app?.dataset.testScriptState === "notRunning" && !document.querySelector("[data-testid='stSkeleton']");
});

/** @param {Element} part */
function leave(part) {
  // What is read aloud must not be there twice while it fades.
  part.setAttribute("aria-hidden", "true");
  part.classList.add(DONE);
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) part.remove();
  else window.setTimeout(() => part.remove(), FADE_MS);
}

export function startFirstPaint() {
  const first = document.querySelector(".ba-first");
  if (!first) return;
  const path = window.location.pathname;
  const sketches = [...first.querySelectorAll(".ba-first-half")];
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  // The sketch would stay where the page is pushed away below it.
  document.addEventListener("scroll", stop, true);
  first.classList.add(KEPT);
  const look = () => {
    const over = stopped || window.location.pathname !== path || performance.now() > PATIENCE_MS;
    const mapStands = !sketches.length || (datedMap() !== undefined && layersThere());
    const begun = sketches.length ? mapStands : document.querySelector("[data-testid='stMain'] h1") !== null;
    if (over || document.querySelector(FAILED) || (begun && pageThere())) {
      document.removeEventListener("scroll", stop, true);
      leave(first);
      return;
    }
    if (mapStands && sketches.length && !first.classList.contains(MAP_STANDS)) first.classList.add(MAP_STANDS);
    requestAnimationFrame(look);
  };
  look();
}
