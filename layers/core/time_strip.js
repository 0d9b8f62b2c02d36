// The slider's picture: bands of named periods in rows of their kind, status steps, incidents per month, years, the
// day's line. Drawn on a canvas in two parts: what stands still is painted once per size and theme, the rest each step.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const ROWS = { conflicts: 20, closures: 35, process: 50 };
  const BAND_PX = 12;
  const BARS = { top: 64, bottom: 92 };
  const AXIS_Y = 106;
  atlas.STRIP_PX = 112;

  const font = (size, weight) => `${weight || 400} ${size}px ${atlas.colour("sans-face") || "sans-serif"}`;

  // Incidents per month: a Map of first day of month → count, of what the region filter lets through.
  function monthly(timeline, state) {
    const counts = new Map();
    for (const [start, regions] of timeline.incidents) {
      if (state.region && !regions.includes(state.region)) continue;
      const date = new Date(start * 86400000);
      const month = Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86400000);
      counts.set(month, (counts.get(month) || 0) + 1);
    }
    return counts;
  }

  function extent(scale, period, last) {
    const from = scale.toX(period.start);
    return [from, Math.max(3, scale.toX(period.end === null ? last : period.end) - from)];
  }

  function band(context, scale, period, last, taken) {
    const y = ROWS[period.row];
    const [from, width] = extent(scale, period, last);
    context.fillStyle = atlas.colour("band-" + period.row);
    context.globalAlpha = period.row === "conflicts" ? 1 : 0.45;
    context.fillRect(from, y, width, BAND_PX);
    context.globalAlpha = 1;
    context.font = font(11.5, 500);
    context.textBaseline = "middle";
    const text = context.measureText(period.title).width;
    // Inside where it fits, else after it, else before it, else not at all: labels never overlap.
    const inside = text + 8 <= width;
    const places = inside ? [from + 4] : [from + width + 5, from - text - 5];
    const free = places.find((x) => x >= 2 && x + text <= scale.right
      && !taken.some(([a, b, row, id]) => row === period.row && !(inside && id === period.id) && x < b && x + text > a));
    if (free !== undefined) {
      taken.push([free - 4, free + text + 4, period.row, "label"]);
      context.fillStyle = atlas.colour("ink");
      context.fillText(period.title, free, y + BAND_PX / 2 + 0.5);
    }
  }

  function years(context, scale, config) {
    context.font = font(11.5);
    context.textBaseline = "alphabetic";
    context.fillStyle = atlas.colour("muted");
    context.strokeStyle = atlas.colour("rule");
    let free = -Infinity;
    const lastYear = new Date(config.today * 86400000).getUTCFullYear();
    for (let year = 1991; year <= lastYear; year += 1) {
      const x = scale.toX(atlas.toDay(year + "-01-01"));
      context.beginPath();
      context.moveTo(x + 0.5, BARS.bottom);
      context.lineTo(x + 0.5, BARS.bottom + 4);
      context.stroke();
      const width = context.measureText(String(year)).width;
      if (x >= free && x + width <= scale.right + 4) {
        context.fillText(String(year), x, AXIS_Y);
        free = x + width + 10;
      }
    }
    context.beginPath();
    context.moveTo(scale.left, BARS.bottom + 0.5);
    context.lineTo(scale.right, BARS.bottom + 0.5);
    context.stroke();
    // The break in the scale.
    context.fillStyle = atlas.colour("paper");
    context.fillRect(scale.breakX - 3, BARS.bottom - 4, 5, 9);
    context.strokeStyle = atlas.colour("muted");
    for (const shift of [-3, 2]) {
      context.beginPath();
      context.moveTo(scale.breakX + shift - 1.5, BARS.bottom + 4.5);
      context.lineTo(scale.breakX + shift + 1.5, BARS.bottom - 4);
      context.stroke();
    }
  }

  function hatchAfter(context, scale, config) {
    const from = scale.toX(config.checked + 1);
    if (from >= scale.right) return;
    context.save();
    context.beginPath();
    context.rect(from, ROWS.conflicts - 4, scale.right - from, BARS.bottom - ROWS.conflicts + 4);
    context.clip();
    context.strokeStyle = atlas.colour("neighbour-edge");
    context.lineWidth = 1;
    for (let x = from - 90; x < scale.right; x += 7) {
      context.beginPath();
      context.moveTo(x, BARS.bottom);
      context.lineTo(x + 90, BARS.bottom - 90);
      context.stroke();
    }
    context.restore();
  }

  // Returns {still(), step(state)}: paint what stands still; paint a step over it.
  atlas.timeStrip = (canvas, timeline, config) => {
    const context = canvas.getContext("2d");
    const still = document.createElement("canvas");
    let scale = null;
    let bars = [];

    function size() {
      const ratio = window.devicePixelRatio || 1;
      const width = canvas.clientWidth;
      for (const each of [canvas, still]) {
        each.width = Math.round(width * ratio);
        each.height = Math.round(atlas.STRIP_PX * ratio);
        each.getContext("2d").setTransform(ratio, 0, 0, ratio, 0, 0);
      }
      scale = atlas.timeScale(config.first, config.joint, config.today, 10, width - 12);
      scale.left = 10;
      scale.right = width - 12;
    }

    function drawStill(state) {
      size();
      const pen = still.getContext("2d");
      pen.clearRect(0, 0, canvas.clientWidth, atlas.STRIP_PX);
      hatchAfter(pen, scale, config);
      const taken = timeline.periods.map((period) => {
        const [from, width] = extent(scale, period, config.today);
        return [from - 2, from + width + 2, period.row, period.id];
      });
      timeline.periods.forEach((period) => band(pen, scale, period, config.today, taken));
      timeline.steps.forEach(([day, status]) => {
        pen.fillStyle = atlas.colour(status);
        pen.fillRect(scale.toX(day) - 1.5, ROWS.process - 1, 3.5, BAND_PX + 2);
      });
      years(pen, scale, config);
      const counts = monthly(timeline, state);
      const most = Math.max(1, ...counts.values());
      bars = [...counts].map(([month, count]) => {
        const x = scale.toX(month);
        const width = Math.max(2.5, scale.toX(atlas.addMonths(month, 1)) - x - 1);
        const height = Math.max(5, (BARS.bottom - BARS.top) * count / most);
        return { month, x, width, y: BARS.bottom - height, height };
      });
    }

    function drawStep(state) {
      const width = canvas.clientWidth;
      context.clearRect(0, 0, width, atlas.STRIP_PX);
      if (state.mode === "window") {
        const from = scale.toX(Math.max(config.first, state.date - state.days + 1));
        context.fillStyle = atlas.colour("accent");
        context.globalAlpha = 0.18;
        context.fillRect(from, ROWS.conflicts - 4, Math.max(2, scale.toX(state.date + 1) - from), BARS.bottom - ROWS.conflicts + 4);
        context.globalAlpha = 1;
      }
      context.drawImage(still, 0, 0, width, atlas.STRIP_PX);
      context.fillStyle = atlas.colour("clash");
      for (const bar of bars) {
        const past = bar.month <= state.date;
        const inside = state.mode === "upto" ? past
          : state.mode === "window" ? past && atlas.addMonths(bar.month, 1) > state.date - state.days + 1
            : past && atlas.addMonths(bar.month, 1) > state.date;
        context.globalAlpha = inside ? 1 : 0.28;
        context.fillRect(bar.x, bar.y, bar.width, bar.height);
      }
      context.globalAlpha = 1;
      const x = Math.round(scale.toX(state.date));
      context.fillStyle = atlas.colour("accent");
      context.fillRect(x - 1, ROWS.conflicts - 6, 2, atlas.STRIP_PX - ROWS.conflicts);
    }

    return {
      still: drawStill,
      step: drawStep,
      toX: (day) => scale.toX(day),
      toDay: (x) => scale.toDay(x),
    };
  };
})();
