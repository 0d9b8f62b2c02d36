"""Where the rows of kept versions lie, whatever holds them: files that DuckDB reads, or PostgreSQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from geodata.dates import Precision
from geodata.importers.report import Report
from geodata.sets.about import About
from geodata.sets.asked.view import View
from geodata.store import PointSet

#: Rows of a view that are handed over one by one; of more there are cells.
MOST_ROWS = 1_000_000


_NAME = re.compile(r"[A-Za-z0-9_~@-][A-Za-z0-9._~@-]{0,199}", re.ASCII)


def is_name(version: str) -> bool:
    """Tell whether a version may be called so."""
    return _NAME.fullmatch(version) is not None


@dataclass(frozen=True)
class Figures:
    """Of a view's rows: how many, how many with a figure, and of these the sum, the least and the greatest; None where there are none."""

    rows: int
    valued: int
    total: float | None
    least: float | None
    most: float | None


class Rows(Protocol):
    """Kept versions. A version is called by a name (letters, digits, ``. _ ~ @ -``), never changes, and is there whole or not at all.

    Every method but `versions` and `drop` raises `whole.NotKept`, in a sentence, for a version that is not there.
    """

    def keep(self, version: str, points: PointSet, report: Report) -> About:
        """Keep a set with its report.

        Raises
        ------
        NotKept
            Where there is no room, or a version of that name already.
        """

    def versions(self) -> list[str]:
        """Return the names of all versions, in alphabetical order."""

    def drop(self, version: str) -> None:
        """Take a version away for good; one that is not there is no fault."""

    def about(self, version: str) -> About:
        """Return what a version says of itself."""

    def nbytes(self, version: str) -> int:
        """Return the bytes that a version takes where it lies."""

    def whole(self, version: str) -> PointSet:
        """Return all rows of a version, as they were given."""

    def rows(self, version: str, view: View, most: int = MOST_ROWS) -> PointSet | None:
        """Return the rows of a view; None where they are more than `most`."""

    def numbered(self, version: str, view: View, most: int = MOST_ROWS) -> tuple[PointSet, np.ndarray] | None:
        """Return the rows of a view without their texts, and the number of each in the version; None where they are more than `most`."""

    def newest(self, version: str, view: View, most: int) -> tuple[PointSet, np.ndarray]:
        """Return those rows of a view that begin last, no more than `most`, and the number of each in the version; both ascend in their first day."""

    def row(self, version: str, number: int) -> PointSet | None:
        """Return the row of a number alone; None where there is none."""

    def extent(self, version: str) -> tuple[float, float, float, float] | None:
        """Return west, south, east and north of the rows on the map in degrees; None where none is."""

    def count(self, version: str, view: View) -> int:
        """Return how many rows a view has."""

    def cells(self, version: str, view: View, level: int) -> bytes:
        """Return the cells of a view with their counts over all time, whatever its days are (`cells.pack`), of `level` bits of x and y or of fewer, so that they are no more than `cells.MOST_BYTES`."""

    def counts(self, version: str, view: View, unit: Precision) -> tuple[np.ndarray, np.ndarray, int]:
        """Return the days, months or years in which rows of a view begin (datetime64, ascending), how many in each, and how many in none (`intervals.counted_in`)."""

    def figures(self, version: str, view: View) -> Figures:
        """Return what a view's figures come to."""
