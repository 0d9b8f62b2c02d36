"""How much a workbook's sheets hold, counted in their XML before a reader makes room for it.

The reader makes one rectangle from a sheet's first cell to its last and writes a shared text out for every cell that names it, so two cells,
or one text, can ask for more than there is. What a part says of its own extent is not believed.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

import numpy as np

from geodata.importers import markup
from geodata.importers.report import Refused
from geodata.importers.unpack import UNPACKED, Content

#: Cells of the rectangle around a sheet's filled cells: a whole million of rows by 38 columns.
CELLS = 40_000_000

#: A list of shared texts that says it has so many more than it has makes room for them.
UNTRUE = 1_000_000

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class Parts:
    """A workbook's parts as `unpack` packed them anew."""

    def __init__(self, content: Content) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content.data))
        self._paths = {name.lower(): name for name in self._archive.namelist()}
        self._targets: dict[str, str] = {}
        self._sheets: dict[str, str] = {}
        self._parse("xl/_rels/workbook.xml.rels", self._relationship)
        self._parse("xl/workbook.xml", self._sheet)
        self._lengths = self._shared()

    def _parse(self, path: str, start: object = None, end: object = None, text: object = None) -> None:
        if path.lower() not in self._paths:
            return
        reader = markup.parser()
        reader.buffer_text = True
        reader.StartElementHandler, reader.EndElementHandler, reader.CharacterDataHandler = start, end, text
        try:
            reader.Parse(self._archive.read(self._paths[path.lower()]), True)
        except (expat.ExpatError, LookupError, UnicodeError) as error:
            raise _damaged(f"{path}: {error}") from None

    def _relationship(self, name: str, attributes: list[str]) -> None:
        if _local(name) == "Relationship":
            given = _pairs(attributes)
            target = given.get("Target", "").replace("\\", "/").lstrip("/")
            self._targets.setdefault(given.get("Id", ""), target if target.startswith("xl/") else f"xl/{target}")

    def _sheet(self, name: str, attributes: list[str]) -> None:
        if _local(name) == "sheet":
            given = _pairs(attributes)
            path = self._targets.get(next((value for key, value in given.items() if _local(key) == "id"), ""), "")
            if self._sheets.setdefault(given.get("name", ""), path) != path:
                raise _damaged("two sheets have one name")

    def _shared(self) -> np.ndarray:
        """Return the length of each shared text."""
        lengths: list[int] = []
        said = 0

        def start(name: str, attributes: list[str]) -> None:
            nonlocal said
            local = _local(name)
            if local == "si":
                lengths.append(0)
            elif local == "sst":
                claims = (value.strip()[:30] for key, value in _pairs(attributes).items() if key == "uniqueCount")
                said = max([int(claim) for claim in claims if claim.isascii() and claim.isdigit()], default=0)

        def text(words: str) -> None:
            if lengths:
                lengths[-1] += len(words)

        self._parse("xl/sharedStrings.xml", start, None, text)
        if said > len(lengths) + UNTRUE:
            raise _damaged(f"it says that it shares {said:,} texts, and shares {len(lengths):,}")
        return np.array(lengths, np.int64)

    def check(self, sheet: str) -> None:
        """Go through a sheet.

        Raises
        ------
        Refused
            When its filled cells lie too far apart, or hold too much text.
        """
        path = self._sheets.get(sheet, "")
        seen = _Cells(self._lengths)
        self._parse(path, seen.start, seen.end, seen.text)
        if seen.area > CELLS:
            raise Refused(f"The sheet “{sheet[:60]}” spans {seen.rows:,} rows and {seen.columns:,} columns, of which {seen.filled:,} cells are filled; at most {CELLS:,} cells are read. "
                          "Delete what stands far from the table, or split it.")
        if seen.letters > UNPACKED:
            raise Refused(f"The sheet “{sheet[:60]}” holds {seen.letters >> 20:,} MB of text; at most {UNPACKED >> 20} MB are read. Split it, or leave columns out.")


class _Cells:
    """Counts a sheet's filled cells while it is parsed."""

    def __init__(self, lengths: np.ndarray) -> None:
        self._lengths = lengths
        self._local: dict[str, str] = {}
        self._row = self._column = 0
        self._shared = self._inside = False
        self._text = ""
        self._first, self._last = [1 << 30, 1 << 30], [0, 0]
        self.filled = self.letters = 0

    def start(self, name: str, attributes: list[str]) -> None:
        local = self._local.get(name) or self._local.setdefault(name, _local(name))
        if local == "c":
            self._column += 1
            self._shared = False
            for at in range(0, len(attributes), 2):
                key, value = attributes[at], attributes[at + 1]
                if key == "r":
                    self._at(value)
                elif key == "t":
                    self._shared = value == "s"
        elif local in ("v", "is"):
            self.filled += 1
            self._inside = self._shared
            first, last, row, column = self._first, self._last, self._row, self._column
            if row < first[0]:
                first[0] = row
            if row > last[0]:
                last[0] = row
            if column < first[1]:
                first[1] = column
            if column > last[1]:
                last[1] = column
        elif local == "row":
            self._row += 1
            self._column = 0
            for at in range(0, len(attributes), 2):
                if attributes[at] == "r" and attributes[at + 1].isascii() and attributes[at + 1].isdigit():
                    self._row = int(attributes[at + 1][:9])

    def _at(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference.upper())
        if found:
            letters, row = found.groups()
            self._row = int(row)
            column = 0
            for letter in letters:
                column = 26 * column + ord(letter) - 64
            self._column = column

    def text(self, words: str) -> None:
        if self._inside:
            self._text += words

    def end(self, _: str) -> None:
        if self._inside:
            self._inside = False
            number = int(self._text) if self._text.isascii() and self._text.isdigit() and len(self._text) < 10 else -1
            self._text = ""
            if 0 <= number < len(self._lengths):
                self.letters += int(self._lengths[number])

    @property
    def rows(self) -> int:
        return max(0, self._last[0] - self._first[0] + 1)

    @property
    def columns(self) -> int:
        return max(0, self._last[1] - self._first[1] + 1)

    @property
    def area(self) -> int:
        return self.rows * self.columns


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _pairs(attributes: list[str]) -> dict[str, str]:
    return dict(zip(attributes[::2], attributes[1::2], strict=True))


def _damaged(words: str) -> Refused:
    return Refused(f"The workbook is damaged and cannot be opened ({words}): open it in a spreadsheet and save it anew.")
