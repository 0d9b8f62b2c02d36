"""What an import found: rows taken and not taken with the reason, duplicates, and what else its owner should know."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from geodata.importers.rows import CompressedRows
from geodata.store import PointSet
from geodata.translation import mark, mark_n, tr, tr_in, tr_n


class Refused(Exception):
    """A file that is not read at all; the message is a sentence for its owner.

    Parameters
    ----------
    sentence : str
    asks : bool
        It asks for what its owner can say; the file may be read then.
    """

    def __init__(self, sentence: str, asks: bool = False) -> None:
        super().__init__(sentence)
        self.asks = asks


def refused(message: str, /, **values: object) -> Refused:
    """Return the refusal that says a message of the catalogue, as `tr` does."""
    return Refused(tr(message, **values))


def unreadable(title: str, why: str) -> Refused:
    """Return the refusal of a damaged file of a format, with a clause on what is wrong."""
    return refused(
        "The {format} cannot be read: {why}. If it was cut short on its way, save or download it again.",
        format=title,
        why=why,
    )


Unit = Literal["line", "row", "feature"]

#: Why a row is not taken → what the report says. In the order in which they are looked for.
REASONS = {
    # For translators: this and the like begin with a verb; they stand in a table beside the row that they are said of.
    "fields": mark("has more or fewer fields than the header"),
    "no object": mark("is no object of sound JSON"),
    "no geometry": mark("has no geometry, or an empty one"),
    "open ring": mark("has broken geometry: a ring is not closed; tick “Repair broken geometry” to have it closed"),
    "broken geometry": mark("has broken geometry; tick “Repair broken geometry” to have it mended"),
    "no coordinates": mark("has no coordinates, or such as are no numbers"),
    "outside": mark("lies outside the world: latitude runs from -90 to 90, longitude from -180 to 180"),
    "swapped": mark(
        "seems to have latitude and longitude swapped; tick “Exchange swapped coordinates” to have it put right"
    ),
    "zero": mark("lies at 0, 0 in the Gulf of Guinea, which mostly stands for “no coordinates”"),
    "no date": mark("has no date"),
    "bad date": mark(
        "has a date that cannot be read, that is no day of a calendar, or that lies before 1800 or after 2100"
    ),
    "loose date": mark(
        "has a date that names no days (a season, a quarter, “about”, “before”, several days): none is guessed"
    ),
    "no year": mark("has a date without a year"),
    "either date": mark("has a date that may be day/month or month/day, in a column that writes both"),
    "reversed": mark("ends before it begins"),
}

#: Those of them that a tick of the reader's puts right.
TICKED = ("open ring", "broken geometry", "swapped")

#: The same, said of all the rows of one reason.
_COUNTED = {
    "fields": mark_n(
        "{n} row has more or fewer fields than the header.", "{n} rows have more or fewer fields than the header."
    ),
    "no object": mark_n("{n} row is no object of sound JSON.", "{n} rows are no objects of sound JSON."),
    "no geometry": mark_n("{n} row has no geometry, or an empty one.", "{n} rows have no geometry, or an empty one."),
    "open ring": mark_n(
        "{n} row has broken geometry: a ring is not closed; tick “Repair broken geometry” to have it closed.",
        "{n} rows have broken geometry: a ring is not closed; tick “Repair broken geometry” to have it closed.",
    ),
    "broken geometry": mark_n(
        "{n} row has broken geometry; tick “Repair broken geometry” to have it mended.",
        "{n} rows have broken geometry; tick “Repair broken geometry” to have it mended.",
    ),
    "no coordinates": mark_n(
        "{n} row has no coordinates, or such as are no numbers.",
        "{n} rows have no coordinates, or such as are no numbers.",
    ),
    "outside": mark_n(
        "{n} row lies outside the world: latitude runs from -90 to 90, longitude from -180 to 180.",
        "{n} rows lie outside the world: latitude runs from -90 to 90, longitude from -180 to 180.",
    ),
    "swapped": mark_n(
        "{n} row seems to have latitude and longitude swapped; tick “Exchange swapped coordinates” to have it put right.",
        "{n} rows seem to have latitude and longitude swapped; tick “Exchange swapped coordinates” to have them put right.",
    ),
    "zero": mark_n(
        "{n} row lies at 0, 0 in the Gulf of Guinea, which mostly stands for “no coordinates”.",
        "{n} rows lie at 0, 0 in the Gulf of Guinea, which mostly stands for “no coordinates”.",
    ),
    "no date": mark_n("{n} row has no date.", "{n} rows have no date."),
    "bad date": mark_n(
        "{n} row has a date that cannot be read, that is no day of a calendar, or that lies before 1800 or after 2100.",
        "{n} rows have a date that cannot be read, that is no day of a calendar, or that lies before 1800 or after 2100.",
    ),
    "loose date": mark_n(
        "{n} row has a date that names no days (a season, a quarter, “about”, “before”, several days): none is guessed.",
        "{n} rows have a date that names no days (a season, a quarter, “about”, “before”, several days): none is guessed.",
    ),
    "no year": mark_n("{n} row has a date without a year.", "{n} rows have a date without a year."),
    "either date": mark_n(
        "{n} row has a date that may be day/month or month/day, in a column that writes both.",
        "{n} rows have a date that may be day/month or month/day, in a column that writes both.",
    ),
    "reversed": mark_n("{n} row ends before it begins.", "{n} rows end before they begin."),
}

#: What a line is that is no row of the table.
ASIDE = {
    "separator": mark("names the sign that parts columns"),
    "title": mark("a title above the table"),
    "header": mark("the names of the columns"),
    "hxl": mark("HXL tags"),
    "empty": mark("empty"),
    "note": mark("a note below the table"),
    "total": mark("totals below the table"),
}

#: The same, counted.
_SET_ASIDE = {
    "title": mark_n("{n} title above the table", "{n} titles above the table"),
    "empty": mark_n("{n} empty line", "{n} empty lines"),
    "note": mark_n("{n} note below the table", "{n} notes below the table"),
    "total": mark_n("{n} row of totals", "{n} rows of totals"),
}

#: What a duplicate's row of the report says of the others, by what they are counted in.
_SHARED = {
    "line": mark_n("shares {what} with line {others}", "shares {what} with lines {others}"),
    "row": mark_n("shares {what} with row {others}", "shares {what} with rows {others}"),
    "feature": mark_n("shares {what} with feature {others}", "shares {what} with features {others}"),
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
    texts : tuple of str
        The rows that could not be split; empty where they are in the report's `rows`.
    numbers : ndarray of int
        Their numbers in the report's `rows`; empty where `texts` is given.
    """

    reason: str
    lines: np.ndarray
    numbers: np.ndarray
    texts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What is wrong with each of them."""
        return tr(REASONS[self.reason])

    @property
    def sentence(self) -> str:
        """How many there are, and what is wrong with them."""
        return tr_n(*_COUNTED[self.reason], len(self.lines))


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
        Lines of rows that share their place and what `shared` names, one array a group. They are kept.
    notes : tuple of str
        Sentences: encoding, unknown columns, ambiguous dates, what was cleaned.
    rows : CompressedRows
        Every row that could be split, taken or not.
    unit : {"line", "row", "feature"}
        What `lines` count.
    aside : mapping of str to ndarray of int
        Key of `ASIDE` → lines of the file that are no rows of the table. They are not among `rows_read`.
    shared : tuple of str
        What makes rows of one place duplicates: "" for their day, and columns as they are called.
    """

    file: str
    kind: str
    rows_read: int
    accepted: int
    rejected: tuple[Rejection, ...]
    duplicates: tuple[np.ndarray, ...]
    notes: tuple[str, ...]
    rows: CompressedRows
    unit: Unit = "line"
    aside: Mapping[str, np.ndarray] = field(default_factory=dict)
    shared: tuple[str, ...] = ()

    @property
    def rejected_count(self) -> int:
        return self.rows_read - self.accepted

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
        told = (*self.duplicates, *self.notes, *self.aside.values())
        return self.rows.nbytes + rejected + sum(map(sys.getsizeof, told))

    @property
    def said_shared(self) -> str:
        """What duplicates share, as a list within a sentence."""
        words = [tr_in("what rows share", "day"), tr_in("what rows share", "place"), *filter(None, self.shared)]
        words = words if "" in self.shared else words[1:]
        return tr("{words} and {last}", words=", ".join(words[:-1]), last=words[-1])

    @property
    def set_aside(self) -> str:
        """Say what was set aside, but for the line with the names, which every table has; "" for nothing."""
        parts = [tr_n(*_SET_ASIDE[kind], len(lines)) for kind, lines in self.aside.items() if kind in _SET_ASIDE]
        return tr("Set aside, as no rows of the table: {parts}.", parts=", ".join(parts)) if parts else ""

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
                write([line, tr_in("a row of the file", "rejected"), rejection.words, *map(harmless, words)])
        for group in self.duplicates:
            for line in group.tolist():
                others = [str(other) for other in group.tolist()[:20] if other != line]
                shared = tr_n(*_SHARED[self.unit], len(others), what=self.said_shared, others=", ".join(others))
                write([line, tr_in("a row of the file", "kept"), shared])
        for kind, lines in self.aside.items():
            for line in lines.tolist():
                write([line, tr_in("a row of the file", "set aside"), tr(ASIDE[kind])])
        for note in self.notes:
            write(["", tr_in("a line of the report", "note"), harmless(note)])
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
