"""A newsroom opens the app at once: ``make load``. Readers are real WebSocket sessions that speak Streamlit's protocol.

Two hundred readers open different links within twenty seconds; when all have opened theirs, each moves the slider every ten seconds, at
a time of its own. The same load goes to an empty Streamlit page and to a
plain ``st_folium`` page that draws fifty points for each reader. Printed for each: median and 95th percentile of the first view, errors, the
moves' 95th percentile, memory per session, processor time. Then the same readers come once more while others ask for pictures without end.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Event
from time import perf_counter
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from websockets.exceptions import WebSocketException

from tests.support.memory import held_mb
from tests.support.server import EMPTY, App, serve, write_bare
from tests.support.session import Session

READERS, WITHIN_S, MOVES, MOVE_EVERY_S, WARM = 200, 20.0, 3, 10.0, 5
FLOODERS = 8

#: First view against the empty page's and the plain page's; memory per session against the empty page's.
AT_MOST_EMPTY, AT_MOST_PLAIN, AT_MOST_MEMORY, CACHED_PICTURE_MS = 4.0, 0.1, 3.0, 20.0

PLAIN = """import random
import folium
import streamlit as st
from streamlit_folium import st_folium
chance = random.Random()
drawn = folium.Map(location=(39.75, 71.4), zoom_start=8)
for number in range(50):
    folium.CircleMarker((39 + chance.random(), 70 + 3 * chance.random()), radius=6, popup=f"Point {number}", tooltip=f"Point {number}").add_to(drawn)
st_folium(drawn, height=600, use_container_width=True)
"""


@dataclass
class Result:
    """What a load did to a server."""

    first_s: list[float] = field(default_factory=list)
    moves_s: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory_mb: float = 0.0
    cpu_s: float = 0.0

    def p95(self) -> float:
        return quantiles(self.first_s, n=20)[18] if len(self.first_s) > 1 else float("nan")

    def moves_p95(self) -> float:
        return quantiles(self.moves_s, n=20)[18] if len(self.moves_s) > 1 else float("nan")

    def line(self, name: str) -> str:
        return (
            f"{name:<26}{median(self.first_s or [float('nan')]) * 1000:>8.0f} ms{self.p95() * 1000:>9.0f} ms{len(self.errors):>8}{self.moves_p95() * 1000:>10.0f} ms"
            f"{self.memory_mb:>10.2f} MB{self.cpu_s:>8.1f} s"
        )


def links(number: int) -> list[tuple[str, str]]:
    """Return (query, page) of so many different links."""
    selected = (
        "",
        "&select=kayragach",
        "&select=2022-09-16-ovchi-kalacha",
        "&select=kant",
        "&region=batken",
        "&mode=window&days=60",
        "&mode=day",
    )
    return [
        (
            f"date={date(2013, 1, 5) + timedelta(days=24 * index)}{selected[index % len(selected)]}&layers=sections,border,crossings,bases,clashes",
            "",
        )
        for index in range(number)
    ]


def cpu_s(app: App) -> float:
    """Return the processor time that the server's process has used."""
    fields = Path(f"/proc/{app.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def reader(
    app: App, query: str, page: str, start_s: float, result: Result, opened: asyncio.Event, done: asyncio.Event
) -> None:
    """Open a link at a time of its own; when all have opened theirs, move the slider now and then, and stay until all have done so."""
    await asyncio.sleep(start_s)
    try:
        async with Session(app.url, query, page) as session:
            shown = await session.first()
            result.first_s.append(shown.seconds)
            await opened.wait()
            await asyncio.sleep(start_s / WITHIN_S * MOVE_EVERY_S)
            for number in range(MOVES):
                await asyncio.sleep(MOVE_EVERY_S if number else 0)
                moved = str(date(2014, 1, 1) + timedelta(days=int(start_s * 100) + 97 * number))
                again = await (session.move(shown, date=moved) if shown.view else session.again())
                result.moves_s.append(again.seconds)
                if shown.view and again.view["date"] != moved:
                    result.errors.append(f"asked for {moved}, got {again.view['date']}")
            await done.wait()
    except (OSError, RuntimeError, TimeoutError, WebSocketException) as error:
        result.errors.append(f"{type(error).__name__}: {error}")


