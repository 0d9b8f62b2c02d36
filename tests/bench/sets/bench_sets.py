"""How long a table of five million rows takes to be kept, and views of it to be answered, from files and from PostgreSQL. ``make bench`` prints it.

The rows are made up, some 1.2 GB of CSV. They are kept as ``python -m geodata.sets keep`` does it, and as a server would: "server" is what the
memory of the process that keeps them grows by at most, "child" the most that the one which reads them holds. Then 200 random views of a map of
1440 by 900 pixels, each with its days, kinds or figures: up to `POINTS` rows are answered one by one, of more there are cells with their counts
over time, as many bytes as the last column says at most. The processor's time is that of this process and stands beside the clock's because the
machine may have other work; PostgreSQL's own is not in it.

``python -m tests.bench.sets.bench_sets 500000`` does the same with fewer rows; a folder named after their number keeps the table for the next time.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter, process_time

import numpy as np

from geodata.importers.apart.answer import Into
from geodata.importers.apart.process import READERS
from geodata.importers.options import Options
from geodata.importers.report import Loaded
from geodata.intervals import ALWAYS, FOREVER, day_number
from geodata.sets.asked import cells
from geodata.sets.asked.rows import Rows
from geodata.sets.asked.view import View
from geodata.sets.catalogue import Catalogue
from geodata.sets.embedded import Embedded
from geodata.sets.kept import OWN_MACHINE, Limits, Reader, Wish
from geodata.sets.postgres import Postgres
from tests.geodata.sets.cluster import cluster
from tests.support.memory import held_mb

ROWS, VIEWS = 5_000_000, 200
#: Rows that are answered one by one: some two megabytes of them.
POINTS = 100_000
ROOM = Limits(10**9, 10**12, 10**9, 10**12)

KINDS = ("Battles", "Protests", "Riots", "Strategic developments")
NOTE = "Invented report: two groups met near a canal; words and commas stand here, so that its length is that of a real note, more or less"
PLACES = 3_000
FIRST, DAYS = np.datetime64("1992-01-01"), 12_000

#: What is measured → its goal: seconds, MB of the server, MB of the child, and milliseconds of 95 views in 100.
KEEP_S, SERVER_MB, CHILD_MB = 120, 300, 1536
VIEW_MS = {"files": 300, "PostgreSQL": 500}


def write(path: Path, count: int) -> None:
    """Write a made-up table."""
    draw = np.random.default_rng(3)
    places = draw.normal(0, 1, (PLACES, 2)) * [4, 2] + [71, 40]
    with path.open("w", encoding="utf-8") as file:
        file.write("event_id,event_date,event_type,actor1,actor2,location,latitude,longitude,source,notes,fatalities\n")
        for first in range(0, count, 200_000):
            many = min(200_000, count - first)
            at = draw.integers(0, PLACES, many)
            lon, lat = (places[at] + draw.normal(0, 0.1, (many, 2))).T
            day = (FIRST + draw.integers(0, DAYS, many)).astype(str)
            kind, one, other, dead = (draw.integers(0, most, many) for most in (len(KINDS), 60, 60, 40))
            file.writelines(
                f"XXX{first + row},{day[row]},{KINDS[kind[row]]},Group {one[row]},Group {other[row]},Sample {at[row]},"
                f'{lat[row]:.4f},{lon[row]:.4f},"Nobody; No One","{NOTE}",{dead[row]}\n'
                for row in range(many)
            )


def views(count: int) -> Iterator[tuple[View, int]]:
    """Yield views and the level of their cells."""
    draw = np.random.default_rng(5)
    first = day_number(FIRST.item())
    for number in range(count):
        zoom = int(draw.integers(4, 13))
        wide = 1440 / 256 * 360 / 2**zoom
        lon, lat = 71 + draw.normal(0, 3), 40 + draw.normal(0, 1.5)
        day = first + int(draw.integers(0, DAYS))
        looked = [(ALWAYS, FOREVER), (day, day), (day - 365, day), (ALWAYS, day)][number % 4]
        words = {"event_type": tuple(KINDS[: 1 + number % 3])} if number % 5 == 0 else {}
        yield (
            View(
                (lon - wide / 2, max(-85, lat - wide / 4), lon + wide / 2, min(85, lat + wide / 4)),
                looked,
                words,
                least=10 if number % 7 == 0 else None,
            ),
            min(cells.MOST_LEVEL, zoom + 5),
        )


@contextmanager
def watched() -> Iterator[list[float]]:
    """Give the MB by which this process grows at most, and the most that one of its children holds."""
    READERS.protection()
    reader, over = READERS._process, Event()
    assert reader is not None
    before, most = held_mb(), [0.0, 0.0]

    def look() -> None:
        while not over.wait(0.1):
            most[0] = max(most[0], held_mb() - before)
            for child in Path(f"/proc/{reader.pid}/task/{reader.pid}/children").read_text(encoding="ascii").split():
                with suppress(OSError, StopIteration):  # It has just ended.
                    most[1] = max(most[1], held_mb(int(child)))

    watcher = Thread(target=look)
    watcher.start()
    try:
        yield most
    finally:
        over.set()
        watcher.join()


def keep(path: Path, place: Path | str) -> str:
    """Keep the table, print how long it took, and return the version's name."""
    catalogue = Catalogue(place, ROOM)
    with watched() as most:
        start, cpu = perf_counter(), process_time()

        def read(into: Into) -> Loaded:
            with path.open("rb") as file:
                return READERS.large(path.name, file, into, 10**8, Options(title="Made up"))

        kept = catalogue.keep_file(read, Wish("Made up", owner="nobody"), Reader(OWN_MACHINE, keeps=True))
        seconds, cpu = perf_counter() - start, process_time() - cpu
    version = kept.newest
    print(
        f"  kept {version.rows:,} rows of {path.stat().st_size / 1e6:,.0f} MB in {seconds:.0f} s (own CPU {cpu:.0f} s; goal {KEEP_S} s),"
        f" server +{most[0]:.0f} MB (goal {SERVER_MB}), child {most[1]:.0f} MB (goal {CHILD_MB}), {version.bytes / 1e6:,.0f} MB kept",
        flush=True,
    )
    return version.file


