"""A large set on its way to its folder, piece by piece: texts as they come, columns aside until all are there and can be sorted by where they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from geodata.importers.apart.answer import Into
from geodata.importers.report import Loaded
from geodata.sets import packing, reported
from geodata.sets.about import POINTS, TEXTS, About, about_of, plain_path, written
from geodata.sets.asked import rolling
from geodata.sets.keys import keyed
from geodata.sets.texts import FileRows, Texts
from geodata.sets.whole import NotKept, made, said
from geodata.store import FIGURES

#: What sorting may hold; the rest goes to the disk for a while.
_SORTED_IN = "96MB"

_COLUMNS = "columns.spool"

#: Columns of a set as they come → as its file has them.
_CALLED = {"day_start": "start_day", "day_end": "end_day"}


#: Reads a file into what takes it piece by piece.
Read = Callable[[Into], Loaded]


def writer(loaded: Loaded | Read) -> tuple[Callable[[Path], About], int]:
    """Return what writes a version, of rows that are held or still to be read, and how many rows it has at least."""
    if isinstance(loaded, Loaded):
        points, report = loaded.points, loaded.report
        return lambda path: packing.write(path, points, report), len(points)
    return lambda path: write(path, loaded), 1


def write(path: Path, read: Read) -> About:
    """Keep a set that is too large to hold, whole or not at all, and return what the version says of itself.

    Parameters
    ----------
    path : Path
        The folder that it becomes.
    read : callable
        Reads it into what it is given, and returns a set without rows and its report (`Readers.large`).

    Raises
    ------
    NotKept, Refused
    """
    with made(path) as aside:
        with _Spool(aside) as spool:
            loaded = read(spool)
        count = spool.sorted_out()
        points, texts = loaded.points, FileRows(aside / TEXTS, spool.of_file)
        figures = [name for name in FIGURES if getattr(points, name) is not None]
        report = reported.kept(loaded.report, texts)
        return written(aside, rolling.make(aside, about_of(points, count, figures, report, spool.of_file)))


class _Spool:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: Texts | None = None
        self._columns: pq.ParquetWriter | None = None
        self.of_file: list[str] = []
        self._count = 0

    def __enter__(self) -> _Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._texts is not None:
            self._texts.__exit__(kind, error, trace)
        if self._columns is not None:
            self._columns.close()

    def names(self, names: list[str]) -> None:
        """Take the names of the file's columns."""
        self.of_file = names
        self._texts = Texts(self._folder / TEXTS, len(names))

    def texts(self, batch: pa.RecordBatch) -> None:
        """Take rows as they were read."""
        if self._texts is not None:
            self._texts.add(batch)

    def columns(self, table: pa.Table) -> None:
        """Take columns of rows that were accepted."""
        x, y, key = keyed(table.column("lon").to_numpy(), table.column("lat").to_numpy())
        columns = {"x": pa.array(x), "y": pa.array(y), "key": pa.array(key)}
        for name in table.column_names:
            column = table.column(name)
            called = f"c{name.removeprefix('code ')}" if name.startswith("code ") else _CALLED.get(name, name)
            columns[called] = column.cast(pa.uint32()) if name == "row" else column
        wanted = pa.table(columns)
        try:
            if self._columns is None:
                self._columns = pq.ParquetWriter(
                    self._folder / _COLUMNS,
                    wanted.schema,
                    compression="lz4",
                    use_dictionary=False,
                    write_statistics=False,
                )
            self._columns.write_table(wanted)
        except OSError as error:
            # Said here: to whoever reads the child's answer, a broken file would be the reader's.
            raise NotKept(said(error)) from error
        self._count += wanted.num_rows

    def sorted_out(self) -> int:
        """Write the columns in the order of their places, and return how many rows there are."""
        file = self._folder / _COLUMNS
        with rolling.sorting(self._folder, _SORTED_IN, preserve_insertion_order="false") as connection:
            found = connection.read_parquet(plain_path(file)).order("key, start_day, line")
            reader = found.to_arrow_reader(packing.GROUP)
            packing.write_points(self._folder / POINTS, iter(reader), reader.schema)
        file.unlink()
        return self._count
