"""The promises of speed, measured: ``make bench``. Figures that are compared are taken side by side in one run.

- A step of the slider, from the input to the first animation frame in which the snapshot and a pixel read back both show
  the new date, with the whole ledger: 95 of 100 within 20 ms.
- The first map painted, warm, against an empty Streamlit page.
- Python per view: processor time of the page's script for a new reader's view: at most 20 ms. Beside it what the whole server
  needs for that view, Streamlit's own part and the messages included, and what it needs for an empty page.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import thread_time
from urllib.parse import parse_qsl

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner_utils import script_run_context

from tests.support.atlas import FRAME, READY, Atlas
from tests.support.browsers.been_here import BEEN_HERE
from tests.support.chromium import ARGUMENTS, WHOLE, find
from tests.support.pages import opened
from tests.support.reader import visit
from tests.support.server import EMPTY, App, serve, write_bare

STEPS, WARM_STEPS, WARM_VISITS, VISITS, READERS = 400, 60, 3, 9, 60
STEP_P95_MS, VIEW_MS, MAP_TIMES = 20.0, 20.0, 1.7

#: Streamlit's test harness fills its session before any run has begun, and warns of that each time that one is made.
#: The pages run in threads of their own: what they do without a context is still told.
logging.getLogger(script_run_context.__name__).addFilter(lambda record: record.threadName != "MainThread")

#: Views that differ, so that none is served from what the last one left.
QUERIES = (
    "",
    "date=2022-09-16&mode=day",
    "date=2021-04-29&mode=window&days=30",
    "date=2014-06-02&select=kant",
    "date=2025-03-13&region=batken",
)

#: First frames in which nothing happens, for comparison; then the hand drags along the whole slider, one step in each frame; then it
#: jumps to and fro by years, which toggles dozens of marks at once.
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
    const x = Math.round(parseFloat(thumb.style.getPropertyValue("--x")));
    return pen.getImageData(Math.round((x - 0.5) * ratio), canvas.height - 2, 1, 1).data.join() === accent;
  };
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const from = atlas.toDay("2012-01-01"), to = atlas.config.today;
  let late = 0;
  async function steps(part) {
    const times = [];
    for (let index = 0; index < count; index += 1) {
      const day = Math.round(from + (to - from) * part(index));
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
    return times;
  }
  const bare = [];
  await frame();
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now();
    await frame();
    bare.push(performance.now() - begun);
  }
  const dragged = await steps((index) => (index + 1) / count);
  const jumped = await steps((index) => (index * 0.013 + (index % 7) * 0.11) % 1);
  return { bare, dragged, jumped, late };
}"""


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


def measure_steps(context: BrowserContext, app: App, query: str = "", ready: str = "") -> list[str]:
    """Return lines on the slider's steps, for each mode; of a view that is further said by `query`, once `ready` holds in the map's frame."""
    lines = []
    for mode in ("upto", "window", "day"):
        page = context.new_page()
        page.goto(f"{app.url}/?mode={mode}&date=2020-01-01&days=365{query}")
        frame = Atlas.on(page).frame
        if ready:
            frame.wait_for_function(ready)
        frame.evaluate(STEP_SCRIPT, WARM_STEPS)
        found = frame.evaluate(STEP_SCRIPT, STEPS)
        page.close()
        dragged, jumped, idle = (p95(found[name]) for name in ("dragged", "jumped", "bare"))
        lines.append(
            f"slider step, {mode:<7} median {median(found['dragged']):6.1f} ms   p95 {dragged:6.1f} ms   idle frame p95 {idle:6.1f} ms   jumps by years p95 {jumped:6.1f} ms   "
            f"{found['late']} of {len(found['dragged']) + len(found['jumped'])} not in the first frame   {verdict(dragged <= STEP_P95_MS, f'p95 ≤ {STEP_P95_MS:g} ms')}"
        )
    return lines


