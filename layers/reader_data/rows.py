"""Which rows of a reader's own set a view shows, and which have the words a reader looks for.

Region and the filters of the ledger's records do not reach here: a row has no district of the atlas, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import numpy as np

from geodata.intervals import shows
from geodata.store import FIGURES, Meaning, PointSet
from geodata.translation import tr, tr_n
from layers.reader_data.card import figure_named, say_figure
from layers.reader_data.points import drawable
from layers.view.filters import fold
from layers.view.state import ViewState

#: More rows than this are more than anybody reads, and more than a browser is glad of.
LISTED = 3000

#: Lowest and highest figure, None where the range is open.
Range = tuple[float | None, float | None]


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


def newest(
    shown: np.ndarray, first: int | None = None, order: Callable[[np.ndarray], np.ndarray] | None = None
) -> np.ndarray:
    """Return the numbers of the rows to list, newest first or in another order.

    Parameters
    ----------
    shown : ndarray of bool, shape (n,)
        Rows ascend in their first day.
    first : int, optional
        A row that is listed before all others, if it is shown.
    order : callable, optional
        Puts rows into an order of its own.
    """
    rows = np.flatnonzero(shown)[::-1]
    rows = order(rows) if order else rows
    if first is not None and first < len(shown) and shown[first]:
        rows = np.concatenate([[first], rows[rows != first]])
    return rows[:LISTED]


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


def figure_columns(points: PointSet) -> dict[str, str]:
    """Return the columns of figures that a set has, and what they are called."""
    return figures_called(points.meaning, [column for column in FIGURES if getattr(points, column) is not None])


def figures_called(meaning: Meaning, columns: Collection[str]) -> dict[str, str]:
    """Return columns of figures, and what they are called in a set of a meaning."""
    name = figure_named(meaning)
    called = {
        "value": name,
        "value_low": tr("{figure}, lowest", figure=name),
        "value_high": tr("{figure}, highest", figure=name),
    }
    return {column: words for column, words in called.items() if column in columns}


def within(points: PointSet, ranges: Mapping[str, Range]) -> np.ndarray:
    """Tell which rows have figures in all of these ranges, ends included; a row without a figure is in none.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    found = np.ones(len(points), bool)
    for column, (least, most) in ranges.items():
        figures = getattr(points, column)
        found &= np.isfinite(figures)
        found &= figures >= np.float32(-np.inf if least is None else least)
        found &= figures <= np.float32(np.inf if most is None else most)
    return found


def say_range(name: str, least: float | None, most: float | None) -> str:
    """Say what a range lets through."""
    if most is None:
        return tr("{figure}: {least} or more.", figure=name, least=say_figure(least or 0))
    if least is None:
        return tr("{figure}: {most} or less.", figure=name, most=say_figure(most))
    return tr("{figure}: {least} to {most}.", figure=name, least=say_figure(least), most=say_figure(most))


def say_rows(number: int) -> str:
    """Write a number of rows: “no row”, “1 row”, “350,000 rows”."""
    return tr_n("{n} row", "{n} rows", number) if number else tr("no row")
