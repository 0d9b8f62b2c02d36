"""What an OpenDocument spreadsheet (ODS) says of its cells: styles of dates, merged cells and errors, read by a parser that resolves nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.parsers import expat

from geodata.importers.formats.markup import parser
from geodata.importers.report import Refused
from geodata.importers.sheets.codes import Facts, Shown

#: More rows and columns than a spreadsheet has.
_MOST = 1 << 21

#: What of a date is shown by elements of its style.
_PARTS = frozenset(("year", "month", "day", "quarter", "week-of-year", "day-of-week", "hours", "minutes", "seconds"))


def facts(data: bytes, sheet: str, high: int, wide: int) -> Facts:
    """Return what a workbook says of a sheet's cells, of so many rows and columns; what is damaged is not known."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = _Styles()
            for part in ("styles.xml", "content.xml"):
                if part in archive.namelist():
                    _read(archive.read(part), styles.start, styles.end)
            cells = _Cells(sheet, styles, high, wide)
            _read(archive.read("content.xml"), cells.start, cells.end)
            return cells.found
    except (Refused, expat.ExpatError, LookupError, ValueError, zipfile.BadZipFile):
        return Facts(known=False)


def room(data: bytes) -> int:
    """Return how many cells the largest sheet of a workbook takes from the first to its last filled one."""
    found = _Room()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _read(archive.read("content.xml"), found.start, found.end)
    except (Refused, expat.ExpatError, LookupError, ValueError, zipfile.BadZipFile):
        return 0  # Whether it can be read is for whoever reads it.
    return found.most


def _read(data: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]) -> None:
    reader = parser(" ")
    reader.StartElementHandler = lambda name, given: start(
        _bare(name), {_bare(key): value for key, value in zip(given[::2], given[1::2], strict=True)}
    )
    reader.EndElementHandler = lambda name: end(_bare(name))
    reader.Parse(data, True)


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


def _count(given: dict[str, str], name: str) -> int:
    text = given.get(name, "1")
    return min(_MOST, int(text)) if text.isdecimal() and len(text) < 12 else 1


class _Styles:
    """Gathers which styles of cells show less than a day."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[str, str]] = {}
        self._dates: dict[str, set[str]] = {}
        self._within = ""

    def start(self, name: str, given: dict[str, str]) -> None:
        """Take an element."""
        if name == "date-style":
            self._within = given.get("name", "")
            self._dates[self._within] = set()
        elif name in _PARTS and self._within:
            self._dates[self._within].add(name)
        elif name == "style" and given.get("family") == "table-cell":
            self._of[given.get("name", "")] = given.get("data-style-name", ""), given.get("parent-style-name", "")

    def end(self, name: str) -> None:
        """Leave an element."""
        if name == "date-style":
            self._within = ""

    def less(self, style: str) -> Shown | None:
        """Return what less than a day cells of a style show."""
        for _ in range(20):
            dates, parent = self._of.get(style, ("", ""))
            if dates or not parent:
                return self._shown(self._dates.get(dates, set()))
            style = parent
        return None

    def _shown(self, parts: set[str]) -> Shown | None:
        if "day" in parts:
            return "no year" if "month" in parts and "year" not in parts else None
        if "quarter" in parts:
            return "quarter" if "year" in parts else "no year"
        if parts & {"week-of-year", "day-of-week"}:
            return None
        if "month" in parts:
            return "month" if "year" in parts else "month alone"
        return "year" if "year" in parts else None


class _Room:
    """Measures the sheets."""

    def __init__(self) -> None:
        self.most = self._row = self._column = self._rows = self._wide = self._high = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        """Take an element."""
        if name == "table":
            self._row = self._wide = self._high = 0
        elif name == "table-row":
            self._column, self._rows = 0, _count(given, "number-rows-repeated")
        elif name in ("table-cell", "covered-table-cell"):
            self._column += _count(given, "number-columns-repeated")
            if "value-type" in given:
                self._wide, self._high = max(self._wide, self._column), self._row + self._rows
                self.most = max(self.most, self._wide * self._high)

    def end(self, name: str) -> None:
        """Leave an element."""
        if name == "table-row":
            self._row += self._rows


class _Cells:
    """Gathers the cells of a sheet."""

    def __init__(self, sheet: str, styles: _Styles, high: int, wide: int) -> None:
        self.found = Facts(merged=[])
        self._sheet, self._styles, self._high, self._wide = sheet, styles, high, wide
        self._less: dict[str, Shown | None] = {}
        #: How deep in the sheet's table, where tables may lie in cells.
        self._depth = 0
        self._done = False
        self._row = self._column = self._rows = 0
        self._of_row = ""
        self._of_columns: list[str] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        """Take an element."""
        if name == "table" and (self._depth or (not self._done and given.get("name") == self._sheet)):
            self._depth += 1
        elif name == "null-date":
            self.found.from_1904 = given.get("date-value", "").startswith("1904-01-01")
        elif self._depth != 1:
            return
        elif name == "table-column":
            times = min(_count(given, "number-columns-repeated"), self._wide - len(self._of_columns))
            self._of_columns += [given.get("default-cell-style-name", "")] * times
        elif name == "table-row":
            self._column, self._of_row = 0, given.get("default-cell-style-name", "")
            self._rows = _count(given, "number-rows-repeated")
        elif name in ("table-cell", "covered-table-cell"):
            times = _count(given, "number-columns-repeated")
            self._cell(given, min(times, self._wide - self._column))
            self._column = min(_MOST, self._column + times)

    def end(self, name: str) -> None:
        """Leave an element."""
        if name == "table" and self._depth:
            self._depth -= 1
            self._done = not self._depth
        elif name == "table-row" and self._depth == 1:
            self._row = min(_MOST, self._row + self._rows)

    def _cell(self, given: dict[str, str], times: int) -> None:
        # An error is a text of nothing to the standard, and an error to the program that has most of the users.
        kind = given.get("value-type", "")
        if _count(given, "number-rows-spanned") > 1:
            across, down = _count(given, "number-columns-spanned"), _count(given, "number-rows-spanned")
            first, last = (self._row, self._column), (self._row + down - 1, self._column + across - 1)
            if self._row < self._high and self._column < self._wide and self.found.merged is not None:
                self.found.merged.append((first, last))
        less = self._shown(given) if kind == "date" else None
        if less is None and kind != "error":
            return
        for row in range(self._row, min(self._high, self._row + self._rows)):
            for column in range(self._column, self._column + times):
                if less is not None:
                    self.found.add(column, less, row)
                else:
                    self.found.errors.append((row, column))

    def _shown(self, given: dict[str, str]) -> Shown | None:
        of_column = self._of_columns[self._column] if self._column < len(self._of_columns) else ""
        style = given.get("style-name") or self._of_row or of_column
        if style not in self._less:
            self._less[style] = self._styles.less(style)
        return self._less[style]
