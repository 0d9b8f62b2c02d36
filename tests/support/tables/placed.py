"""Made-up tables of places, and where their rows come out."""

from __future__ import annotations

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Loaded
from tests.support.own_files import csv_of

LAT, LON = 39.91, 70.51


def table(**columns: str | tuple[str, ...]) -> bytes:
    """Write a table with a date; a column's cells are one or several."""
    cells = {name.replace("__", " "): (cell,) if isinstance(cell, str) else cell for name, cell in columns.items()}
    rows = zip(*cells.values(), strict=True)
    return csv_of([{"date": "2022-09-16"} | dict(zip(cells, row, strict=True)) for row in rows], separator="\t")


def load(data: bytes, **options: object) -> Loaded:
    return read("file", data, Options(**options))


def where(loaded: Loaded) -> list[tuple[float, float]]:
    """Return (latitude, longitude) of each row taken, to a hundredth of a minute."""
    return [
        (round(float(lat), 4), round(float(lon), 4))
        for lat, lon in zip(loaded.points.lat, loaded.points.lon, strict=True)
    ]


def reasons(loaded: Loaded) -> list[tuple[int, str]]:
    return sorted((int(line), rejection.reason) for rejection in loaded.report.rejected for line in rejection.lines)
