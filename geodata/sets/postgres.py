"""Kept versions in PostgreSQL, which several servers share: their rows in a partition each, asked in the same SQL, and their files in pieces beside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np
import psycopg
import pyarrow as pa
import sqlalchemy as sa
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format

from geodata.importers.report import Report
from geodata.sets import packing, partitions
from geodata.sets.about import ABOUT, TEXTS, About
from geodata.sets.about import read as about
from geodata.sets.asked.asking import Asking
from geodata.sets.asked.queries import Question
from geodata.sets.asked.rows import is_name
from geodata.sets.files import Pieces
from geodata.sets.schema import PIECES, away, bring_up, engine, writing
from geodata.sets.texts import FileRows
from geodata.sets.whole import NotKept
from geodata.store import PointSet
from geodata.translation import tr

#: So many versions' own words and texts are held open at once.
_OPEN = 4

#: PostgreSQL's types of arrays, and of what is in them → how a value is written.
_ARRAYS = (1000, 1005, 1007, 1016, 1021, 1022)
_VALUES = {16: "?", 21: ">i2", 23: ">i4", 20: ">i8", 700: ">f4", 701: ">f8"}

#: Compiling a question takes longer than most answers, and what is counted by cells fits into so much memory.
_SETTINGS = "SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true)"


class Postgres(Asking):
    """The `asked.rows.Rows` of a database.

    Parameters
    ----------
    address : str
        As ``postgresql://…``.

    Raises
    ------
    Away
        Where it does not answer, or was made by a newer program.
    """

    def __init__(self, address: str) -> None:
        super().__init__()
        self._database = engine(address)
        with away():
            bring_up(self._database)
        self._pieces = Pieces(self._database)
        self._words = lru_cache(_OPEN)(self._read_about)
        self._opened = lru_cache(_OPEN)(self._read_texts)

    def keep(self, version: str, points: PointSet, report: Report) -> About:
        """Keep a set with its report."""
        if not is_name(version):
            raise NotKept(_gone())
        with away(), self._pieces.aside(version) as path:
            said = packing.write(path, points, report)
            try:
                with writing(self._database).begin() as connection:
                    self._pieces.add(path, connection)
            except sa.exc.IntegrityError:
                raise NotKept(
                    tr("This version is kept already, and what is kept does not change. Keep a new version.")
                ) from None
        return said

    def versions(self) -> list[str]:
        """Return the names of all versions, in alphabetical order."""
        with away(), self._database.connect() as connection:
            return sorted(connection.execute(sa.text("SELECT version FROM partitions")).scalars())

    def drop(self, version: str) -> None:
        """Take a version away for good; one that is not there is no fault."""
        with away(), writing(self._database).begin() as connection:
            self._pieces.drop([version], connection)

    def about(self, version: str) -> About:
        """Return what a version says of itself."""
        return self._words(version, self._number(version))

    def nbytes(self, version: str) -> int:
        """Return the bytes that a version takes in the database."""
        number = self._number(version)
        with away(), self._database.connect() as connection:
            pieces = sa.select(sa.func.sum(sa.func.length(PIECES.c.body))).where(PIECES.c.version == version)
            return int(connection.execute(pieces).scalar() or 0) + partitions.nbytes(connection, number)

    def whole(self, version: str) -> PointSet:
        """Return all rows of a version, as they were given."""
        self._number(version)
        with away(), self._pieces.opened(version) as path:
            return packing.read(path)

    def _number(self, version: str) -> int:
        found = None
        if is_name(version):
            with away(), self._database.connect() as connection:
                asked = sa.text("SELECT number FROM partitions WHERE version = :version")
                found = connection.execute(asked, {"version": version}).scalar()
        if found is None:
            raise NotKept(_gone())
        return int(found)

    def _read_about(self, version: str, number: int) -> About:
        with away(), self._pieces.opened(version, ABOUT) as path:
            return about(path, alone=True)

    def _texts(self, version: str, said: About) -> FileRows | None:
        return None if said.names is None else self._opened(version, self._number(version))

    def _read_texts(self, version: str, number: int) -> FileRows:
        names = self._words(version, number).names
        with away(), self._pieces.opened(version, TEXTS) as path:
            return FileRows(path / TEXTS, names or [])

    def _ask(self, version: str, question: Question) -> pa.Table:
        with self._cursor() as cursor:
            cursor.execute(_SETTINGS)
            cursor.execute(_described(question), question.values)
            names = [column.name for column in cursor.description or ()]
            arrays = ", ".join(f'array_agg("{name}")' for name in names)
            cursor.execute(f"SELECT {arrays} FROM ({question.text}) AS found", question.values)
            found = cursor.fetchone() or ()
        types = packing.types(self.about(version))
        columns = {}
        for name, values in zip(names, found, strict=True):
            column = pa.array([] if values is None else values)
            columns[name] = column.cast(types[name]) if name in types else column
        return pa.table(columns)

    @contextmanager
    def _cursor(self) -> Iterator[psycopg.RawCursor[Any]]:
        """Give a cursor in a transaction that changes nothing, whose answers are arrays in binary."""
        with away(), self._database.connect() as connection:
            driver: Any = connection.connection.driver_connection
            with psycopg.RawCursor(driver) as cursor:
                cursor.format = Format.BINARY
                for number in _ARRAYS:
                    cursor.adapters.register_loader(number, _Array)
                try:
                    yield cursor
                except psycopg.Error as error:
                    raise sa.exc.DBAPIError("", None, error) from error
                finally:
                    driver.rollback()


def _described(question: Question) -> str:
    """Return a question that says what the columns of another are, and no row."""
    return f"SELECT * FROM ({question.text}) AS found LIMIT 0"


class _Array(Loader):
    """Reads an array of numbers in one go."""

    format = Format.BINARY

    def load(self, data: Buffer) -> np.ndarray | list[None]:
        head = np.frombuffer(data, ">i4", 3)
        if not head[0]:
            return np.zeros(0)
        count = int(np.frombuffer(data, ">i4", 1, 12)[0])
        if head[1]:
            # Where something is missing, all is: of no rows there is neither sum nor least.
            return [None] * count
        kind = np.dtype(_VALUES[int(head[2])])
        body = np.frombuffer(data, np.dtype([("length", ">i4"), ("value", kind)]), count, 20)
        return body["value"].astype(kind.newbyteorder("="))


def _gone() -> str:
    return tr("This version is not kept here, or not any more.")
