// The slider's picture: bands and ticks (time_marks.js), incidents per month, years, the day's line. Drawn on a canvas in
// two parts: what stands still is painted once per size, theme, layers and region, the rest each step.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const TOP_PX = 15;
  const BARS = { top: 70, bottom: 91 };
  const AXIS_Y = 104;
  atlas.STRIP_PX = 108;

  const font = (size, weight) => `${weight || 400} ${size}px ${atlas.colour("sans-face") || "sans-serif"}`;

  // Incidents per month: a Map of first day of month → {sure, vague}, of what the region filter lets through, and the
  // spans of those known only to the year.
  function monthly(timeline, state) {
    const counts = new Map();
    const years = [];
    for (const [start, until, sure, regions] of timeline.bars) {
      if (state.region && !regions.includes(state.region)) continue;
      if (!sure && until - start > 31) { years.push([start, until]); continue; }
      const date = new Date(start * 86400000);
      const month = Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86400000);
      const held = counts.get(month) || { sure: 0, vague: 0 };
      held[sure ? "sure" : "vague"] += 1;
      counts.set(month, held);
    }
    return { counts, years };
  }

  function years(pen, scale, config) {
    pen.font = font(11.5);
    pen.textBaseline = "alphabetic";
    pen.fillStyle = atlas.colour("muted");
    pen.strokeStyle = atlas.colour("rule");
    pen.lineWidth = 1;
    let free = -Infinity;
    const firstYear = Number(atlas.toIso(config.first).slice(0, 4));
    const lastYear = Number(atlas.toIso(config.today).slice(0, 4));
    for (let year = firstYear; year <= lastYear; year += 1) {
      const x = scale.toX(atlas.toDay(year + "-01-01"));
      pen.beginPath();
      pen.moveTo(x + 0.5, BARS.bottom);
      pen.lineTo(x + 0.5, BARS.bottom + 4);
      pen.stroke();
      const width = pen.measureText(String(year)).width;
      if (x >= free && x + width <= scale.right + 4) {
        pen.fillText(String(year), x, AXIS_Y);
        free = x + width + 10;
      }
    }
    pen.beginPath();
    pen.moveTo(scale.left, BARS.bottom + 0.5);
    pen.lineTo(scale.right, BARS.bottom + 0.5);
    pen.stroke();
    // The break in the scale.
    pen.fillStyle = atlas.colour("paper");
    pen.fillRect(scale.breakX - 3, BARS.bottom - 4, 5, 9);
    pen.strokeStyle = atlas.colour("muted");
    for (const shift of [-3, 2]) {
      pen.beginPath();
      pen.moveTo(scale.breakX + shift - 1.5, BARS.bottom + 4.5);
      pen.lineTo(scale.breakX + shift + 1.5, BARS.bottom - 4);
      pen.stroke();
    }
  }

  function hatchAfter(pen, scale, config) {
    const from = scale.toX(config.checked + 1);
    if (from >= scale.right) return;
    pen.save();
    pen.beginPath();
    pen.rect(from, TOP_PX, scale.right - from, BARS.bottom - TOP_PX);
    pen.clip();
    pen.strokeStyle = atlas.colour("neighbour-edge");
    pen.lineWidth = 1;
    for (let x = from - 90; x < scale.right; x += 7) {
      pen.beginPath();
      pen.moveTo(x, BARS.bottom);
      pen.lineTo(x + 90, BARS.bottom - 90);
      pen.stroke();
    }
    pen.restore();
  }

  // Returns {still(state), step(state), toX(day), toDay(x), at(x, y, reach), marks()}.
  atlas.timeStrip = (canvas, timeline, config) => {
    const context = canvas.getContext("2d");
    const still = document.createElement("canvas");
    let scale = null;
    let width = 0;
    let bars = [];
    let hits = [];
    let colours = {};

    function size() {
      const ratio = (window.devicePixelRatio || 1) * atlas.stageScale;
      width = canvas.clientWidth;
      for (const each of [canvas, still]) {
        each.width = Math.round(width * ratio);
        each.height = Math.round(atlas.STRIP_PX * ratio);
        each.getContext("2d").setTransform(ratio, 0, 0, ratio, 0, 0);
      }
      scale = atlas.timeScale(config.first, config.joint, config.today, 10, width - 12);
      scale.left = 10;
      scale.right = width - 12;
      colours = { accent: atlas.colour("accent"), clash: atlas.colour("clash") };
    }

    function drawStill(state) {
      size();
      const pen = still.getContext("2d");
      pen.clearRect(0, 0, width, atlas.STRIP_PX);
      hatchAfter(pen, scale, config);
      hits = atlas.drawMarks(pen, scale, timeline, state, config);
      years(pen, scale, config);
      atlas.drawMonths(pen, scale, BARS);
      const { counts, years: spans } = monthly(timeline, state);
      const most = Math.max(1, ...[...counts.values()].map((count) => count.sure + count.vague));
      const high = (count) => count ? Math.max(4, (BARS.bottom - BARS.top) * count / most) : 0;
      bars = [...counts].map(([month, count]) => {
        const x = scale.toX(month);
        const sure = high(count.sure);
        return { from: month, until: atlas.addMonths(month, 1), x, width: Math.max(2.5, scale.toX(atlas.addMonths(month, 1)) - x - 1), sure, vague: high(count.vague) };
      });
      for (const [from, until] of spans) {
        bars.push({ from, until, x: scale.toX(from), width: scale.toX(until) - scale.toX(from) - 1, sure: 0, vague: 4 });
      }
    }

    function drawStep(state) {
      context.clearRect(0, 0, width, atlas.STRIP_PX);
      const opens = state.date - state.days + 1;
      if (state.mode === "window") {
        const from = scale.toX(Math.max(config.first, opens));
        context.fillStyle = colours.accent;
        context.globalAlpha = 0.18;
        context.fillRect(from, TOP_PX, Math.max(2, scale.toX(state.date + 1) - from), BARS.bottom - TOP_PX);
        context.globalAlpha = 1;
      }
      context.drawImage(still, 0, 0, width, atlas.STRIP_PX);
      context.fillStyle = colours.clash;
      context.strokeStyle = colours.clash;
      context.lineWidth = 1;
      const least = state.mode === "upto" ? -Infinity : state.mode === "window" ? opens : state.date;
      for (const bar of bars) {
        context.globalAlpha = bar.from <= state.date && bar.until > least ? 1 : 0.28;
        context.fillRect(bar.x, BARS.bottom - bar.sure, bar.width, bar.sure);
        if (bar.vague) context.strokeRect(bar.x + 0.5, BARS.bottom - bar.sure - bar.vague + 0.5, bar.width - 1, bar.vague - 1);
      }
      context.globalAlpha = 1;
      context.fillStyle = colours.accent;
      context.fillRect(Math.round(scale.toX(state.date)) - 1, TOP_PX - 2, 2, atlas.STRIP_PX - TOP_PX + 2);
    }

    return {
      still: drawStill,
      step: drawStep,
      toX: (day) => scale.toX(day),
      toDay: (x) => scale.toDay(x),
      width: () => width,
      at: (x, y, reach) => atlas.markAt(hits, x, y, reach),
      marks: () => hits,
    };
  };
})();
