// Hands and keys on the slider: the date, the two edges and the middle of a period, the marks on the strip.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const MOVED_PX = 4; // A press that moves less is a click.
  const REACH = { touch: 22, mouse: 4 }; // How near a mark a click must be: for a finger half of 44 px.
  const MARKS_END_Y = 68; // Below it stand bars and years, which are not clicked one by one.
  const WIDE_PX = 24; // A period this wide on the strip can be taken by its middle there; any by its label.
  const PAN_PX = 80;
  const MAX_DAYS = 36525;

  const move = (day) => { if (day !== undefined) atlas.patch({ date: day }, true); };
  const opens = (state) => state.date - state.days + 1;
  const clampDay = (day) => Math.min(Math.max(day, atlas.config.first), atlas.config.today);
  const setDays = (days) => atlas.patch({ days: Math.min(Math.max(days, 1), MAX_DAYS) }, true);

  // ---- what a drag does ----------------------------------------------------------------------------------------------------
  // Each returns follow(day) for where the pointer is now.
  const dragDate = () => (day) => move(day);
  const dragStart = () => (day) => setDays(atlas.state.date - Math.min(clampDay(day), atlas.state.date) + 1);
  function dragEnd() {
    const start = opens(atlas.state);
    return (day) => {
      const date = Math.max(clampDay(day), Math.max(start, atlas.config.first));
      atlas.patch({ date, days: date - start + 1 }, true);
    };
  }
  function dragWhole(from) {
    const { date } = atlas.state;
    return (day) => move(Math.max(date + day - from, Math.min(date, atlas.config.first + atlas.state.days - 1)));
  }

  function track(event, parts, follow, clicked) {
    const target = event.currentTarget;
    const { left } = parts.canvas.getBoundingClientRect();
    let moved = !clicked;
    const dayAt = (at) => parts.strip().toDay((at.clientX - left) / atlas.stageScale);
    const onMove = (at) => {
      if (!moved && Math.hypot(at.clientX - event.clientX, at.clientY - event.clientY) < MOVED_PX) return;
      moved = true;
      follow(dayAt(at));
    };
    const end = (at) => {
      target.removeEventListener("pointermove", onMove);
      target.removeEventListener("pointerup", end);
      target.removeEventListener("pointercancel", end);
      if (!moved && at.type === "pointerup") clicked();
    };
    target.setPointerCapture(event.pointerId);
    target.addEventListener("pointermove", onMove);
    target.addEventListener("pointerup", end);
    target.addEventListener("pointercancel", end);
  }

  function press(event, parts) {
    const strip = parts.strip();
    if (event.button > 0 || !strip) return;
    event.preventDefault();
    if (atlas.state.playing) atlas.setPlaying(false);
    const { left, top } = parts.canvas.getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / atlas.stageScale, (event.clientY - top) / atlas.stageScale];
    const { state } = atlas;
    const windowed = state.mode === "window";
    const grips = (element) => element.contains(event.target);
    if (windowed && grips(parts.opener)) { parts.opener.focus({ preventScroll: true }); track(event, parts, dragStart()); return; }
    parts.thumb.focus({ preventScroll: true });
    if (windowed && grips(parts.thumb)) { track(event, parts, dragEnd()); return; }
    const whole = dragWhole(strip.toDay(x));
    if (windowed && grips(parts.pill)) { track(event, parts, whole); return; }
    const mark = y < MARKS_END_Y ? strip.at(x, y, event.pointerType === "touch" ? REACH.touch : REACH.mouse) : null;
    const [from, to] = [strip.toX(opens(state)), strip.toX(state.date)];
    const inside = windowed && to - from >= WIDE_PX && x > from && x < to;
    const follow = inside ? whole : dragDate();
    if (mark) { track(event, parts, follow, () => take(mark)); return; }
    if (!inside) follow(strip.toDay(x));
    track(event, parts, follow);
  }

  const take = (mark) => { if (mark.kind === "period") atlas.patch({ select: mark.id }, true); else move(mark.day); };

  // ---- a word on the mark under the pointer -----------------------------------------------------------------------------------
  function startTip(parts) {
    const tip = atlas.element("div", "ba-strip-tip", "", parts.track);
    const hide = () => { tip.hidden = true; parts.track.classList.remove("on-mark"); };
    hide();
    parts.track.addEventListener("pointermove", (event) => {
      const strip = parts.strip();
      if (!strip || event.buttons || event.pointerType === "touch") { hide(); return; }
      const { left, top } = parts.canvas.getBoundingClientRect();
      const [x, y] = [(event.clientX - left) / atlas.stageScale, (event.clientY - top) / atlas.stageScale];
      const mark = y < MARKS_END_Y ? strip.at(x, y, REACH.mouse) : null;
      if (!mark) { hide(); return; }
      tip.hidden = false;
      parts.track.classList.add("on-mark");
      tip.textContent = mark.text;
      const half = tip.offsetWidth / 2;
      tip.style.transform = `translate(${Math.min(Math.max(x - half, 2), strip.width() - 2 * half - 2)}px, ${mark.top - tip.offsetHeight - 6}px)`;
    });
    parts.track.addEventListener("pointerleave", hide);
  }

  // ---- keys --------------------------------------------------------------------------------------------------------------------
  // Where a key leads from a day, or undefined; null for a key that is none of ours.
  function target(event, day) {
    const months = (count) => atlas.addMonths(day, count);
    const back = () => (event.shiftKey ? months(-1) : day - 1);
    const on = () => (event.shiftKey ? months(1) : day + 1);
    const targets = {
      ArrowLeft: back, ArrowDown: back, ArrowRight: on, ArrowUp: on,
      PageUp: () => months(12), PageDown: () => months(-12),
      ",": () => atlas.previousChange(day), ".": () => atlas.nextChange(day),
      Home: () => atlas.config.first, End: () => atlas.config.today,
    };
    return targets[event.key] ? targets[event.key]() : null;
  }

  function key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return false;
    if (event.key === " ") atlas.setPlaying(!atlas.state.playing);
    else {
      const day = target(event, atlas.state.date);
      if (day === null) return false;
      move(day);
    }
    event.preventDefault();
    return true;
  }

  function keyOnStart(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.key === " ") return;
    const day = target(event, opens(atlas.state));
    if (day === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (day !== undefined) dragStart()(day);
  }

  // Keys that a field or a button inside needs itself are left to it.
  function taken(event) {
    const { tagName, type } = event.target;
    if (tagName === "SELECT" || tagName === "TEXTAREA" || (tagName === "INPUT" && type !== "checkbox")) return true;
    const pressed = tagName === "BUTTON" || tagName === "A" || tagName === "INPUT" || event.target.getAttribute("role") === "button";
    return pressed && (event.key === " " || event.key === "Enter");
  }

  const PANS = { ArrowLeft: [-PAN_PX, 0], ArrowRight: [PAN_PX, 0], ArrowUp: [0, -PAN_PX], ArrowDown: [0, PAN_PX] };
  function keyOnMap(event) {
    if (taken(event)) return;
    if (event.ctrlKey && PANS[event.key]) { // Arrows alone move the date, here too.
      atlas.moveByHand(() => atlas.map.panBy(PANS[event.key], { animate: false }));
      event.preventDefault();
      event.stopPropagation();
    } else if (key(event)) event.stopPropagation();
  }

  // parts: {root, track, canvas, thumb, opener, pill, strip()}
  atlas.startHands = (parts) => {
    parts.track.addEventListener("pointerdown", (event) => press(event, parts));
    startTip(parts);
    parts.opener.addEventListener("keydown", keyOnStart);
    parts.root.addEventListener("keydown", (event) => { if (!taken(event)) key(event); });
    // Before Leaflet's own keys, which would pan the map.
    atlas.map.getContainer().addEventListener("keydown", keyOnMap, { capture: true });
  };
})();
