"""The parts of a workbook that say how its cells are shown, read by a parser that resolves nothing."""

from __future__ import annotations

import posixpath
import re
import zipfile
from array import array
from collections.abc import Callable, Mapping
from typing import Literal

from geodata.importers.formats.markup import parser

#: What of a date a format shows; "month alone" is one without its year.
Shown = Literal["year", "month", "month alone", "no year"]


class Styles:
    """Gathers which styles of cells show less than a day: `less`, by their number.

    Parameters
    ----------
    data : bytes
        The part ``xl/styles.xml``.
    built_in : mapping of int to Shown
        Formats that every spreadsheet has by number → what they show.
    shown : callable
        From a format's code to what it shows; None for a whole day.
    """

    def __init__(self, data: bytes, built_in: Mapping[int, Shown], shown: Callable[[str], Shown | None]) -> None:
        self._codes: dict[int, Shown | None] = dict(built_in)
        self._shown = shown
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
            self._codes[_whole(given.get("numFmtId"))] = self._shown(given.get("formatCode", ""))
        elif name in ("cellXfs", "dxfs"):
            self._within = name
        elif name == "xf" and self._within == "cellXfs":
            self._formats.append(_whole(given.get("numFmtId")))

    def _end(self, name: str) -> None:
        if _bare(name) == self._within:
            self._within = ""


class Cells:
    """Gathers the cells of a sheet that have one of some styles: for each column and style their rows, from 0."""

    def __init__(self, data: bytes, styles: Mapping[int, Shown]) -> None:
        self._styles = {str(number): less for number, less in styles.items()}
        self._row = self._column = -1
        self.found: dict[tuple[int, Shown], array[int]] = {}
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
                self.found.setdefault((self._column, less), array("L")).append(max(self._row, 0))


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


class Book:
    """Gathers where the sheets of a workbook lie, and whether it counts days from 1904."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.from_1904, self._sheets, self._targets = False, dict[str, str](), dict[str, str]()
        for part, told in (("xl/workbook.xml", self._sheet), ("xl/_rels/workbook.xml.rels", self._relation)):
            reader = parser(" ")
            reader.StartElementHandler = told
            reader.Parse(archive.read(part), True)

    def part(self, sheet: str) -> str:
        """Return the part of the archive that holds a sheet."""
        target = self._targets.get(self._sheets.get(sheet, ""), "")
        return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")

    def _sheet(self, name: str, attributes: list[str]) -> None:
        given = _paired(attributes)
        if _bare(name) == "sheet":
            self._sheets[given.get("name", "")] = given.get("id", "")
        elif _bare(name) == "workbookPr":
            self.from_1904 = given.get("date1904", "") in ("1", "true", "on")

    def _relation(self, name: str, attributes: list[str]) -> None:
        given = _paired(attributes)
        if _bare(name) == "Relationship":
            self._targets[given.get("Id", "")] = given.get("Target", "")
