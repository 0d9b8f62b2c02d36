"""What both engines share: the questions, and what is made of the answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pyarrow as pa

from geodata.dates import Precision
from geodata.intervals import ALWAYS, LONGEST_DAYS, NUMPY_UNITS
from geodata.sets.about import About
from geodata.sets.asked import cells, queries, rollup
from geodata.sets.asked.cells import Found
from geodata.sets.asked.columns import numbers_of, points_of
from geodata.sets.asked.queries import Question
from geodata.sets.asked.rows import MOST_ROWS, Figures
from geodata.sets.asked.view import View
from geodata.sets.keys import LEVELS
from geodata.store import PointSet, Rows

#: Of a view of so many rows its own cells are asked for, of a larger one they are a part of those of all.
SCANNED = 400_000

#: So many rows are counted before they are asked for, where they may be too many: among more, giving up half way is shorter.
_COUNTED = 1_000_000

#: Levels at which the cells of whole versions are held: those of a level that is asked for are put together from the next finer ones.
COARSE, FINE = 8, 12

#: So many of them are held.
_HELD = 12

#: The cells of so many views: a view's are asked for twice, and by all who open one link.
_TOUCHED = 4

#: Of so many versions it is known how far they reach.
_EXTENTS = 1000


class Asking(ABC):
    """Answers for a view of a version, from an engine that answers questions in SQL."""

    def __init__(self) -> None:
        # A version's number is never another's: what was found stays true of it.
        self._of_all = lru_cache(_HELD)(self._whole)
        self._of_some = lru_cache(_HELD)(self._rolled)
        self._touched = lru_cache(_TOUCHED)(self._cut)
        self._extents = lru_cache(_EXTENTS)(self._read_extent)

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
        if self._too_many(version, view, most, said):
            return None
        found = self._ask(version, queries.rows(self._number(version), view, said, most + 1))
        return None if found.num_rows > most else points_of(said, found, self._texts(version, said))

    def numbered(self, version: str, view: View, most: int = MOST_ROWS) -> tuple[PointSet, np.ndarray] | None:
        """Return the rows of a view without their texts, and the number of each in the version; None where they are more than `most`."""
        said = self.about(version)
        if self._too_many(version, view, most, said):
            return None
        found = self._ask(version, queries.rows(self._number(version), view, said, most + 1))
        return None if found.num_rows > most else (points_of(said, found, None), numbers_of(found))

    def newest(self, version: str, view: View, most: int) -> tuple[PointSet, np.ndarray]:
        """Return those rows of a view that begin last, no more than `most`, and the number of each in the version; both ascend in their first day."""
        said = self.about(version)
        found = self._ask(version, queries.newest(self._number(version), view, said, most))
        return points_of(said, found, self._texts(version, said)), numbers_of(found)

    def row(self, version: str, number: int) -> PointSet | None:
        """Return the row of a number alone; None where there is none."""
        said = self.about(version)
        found = self._ask(version, queries.row(self._number(version), said, number))
        return points_of(said, found, self._texts(version, said)) if found.num_rows else None

    def extent(self, version: str) -> tuple[float, float, float, float] | None:
        """Return west, south, east and north of the rows on the map in degrees; None where none is."""
        # Asked by every reader who opens the set.
        self.about(version)
        return self._extents(version, self._number(version))

    def _read_extent(self, version: str, number: int) -> tuple[float, float, float, float] | None:
        found = self._ask(version, queries.extent(number, self.about(version))).to_pylist()[0]
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
        grain = COARSE if level <= COARSE else FINE
        touched = self._touched(version, self._number(version), grain, view.box())
        if touched.rows <= SCANNED:
            return cells.pack(self.found(version, view, level))
        # Of most of a set the cells are coarse whatever is asked for, and where nothing narrows them the same for everybody.
        return cells.pack(cells.raised(self._part(version, view, grain, touched), level))

    def _too_many(self, version: str, view: View, most: int, said: About) -> bool:
        """Tell, where rollups can, whether a view has more rows than `most`."""
        if said.count <= most or not said.rolled:
            return False
        number = self._number(version)
        whole, touched = self._of_all(version, number, FINE), self._touched(version, number, FINE, view.box())
        if cells.possibly(touched, view) <= most:
            return False
        if touched.rows <= _COUNTED:
            return self.count(version, view) > most
        if cells.surely(whole, view) <= most:
            return False
        alike = self._alike(version, view, said, whole)
        return alike is not None and cells.surely(alike, view) > most

    def _whole(self, version: str, number: int, grain: int) -> Found:
        """Return the cells of all rows."""
        said = self.about(version)
        if rollup.narrowed(View(), said) is None:
            return self.found(version, View(), grain)
        answer = self._ask(version, rollup.question(number, grain, View(), said))
        if not answer.num_rows:
            # Both grains came to the same.
            return self._of_all(version, number, FINE)
        level, step = (int(answer.column(name)[0].as_py()) for name in ("level", "step"))
        return rollup.found_in(answer, grain, level, step)

    def _cut(self, version: str, number: int, grain: int, box: queries.Box) -> Found:
        """Return the cells of all rows that touch a box."""
        return cells.cut(self._of_all(version, number, grain), box)

    def _part(self, version: str, view: View, grain: int, touched: Found) -> Found:
        """Return the cells of all rows that touch a view, counting those rows that it has by its words and figures."""
        whole = self._of_all(version, self._number(version), grain)
        found = self._alike(version, view, self.about(version), whole)
        if found is whole:
            return touched
        return self.changes(version, view, whole) if found is None else cells.cut(found, view.box())

    def _alike(self, version: str, view: View, said: About, whole: Found) -> Found | None:
        """Return the cells of all rows that a view's words and figures let through, wherever they are; None where no rollup tells."""
        if view.figures() is None and not view.words:
            return whole
        if rollup.narrowed(view, said) is None:
            return None
        words = tuple((name, words) for name, words in view.words.items())
        return self._of_some(version, self._number(version), whole.grain, words, view.least, view.most)

    def _rolled(
        self,
        version: str,
        number: int,
        grain: int,
        words: tuple[tuple[str, tuple[str, ...]], ...],
        least: float | None,
        most: float | None,
    ) -> Found:
        whole = self._of_all(version, number, grain)
        view = View(words=dict(words), least=least, most=most)
        answer = self._ask(version, rollup.question(number, grain, view, self.about(version)))
        return rollup.found_in(answer, grain, whole.level, whole.step)

    def found(self, version: str, view: View, grain: int) -> Found:
        """Ask rows for the cells of a view, at a level and in steps of days at which they fit."""
        question = queries.cells(self._number(version), view, self.about(version), 2 * (LEVELS - grain))
        found = self._arrays(version, question)
        level, step = cells.fitting(grain, found)
        return self._changes(version, view, Found(grain, level, step), bool(found["longer"].any()), view.box())

    def changes(self, version: str, view: View, whole: Found) -> Found:
        """Ask rows for those cells of a view that are among the cells of all."""
        return self._changes(version, view, whole, bool(len(whole.ended["n"])), cells.snapped(view.box(), whole.level))

    def _changes(self, version: str, view: View, of: Found, lasting: bool, box: queries.Box) -> Found:
        shift, said = 2 * (LEVELS - of.level), self.about(version)
        begun, ended = queries.changes(self._number(version), view, said, shift, of.step, box)
        found = replace(of, begun=cells.merged(self._arrays(version, begun)), ended=cells.nothing())
        return replace(found, ended=cells.merged(self._arrays(version, ended))) if lasting else found

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
