// When something on the map changes, and what has just changed: a ring round it that pulses once, and one line in words.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const LINES_SHOWN = 3;
  const PULSES_SHOWN = 14;
  const LINE_MS = 9000;
  const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
  let days = [];
  let words = {};
  let verbs = {}; // layer → what its states do when they begin and when they end
  let before = null; // the view of the last paint: {date, mode, days}
  let line = null;
  let timer = 0;

  const filtered = (layer, feature, state) => (layer.regional && state.region && !feature.regions.includes(state.region))
    || (feature.vintage && feature.vintage !== state.line) || (layer.regional && state.only && !state.only.includes(feature.select));
  function each(state, visit) {
    const data = atlas.layerData();
    for (const id of state.layers) {
      const layer = data[id];
      if (layer) for (const feature of layer.features) if (!filtered(layer, feature, state)) visit(feature, layer);
    }
  }

  // ---- days on which something changes, ascending ------------------------------------------------------------------------
  atlas.listChanges = (state) => {
    const found = new Set();
    each(state, (feature, layer) => {
      if (feature.interval) found.add(feature.interval[0]);
      if (feature.interval && layer.time === "state") found.add(feature.interval[1]);
      feature.steps.forEach((step, index) => { if (index) found.add(step[0]); });
    });
    days = [...found].filter((day) => day > atlas.config.first && day <= atlas.config.today).sort((a, b) => a - b);
  };
  atlas.nextChange = (day) => days.find((change) => change > day);
  atlas.previousChange = (day) => { let held; for (const change of days) if (change < day) held = change; return held; };

  // ---- what has changed between two views --------------------------------------------------------------------------------
  const nameOf = (feature) => (feature.label ? feature.label[0] : feature.title.replace(/ crossing$/, ""));

  // How a change reads, in the order of time; `later` is the step that the later of the two days stands on.
  function sayStep(from, later) {
    const says = later[4] ? `, says ${later[4]}`.replace("says both sides", "say both sides") : later[3] ? ", inferred" : "";
    return `${words[from[2]] || from[2]} → ${words[later[2]] || later[2]}${says}`;
  }

  function difference(was, now, state) {
    const found = [];
    const forward = now.date >= was.date;
    const [early, late] = forward ? [was, now] : [now, was];
    const [then, after] = [{ ...state, ...early }, { ...state, ...late }];
    each(state, (feature, layer) => {
      const [showed, shows] = [atlas.shows(feature, layer, then), atlas.shows(feature, layer, after)];
      if (layer.time === "event") {
        if (!showed && shows && feature.interval[0] > early.date) found.push({ feature, layer, names: nameOf(feature), says: "" });
      } else if (showed !== shows) {
        const [begins, ends] = verbs[layer.id] || ["began", "ended"];
        found.push({ feature, layer, names: nameOf(feature), says: shows ? begins : ends, gone: forward !== shows });
      } else if (shows) {
        const [from, to] = [atlas.stepOn(feature, early.date), atlas.stepOn(feature, late.date)];
        if (from && to && from[2] !== to[2]) found.push({ feature, layer, names: nameOf(feature), says: sayStep(from, to) });
      }
    });
    return { found, forward };
  }

  // One sentence a kind of change: "Kulundu and Maksat: undelimited → agreed in principle, says the Kyrgyz side".
  function sentences({ found, forward }) {
    const groups = new Map();
    for (const { layer, names, says } of found) {
      const key = says ? `${layer.id}|${says}` : `${layer.id}|${names}`;
      groups.set(key, { says, names: [...(groups.get(key) || { names: [] }).names, names] });
    }
    const lines = [...groups.values()].map(({ says, names }) => `${atlas.sayNames(names)}${says.includes("→") ? ": " : says ? " " : ""}${says}`);
    const shown = lines.slice(0, LINES_SHOWN).map((text) => (forward ? text : `Not yet: ${text}`));
    if (lines.length > LINES_SHOWN) shown.push(`and ${lines.length - LINES_SHOWN} more changes`);
    return shown;
  }

  function say(lines) {
    clearTimeout(timer);
    line.textContent = "";
    lines.forEach((text) => atlas.element("div", "", text, line));
    timer = setTimeout(() => { line.textContent = ""; }, LINE_MS);
  }

  // ---- pulse -------------------------------------------------------------------------------------------------------------
  function pulse(found) {
    if (REDUCED.matches) return;
    const placed = found.filter(({ feature, layer }) => layer.draw !== "list" && (feature.point || feature.label));
    for (const { feature, layer, gone } of placed.slice(0, PULSES_SHOWN)) {
      const [lon, lat] = feature.point || feature.label.slice(1);
      const ring = L.marker([lat, lon], {
        pane: "pulse", interactive: false, keyboard: false,
        icon: L.divIcon({ className: `ba-pulse${gone ? " gone" : ""}`, iconSize: [44, 44] }),
      }).addTo(atlas.map);
      ring.getElement().addEventListener("animationend", () => ring.remove(), { once: true });
      const path = atlas.elementOf(layer.id, feature.id);
      if (path && !feature.point) {
        path.classList.remove("ba-flash");
        path.classList.add("ba-flash");
        path.addEventListener("animationend", () => path.classList.remove("ba-flash"), { once: true });
      }
    }
  }

  function paint(state, keys) {
    const now = { date: state.date, mode: state.mode, days: state.days };
    const stepped = before && keys.has("date") && before.date !== state.date && before.mode === state.mode
      && !["layers", "region", "line", "only"].some((key) => keys.has(key));
    const was = before;
    before = now;
    if (!stepped) return;
    const changed = difference(was, now, state);
    if (!changed.found.length) return;
    say(sentences(changed));
    pulse(changed.found);
  }

  atlas.startChanges = (timeline, told) => {
    words = timeline.words;
    verbs = timeline.verbs;
    const pane = atlas.map.createPane("pulse");
    pane.style.zIndex = 688;
    pane.style.pointerEvents = "none";
    line = atlas.element("div", "ba-changes", null, told);
    line.setAttribute("role", "status");
    line.setAttribute("aria-label", "What has just changed");
    atlas.painters.push(paint);
  };
})();
