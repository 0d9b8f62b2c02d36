"""What is measured of the points, as it runs in the map’s frame."""

from __future__ import annotations

SHOWN = "(count) => { const set = window.borderAtlas.snapshot().sets.made; return set && set.of === count; }"

#: Step to one day after the other. The pixel read back is that of the newest point, which lies on top: it must have that point's colour (within
#: what a picture with see-through marks rounds). Where all stand in cells that are counted, it is that of one of those, and they sum what shows.
STEP = """async (days) => {
  const atlas = window.borderAtlas;
  const canvas = atlas.pointCanvas("made");
  const pen = canvas.getContext("2d");
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const colours = ["cat-1", "cat-2", "cat-3", "cat-4", "cat-5", "cat-6"].map((name) => [1, 3, 5].map((at) => parseInt(atlas.colour(name).slice(at, at + 2), 16)));
  const times = [];
  for (const iso of days) {
    await frame();
    const start = performance.now();
    atlas.patch({ date: atlas.toDay(iso) }, false); // what the hand does, but for the word to Python once it rests
    await frame();
    for (let frames = 1; ; frames += 1) {
      const snapshot = atlas.snapshot();
      const { date, newest, cells, inView } = snapshot.sets.made;
      const [x, y] = newest || [cells[0].x + 28, cells[0].y + 4];
      const pixel = pen.getImageData(x, y, 1, 1).data;
      const right = newest
        ? colours[newest[2] - 1].every((value, at) => Math.abs(value - pixel[at]) <= 2)
        : pixel[3] > 0 && cells.reduce((sum, cell) => sum + cell.rows, 0) === inView.massed;
      if (snapshot.date === iso && date === iso && right) break;
      if (frames > 60) throw new Error(`never showed ${iso}`);
      await frame();
    }
    times.push(performance.now() - start);
  }
  return times;
}"""

CAMERA = """async (count) => {
  const atlas = window.borderAtlas;
  const times = [];
  for (let index = 0; index < count; index += 1) {
    await new Promise((done) => requestAnimationFrame(done));
    const start = performance.now();
    if (index % 4 === 3) atlas.map.setZoom(atlas.map.getZoom() + (index % 8 === 3 ? 0.5 : -0.5), { animate: false });
    else atlas.map.panBy([index % 2 ? -90 : 90, 40 * (index % 3 - 1)], { animate: false });
    await new Promise((done) => requestAnimationFrame(done));
    atlas.pointCanvas("made").getContext("2d").getImageData(10, 10, 1, 1);
    times.push(performance.now() - start);
  }
  return times;
}"""

HOVER = """async (count) => {
  const atlas = window.borderAtlas;
  const target = document.getElementById("map_div").querySelector(".leaflet-map-pane");
  const box = document.getElementById("map_div").getBoundingClientRect();
  const tip = document.querySelector(".ba-point-tip");
  const times = [];
  for (let index = 0; index < count; index += 1) {
    const [clientX, clientY] = [box.left + box.width * (0.25 + 0.5 * ((index * 0.37) % 1)), box.top + box.height * (0.35 + 0.3 * ((index * 0.61) % 1))];
    await new Promise((done) => requestAnimationFrame(done));
    const start = performance.now();
    target.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true, view: window }));
    await new Promise((done) => requestAnimationFrame(done));
    if (tip.hidden) continue; // nothing lies there
    tip.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times;
}"""
