"""Tables with a column for each year or month: read as one row for each place and date that has a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.importers import tables
from geodata.importers.aside import sift
from geodata.importers.columns import distinct, named
from geodata.importers.days import column as day_column
from geodata.importers.days import names as day_names
from geodata.importers.days import words
from geodata.importers.figures import is_figure
from geodata.importers.formats.csv_text import Piece
from geodata.importers.opened import Source
from geodata.importers.positions.names import EMPTY
from geodata.importers.rows import clean
from geodata.intervals import ALWAYS
from geodata.translation import tr, tr_in, tr_n

#: So many columns that differ in their date make a table wide, and so many months without a year.
DATES, MONTHS = 2, 4

#: Share of the filled cells that must be figures.
MOST = 0.5

_YEAR = re.compile(r"(.*?)(?<!\d)((?:19|20)\d\d(?:[-_/. ](?:0[1-9]|1[0-2]))?)(?!\d)(.*)")
#: What programs write before a year, as a name may begin with no figure, and what is written behind one.
_NOTHING = frozenset(("", "y", "x", "f", "yr", "year", "fy", "год", "г", "year of", "жыл", "сол"))
#: A mark of a footnote or a word in brackets behind a year.
_MARK = re.compile(r"\s*(?:[*†‡¹²³]+|\([^()]*\)|\d?\)|[a-zа-я])?\s*", re.IGNORECASE)
_EDGES = " _-–.,:;/()[]"

#: A table's first rows, or features with their shapes.
_Pieces = Iterator[tuple[Piece, np.ndarray | None]]


@dataclass(frozen=True)
class _Wide:
    """What the columns of dates of a table are.

    Attributes
    ----------
    kind : {"year", "month", "date"}
        What their names say; "month" is one whose year stands in another column.
    dates : list of str
        The dates, in the file's order.
    cells : dict of str to dict of str to str
        Name of a figure → date → column.
    """

    kind: str
    dates: list[str]
    cells: dict[str, dict[str, str]]

    @property
    def columns(self) -> list[str]:
        return [column for by_date in self.cells.values() for column in by_date.values()]


def unfolded(source: Source) -> Source:
    """Return a table with a column for each date as one with a row for each place and date; any other as it is.

    What is named like dates and cannot be read so is told of in the source's notes.
    """
    found = _dated(source.columns)
    if found is None:
        return source
    first = next(source.pieces, None)
    source = replace(source, pieces=chain(() if first is None else (first,), source.pieces))
    if first is None or (cells := _cells(first[0].batch, source.columns, found)) == []:
        return source
    others = [cell for cell in cells if not is_figure(cell)]
    if len(others) > (1 - MOST) * len(cells):
        source.notes.append(
            tr(
                "The columns from “{first}” to “{last}” are named like dates, and hold texts such as “{example}” rather than plain numbers: they were left out.",
                first=found.columns[0][:60],
                last=found.columns[-1][:60],
                example=others[0][:60],
            )
        )
        return source
    if why := _why_not(first[0].batch, source.columns, found):
        source.notes.append(why)
        return source
    return _as_rows(source, found)


def _dated(columns: list[str]) -> _Wide | None:
    """Return what columns are named by dates, or by something and a year; None where too few are."""
    months = {name: name.strip() for name in columns if words.month_named(words.folded(name.strip())) > 0}
    if len(months) >= MONTHS:
        return _Wide("month", list(months.values()), {_figure(columns): {text: name for name, text in months.items()}})
    likely = [name for name in columns if re.search(r"\d", name) and re.fullmatch(r"\d{4}|\d{6}|\d{8}|.*\D.*", name)]
    texts = [name.strip() for name in likely]
    read = day_column.read(texts, day_column.form(texts, None, []), [], "") if texts else None
    bare = (
        {
            name: text
            for name, text, fine in zip(likely, texts, read.is_("") & (read.start != ALWAYS), strict=True)
            if fine
        }
        if read is not None
        else {}
    )
    marked = {
        name: parted[2]
        for name in columns
        if name not in bare
        and (parted := _YEAR.fullmatch(name))
        and not parted[1].strip()
        and _MARK.fullmatch(parted[3])
    }
    years = [*bare.values(), *marked.values()]
    # “2020 (men)” and “2020 (women)” are two figures, “2020*” is the year 2020.
    bare |= {name: year for name, year in marked.items() if bare and years.count(year) == 1}
    groups: dict[str, dict[str, str]] = {}
    for name in columns:
        if name in bare:
            groups.setdefault("", {}).setdefault(bare[name], name)
        elif parted := _YEAR.fullmatch(name):
            beside = [part.strip(_EDGES) for part in (parted[1], parted[3])]
            told = " ".join(part for part in beside if part.lower() not in _NOTHING)
            groups.setdefault(told, {}).setdefault(re.sub(r"[_/. ]", "-", parted[2]), name)
    groups = {name: dates for name, dates in groups.items() if len(dates) >= DATES}
    dates = list(dict.fromkeys(date for by_date in groups.values() for date in by_date))
    if not groups:
        return None
    kind = "year" if all(re.fullmatch(r"\d{4}", date) for date in dates) else "date"
    return _Wide(kind, dates, {name or _figure(columns): by_date for name, by_date in groups.items()})


def _figure(columns: list[str]) -> str:
    name = tr_in("name of a column", "figure")
    return name if name not in columns else f"{name} (2)"


def _cells(batch: pa.RecordBatch, columns: list[str], found: _Wide) -> list[str]:
    """Return what stands in the columns of dates of a table's first rows."""
    return [
        text
        for name in found.columns
        for cell in batch.column(columns.index(name)).slice(0, tables.SAMPLE).to_pylist()
        if (text := clean(cell or "")).casefold() not in EMPTY and text != name
    ]


