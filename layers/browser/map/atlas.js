// The map's own state, and the one way in which it changes: patch() → paint, in time for the next frame → report().
// Python sends commands (apply), the hand moves things (patch with `byHand`), and Python learns of it shortly after.
(function () {
  "use strict";

  const REST_MS = 150; // How long the hand must rest before Python hears of it.

  const state = {
    date: null, mode: "upto", days: 30, layers: [], line: 2026, region: null, select: null, base: "paper",
    against: null, layout: "side", // of a comparison: the other date (ISO) and how the halves stand
    near: null, km: 25, asks: false, // the spot asked about (lat, lon), its radius, whether a click on the ground asks
    only: null, lit: [], // ids that pass Python's filters (null: all), ids that light up beside the selected one
    sets: [], // large point sets beside the layers: {id, title, url, bytes}
    playing: false,
  };
  const atlas = {
    state,
    map: null,
    config: null, // {today, checked, first, urls: {layer id: url}, order: [layer ids], presets: {...}}
    link: "",
    painters: [], // functions called with (state, changed keys) once in each frame before which something changed
    commandSeen: 0,
    stageScale: 1, // how much a presenter's whole screen is enlarged (presenter_panel.js); pointers and boxes come enlarged
  };
  window.borderAtlas = atlas;

  // ---- days -----------------------------------------------------------------------------------------------
  const MS = 86400000;
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December"];
  atlas.toDay = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / MS);
  atlas.toIso = (day) => new Date(day * MS).toISOString().slice(0, 10);
  atlas.sayDay = (day) => {
    const date = new Date(day * MS);
    return date.getUTCDate() + " " + MONTHS[date.getUTCMonth()] + " " + date.getUTCFullYear();
  };
  atlas.addMonths = (day, months) => {
    const date = new Date(day * MS);
    const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
    const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
    target.setUTCDate(Math.min(date.getUTCDate(), last));
    return Math.round(target.getTime() / MS);
  };

  // ---- DOM helper: text is always text, never markup ---------------------------------------------------------
  atlas.element = (tag, className, text, parent) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    if (parent) parent.appendChild(element);
    return element;
  };
  atlas.button = (className, text, label, parent, onClick) => {
    const button = atlas.element("button", className, text, parent);
    button.type = "button";
    button.setAttribute("aria-label", label);
    button.title = label;
    button.addEventListener("click", onClick);
    return button;
  };

  // ---- change → paint → report ---------------------------------------------------------------------------------
  const STEPS = new Set(["date", "days"]); // what a hand on the slider changes from frame to frame
  const changed = new Set();
  let frame = 0; // the frame that was asked for, in which what has changed by then is painted
  let timer = 0;

  // Change the state. `byHand` tells Python once the hand rests; a command's own changes are not sent back.
  atlas.patch = (changes, byHand) => {
    let any = false;
    for (const key of Object.keys(changes)) {
      const value = key === "date" ? Math.min(Math.max(changes.date, atlas.config.first), atlas.config.today) : changes[key];
      if (JSON.stringify(state[key]) !== JSON.stringify(value)) {
        state[key] = value;
        changed.add(key);
        any = true;
      }
    }
    if (!any) return;
    // A step of the slider is drawn at once: what is left of the time to the next frame would pass unused, and the frame come late.
    // A second one before that frame waits for it, and so does whatever painters change.
    if (!frame && [...changed].every((key) => STEPS.has(key))) paint();
    else if (!frame) frame = requestAnimationFrame(nextFrame);
    if (byHand) atlas.report();
  };

  function nextFrame() {
    frame = 0;
    if (changed.size) paint();
  }

  function paint() {
    frame = requestAnimationFrame(nextFrame);
    const keys = new Set(changed);
    changed.clear();
    for (const painter of atlas.painters) painter(state, keys);
  }
  // What is drawn from data that has just arrived, or in another theme, is painted again as a whole.
  atlas.repaint = () => {
    ["date", "mode", "layers", "select", "theme"].forEach((key) => changed.add(key));
    if (!frame && state.date !== null) frame = requestAnimationFrame(nextFrame);
  };

  atlas.camera = () => {
    const centre = atlas.map.getCenter();
    return [+centre.lat.toFixed(4), +centre.lng.toFixed(4), +atlas.map.getZoom().toFixed(2)];
  };

  let told = 0;
  let movedByHand = false;
  let asked = null; // {id, at}: the record to which Python is to lead, and when that was asked
  atlas.reportCamera = () => { movedByHand = true; atlas.report(); };
  atlas.report = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!window.Streamlit) return; // A standalone page has nobody to tell.
      const message = {
        date: atlas.toIso(state.date), mode: state.mode, days: state.days, select: state.select,
        near: state.near, against: state.against, playing: state.playing, seen: atlas.commandSeen,
        told: (told += 1), // no two messages are alike, so that Python hears every one of them
      };
      if (asked) message.asked = asked;
      if (movedByHand) message.at = atlas.wholeShown ? null : atlas.camera();
      const previous = (window.__GLOBAL_DATA__ && window.__GLOBAL_DATA__.previous_data) || {};
      window.Streamlit.setComponentValue(Object.assign({}, previous, { view: message }));
    }, REST_MS);
  };

  // Ask Python to lead to a record: it knows on which day and from how far it is best seen.
  atlas.ask = (id) => { asked = { id, at: Date.now() }; atlas.report(); };

  // ---- commands from Python ------------------------------------------------------------------------------------
  // {n, link, changed: [keys], view: {...}}: the first one is taken whole, later ones only where they changed something.
  atlas.apply = (command) => {
    atlas.link = command.link;
    const first = atlas.commandSeen === 0;
    if (!first && command.n <= atlas.commandSeen) return;
    atlas.commandSeen = command.n;
    const changes = {};
    for (const key of Object.keys(command.view)) {
      if (key !== "at" && (first || command.changed.includes(key))) {
        changes[key] = key === "date" ? atlas.toDay(command.view.date) : command.view[key];
      }
    }
    if (command.changed.includes("date")) changes.playing = false;
    if (first || command.changed.includes("at")) atlas.lookAt(command.view.at, !first);
    movedByHand = command.view.at !== null;
    // Python has led there. Told again, as after a lost connection, it would lead there once more.
    if (asked && (command.view.select === asked.id || command.changed.includes("at"))) asked = null;
    atlas.patch(changes, false);
  };

  const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
  // Point the camera: null is the whole border.
  atlas.lookAt = (at, animated) => {
    const animate = Boolean(animated) && !REDUCED.matches;
    if (at) atlas.map.setView([at[0], at[1]], at[2], { animate });
    else atlas.map.fitBounds(atlas.config.whole, { animate, padding: [12, 12] });
  };

  // What tests and exports may hold on to.
  atlas.setDate = (iso) => atlas.patch({ date: atlas.toDay(iso) }, true);
  atlas.snapshot = () => {
    const drawn = atlas.drawn ? atlas.drawn() : { visible: {}, uncertain: [] };
    return { date: state.date === null ? null : atlas.toIso(state.date), mode: state.mode, visible: drawn.visible,
      uncertain: drawn.uncertain, selected: state.select, lit: state.lit, sets: atlas.drawnSets ? atlas.drawnSets() : {} };
  };

  // ---- theme: Streamlit's, told with every render; a standalone page follows the system -------------------------
  atlas.setTheme = (base) => {
    if (document.documentElement.dataset.theme === base) return;
    document.documentElement.dataset.theme = base;
    atlas.repaint();
  };
  atlas.colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  if (window.Streamlit) {
    window.Streamlit.events.addEventListener("streamlit:render", (event) => {
      const theme = event.detail.theme;
      if (theme && theme.base) atlas.setTheme(theme.base);
    });
  }
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
})();
