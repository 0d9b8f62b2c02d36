"""Sheets of workbooks (XLSX, XLSB, ODS, XLS) as text columns. Formulas come as the values the spreadsheet last worked out; nothing is run.

The reader makes room for the rectangle from A1 to the last filled cell, however far a file puts that: only a process with a limit of memory
may do so (`process`).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import pyarrow as pa
import python_calamine as calamine

from geodata.importers import office
from geodata.importers.columns import COLUMNS
from geodata.importers.formats.cells import text
from geodata.importers.formats.csv_text import Piece
from geodata.importers.formats.unpack import Content
from geodata.importers.heading import LOOKED, find, names_places
from geodata.importers.report import Refused, refused
from geodata.importers.sheets import binary_parts, old_excel, open_document, parts
from geodata.importers.sheets.codes import Facts, Range
from geodata.importers.sheets.compound import runs_in_a_circle
from geodata.importers.sheets.shown import Cell, Reader
from geodata.translation import mark, tr, tr_n

ROWS_AT_ONCE = 20_000

#: A workbook that lies beside others is looked at up to so many bytes of its sheets, and so many cells in the rectangle of one.
GLANCED, ROOM = 24 << 20, 4_000_000
#: An ODS says how often a cell stands side by side, and costs more to look through.
GLANCED_ODS = 1 << 20
_PLACED = re.compile(rb"<(?:\w+:)?c [^>]*?\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")


_TOO_MUCH = mark(
    "The workbook is damaged, or holds more than can be read: open it in a spreadsheet and save it anew, or split it."
)


@contextmanager
def _understood(content: Content) -> Iterator[None]:
    """Make a sentence of what the library raises."""
    try:
        with _Panics():
            yield
    # A binary workbook that breaks off is an error of reading.
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        if content.kind == "xls" and old_excel.is_locked(content.data):
            raise refused(office.LOCKED) from None
        raise refused(
            "The workbook is damaged and cannot be opened ({why}): open it in a spreadsheet and save it anew.",
            why=error,
        ) from None


class _Panics:
    """Turns the panic of a Rust library, which is no `Exception` and has no importable class, into a sentence."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if kind is not None and kind.__name__ == "PanicException":
            raise refused(_TOO_MUCH) from None


def rows(content: Content) -> int:
    """Return how many rows the sheet of a workbook seems to hold that would be read, −1 where to look would take long or much room."""
    if content.kind in ("xls", "xlsb") or not _is_small(content):
        return -1
    with _understood(content):
        sheets, sheet, _ = _looked(content.data, "")
        return sheets[sheet.name]


def _is_small(content: Content) -> bool:
    """Tell whether a workbook of parts needs little time and room."""
    with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        there = [part for part in archive.infolist() if part.filename.endswith(".xml")]
        if sum(part.file_size for part in there) > (GLANCED_ODS if content.kind == "ods" else GLANCED):
            return False
        if content.kind == "ods":
            return open_document.room(content.data) <= ROOM
        for part in there:
            wide = high = 0
            for column, row in _PLACED.findall(archive.read(part)):
                wide, high = max(wide, parts.column_number(column.decode())), max(high, int(row))
            if wide * high > ROOM:
                return False
    return True


def _looked(data: bytes, wanted: str) -> tuple[dict[str, int], calamine.CalamineSheet, list[str]]:
    """Return the sheets' rows, the sheet that is meant, and which are hidden."""
    book = calamine.load_workbook(io.BytesIO(data))
    there = {one.name: one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet}
    hidden = [name for name, one in there.items() if one.visible != calamine.SheetVisibleEnum.Visible]
    best, chosen = None, None
    sheets: dict[str, int] = {}
    for name in filter(None, there):
        one = book.get_sheet_by_name(name)
        top = _Top.of(one)
        sheets[name] = top.rows
        likely = (name == wanted, name not in hidden, *top.likely)
        if best is None or likely > best:
            best, chosen = likely, one
    if chosen is None:
        raise refused("The workbook has no sheets.")
    return sheets, chosen, hidden


