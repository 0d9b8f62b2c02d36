"""Workbooks of every kind that is read, from the same rows: as `xlsx_of` writes them, by hand as LibreOffice writes ODS and Excel XLSB, and by xlwt as XLS."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta
from html import escape

import xlwt

from tests.support.own_files import xlsx_of
from tests.support.tables.binary_workbooks import xlsb_of

Rows = list[list[object]]

#: Kind → the ending of its file's name.
KINDS = ("xlsx", "xlsb", "ods", "xls")

_NAMES = ("Sheet1", "Sheet2", "Sheet3")


def book_of(
    kind: str,
    *sheets: Rows,
    names: tuple[str, ...] = _NAMES,
    merged: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    from_1904: bool = False,
) -> bytes:
    """Write sheets as a workbook; what the words mean, `xlsx_of` says."""
    if kind == "xlsx":
        return xlsx_of(*sheets, names=names, merged=merged, hidden=hidden, from_1904=from_1904)
    if kind == "xlsb":
        return xlsb_of(sheets, names, _ranges(merged), hidden, from_1904)
    made = ods_of if kind == "ods" else xls_of
    return made(sheets, names, merged, hidden, from_1904)


def _ranges(merged: tuple[str, ...]) -> list[tuple[int, int, int, int]]:
    """Return (first row, last row, first column, last column) of ranges such as "A3:A5", from 0."""
    found = [re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", one) for one in merged]
    return [(int(one[2]) - 1, int(one[4]) - 1, ord(one[1]) - 65, ord(one[3]) - 65) for one in found if one]


def xls_of(
    sheets: tuple[Rows, ...],
    names: tuple[str, ...] = _NAMES,
    merged: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    from_1904: bool = False,
) -> bytes:
    """Write sheets as XLS (Excel 97 to 2003)."""
    book = xlwt.Workbook()
    book.dates_1904 = from_1904
    styles: dict[str, xlwt.XFStyle] = {}
    for name, rows in zip(names, sheets, strict=False):
        sheet = book.add_sheet(name)
        sheet.visibility = int(name in hidden)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, tuple):
                    value, code = cell
                    style = styles.setdefault(code, xlwt.easyxf(num_format_str=code))
                    sheet.write(at, column, value, style)
                elif cell is ZeroDivisionError:
                    sheet.row(at).set_cell_error(column, "#DIV/0!")
                elif cell != "":
                    sheet.write(at, column, cell)
        for span in _ranges(merged):
            sheet.merge(*span)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_XML = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def ods_of(
    sheets: tuple[Rows, ...],
    names: tuple[str, ...] = _NAMES,
    merged: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    from_1904: bool = False,
) -> bytes:
    """Write sheets as ODS, each followed by the empty rows and columns that LibreOffice writes."""
    codes = sorted({cell[1] for rows in sheets for row in rows for cell in row if isinstance(cell, tuple)})
    styles = "".join(
        f'<number:date-style style:name="N{number}">{_date_style(code)}</number:date-style>'
        f'<style:style style:name="ce{number}" style:family="table-cell" style:data-style-name="N{number}"/>'
        for number, code in enumerate(codes)
    )
    for display in ("true", "false"):
        styles += f'<style:style style:name="{display}" style:family="table"><style:table-properties table:display="{display}"/></style:style>'
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    tables = "".join(
        f'<table:table table:name="{escape(name)}" table:style-name="{"false" if name in hidden else "true"}">'
        '<table:table-column table:number-columns-repeated="1024" table:default-cell-style-name="Default"/>'
        f"{_rows(rows, _ranges(merged), codes, first)}"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>'
        for name, rows in zip(names, sheets, strict=False)
    )
    settings = f'<table:calculation-settings><table:null-date table:date-value="{first}"/></table:calculation-settings>'
    return ods_around(
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{settings}{tables}</office:spreadsheet></office:body>"
    )


def ods_around(content: str, kind: str = ODS) -> bytes:
    """Return the archive around what an OpenDocument holds."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_XML}>{content}</office:document-content>',
        )
        archive.writestr(
            "styles.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {_XML}><office:styles><style:style style:name="Default" style:family="table-cell"/></office:styles></office:document-styles>',
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return out.getvalue()


def _date_style(code: str) -> str:
    parts = {"y": "year", "Q": "quarter", "m": "month", "d": "day"}
    return "".join(
        f"<number:{parts[letters[0]]}/>" if letters[:1] in parts else f"<number:text>{escape(letters)}</number:text>"
        for letters in re.findall(r"y+|Q+|m+|d+|[^yQmd]+", code)
    )


def _rows(rows: Rows, merged: list[tuple[int, int, int, int]], codes: list[str], first: date) -> str:
    covered = {
        (row, column): (row, column) == (top, left) and (bottom - top + 1, right - left + 1)
        for top, bottom, left, right in merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    said = []
    for at, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row):
            span = covered.get((at, column))
            if span is False:
                cells.append("<table:covered-table-cell/>")
                continue
            more = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
            cells.append(_cell(cell, more, codes, first))
        said.append(
            f'<table:table-row>{"".join(cells)}<table:table-cell table:number-columns-repeated="900"/></table:table-row>'
        )
    return "".join(said)


def _cell(cell: object, more: str, codes: list[str], first: date) -> str:
    if isinstance(cell, tuple):
        day = first + timedelta(days=cell[0])
        return (
            f'<table:table-cell table:style-name="ce{codes.index(cell[1])}" office:value-type="date" '
            f'office:date-value="{day}" calcext:value-type="date"{more}><text:p>{day}</text:p></table:table-cell>'
        )
    if cell is ZeroDivisionError:
        return (
            f'<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
            f'calcext:value-type="error"{more}><text:p>#DIV/0!</text:p></table:table-cell>'
        )
    if isinstance(cell, (int, float)):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}" calcext:value-type="float"{more}>'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    if cell == "":
        return f"<table:table-cell{more}/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell office:value-type="string" calcext:value-type="string"{more}>{lines}</table:table-cell>'
