"""What both engines share: the questions, and what is made of the answers."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
import pyarrow as pa

from geodata.dates import Precision
from geodata.intervals import ALWAYS, LONGEST_DAYS, NUMPY_UNITS
from geodata.sets import packing
from geodata.sets.about import About
from geodata.sets.asked import cells, queries
from geodata.sets.asked.queries import Question
from geodata.sets.asked.rows import MOST_ROWS, Figures
from geodata.sets.asked.view import View
from geodata.sets.keys import LEVELS
from geodata.store import PointSet, Rows


class Asking(ABC):
    """Answers for a view of a version, from an engine that answers questions in SQL."""

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

    def count(self, version: str, view: View) -> int:
        """Return how many rows a view has."""
        found = self._ask(version, queries.count(self._number(version), view, self.about(version)))
        return int(found.column("n")[0].as_py())

    def cells(self, version: str, view: View, level: int) -> bytes:
        """Return the cells of a view with their counts over time."""
        said, number = self.about(version), self._number(version)
        level = max(1, min(level, cells.MOST_LEVEL))
        found = self._arrays(version, queries.cells(number, view, said, 2 * (LEVELS - level)))
        level, step = cells.fitting(level, found)
        while True:
            begun, ended = (
                self._arrays(version, question)
                for question in queries.changes(number, view, said, 2 * (LEVELS - level), step)
            )
            body = cells.pack(level, step, begun, ended)
            if len(body) <= cells.MOST_BYTES or level == 1:
                return body
            level -= 1

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
