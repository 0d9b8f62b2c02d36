"""The rows of a kept set as they were read: written once, and read from their file as they are asked for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.importers.rows import clean, cleaned

#: Rows in a group: a card opens one.
TEXT_GROUP = 16_384

#: So many groups are held open at once by each selection of rows.
_OPENED = 2


class Texts:
    """Takes the rows as they were read, and writes them in their order."""

    def __init__(self, path: Path, columns: int) -> None:
        self._schema = pa.schema([(str(number), pa.string()) for number in range(columns)])
        self._writer = pq.ParquetWriter(
            path, self._schema, compression="zstd", compression_level=1, write_page_checksum=True
        )
        self._waiting: list[pa.RecordBatch] = []
        self.count = 0

    def __enter__(self) -> Texts:
        return self

    def __exit__(self, *error: object) -> None:
        try:
            if error[0] is None and self._waiting:
                self._flush()
        finally:
            self._writer.close()

    def add(self, rows: pa.Table | pa.RecordBatch) -> None:
        """Take rows, their columns in the order of the file's; what they are called is not looked at."""
        batches = rows.to_batches() if isinstance(rows, pa.Table) else [rows]
        for batch in batches:
            self._waiting.append(pa.RecordBatch.from_arrays(batch.columns, schema=self._schema))
            self.count += batch.num_rows
        if sum(batch.num_rows for batch in self._waiting) >= TEXT_GROUP:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_batches(self._waiting, self._schema), row_group_size=TEXT_GROUP)
        self._waiting = []


class FileRows:
    """The `geodata.store.Rows` of a kept set.

    Parameters
    ----------
    path : Path
    names : list of str
        What its columns are called.
    chosen : ndarray of int, optional
        Numbers of its rows, where not all are meant.
    """

    def __init__(self, path: Path, names: list[str], chosen: np.ndarray | None = None) -> None:
        file = pq.ParquetFile(path, page_checksum_verification=True)
        if file.metadata.num_columns != len(names):
            raise ValueError("columns that differ from their names")
        groups = [file.metadata.row_group(number).num_rows for number in range(file.metadata.num_row_groups)]
        self.names = names
        self._groups = _Groups(file)
        self._starts = np.concatenate([[0], np.cumsum(groups, dtype=np.int64)])
        self._chosen = chosen

    def __len__(self) -> int:
        return int(self._starts[-1]) if self._chosen is None else len(self._chosen)

    def __getitem__(self, row: int) -> dict[str, str]:
        number = int(row if self._chosen is None else self._chosen[row])
        group = int(np.searchsorted(self._starts, number, "right")) - 1
        table, at = self._groups.table(group), number - int(self._starts[group])
        return {name: clean(table.column(index)[at].as_py() or "") for index, name in enumerate(self.names)}

    def table(self, chosen: np.ndarray) -> pa.Table:
        """Return some rows as text columns in the order of `chosen`, each cell as `clean` leaves it; every group is opened once."""
        numbers = np.asarray(chosen if self._chosen is None else self._chosen[chosen], np.int64)
        order = np.argsort(numbers, kind="stable")
        ascending = numbers[order]
        cuts = np.searchsorted(ascending, self._starts)
        schema = pa.schema([(str(number), pa.string()) for number in range(len(self.names))])
        parts = [schema.empty_table()]
        for group in np.flatnonzero(np.diff(cuts)).tolist():
            wanted = ascending[cuts[group] : cuts[group + 1]] - self._starts[group]
            taken = self._groups.table(group).take(pa.array(wanted))
            parts.append(pa.table([cleaned(column) for column in taken.columns], schema=schema))
        back = np.empty(len(order), np.int64)
        back[order] = np.arange(len(order))
        return pa.concat_tables(parts).take(pa.array(back)).rename_columns(self.names)

    def take(self, chosen: np.ndarray) -> FileRows:
        """Return some of the rows, by row number; the file is shared."""
        taken = FileRows.__new__(FileRows)
        taken.names, taken._groups, taken._starts = self.names, self._groups, self._starts
        taken._chosen = np.asarray(chosen) if self._chosen is None else self._chosen[chosen]
        return taken


class _Groups:
    """Groups of rows of a file, those read last held; the file's reader is no matter of two threads at once."""

    def __init__(self, file: pq.ParquetFile) -> None:
        self._file, self._lock = file, Lock()
        self._read = lru_cache(maxsize=_OPENED)(file.read_row_group)

    def table(self, number: int) -> pa.Table:
        with self._lock:
            return self._read(number)
