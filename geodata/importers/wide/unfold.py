"""A table with a column for each date, read as one row for each place and date that has a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.importers import tables
from geodata.importers.aside import sift
from geodata.importers.columns import distinct, named
from geodata.importers.figures import is_figure
from geodata.importers.formats.csv_text import Piece
from geodata.importers.opened import Source
from geodata.importers.positions.names import EMPTY
from geodata.importers.wide.found import Wide, cells_of, dated, why_not
from geodata.translation import tr, tr_in, tr_n

#: Share of the filled cells that must be figures.
MOST = 0.5

#: Bytes of the rows that are made at once of some of a table's, about: each writes what stands in the other columns once more.
AT_ONCE = 16 << 20

#: Bytes that a cell takes beside its letters.
_EACH = 8

#: A table's first rows, or features with their shapes.
_Pieces = Iterator[tuple[Piece, np.ndarray | None]]


def unfolded(source: Source, wanted: bool) -> Source:
    """Return a table with a column for each date as one with a row for each place and date; any other as it is.

    What is named like dates and cannot be read so is told of in the source's notes, as is what could be and is not `wanted` so.
    """
    found = dated(source.columns)
    if found is None:
        return source
    first = next(source.pieces, None)
    source = replace(source, pieces=chain(() if first is None else (first,), source.pieces))
    if first is None or (cells := cells_of(first[0].batch, source.columns, found)) == []:
        return source
    at = {"first": found.columns[0][:60], "last": found.columns[-1][:60]}
    others = [cell for cell in cells if not is_figure(cell)]
    if len(others) > (1 - MOST) * len(cells):
        source.notes.append(
            tr(
                "The columns from “{first}” to “{last}” are named like dates, and hold texts such as “{example}” rather than plain numbers: they were left out.",
                **at,
                example=others[0][:60],
            )
        )
        return source
    if why := why_not(first[0].batch, source.columns, found):
        source.notes.append(why)
        return source
    source = replace(source, by_date=(at["first"], at["last"]))
    if wanted:
        return _as_rows(source, found)
    source.notes.append(
        tr(
            "The columns from “{first}” to “{last}” are named like dates. As chosen, they are fields of each row, and give no dates.",
            **at,
        )
    )
    return source


def _as_rows(source: Source, found: Wide) -> Source:
    kept = [name for name in source.columns if name not in set(found.columns)]
    called = {"year": tr_in("name of a column", "year"), "month": tr_in("name of a column", "month")}
    names = distinct([*kept, called.get(found.kind, tr_in("name of a column", "date")), *found.cells], [])
    date, figures = names[len(kept)], names[len(kept) + 1 :]
    known = {"month" if found.kind == "month" else "date": date}
    exact, loose = named(tables.NAMES["value"], figures)
    # A share counts nothing; of several figures the first that is named like one gives the size.
    sizes = [name for name in (*exact, *loose, *figures) if not tables.is_rate(name)]
    if sizes:
        known["value"] = sizes[0]
    if len(figures) > 1:
        source.notes.append(
            tr(
                "The columns by date hold several figures ({names}); “{name}” gives the size. Another can be chosen under “Figure”.",
                names=", ".join(f"“{name[:40]}”" for name in figures[:10]),
                name=sizes[0][:40],
            )
            if sizes
            else tr(
                "The columns by date hold several figures ({names}). Choose one under “Figure”.",
                names=", ".join(f"“{name[:40]}”" for name in figures[:10]),
            )
        )
    return replace(source, columns=names, pieces=_pieces(source, found, kept, names), known={**known, **source.known})


def _pieces(source: Source, found: Wide, kept: list[str], names: list[str]) -> _Pieces:
    rows = told = 0
    for whole, all_shapes in source.pieces:
        for piece, shapes in _smaller(whole, all_shapes, [source.columns.index(name) for name in kept], found):
            again = np.zeros(piece.batch.num_rows, bool)
            empty = again
            if shapes is None:
                empty, again = sift(piece.batch, source.columns)
            row, batch = _made(piece.batch, source.columns, found, again, names)
            rows += piece.batch.num_rows - int((empty | again).sum())
            told += len(row) - int((empty | again)[row].sum())
            yield (
                replace(
                    piece,
                    batch=batch,
                    lines=piece.lines[row],
                    opened=None if piece.opened is None else piece.opened[row],
                ),
                None if shapes is None else shapes[row],
            )
    source.notes.append(
        tr_n(
            "The table has a column for each date, from “{first}” to “{last}”: its {n} row was read as {told}, one for each date that has a figure, and one where none has.",
            "The table has a column for each date, from “{first}” to “{last}”: its {n} rows were read as {told}, one for each place and date that has a figure, and one for each row without any.",
            rows,
            first=found.dates[0][:60],
            last=found.dates[-1][:60],
            told=f"{told:,}",
        )
    )


def _smaller(piece: Piece, shapes: np.ndarray | None, kept: list[int], found: Wide) -> _Pieces:
    """Yield a piece in parts of which each makes some `AT_ONCE` bytes of rows at most, but for a single row that makes more."""
    batch, count = piece.batch, piece.batch.num_rows
    letters = np.full(count, _EACH * (len(kept) + 1 + len(found.cells)))
    for number in kept:
        letters += pc.binary_length(batch.column(number)).fill_null(0).to_numpy(zero_copy_only=False)
    made = np.cumsum(letters * len(found.dates)) // AT_ONCE
    ends = [*(np.flatnonzero(np.diff(made)) + 1).tolist(), count]
    for start, end in zip([0, *ends[:-1]], ends, strict=True):
        part = replace(
            piece,
            batch=batch.slice(start, end - start),
            lines=piece.lines[start:end],
            opened=None if piece.opened is None else piece.opened[start:end],
        )
        if end < count:
            # What stands between the rows is told of once.
            part = replace(part, unsplit=[], empty=piece.empty[:0])
        yield part, None if shapes is None else shapes[start:end]


def _made(
    batch: pa.RecordBatch, columns: list[str], found: Wide, again: np.ndarray, names: list[str]
) -> tuple[np.ndarray, pa.RecordBatch]:
    """Return the rows that are made of a batch's, with the number of that which each is made of."""
    kept = [number for number, name in enumerate(columns) if name not in set(found.columns)]
    row, at = _places(batch, columns, found, again)
    taken = pa.array(row)
    arrays = [batch.column(number).take(taken) for number in kept]
    texts = np.array([*found.dates, "", names[len(kept)]], object)
    arrays.append(pa.array(texts[np.where(again[row], len(found.dates) + 1, at)], pa.string()))
    for name, by_date in zip(names[len(kept) + 1 :], found.cells.values(), strict=True):
        arrays.append(_unfold(batch, columns, [by_date.get(date) for date in found.dates], row, at, again, name))
    return row, pa.RecordBatch.from_arrays(arrays, [str(number) for number in range(len(arrays))])


