// The system's own share sheet, where the browser has one; elsewhere the atlas's dialog with link, picture and code.

/** The map's window: it knows what the hand has changed since Python last wrote the link. */
const mapFrame = () =>
  /** @type {HTMLIFrameElement | null} */ (document.querySelector(".st-key-map-panel iframe"))?.contentWindow;

/** What a page without a map is shared by (pages/frame/share.py): the address bar has the view of the map before. */
const ofPage = () => document.querySelector("[data-page-link]")?.getAttribute("data-page-link");

const here = () => ofPage() || mapFrame()?.borderAtlas?.address() || window.location.href;

/** The bar is there before the page is: what is asked for until then waits for the button that opens the dialog. @type {MutationObserver | undefined} */
let waits;
function openDialog() {
  waits?.disconnect();
  const open = () => {
    const button = /** @type {HTMLButtonElement | null} */ (document.querySelector(".st-key-share button"));
    if (!button || button.disabled) return false;
    button.click();
    return true;
  };
  if (open()) return;
  waits = new MutationObserver(() => open() && waits?.disconnect());
  waits.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
}

/** @param {string} url @param {string} title */
async function share(url, title) {
  try {
    await navigator.share({ url, title });
  } catch (error) {
    // The reader has closed the sheet.
    if (!(error instanceof DOMException) || error.name !== "AbortError") throw error;
  }
}

export function startShare() {
  document.documentElement.classList.toggle("ba-shares", "share" in navigator);
  // A picture that does not come is waited for no longer: its words stand there.
  const failed = (/** @type {Event} */ { target }) =>
    target instanceof HTMLImageElement && target.closest(".ba-share-map")?.removeAttribute("data-waits");
  document.addEventListener("error", failed, { capture: true });
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const of = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-share]"));
    if (!of && !target.closest(".ba-topbar [data-shares]")) return;
    event.preventDefault();
    if ("share" in navigator) share(of ? of.href : here(), of?.dataset.share || document.title);
    else openDialog();
  });
}
