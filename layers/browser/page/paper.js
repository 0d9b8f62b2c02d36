// Printing: the map keeps the size at which it was drawn, since it is not drawn anew for paper, and is made smaller as a picture is. What
// is folded away is printed too.

const PAPER_PX = 690; // what is between the margins of A4 and of a letter
/** How high map and key may be, so that both stand whole on one sheet: upright and lying. */
const TALL_PX = { "": 930, "-lying": 650 };
const MOST_SCALE = 1.2;
const PRINTED = "ba-printed"; // on the frame's body, for its style sheet
/** Of what is written as HTML, not of Streamlit's own boxes: of those the closed ones hold nothing. */
const FOLDED = '[data-testid="stHtml"] details:not([open])';
/** @type {HTMLDetailsElement[]} */
let folded = [];

/** The bodies of a map's frame and of those in it: where two days are compared, the second map's. @param {HTMLIFrameElement} frame */
function bodiesOf({ contentDocument: page }) {
  const inner = [...(page?.querySelectorAll("iframe") ?? [])].map((frame) => frame.contentDocument);
  return [page, ...inner].flatMap((one) => one?.body ?? []);
}

/** @param {HTMLIFrameElement} frame */
function fit(frame) {
  const { clientWidth: width, contentDocument: page, contentWindow: view } = frame;
  const map = page?.getElementById("map_div");
  if (!map || !view) return;
  view.dispatchEvent(new Event("beforeprint")); // The key is written for paper, whether or not the browser says so in frames.
  const high = map.clientHeight;
  for (const body of bodiesOf(frame)) {
    body.style.setProperty("--paper-map", `${high}px`);
    body.classList.add(PRINTED);
    const { documentElement: root, defaultView } = body.ownerDocument;
    root.dataset.chosen = root.dataset.theme;
    defaultView?.borderAtlas?.setTheme("light"); // as the paper
  }
  // The key in the place of the slider, of which only the day is left to read: it stands on the map.
  const height = high + (page?.getElementById("ba-key")?.offsetHeight || 0);
  const panel = /** @type {HTMLElement | null} */ (frame.closest(".st-key-map-panel"));
  for (const [name, pixels] of Object.entries({ width, height }))
    panel?.style.setProperty(`--paper-${name}`, `${pixels}px`);
  for (const [sheet, most] of Object.entries(TALL_PX)) {
    const scale = Math.min(MOST_SCALE, PAPER_PX / Math.max(width, 1), most / Math.max(height, 1));
    panel?.style.setProperty(`--paper-scale${sheet}`, String(scale));
    panel?.style.setProperty(`--paper-tall${sheet}`, `${Math.ceil(height * scale)}px`);
  }
}

export function startPaper() {
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("iframe").forEach(fit);
    folded = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(FOLDED))];
    for (const fold of folded) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of folded) fold.open = false;
    for (const body of [...document.querySelectorAll("iframe")].flatMap(bodiesOf)) {
      body.classList.remove(PRINTED);
      const { documentElement: root, defaultView } = body.ownerDocument;
      if (root.dataset.chosen) defaultView?.borderAtlas?.setTheme(root.dataset.chosen);
    }
  });
}
