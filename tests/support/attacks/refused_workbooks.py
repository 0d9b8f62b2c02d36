"""Workbooks other than XLSX that are broken or made to do harm, and what is said when they are refused."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.support.attacks.broken_files import HEADER, MANY, SHEET, Maker, cut, repacked
from tests.support.own_files import zip_of
from tests.support.tables.workbooks import ODS, book_of, ods_around, ods_of, xls_of

_DAMAGED = "workbook is damaged.*save it anew"

#: How an OLE document begins, and the name of a part of it.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def part(name: str) -> bytes:
    """Return a part's name as an OLE document has it."""
    return name.encode("utf-16-le") + b"\0\0"


def _ods(part: str, old: bytes, new: bytes) -> Maker:
    return lambda: repacked(
        ods_of(([HEADER, SHEET],)), lambda name, data: data.replace(old, new) if name == part else data
    )


def repeated(columns: int, rows: int) -> bytes:
    """Return an ODS of one cell that it says stands so often side by side and below itself."""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="float" office:value="1"/>'
    return ods_around(
        '<office:body><office:spreadsheet><table:table table:name="A">'
        f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
        "</table:table></office:spreadsheet></office:body>"
    )


def _binary(part: str, change: Callable[[bytes], bytes]) -> bytes:
    return repacked(book_of("xlsb", [HEADER, SHEET]), lambda name, data: change(data) if name == f"xl/{part}" else data)


def _old(old: bytes, new: bytes) -> Maker:
    return lambda: xls_of(([HEADER, SHEET],)).replace(old, new, 1)


def in_a_circle() -> bytes:
    """Return an XLS of several sectors of which the first comes after itself."""
    data = bytearray(xls_of(([HEADER, *[SHEET] * 400],)))
    (lists,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, 512 + lists * 512, 0)
    return bytes(data)


def in_a_circle_and_cut() -> bytes:
    """Return an XLS that breaks off in its list of sectors, of which that of the directory comes after itself."""
    data = bytearray(xls_of(([HEADER, SHEET],)))
    (directory,), (lists,) = (struct.unpack_from("<I", data, at) for at in (48, 76))
    end = 512 + lists * 512 + 4 * (directory + 1)
    struct.pack_into("<I", data, end - 4, directory)
    # Its parts are named behind where it breaks off.
    named = part("Workbook")
    data[1024 : 1024 + len(named)] = named
    return bytes(data[:end])


#: Format → what is wrong → (file, a part of the sentence that its owner reads).
REFUSED_WORKBOOKS: dict[str, dict[str, tuple[Maker, str]]] = {
    "ODS": {
        "cut": (lambda: cut(ods_of(([HEADER, SHEET],))), "damaged"),
        "locked with a password": (
            _ods(
                "META-INF/manifest.xml",
                b"/></manifest:manifest>",
                b"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
            ),
            "password",
        ),
        "content that breaks off": (
            lambda: repacked(
                ods_of(([HEADER, SHEET],)), lambda name, data: cut(data) if name == "content.xml" else data
            ),
            _DAMAGED,
        ),
        "content that is none": (_ods("content.xml", b"<", b"&"), _DAMAGED),
        "a text document": (
            lambda: ods_around("", ODS.replace("spreadsheet", "text")),
            "office document without a sheet",
        ),
        "no list of its files": (
            lambda: zip_of(content_xml=b"<a/>", mimetype=ODS.encode()),
            _DAMAGED,
        ),
        "no sheet in it": (lambda: ods_of(()), "no sheets"),
        "nothing in it": (lambda: ods_of(([],)), "empty"),
        "one column": (lambda: ods_of(([["only"], ["one"]],)), "single column"),
        "the header alone": (lambda: ods_of(([HEADER],)), "no rows"),
        "10,000 columns": (lambda: ods_of(([[f"c{n}" for n in range(MANY)], ["x"] * MANY],)), "columns; at most 500"),
        "no place": (lambda: ods_of(([["date", "name"], ["2022-09-16", "x"]],)), "no column for latitude"),
    },
    "XLSB": {
        "cut": (lambda: cut(book_of("xlsb", [HEADER, SHEET])), "damaged"),
        "nothing in its parts": (
            lambda: zip_of(**{"[Content_Types]_xml": b"<Types/>", "xl/workbook_bin": b"\0"}),
            _DAMAGED,
        ),
        "a sheet that breaks off": (lambda: _binary("worksheets/sheet1.bin", cut), _DAMAGED),
        "records of no length": (lambda: _binary("worksheets/sheet1.bin", lambda data: b"\0" * len(data)), _DAMAGED),
        "styles that break off": (lambda: _binary("styles.bin", cut), _DAMAGED),
        "no such part": (lambda: _binary("_rels/workbook.bin.rels", lambda _: b"<a/>"), _DAMAGED),
        "nothing in it": (lambda: book_of("xlsb", []), "empty"),
        "one column": (lambda: book_of("xlsb", [["only"], ["one"]]), "single column"),
        "the header alone": (lambda: book_of("xlsb", [HEADER]), "no rows"),
        "10,000 columns": (
            lambda: book_of("xlsb", [[f"c{n}" for n in range(MANY)], ["x"] * MANY]),
            "columns; at most 500",
        ),
        "no place": (lambda: book_of("xlsb", [["date", "name"], ["2022-09-16", "x"]]), "no column for latitude"),
    },
    "XLS": {
        "cut": (lambda: cut(xls_of(([HEADER, SHEET],))), "none of the formats"),
        "nothing but its beginning": (lambda: OLE + b"\0" * 600, "none of the formats"),
        "a text document": (lambda: OLE + b"\0" * 600 + part("WordDocument") + part("Workbook"), "none of the formats"),
        "a name and nothing else": (lambda: OLE + b"\0" * 600 + part("Workbook"), _DAMAGED),
        "another part than the sheets": (_old(part("Workbook"), part("Textbook")), "none of the formats"),
        "locked with a password": (_old(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00"), "password"),
        "a chain of sectors that runs in a circle": (in_a_circle, "damaged, or holds more than can be read"),
        "the same, cut": (in_a_circle_and_cut, "damaged, or holds more than can be read"),
        "nothing in it": (lambda: xls_of(([],)), "empty"),
        "one column": (lambda: xls_of(([["only"], ["one"]],)), "single column"),
        "the header alone": (lambda: xls_of(([HEADER],)), "no rows"),
        "no place": (lambda: xls_of(([["date", "name"], ["2022-09-16", "x"]],)), "no column for latitude"),
    },
}
