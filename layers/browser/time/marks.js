// What stands on the slider's strip and can be clicked: named periods as bands, ticks where something on the map changes,
// turning points. Grouped by day, filtered by layer and region, each with its box for hand and finger.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const ROWS = { conflicts: 19, closures: 32, process: 45 };
  const BAND_PX = 11;
  const MARK_Y = 62; // middle of the row of bases and turning points
  const HALF_PX = 4.5;
  const NAMES_SHOWN = 3;
  atlas.STRIP_ROWS = ROWS;

  const font = (size, weight) => `${weight || 400} ${size}px ${atlas.colour("sans-face") || "sans-serif"}`;
  const within = (regions, state) => !state.region || regions.includes(state.region);

  // ---- days in words -------------------------------------------------------------------------------------------------
  // A span of days as it is known: a day, a month or a year.
  atlas.saySpan = (day, until) => {
    const words = atlas.sayDay(day);
    if (until - day <= 1) return words;
    return until - day > 31 ? words.split(" ")[2] : words.split(" ").slice(1).join(" ");
  };
  atlas.sayNames = (names) => names.length <= NAMES_SHOWN + 1 ? [names.slice(0, -1).join(", "), names[names.length - 1]].filter(Boolean).join(" and ")
    : `${names.slice(0, NAMES_SHOWN).join(", ")} and ${names.length - NAMES_SHOWN} more`;

  // ---- what there is ---------------------------------------------------------------------------------------------------
  // Ticks of the layers switched on: those of one day, layer and look are one tick.
  atlas.groupTicks = (timeline, state) => {
    const groups = new Map();
    const row = timeline.rows; // layer → where it stands: in a band's row, or below with marks of its own
    for (const [day, until, layer, look, title, regions] of timeline.ticks) {
      if (!state.layers.includes(layer) || !within(regions, state)) continue;
      const key = `${day} ${until} ${layer} ${look}`;
      if (!groups.has(key)) groups.set(key, { day, until, row: row[layer], look, begins: look === timeline.verbs[layer][0], titles: [] });
      groups.get(key).titles.push(title);
    }
    for (const [day, title, , id, regions, layer] of timeline.turns) {
      if (state.layers.includes(layer) && within(regions, state)) {
        groups.set(id, { day, until: day + 1, row: row[layer], look: "milestone", titles: [title] });
      }
    }
    return [...groups.values()].sort((a, b) => a.day - b.day);
  };

  const sayTick = (tick, words) => {
    const when = atlas.saySpan(tick.day, tick.until);
    if (tick.look === "milestone") return `${when}: ${tick.titles[0]}`;
    return `${when}: ${atlas.sayNames(tick.titles)} ${words[tick.look] || tick.look}`.trimEnd();
  };

  // ---- drawing ------------------------------------------------------------------------------------------------------------
  const extent = (scale, period, last) => {
    const from = scale.toX(period.start);
    return [from, Math.max(3, scale.toX(period.end === null ? last : period.end) - from)];
  };

  function drawBand(pen, scale, period, last, taken) {
    const y = ROWS[period.row];
    const [from, width] = extent(scale, period, last);
    pen.fillStyle = atlas.colour("band-" + period.row);
    pen.globalAlpha = period.row === "conflicts" ? 1 : 0.45;
    pen.fillRect(from, y, width, BAND_PX);
    pen.globalAlpha = 1;
    pen.font = font(11.5, 500);
    pen.textBaseline = "middle";
    const text = pen.measureText(period.title).width;
    // Inside where it fits, else after it, else before it, else not at all: labels never overlap.
    const inside = text + 8 <= width;
    const places = inside ? [from + 4] : [from + width + 5, from - text - 5];
    const free = places.find((x) => x >= 2 && x + text <= scale.right
      && !taken.some(([a, b, row, id]) => row === period.row && !(inside && (id === period.id || id === "tick")) && x < b && x + text > a));
    if (free === undefined) return { from, width, y };
    taken.push([free - 4, free + text + 4, period.row, "label"]);
    return { from, width, y, label: [period.title, free, y + BAND_PX / 2 + 0.5], text };
  }

  function diamond(pen, x, y, r) {
    pen.beginPath();
    pen.moveTo(x, y - r); pen.lineTo(x + r, y); pen.lineTo(x, y + r); pen.lineTo(x - r, y);
    pen.closePath();
  }
  function triangle(pen, x, y, r, way) {
    pen.beginPath();
    pen.moveTo(x - r, y + way * r * 0.8); pen.lineTo(x + r, y + way * r * 0.8); pen.lineTo(x, y - way * r * 0.8);
    pen.closePath();
  }

  const TICK_COLOURS = { open: "crossing-open", restricted: "crossing-open", closed: "crossing-closed", opened: "base", milestone: "accent" };
  const colourOf = (tick) => atlas.colour(tick.row === "marks" ? "base" : TICK_COLOURS[tick.look] || tick.look);

  // Draws a tick and returns the box it takes. What is known only to the month or year is hollow, as wide as its span.
  function drawTick(pen, scale, tick) {
    const x = scale.toX(tick.day);
    const vague = tick.until - tick.day > 1;
    const wide = vague ? Math.max(2 * HALF_PX, scale.toX(tick.until) - x) : 0;
    const colour = colourOf(tick);
    pen.fillStyle = colour;
    pen.strokeStyle = colour;
    pen.lineWidth = 1.2;
    if (tick.row in ROWS) {
      const y = ROWS[tick.row] - 1;
      if (vague) pen.strokeRect(x + 0.6, y + 0.6, wide - 1.2, BAND_PX + 0.8);
      else pen.fillRect(x - 1.5, y, tick.row === "process" ? 3.5 : 2.5, BAND_PX + 2);
      return { left: x - 2, right: x + (wide || 2), top: y, bottom: y + BAND_PX + 2 };
    }
    const at = x + wide / 2;
    const happened = tick.look === "milestone" || !tick.look;
    if (happened) diamond(pen, at, MARK_Y, HALF_PX);
    else triangle(pen, at, MARK_Y, HALF_PX, tick.begins ? 1 : -1);
    if (vague || !(happened || tick.begins)) pen.stroke();
    else pen.fill();
    if (vague && wide > 3 * HALF_PX) {
      pen.beginPath(); pen.moveTo(x, MARK_Y + HALF_PX + 1.5); pen.lineTo(x + wide, MARK_Y + HALF_PX + 1.5); pen.stroke();
    }
    return { left: Math.min(x, at - HALF_PX), right: Math.max(x + wide, at + HALF_PX), top: MARK_Y - HALF_PX, bottom: MARK_Y + HALF_PX };
  }

  // Draw bands and ticks; returns what can be hit: {kind: "period" | "tick", left, right, top, bottom, text, day | id}.
  atlas.drawMarks = (pen, scale, timeline, state, config) => {
    const taken = timeline.periods.map((period) => {
      const [from, width] = extent(scale, period, config.today);
      return [from - 2, from + width + 2, period.row, period.id];
    });
    const ticks = atlas.groupTicks(timeline, state).filter((tick) => tick.day <= config.today && tick.until > config.first);
    // A name beside its band keeps clear of ticks; one inside stands over them.
    for (const tick of ticks) {
      if (tick.row in ROWS) taken.push([scale.toX(tick.day) - 3, scale.toX(tick.until) + 3, tick.row, "tick"]);
    }
    const bands = timeline.periods.map((period) => [period, drawBand(pen, scale, period, config.today, taken)]);
    const hits = ticks.map((tick) => ({ ...drawTick(pen, scale, tick), kind: "tick", day: Math.max(tick.day, config.first), text: sayTick(tick, timeline.words) }));
    // Names last: a tick may cross a band, never its name.
    for (const [period, { from, width, y, label, text }] of bands) {
      if (label) {
        pen.font = font(11.5, 500);
        pen.textBaseline = "middle";
        pen.fillStyle = atlas.colour("ink");
        pen.fillText(...label);
      }
      hits.push({ kind: "period", id: period.id, text: `${period.title}: open its card`, band: [from, width],
        left: Math.min(from, label ? label[1] : from), right: Math.max(from + width, label ? label[1] + text : 0), top: y, bottom: y + BAND_PX });
    }
    return hits;
  };

  // The mark at a place on the strip, ticks before bands, or the nearest within `reach` pixels, or null.
  atlas.markAt = (hits, x, y, reach) => {
    let best = null;
    let least = reach;
    for (const hit of hits) {
      const across = Math.max(hit.left - x, 0, x - hit.right);
      const down = Math.max(hit.top - y, 0, y - hit.bottom);
      const away = Math.hypot(across, down) + (hit.kind === "period" ? 1 : 0); // a tick within a band is the nearer
      if (away < least) { least = away; best = hit; }
    }
    return best;
  };
})();
