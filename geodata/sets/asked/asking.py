"""What both engines share: the questions, and what is made of the answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pyarrow as pa

from geodata.dates import Precision
from geodata.intervals import ALWAYS, LONGEST_DAYS, NUMPY_UNITS
from geodata.sets import packing
from geodata.sets.about import About
from geodata.sets.asked import cells, queries
from geodata.sets.asked.cells import Found
from geodata.sets.asked.queries import Question
from geodata.sets.asked.rows import MOST_ROWS, Figures
from geodata.sets.asked.view import View
from geodata.sets.keys import LEVELS
from geodata.store import PointSet, Rows

#: Of a view of so many rows its own cells are asked for, of a larger one they are a part of those of all.
_SCANNED = 400_000

#: Levels at which the cells of whole versions are held: those of a level that is asked for are put together from the next finer ones.
COARSE, FINE = 8, 12

#: So many of them are held.
_HELD = 12


class Asking(ABC):
    """Answers for a view of a version, from an engine that answers questions in SQL."""

    def __init__(self) -> None:
        # A version's number is never another's: what was found stays true of it.
        self._of_all = lru_cache(_HELD)(lambda version, number, level: self._found(version, View(), level))

    @abstractmethod
    def about(self, version: str) -> About:
        """Return what a version says of itself."""

    @abstractmethod
    def _number(self, version: str) -> int:
        """Return the number of a version among the engine's."""

    @abstractmethod
    def _ask(self, version: str, question: Question) -> pa.Table:
        """Return the answer to a question, its columns in the types of the question's, called as it calls them."""

    @abstractmethod
    def _texts(self, version: str, said: About) -> Rows | None:
        """Return the rows of a version as they were read, by the numbers of its column `row`."""

    def rows(self, version: str, view: View, most: int = MOST_ROWS) -> PointSet | None:
        """Return the rows of a view; None where they are more than `most`."""
        said = self.about(version)
        found = self._ask(version, queries.rows(self._number(version), view, said, most + 1))
        return None if found.num_rows > most else packing.points_of(said, found, self._texts(version, said))

    def numbered(self, version: str, view: View, most: int = MOST_ROWS) -> tuple[PointSet, np.ndarray] | None:
        """Return the rows of a view without their texts, and the number of each in the version; None where they are more than `most`."""
        said = self.about(version)
        found = self._ask(version, queries.rows(self._number(version), view, said, most + 1))
        return None if found.num_rows > most else (packing.points_of(said, found, None), packing.numbers_of(found))

    def newest(self, version: str, view: View, most: int) -> tuple[PointSet, np.ndarray]:
        """Return those rows of a view that begin last, no more than `most`, and the number of each in the version; both ascend in their first day."""
        said = self.about(version)
        found = self._ask(version, queries.newest(self._number(version), view, said, most))
        return packing.points_of(said, found, self._texts(version, said)), packing.numbers_of(found)

    def row(self, version: str, number: int) -> PointSet | None:
        """Return the row of a number alone; None where there is none."""
        said = self.about(version)
        found = self._ask(version, queries.row(self._number(version), said, number))
        return packing.points_of(said, found, self._texts(version, said)) if found.num_rows else None

    def extent(self, version: str) -> tuple[float, float, float, float] | None:
        """Return west, south, east and north of the rows on the map in degrees; None where none is."""
        found = self._ask(version, queries.extent(self._number(version), self.about(version))).to_pylist()[0]
        if found["west"] is None:
            return None
        west, south, east, north = (float(found[name]) for name in ("west", "south", "east", "north"))
        return west, south, east, north

    def count(self, version: str, view: View) -> int:
        """Return how many rows a view has."""
        found = self._ask(version, queries.count(self._number(version), view, self.about(version)))
        return int(found.column("n")[0].as_py())

    def cells(self, version: str, view: View, level: int) -> bytes:
        """Return the cells of a view with their counts over time."""
        view = replace(view, looked=View().looked)
        level = max(1, min(level, cells.MOST_LEVEL))
        whole = self._of_all(version, self._number(version), COARSE if level <= COARSE else FINE)
        part = cells.cut(whole, view.box())
        if part.rows <= _SCANNED:
            return cells.pack(self._found(version, view, level))
        # Of most of a set the cells are coarse whatever is asked for, and where nothing narrows them the same for everybody.
        if view == View(view.bounds):
            return cells.pack(cells.raised(part, level))
        lasting = bool(len(whole.ended["n"]))
        return cells.pack(self._changes(version, view, min(level, whole.level), whole.step, lasting))

    def _found(self, version: str, view: View, level: int) -> Found:
        """Ask for the cells of a view, at a level and in steps of days at which they fit."""
        question = queries.cells(self._number(version), view, self.about(version), 2 * (LEVELS - level))
        found = self._arrays(version, question)
        level, step = cells.fitting(level, found)
        return self._changes(version, view, level, step, bool(found["longer"].any()))

    def _changes(self, version: str, view: View, level: int, step: int, lasting: bool) -> Found:
        shift = 2 * (LEVELS - level)
        begun, ended = queries.changes(self._number(version), view, self.about(version), shift, step)
        none = {name: np.zeros(0, np.int64) for name in ("cell", "step", "n")}
        return Found(level, step, self._arrays(version, begun), self._arrays(version, ended) if lasting else none)

    def counts(self, version: str, view: View, unit: Precision) -> tuple[np.ndarray, np.ndarray, int]:
        """Return the days, months or years in which rows of a view begin, how many in each, and how many in none."""
        longest = LONGEST_DAYS[unit]
        found = self._arrays(version, queries.counts(self._number(version), view, self.about(version), longest))
        none = found["day"] == ALWAYS
        days = found["day"][~none].astype("datetime64[D]").astype(f"datetime64[{NUMPY_UNITS[unit]}]")
        units, where = np.unique(days, return_inverse=True)
        n = np.zeros(len(units), np.int64)
        np.add.at(n, where, found["n"][~none])
        return units, n, int(found["n"][none].sum())

    def figures(self, version: str, view: View) -> Figures:
        """Return what a view's figures come to."""
        found = self._ask(version, queries.figures(self._number(version), view, self.about(version)))
        row = found.to_pylist()[0]
        return Figures(
            row["n"],
            row["valued"],
            *(None if row[name] is None else float(row[name]) for name in ("total", "least", "most")),
        )

    def _arrays(self, version: str, question: Question) -> dict[str, np.ndarray]:
        """Return an answer as arrays of whole numbers."""
        found = self._ask(version, question)
        return {name: found.column(name).to_numpy().astype(np.int64) for name in found.column_names}
