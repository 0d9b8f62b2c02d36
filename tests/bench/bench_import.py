"""How long files of a reader's own take to read and to show, and how much memory of the server. ``make bench`` prints it.

Each file is read in a process of its own, whose peak is what reading alone adds to it; the file itself, which the server
holds while it is read, counts in. "Filter" is what a filter costs the server: rows chosen, packed and compressed anew.
Then each is dropped on a running atlas: seconds from the file's choice to its first painted frame, all clicks made at once, and what
the memory of the server's process, without that of its children, grows by at the most and two minutes after. The rows are made up.

``python -m tests.bench.bench_import before FOLDER`` drops the large file on this atlas and on another checkout of it, in turns.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter, process_time

from playwright.sync_api import Page, sync_playwright

from tests.support.atlas import PAINTED, Atlas
from tests.support.chromium import ARGUMENTS, WHOLE, find
from tests.support.memory import held_mb
from tests.support.own_files import acled_row, csv_of, ucdp_row
from tests.support.server import ROOT, App, serve

#: Name → row, rows, and the goals: seconds to the first frame, and MB by which the server has grown two minutes after.
CASES = {"ucdp": (ucdp_row, 350_000, 8.0, 400), "acled": (acled_row, 50_000, 4.0, 200)}
AFTER_MS = 120_000
TURNS = 3


def measure(path: Path) -> None:
    """Read a file and print rows, seconds, and megabytes at the peak and after, both above those of a process that has only loaded the code."""
    from geodata.importers.reading import read
    from layers.reader_data.points import asset

    read("rows.csv", csv_of([acled_row()]))
    before = held_mb()
    start, cpu = perf_counter(), process_time()
    data = path.read_bytes()
    loaded = read("rows.csv", data)
    seconds, cpu = perf_counter() - start, process_time() - cpu
    peak = held_mb(most=True)
    del data
    start = perf_counter()
    asset(loaded.points.take(loaded.points.coded[loaded.points.category].codes < 2))
    print(
        f"{len(loaded.points)} {seconds:.2f} {cpu:.2f} {perf_counter() - start:.2f} {peak - before:.0f} {held_mb() - before:.0f}"
    )


#: Asked with each frame of the browser: a locator that has not found its button looks again after half a second.
OFFERED = "() => document.querySelector('.st-key-own-put button') !== null"
SHOWN = "(count) => Object.values(window.borderAtlas.snapshot().sets).some((set) => set.of === count)"


def dropped(page: Page, app: App, path: Path, count: int, after_ms: int = 0) -> tuple[float, float, float]:
    """Return the seconds from a file's choice to its first painted frame, and the server's growth in MB: the greatest meanwhile, and what is left after some milliseconds."""
    page.goto(f"{app.url}/own-data")
    page.get_by_text("Drop a file").wait_for()
    before = most = held_mb(app.pid)
    over = Event()

    def watch() -> None:
        nonlocal most
        while not over.wait(0.05):
            most = max(most, held_mb(app.pid))

    watcher = Thread(target=watch)
    watcher.start()
    start = perf_counter()
    page.locator("input[type=file]").set_input_files(path)
    page.wait_for_function(OFFERED)
    page.get_by_role("button", name="Put it on the map").click()
    frame = Atlas.on(page, settled=False).frame
    frame.wait_for_function(SHOWN, arg=count)
    frame.evaluate(PAINTED)
    seconds = perf_counter() - start
    over.set()
    watcher.join()
    page.wait_for_timeout(after_ms)
    stays = held_mb(app.pid) - before
    page.goto(f"{app.url}/own-data")
    return seconds, most - before, stays


def served(folder: Path, path: Path, name: str, atlas: Path = ROOT) -> tuple[float, float, float]:
    """Drop a file on a fresh server of an atlas's checkout; returns what `dropped` does."""
    make, count, *_ = CASES[name]
    with serve(folder / "log", folder=atlas) as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(WHOLE), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(120_000)
        small = folder / "small.csv"
        small.write_bytes(csv_of([make(1)]))
        dropped(page, app, small, 1)  # loads the code, once for all readers
        measured = dropped(page, app, path, count, AFTER_MS)
        browser.close()
    return measured


def compare(before: Path) -> None:
    """Drop the large file on this atlas and on another checkout in turns, and print each time."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ucdp.csv"
        path.write_bytes(csv_of(ucdp_row(number) for number in range(1, CASES["ucdp"][1] + 1)))
        for turn in range(TURNS):
            for name, atlas in (("before", before), ("now", ROOT)):
                shown, most, stays = served(Path(folder), path, "ucdp", atlas)
                print(
                    f"{turn + 1} {name:<7} {shown:>6.1f} s, at most {most:>4.0f} MB, two minutes after {stays:>4.0f} MB",
                    flush=True,
                )


def main() -> None:
    """Measure each case and print it beside its goal."""
    print(
        f"{'file':<8}{'rows':>9}{'MB':>7}{'read, s':>10}{'CPU, s':>9}{'filter, s':>11}{'peak, MB':>11}{'after, MB':>11}{'shown, s':>11}{'server, MB':>11}{'2 min after':>12}   goals: file to first frame, server's growth two minutes after"
    )
    for name, (make, count, goal_s, goal_mb) in CASES.items():
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{name}.csv"
            path.write_bytes(csv_of(make(number) for number in range(1, count + 1)))
            run = subprocess.run(
                [sys.executable, "-m", "tests.bench.bench_import", str(path)],
                capture_output=True,
                check=True,
                text=True,
            )
            rows, seconds, cpu, filtered, peak, after = run.stdout.split()
            size = path.stat().st_size / 1e6
            shown, most, stays = served(Path(folder), path, name)
        print(
            f"{name:<8}{int(rows):>9,}{size:>7.0f}{float(seconds):>10.2f}{float(cpu):>9.2f}{float(filtered):>11.2f}{int(peak):>11}{int(after):>11}{shown:>11.1f}{most:>11.0f}{stays:>12.0f}   {goal_s:g} s, {goal_mb} MB",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["before"]:
        compare(Path(sys.argv[2]).resolve())
    elif len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        main()
