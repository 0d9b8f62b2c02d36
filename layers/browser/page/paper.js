// Printing: the map keeps the size at which it was drawn, since it is not drawn anew for paper, and is made smaller as a picture is. What
// is folded away is printed too.

const PAPER_PX = 690; // what is between the margins of A4 and of a letter
const MOST_SCALE = 1.5;
/** @type {HTMLDetailsElement[]} */
let folded = [];

/** @param {HTMLIFrameElement} frame */
function fit(frame) {
  const { clientWidth: width, clientHeight: height } = frame;
  const map = frame.contentDocument?.getElementById("map_div");
  if (!map) return;
  // Without the slider, of which only the day is left to read: it stands on the map.
  const shown = Math.min(map.clientHeight, height);
  const scale = Math.min(MOST_SCALE, PAPER_PX / Math.max(width, 1));
  const sizes = { width, height, below: height - shown, cut: shown * scale - height };
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
  });
}
