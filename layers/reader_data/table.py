"""The rows of a reader's own set as a table: the newest first, as the atlas has read them, the file's own columns beside."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geodata.intervals import ALWAYS, FOREVER, first_days, last_days
from geodata.store import PointSet

#: More rows than this are more than anybody reads, and more than a browser is glad of.
LISTED = 3000
#: In a set of no more rows than this the file's own columns are listed too.
SMALL = 2000

#: Column → (type, heading, what it holds).
COLUMNS: dict[str, tuple[str, str, str]] = {
    "line": ("integer", "Line", "Line of the file; in a workbook the row, in a vector file the number of the feature"),
    "first_day": ("date", "First day", "First day on which it may have happened or held"),
    "last_day": ("date", "Last day", "Last day on which it may have happened or held; empty while it lasts"),
    "dated": (
        "text",
        "Day known",
        "Whether the day itself is known, or only that it lies between first and last day, or only its end",
    ),
    "label": ("text", "Name or place", "Column that names the row"),
    "category": ("text", "Kind", "Column that gives the colour"),
    "low": ("number", "Lowest", "Lowest figure, as the dataset gives it"),
    "value": ("number", "Figure", "The figure, as the dataset gives it; empty where it states none"),
    "high": ("number", "Highest", "Highest figure, as the dataset gives it"),
    "precision_m": (
        "integer",
        "Place known within (m)",
        "Radius in metres within which the place is known; empty where it is a point",
    ),
    "lon": ("number", "Longitude", "Degrees east, WGS 84"),
    "lat": ("number", "Latitude", "Degrees north, WGS 84"),
}

#: What stands before the name of a column of the file's own, so that it is none of `COLUMNS`.
OF_FILE = "file: "

#: Coordinates are held as single floats: more digits would be noise. About a metre.
_DIGITS_DEG = 5


def newest(shown: np.ndarray, first: int | None = None) -> np.ndarray:
    """Return the numbers of the rows to list, newest first.

    Parameters
    ----------
    shown : ndarray of bool, shape (n,)
        Rows ascend in their first day.
    first : int, optional
        A row that is listed before all others, if it is shown.
    """
    rows = np.flatnonzero(shown)[::-1]
    if first is not None and first < len(shown) and shown[first]:
        rows = np.concatenate([[first], rows[rows != first]])
    return rows[:LISTED]


def reading(points: PointSet, rows: np.ndarray) -> pd.DataFrame:
    """Return what the atlas has read of some rows: those of `COLUMNS` that the set has, numbers and days as such.

    Parameters
    ----------
    points : PointSet
    rows : ndarray of int, shape (m,)
        Row numbers, in the order wanted.
    """
    start, end, precision = points.day_start[rows], points.day_end[rows], points.precision_m[rows]
    columns: dict[str, object] = {
        "line": points.line[rows].astype(np.int64),
        "first_day": pd.Series(first_days(start)),
        "last_day": pd.Series(last_days(end)),
        "dated": np.select(
            [(start == ALWAYS) & (end == FOREVER), start == ALWAYS, points.vague[rows]],
            ["no date", "only its end", "not exactly"],
            "yes",
        ),
    }
    for role, name in (("label", points.label), ("category", points.category)):
        if name:
            columns[role] = words(points, name, rows)
    for role, figures in (("low", points.value_low), ("value", points.value), ("high", points.value_high)):
        if figures is not None:
            columns[role] = figures[rows].astype(np.float64)
    columns["precision_m"] = pd.array(np.round(precision).astype(np.int64), dtype="Int64")
    columns["precision_m"][precision <= 0] = pd.NA
    columns["lon"], columns["lat"] = (
        np.round(degrees[rows].astype(np.float64), _DIGITS_DEG) for degrees in (points.lon, points.lat)
    )
    return pd.DataFrame(columns)


def words(points: PointSet, name: str, rows: np.ndarray) -> np.ndarray:
    """Return the texts of a coded column for some rows."""
    coded = points.coded[name]
    return np.array(coded.words or ("",), dtype=object)[coded.codes[rows]]


def frame(points: PointSet, rows: np.ndarray, small: bool) -> pd.DataFrame:
    """Return `reading` and beside it, each under its name with `OF_FILE` before it, the file's own columns or those that were coded.

    Parameters
    ----------
    small : bool
        The file's own columns are few enough to be listed; of a large set only those that filters use are.
    """
    table = reading(points, rows)
    if small and points.rows:
        texts = points.rows.table(rows)
        beside = {name: texts.column(name).to_numpy(zero_copy_only=False) for name in texts.column_names}
    else:
        beside = {
            name: words(points, name, rows) for name in points.coded if name not in (points.label, points.category)
        }
    return pd.concat(
        [table, pd.DataFrame({f"{OF_FILE}{name}": texts for name, texts in beside.items()}, index=table.index)], axis=1
    )
