"""C1, C6, S2, S3: archives and workbooks are packed anew by their own reader, and measured before room is made for them."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from geodata.importers.formats.unpack import unpack
from geodata.importers.reading import read
from geodata.importers.report import Refused
from tests.support.attacks.broken_files import workbook
from tests.support.attacks.mutations import VALID, valid
from tests.support.attacks.tables import archives_within_archives, damaged, packed_with, with_a_nameless_part


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_archive_is_a_sentence_wherever_it_is_damaged(method: int) -> None:
    data = packed_with(method)
    draw = random.Random(method)
    for _ in range(300):
        try:
            unpack("rows.zip", damaged(data, draw.random(), draw.choice((1, 3, 16, 200))))
        except Refused as refusal:
            assert str(refusal).endswith(".")


def test_an_archive_within_an_archive_is_not_opened_whatever_it_calls_itself() -> None:
    with pytest.raises(Refused, match="holds another archive"):
        unpack("rows.zip", archives_within_archives(3))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_packing_are_not_opened(method: int) -> None:
    for data in (packed_with(method), damaged(packed_with(method))):
        with pytest.raises(Refused):
            unpack("rows.zip", data)


def test_what_is_no_part_of_a_sheet_does_not_reach_the_reader() -> None:
    out = io.BytesIO(workbook(lambda _, data: data))
    with zipfile.ZipFile(out, "a") as book:
        for name in (
            "xl/vbaProject.bin",
            "xl/media/image1.png",
            "xl/externalLinks/externalLink1.xml",
            "customXml/item1.xml",
        ):
            book.writestr(name, b"<x/>")
    with zipfile.ZipFile(io.BytesIO(unpack("sheet.xlsx", out.getvalue()).data)) as clean:
        assert set(clean.namelist()) == {
            "[Content_Types].xml",
            "_rels/.rels",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/worksheets/sheet1.xml",
        }


@pytest.mark.parametrize("kind", ["zip", "xlsx", "ods", "shapefile", "kmz"])
def test_what_has_no_name_is_no_part_of_an_archive(kind: str) -> None:
    name, _ = VALID[kind]
    assert len(read(name, with_a_nameless_part(valid(kind))).points) == len(read(name, valid(kind)).points) > 0


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO(workbook(lambda _, data: data))
    with zipfile.ZipFile(out, "a") as book:
        book.writestr("xl/worksheets/SHEET1.xml", b"<worksheet/>")
    with pytest.raises(Refused, match="two parts of one name"):
        unpack("sheet.xlsx", out.getvalue())


def test_cells_without_a_value_do_not_count() -> None:
    """Spreadsheets write cells that have nothing but a colour, down to the last row."""
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    data = workbook(lambda name, content: content.replace(b"</sheetData>", far) if "sheet1" in name else content)
    assert len(read("sheet.xlsx", data).points) == 1


def test_a_workbook_as_spreadsheets_write_it_is_read() -> None:
    loaded = read("sheet.xlsx", valid("xlsx"))
    assert loaded.points.dataset == "ACLED" and loaded.points.rows[0]["actor1"].startswith("Shared ")


def test_a_panic_of_the_reader_is_a_sentence() -> None:
    strings = '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="18446744073709551615"><si><t>a</t></si></sst>'
    out = io.BytesIO(workbook(lambda _, data: data))
    with zipfile.ZipFile(out, "a") as book:
        book.writestr("xl/sharedStrings.xml", strings)
    with pytest.raises(Refused, match="damaged, or holds more"):
        read("sheet.xlsx", out.getvalue())