class Sheet:
    """A sheet made ready: columns, notes, what stands above its table, and its rows piece by piece.

    Of several sheets, unless one is wanted, that is read which seems to hold the table of places: it names latitude and longitude,
    or else has the most rows. Hidden sheets are offered and not taken unless there is no other.
    """

    def __init__(self, content: Content, wanted: str) -> None:
        self.notes: list[str] = []
        if content.kind == "xls" and runs_in_a_circle(content.data):
            raise refused(_TOO_MUCH)
        with _understood(content):
            self.sheets, sheet, hidden = _looked(content.data, wanted)
            self.name = sheet.name
            if sheet.total_width > COLUMNS:
                raise Refused(
                    tr_n(
                        "The sheet “{name}” has {n} column; at most {most} are read.",
                        "The sheet “{name}” has {n} columns; at most {most} are read.",
                        sheet.total_width,
                        name=self.name,
                        most=COLUMNS,
                    )
                )
            self._rows = sheet.to_python(skip_empty_area=False)
            facts = _facts(content, self.name, self._rows)
            shown = Reader(facts)
            shown.write(self._rows)
            _spread(self._rows, facts.merged or sheet.merged_cell_ranges or [])
        if not any(cell != "" for row in self._rows for cell in row):
            raise refused("The sheet “{name}” is empty.", name=self.name)
        heading = find([[text(cell) for cell in row] for row in self._rows[:LOOKED]])
        self._first, wide = heading.first, len(self._rows[0])
        # A row has as many cells as the widest: what no name stands above may hold something further down.
        names = heading.names
        if len(names) < wide and any(cell != "" for row in self._rows[self._first :] for cell in row[len(names) :]):
            names = names + [""] * (wide - len(names))
        self.columns = replace(heading, names=names).columns(self.notes)
        if len(self.columns) < 2:
            raise refused("The sheet “{name}” has a single column: it is no table of places.", name=self.name)
        self.notes += shown.notes(self._rows, self.columns, self._first)
        self.aside = heading.aside(list(range(1, self._first + 1)))
        if len(self.sheets) > 1:
            self.notes.append(
                tr_n(
                    "The workbook has {n} sheet; “{name}” was read.",
                    "The workbook has {n} sheets; “{name}” was read.",
                    len(self.sheets),
                    name=self.name,
                )
            )
        if hidden:
            self.notes.append(
                tr(
                    "Hidden in the workbook: {names}.",
                    names=", ".join(f"“{name}”" for name in hidden[:10]),
                )
            )

    def pieces(self) -> Iterator[Piece]:
        """Yield the rows, empty ones among them, with the row numbers that the spreadsheet shows."""
        wide, count = len(self.columns), len(self._rows)
        for at in range(self._first, count, ROWS_AT_ONCE):
            rows = self._rows[at : at + ROWS_AT_ONCE]
            arrays = [
                pa.array([text(cell) for cell in column], pa.string())
                for column in islice(zip(*rows, strict=True), wide)
            ]
            batch = pa.RecordBatch.from_arrays(arrays, [str(number) for number in range(wide)])
            lines = np.arange(at + 1, at + len(rows) + 1, dtype=np.int32)
            yield Piece(batch, lines, [], min(1.0, (at + len(rows) - self._first) / max(1, count - self._first)))


@dataclass(frozen=True)
class _Top:
    """What the first rows of a sheet show: how many rows its table seems to have, and how likely it is one of places."""

    rows: int
    likely: tuple[bool, bool, int]

    @classmethod
    def of(cls, sheet: calamine.CalamineSheet) -> _Top:
        rows = [[text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False, nrows=LOOKED)]
        heading = find(rows)
        table = len(heading.names) > 1 and heading.header is not None
        filled = sum(any(map(str.strip, row)) for row in rows[heading.first :])
        count = filled + max(0, sheet.end[0] + 1 - len(rows)) if sheet.end else 0
        return cls(count, (table and names_places(heading.names), table and count > 0, count))


def _facts(content: Content, sheet: str, rows: list[list[Cell]]) -> Facts:
    """Return what a workbook says of the cells of a sheet beyond their values."""
    if content.kind == "ods":
        return open_document.facts(content.data, sheet, len(rows), len(rows[0]) if rows else 0)
    if content.kind == "xlsb":
        return binary_parts.facts(content.data, sheet)
    return old_excel.facts(content.data, sheet) if content.kind == "xls" else parts.facts(content.data, sheet)


def _spread(rows: list[list[Cell]], merged: list[Range]) -> None:
    """Write what stands in cells that are merged down a column into each of them."""
    left = sum(map(len, rows))
    for (top, column), (bottom, _) in merged:
        for row in rows[top + 1 : bottom + 1]:
            if column < len(row) and row[column] == "":
                row[column] = rows[top][column]
            left -= 1
        # Ranges that lie on each other, which no spreadsheet writes.
        if left < 0:
            return
