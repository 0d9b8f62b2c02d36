// Runs a document: its scenes by keys, clicker, buttons or by itself. Each scene is a view; the slider runs to its date and
// the map follows. Everything it shows came with the file.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const RUN_MS = 800; // how long the slider runs to another date
  const FLY_S = 0.9;
  const MEANT_FOR = [860, 600]; // the map for which a camera's zoom is meant, as in layers/pictures/picture.py
  const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
  let scenes = [];
  let at = -1;
  let running = 0;
  let autoplay = 0;
  let shownDay = "";

  // ---- date and camera -----------------------------------------------------------------------------------------------------
  function runTo(day) {
    cancelAnimationFrame(running);
    const from = atlas.state.date;
    if (from === null || REDUCED.matches || from === day) { atlas.patch({ date: day }, false); return; }
    const started = performance.now();
    const step = (now) => {
      const part = Math.min(1, (now - started) / RUN_MS);
      const eased = part < 0.5 ? 2 * part * part : 1 - (2 - 2 * part) ** 2 / 2;
      atlas.patch({ date: Math.round(from + (day - from) * eased) }, false);
      if (part < 1) running = requestAnimationFrame(step);
    };
    running = requestAnimationFrame(step);
  }

  function fly(place) {
    const { map } = atlas;
    const size = map.getSize();
    const moving = atlas.state.date !== null && !REDUCED.matches;
    atlas.wholeShown = !place;
    if (!place) {
      if (moving) map.flyToBounds(atlas.config.whole, { padding: [12, 12], duration: FLY_S });
      else map.fitBounds(atlas.config.whole, { padding: [12, 12], animate: false });
      return;
    }
    const [lat, lon, zoom] = place;
    const fitted = Math.floor(4 * (zoom + Math.log2(Math.min(1, size.x / MEANT_FOR[0], size.y / MEANT_FOR[1]) || 1)) + 0.5) / 4;
    if (moving) map.flyTo([lat, lon], fitted, { duration: FLY_S });
    else map.setView([lat, lon], fitted, { animate: false });
  }

  // ---- scenes --------------------------------------------------------------------------------------------------------------
  function showDay(day) {
    shownDay = day;
    runTo(atlas.toDay(day));
    atlas.pressDay(day);
  }

  function show(index) {
    const target = Math.min(Math.max(index, 0), scenes.length - 1);
    if (target === at) return;
    at = target;
    const scene = scenes[at];
    const { date, at: place, ...rest } = scene.view;
    atlas.setBlack(false);
    atlas.setPlaying(false);
    atlas.sceneSelects(rest.select);
    atlas.writeScene(scene, at, scenes.length, showDay);
    fly(place);
    atlas.link = scene.link;
    atlas.patch(rest, false);
    showDay(date);
    atlas.writeNotes(scene, scenes[at + 1], at, scenes.length);
    if (scenes.length > 1 && window.location.hash !== `#${at + 1}`) window.history.replaceState(null, "", `#${at + 1}`);
    if (autoplay) wait();
  }
  atlas.scene = () => at;

  function wait() {
    clearTimeout(autoplay);
    atlas.showWait(scenes[at].seconds);
    autoplay = setTimeout(() => (at + 1 < scenes.length ? show(at + 1) : stopPlay()), scenes[at].seconds * 1000);
  }
  function stopPlay() {
    clearTimeout(autoplay);
    autoplay = 0;
    atlas.showWait(0);
  }
  function togglePlay() {
    if (autoplay) { stopPlay(); atlas.tell("Stopped."); return; }
    wait();
    atlas.tell("The scenes follow each other by themselves. A or Esc stops them.");
  }

  // ---- keys ------------------------------------------------------------------------------------------------------------------
  const go = (by) => show(at + by);
  const ACTIONS = {
    ArrowRight: () => go(1), PageDown: () => go(1), " ": () => go(1), ArrowDown: () => go(1), Enter: () => go(1),
    ArrowLeft: () => go(-1), PageUp: () => go(-1), ArrowUp: () => go(-1), Backspace: () => go(-1),
    Home: () => show(0), End: () => show(scenes.length - 1),
    b: () => atlas.setBlack(!atlas.isBlack()), ".": () => atlas.setBlack(!atlas.isBlack()),
    n: notes, a: togglePlay, c: otherDay, t: () => document.body.classList.toggle("tools"), f: fullScreen, "?": help, h: help,
    Escape: leave,
  };
  const HELP = "→ ← PageDown PageUp Space Home End: scenes · B: black · N: notes · A: by itself · C: the other date · T: tools · F: full screen · Esc: back";

  function notes() {
    if (!atlas.toggleNotes(key)) { atlas.tell("The browser blocks the second window: allow pop-ups for this file, then press N again."); return; }
    atlas.writeNotes(scenes[at], scenes[at + 1], at, scenes.length);
  }
  function otherDay() {
    const { days } = scenes[at];
    if (days.length > 1) showDay(days[(days.indexOf(shownDay) + 1) % days.length]);
    else atlas.tell("This scene compares no dates.");
  }
  function help() { atlas.tell(HELP); }
  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => atlas.tell("The browser does not allow the full screen here; its own key does (F11)."));
  }
  function leave() {
    atlas.setBlack(false);
    if (autoplay) stopPlay();
    atlas.closeNotes();
    document.body.classList.remove("tools");
    atlas.patch({ select: scenes[at].view.select }, false);
  }

  function key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const target = event.target;
    if (["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName)) return;
    // A button that holds the focus keeps Space and Enter; a clicker sends neither to it by chance.
    if (target.tagName === "BUTTON" && (event.key === " " || event.key === "Enter")) return;
    const action = ACTIONS[event.key] || ACTIONS[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation(); // The slider and the map have other uses for these keys.
    action();
  }

  // ---- start -----------------------------------------------------------------------------------------------------------------
  atlas.present = (content) => {
    scenes = content.scenes;
    atlas.cards = content.cards;
    atlas.swatches = content.swatches;
    atlas.madeOf = content.made;
    const many = scenes.length > 1;
    document.body.classList.add("presenting");
    document.body.classList.toggle("many", many);
    atlas.startStage();
    const map = L.map("map_div", {
      center: content.config.whole[0], zoom: 8, zoomControl: false, minZoom: 4, maxZoom: 16, zoomSnap: 0.25, zoomDelta: 1, worldCopyJump: false, keyboard: true,
    });
    atlas.startPanel(many, go);
    atlas.start(map, content.config);
    // The names and marks that a document cannot have: nothing here is heard by a server.
    if (many) window.addEventListener("keydown", key, { capture: true });
    const asked = Number(window.location.hash.slice(1));
    show(Number.isInteger(asked) && asked > 0 ? asked - 1 : 0);
    window.addEventListener("hashchange", () => { const wanted = Number(window.location.hash.slice(1)); if (wanted > 0) show(wanted - 1); });
  };
})();
