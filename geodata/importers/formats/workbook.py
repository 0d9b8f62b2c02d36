"""XLSX sheets as text columns. Formulas come as the values the spreadsheet last worked out; nothing is run.

The reader makes room for the rectangle from A1 to the last filled cell, however far a file puts that: only a process with a limit of memory
may do so (`process`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

import numpy as np
import pyarrow as pa
import python_calamine as calamine

from geodata.importers.columns import COLUMNS, distinct
from geodata.importers.formats.csv_text import Piece
from geodata.importers.formats.unpack import Content
from geodata.importers.report import Refused, refused
from geodata.translation import tr_in, tr_n

ROWS_AT_ONCE = 20_000


class _Panics:
    """Turns the panic of a Rust library, which is no `Exception` and has no importable class, into a sentence."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if kind is not None and kind.__name__ == "PanicException":
            raise refused(
                "The workbook is damaged, or holds more than can be read: open it in a spreadsheet and save it anew, or split it."
            ) from None


class Sheet:
    """A sheet made ready: columns, notes, and its rows piece by piece; the first row that is not empty is the header."""

    def __init__(self, content: Content, wanted: str) -> None:
        self.notes: list[str] = []
        try:
            with _Panics():
                book = calamine.load_workbook(io.BytesIO(content.data))
                self.sheets = [name for name in book.sheet_names if name]
                if not self.sheets:
                    raise refused("The workbook has no sheets.")
                sheet = book.get_sheet_by_name(wanted if wanted in self.sheets else self._first_filled(book))
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
        except (calamine.CalamineError, ValueError, OverflowError) as error:
            raise refused(
                "The workbook is damaged and cannot be opened ({why}): open it in a spreadsheet and save it anew.",
                why=error,
            ) from None
        header = next((number for number, row in enumerate(self._rows) if any(cell != "" for cell in row)), None)
        if header is None:
            raise refused("The sheet “{name}” is empty.", name=self.name)
        self._first = header + 1
        self.columns = distinct([text(cell) for cell in self._rows[header]], self.notes)
        if len(self.columns) < 2:
            raise refused("The sheet “{name}” has a single column: it is no table of places.", name=self.name)
        if len(self.sheets) > 1:
            self.notes.append(
                tr_n(
                    "The workbook has {n} sheet; “{name}” was read.",
                    "The workbook has {n} sheets; “{name}” was read.",
                    len(self.sheets),
                    name=self.name,
                )
            )

    def _first_filled(self, book: calamine.CalamineWorkbook) -> str:
        return next((name for name in self.sheets if book.get_sheet_by_name(name).height > 1), self.sheets[0])

    def pieces(self) -> Iterator[Piece]:
        """Yield the rows that are not empty, with the row numbers the spreadsheet shows."""
        rows = iter(self._rows[self._first :])
        at = self._first
        while chunk := list(islice(rows, ROWS_AT_ONCE)):
            filled = [(at + offset + 1, row) for offset, row in enumerate(chunk) if any(cell != "" for cell in row)]
            columns = list(zip(*(row for _, row in filled), strict=True)) or [()] * len(self.columns)
            arrays = [pa.array([text(cell) for cell in column], pa.string()) for column in columns]
            at += len(chunk)
            yield Piece(
                pa.RecordBatch.from_arrays(arrays, [str(number) for number in range(len(arrays))]),
                np.array([line for line, _ in filled], np.int32),
                [],
                (at - self._first) / max(1, len(self._rows) - self._first),
            )


def text(cell: object) -> str:
    """Return a cell as text: whole numbers without a point, days as ISO days."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return tr_in("a cell that holds true", "yes") if cell else tr_in("a cell that holds false", "no")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)
