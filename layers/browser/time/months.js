// A reader's own sets on the slider's strip: rows a month as a stepped line. Each has a scale of its own, since sets are never added up.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const VAGUE = 128;
  const MONTH_DAYS = 31;
  const DASHES = [[], [5, 2], [1.5, 2]];
  const made = new WeakMap(); // set → its months

  // {first: [days on which the months begin], counts, most}: rows by the month in which they begin. What is dated more roughly than to
  // a month is in none.
  atlas.monthsOf = (set) => {
    if (made.has(set)) return made.get(set);
    const { first, today } = atlas.config;
    const found = { first: [], counts: [], most: 0 };
    const opening = new Date(first * 86400000);
    let day = Date.UTC(opening.getUTCFullYear(), opening.getUTCMonth(), 1) / 86400000;
    let row = atlas.firstAfter(set.start, day - 1);
    while (day <= today) {
      const next = atlas.addMonths(day, 1);
      let count = 0;
      for (; row < set.count && set.start[row] < next; row += 1) if (!(set.look[row] & VAGUE) || set.end[row] - set.start[row] <= MONTH_DAYS) count += 1;
      found.first.push(day);
      found.counts.push(count);
      found.most = Math.max(found.most, count);
      day = next;
    }
    made.set(set, found);
    return found;
  };

  // Draw a line for each set between two heights of the strip.
  atlas.drawMonths = (pen, scale, { top, bottom }) => {
    pen.save();
    pen.strokeStyle = atlas.colour("ink");
    pen.lineWidth = 1.2;
    atlas.ownSets().forEach((set, index) => {
      const { first, counts, most } = atlas.monthsOf(set);
      if (!most) return;
      pen.setLineDash(DASHES[index % DASHES.length]);
      pen.beginPath();
      counts.forEach((count, month) => {
        const y = bottom - Math.max(count && 2, (bottom - top) * count / most);
        const next = month + 1 < first.length ? scale.toX(first[month + 1]) : scale.right;
        if (month === 0) pen.moveTo(scale.toX(first[0]), y);
        else pen.lineTo(scale.toX(first[month]), y);
        pen.lineTo(next, y);
      });
      pen.stroke();
    });
    pen.restore();
  };
})();
