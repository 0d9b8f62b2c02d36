// Printing: the map keeps the size at which it was drawn, since it is not drawn anew for paper, and is made smaller as a picture is. What
// is folded away is printed too.

const PAPER_PX = 690; // what is between the margins of A4 and of a letter
const MOST_SCALE = 1.2;
const PRINTED = "ba-printed"; // on the frame's body, for its style sheet
/** @type {HTMLDetailsElement[]} */
let folded = [];

/** @param {HTMLIFrameElement} frame */
function fit(frame) {
  const { clientWidth: width, contentDocument: page, contentWindow: view } = frame;
  const map = page?.getElementById("map_div");
  if (!map || !view) return;
  view.dispatchEvent(new Event("beforeprint")); // The key is written for paper, whether or not the browser says so in frames.
  map.style.setProperty("--paper-map", `${map.clientHeight}px`);
  page?.body.classList.add(PRINTED);
  // The key in the place of the slider, of which only the day is left to read: it stands on the map.
  const height = map.clientHeight + (page?.getElementById("ba-key")?.offsetHeight || 0);
  const scale = Math.min(MOST_SCALE, PAPER_PX / Math.max(width, 1));
  const sizes = { width, height, cut: height * (scale - 1) };
  for (const [name, pixels] of Object.entries(sizes)) frame.style.setProperty(`--paper-${name}`, `${pixels}px`);
  frame.style.setProperty("--paper-scale", String(scale));
}

export function startPaper() {
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("iframe").forEach(fit);
    folded = [
      .../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("article details:not([open])")),
    ];
    for (const fold of folded) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of folded) fold.open = false;
    for (const frame of document.querySelectorAll("iframe")) frame.contentDocument?.body.classList.remove(PRINTED);
  });
}
