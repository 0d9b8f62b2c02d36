"""A set and its report as frames, and put together from them.

Kinds of columns, lengths, ranges and offsets are checked before anything is made of them, and no geometry is parsed: coordinates come as
plain arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.importers.apart import shapes, wire
from geodata.importers.apart.wire import Sender, SentRows
from geodata.importers.report import ASIDE, REASONS, Loaded, Rejection, Report, Unit, refused
from geodata.importers.rows import CompressedRows
from geodata.store import FIGURES, Coded, Meaning, PointSet

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
#: Rows of the columns in one frame.
_SLICE = 250_000
_CODES = (pa.uint8(), pa.uint16(), pa.uint32())


class _Words(msgspec.Struct, frozen=True):
    """What of a set and its report is words. `coded` and `figures` are names of columns, `parts` those of the tables of shapes."""

    title: str
    dataset: str
    category: str
    label: str
    time: Literal["event", "state"]
    meaning: Meaning
    coded: list[str]
    figures: list[str]
    parts: list[str]
    file: str
    kind: str
    rows_read: int
    notes: tuple[str, ...]
    unit: Unit
    shared: tuple[str, ...]
    slices: int


def send(sender: Sender, loaded: Loaded) -> None:
    """Write a set and its report; their rows have gone before."""
    points, report = loaded.points, loaded.report
    figures = {name: getattr(points, name) for name in FIGURES if getattr(points, name) is not None}
    drawn, parts = shapes.taken_apart(points.shapes)
    rows = points.rows
    if not isinstance(rows, SentRows):
        raise TypeError("only what a child has read is sent")
    sender.words(
        wire.SET,
        _Words(
            points.title,
            points.dataset,
            points.category,
            points.label,
            points.time,
            points.meaning,
            list(points.coded),
            list(figures),
            [name for name, _ in parts],
            report.file,
            report.kind,
            report.rows_read,
            report.notes,
            report.unit,
            report.shared,
            max(1, -(-len(points) // _SLICE)),
        ),
    )
    sender.data(
        wire.TABLE,
        pa.table({"words": pa.array([list(column.words) for column in points.coded.values()], pa.list_(pa.string()))}),
    )
    arrays = {name: getattr(points, name) for name in _ARRAYS if name != "row"} | {"row": rows.chosen} | figures
    arrays |= {f"code {number}": column.codes for number, column in enumerate(points.coded.values())}
    for first in range(0, max(1, len(points)), _SLICE):
        part = slice(first, first + _SLICE)
        sender.data(wire.TABLE, pa.table({name: pa.array(values[part]) for name, values in arrays.items()}))
    sender.data(
        wire.TABLE,
        pa.table(
            {
                "reason": pa.array([rejection.reason for rejection in report.rejected], pa.string()),
                "lines": _lists(rejection.lines for rejection in report.rejected),
                "numbers": _lists(rejection.numbers for rejection in report.rejected),
                "texts": pa.array([list(rejection.texts) for rejection in report.rejected], pa.list_(pa.string())),
            }
        ),
    )
    sender.data(wire.TABLE, pa.table({"lines": _lists(report.duplicates)}))
    sender.data(wire.TABLE, pa.table({"kind": list(report.aside), "lines": _lists(report.aside.values())}))
    sender.data(wire.TABLE, pa.table({"kind": pa.array(drawn)}))
    for _, table in parts:
        sender.data(wire.TABLE, table)


def _lists(numbers: Iterable[np.ndarray]) -> pa.Array:
    return pa.array([row.astype(np.int64) for row in numbers], pa.list_(pa.int64()))


def receive(
    body: pa.Buffer,
    next_table: Callable[[], pa.Table],
    rows: CompressedRows,
    piece: Callable[[pa.Table], None] | None = None,
) -> Loaded:
    """Put a set and its report together.

    Parameters
    ----------
    body : pyarrow.Buffer
        The words of `wire.SET`.
    next_table : callable
        Returns the tables that follow, one by one.
    rows : CompressedRows
        The rows that came before.
    piece : callable, optional
        Takes the columns some rows at a time, by the names that `send` gives them; the set that is returned has none of them.

    Raises
    ------
    Distrusted
    """
    with wire.doubting():
        return _received(wire.words(body, _Words), next_table, rows, piece)


def _received(
    said: _Words, next_table: Callable[[], pa.Table], rows: CompressedRows, piece: Callable[[pa.Table], None] | None
) -> Loaded:
    names = said.coded
    figures = [name for name in FIGURES if name in said.figures]
    vocabularies = [tuple(column) for column in next_table().column("words").to_pylist()]
    _demand(len(vocabularies) == len(names) and len(set(names)) == len(names), "vocabularies")
    _demand(all(isinstance(word, str) for vocabulary in vocabularies for word in vocabulary), "vocabularies")
    count, parts_of, last = 0, [], np.iinfo(np.int32).min
    for _ in range(said.slices):
        part = next_table()
        _check(part, {**_ARRAYS, **dict.fromkeys(figures, pa.float32())}, vocabularies, len(rows))
        days = part.column("day_start").to_numpy()
        _demand(not len(days) or days[0] >= last, "order of days")
        last, count = days[-1] if len(days) else last, count + part.num_rows
        if piece is not None:
            piece(part)
        # The last of them, without rows, says of what types the columns are.
        parts_of.append(part if piece is None else part.slice(0, 0))
    table = pa.concat_tables(parts_of if piece is None else parts_of[-1:])
    arrays = {name: table.column(name).to_numpy() for name in (*_ARRAYS, *figures)}
    chosen = arrays.pop("row")
    coded = {
        name: Coded(table.column(f"code {number}").to_numpy(), vocabulary)
        for number, (name, vocabulary) in enumerate(zip(names, vocabularies, strict=True))
    }
    rejected = [_rejection(row, len(rows)) for row in next_table().to_pylist()]
    duplicates = tuple(np.asarray(group, np.int64) for group in next_table().column("lines").to_pylist())
    aside = {row["kind"]: np.asarray(row["lines"], np.int64) for row in next_table().to_pylist()}
    _demand(aside.keys() <= ASIDE.keys(), "kinds of what was set aside")
    drawn = next_table().column("kind").to_numpy()
    _demand(len(drawn) == (count if len(drawn) else 0), "shapes")
    parts = [(name, next_table()) for name in said.parts]
    if piece is not None and len(drawn):
        raise refused("Of so many rows only points are kept, and this file has lines or areas: split it.")
    _demand({said.category, said.label} <= {"", *names}, "words")
    points = PointSet(
        title=said.title,
        dataset=said.dataset,
        **arrays,
        category=said.category,
        label=said.label,
        coded=coded,
        time=said.time,
        meaning=said.meaning,
        shapes=shapes.put_together(drawn, parts),
        rows=rows.take(chosen),
    )
    report = Report(
        said.file,
        said.kind,
        said.rows_read,
        count,
        tuple(rejected),
        duplicates,
        said.notes,
        rows,
        said.unit,
        aside,
        said.shared,
    )
    return Loaded(points, report)


def _check(part: pa.Table, wanted: dict[str, pa.DataType], vocabularies: list[tuple[str, ...]], count: int) -> None:
    """Demand that columns are of their kinds and without gaps, their rows on earth, in the order of days, and such as have come before."""
    for name, kind in wanted.items():
        _demand(part.schema.field(name).type == kind, name)
    codes = [part.column(f"code {number}") for number in range(len(vocabularies))]
    _demand(part.num_columns == len(wanted) + len(codes), "columns")
    _demand(all(column.type in _CODES for column in codes), "codes")
    _demand(all(part.column(name).null_count == 0 for name in part.column_names), "gaps")
    if not part.num_rows:
        return
    _demand(
        all(pc.max(column).as_py() < len(words) for column, words in zip(codes, vocabularies, strict=True)), "codes"
    )
    row, lon, lat, days = (part.column(name).to_numpy() for name in ("row", "lon", "lat", "day_start"))
    _demand(bool(row.min() >= 0 and row.max() < count), "row numbers")
    _demand(bool(np.isfinite(lon).all() and (np.abs(lon) <= 180).all()), "longitudes")
    _demand(bool(np.isfinite(lat).all() and (np.abs(lat) <= 90).all()), "latitudes")
    _demand(bool((np.diff(days) >= 0).all()), "order of days")


def _rejection(row: dict[str, Any], count: int) -> Rejection:
    lines, numbers = (np.asarray(row[name], np.int64) for name in ("lines", "numbers"))
    texts = tuple(row["texts"])
    _demand(row["reason"] in REASONS and len(lines) == len(texts or numbers), "rejected rows")
    _demand(not len(numbers) or (numbers.min() >= 0 and numbers.max() < count), "numbers of rejected rows")
    return Rejection(row["reason"], lines, numbers, texts)


def _demand(true: bool, what: str) -> None:
    if not true:
        raise wire.Distrusted(f"wrong {what} in what came back")
