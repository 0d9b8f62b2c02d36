// The controls on the map: where to look, how far it is, what the link is. Also the one place that knows whether a move of
// the camera was the reader's (Python hears of it) or a command's or the window's (it does not).
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const INPUT_MS = 1000; // A move that starts this soon after a wheel, key or pointer on the map is the reader's.
  const SAY_MS = 6000;
  const COPIED_MS = 2000;
  const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
  const inside = (className, parent) => {
    const element = atlas.element("div", className, null, parent || atlas.map.getContainer());
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
    return element;
  };

  // ---- whose move it was -------------------------------------------------------------------------------------------------
  let mover = null; // "hand" or "command" from the start of a move to its end
  let inputAt = -Infinity;
  let lookAt = null; // atlas.lookAt as it was: a preset looks by hand, everybody else by command
  let wholeAsked = false; // the move under way is the reader's, to the whole border
  let movedSinceCommand = false; // the link Python last sent does not hold this camera yet

  // The camera is "the whole border", which a link says by naming no place.
  atlas.wholeShown = false;
  // Run a move of the camera that the reader asked for.
  atlas.moveByHand = (move) => { mover = "hand"; move(); };

  function watchCamera() {
    const map = atlas.map;
    const container = map.getContainer();
    const touched = (event) => { if (event.type !== "pointermove" || event.buttons) inputAt = performance.now(); };
    ["wheel", "pointerdown", "pointermove", "keydown", "dblclick", "touchmove"].forEach((type) =>
      container.addEventListener(type, touched, { capture: true, passive: true }));
    map.on("movestart", () => { if (!mover && performance.now() - inputAt < INPUT_MS) mover = "hand"; });
    map.on("dragstart", () => { mover = "hand"; });
    map.on("moveend", () => {
      if (mover === "hand") {
        movedSinceCommand = true;
        atlas.wholeShown = wholeAsked;
        atlas.reportCamera();
      }
      wholeAsked = false;
      mover = null;
    });
    lookAt = atlas.lookAt;
    const command = (at, animated) => {
      mover = "command";
      inputAt = -Infinity;
      lookAt(at, animated);
    };
    atlas.lookAt = (at, animated) => {
      map.invalidateSize({ animate: false }); // The frame may have got its height only now.
      movedSinceCommand = false;
      atlas.wholeShown = !at;
      command(at, animated);
    };
    // The whole border stays whole in a window of another size; any other camera keeps its middle.
    map.on("resize", () => { if (atlas.wholeShown) command(null, false); });
  }

  // ---- presets -------------------------------------------------------------------------------------------------------------
  function go(bounds) {
    atlas.moveByHand(() => {
      if (!bounds) {
        wholeAsked = true;
        lookAt(null, true);
        return;
      }
      const options = { padding: [28, 28], duration: 0.7 };
      if (REDUCED.matches) atlas.map.fitBounds(bounds, { ...options, animate: false });
      else atlas.map.flyToBounds(bounds, options);
    });
  }

  function startPresets() {
    // The whole border is the camera of a link without a place, so it is asked for as such.
    const { whole, ...others } = atlas.config.presets || {};
    const presets = [{ title: whole ? whole.title : "Whole border", bounds: null }, ...Object.values(others)];
    const bar = inside("ba-presets ba-keepout");
    const row = atlas.element("div", "ba-preset-row", null, bar);
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "Where to look");
    const select = atlas.element("select", "ba-tool ba-preset-select", null, bar);
    select.setAttribute("aria-label", "Where to look");
    atlas.element("option", "", "Go to …", select).value = "";
    presets.forEach((preset, index) => {
      atlas.button("ba-tool", preset.title, `Look at: ${preset.title}`, row, () => go(preset.bounds));
      atlas.element("option", "", preset.title, select).value = String(index);
    });
    select.addEventListener("change", () => {
      const preset = presets[Number(select.value)];
      select.value = ""; // A second choice of the same place must be a change again.
      go(preset.bounds);
    });

    // The row stands right of the date, past the widest date there is, so that it does not tremble while the date
    // moves. Where it does not fit, the select stands under the date.
    const box = atlas.map.getContainer().querySelector(".ba-datebox");
    let stood = "";
    const fit = () => {
      const width = atlas.map.getSize().x;
      const left = box ? box.offsetLeft : 8;
      const right = left + (box ? widestDate(box) : 0) + 12;
      bar.classList.remove("compact");
      const compact = width < 600 || right + row.scrollWidth > width - 110;
      bar.classList.toggle("compact", compact);
      bar.style.left = `${compact ? left : right}px`;
      bar.style.top = compact && box && box.offsetHeight ? `${box.offsetTop + box.offsetHeight + 8}px` : "";
      const stands = `${compact} ${bar.style.left} ${bar.style.top}`;
      if (stands !== stood && atlas.placeLabels) atlas.placeLabels();
      stood = stands;
    };
    atlas.map.on("resize", fit);
    document.fonts.addEventListener("loadingdone", fit);
    if (box) new ResizeObserver(() => { if (bar.classList.contains("compact")) fit(); }).observe(box);
    requestAnimationFrame(fit); // Measured now, the page would be laid out once for this alone.
  }

  function widestDate(box) {
    const pen = document.createElement("canvas").getContext("2d");
    const line = box.firstElementChild || box;
    const style = getComputedStyle(box);
    pen.font = getComputedStyle(line).font;
    const sides = ["paddingLeft", "paddingRight", "borderLeftWidth", "borderRightWidth"];
    return sides.reduce((sum, side) => sum + parseFloat(style[side]), Math.ceil(pen.measureText("30 September 2028").width));
  }

  // ---- zoom, scale, coordinates ------------------------------------------------------------------------------------------
  function startZoom(column) {
    const map = atlas.map;
    if (map.zoomControl) map.zoomControl.remove();
    const pair = atlas.element("div", "ba-zoom", null, column);
    const closer = atlas.button("ba-tool", "+", "Zoom in", pair, () => atlas.moveByHand(() => map.zoomIn()));
    const wider = atlas.button("ba-tool", "−", "Zoom out", pair, () => atlas.moveByHand(() => map.zoomOut()));
    const limits = () => {
      closer.disabled = map.getZoom() >= map.getMaxZoom();
      wider.disabled = map.getZoom() <= map.getMinZoom();
    };
    map.on("zoomend zoomlevelschange", limits);
    limits();
  }

  function startScale() {
    const corner = atlas.element("div", "ba-corner ba-keepout", null, atlas.map.getContainer());
    const scale = L.control.scale({ metric: true, imperial: false, maxWidth: 110 }).addTo(atlas.map);
    corner.appendChild(scale.getContainer());
    const where = atlas.element("span", "ba-where", "", corner);
    const side = (degrees, plus, minus) => `${Math.abs(degrees).toFixed(4)}° ${degrees < 0 ? minus : plus}`;
    atlas.map.on("mousemove", ({ latlng }) => {
      const east = L.Util.wrapNum(latlng.lng, [-180, 180], true);
      where.textContent = `${side(latlng.lat, "N", "S")}  ${side(east, "E", "W")}`;
    });
    atlas.map.on("mouseout", () => { where.textContent = ""; });
  }

  // ---- the status line: one sentence at a time, read aloud -----------------------------------------------------------
  let toast = null;
  let toastTimer = 0;
  atlas.say = (text, milliseconds) => {
    if (!atlas.map) return;
    if (!toast) {
      toast = atlas.element("div", "ba-say", "", atlas.map.getContainer());
      toast.setAttribute("role", "status");
      toast.setAttribute("aria-live", "polite");
    }
    toast.textContent = text;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => { toast.textContent = ""; }, milliseconds || SAY_MS);
  };

  // ---- copy link -----------------------------------------------------------------------------------------------------------
  // Python's last link, with what the hand has changed since written over it; an up-to-date link is returned as it is.
  function query() {
    const { state } = atlas;
    const cut = atlas.link.indexOf("?");
    const path = cut < 0 ? atlas.link : atlas.link.slice(0, cut);
    const params = new URLSearchParams(cut < 0 ? "" : atlas.link.slice(cut));
    const now = { date: atlas.toIso(state.date), mode: state.mode, select: state.select };
    now.days = state.mode === "window" ? String(state.days) : null;
    if (movedSinceCommand) now.at = atlas.wholeShown ? null : atlas.camera().join(",");
    let any = false;
    for (const [key, value] of Object.entries(now)) {
      if (params.get(key) === (value || null)) continue;
      any = true;
      if (value) params.set(key, value);
      else params.delete(key);
    }
    return any ? `${path}?${params.toString().replaceAll("%2C", ",")}` : atlas.link;
  }

  // The page's address without the page: in Streamlit our frame is <base>/component/…, in a file there is no link.
  atlas.currentLink = () => {
    if (!atlas.link || atlas.state.date === null) return null;
    if (/^https?:/.test(atlas.link)) return query();
    let page = window.location;
    try { page = window.parent.location.origin ? window.parent.location : page; } catch (error) {
      if (!(error instanceof DOMException)) throw error; // A foreign page around us keeps its address to itself.
    }
    if (!page.origin.startsWith("http")) return null;
    const link = query();
    if (link.startsWith("?")) return page.origin + page.pathname + link;
    const base = window.location.pathname.includes("/component/") ? window.location.pathname.split("/component/")[0] : "";
    return page.origin + base + (link.startsWith("/") ? "" : "/") + link;
  };

  function offerLink(link, column) {
    let field = column.querySelector(".ba-link");
    if (!field) {
      field = atlas.element("input", "ba-link", null, column);
      field.readOnly = true;
      field.setAttribute("aria-label", "Link to this view");
      field.addEventListener("blur", () => field.remove());
      field.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); field.blur(); } });
    }
    field.value = link;
    field.focus();
    field.select();
    atlas.say("The browser does not let the atlas copy. The link is selected: copy it from the field.");
  }

  function startLink(column) {
    const button = atlas.button("ba-tool", "Copy link", "Copy link to this view", column, async () => {
      const link = atlas.currentLink();
      if (!link) { atlas.say("This view has no link: it is not served from an address."); return; }
      try {
        await navigator.clipboard.writeText(link);
      } catch (error) {
        offerLink(link, column); // refused, or (TypeError) not offered to pages without https
        return;
      }
      button.textContent = "Link copied";
      atlas.say("Link copied", COPIED_MS);
      setTimeout(() => { button.textContent = "Copy link"; }, COPIED_MS);
    });
  }

  atlas.startTools = () => {
    watchCamera();
    startPresets();
    const column = inside("ba-column ba-keepout");
    startZoom(column);
    startLink(column);
    if (atlas.startRuler) atlas.startRuler(column);
    startScale();
    if (atlas.startLabels) atlas.startLabels();
    if (atlas.startFan) atlas.startFan();
  };
})();
