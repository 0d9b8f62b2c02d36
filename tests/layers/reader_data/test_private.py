"""What is a reader's own enters nothing that all readers share, and is never one set with the ledger's records."""

from __future__ import annotations

import sys
from datetime import date

import numpy as np
import pytest

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.ledger import current
from layers.files.formats import FORMATS, bundle
from layers.files.records import Records
from layers.kit.layer import all_layers
from layers.reader_data.card import card
from layers.reader_data.dataset import ReaderSet
from layers.reader_data.figures import figures, over_time
from layers.reader_data.rows import named, showing
from layers.view.state import ViewState
from layers.words.changes import passage, table
from tests.support.own_files import acled_row, csv_of

DAY = date(2026, 11, 1)
VIEW = ViewState(DAY, layers=tuple(layer.id for layer in all_layers()))


@pytest.fixture
def own() -> ReaderSet:
    found = read("rows.csv", csv_of([acled_row(number) for number in range(1, 9)]), Options(title="Mine"))
    return ReaderSet("own:1", "Mine", found.points, found.report)


def remembered() -> dict[str, int]:
    """Return how much every cache of the app's modules holds."""
    return {
        f"{name}.{function}": value.cache_info().currsize
        for name, module in list(sys.modules.items())
        if name.startswith(("layers", "pages", "geodata"))
        for function, value in list(vars(module).items())
        if hasattr(value, "cache_info")
    }


def test_nothing_made_of_a_readers_rows_is_remembered(own: ReaderSet) -> None:
    assert own.private and not Records(VIEW, current()).private
    before, rows = remembered(), np.arange(8)
    own.table(rows, list(own.columns))
    for name in FORMATS:
        bundle(name, own, rows, DAY)
    for found in own.changes(date(2000, 1, 1), DAY):
        passage(found)
        table([found])
    card(own.points, 0, own.title)
    named(own.points, "sample")
    showing(own.points, VIEW)
    over_time(own.points, "month")
    figures(own.points, "month")
    assert remembered() == before
    with pytest.raises(TypeError, match="unhashable"):
        hash(own)  # So no cache can take it as a key.


def test_the_records_are_the_same_beside_a_readers_rows(own: ReaderSet) -> None:
    alone, beside = (Records(view, current()) for view in (VIEW, VIEW.with_(own=(own.title,))))
    assert alone.listed().tolist() == beside.listed().tolist()
    names = list(alone.columns)
    assert alone.table(alone.listed(), names) == beside.table(beside.listed(), names)
    told = [found.heading for found in beside.changes(date(2000, 1, 1), DAY)]
    assert told and not {found.heading for found in own.changes(date(2000, 1, 1), DAY)} & set(told)
