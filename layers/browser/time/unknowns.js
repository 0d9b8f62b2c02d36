// What the view does not know: how much of what it shows is undated, dated only roughly, not located, said by one source
// or disputed. Each count opens its list, each line of the list its card.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const UNDATED = 1000000; // FOREVER of layers/kit/layer.py
  const KINDS = [
    ["undated", "undated", "No date is known"],
    ["rough", "dated to the month or year", "The date is known only to the month or year"],
    ["unlocated", "not located", "No published coordinates: not on the map"],
    ["single", "from a single source", "Rests on one source"],
    ["disputed", "disputed", "The sides, or the claimants, say different things"],
  ];
  let single = new Set();
  let disputed = {};
  let chips = {};
  let list = null;
  let open = null;
  let wrote = "";

  const undated = (feature) => !feature.interval || feature.interval[2] >= UNDATED;

  function isRough(feature, layer, state) {
    if (!feature.interval) return false;
    if (layer.time === "event") return feature.vague;
    const step = atlas.stepOn(feature, state.date);
    const [, end, sureStart, sureEnd] = feature.interval;
    return (state.date < sureStart && sureStart < UNDATED) || (state.date >= sureEnd && state.date < end) || Boolean(step && state.date < step[1]);
  }

  // {kind: [{select, title, kind}]} for the view, each record once.
  atlas.unknowns = (state) => {
    const found = Object.fromEntries(KINDS.map(([name]) => [name, new Map()]));
    const data = atlas.layerData();
    for (const id of state.layers) {
      const layer = data[id];
      if (!layer || !layer.regional) continue;
      for (const feature of layer.features) {
        if ((state.region && !feature.regions.includes(state.region)) || (state.only && !state.only.includes(feature.select))) continue;
        const lacksDate = undated(feature);
        // An event without a date shows on no day, so it is missing from every view.
        if (!atlas.shows(feature, layer, state) && !(lacksDate && layer.time === "event")) continue;
        const add = (name) => found[name].set(feature.select, feature);
        if (lacksDate) add("undated");
        if (isRough(feature, layer, state)) add("rough");
        if (layer.draw !== "list" && !feature.point && !feature.geometry) add("unlocated");
        if (single.has(feature.select)) add("single");
        if ((disputed[feature.select] || []).some(([from, to]) => from <= state.date && state.date < to)) add("disputed");
      }
    }
    return found;
  };

  function write(found) {
    if (!open) return;
    const [, words, why] = KINDS.find(([name]) => name === open);
    const members = [...found[open].values()];
    list.textContent = "";
    const head = atlas.element("div", "ba-list-head", null, list);
    atlas.element("b", "", `${members.length} ${words}`, head);
    atlas.button("ba-list-close", "×", "Close the list", head, () => show(null));
    atlas.element("p", "", `${why}. Of what this view shows.`, list);
    const lines = atlas.element("ul", "", null, list);
    for (const feature of members) {
      const item = atlas.element("li", "", null, lines);
      const line = atlas.button("ba-list-line", "", `${feature.title}: open its card`, item, () => atlas.patch({ select: feature.select }, true));
      atlas.element("span", "", feature.title, line);
      atlas.element("small", "", feature.kind, line);
    }
  }

  function show(name) {
    const was = open;
    open = name;
    list.hidden = !open;
    for (const [kind, chip] of Object.entries(chips)) chip.setAttribute("aria-expanded", kind === open);
    if (open) { write(atlas.unknowns(atlas.state)); list.querySelector("button").focus(); }
    else if (was) chips[was].focus();
  }

  function paint(state, keys) {
    if (!["date", "mode", "days", "layers", "line", "region", "only"].some((key) => keys.has(key))) return;
    const found = atlas.unknowns(state);
    const now = JSON.stringify(KINDS.map(([name]) => [...found[name].keys()]));
    if (now === wrote) return;
    wrote = now;
    for (const [name, words] of KINDS) {
      const chip = chips[name];
      const number = found[name].size;
      chip.hidden = number === 0;
      chip.textContent = `${number} ${words}`;
      chip.setAttribute("aria-label", `${number} ${words}: open the list`);
    }
    if (open && !found[open].size) show(null);
    else write(found);
  }

  // Adds the counts to the slider's foot.
  atlas.startUnknowns = (foot, root, timeline) => {
    single = new Set(timeline.single);
    ({ disputed } = timeline);
    const strip = atlas.element("div", "ba-unknowns", null, foot);
    strip.setAttribute("role", "group");
    strip.setAttribute("aria-label", "What this view does not know");
    atlas.element("span", "ba-unknowns-head", "In this view:", strip);
    list = atlas.element("div", "ba-list", null, root);
    list.id = "ba-list";
    list.hidden = true;
    list.setAttribute("role", "region");
    list.setAttribute("aria-label", "Records in doubt");
    chips = Object.fromEntries(KINDS.map(([name, , why]) => {
      const chip = atlas.button("ba-unknown", "", why, strip, () => show(open === name ? null : name));
      chip.hidden = true;
      chip.setAttribute("aria-expanded", "false");
      chip.setAttribute("aria-controls", list.id);
      chip.title = why;
      return [name, chip];
    }));
    root.addEventListener("keydown", (event) => { if (event.key === "Escape" && open) { show(null); event.preventDefault(); } });
    atlas.painters.push(paint);
  };
})();
