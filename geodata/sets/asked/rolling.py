"""Makes a version's rollups out of its columns, before it is there: each holds what the rows would answer, for it was asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.sets.about import POINTS, ROLLUP, About, plain_path
from geodata.sets.asked import asking, queries, rollup
from geodata.sets.asked.asking import COARSE, FINE, Asking
from geodata.sets.asked.queries import Question
from geodata.sets.asked.view import View
from geodata.sets.whole import SORTING, NotKept
from geodata.store import Rows
from geodata.translation import tr

#: So many words and figures have a rollup of their own: each takes a look at all rows. A column with more than is left has none.
_LOOKS = 256

#: Figures have one where they are no more different ones than these, as counts of people mostly are.
_FIGURES = 64

_MEMORY = "96MB"


def make(folder: Path, said: About) -> About:
    """Write the rollups of a version that is being written, and return what it says of itself with them.

    Versions whose every view is answered from rows have none.

    Raises
    ------
    NotKept
        Where there is not enough room for it.
    OSError
    """
    if said.count <= asking.SCANNED:
        return said
    with sorting(folder, _MEMORY) as connection:
        columns = connection.read_parquet(plain_path(folder / POINTS))
        columns.project("CAST(0 AS BIGINT) AS version, *").create_view("points")
        return _made(_Aside(said, connection), folder / ROLLUP, said)


@contextmanager
def sorting(folder: Path, memory: str, **how: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open DuckDB beside a version that is being written, with so much memory and room in its folder.

    Raises
    ------
    NotKept
        Where there is not enough room for it.
    """
    connection = duckdb.connect(
        config={
            "threads": 2,
            "memory_limit": memory,
            "temp_directory": str(folder / SORTING),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            **how,
        }
    )
    try:
        yield connection
    except duckdb.Error as error:
        raise NotKept(
            tr("The set was not kept: there was not enough room to sort it, in memory or on this server's disk.")
        ) from error
    finally:
        connection.close()


class _Aside(Asking):
    """Answers of the version, which nobody else sees yet."""

    def __init__(self, said: About, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__()
        self._said, self._connection = said, connection

    def about(self, version: str) -> About:
        return self._said

    def _number(self, version: str) -> int:
        return 0

    def _ask(self, version: str, question: Question) -> pa.Table:
        return self._connection.sql(question.text, params=question.values).to_arrow_table()

    def _texts(self, version: str, said: About) -> Rows | None:
        return None

    def values(self) -> list[float]:
        """Return the different figures, ascending; none where they are too many."""
        if "value" not in self._said.figures:
            return []
        found = sorted(self._ask("", queries.values(0, _FIGURES + 1)).column("value").to_pylist())
        return found if len(found) <= _FIGURES else []


def _made(aside: _Aside, file: Path, said: About) -> About:
    wholes = {grain: aside.found("", View(), grain) for grain in (FINE, COARSE)}
    if not wholes[FINE].rows:
        return said
    if (wholes[FINE].level, wholes[FINE].step) == (wholes[COARSE].level, wholes[COARSE].step):
        del wholes[COARSE]
    rolled = {rollup.ALL}
    with pq.ParquetWriter(file, rollup.SCHEMA, compression="zstd", write_page_checksum=True) as writer:
        for whole in wholes.values():
            writer.write_table(rollup.table(whole, rollup.ALL, 0, None))
        for by, code, value, view in _narrowed(said, aside.values()):
            rolled.add(by)
            for whole in wholes.values():
                found = aside.changes("", view, whole)
                if found.rows:
                    writer.write_table(rollup.table(found, by, code, value))
    return msgspec.structs.replace(said, rolled=sorted(rolled))


def _narrowed(said: About, values: list[float]) -> Iterator[tuple[int, int, float | None, View]]:
    """Yield what rollups there are to be beside that of all: what it counts, the code or the figure, and the view that has it alone."""
    left = _LOOKS - len(values)
    for number, value in enumerate(values):
        yield rollup.FIGURES, number, value, View(least=value, most=value)
    for number, column in sorted(enumerate(said.coded), key=lambda one: len(one[1].words)):
        left -= len(column.words)
        if left < 0:
            return
        for code, word in enumerate(column.words):
            yield number, code, None, View(words={column.name: (word,)})
