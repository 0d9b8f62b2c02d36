"""The promises of speed, measured: ``make bench``. Figures that are compared are taken side by side in one run.

- A step of the slider, from the input to the first animation frame in which the snapshot and a pixel read back both show
  the new date, with the whole ledger: 95 of 100 within 20 ms.
- The first map painted, warm, against an empty Streamlit page.
- Python per view: processor time of the server for one reader's view, against an empty page: at most 20 ms more.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import ExitStack
from pathlib import Path
from shutil import copytree
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import BrowserContext, sync_playwright

from tests.support.atlas import Atlas
from tests.support.chromium import ARGUMENTS, find
from tests.support.reader import visit
from tests.support.server import ROOT, App, serve

STEPS, VISITS, READERS = 400, 9, 60
STEP_P95_MS, VIEW_MS = 20.0, 20.0
EMPTY = "import streamlit as st\nst.title('Empty')\n"

#: Views that differ, so that none is served from what the last one left.
QUERIES = ("", "date=2022-09-16&mode=day", "date=2021-04-29&mode=window&days=30", "date=2014-06-02&select=kant", "date=2025-03-13&region=batken")

#: Steps over the whole slider, small and large, each begun in the frame in which the last was seen; between every twenty of
#: them as many frames in which nothing happens, for comparison.
STEP_SCRIPT = """async (count) => {
  const atlas = window.borderAtlas;
  const canvas = document.querySelector(".ba-strip");
  const thumb = document.querySelector(".ba-thumb:not(.ba-opener)");
  const pen = canvas.getContext("2d");
  const ratio = window.devicePixelRatio;
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = atlas.colour("accent");
  probe.fillRect(0, 0, 1, 1);
  const accent = probe.getImageData(0, 0, 1, 1).data.join();
  const pixelShows = () => {
    const x = Math.round(new DOMMatrix(thumb.style.transform).m41);
    return pen.getImageData(Math.round((x - 0.5) * ratio), canvas.height - 2, 1, 1).data.join() === accent;
  };
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const from = atlas.toDay("2012-01-01"), to = atlas.config.today;
  const days = [];
  for (let index = 0; index < count; index += 1) days.push(Math.round(from + (to - from) * ((index * 0.013 + (index % 7) * 0.11) % 1)));
  const times = [], bare = [];
  let late = 0;
  await frame();
  for (const [number, day] of days.entries()) {
    for (let index = 0; number % 20 === 0 && index < 20; index += 1) {
      const begun = performance.now();
      await frame();
      if (index > 0) bare.push(performance.now() - begun); // The first frame still pays for the step before it.
    }
    if (day === atlas.state.date) continue;
    const iso = atlas.toIso(day);
    const start = performance.now();
    atlas.setDate(iso);
    await frame();
    let frames = 1;
    while (!(atlas.snapshot().date === iso && pixelShows())) {
      frames += 1;
      if (frames > 60) throw new Error(`the map never showed ${iso}`);
      await frame();
    }
    if (frames > 1) late += 1;
    times.push(performance.now() - start);
  }
  return { times, bare, late };
}"""


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


def measure_steps(context: BrowserContext, app: App) -> list[str]:
    """Return lines on the slider's steps, for each mode."""
    lines = []
    for mode in ("upto", "window", "day"):
        page = context.new_page()
        page.goto(f"{app.url}/?mode={mode}&date=2020-01-01&days=365")
        found = Atlas.on(page).frame.evaluate(STEP_SCRIPT, STEPS)
        page.close()
        worst, idle = p95(found["times"]), p95(found["bare"])
        lines.append(
            f"slider step, {mode:<7} median {median(found['times']):6.1f} ms   p95 {worst:6.1f} ms   idle frame p95 {idle:6.1f} ms, {worst / idle:.2f} times   "
            f"{found['late']} of {len(found['times'])} not in the first frame   {verdict(worst <= STEP_P95_MS, f'p95 ≤ {STEP_P95_MS:g} ms')}"
        )
    return lines


def first_map(context: BrowserContext, app: App) -> float:
    """Return the seconds from the request to the first painted map."""
    page = context.new_page()
    start = perf_counter()
    page.goto(app.url)
    Atlas.on(page, settled=False)
    seconds = perf_counter() - start
    page.close()
    return seconds


def first_heading(context: BrowserContext, app: App) -> float:
    """Return the seconds from the request to the heading of an empty page."""
    page = context.new_page()
    start = perf_counter()
    page.goto(app.url)
    page.get_by_role("heading", name="Empty").wait_for()
    seconds = perf_counter() - start
    page.close()
    return seconds


def measure_first_map(context: BrowserContext, app: App, empty: App) -> list[str]:
    """Return a line on the first map, warm, in turns with the empty page."""
    first_map(context, app), first_heading(context, empty)
    pairs = [(first_map(context, app), first_heading(context, empty)) for _ in range(VISITS)]
    maps, headings = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    ratio = median(pair[0] / pair[1] for pair in pairs)
    return [f"first map, warm     {maps:6.2f} s   empty Streamlit page {headings:6.2f} s   {ratio:.2f} times"]


def processor_ms(pid: int) -> float:
    """Return the processor time a process has used, in ms."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


async def per_view(app: App, queries: tuple[str, ...]) -> tuple[float, float]:
    """Return processor ms of the server and seconds waited per view, over readers who come one after the other."""
    for query in queries:
        await visit(app.url, query)
    before = processor_ms(app.pid)
    waits = [await visit(app.url, queries[number % len(queries)]) for number in range(READERS)]
    return (processor_ms(app.pid) - before) / READERS, median(waits)


def measure_python(app: App, empty: App) -> list[str]:
    """Return lines on what a view costs the server, in turns with the empty page."""
    turns = [(asyncio.run(per_view(app, QUERIES)), asyncio.run(per_view(empty, ("",)))) for _ in range(3)]
    ours, bare = (median(turn[side][0] for turn in turns) for side in (0, 1))
    more = median(turn[0][0] - turn[1][0] for turn in turns)
    waits, bare_waits = (median(turn[side][1] for turn in turns) * 1000 for side in (0, 1))
    return [
        f"Python per view     {ours:6.1f} ms   empty Streamlit page {bare:6.1f} ms   {more:.1f} ms more   {verdict(more <= VIEW_MS, f'≤ {VIEW_MS:g} ms more')}",
        f"wait per view       {waits:6.1f} ms   empty Streamlit page {bare_waits:6.1f} ms   {waits / bare_waits:.2f} times, one reader at a time",
    ]


def verdict(kept: bool, promise: str) -> str:
    return f"{'kept' if kept else 'MISSED'}: {promise}"


def main() -> None:
    """Measure and print."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
        app = stack.enter_context(serve(folder / "atlas.log"))
        # With our settings: as they come, Streamlit watches the files of all its modules anew for each reader, which costs 150 ms.
        copytree(ROOT / ".streamlit", folder / ".streamlit")
        empty = stack.enter_context(serve(folder / "empty.log", script="empty.py", folder=folder))
        lines = measure_python(app, empty)
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        context.set_default_timeout(60_000)
        lines += measure_first_map(context, app, empty) + measure_steps(context, app)
        chromium.close()
    print("\n".join(lines))


if __name__ == "__main__":
    main()
