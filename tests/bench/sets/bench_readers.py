"""A kept set of five million rows under the hands of its readers: a step of the slider in the browser, and fifty readers who move about at once.

``make bench`` prints it. The readers are WebSocket sessions that speak Streamlit's protocol and ask for views of the set as their maps would; how long
their pages take is compared with the same readers without the set. ``python -m tests.bench.sets.bench_readers FOLDER`` takes the first set that is
kept in a folder instead of making one.
"""

from __future__ import annotations

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.request import Request, urlopen

from playwright.sync_api import sync_playwright
from websockets.exceptions import WebSocketException

from geodata.importers.apart.process import READERS as CHILD
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import OWN_MACHINE, Reader
from tests.bench.bench_slider import measure_steps, p95, verdict
from tests.bench.sets.bench_sets import ROOM, ROWS, keep, write
from tests.support.browsers.been_here import BEEN_HERE
from tests.support.chromium import ARGUMENTS, WHOLE, find
from tests.support.server import App, serve
from tests.support.session import Session

READERS, WITHIN_S, MOVES, MOVE_EVERY_S = 50, 10.0, 6, 5.0
MOST_TIMES = 2.0
LOADED = "() => Boolean(window.borderAtlas.drawnSets()['own:1'])"


@dataclass
class Met:
    """What the readers met, in seconds."""

    first: list[float] = field(default_factory=list)
    moves: list[float] = field(default_factory=list)
    views: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def look(url: str, key: str, draw: Random) -> float:
    """Ask for a view as a map does that was moved, and return how long it took."""
    zoom = draw.randint(5, 11)
    wide = 1440 / 256 * 360 / 2**zoom
    lon, lat = draw.gauss(71, 2), draw.gauss(40, 1)
    box = (lon - wide / 2, max(-85, lat - wide / 4), lon + wide / 2, min(85, lat + wide / 4))
    address = f"{url}/own/{key}/view.bin?box={','.join(f'{one:.5f}' for one in box)}&level={zoom + 2}"
    start = perf_counter()
    with urlopen(
        Request(address, headers={"Cookie": f"border_atlas_own={key}", "Accept-Encoding": "gzip"}), timeout=120
    ) as answer:
        answer.read()
    return perf_counter() - start


async def read(app: App, number: int, kept: str, met: Met, pool: ThreadPoolExecutor) -> None:
    """Open the map at a time of one's own, then move the slider, and the map with it."""
    draw, wait = Random(number), number * WITHIN_S / READERS
    await asyncio.sleep(wait)
    query = f"date={date(2013, 1, 5) + timedelta(days=24 * number)}{kept and f'&kept={kept}'}"
    try:
        async with Session(app.url, query) as session:
            shown = await session.first()
            met.first.append(shown.seconds)
            if kept and not shown.wide:
                met.errors.append("the set is not on the map")
            for move in range(MOVES):
                await asyncio.sleep(MOVE_EVERY_S * draw.uniform(0.5, 1.5))
                if kept:
                    asked = asyncio.get_running_loop().run_in_executor(pool, look, app.url, shown.wide[0], draw)
                moved = await session.move(shown, date=str(date(2014, 1, 1) + timedelta(days=31 * number + 97 * move)))
                met.moves.append(moved.seconds)
                if kept:
                    met.views.append(await asked)
    except (OSError, RuntimeError, TimeoutError, WebSocketException) as error:
        met.errors.append(f"{type(error).__name__}: {error}")


def load(app: App, kept: str) -> Met:
    """Send all readers to a server."""

    async def go() -> Met:
        async with Session(app.url, f"kept={kept}" if kept else "") as session:
            await session.first()
        met = Met()
        with ThreadPoolExecutor(READERS) as pool:
            await asyncio.gather(*(read(app, number, kept, met, pool) for number in range(READERS)))
        return met

    return asyncio.run(go())


def measure_load(app: App, kept: str) -> list[str]:
    """Return lines on the readers, without the set and with it."""
    without, beside = load(app, ""), load(app, kept)
    lines = [
        f"{name:<16} first view median {1000 * median(met.first):5.0f} ms, p95 {1000 * p95(met.first):5.0f} ms; moves median {1000 * median(met.moves):5.0f} ms, p95 {1000 * p95(met.moves):5.0f} ms; {len(met.errors)} errors"
        for name, met in (("without the set", without), ("with the set", beside))
    ]
    lines.append(
        f"{len(beside.views)} views of it: median {1000 * median(beside.views):.0f} ms, p95 {1000 * p95(beside.views):.0f} ms"
    )
    for what, ratio in (
        ("first views", p95(beside.first) / p95(without.first)),
        ("moves", p95(beside.moves) / p95(without.moves)),
    ):
        lines.append(f"{what}, p95: {ratio:.2f} times   {verdict(ratio <= MOST_TIMES, f'≤ {MOST_TIMES:g} times')}")
    return [*lines, verdict(not beside.errors, "no error"), *beside.errors[:5]]


def main(given: str) -> None:
    """Measure and print."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        place = Path(given) if given else folder / "sets"
        if not given:
            write(folder / "made.csv", ROWS)
            keep(folder / "made.csv", place)
            CHILD.end()
        owner, catalogue = Reader(OWN_MACHINE, True), Catalogue(place, ROOM)
        # Readers who are not at the machine's own browser see it too.
        kept = catalogue.show_to(catalogue.listed(owner)[0].id, "all", owner)
        name = kept.reference()
        print(f"{kept.newest.rows:,} rows; load of the machine {os.getloadavg()[0]:.1f}", flush=True)
        app = stack.enter_context(
            serve(folder / "atlas.log", BORDER_ATLAS_KEEP="own-machine", BORDER_ATLAS_SETS=str(place))
        )
        print("\n".join(measure_load(app, name)), f"load of the machine {os.getloadavg()[0]:.1f}", sep="\n", flush=True)
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=find(WHOLE), args=list(ARGUMENTS))
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        context.add_init_script(BEEN_HERE)
        context.set_default_timeout(120_000)
        for what, query in (("whole set", f"&kept={name}"), ("without it", "")):
            print(what, *measure_steps(context, app, query, LOADED if query else ""), sep="\n", flush=True)
        print(f"load of the machine {os.getloadavg()[0]:.1f}")
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
