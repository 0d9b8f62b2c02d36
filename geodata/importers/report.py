"""What an import found: rows taken and not taken with the reason, duplicates, and what else its owner should know."""

from __future__ import annotations

import csv
import io
import re
import sys
from dataclasses import dataclass

import numpy as np

from geodata.importers.rows import CompressedRows
from geodata.store import PointSet


class Refused(ValueError):
    """A file that is not read at all; the message is a sentence for its owner."""


#: Why a row is not taken → what the report says. In the order in which they are looked for.
REASONS = {
    "fields": "has more or fewer fields than the header",
    "no geometry": "has no geometry, or an empty one",
    "broken geometry": "has broken geometry; tick “Repair broken geometry” to have it mended",
    "no coordinates": "has no coordinates, or such as are no numbers",
    "outside": "lies outside the world: latitude runs from -90 to 90, longitude from -180 to 180",
    "swapped": "seems to have latitude and longitude swapped; tick “Exchange swapped coordinates” to have it put right",
    "zero": "lies at 0, 0 in the Gulf of Guinea, which mostly stands for “no coordinates”",
    "no date": "has no date",
    "bad date": "has a date that is no day of a calendar, or a year before 1800 or after 2100",
    "reversed": "ends before it begins",
}

#: A spreadsheet runs a cell that begins with one of these, in the wide forms of East Asian type too, or with space before it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: with an apostrophe before it. Numbers stay numbers."""
    if not (text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"


@dataclass(frozen=True)
class Rejection:
    """Rows not taken for one reason.

    Attributes
    ----------
    reason : str
        Key of `REASONS`.
    lines : ndarray of int
        Where the rows begin in the file.
    texts : tuple of dict or None
        The rows as far as they could be split; None where they are in the report's `rows`.
    numbers : ndarray of int
        Their numbers in the report's `rows`; empty where `texts` is given.
    """

    reason: str
    lines: np.ndarray
    numbers: np.ndarray
    texts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return REASONS[self.reason]


@dataclass(frozen=True)
class Report:
    """What an import found.

    Attributes
    ----------
    file, kind : str
        The file's name, and what it was read as ("ACLED, CSV").
    rows_read, accepted : int
    rejected : tuple of Rejection
    duplicates : tuple of ndarray of int
        Lines of rows that share day, place and actors, one array a group. They are kept.
    notes : tuple of str
        Sentences: encoding, unknown columns, ambiguous dates, what was cleaned.
    rows : CompressedRows
        Every row that could be split, taken or not.
    unit : str
        What `lines` count: "line" or "feature" or "row".
    """

    file: str
    kind: str
    rows_read: int
    accepted: int
    rejected: tuple[Rejection, ...]
    duplicates: tuple[np.ndarray, ...]
    notes: tuple[str, ...]
    rows: CompressedRows
    unit: str = "line"

    @property
    def rejected_count(self) -> int:
        return sum(len(rejection.lines) for rejection in self.rejected)

    @property
    def duplicate_count(self) -> int:
        """Rows beyond the first of each group."""
        return sum(len(group) - 1 for group in self.duplicates)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes, rows included."""
        rejected = sum(
            one.lines.nbytes + one.numbers.nbytes + sum(map(sys.getsizeof, one.texts)) for one in self.rejected
        )
        return self.rows.nbytes + rejected + sum(map(sys.getsizeof, (*self.duplicates, *self.notes)))

    def as_csv(self) -> str:
        """Return the report as a table: every rejected row with its line, the reason and its own words; duplicates; notes."""
        out = io.StringIO()
        write = csv.writer(out, lineterminator="\n").writerow
        write([self.unit, "verdict", "reason", *map(harmless, self.rows.names)])
        for rejection in self.rejected:
            for position, line in enumerate(rejection.lines.tolist()):
                words = (
                    [rejection.texts[position]] if rejection.texts else self.rows[rejection.numbers[position]].values()
                )
                write([line, "rejected", rejection.words, *map(harmless, words)])
        for group in self.duplicates:
            for line in group.tolist():
                write(
                    [
                        line,
                        "kept",
                        f"shares day, place and actors with {self.unit} {' and '.join(str(other) for other in group.tolist()[:20] if other != line)}",
                    ]
                )
        for note in self.notes:
            write(["", "note", harmless(note)])
        return out.getvalue()


@dataclass(frozen=True)
class Loaded:
    """A set and the report on how it was read."""

    points: PointSet
    report: Report

    @property
    def nbytes(self) -> int:
        """Bytes of memory that both take; the set's rows are some of the report's, in the same blocks."""
        return self.points.nbytes + self.report.nbytes
