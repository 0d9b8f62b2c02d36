// The time slider: a Leaflet control, full width under the map. It moves the map in the browser; Python hears of it later.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const MODES = [["day", "On this day"], ["window", "In this period"], ["upto", "Up to this day"]];

  const GRIP_PX = 20; // the dots on the label of a period, by which it is dragged

  const parts = { strip: () => strip };
  let strip, fill, dateField, daysField, playButton, modeButtons, dateLine, modeLine, bands, foot, told;
  let pillWidths = {};

  // ---- fields ----------------------------------------------------------------------------------------------------------
  function typed() {
    const day = Date.parse(dateField.value + "T00:00:00Z") / 86400000;
    if (!Number.isFinite(day)) return; // Half-typed: the field itself says so.
    if (day < atlas.config.first || day > atlas.config.today) {
      atlas.say(`The atlas runs from ${atlas.sayDay(atlas.config.first)} to ${atlas.sayDay(atlas.config.today)}; the nearest day is shown.`);
    }
    atlas.patch({ date: day }, true);
  }

  function daysTyped() {
    const days = Math.round(Number(daysField.value));
    if (days >= 1 && days <= 36525) atlas.patch({ days }, true);
    else atlas.say("A period has 1 to 36525 days.");
  }

  // ---- building ------------------------------------------------------------------------------------------------------
  function buildBar(root) {
    const { element, button } = atlas;
    const bar = element("div", "ba-bar", null, root);
    const move = (day) => { if (day !== undefined) atlas.patch({ date: day }, true); };
    playButton = button("ba-play", "", "Play", bar, () => atlas.setPlaying(!atlas.state.playing));
    told = element("div", "ba-told", null, atlas.map.getContainer());
    atlas.startPlay(bar, root, told, () => strip);
    button("ba-step", "‹", "Previous change (key ,)", bar, () => move(atlas.previousChange(atlas.state.date)));
    button("ba-step", "›", "Next change (key .)", bar, () => move(atlas.nextChange(atlas.state.date)));
    dateField = element("input", "ba-date", null, bar);
    dateField.type = "date";
    dateField.setAttribute("aria-label", "Date of the map");
    dateField.addEventListener("change", typed);
    const modes = element("div", "ba-modes", null, bar);
    modes.setAttribute("role", "group");
    modes.setAttribute("aria-label", "Which events show");
    modeButtons = MODES.map(([mode, title]) => button("", title, `Events: ${title.toLowerCase()}`, modes, () => atlas.patch({ mode }, true)));
    const width = element("label", "ba-days", null, bar);
    daysField = element("input", "", null, width);
    daysField.type = "number";
    daysField.min = 1;
    daysField.max = 36525;
    daysField.addEventListener("change", daysTyped);
    element("span", "", "days to that day", width);
  }

  function handle(className, label, parent) {
    const element = atlas.element("div", className, null, parent);
    element.tabIndex = 0;
    element.setAttribute("role", "slider");
    element.setAttribute("aria-label", label);
    element.setAttribute("aria-valuemin", atlas.config.first);
    element.setAttribute("aria-valuemax", atlas.config.today);
    return element;
  }

  function build() {
    const { element } = atlas;
    const root = parts.root = element("div", "ba-slider", null, document.body);
    buildBar(root);
    const track = parts.track = element("div", "ba-track", null, root);
    parts.canvas = element("canvas", "ba-strip", null, track);
    parts.canvas.setAttribute("aria-hidden", "true");
    bands = element("div", "ba-bands", null, track);
    const rail = element("div", "ba-rail", null, track);
    fill = element("div", "ba-fill", null, rail);
    parts.opener = handle("ba-thumb ba-opener", "First day of the period", rail);
    parts.thumb = handle("ba-thumb", "Date of the map", rail);
    parts.pill = element("div", "ba-pill", null, rail);
    foot = element("div", "ba-slider-foot", null, root);
    const facts = element("span", "ba-facts", `Facts checked to ${atlas.sayDay(atlas.config.checked)}`, foot);
    facts.title = "The slider is hatched after that day: nothing later has been looked for.";
    atlas.startHands(parts);

    const dateBox = element("div", "ba-datebox ba-keepout", null, atlas.map.getContainer());
    dateLine = element("div", "ba-datebox-day", null, dateBox);
    modeLine = element("div", "ba-datebox-mode", null, dateBox);
    new ResizeObserver(() => atlas.repaint()).observe(track);
  }

  // The bands again as buttons, for keys and screen readers; a pointer takes the painted ones.
  function placeBands() {
    bands.textContent = "";
    for (const mark of strip.marks()) {
      if (mark.kind !== "period") continue;
      const button = atlas.button("ba-band", "", mark.text, bands, () => atlas.patch({ select: mark.id }, true));
      button.removeAttribute("title");
      Object.assign(button.style, { left: `${mark.left}px`, top: `${mark.top}px`, width: `${mark.right - mark.left}px`, height: `${mark.bottom - mark.top}px` });
    }
  }

  // ---- painting --------------------------------------------------------------------------------------------------------
  const sayDays = (days) => `${days} ${days === 1 ? "day" : "days"}`;
  function modeWords(state) {
    if (state.mode === "upto") return "up to this day";
    return state.mode === "day" ? "on this day" : `${sayDays(state.days)}, from ${atlas.sayDay(state.date - state.days + 1)}`;
  }
  // "30 days to 16 September 2022"
  const pillWords = (state) => (state.mode === "window" ? `${sayDays(state.days)} to ${atlas.sayDay(state.date)}` : atlas.sayDay(state.date));

  const pen = document.createElement("canvas").getContext("2d");
  // Measured beside the page: asking an element for its width would lay the whole page out in each step.
  function pillWidth(words) {
    pen.font = pillWidths.font;
    return pen.measureText(words).width + pillWidths.sides;
  }

  // Where something stands on the rail: a margin, since a transform or a box that moves by itself (time_slider.css) costs much more.
  const at = (element, x) => element.style.setProperty("--x", `${x}px`);

  function paint(state, keys) {
    if (!strip) return;
    if (["layers", "region", "only", "theme", "line"].some((name) => keys.has(name))) {
      atlas.listChanges(state);
      strip.still(state);
      placeBands();
      const style = getComputedStyle(parts.pill);
      pillWidths = { font: style.font, sides: parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) };
    }
    if (!["date", "mode", "days", "playing", "layers", "region", "theme"].some((name) => keys.has(name))) return;
    dateLine.textContent = atlas.sayDay(state.date);
    modeLine.textContent = modeWords(state);
    strip.step(state);
    const windowed = state.mode === "window";
    const opens = Math.max(state.date - state.days + 1, atlas.config.first);
    const x = strip.toX(state.date);
    const from = windowed ? strip.toX(opens) : 0;
    at(fill, from);
    fill.style.width = `${x - from}px`;
    at(parts.thumb, x);
    at(parts.opener, from);
    const words = pillWords(state);
    const wide = pillWidth(words) + (windowed ? GRIP_PX : 0);
    parts.pill.textContent = words;
    at(parts.pill, Math.min(Math.max((windowed ? (from + x) / 2 : x) - wide / 2, 2), strip.width() - wide - 2));
    if (keys.has("playing") || keys.has("mode") || keys.has("days") || keys.has("theme")) buttons(state);
    if (document.activeElement !== dateField) dateField.value = atlas.toIso(state.date);
    parts.thumb.setAttribute("aria-valuenow", state.date);
    parts.thumb.setAttribute("aria-valuetext", windowed ? words : `${words}, ${modeWords(state)}`);
    parts.opener.setAttribute("aria-valuenow", opens);
    parts.opener.setAttribute("aria-valuetext", `${atlas.sayDay(opens)}, ${words}`);
  }

  function buttons(state) {
    if (document.activeElement !== daysField) daysField.value = state.days;
    parts.root.classList.toggle("windowed", state.mode === "window");
    modeButtons.forEach((button, index) => button.setAttribute("aria-pressed", MODES[index][0] === state.mode));
    playButton.classList.toggle("playing", state.playing);
    playButton.setAttribute("aria-label", state.playing ? "Pause" : "Play");
    playButton.title = state.playing ? "Pause (Space)" : "Play (Space)";
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
    atlas.watchConnection();
    atlas.painters.push(paint);
    const timeline = (atlas.config.inline && atlas.config.inline.timeline) || await atlas.fetchJson(atlas.config.timeline, "the timeline");
    atlas.setMilestones(timeline.turns);
    atlas.startChanges(timeline, told);
    atlas.startUnknowns(foot, parts.root, timeline);
    strip = atlas.timeStrip(parts.canvas, timeline, atlas.config);
    atlas.repaint();
    // Drawn at once, and again in its own typeface when that is there: on a slow line the faces come last.
    document.fonts.ready.then(atlas.repaint);
  };
})();
