"""Kept versions as folders of Parquet, read by DuckDB inside this process: nothing is ever written in place, so any number of processes read."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import duckdb
import pyarrow as pa

from geodata.importers.report import Report
from geodata.sets import packing
from geodata.sets.about import ABOUT, POINTS, ROLLUP, TEXTS, About, damaged, plain_path
from geodata.sets.about import read as about
from geodata.sets.asked.asking import Asking
from geodata.sets.asked.queries import Question
from geodata.sets.asked.rows import is_name
from geodata.sets.texts import FileRows
from geodata.sets.whole import NotKept, sweep
from geodata.store import PointSet
from geodata.translation import tr

#: So many versions are held open at once, each with so many threads and so much memory at most.
_OPEN, _THREADS, _MEMORY = 4, 2, "256MB"


@dataclass(frozen=True)
class _Opened:
    said: About
    connection: duckdb.DuckDBPyConnection
    texts: FileRows | None


class Embedded(Asking):
    """The `rows.Rows` of a folder.

    Parameters
    ----------
    folder : Path
        Where versions lie, each in a folder of its name. What a process that was killed has left there half written is taken away.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._lock = Lock()
        self._opened: OrderedDict[str, _Opened] = OrderedDict()
        sweep(folder)

    def path(self, version: str) -> Path:
        """Return the folder of a version, there or not.

        Raises
        ------
        NotKept
            For what is no version's name.
        """
        if not is_name(version):
            raise NotKept(tr("This version is not kept here, or not any more."))
        return self._folder / version

    def keep(self, version: str, points: PointSet, report: Report) -> About:
        """Keep a set with its report."""
        packing.write(self.path(version), points, report)
        return self.about(version)

    def versions(self) -> list[str]:
        """Return the names of all versions, in alphabetical order."""
        found = self._folder.glob(f"*/{ABOUT}")
        return sorted(file.parent.name for file in found if is_name(file.parent.name))

    def drop(self, version: str) -> None:
        """Take a version away for good; one that is not there is no fault."""
        with self._lock:
            self._opened.pop(version, None)
        packing.drop(self.path(version))

    def about(self, version: str) -> About:
        """Return what a version says of itself."""
        return self._open(version).said

    def nbytes(self, version: str) -> int:
        """Return the bytes that a version takes on the disk."""
        return packing.size(self.path(version))

    def whole(self, version: str) -> PointSet:
        """Return all rows of a version, as they were given."""
        return packing.read(self.path(version))

    def _number(self, version: str) -> int:
        return 0  # It is alone in its file.

    def _texts(self, version: str, said: About) -> FileRows | None:
        return self._open(version).texts

    def _ask(self, version: str, question: Question) -> pa.Table:
        cursor = self._open(version).connection.cursor()
        try:
            return cursor.sql(question.text, params=question.values).to_arrow_table()
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise NotKept(damaged(self.path(version))) from error
        finally:
            cursor.close()

    def _open(self, version: str) -> _Opened:
        path = self.path(version)
        if not (path / ABOUT).exists():
            with self._lock:
                self._opened.pop(version, None)
        with self._lock:
            found = self._opened.get(version)
            if found is None:
                found = self._opened[version] = _opened(path)
                while len(self._opened) > _OPEN:
                    self._opened.popitem(last=False)
            self._opened.move_to_end(version)
            return found


def _opened(path: Path) -> _Opened:
    said = about(path)
    tables = {"points": POINTS, "rollups": ROLLUP} if said.rolled else {"points": POINTS}
    try:
        texts = None if said.names is None else FileRows(path / TEXTS, said.names)
        connection = duckdb.connect(
            config={
                "threads": _THREADS,
                "memory_limit": _MEMORY,
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        allowed = []
        for table, name in tables.items():
            # Its name is the operator's folder and a version's: as a pattern and as a text of SQL it means itself.
            pattern, plain = (one.replace("'", "''") for one in (plain_path(path / name), str(path / name)))
            connection.execute(
                f"CREATE VIEW {table} AS SELECT CAST(0 AS BIGINT) AS version, * FROM read_parquet('{pattern}')"
            )
            allowed += [f"'{pattern}'", f"'{plain}'"]
        connection.execute(f"SET allowed_paths = [{', '.join(allowed)}]")
        for setting in ("enable_external_access = false", "lock_configuration = true"):
            connection.execute(f"SET {setting}")
    except (duckdb.Error, pa.ArrowException, OSError, ValueError):
        raise NotKept(damaged(path)) from None
    return _Opened(said, connection, texts)
