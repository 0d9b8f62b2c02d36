"""How much a workbook's sheets hold, counted in their XML before a reader makes room for it.

The reader makes one rectangle of a sheet, up to its last cell, and writes a shared text out for every cell that names it, so two cells,
or one text, can ask for more than there is. What a part says of its own extent is not believed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.parsers import expat

import numpy as np

from geodata.importers import markup
from geodata.importers.report import Refused
from geodata.importers.unpack import UNPACKED, Content

#: Cells of the rectangle from A1 to the last filled cell: a whole million of rows by 38 columns.
CELLS = 40_000_000

#: A list of shared texts that says it has so many more than it has makes room for them.
UNTRUE = 1_000_000


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

    def _parse(self, path: str, start: Callable[[str, list[str]], None], text: Callable[[str], None] | None = None) -> None:
        if path.lower() not in self._paths:
            return
        reader = markup.parser()
        reader.buffer_text = True
        reader.StartElementHandler, reader.CharacterDataHandler = start, text
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

        self._parse("xl/sharedStrings.xml", start, text)
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
        self._parse(path, seen.start, seen.text)
        seen.close()
        if seen.rows * seen.columns > CELLS:
            raise Refused(f"The sheet “{sheet[:60]}” spans {seen.rows:,} rows and {seen.columns:,} columns, of which {seen.filled:,} cells are filled; at most {CELLS:,} cells are read. "
                          "Delete what stands far from the table, or split it.")
        if seen.letters > UNPACKED:
            raise Refused(f"The sheet “{sheet[:60]}” holds {seen.letters >> 20:,} MB of text; at most {UNPACKED >> 20} MB are read. Split it, or leave columns out.")


class _Cells:
    """Counts a sheet's filled cells while it is parsed: how far they reach, and the letters of the shared texts they name."""

    def __init__(self, lengths: np.ndarray) -> None:
        self.filled = self.letters = 0
        self.rows = self.columns = 0
        self.start, self.text, self.close = self._handlers(lengths.tolist())

    def _handlers(self, lengths: list[int]) -> tuple[Callable[[str, list[str]], None], Callable[[str], None], Callable[[], None]]:
        # Called for every one of some ten million elements: plain variables, and nothing worked out twice.
        local: dict[str, str] = {}
        numbers: dict[str, int] = {}
        row = column = filled = letters = 0
        row_text = named = ""
        shared = inside = False
        bottom = right = 0

        def start(name: str, attributes: list[str]) -> None:
            nonlocal row, column, row_text, shared, inside, filled, bottom, right
            if inside:
                named_by()
            kind = local.get(name) or local.setdefault(name, _local(name))
            if kind == "c":
                column += 1
                shared = False
                for at in range(0, len(attributes), 2):
                    if attributes[at] == "t":
                        shared = attributes[at + 1] == "s"
                    elif attributes[at] == "r":
                        reference = attributes[at + 1]
                        head = reference.rstrip("0123456789")
                        column = numbers.get(head) or numbers.setdefault(head, _column(head))
                        if reference[len(head):] != row_text:
                            row_text = reference[len(head):]
                            row = int(row_text[:9] or 0)
            elif kind == "v" or kind == "is":
                filled += 1
                inside = shared
                if row > bottom:
                    bottom = row
                if column > right:
                    right = column
            elif kind == "row":
                row, column = row + 1, 0
                row_text = next((value for key, value in zip(attributes[::2], attributes[1::2], strict=True) if key == "r"), "")
                if row_text.isascii() and row_text.isdigit():
                    row = int(row_text[:9])

        def text(words: str) -> None:
            nonlocal named
            if inside:
                named += words

        def named_by() -> None:
            nonlocal named, inside, letters
            number = named.strip()
            if number.isascii() and number.isdigit() and len(number) < 10 and int(number) < len(lengths):
                letters += lengths[int(number)]
            named, inside = "", False

        def close() -> None:
            if inside:
                named_by()
            self.filled, self.letters = filled, letters
            self.rows, self.columns = bottom, right

        return start, text, close


def _column(letters: str) -> int:
    """Return the number of a column's letters, A being 1."""
    number = 0
    for letter in letters[:4].upper():
        number = 26 * number + max(0, ord(letter) - 64)
    return max(1, number)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _pairs(attributes: list[str]) -> dict[str, str]:
    return dict(zip(attributes[::2], attributes[1::2], strict=True))


def _damaged(words: str) -> Refused:
    return Refused(f"The workbook is damaged and cannot be opened ({words}): open it in a spreadsheet and save it anew.")
