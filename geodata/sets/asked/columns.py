"""Columns of a set and of kept rows: what each is called, and a set of the rows that were asked for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from geodata.sets.about import About
from geodata.store import Coded, PointSet, Rows

#: Column of a set → what it is called in the file, where that differs.
CALLED = {"day_start": "start_day", "day_end": "end_day"}
PLAIN = ("lon", "lat", "day_start", "day_end", "vague", "precision_m", "line")


def points_of(said: About, table: pa.Table, texts: Rows | None) -> PointSet:
    """Return rows of a kept set, in any order, as a set.

    Raises
    ------
    ValueError, KeyError
        Where they are not as `packing.columns` made them.
    """
    numbers = table.column("row").to_numpy()
    order = _order(table)
    arrays: dict[str, Any] = {
        name: table.column(CALLED.get(name, name)).to_numpy()[order] for name in (*PLAIN, *said.figures)
    }
    coded = {
        column.name: Coded(table.column(f"c{number}").to_numpy()[order], tuple(column.words))
        for number, column in enumerate(said.coded)
    }
    return PointSet(
        title=said.title,
        dataset=said.dataset,
        **arrays,
        category=said.category,
        label=said.label,
        coded=coded,
        time=said.time,
        meaning=said.meaning,
        hue=said.hue,
        shapes=shapely.from_wkb(table.column("shape").to_numpy()[order]) if said.shapes else None,
        rows=None if texts is None else texts.take(numbers[order]),
    )


def numbers_of(table: pa.Table) -> np.ndarray:
    """Return the number of each row that `points_of` makes of them, in its order."""
    found: np.ndarray = table.column("row").to_numpy()[_order(table)]
    return found


def _order(table: pa.Table) -> np.ndarray:
    """Return the order of a set: by day, and within it as the texts stand."""
    # In one number, which sorts in a third of the time of two.
    return np.argsort(table.column("start_day").to_numpy().astype(np.int64) << 32 | table.column("row").to_numpy())
