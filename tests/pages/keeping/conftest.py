"""An atlas that keeps sets in a folder of its own, and its keeper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Loaded
from geodata.sets import here
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import ANYBODY, OWN_MACHINE, Reader
from pages.reader_data.shelf import SHELF
from pages.visit import keeping
from tests.support.own_files import acled_row, csv_of

KEEPER = Reader(OWN_MACHINE, True)


def september(rows: int = 13) -> bytes:
    """Return a file of events on the first days of September 2022, one a day."""
    return csv_of([acled_row(n, event_date=f"2022-09-{n:02d}", time_precision=1) for n in range(1, rows + 1)])


def loaded(rows: int = 13) -> Loaded:
    return read("september.csv", september(rows), Options(title="September"))


class Asking:
    """Who asks in the sessions of this process."""

    reader = KEEPER


@pytest.fixture(autouse=True)
def asking(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[type[Asking]]:
    monkeypatch.setenv("BORDER_ATLAS_KEEP", "own-machine")
    monkeypatch.setenv("BORDER_ATLAS_SETS", str(tmp_path / "sets"))
    monkeypatch.setattr(keeping, "reader", lambda: Asking.reader)
    Asking.reader = KEEPER
    here._opened.cache_clear()
    yield Asking
    here._opened.cache_clear()
    for file in list(SHELF._held):
        SHELF.forget(file)


@pytest.fixture
def catalogue(asking: type[Asking]) -> Catalogue:
    return here.catalogue()


@pytest.fixture
def stranger(asking: type[Asking]) -> type[Asking]:
    asking.reader = ANYBODY
    return asking
