// Names of records beside the map are links of the page (pages/visit/record_links.py). The map takes their clicks: it knows the
// way to the record, where following the link would load the page anew. Whoever wants a new tab still gets one.
import * as atlas from "../shared/atlas.js";
import { ask } from "../shared/python.js";
import { tr } from "../shared/translation.js";

/** @param {MouseEvent} event */
function follow(event) {
  // The page's elements are not of this frame's classes.
  const link = /** @type {Element} */ (event.target).closest?.("a[data-record]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const record = link.getAttribute("data-record");
  if (record && link.getAttribute("data-goes") === "there") ask(record);
  else atlas.patch({ select: record }, true);
}

/** Only the map that a page of ours holds has links beside it: not a standalone file, not the second half of a comparison. */
export function startPageLinks() {
  if (!window.Streamlit) return;
  const over = new AbortController();
  window.parent.document.addEventListener("click", follow, { signal: over.signal });
  window.frameElement?.setAttribute("title", tr("Map and time slider"));
  window.addEventListener("pagehide", () => over.abort());
}
