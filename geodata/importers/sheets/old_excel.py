"""What an Excel workbook of the years before 2007 (XLS) says of its cells."""

from __future__ import annotations

import io
import struct

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from geodata.importers.sheets.codes import Facts, shown

_OF_DAYS = (xlrd.XL_CELL_DATE, xlrd.XL_CELL_NUMBER)

#: A damaged file makes the library raise whatever comes of a wrong number.
_RAISED = (
    XLRDError,
    CompDocError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def is_locked(data: bytes) -> bool:
    """Tell whether a workbook cannot be opened for want of its password."""
    try:
        _opened(data)
    except _RAISED as error:
        return "encrypted" in str(error)
    return False


def _opened(data: bytes) -> xlrd.Book:
    # What the library says of a file while it reads goes nowhere.
    return xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True, on_demand=True)


def facts(data: bytes, sheet: str) -> Facts:
    """Return what a workbook says of a sheet's cells; what is damaged is not known, though the values may be read all the same."""
    found = Facts()
    try:
        book = _opened(data)
        found.from_1904 = book.datemode == 1
        less = {
            number: what
            for number, style in enumerate(book.xf_list)
            if (code := book.format_map.get(style.format_key)) and (what := shown(code.format_str))
        }
        table = book.sheet_by_name(sheet)
        for row in range(table.nrows):
            for column, kind in enumerate(table.row_types(row)):
                if kind == xlrd.XL_CELL_ERROR:
                    found.errors.append((row, column))
                elif less and kind in _OF_DAYS and (what := less.get(table.cell_xf_index(row, column))):
                    found.add(column, what, row)
    except _RAISED:
        return Facts(from_1904=found.from_1904, known=False)
    return found
