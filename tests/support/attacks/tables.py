"""Archives, workbooks and tables that claim, swell or are damaged (C1, C6, S2, S3, S15)."""

from __future__ import annotations

import io
import struct
import zipfile

from tests.support.attacks.broken_files import workbook
from tests.support.own_files import acled_row, csv_of, zip_of


def with_a_nameless_part(data: bytes) -> bytes:
    """Return an archive with one more entry, whose name ends before its first letter."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("nameless", b"1")
    return out.getvalue().replace(b"nameless", b"\0ameless")


def far_corners() -> bytes:
    """Return a workbook with its first and its last possible cell."""
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return _workbook(cells)


def far_corners_unsaid() -> bytes:
    """Return the same with a dimension that says otherwise."""
    return workbook(
        lambda name, data: (
            data.replace(b"<sheetData>", b'<dimension ref="A1:B2"/><sheetData>').replace(
                b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            )
            if "sheet1" in name
            else data
        )
    )


def prefixed_corners() -> bytes:
    """Return the same with another prefix, other quotation marks and references written as entities."""
    sheet = (
        "<?xml version=\"1.0\"?><x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData><x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c></x:row>"
        "<x:row r='1048576'><x:c   r='XFD1048576'\n><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    return workbook(lambda name, data: sheet.encode() if "sheet1" in name else data)


def wide_and_long_sheet() -> bytes:
    """Return a sheet of 500 columns and 200,000 rows of which the last cell alone is filled."""
    return _workbook(
        '<row r="1">'
        + "".join(f"<c><v>{number}</v></c>" for number in range(500))
        + '</row><row r="200000"><c r="SF200000"><v>1</v></c></row>'
    )


def _workbook(rows: str, strings: str = "") -> bytes:
    out = io.BytesIO(
        workbook(
            lambda name, data: (
                data[: data.index(b"<sheetData>")] + f"<sheetData>{rows}</sheetData></worksheet>".encode()
                if "sheet1" in name
                else data
            )
        )
    )
    if strings:
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as book:
            book.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


def one_shared_string() -> bytes:
    """Return a workbook of a few hundred kilobytes in which 100,000 cells name one text of 32,000 letters."""
    rows = "".join(f'<row r="{number}"><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' for number in range(1, 50_001))
    return _workbook(
        rows,
        f'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"s" * 32_000}</t></si></sst>',
    )


def claimed_strings() -> bytes:
    """Return a workbook that says it shares four thousand million texts."""
    return _workbook(
        '<row r="1"><c t="s"><v>0</v></c><c t="s"><v>7</v></c></row><row r="2"><c t="s"><v>4294967295</v></c><c><v>1</v></c></row>',
        '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295" uniqueCount="18446744073709551615"><si><t>a</t></si></sst>',
    )


def zip_of_zeros(megabytes: int = 700) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("rows.csv", "w") as entry:
        for _ in range(megabytes):
            entry.write(bytes(1 << 20))
    return out.getvalue()


def zip_that_overlaps() -> bytes:
    """Return an archive whose 200 entries all are the same ten megabytes."""
    one = zip_of(rows_csv=bytes(10 << 20))
    end = one.rindex(b"PK\x05\x06")
    start = one.index(b"PK\x01\x02")
    entry = one[start:end]
    named = [entry[:46] + f"r{number:03}.csv".encode() + entry[54:] for number in range(200)]
    directory = b"".join(named)
    return one[:start] + directory + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 200, 200, len(directory), start, 0)


def zip_that_says_little() -> bytes:
    """Return an archive that states ten bytes for a content of 300 MB."""
    data = bytearray(zip_of(rows_csv=b"a,b\n" + bytes(300 << 20)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def workbook_that_says_little() -> bytes:
    """Return a workbook whose sheet of 300 MB is stated as a few bytes."""
    data = bytearray(workbook(lambda name, content: content + b" " * (300 << 20) if "sheet1" in name else content))
    name = b"xl/worksheets/sheet1.xml"
    for at, size in ((data.index(name) - 30, 22), (data.rindex(name) - 46, 24)):
        data[at + size : at + size + 4] = (500).to_bytes(4, "little")
    return bytes(data)


def packed_with(method: int, inside: str = "rows.csv") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(inside, csv_of([acled_row(number) for number in range(1, 200)]))
    return out.getvalue()


def damaged(data: bytes, at: float = 0.5, length: int = 16) -> bytes:
    """Return data with some bytes turned over."""
    place = int(len(data) * at)
    return data[:place] + bytes(byte ^ 0xA5 for byte in data[place : place + length]) + data[place + length :]


def long_header() -> bytes:
    return b"date,lat,lon," + b"n" * 200_000 + b"\n2022-09-16,39.9,70.6,a\n"


def separator_of_a_quotation_mark() -> bytes:
    return b'sep="\ndate"lat"lon"name\n2022-09-16"39.9"70.6"a\n'


def archives_within_archives(depth: int = 1_500) -> bytes:
    """Return a workbook by name that is an archive of a workbook by name, and so on."""
    data = b"a,b"
    for _ in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.xlsx", data)
        data = out.getvalue()
    return data
