"""What a binary workbook of Excel (XLSB) says of its cells: its parts are records, each a number, a length and so many bytes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from geodata.importers.sheets.codes import BUILT_IN, Facts, Shown, shown
from geodata.importers.sheets.parts import targets

#: Kinds of records, as the format's description numbers them.
_ROW, _ERRORS, _NUMBERS = 0, frozenset((3, 11)), frozenset((2, 5, 9))
_FORMAT, _STYLE, _STYLES, _STYLES_END = 44, 47, 617, 618
_SHEET, _BOOK, _MERGED = 156, 153, 176


def facts(data: bytes, sheet: str) -> Facts:
    """Return what a workbook says of a sheet's cells; what is damaged is not known, though the values may be read all the same."""
    found = Facts(merged=[])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            by_id = {}
            for kind, record in _records(archive.read("xl/workbook.bin")):
                if kind == _BOOK:
                    found.from_1904 = bool(record[0] & 1)
                elif kind == _SHEET:
                    relation, at = _text(record, 8)
                    by_id[_text(record, at)[0]] = relation
            less = _less(archive.read("xl/styles.bin")) if "xl/styles.bin" in archive.namelist() else {}
            part = targets(archive.read("xl/_rels/workbook.bin.rels"))[by_id[sheet]]
            _look(archive.read(part), less, found)
    except (LookupError, ValueError, struct.error, zipfile.BadZipFile):
        return Facts(from_1904=found.from_1904, known=False)
    return found


def _look(data: bytes, less: dict[int, Shown], found: Facts) -> None:
    row = -1
    for kind, record in _records(data):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", record)
        elif kind in _NUMBERS and less:
            column, style = struct.unpack_from("<II", record)
            # The byte above a style's number says something else.
            if (what := less.get(style & 0xFFFFFF)) is not None:
                found.add(column, what, row)
        elif kind in _ERRORS:
            found.errors.append((row, *struct.unpack_from("<I", record)))
        elif kind == _MERGED and found.merged is not None:
            top, bottom, left, right = struct.unpack_from("<4I", record)
            found.merged.append(((top, left), (bottom, right)))


def _less(data: bytes) -> dict[int, Shown]:
    """Return which styles of cells, by their numbers, show less than a day."""
    codes: dict[int, Shown | None] = dict(BUILT_IN)
    formats: list[int] = []
    within = False
    for kind, record in _records(data):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", record)[0]] = shown(_text(record, 2)[0])
        elif kind in (_STYLES, _STYLES_END):
            within = kind == _STYLES
        elif kind == _STYLE and within:
            formats.append(struct.unpack_from("<2H", record)[1])
    return {number: less for number, one in enumerate(formats) if (less := codes.get(one)) is not None}


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part, each its kind and what it holds. Numbers give seven bits a byte, the lowest first.

    Raises
    ------
    IndexError
        Of a part that breaks off.
    """
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift == 28:
                break
        if at + size > end:
            raise IndexError
        yield kind, data[at : at + size]
        at += size


def _text(record: bytes, at: int) -> tuple[str, int]:
    """Return the text that begins at a byte, and where it ends."""
    (length,) = struct.unpack_from("<I", record, at)
    end = at + 4 + 2 * length
    return record[at + 4 : end].decode("utf-16-le", "replace"), end
