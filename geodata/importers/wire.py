"""What the process that reads a file hands back: frames of Arrow data and plain words, and how they become a set and its report.

What comes back is not believed: who made it had a stranger's file in hands. Kinds of columns, lengths, ranges and offsets are checked before
anything is made of them, nothing is unpickled, and no geometry is parsed: coordinates come as plain arrays.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from geodata.importers import shapes
from geodata.importers.report import REASONS, Loaded, Refused, Rejection, Report
from geodata.importers.rows import CompressedRows
from geodata.store import Coded, Meaning, PointSet

#: Kinds of frames. A frame is its kind, its length and as many bytes.
HELLO, PROGRESS, LOOK, NAMES, ROWS, SET, TABLE, END = b"h", b"p", b"l", b"n", b"r", b"s", b"t", b"e"
REFUSED, NO_MEMORY, BROKE = b"R", b"M", b"B"
HEAD = struct.Struct(">cQ")

#: Bytes that a frame of words, and one of Arrow data, may have.
MOST_WORDS, MOST_DATA = 32 << 20, 512 << 20

_ARRAYS = {
    "lon": pa.float32(),
    "lat": pa.float32(),
    "day_start": pa.int32(),
    "day_end": pa.int32(),
    "vague": pa.bool_(),
    "precision_m": pa.float32(),
    "line": pa.int32(),
    "row": pa.int64(),
}
_FIGURES = ("value", "value_low", "value_high")
_CODES = (pa.uint8(), pa.uint16(), pa.uint32())


class Distrusted(ValueError):
    """What came back is not what a reader of files sends."""


@contextmanager
def doubting() -> Iterator[None]:
    """Turn whatever goes wrong with what came back into `Distrusted`."""
    try:
        yield
    except (Distrusted, Refused):
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
        pa.ArrowException,
        shapely.errors.ShapelyError,
    ) as error:
        raise Distrusted(f"{type(error).__name__} in what came back") from None


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
        """Write plain values."""
        # A half of a letter, which a damaged file may hold, has no UTF-8.
        self.send(kind, json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))

    def data(self, kind: bytes, table: pa.Table | pa.RecordBatch) -> None:
        """Write Arrow data."""
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write(table)
        self.send(kind, sink.getvalue())

    def loaded(self, loaded: Loaded) -> None:
        """Write a set and its report; their rows have gone before."""
        points, report = loaded.points, loaded.report
        figures = {name: getattr(points, name) for name in _FIGURES if getattr(points, name) is not None}
        drawn, parts = shapes.taken_apart(points.shapes)
        self.words(
            SET,
            {
                "title": points.title,
                "dataset": points.dataset,
                "category": points.category,
                "label": points.label,
                "time": points.time,
                "meaning": asdict(points.meaning),
                "coded": list(points.coded),
                "figures": list(figures),
                "parts": [name for name, _ in parts],
                "file": report.file,
                "kind": report.kind,
                "rows_read": report.rows_read,
                "notes": report.notes,
                "unit": report.unit,
            },
        )
        arrays = (
            {name: getattr(points, name) for name in _ARRAYS if name != "row"} | {"row": points.rows.chosen} | figures
        )
        arrays |= {f"code {number}": column.codes for number, column in enumerate(points.coded.values())}
        self.data(TABLE, pa.table({name: pa.array(values) for name, values in arrays.items()}))
        self.data(
            TABLE,
            pa.table(
                {"words": pa.array([list(column.words) for column in points.coded.values()], pa.list_(pa.string()))}
            ),
        )
        self.data(
            TABLE,
            pa.table(
                {
                    "reason": pa.array([rejection.reason for rejection in report.rejected], pa.string()),
                    "lines": pa.array(
                        [rejection.lines.astype(np.int64) for rejection in report.rejected], pa.list_(pa.int64())
                    ),
                    "numbers": pa.array(
                        [rejection.numbers.astype(np.int64) for rejection in report.rejected], pa.list_(pa.int64())
                    ),
                    "texts": pa.array([list(rejection.texts) for rejection in report.rejected], pa.list_(pa.string())),
                }
            ),
        )
        self.data(
            TABLE,
            pa.table(
                {"lines": pa.array([group.astype(np.int64) for group in report.duplicates], pa.list_(pa.int64()))}
            ),
        )
        self.data(TABLE, pa.table({"kind": pa.array(drawn)}))
        for _, table in parts:
            self.data(TABLE, table)


class SentRows:
    """Rows as they were read, sent on as they come: the child keeps none of them."""

    def __init__(self, names: list[str], sender: Sender, chosen: np.ndarray | None = None) -> None:
        self.names, self.chosen = names, chosen
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
        return SentRows(
            self.names, self._sender, np.asarray(chosen if self.chosen is None else self.chosen[chosen], np.int64)
        )

    def __len__(self) -> int:
        return self._count


# ---- receiving -------------------------------------------------------------------------------------------------------------
def words(body: pa.Buffer) -> Any:
    """Return plain values; whoever takes them apart does so under `doubting`."""
    with doubting():
        return json.loads(memoryview(body).tobytes())


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


def loaded(said: Any, next_table: Callable[[], pa.Table], rows: CompressedRows) -> Loaded:
    """Put a set and its report together.

    Parameters
    ----------
    said : object
        The words of `SET`.
    next_table : callable
        Returns the tables that follow, one by one.
    rows : CompressedRows
        The rows that came before.

    Raises
    ------
    Distrusted
    """
    with doubting():
        return _loaded(said, next_table, rows)


def _loaded(said: Any, next_table: Callable[[], pa.Table], rows: CompressedRows) -> Loaded:
    names = list(map(str, said["coded"]))
    figures = [name for name in _FIGURES if name in said["figures"]]
    table = next_table()
    wanted = {**_ARRAYS, **dict.fromkeys(figures, pa.float32())}
    for name, kind in wanted.items():
        _demand(table.schema.field(name).type == kind, name)
    arrays = {name: table.column(name).to_numpy() for name in wanted}
    count, chosen = table.num_rows, arrays.pop("row")
    _demand(all(table.column(name).null_count == 0 for name in table.column_names), "gaps")
    _demand(not count or (chosen.min() >= 0 and chosen.max() < len(rows)), "row numbers")
    _demand(bool(np.isfinite(arrays["lon"]).all() and (np.abs(arrays["lon"]) <= 180).all()), "longitudes")
    _demand(bool(np.isfinite(arrays["lat"]).all() and (np.abs(arrays["lat"]) <= 90).all()), "latitudes")
    _demand(bool((np.diff(arrays["day_start"]) >= 0).all()), "order of days")
    vocabularies = [tuple(column) for column in next_table().column("words").to_pylist()]
    _demand(len(vocabularies) == len(names), "vocabularies")
    coded = {}
    for number, (name, vocabulary) in enumerate(zip(names, vocabularies, strict=True)):
        codes = table.column(f"code {number}")
        _demand(codes.type in _CODES and all(isinstance(word, str) for word in vocabulary), "codes")
        coded[name] = Coded(codes.to_numpy(), vocabulary)
        _demand(not count or int(coded[name].codes.max()) < len(vocabulary), "codes")
    rejected = [_rejection(row, len(rows)) for row in next_table().to_pylist()]
    duplicates = tuple(np.asarray(group, np.int64) for group in next_table().column("lines").to_pylist())
    drawn = next_table().column("kind").to_numpy()
    _demand(len(drawn) == (count if len(drawn) else 0), "shapes")
    parts = [(str(name), next_table()) for name in said["parts"]]
    _demand(
        said["time"] in ("event", "state") and said["category"] in ("", *names) and said["label"] in ("", *names),
        "words",
    )
    points = PointSet(
        title=str(said["title"]),
        dataset=str(said["dataset"]),
        **arrays,
        category=said["category"],
        label=said["label"],
        coded=coded,
        time=said["time"],
        meaning=Meaning(**{name: str(text) for name, text in said["meaning"].items()}),
        shapes=shapes.put_together(drawn, parts),
        rows=rows.take(chosen),
    )
    report = Report(
        str(said["file"]),
        str(said["kind"]),
        int(said["rows_read"]),
        count,
        tuple(rejected),
        duplicates,
        tuple(map(str, said["notes"])),
        rows,
        str(said["unit"]),
    )
    return Loaded(points, report)


def _rejection(row: dict[str, object], count: int) -> Rejection:
    lines, numbers, texts = (
        np.asarray(row["lines"], np.int64),
        np.asarray(row["numbers"], np.int64),
        tuple(row["texts"]),
    )
    _demand(row["reason"] in REASONS and len(lines) == len(texts or numbers), "rejected rows")
    _demand(not len(numbers) or (numbers.min() >= 0 and numbers.max() < count), "numbers of rejected rows")
    return Rejection(row["reason"], lines, numbers, texts)


def _demand(true: bool, what: str) -> None:
    if not true:
        raise Distrusted(f"wrong {what} in what came back")
