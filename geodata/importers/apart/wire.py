"""What the server and the process that reads a file say to each other: frames of plain words and Arrow data.

What comes back is not believed: who made it had a stranger's file in hands. Words are checked against the types that are expected, Arrow data
in every value, and nothing is unpickled.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, TypeVar

import msgspec
import numpy as np
import pyarrow as pa
import shapely

from geodata.importers.columns import COLUMNS
from geodata.importers.options import Options
from geodata.importers.rows import CompressedRows

#: Kinds of frames. A frame is its kind, its length and as many bytes.
HELLO, PROGRESS, LOOK, NAMES, ROWS, SET, TABLE, END = b"h", b"p", b"l", b"n", b"r", b"s", b"t", b"e"
TEMPLATE, PACKAGE, BRIEFING = b"T", b"P", b"b"
REFUSED, NO_MEMORY, BROKE = b"R", b"M", b"B"
HEAD = struct.Struct(">cQ")

#: Bytes that a frame of words, and one of Arrow data, may have.
MOST_WORDS, MOST_DATA = 32 << 20, 512 << 20

Names = Annotated[list[str], msgspec.Meta(max_length=COLUMNS)]
Said = TypeVar("Said")


class Asked(msgspec.Struct, frozen=True):
    """What a child is asked to do: with what limits to read how many bytes; `rows` is not 0 where they lie in a file, of which at most so many rows are read."""

    job: str
    name: str
    options: Options
    lasting: bool
    size: int
    memory: int
    seconds: int
    rows: int = 0


class Looked(msgspec.Struct, frozen=True):
    """What a file seems to be, in the words of `LOOK`; `layout` is empty where its columns need to be mapped."""

    name: str
    kind: str
    layout: str
    columns: Names
    sample: list[list[str]]
    mapping: dict[str, str]
    layers: list[str]
    counts: list[int]
    layer: str
    has_geometry: bool
    by_date: tuple[str, str] | None


class Distrusted(ValueError):
    """What came back is not what a reader of files sends."""


@contextmanager
def doubting() -> Iterator[None]:
    """Turn whatever goes wrong with what came back into `Distrusted`."""
    try:
        yield
    except Distrusted:
        raise
    except (
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        ValueError,
        OSError,
        RecursionError,
        OverflowError,
        msgspec.MsgspecError,
        pa.ArrowException,
        shapely.errors.ShapelyError,
    ) as error:
        raise Distrusted(f"{type(error).__name__} in what came back") from None


def packed(said: object) -> bytes:
    """Return plain values, or a message of them, as JSON."""
    # A half of a letter, which a damaged file may hold, has no UTF-8.
    return json.dumps(msgspec.to_builtins(said, enc_hook=_plain), ensure_ascii=False).encode("utf-8", "replace")


def _plain(value: object) -> object:
    """Return one of numpy's values as Python's own: msgspec takes no kin of a number or a text for one."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} is no plain value")


# ---- sending ---------------------------------------------------------------------------------------------------------------
class Sender:
    """The child's end: writes frames."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link

    def send(self, kind: bytes, body: bytes | memoryview | pa.Buffer = b"") -> None:
        """Write a frame."""
        view = memoryview(body)
        self._link.sendall(HEAD.pack(kind, view.nbytes))
        self._link.sendall(view)

    def words(self, kind: bytes, said: object) -> None:
        """Write plain values, or a message of them."""
        self.send(kind, packed(said))

    def data(self, kind: bytes, table: pa.Table | pa.RecordBatch) -> None:
        """Write Arrow data."""
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write(table)
        self.send(kind, sink.getvalue())


class SentRows(CompressedRows):
    """Rows as they were read, sent on as they come: the child keeps none of them."""

    def __init__(self, names: list[str], sender: Sender, chosen: np.ndarray | None = None) -> None:
        super().__init__(names)
        self.chosen = chosen
        self._sender, self._count = sender, 0
        if chosen is None:
            sender.words(NAMES, names)

    def append(self, batch: pa.RecordBatch) -> None:
        """Send a batch of text columns."""
        if batch.num_rows:
            self._sender.data(ROWS, batch)
        self._count += batch.num_rows

    def take(self, chosen: np.ndarray) -> SentRows:
        """Return some of the rows, by row number."""
        numbers = np.asarray(chosen if self.chosen is None else self.chosen[chosen], np.int64)
        return SentRows(self.names, self._sender, numbers)

    def __len__(self) -> int:
        return self._count


# ---- receiving -------------------------------------------------------------------------------------------------------------
def words(body: pa.Buffer, kind: type[Said]) -> Said:
    """Return plain values of a type, or a message.

    Raises
    ------
    Distrusted
        For other values.
    """
    with doubting():
        return msgspec.json.decode(memoryview(body), type=kind)


def data(body: pa.Buffer, schema: pa.Schema | None = None) -> pa.Table:
    """Return Arrow data, every value of it checked.

    Raises
    ------
    Distrusted
    """
    with doubting():
        with pa.ipc.open_stream(body) as reader:
            table = reader.read_all()
        table.validate(full=True)
    if schema is not None and not table.schema.equals(schema):
        raise Distrusted("Arrow data of other columns")
    return table


def rows_schema(names: list[str]) -> pa.Schema:
    """Return the columns of a frame of rows: texts, called by their number."""
    return pa.schema([(str(number), pa.string()) for number in range(len(names))])
