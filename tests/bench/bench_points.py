"""Large point sets, measured: ``python -m tests.bench.bench_points``, part of ``make bench``; draws tests/bench/points.svg.

A step of the slider counts as done when, in the first animation frame after the input, the snapshot and a pixel read back both
show the new date. What is compared is measured in one run, on the same made points (make_points.py). folium's Timeline draws no pixels
that could be read back, so there the browser tells of both how long a key press took to the frame on the screen.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean, median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import Browser, Frame, Page, sync_playwright

from tests.bench import chart, rivals
from tests.bench.points_steps import CAMERA, HOVER, SHOWN, STEP
from tests.support.atlas import PAINTED, Atlas
from tests.support.browsers.been_here import BEEN_HERE
from tests.support.chromium import ARGUMENTS, WHOLE, find
from tests.support.server import ROOT, App, serve

STEPS, CAMERA_MOVES, HOVERS, VISITS, MEMORY_STEPS, REPEATED = 200, 40, 200, 5, 500, 5
#: deck.gl needs WebGL, here drawn by the processor.
SOFTWARE_GL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
#: What is on the map beside the points: the line, since the rivals draw nothing else; and what the ledger draws in most views.
BESIDE, LEDGER = "border", "border,sections,clashes,bases,crossings"
OPTIONS = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}


def walk(count: int) -> list[str]:
    """Return days to step to: a month forward each time, now and then a year back, now and then anywhere."""
    first, last = date(1995, 1, 1), date(2026, 10, 1)
    span, day, days = (last - first).days, first, []
    for index in range(count):
        step = (
            first + timedelta(index * 7919 % span)
            if index % 17 == 16
            else day + timedelta(-365 if index % 5 == 4 else 30)
        )
        wanted = min(max(step, first), last)
        if wanted != day:
            days.append(wanted.isoformat())
        day = wanted
    return days


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def tell(line: chart.Row | chart.Rival) -> None:
    """Print a line as soon as it is measured: the whole takes some minutes."""
    print(chart.table([line], []) if isinstance(line, chart.Row) else chart.table([], [line]), flush=True)


def show(frame: Frame, kind: str, count: int) -> None:
    """Put a made set on the map and wait until it is painted."""
    frame.evaluate(
        "([kind, count]) => window.borderAtlas.patch({ sets: [{ id: 'made', title: 'Made points', url: `../../made/${kind}-${count}.bin` }] })",
        [kind, count],
    )
    frame.wait_for_function(SHOWN, arg=count, timeout=120_000)
    frame.evaluate(PAINTED)


def open_with(page: Page, app: App, kind: str, count: int, layers: str = BESIDE) -> Frame:
    page.goto(f"{app.url}/?date=2026-10-01&layers={layers}")
    frame = Atlas.on(page).frame
    show(frame, kind, count)
    # The pictures kept along the way are made once nobody waits for anything.
    frame.evaluate("() => new Promise((done) => setTimeout(() => requestIdleCallback(done), 1500))")
    return frame


def ours(browser: Browser, app: App) -> tuple[list[chart.Row], dict[str, list[float]]]:
    """Measure the atlas; return rows for the table, and steps on the rivals' days, with which they are compared."""
    rows, steps, told = [], {}, 0
    context = browser.new_context(**OPTIONS)
    context.add_init_script(BEEN_HERE)
    context.set_default_timeout(120_000)
    for kind, count, layers, goal in (
        ("plain", 1_000_000, BESIDE, 20),
        ("plain", 1_000_000, LEDGER, None),
        ("mixed", 1_000_000, BESIDE, 50),
        ("mixed", 350_000, BESIDE, None),
        ("mixed", 10_000, BESIDE, None),
    ):
        page = context.new_page()
        frame = open_with(page, app, kind, count, layers)
        times = frame.evaluate(STEP, walk(STEPS))
        if layers == BESIDE:
            steps[f"{kind} {count}"] = frame.evaluate(STEP, [day.isoformat() for day in rivals.DAYS] * REPEATED)
        if count == 10_000:
            steps["pressed 10000"] = pressed(page, frame)
        words = (
            "one size, with the ledger"
            if layers == LEDGER
            else "one size"
            if kind == "plain"
            else "sizes and six colours"
        )
        rows.append(chart.Row(f"slider step, {count:,} points, {words}", median(times), p95(times), goal, "p95"))
        if count == 350_000:
            hover, camera = frame.evaluate(HOVER, HOVERS), frame.evaluate(CAMERA, CAMERA_MOVES)
            rows.append(chart.Row("pan or zoom to painted, 350,000 points", median(camera), p95(camera), 100, "p95"))
            rows.append(
                chart.Row(
                    f"hover to tooltip, 350,000 points ({len(hover)} found)", median(hover), p95(hover), 33, "p95"
                )
            )
        page.close()
        for row in rows[told:]:
            tell(row)
        told = len(rows)
    context.close()
    return rows, steps


