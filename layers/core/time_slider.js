// The time slider: a Leaflet control, full width under the map. It moves the map in the browser; Python hears of it later.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const MODES = [["day", "On this day"], ["window", "In this period"], ["upto", "Up to this day"]];
  const PLAY_MS = 700; // One change of the map each 0.7 s: long enough to see what changed.

  let root, strip, canvas, rail, fill, thumb, pill, dateField, daysField, playButton, modeButtons, facts, dateBox, dateLine, modeLine;
  let timeline = null;
  let changes = []; // days on which something on the map changes, ascending

  // ---- days on which something changes --------------------------------------------------------------------------
  function listChanges(state) {
    const days = new Set();
    const data = atlas.layerData();
    for (const id of state.layers) {
      const layer = data[id];
      if (!layer) continue;
      for (const feature of layer.features) {
        if (layer.regional && state.region && !feature.regions.includes(state.region)) continue;
        if (feature.interval) days.add(feature.interval[0]);
        if (feature.interval && layer.time === "state") days.add(feature.interval[1]);
        feature.steps.forEach((step) => days.add(step[0]));
      }
    }
    changes = [...days].filter((day) => day > atlas.config.first && day <= atlas.config.today).sort((a, b) => a - b);
  }
  const nextChange = (day) => changes.find((change) => change > day);
  const previousChange = (day) => { let held; for (const change of changes) if (change < day) held = change; return held; };

  const move = (day) => { if (day !== undefined) atlas.patch({ date: day }, true); };

  // ---- play -------------------------------------------------------------------------------------------------------
  let player = 0;
  function play(on) {
    clearInterval(player);
    atlas.patch({ playing: on }, true);
    if (!on) return;
    if (nextChange(atlas.state.date) === undefined) atlas.patch({ date: atlas.config.first }, true);
    player = setInterval(() => {
      const day = nextChange(atlas.state.date);
      if (day === undefined || !atlas.state.playing) play(false);
      else move(day);
    }, PLAY_MS);
  }

  // ---- hands and keys ----------------------------------------------------------------------------------------------
  function drag(event) {
    if (event.button > 0) return;
    event.preventDefault();
    thumb.focus({ preventScroll: true });
    if (atlas.state.playing) play(false);
    const box = canvas.getBoundingClientRect();
    const follow = (moved) => move(strip.toDay(moved.clientX - box.left));
    follow(event);
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    const end = () => target.removeEventListener("pointermove", follow);
    target.addEventListener("pointermove", follow);
    target.addEventListener("pointerup", end, { once: true });
    target.addEventListener("pointercancel", end, { once: true });
  }

  function key(event) {
    const day = atlas.state.date;
    const months = (count) => atlas.addMonths(day, count);
    const targets = {
      ArrowLeft: () => event.shiftKey ? months(-1) : day - 1, ArrowDown: () => event.shiftKey ? months(-1) : day - 1,
      ArrowRight: () => event.shiftKey ? months(1) : day + 1, ArrowUp: () => event.shiftKey ? months(1) : day + 1,
      PageUp: () => months(12), PageDown: () => months(-12),
      ",": () => previousChange(day), ".": () => nextChange(day),
      Home: () => atlas.config.first, End: () => atlas.config.today,
    };
    if (event.key === " ") play(!atlas.state.playing);
    else if (targets[event.key]) move(targets[event.key]());
    else return;
    event.preventDefault();
  }

  function typed() {
    const day = Date.parse(dateField.value + "T00:00:00Z") / 86400000;
    if (!Number.isFinite(day)) return; // Half-typed: the field itself says so.
    if (day < atlas.config.first || day > atlas.config.today) {
      atlas.say(`The atlas runs from ${atlas.sayDay(atlas.config.first)} to ${atlas.sayDay(atlas.config.today)}; the nearest day is shown.`);
    }
    move(day);
  }

  function daysTyped() {
    const days = Math.round(Number(daysField.value));
    if (days >= 1 && days <= 36525) atlas.patch({ days }, true);
    else atlas.say("A period has 1 to 36525 days.");
  }

  // ---- building ------------------------------------------------------------------------------------------------------
  function build() {
    const { element, button } = atlas;
    root = element("div", "ba-slider", null, document.body);
    const bar = element("div", "ba-bar", null, root);
    playButton = button("ba-play", "", "Play", bar, () => play(!atlas.state.playing));
    button("ba-step", "‹", "Previous change (key ,)", bar, () => move(previousChange(atlas.state.date)));
    button("ba-step", "›", "Next change (key .)", bar, () => move(nextChange(atlas.state.date)));
    dateField = element("input", "ba-date", null, bar);
    dateField.type = "date";
    dateField.setAttribute("aria-label", "Date of the map");
    dateField.addEventListener("change", typed);
    const modes = element("div", "ba-modes", null, bar);
    modes.setAttribute("role", "group");
    modes.setAttribute("aria-label", "Which events show");
    modeButtons = MODES.map(([mode, title]) => button("", title, `Events: ${title.toLowerCase()}`, modes,
      () => atlas.patch({ mode }, true)));
    const width = element("label", "ba-days", null, bar);
    daysField = element("input", "", null, width);
    daysField.type = "number";
    daysField.min = 1;
    daysField.max = 36525;
    daysField.addEventListener("change", daysTyped);
    element("span", "", "days to that day", width);
    facts = element("span", "ba-facts", `Facts checked to ${atlas.sayDay(atlas.config.checked)}`, bar);
    facts.title = "The slider is hatched after that day: nothing later has been looked for.";

    const track = element("div", "ba-track", null, root);
    canvas = element("canvas", "ba-strip", null, track);
    canvas.setAttribute("aria-hidden", "true");
    rail = element("div", "ba-rail", null, track);
    fill = element("div", "ba-fill", null, rail);
    thumb = element("div", "ba-thumb", null, rail);
    thumb.tabIndex = 0;
    thumb.setAttribute("role", "slider");
    thumb.setAttribute("aria-label", "Date of the map");
    pill = element("div", "ba-pill", null, track);
    track.addEventListener("pointerdown", drag);
    thumb.addEventListener("keydown", key);
    atlas.map.getContainer().addEventListener("keydown", (event) => {
      // Arrows pan the map, as Leaflet's users expect; the slider's other keys work here too.
      if ([",", ".", "PageUp", "PageDown", "Home", "End", " "].includes(event.key) && event.target === event.currentTarget) key(event);
    });

    dateBox = element("div", "ba-datebox ba-keepout", null, atlas.map.getContainer());
    dateLine = element("div", "ba-datebox-day", null, dateBox);
    modeLine = element("div", "ba-datebox-mode", null, dateBox);
    new ResizeObserver(() => atlas.repaint()).observe(track);
  }

  const modeWords = (state) => state.mode === "window" ? `${state.days} days to this day`
    : state.mode === "upto" ? "up to this day" : "on this day";

  function paint(state, keys) {
    if (!strip) return;
    if (["layers", "region", "theme"].some((name) => keys.has(name))) {
      listChanges(state);
      strip.still(state);
    }
    if (!["date", "mode", "days", "playing", "layers", "region", "theme"].some((name) => keys.has(name))) return;
    const words = atlas.sayDay(state.date);
    dateLine.textContent = words;
    modeLine.textContent = modeWords(state);
    strip.step(state);
    const x = strip.toX(state.date);
    fill.style.width = `${x}px`;
    thumb.style.transform = `translateX(${x}px)`;
    pill.textContent = words;
    const half = pill.offsetWidth / 2;
    pill.style.transform = `translateX(${Math.min(Math.max(x - half, 2), canvas.clientWidth - 2 * half - 2)}px)`;
    thumb.setAttribute("aria-valuemin", atlas.config.first);
    thumb.setAttribute("aria-valuemax", atlas.config.today);
    thumb.setAttribute("aria-valuenow", state.date);
    thumb.setAttribute("aria-valuetext", `${words}, ${modeWords(state)}`);
    if (document.activeElement !== dateField) dateField.value = atlas.toIso(state.date);
    if (document.activeElement !== daysField) daysField.value = state.days;
    root.classList.toggle("windowed", state.mode === "window");
    modeButtons.forEach((button, index) => button.setAttribute("aria-pressed", MODES[index][0] === state.mode));
    playButton.classList.toggle("playing", state.playing);
    playButton.setAttribute("aria-label", state.playing ? "Pause" : "Play");
    playButton.title = state.playing ? "Pause" : "Play, from change to change";
  }

  atlas.TimeSlider = L.Control.extend({
    onAdd() {
      build();
      dateField.min = atlas.toIso(atlas.config.first);
      dateField.max = atlas.toIso(atlas.config.today);
      return atlas.element("span", "");
    },
  });

  atlas.startSlider = async () => {
    new atlas.TimeSlider({ position: "bottomleft" }).addTo(atlas.map);
    atlas.painters.push(paint);
    timeline = (atlas.config.inline && atlas.config.inline.timeline) || await (await fetch(atlas.config.timeline)).json();
    if (document.fonts) await document.fonts.ready;
    strip = atlas.timeStrip(canvas, timeline, atlas.config);
    atlas.repaint();
  };
})();