def painted_ms(context: BrowserContext, app: App) -> float:
    """Return the milliseconds from the request to the frame after the page is there, as the page's own clock counts them."""
    page = context.new_page()
    page.goto(app.url)
    page.wait_for_function("() => window.paintedAt")
    found = page.evaluate("() => window.paintedAt")
    page.close()
    return found


def watching(chromium: Browser, condition: str, argument: str) -> BrowserContext:
    """Return a reader's browser that notes in ``window.paintedAt`` when a condition (a JavaScript function) first held and was painted."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.add_init_script(BEEN_HERE)
    context.set_default_timeout(60_000)
    context.add_init_script(f"""if (window.top === window) {{
      const there = {condition};
      const look = () => {{
        if (there({json.dumps(argument)})) requestAnimationFrame(() => requestAnimationFrame(() => {{ window.paintedAt = performance.now(); }}));
        else requestAnimationFrame(look);
      }};
      requestAnimationFrame(look);
    }}""")
    return context


def measure_first_map(chromium: Browser, app: App, empty: App) -> list[str]:
    """Return a line on the first map, warm, in turns with the empty page."""
    ours, bare = watching(chromium, READY, FRAME), watching(chromium, "() => document.querySelector('h1') !== null", "")
    for _ in range(WARM_VISITS):
        painted_ms(ours, app), painted_ms(bare, empty)
    pairs = [(painted_ms(ours, app), painted_ms(bare, empty)) for _ in range(VISITS)]
    maps, headings = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    ratio = median(pair[0] / pair[1] for pair in pairs)
    return [
        f"first map, warm     {maps:6.0f} ms   empty Streamlit page {headings:6.0f} ms   {ratio:.2f} times   {verdict(ratio <= MAP_TIMES, f'≤ {MAP_TIMES:g} times')}"
    ]


def script_ms() -> list[float]:
    """Return the processor time of the page's script, run after run, each for a new reader."""
    times: list[float] = []
    run = script_runner.exec_func_with_error_handling

    def timed(*arguments: object) -> object:
        start = thread_time()
        try:
            return run(*arguments)
        finally:
            times.append((thread_time() - start) * 1000)

    script_runner.exec_func_with_error_handling = timed
    try:
        for query in QUERIES:
            opened("map.py", **dict(parse_qsl(query)))
        times.clear()
        for number in range(READERS):
            opened("map.py", **dict(parse_qsl(QUERIES[number % len(QUERIES)])))
    finally:
        script_runner.exec_func_with_error_handling = run
    return times


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
    script = script_ms()
    turns = [(asyncio.run(per_view(app, QUERIES)), asyncio.run(per_view(empty, ("",)))) for _ in range(3)]
    ours, bare = (median(turn[side][0] for turn in turns) for side in (0, 1))
    waits, bare_waits = (median(turn[side][1] for turn in turns) * 1000 for side in (0, 1))
    return [
        f"Python per view     {median(script):6.1f} ms   p95 {p95(script):.1f} ms   {verdict(median(script) <= VIEW_MS, f'median ≤ {VIEW_MS:g} ms')}",
        f"server per view     {ours:6.1f} ms   empty Streamlit page {bare:6.1f} ms   {ours - bare:.1f} ms more",
        f"wait per view       {waits:6.1f} ms   empty Streamlit page {bare_waits:6.1f} ms   {waits / bare_waits:.2f} times, one reader at a time",
    ]


def verdict(kept: bool, promise: str) -> str:
    return f"{'kept' if kept else 'MISSED'}: {promise}"


def main() -> None:
    """Measure and print."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        app = stack.enter_context(serve(folder / "atlas.log"))
        empty = stack.enter_context(serve(folder / "empty.log", write_bare(folder, EMPTY), folder))
        lines = measure_python(app, empty)
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=find(WHOLE), args=list(ARGUMENTS))
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        context.add_init_script(BEEN_HERE)
        context.set_default_timeout(60_000)
        lines += measure_first_map(chromium, app, empty) + measure_steps(context, app)
        chromium.close()
    print("\n".join(lines))


if __name__ == "__main__":
    main()
