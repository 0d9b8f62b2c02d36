// Inside a page's HTML, behind what it shows before Streamlit has started (pages/http/first_paint.py): what only the reader's browser knows of it, before
// it is painted. A browser too old for Streamlit's modules keeps the links to the view's other forms in sight.
import RULES from "../../view/camera.json" with { type: "json" };

const PATIENCE_MS = 500;

/** The theme that the reader chose here, as Streamlit keeps it, or that the link of a frame asks for; undefined where the system decides. */
function chosenTheme() {
  const asked = new URLSearchParams(window.location.search);
  if (asked.get("embed") === "true") {
    const options = asked.getAll("embed_options");
    if (options.includes("dark_theme")) return "dark";
    if (options.includes("light_theme")) return "light";
  }
  try {
    const kept = window.localStorage.getItem(`stActiveTheme-${window.location.pathname}-v2`);
    return kept === '"Dark"' ? "dark" : kept === '"Light"' ? "light" : undefined;
  } catch {
    return undefined; // The browser keeps nothing here.
  }
}

/** The live map's own scale for the whole border: as Leaflet fits it into the window. @param {HTMLElement} half */
function place(half) {
  const [width, height] = String(half.dataset.fit).split(",").map(Number);
  const share = (/** @type {number} */ room, /** @type {number} */ needed) =>
    Math.max(room - 2 * RULES.edgePx, 1) / needed;
  const fitted = Math.log2(Math.min(share(half.clientWidth, width), share(half.clientHeight, height)));
  const from = Number(half.dataset.zoom);
  const zoom = Math.floor((from + fitted) / RULES.snap + 0.01) * RULES.snap;
  half.style.setProperty("--s", String(2 ** (Math.min(Math.max(zoom, RULES.least), RULES.most) - from)));
  half.style.setProperty("--down", `${half.clientHeight < RULES.lowPx ? RULES.lowDownPx : 0}px`);
}

/** The page's own script and Streamlit's, which the HTML holds back (pages/http/head.py): to find, fetch and read them takes longer than to paint. */
function load() {
  const held = /** @type {HTMLTemplateElement | null} */ (document.getElementById("ba-loads"));
  if (!held) return;
  held.remove();
  const loads = document.importNode(held.content, true);
  for (const script of loads.querySelectorAll("script")) script.async = false;
  // The first of them takes away what is painted now, which would never leave without it.
  loads.querySelector("script")?.addEventListener("error", () => first?.remove());
  document.head.append(loads);
}

/** Once what stands is painted; in a window that nobody sees nothing is. @param {() => void} then */
function afterPaint(then) {
  if (document.hidden) {
    then();
    return;
  }
  new PerformanceObserver(then).observe({ type: "paint", buffered: true });
  window.setTimeout(then, PATIENCE_MS);
}

/** @type {HTMLElement | null} */
const first = document.querySelector(".ba-first");
if (first) {
  const theme = chosenTheme();
  if (theme) first.dataset.theme = theme;
  first.classList.toggle("ba-first-starts", "noModule" in HTMLScriptElement.prototype);
  const placeAll = () => {
    // The maps of a comparison stand below its words, however many there are.
    const words = document.querySelector(".ba-first-compare .ba-first-words");
    if (words) first.style.setProperty("--head", `${/** @type {HTMLElement} */ (words).offsetHeight}px`);
    for (const half of first.querySelectorAll("[data-fit]")) place(/** @type {HTMLElement} */ (half));
  };
  placeAll();
  document.fonts.addEventListener("loadingdone", placeAll); // Other letters, other lines.
  window.addEventListener("resize", placeAll);
  afterPaint(load);
}
