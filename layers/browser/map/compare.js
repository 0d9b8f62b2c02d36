// Two dates at once: a second map of the same kind in a frame of its own, its camera locked to this one's. Side by side each half has
// its slider; under the swipe the slider moves this half's date, the divider uncovers the other.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const NARROW_PX = 700; // Two halves of a phone are too small: there it is always the swipe.
  const STEP = 0.05;
  const HAND_MS = 1000; // as in tools.js
  // What both halves share; the date is each half's own.
  const SHARED = ["mode", "days", "layers", "line", "region", "select", "base", "only", "lit", "sets"];
  let holder, frame, divider;
  let other = null; // the second half's own borderAtlas
  let share = 0.5; // where the divider stands, as a part of the width
  let moving = false;

  const swiping = () => atlas.state.layout === "swipe" || window.innerWidth < NARROW_PX;

  // ---- how they stand ---------------------------------------------------------------------------------------------
  function arrange() {
    const swipe = swiping();
    document.body.classList.toggle("ba-swipe", swipe);
    document.body.classList.toggle("ba-halves", !swipe);
    document.body.classList.toggle("ba-narrow-halves", !swipe && window.innerWidth / 2 <= NARROW_PX);
    document.body.style.setProperty("--share", share);
    divider.setAttribute("aria-valuenow", Math.round(share * 100));
    if (other) {
      frame.contentDocument.body.classList.toggle("ba-bare", swipe);
      [atlas.map, other.map].forEach((map) => map.invalidateSize({ animate: false }));
      follow(other.map, atlas.map);
    }
  }

  function drag(event) {
    event.preventDefault();
    divider.setPointerCapture(event.pointerId);
    holder.classList.add("ba-dragging"); // Otherwise the frame under the pointer takes the moves.
    const to = (moved) => { share = Math.min(Math.max(moved.clientX / window.innerWidth, 0.02), 0.98); arrange(); };
    const end = () => { divider.removeEventListener("pointermove", to); holder.classList.remove("ba-dragging"); };
    divider.addEventListener("pointermove", to);
    divider.addEventListener("pointerup", end, { once: true });
    divider.addEventListener("pointercancel", end, { once: true });
  }

  function key(event) {
    const targets = { ArrowLeft: share - STEP, ArrowRight: share + STEP, Home: 0.02, End: 0.98 };
    if (!(event.key in targets)) return;
    event.preventDefault();
    share = Math.min(Math.max(targets[event.key], 0.02), 0.98);
    arrange();
  }

  // ---- one camera ---------------------------------------------------------------------------------------------------
  function follow(map, leader) {
    if (moving) return;
    moving = true;
    map.setView([leader.getCenter().lat, leader.getCenter().lng], leader.getZoom(), { animate: false });
    moving = false;
  }

  // ---- one view, two dates ------------------------------------------------------------------------------------------
  function shared(state) {
    return Object.fromEntries(SHARED.map((name) => [name, state[name]]));
  }
  function lead(state, keys) {
    if (keys.has("layout")) arrange();
    if (!other) return;
    if (keys.has("theme")) other.setTheme(document.documentElement.dataset.theme);
    other.patch(shared(state), false);
    if (keys.has("against") && state.against) other.patch({ date: atlas.toDay(state.against) }, false);
  }
  function hear(state, keys) {
    const changes = {};
    if (keys.has("date")) changes.against = atlas.toIso(state.date);
    ["mode", "days", "select"].forEach((name) => { if (keys.has(name)) changes[name] = state[name]; });
    atlas.patch(changes, true);
  }

  function join() {
    const view = frame.contentWindow;
    const root = frame.contentDocument;
    other = view.borderAtlas;
    const map = view.L.map(root.getElementById("map_div"), {
      zoomControl: false, minZoom: atlas.map.getMinZoom(), maxZoom: atlas.map.getMaxZoom(), zoomSnap: atlas.map.options.zoomSnap,
      zoomAnimation: false, center: [atlas.map.getCenter().lat, atlas.map.getCenter().lng], zoom: atlas.map.getZoom(),
    });
    other.start(map, { ...atlas.config, compare: null });
    root.body.classList.add("ba-second");
    other.setTheme(document.documentElement.dataset.theme);
    const iso = atlas.state.against || atlas.toIso(atlas.state.date);
    other.apply({ n: 1, link: "", changed: [], view: { ...shared(atlas.state), date: iso, at: [...atlas.camera()] } });
    other.painters.push(hear);
    atlas.map.on("move", () => follow(map, atlas.map));
    let touchedAt = -Infinity; // Only a hand's move goes into the link; the other half also moves when windows change size.
    ["wheel", "pointerdown", "pointermove", "keydown", "dblclick", "touchmove"].forEach((type) =>
      map.getContainer().addEventListener(type, (event) => { if (type !== "pointermove" || event.buttons) touchedAt = performance.now(); },
        { capture: true, passive: true }));
    map.on("move", () => {
      if (moving) return;
      if (performance.now() - touchedAt < HAND_MS) atlas.moveByHand(() => follow(atlas.map, map));
      else follow(atlas.map, map);
    });
    arrange();
  }

  atlas.other = () => other;
  atlas.startCompare = () => {
    holder = atlas.element("div", "ba-other", null, document.body);
    frame = atlas.element("iframe", "", null, holder);
    frame.title = "Map of the other date";
    divider = atlas.element("div", "ba-divider", null, document.body);
    divider.tabIndex = 0;
    divider.setAttribute("role", "slider");
    divider.setAttribute("aria-label", "Divider between the two dates");
    divider.setAttribute("aria-valuemin", 2);
    divider.setAttribute("aria-valuemax", 98);
    divider.addEventListener("pointerdown", drag);
    divider.addEventListener("keydown", key);
    window.addEventListener("resize", arrange);
    atlas.painters.push(lead);
    arrange();
    const page = document.implementation.createHTMLDocument("");
    atlas.element("div", "", null, page.body).id = "map_div";
    atlas.element("script", "", null, page.body).setAttribute("src", atlas.config.compare);
    frame.addEventListener("load", join, { once: true });
    frame.srcdoc = "<!doctype html>" + page.documentElement.outerHTML; // Its addresses are relative to this document's.
  };
})();