def _places(batch: pa.RecordBatch, columns: list[str], found: Wide, again: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return row and number of the date of each figure, by row; a row without any has one with the number after the last."""
    has = np.zeros((batch.num_rows, len(found.dates) + 1), bool)
    nothing = pa.array(sorted(EMPTY))
    for by_date in found.cells.values():
        for date, name in by_date.items():
            texts = pc.utf8_lower(pc.utf8_trim_whitespace(batch.column(columns.index(name)).fill_null("")))
            has[:, found.dates.index(date)] |= ~pc.is_in(texts, nothing).to_numpy(zero_copy_only=False)
    has[again] = False
    has[:, -1] = ~has.any(axis=1)
    row, at = np.nonzero(has)
    return row, at


def _unfold(
    batch: pa.RecordBatch,
    columns: list[str],
    by_date: list[str | None],
    row: np.ndarray,
    at: np.ndarray,
    again: np.ndarray,
    name: str,
) -> pa.Array:
    """Return a figure's cells for rows and dates; the name itself where the row has the columns' names once more."""
    count = batch.num_rows
    nothing = pa.array([""] * count, pa.string())
    cells = [nothing if column is None else batch.column(columns.index(column)).cast(pa.string()) for column in by_date]
    texts = pa.concat_arrays([*cells, nothing, pa.array([name] * count, pa.string())])
    return texts.take(pa.array(np.where(again[row], len(by_date) + 1, at) * count + row))
