"""Rows as they were read, in compressed blocks: a card wants one of them, a download all, and memory none twice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

#: Control characters but tab and line feed, and the marks that turn text round: they show as nothing and mislead.
_CONTROLS = dict.fromkeys(
    (*range(9), 11, 12, *range(13, 32), *range(127, 160), *range(8234, 8239), *range(8294, 8298), 65279)
)

#: So many blocks are held open at once by each selection of rows.
OPENED = 2

#: The same for a whole column at once.
_CONTROL_PATTERN = "[" + "".join(f"\\x{{{code:x}}}" for code in _CONTROLS) + "]"


def clean(text: str) -> str:
    """Return text without control characters and without surrounding space."""
    return (text if text.isprintable() else text.translate(_CONTROLS)).strip()


class CompressedRows:
    """Rows of text columns, held as compressed Arrow blocks; the `geodata.store.Rows` of every importer."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self._blocks: list[bytes] = []
        self._starts: list[int] = [0]
        self._chosen: np.ndarray | None = None
        self._largest = 0

    def append(self, batch: pa.RecordBatch) -> None:
        """Add a batch whose columns are text, in the order of `names`."""
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
            writer.write_batch(batch)
        self._blocks.append(sink.getvalue().to_pybytes())
        self._starts.append(self._starts[-1] + batch.num_rows)
        self._largest = max(self._largest, batch.nbytes)
        self._block = lru_cache(maxsize=OPENED)(self._open)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the blocks take, and those of them that are held open."""
        return sum(map(len, self._blocks)) + OPENED * self._largest

    def _open(self, number: int) -> pa.RecordBatch:
        with pa.ipc.open_stream(self._blocks[number]) as reader:
            return reader.read_next_batch()

    def __len__(self) -> int:
        return self._starts[-1] if self._chosen is None else len(self._chosen)

    def __getitem__(self, row: int) -> dict[str, str]:
        number = int(row if self._chosen is None else self._chosen[row])
        block = bisect_right(self._starts, number) - 1
        batch, at = self._block(block), number - self._starts[block]
        return {name: clean(batch.column(index)[at].as_py() or "") for index, name in enumerate(self.names)}

    def table(self, chosen: np.ndarray) -> pa.Table:
        """Return some rows as text columns in the order of `chosen`, each cell as `clean` leaves it; every block is opened once."""
        numbers = np.asarray(chosen if self._chosen is None else self._chosen[chosen], dtype=np.int64)
        order = np.argsort(numbers, kind="stable")
        ascending = numbers[order]
        schema = pa.schema([(str(number), pa.string()) for number in range(len(self.names))])
        parts = []
        for block, (first, after) in enumerate(pairwise(np.searchsorted(ascending, self._starts).tolist())):
            if first < after:
                taken = self._open(block).take(pa.array(ascending[first:after] - self._starts[block]))
                parts.append(pa.RecordBatch.from_arrays([cleaned(column) for column in taken.columns], schema=schema))
        back = np.empty(len(order), np.int64)
        back[order] = np.arange(len(order))
        return pa.Table.from_batches(parts, schema).take(pa.array(back)).rename_columns(self.names)

    def take(self, chosen: np.ndarray) -> CompressedRows:
        """Return some of the rows, by row number; the blocks are shared."""
        taken = CompressedRows(self.names)
        taken._blocks, taken._starts, taken._largest = self._blocks, self._starts, self._largest
        taken._chosen = np.asarray(chosen) if self._chosen is None else self._chosen[chosen]
        taken._block = lru_cache(maxsize=OPENED)(taken._open)
        return taken

    def __iter__(self) -> Iterator[dict[str, str]]:
        return (self[row] for row in range(len(self)))


def cleaned(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Return a column of texts as `clean` leaves each."""
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(column.fill_null(""), _CONTROL_PATTERN, ""))
