"""The questions to kept rows, as plain SQL that DuckDB and PostgreSQL both understand: every value bound, and no name that an input holds.

`points` has the columns of `packing` and `version`, the number of the version that is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from geodata.intervals import ALWAYS, EARLIEST, FOREVER
from geodata.sets.about import About
from geodata.sets.asked.view import WORLD, View
from geodata.sets.keys import NOWHERE

#: Days are counted from here on where they are put together by twos, fours …: a shift of what is below 0 is not the same everywhere.
ORIGIN = -131_072

#: An index of days is asked for fewer of them than so many: of more, most of a version may be meant.
_FEW_DAYS = 800

#: Larger than every figure, and smaller than what is none in both engines.
_LARGEST = 3.5e38


#: As `View.box` has it.
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Question:
    """A text of SQL, and the values that stand for $1, $2 … in it."""

    text: str
    values: tuple[object, ...]


class _Bound:
    """Gathers values, and says how each is called in the text."""

    def __init__(self) -> None:
        self.values: list[object] = []

    def __call__(self, value: object) -> str:
        self.values.append(value)
        return f"${len(self.values)}"


def _where(bound: _Bound, version: int, view: View, said: About, on_map: bool, box: Box | None = None) -> str:
    """Return what narrows the rows to a view's, or to those of another box than it has."""
    first, last = view.looked
    tests = [f"version = {bound(version)}"]
    if on_map or view.bounds != WORLD:
        tests.append(f"key > {bound(NOWHERE)}")
    if view.bounds != WORLD:
        first_x, after_x, first_y, after_y = box or view.box()
        over = " OR " if first_x >= after_x else " AND "
        tests += [
            f"(x >= {bound(first_x)}{over}x < {bound(after_x)})",
            f"y >= {bound(first_y)}",
            f"y < {bound(after_y)}",
        ]
    if on_map:
        tests += [
            "end_day > start_day",
            f"(start_day >= {bound(EARLIEST)} OR start_day = {bound(ALWAYS)})",
        ]
    if last < FOREVER:
        tests.append(f"start_day <= {bound(last)}")
    if first > ALWAYS:
        tests.append(f"end_day > {bound(first)}")
    if last - first < _FEW_DAYS:
        # Of those of one day, which most are, it says once more when they begin: so an index finds them wherever they are.
        tests.append(f"({_SINGLE} AND start_day >= {bound(first)} AND start_day <= {bound(last)} OR {_LONG})")
    for number, codes in view.codes(said).items():
        # The number is one of this program's own, of a column that is there.
        tests.append(f"c{number:d} = ANY({bound(codes)})" if codes else "1 = 0")
    figures = view.figures()
    if figures is not None:
        least, most = figures
        tests.append(f"value >= {bound(least)} AND value <= {bound(most)}" if "value" in said.figures else "1 = 0")
    return " AND ".join(tests)


def names(said: About) -> list[str]:
    """Return the columns of a version's rows."""
    plain = "x y key start_day end_day vague lon lat precision_m line row".split()
    shapes = ["shape"] if said.shapes else []
    return [*plain, *said.figures, *(f"c{number:d}" for number in range(len(said.coded))), *shapes]


def rows(version: int, view: View, said: About, most: int) -> Question:
    """Ask for the rows of a view, in no order, and no more than `most`."""
    bound = _Bound()
    where = _where(bound, version, view, said, on_map=False)
    return Question(
        f"SELECT {', '.join(names(said))} FROM points WHERE {where} LIMIT {bound(most)}", tuple(bound.values)
    )


def newest(version: int, view: View, said: About, most: int) -> Question:
    """Ask for those rows of a view that begin last, no more than `most`."""
    bound = _Bound()
    where = _where(bound, version, view, said, on_map=False)
    return Question(
        f"SELECT {', '.join(names(said))} FROM points WHERE {where} ORDER BY start_day DESC, points.row DESC LIMIT {bound(most)}",
        tuple(bound.values),
    )


def row(version: int, said: About, number: int) -> Question:
    """Ask for the row of a number."""
    bound = _Bound()
    test = f"version = {bound(version)} AND points.row = {bound(number)}"
    return Question(f"SELECT {', '.join(names(said))} FROM points WHERE {test} LIMIT 1", tuple(bound.values))


def extent(version: int, said: About) -> Question:
    """Ask from where to where the rows on the map reach, in degrees."""
    bound = _Bound()
    where = _where(bound, version, View(), said, on_map=True)
    edges = "min(lon) AS west, min(lat) AS south, max(lon) AS east, max(lat) AS north"
    return Question(f"SELECT {edges} FROM points WHERE {where}", tuple(bound.values))