def answer(rows: Rows, version: str, view: View, level: int) -> int:
    """Answer as a server would: with rows, or with the cells of too many; returns the bytes of cells."""
    return 0 if rows.rows(version, view, POINTS) is not None else len(rows.cells(version, view, level))


def look(name: str, rows: Rows, version: str) -> None:
    """Print how long views take."""
    start = perf_counter()
    rows.cells(version, View(), 10)
    first = perf_counter() - start
    clock, own, sizes = [], [], []
    for view, level in views(VIEWS):
        start, cpu = perf_counter(), process_time()
        sizes.append(answer(rows, version, view, level))
        clock.append(1000 * (perf_counter() - start))
        own.append(1000 * (process_time() - cpu))
    median, p95 = np.percentile(clock, [50, 95])
    print(
        f"  {VIEWS} views: median {median:.0f} ms, p95 {p95:.0f} ms (goal {VIEW_MS[name]}); own CPU p95 {np.percentile(own, 95):.0f} ms;"
        f" the first {1000 * first:.0f} ms; {np.count_nonzero(sizes)} as cells, at most {max(sizes) / 1e6:.2f} MB",
        flush=True,
    )


def main(count: int, tables: Path | None = None) -> None:
    """Measure both engines."""
    with TemporaryDirectory() as folder:
        path, place = (tables or Path(folder)) / f"{count}.csv", Path(folder) / "sets"
        if not path.exists():
            write(path.with_suffix(".part"), count)
            path.with_suffix(".part").rename(path)
        print("files that DuckDB reads", flush=True)
        version = keep(path, place)
        look("files", Embedded(place / "versions"), version)
        shutil.rmtree(place)
        print("PostgreSQL", flush=True)
        with cluster() as running:
            address = running.database("bench")
            version = keep(path, address)
            look("PostgreSQL", Postgres(address), version)
    READERS.end()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
