"""Binary workbooks of Excel (XLSB), record by record as the format's description has them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

Rows = list[list[object]]
Ranges = list[tuple[int, int, int, int]]

_RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = (
    '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
)


def xlsb_of(
    sheets: tuple[Rows, ...],
    names: tuple[str, ...],
    merged: Ranges,
    hidden: tuple[str, ...],
    from_1904: bool,
) -> bytes:
    """Write sheets as Excel does when told to save as a binary workbook; formats of dates are the second of a pair."""
    named = list(zip(names, sheets, strict=False))
    codes = sorted({cell[1] for _, rows in named for row in rows for cell in row if isinstance(cell, tuple)})
    listed = [
        _record(156, struct.pack("<II", 2 * (name in hidden), at) + _text(f"rId{at}") + _text(name))
        for at, (name, _) in enumerate(named, 1)
    ]
    book = [
        *(_record(131), _record(153, struct.pack("<II", int(from_1904), 0) + _text(""))),
        *(_record(143), *listed, _record(144), _record(132)),
    ]
    formats = [_record(44, struct.pack("<H", 164 + at) + _text(code)) for at, code in enumerate(codes)]
    styles = [struct.pack("<HH12x", 0, number) for number in (0, *range(164, 164 + len(codes)))]
    shown = [
        *(_record(278), _record(615, struct.pack("<I", len(codes))), *formats, _record(616)),
        # A style of styles, which no cell has by its number.
        *(_record(626, struct.pack("<I", 1)), _record(47, struct.pack("<HH12x", 0xFFFF, 17)), _record(627)),
        *(_record(617, struct.pack("<I", len(styles))), *(_record(47, one) for one in styles), _record(618)),
        _record(279),
    ]
    relations = [
        _RELATION.format(f"rId{at}", "worksheet", f"worksheets/sheet{at}.bin") for at in range(1, len(named) + 1)
    ]
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    parts = {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": _RELATIONS.format(_RELATION.format("rId1", "officeDocument", "xl/workbook.bin")).encode(),
        "xl/_rels/workbook.bin.rels": _RELATIONS.format("".join(relations)).encode(),
        "xl/workbook.bin": b"".join(book),
        "xl/styles.bin": b"".join(shown),
        **{
            f"xl/worksheets/sheet{at}.bin": b"".join(_sheet(rows, merged, codes))
            for at, (_, rows) in enumerate(named, 1)
        },
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _sheet(rows: Rows, merged: Ranges, codes: list[str]) -> Iterator[bytes]:
    wide = max(map(len, rows), default=0)
    yield _record(129) + _record(148, struct.pack("<4I", 0, max(0, len(rows) - 1), 0, max(0, wide - 1))) + _record(145)
    for at, row in enumerate(rows):
        yield _record(0, struct.pack("<IIHHI", at, 0, 264, 0, 0))
        for column, cell in enumerate(row):
            if cell != "":
                yield _cell(column, cell, codes)
    yield _record(146)
    if merged:
        ranges = (_record(176, struct.pack("<4I", *one)) for one in merged)
        yield _record(177, struct.pack("<I", len(merged))) + b"".join(ranges) + _record(178)
    yield _record(130)


def _cell(column: int, cell: object, codes: list[str]) -> bytes:
    value, code = cell if isinstance(cell, tuple) else (cell, "")
    # The top byte says whether the cell shows how it is spoken.
    at = struct.pack("<II", column, (codes.index(code) + 1 if code else 0) | 1 << 24)
    if value is ZeroDivisionError:
        return _record(11, at + b"\x07" + struct.pack("<HIB", 0, 1, 0x1E))
    if isinstance(value, (int, float)):
        double = struct.pack("<d", value)
        # A number whose last bits are 0 is kept without them.
        short = double[:4] == b"\0\0\0\0" and not double[4] & 3
        return _record(2, at + double[4:]) if short else _record(5, at + double)
    return _record(6, at + _text(str(value)))


def _text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def _record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    return number + (bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])) + data