async def _load(app: App) -> Result:
    for query, page in links(WARM):
        async with Session(app.url, query, page) as session:
            await session.first()
    result, opened, done = Result(), asyncio.Event(), asyncio.Event()
    memory, processor = held_mb(app.pid), cpu_s(app)
    step = WITHIN_S / READERS
    tasks = [
        asyncio.create_task(reader(app, query, page, index * step, result, opened, done))
        for index, (query, page) in enumerate(links(READERS))
    ]
    everything = READERS * MOVES
    deadline = perf_counter() + 180
    while len(result.first_s) + len(result.errors) < READERS and perf_counter() < deadline:
        await asyncio.sleep(0.2)
    opened.set()
    while len(result.moves_s) + (MOVES + 1) * len(result.errors) < everything and perf_counter() < deadline:
        await asyncio.sleep(0.2)
    result.memory_mb = (held_mb(app.pid) - memory) / READERS
    result.cpu_s = cpu_s(app) - processor
    done.set()
    await asyncio.gather(*tasks)
    return result


def load(app: App) -> Result:
    """Send all readers to a server and return what they met."""
    return asyncio.run(_load(app))


def flooded(app: App, work: Callable[[], Result]) -> tuple[Result, dict[int, int]]:
    """Do something while others ask for pictures of ever new views without a pause; return its result and the answers by status."""
    over, numbers, answers = Event(), itertools.count(), {}

    def flood() -> None:
        while not over.is_set():
            number = next(numbers)
            day = date(2013, 1, 1) + timedelta(days=number % 4000)
            try:
                with urlopen(
                    f"{app.url}/view.png?date={day}&layers=sections,clashes&at=40.{number % 10000:04d},70.5,9",
                    timeout=60,
                ) as answer:
                    answer.read()
                    status = answer.status
            except HTTPError as error:
                status = error.code
                error.read()
            except (URLError, TimeoutError, ConnectionError):
                status = 0
            answers[status] = answers.get(status, 0) + 1

    with ThreadPoolExecutor(FLOODERS) as pool:
        for _ in range(FLOODERS):
            pool.submit(flood)
        try:
            return work(), answers
        finally:
            over.set()


def cached_picture_ms(app: App) -> float:
    """Return the median time of a picture that was made before."""
    times = []
    for _ in range(30):
        start = perf_counter()
        with urlopen(f"{app.url}/view.png?date=2022-09-16&layers=sections,clashes", timeout=60) as answer:
            answer.read()
        times.append((perf_counter() - start) * 1000)
    return median(times[5:])


def main() -> int:
    """Measure and print; return 1 when a promise is not kept."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        results: dict[str, Result] = {}
        print(f"{READERS} readers within {WITHIN_S:g} s, then {MOVES} moves each\n")
        print(
            f"{'':<26}{'first view, median':>11}{'p95':>11}{'errors':>8}{'moves, p95':>13}{'memory/session':>13}{'processor':>9}",
            flush=True,
        )
        for title, text in (("empty page", EMPTY), ("plain st_folium page", PLAIN)):
            with serve(folder / "page.log", write_bare(folder, text), folder) as app:
                results[title] = load(app)
            print(results[title].line(title), flush=True)
        with serve(folder / "atlas.log") as app:
            results["atlas"] = load(app)
            print(results["atlas"].line("atlas"), flush=True)
            picture = cached_picture_ms(app)
            results["flooded"], answers = flooded(app, lambda: load(app))
            print(results["flooded"].line("atlas, flooded"), flush=True)
    atlas, empty, plain = results["atlas"], results["empty page"], results["plain st_folium page"]
    checks = [
        ("first view, p95, against the empty page", atlas.p95() / empty.p95(), AT_MOST_EMPTY),
        ("first view, p95, against the plain page", atlas.p95() / plain.p95(), AT_MOST_PLAIN),
        ("memory per session against the empty page", atlas.memory_mb / empty.memory_mb, AT_MOST_MEMORY),
        ("errors", float(len(atlas.errors) + len(results["flooded"].errors)), 0.0),
        ("cached picture, ms", picture, CACHED_PICTURE_MS),
    ]
    print()
    for what, value, most in checks:
        print(f"{what:<46}{value:>8.2f}   at most {most:g}{'' if value <= most else '   NOT KEPT'}")
    print(f"{'flooded against not flooded, p95':<46}{results['flooded'].p95() / atlas.p95():>8.2f}")
    print(f"pictures asked for in the flood, by status: {dict(sorted(answers.items()))}")
    for error in (atlas.errors + results["flooded"].errors)[:5]:
        print(f"error: {error}")
    return 0 if all(value <= most for _, value, most in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
