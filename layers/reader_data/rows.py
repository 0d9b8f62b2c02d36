"""Which rows of a reader's own set a view shows, and which have the words a reader looks for.

Region and the filters of the ledger's records do not reach here: a row has no district of the atlas, and nothing is guessed.
"""

from __future__ import annotations

import numpy as np

from geodata.intervals import shows
from geodata.store import PointSet
from geodata.translation import tr, tr_n
from layers.reader_data.points import drawable
from layers.view.filters import fold
from layers.view.state import ViewState


def showing(points: PointSet, view: ViewState) -> np.ndarray:
    """Tell which rows of a set are on the map on the view's date, in its mode.

    Parameters
    ----------
    points : PointSet
        All rows, or those that passed the set's own filters.
    view : ViewState
        Only `date`, `mode` and `days` count.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    shown = np.zeros(len(points), bool)
    shown[drawable(points)[1]] = True
    shown &= shows(points.day_start, points.day_end, view.looks_at(points.time))
    return shown


def named(points: PointSet, q: str) -> np.ndarray:
    """Tell which rows have all words of `q` in their name and kind, spelt in any case and with or without accents.

    Returns
    -------
    ndarray of bool, shape (n,)
        All True where `q` holds no word.
    """
    columns = [points.coded[name] for name in dict.fromkeys((points.label, points.category)) if name]
    texts = [[fold(word) for word in column.words] for column in columns]
    found = np.ones(len(points), bool)
    for word in fold(q).split():
        has = np.zeros(len(points), bool)
        for column, folded in zip(columns, texts, strict=True):
            has |= np.array([word in text for text in folded] or [False])[column.codes]
        found &= has
    return found


def say_rows(number: int) -> str:
    """Write a number of rows: “no row”, “1 row”, “350,000 rows”."""
    return tr_n("{n} row", "{n} rows", number) if number else tr("no row")
