// Play: from change to change or evenly along the strip, at four speeds, once or in a loop, holding at turning points with
// their caption if the reader wishes. A link never plays: it opens stopped.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const CHANGE_MS = 700; // at speed 1: long enough to see what changed
  const STRIP_MS = 60000; // at speed 1, evenly, from one end of the strip to the other
  const HOLD_MS = 4000; // a caption is read in this time
  const SPEEDS = [0.5, 1, 2, 4];
  const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
  const options = { speed: 1, evenly: false, loop: false, hold: true };
  atlas.playOptions = options;

  let milestones = []; // [day, title, summary, id, regions]
  let stripOf = () => null;
  let timer = 0;
  let frame = 0;
  let reached = 0; // x on the strip that an even play has reached, in parts of a pixel
  let last = 0;
  let caption = null;

  const stop = () => { clearTimeout(timer); cancelAnimationFrame(frame); timer = 0; frame = 0; };

  // Tables beside the map follow a play at a speed a reader can follow; a quicker one tells them at its end.
  const go = (day) => atlas.patch({ date: day }, options.speed <= 1 && !options.evenly);

  const turningPoint = (from, to) => options.hold && milestones.find(([day, , , , regions]) => day > from && day <= to
    && (!atlas.state.region || regions.includes(atlas.state.region)));

  function showCaption(found) {
    caption.textContent = "";
    caption.hidden = !found;
    if (!found) return;
    const [day, title, summary, id] = found;
    atlas.element("b", "", title, caption);
    atlas.element("span", "", atlas.sayDay(day), caption);
    atlas.element("p", "", summary, caption);
    atlas.button("ba-caption-open", "Open its card", `Open the card of ${title}`, caption, () => { atlas.setPlaying(false); atlas.patch({ select: id }, true); });
  }

  function ended() {
    if (!options.loop) { atlas.setPlaying(false); return; }
    atlas.patch({ date: atlas.config.first }, false);
    next(CHANGE_MS / options.speed);
  }

  // Go to `day`, or to the turning point before it, and hold there.
  function advance(day) {
    const found = turningPoint(atlas.state.date, day);
    showCaption(found);
    go(found ? found[0] : day);
    if (found) reached = stripOf().toX(found[0]);
    return Boolean(found);
  }

  function step() {
    if (!atlas.state.playing) return;
    const day = atlas.nextChange(atlas.state.date);
    if (day === undefined) { ended(); return; }
    next(advance(day) ? HOLD_MS : CHANGE_MS / options.speed);
  }

  function slide(now) {
    if (!atlas.state.playing) return;
    showCaption(null);
    const strip = stripOf();
    reached = Math.max(reached, strip.toX(atlas.state.date)) + (now - last) * options.speed * strip.width() / STRIP_MS;
    last = now;
    const day = strip.toDay(reached);
    if (day >= atlas.config.today && atlas.state.date >= atlas.config.today) { ended(); return; }
    if (day > atlas.state.date && advance(day)) { next(HOLD_MS); return; }
    frame = requestAnimationFrame(slide);
  }

  // Evenly without motion: a month at a time.
  function monthly() {
    if (!atlas.state.playing) return;
    if (atlas.state.date >= atlas.config.today) { ended(); return; }
    next(advance(atlas.addMonths(atlas.state.date, 1)) ? HOLD_MS : CHANGE_MS / options.speed);
  }

  function next(milliseconds) {
    stop();
    timer = setTimeout(() => {
      if (!options.evenly) step();
      else if (REDUCED.matches) monthly();
      else { last = performance.now(); reached = stripOf().toX(atlas.state.date); frame = requestAnimationFrame(slide); }
    }, milliseconds);
  }

  atlas.setPlaying = (on) => {
    stop();
    showCaption(null);
    atlas.patch({ playing: on }, true);
    if (!on) return;
    const atEnd = options.evenly ? atlas.state.date >= atlas.config.today : atlas.nextChange(atlas.state.date) === undefined;
    if (atEnd) atlas.patch({ date: atlas.config.first }, true);
    next(CHANGE_MS / options.speed / 2);
  };

  // ---- the options' sheet --------------------------------------------------------------------------------------------------
  function choice(parent, type, name, title, checked, chosen) {
    const label = atlas.element("label", "ba-option", null, parent);
    const input = atlas.element("input", "", null, label);
    input.type = type;
    input.name = name;
    input.checked = checked;
    input.addEventListener("change", () => {
      chosen(input.checked);
      if (atlas.state.playing) atlas.setPlaying(true);
    });
    atlas.element("span", "", title, label);
  }

  function sheet(parent, opener) {
    const box = atlas.element("div", "ba-sheet", null, parent);
    box.hidden = true;
    box.id = "ba-play-options";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "How to play");
    const speeds = atlas.element("div", "ba-speeds", null, box);
    speeds.setAttribute("role", "radiogroup");
    speeds.setAttribute("aria-label", "Speed");
    SPEEDS.forEach((speed) => choice(speeds, "radio", "speed", sayShort(speed), speed === options.speed, () => {
      options.speed = speed;
      opener.textContent = sayShort(speed);
    }));
    choice(box, "radio", "pace", "From change to change", !options.evenly, () => { options.evenly = false; });
    choice(box, "radio", "pace", "Evenly along the strip", options.evenly, () => { options.evenly = true; });
    choice(box, "checkbox", "hold", "Hold at turning points", options.hold, (on) => { options.hold = on; });
    choice(box, "checkbox", "loop", "Again from the start", options.loop, (on) => { options.loop = on; });
    return box;
  }
  const sayShort = (speed) => (speed === 0.5 ? "½×" : `${speed}×`);

  // Adds the speed button to the bar, and to `told` the caption. `strip` returns the strip once it stands.
  atlas.startPlay = (bar, root, told, strip) => {
    stripOf = strip;
    const opener = atlas.button("ba-speed", sayShort(options.speed), "How to play: speed, pace, loop", bar, () => toggle(box.hidden));
    const box = sheet(root, opener);
    opener.setAttribute("aria-controls", box.id);
    const toggle = (open) => { box.hidden = !open; opener.setAttribute("aria-expanded", open); };
    toggle(false);
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !box.hidden) { toggle(false); opener.focus(); event.preventDefault(); }
    });
    document.addEventListener("pointerdown", (event) => {
      if (!box.contains(event.target) && event.target !== opener) toggle(false);
    });
    caption = atlas.element("div", "ba-caption", null, told);
    caption.setAttribute("role", "status");
    caption.hidden = true;
    L.DomEvent.disableClickPropagation(caption);
    // A hand or a command on the date ends the caption that stood for another day.
    atlas.painters.push((state, keys) => { if (keys.has("playing") && !state.playing) { stop(); showCaption(null); } });
  };
  atlas.setMilestones = (found) => { milestones = found; };
})();