def pressed(page: Page, frame: Frame) -> list[float]:
    """Step through the rivals' days by key presses; return what the browser says of each (rivals.presses)."""
    frame.locator(".ba-thumb:not(.ba-opener)").focus()
    days = [day.isoformat() for day in rivals.DAYS] * (REPEATED + 1)
    move = "(day) => window.borderAtlas.patch({ date: window.borderAtlas.toDay(day) }, false)"
    return rivals.presses(page, frame, days, move, "() => window.borderAtlas.snapshot().sets.made.shown")[
        len(rivals.DAYS) :
    ]


def first_maps(browser: Browser, app: App) -> list[float]:
    """Return how many times longer a first map with 350,000 points takes than one with 50, warm, in turns."""
    context = browser.new_context(**OPTIONS)
    context.add_init_script(BEEN_HERE)
    context.set_default_timeout(120_000)

    def visit(count: int) -> float:
        page = context.new_page()
        start = perf_counter()
        page.goto(app.url)
        show(Atlas.on(page).frame, "mixed", count)
        seconds = perf_counter() - start
        page.close()
        return seconds

    visit(50), visit(350_000)
    ratios = [visit(350_000) / visit(50) for _ in range(VISITS)]
    context.close()
    return ratios


def memory(browser: Browser, app: App) -> tuple[float, float]:
    """Return the page's memory in MB (resident, of the process that draws it) before and after many steps.

    What steps fill once, compiled code and elements that are kept, as many steps have filled before.
    """
    context = browser.new_context(**OPTIONS)
    context.add_init_script(BEEN_HERE)
    page = context.new_page()
    frame = open_with(page, app, "mixed", 350_000)
    tools = context.new_cdp_session(page)

    def after_steps() -> float:
        frame.evaluate(STEP, walk(MEMORY_STEPS))
        tools.send("HeapProfiler.collectGarbage")  # what nobody holds any more says nothing of a leak
        return _largest_renderer_mb()

    before, after = after_steps(), after_steps()
    context.close()
    return before, after


def _largest_renderer_mb() -> float:
    sizes = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"--type=renderer" in (folder / "cmdline").read_bytes() and _is_ours(folder):
                sizes.append(
                    int((folder / "statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
                )
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended meanwhile
    return max(sizes)


def _is_ours(folder: Path) -> bool:
    """Tell whether a process descends from this one: other browsers may run here."""
    number = folder.name
    while number not in ("0", "1"):
        if number == str(os.getpid()):
            return True
        number = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1]
    return False


def main() -> None:
    """Measure, print a table, draw the picture."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        rivals.write_apps(folder, {"redrawn": 10_000, "group": 10_000, "pydeck": 350_000})
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=find(WHOLE), args=list(ARGUMENTS))
        with serve(folder / "atlas.log", script="tests/bench/made_app.py") as app:
            rows, steps = ours(chromium, app)
            ratios = first_maps(chromium, app)
            rows.append(
                chart.Row(
                    "first map with 350,000 points, times that with 50", median(ratios), max(ratios), 2, "median", "×"
                )
            )
            tell(rows[-1])
            before, after = memory(chromium, app)
            print(
                f"memory of the page with 350,000 points: {before:.0f} MB, {MEMORY_STEPS} steps later {after:.0f} MB",
                flush=True,
            )
        compared: list[chart.Rival] = []

        def against(title: str, points: str, goal: float, times: list[float], ours_ms: float) -> None:
            compared.append(chart.Rival(title, points, median(times), median(times) / ours_ms, goal))
            tell(compared[-1])

        # A mean, since the browser rounds each press to 8 ms.
        against(
            "folium Timeline, key to screen",
            "10000",
            60,
            rivals.timeline_presses(chromium, 10_000, ROOT / "build" / "npm"),
            fmean(steps["pressed 10000"]),
        )
        with_gl = playwright.chromium.launch(executable_path=find(WHOLE), args=[*ARGUMENTS, *SOFTWARE_GL])
        for name, title, with_, goal in (
            ("redrawn", "st.slider + st_folium", "mixed 10000", 30),
            ("group", "st.slider + feature_group_to_add", "mixed 10000", 15),
            ("pydeck", "st.slider + st.pydeck_chart", "mixed 350000", 50),
        ):
            measure = rivals.pydeck_steps if name == "pydeck" else rivals.slider_steps
            with serve(
                folder / f"{name}.log",
                script=f"with_{name}.py",
                folder=folder,
                STREAMLIT_SERVER_ENABLE_STATIC_SERVING="true",
                STREAMLIT_BROWSER_GATHER_USAGE_STATS="false",
                STREAMLIT_SERVER_HEADLESS="true",
            ) as app:
                against(
                    title,
                    with_.partition(" ")[2],
                    goal,
                    measure(with_gl if name == "pydeck" else chromium, app),
                    median(steps[with_]),
                )
    Path(__file__).with_name("points.svg").write_text(chart.draw(rows, compared), encoding="utf-8")


if __name__ == "__main__":
    main()
