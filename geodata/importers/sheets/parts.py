"""The parts of an XLSX workbook that say how its cells are shown, read by a parser that resolves nothing."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from geodata.importers.formats.markup import parser
from geodata.importers.report import Refused
from geodata.importers.sheets.codes import BUILT_IN, Facts, Shown, shown


def facts(data: bytes, sheet: str) -> Facts:
    """Return what a workbook says of a sheet's cells; what is damaged is not known, though the values may be read all the same."""
    found = Facts()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            there = set(archive.namelist())
            book = _Book(archive)
            found.from_1904 = book.from_1904
            styles = _Styles(archive.read("xl/styles.xml")).less if "xl/styles.xml" in there else {}
            if (part := book.part(sheet)) in there:
                content = archive.read(part)
                wanted = b"|".join(str(number).encode() for number in styles)
                if (styles and re.search(rb"\ss\s*=\s*[\"'](?:" + wanted + rb")[\"']", content)) or _ERROR.search(
                    content
                ):
                    _Cells(content, styles, found)
    except (Refused, expat.ExpatError, LookupError, ValueError, zipfile.BadZipFile):
        return Facts(from_1904=found.from_1904, known=False)
    return found


_ERROR = re.compile(rb"\st\s*=\s*[\"']e[\"']")


class _Styles:
    """Gathers of ``xl/styles.xml`` which styles of cells show less than a day: `less`, by their number."""

    def __init__(self, data: bytes) -> None:
        self._codes: dict[int, Shown | None] = dict(BUILT_IN)
        self._within = ""
        self._formats: list[int] = []
        reader = parser(" ")
        reader.StartElementHandler, reader.EndElementHandler = self._start, self._end
        reader.Parse(data, True)
        self.less = {
            number: less for number, one in enumerate(self._formats) if (less := self._codes.get(one)) is not None
        }

    def _start(self, name: str, attributes: list[str]) -> None:
        name = _bare(name)
        given = _paired(attributes)
        if name == "numFmt" and self._within != "dxfs":
            self._codes[_whole(given.get("numFmtId"))] = shown(given.get("formatCode", ""))
        elif name in ("cellXfs", "dxfs"):
            self._within = name
        elif name == "xf" and self._within == "cellXfs":
            self._formats.append(_whole(given.get("numFmtId")))

    def _end(self, name: str) -> None:
        if _bare(name) == self._within:
            self._within = ""


class _Cells:
    """Gathers the cells of a sheet that have one of some styles, or hold an error."""

    def __init__(self, data: bytes, styles: Mapping[int, Shown], into: Facts) -> None:
        self._into = into
        self._styles = {str(number): less for number, less in styles.items()}
        self._row = self._column = -1
        reader = parser(" ")
        reader.StartElementHandler = self._start
        reader.Parse(data, True)

    def _start(self, name: str, attributes: list[str]) -> None:
        name = _bare(name)
        if name == "row":
            number = _whole(_paired(attributes).get("r"))
            self._row, self._column = number - 1 if number > 0 else self._row + 1, -1
        elif name == "c":
            given = _paired(attributes)
            letters = re.match(r"[A-Z]{1,3}", given.get("r", ""))
            self._column = column_number(letters[0]) - 1 if letters else self._column + 1
            if (less := self._styles.get(given.get("s", ""))) is not None:
                self._into.add(self._column, less, max(self._row, 0))
            if given.get("t") == "e":
                self._into.errors.append((max(self._row, 0), self._column))


def column_number(letters: str) -> int:
    """Return which column letters name, A being 1."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


def _paired(attributes: list[str]) -> dict[str, str]:
    return dict(zip(map(_bare, attributes[::2]), attributes[1::2], strict=True))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else -1


class _Book:
    """Gathers where the sheets of a workbook lie, and whether it counts days from 1904."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.from_1904, self._sheets = False, dict[str, str]()
        reader = parser(" ")
        reader.StartElementHandler = self._sheet
        reader.Parse(archive.read("xl/workbook.xml"), True)
        self._parts = targets(archive.read("xl/_rels/workbook.xml.rels"))

    def part(self, sheet: str) -> str:
        """Return the part of the archive that holds a sheet."""
        return self._parts.get(self._sheets.get(sheet, ""), "")

    def _sheet(self, name: str, attributes: list[str]) -> None:
        given = _paired(attributes)
        if _bare(name) == "sheet":
            self._sheets[given.get("name", "")] = given.get("id", "")
        elif _bare(name) == "workbookPr":
            self.from_1904 = given.get("date1904", "") in ("1", "true", "on")


def targets(data: bytes) -> dict[str, str]:
    """Return the parts of an archive by the ids under which its workbook names them."""
    found: dict[str, str] = {}

    def relation(name: str, attributes: list[str]) -> None:
        given = _paired(attributes)
        if _bare(name) == "Relationship":
            target = given.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            found[given.get("Id", "")] = whole

    reader = parser(" ")
    reader.StartElementHandler = relation
    reader.Parse(data, True)
    return found
