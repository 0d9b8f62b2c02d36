// Names of records beside the map are links of the page (pages/visit/record_links.py). The map takes their clicks: it knows the
// way to the record, where following the link would load the page anew. Whoever wants a new tab still gets one.
(function () {
  "use strict";
  const atlas = window.borderAtlas;

  function follow(event) {
    const link = event.target.closest && event.target.closest("a[data-record]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.dataset.goes === "there") atlas.ask(link.dataset.record);
    else atlas.patch({ select: link.dataset.record }, true);
  }

  // Only the map that a page of ours holds has links beside it: not a standalone file, not the second half of a comparison.
  atlas.startPageLinks = () => {
    if (!window.Streamlit) return;
    const over = new AbortController();
    window.parent.document.addEventListener("click", follow, { signal: over.signal });
    window.addEventListener("pagehide", () => over.abort());
  };
})();