def count(version: int, view: View, said: About) -> Question:
    """Ask how many rows a view has."""
    bound = _Bound()
    where = _where(bound, version, view, said, on_map=False)
    return Question(f"SELECT count(*) AS n FROM points WHERE {where}", tuple(bound.values))


def cells(version: int, view: View, said: About, shift: int) -> Question:
    """Ask for the cells of a view: how many rows of one day and of more days each has, and from when to when; those that always were begin a step apart."""
    bound = _Bound()
    by = bound(shift)
    where = _where(bound, version, view, said, on_map=True)
    begun = _begun()
    ended = f"CASE WHEN end_day < {bound(FOREVER)} THEN end_day ELSE {begun} END"
    return Question(
        f"SELECT key >> {by} AS cell, count(*) AS n, count(*) FILTER (WHERE {_LONG}) AS longer,"
        f" coalesce(min(start_day) FILTER (WHERE start_day >= {EARLIEST:d}), {EARLIEST - 1:d}) AS first_day,"
        f" max({ended}) AS last_day FROM points WHERE {where} GROUP BY 1",
        tuple(bound.values),
    )


def changes(version: int, view: View, said: About, shift: int, step: int, box: Box) -> tuple[Question, Question]:
    """Ask when the rows of cells began, and when those of more than one day ended: (cell, step, whether of more days, n), (cell, step, n).

    A step is 2**`step` days, counted from `ORIGIN`. What always was begins before the first day of the map.
    """
    questions = []
    for ending in (False, True):
        bound = _Bound()
        by, days = bound(shift), bound(step)
        where = _where(bound, version, view, said, on_map=True, box=box)
        day = "end_day" if ending else _begun()
        at = f"key >> {by} AS cell, ({day} - {ORIGIN:d}) >> {days} AS step"
        questions.append(
            Question(
                f"SELECT {at}, count(*) AS n FROM points WHERE {where} AND {_LONG} AND end_day < {bound(FOREVER)} GROUP BY 1, 2"
                if ending
                else f"SELECT {at}, {_LONG} AS longer, count(*) AS n FROM points WHERE {where} GROUP BY 1, 2, 3",
                tuple(bound.values),
            )
        )
    return questions[0], questions[1]


#: Rows of more days than one, and of one; `partitions` has an index of either.
_LONG, _SINGLE = "(end_day - start_day <> 1)", "(end_day - start_day = 1)"


def _begun() -> str:
    return f"CASE WHEN start_day < {EARLIEST:d} THEN {EARLIEST - 1:d} ELSE start_day END"


def values(version: int, most: int) -> Question:
    """Ask for the different figures of a version's rows, and no more than `most`."""
    bound = _Bound()
    test = f"version = {bound(version)} AND value < {bound(_LARGEST)}"
    return Question(f"SELECT DISTINCT value FROM points WHERE {test} LIMIT {bound(most)}", tuple(bound.values))


def counts(version: int, view: View, said: About, longest: int) -> Question:
    """Ask how many rows begin on each day, and how many belong to none: those without a start, and vague ones of more days than `longest`."""
    bound = _Bound()
    where = _where(bound, version, view, said, on_map=False)
    apart = f"(start_day = {bound(ALWAYS)} OR (vague AND end_day - start_day > {bound(longest)}))"
    return Question(
        f"SELECT CASE WHEN {apart} THEN {ALWAYS:d} ELSE start_day END AS day, count(*) AS n FROM points WHERE {where} GROUP BY 1",
        tuple(bound.values),
    )


def figures(version: int, view: View, said: About) -> Question:
    """Ask for the number of rows, of those with a figure, and for sum, least and greatest of these."""
    bound = _Bound()
    if "value" not in said.figures:
        where = _where(bound, version, view, said, on_map=False)
        return Question(
            "SELECT count(*) AS n, 0 AS valued, CAST(NULL AS DOUBLE PRECISION) AS total,"
            " CAST(NULL AS DOUBLE PRECISION) AS least, CAST(NULL AS DOUBLE PRECISION) AS most FROM points WHERE {where}",
            tuple(bound.values),
        )
    known = f"FILTER (WHERE value < {bound(_LARGEST)})"
    where = _where(bound, version, view, said, on_map=False)
    return Question(
        f"SELECT count(*) AS n, count(*) {known} AS valued, sum(CAST(value AS DOUBLE PRECISION)) {known} AS total,"
        f" min(value) {known} AS least, max(value) {known} AS most FROM points WHERE {where}",
        tuple(bound.values),
    )