def _why_not(batch: pa.RecordBatch, columns: list[str], found: _Wide) -> str:
    """Say why columns of dates are not read as such: another gives the date, or nothing gives the year of months; else ""."""
    rest = [name for name in columns if name not in set(found.columns)]
    head = batch.slice(0, tables.SAMPLE)
    cells = [head.column(columns.index(name)).to_pylist() for name in rest]
    sample = [[clean(cell or "") for cell in row] for row in zip(*cells, strict=True)]
    guessed = tables.guess(rest, sample) if sample else {}
    date = guessed.get("date", "")
    at = {"first": found.columns[0][:60], "last": found.columns[-1][:60]}
    if found.kind == "month":
        at_years = rest.index(date) if date else -1
        if not date or not all(re.fullmatch(r"\d{4}(\.0+)?", row[at_years]) for row in sample if row[at_years]):
            return tr(
                "The columns from “{first}” to “{last}” are named like months, and nothing says of which year: they were left out. "
                "Add a column “year”, or write the year into their names.",
                **at,
            )
        return (
            tr(
                "“{column}” gives the month: the columns from “{first}” to “{last}” were left out.",
                column=guessed["month"],
                **at,
            )
            if "month" in guessed
            else ""
        )
    if date and not day_names.is_of_record(date):
        return tr(
            "“{column}” gives the date: the columns from “{first}” to “{last}”, named like dates, were left out.",
            column=date[:60],
            **at,
        )
    return ""


def _as_rows(source: Source, found: _Wide) -> Source:
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


def _pieces(source: Source, found: _Wide, kept: list[str], names: list[str]) -> _Pieces:
    rows = told = 0
    for piece, shapes in source.pieces:
        batch, again = piece.batch, np.zeros(piece.batch.num_rows, bool)
        empty = again
        if shapes is None:
            empty, again = sift(batch, source.columns)
        row, at = _places(batch, source.columns, found, again)
        taken = pa.array(row)
        arrays = [batch.column(source.columns.index(name)).take(taken) for name in kept]
        texts = np.array([*found.dates, "", names[len(kept)]], object)
        arrays.append(pa.array(texts[np.where(again[row], len(found.dates) + 1, at)], pa.string()))
        for name, by_date in zip(names[len(kept) + 1 :], found.cells.values(), strict=True):
            arrays.append(
                _unfold(batch, source.columns, [by_date.get(date) for date in found.dates], row, at, again, name)
            )
        rows += batch.num_rows - int((empty | again).sum())
        told += len(row) - int((empty | again)[row].sum())
        yield (
            replace(
                piece,
                batch=pa.RecordBatch.from_arrays(arrays, [str(number) for number in range(len(arrays))]),
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


def _places(
    batch: pa.RecordBatch, columns: list[str], found: _Wide, again: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
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
