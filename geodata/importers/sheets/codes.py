"""What of a date a cell shows: by the code of its format, and in which cells of a sheet that is less than a day."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import Literal

#: What of a date a format shows; "month alone" is one without its year.
Shown = Literal["year", "quarter", "month", "month alone", "no year"]

#: Formats that every spreadsheet has by number; the other ones of dates show the day, or differ by country.
BUILT_IN: dict[int, Shown] = {16: "no year", 17: "month"}

#: In a format: texts and signs that stand for themselves, room left or filled, and colours, conditions and languages.
_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]')
_OF_DATES = re.compile(r"[ymdegb\s\-/.,:@']*")

#: A range of cells: (row, column) of its first and of its last, from 0.
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass
class Facts:
    """What a workbook says of a sheet's cells beyond their values.

    Attributes
    ----------
    cells : dict
        For each column, from 0, and what less than a day its cells show: their rows, from 0.
    from_1904 : bool
        Plain numbers count days from 1904.
    merged : list of Range, or None
        Cells that are one; None where whoever reads the values says it.
    errors : list of tuple of int
        (row, column) of cells that hold an error of a formula, and have no value.
    known : bool
        What cells show could be told.
    """

    cells: dict[tuple[int, Shown], array[int]] = field(default_factory=dict)
    from_1904: bool = False
    merged: list[Range] | None = None
    errors: list[tuple[int, int]] = field(default_factory=list)
    known: bool = True

    def add(self, column: int, less: Shown, row: int) -> None:
        """Take note of a cell that shows less than a day."""
        self.cells.setdefault((column, less), array("L")).append(row)


def shown(code: str) -> Shown | None:
    r"""Return what of a date a format of numbers shows; None for a whole day, and for what is no format of dates.

    Parameters
    ----------
    code : str
        As ``[$-409]mmm\ yy;@``.
    """
    plain = _LITERAL.sub("", code).split(";")[0].lower().strip()
    if not plain or plain == "general" or not _OF_DATES.fullmatch(plain):
        return None
    has_year, has_month = bool(set("yeb") & set(plain)), "m" in plain
    if "d" in plain:
        # “dddd” alone is a weekday, which nothing but the day kept can be meant by.
        return "no year" if has_month and not has_year else None
    if has_month:
        # A lone m may be minutes.
        return "month" if has_year else "month alone" if "mmm" in plain else None
    return "year" if has_year else None
