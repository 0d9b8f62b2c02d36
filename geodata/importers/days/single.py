"""A single date as somebody wrote it, in numbers or in words: what of year, month and day it gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from geodata.dates import Precision, span
from geodata.importers.days import words
from geodata.intervals import numbers

#: Years outside are slips of the pen: 0202, 20222.
YEARS = range(1800, 2101)

#: Years of two digits are those of these hundred years, as spreadsheets have it.
SHORT_YEARS = range(1930, 2030)

#: Year, month and day, as far as they are given; a number alone counts as a day.
Parts = tuple[int | None, int | None, int | None]

TOKENS = re.compile(r"\s*(?:\.\.+|[-/.,;+&'])\s*|\d+|[^\W\d_]+(?:'[^\W\d_]+)?|\s+|.")
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
# A point and one figure may be 2022.10 that lost its zero as a number.
_YEAR_MONTH = re.compile(r"(\d{4})(?:[-/]|\.(?=\d\d))(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})([-/.])(\d{1,2})")
_DAY_YEAR = re.compile(r"(\d{1,2})(?:, ?| )(\d{4})")
_YEAR = re.compile(r"(\d{4})(?:\.0+)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")

# A month in words is M here. What stands between is a blank, but for what tells a year of two digits from a day.
_DAY_WORD_SHORT = re.compile(r"(\d{1,2})([-/. ])M(?:\2|[. ]|, ?)'?(\d{2})")
_WORD_DAY_SHORT = re.compile(r"M (\d{1,2}), ?'?(\d{2})")
_WORD_SHORT = re.compile(r"M(?:\.?[-/]'?| ?'|\.)(\d{2})")
_WORDED = tuple(
    re.compile(pattern.replace("Y", r"(?P<y>\d{4})").replace("D", r"(?P<d>\d{1,2})"))
    for pattern in ("D M Y", "M D Y", "Y M D", "Y D M", "M Y", "Y M", "D M", "M D", "M")
)


class Span(NamedTuple):
    """A half-open span of day numbers; `vague`: a day somewhere in it is meant; `ends`: the text itself says when it ended."""

    start: int
    end: int
    vague: bool
    ends: bool = False


class Unsaid(ValueError):
    """A text that is a date and does not say which; the message is a key of `report.REASONS`."""


def _is_tuesday(tokens: list[str]) -> bool:
    """Tell whether “mar” beside another month is a Tuesday in French and Spanish: it comes with a day, and is no end of a span."""
    bare = [token.strip() for token in tokens if token.strip()]
    at = bare.index("mar")
    beside = bare[max(at - 1, 0) : at] + bare[at + 1 : at + 2]
    spans = any(token in ("-", "/") or token in words.TO or token in words.AND for token in beside)
    return not spans and any(token.isdigit() and len(token) <= 2 for token in bare)


class Single:
    """Reads single dates.

    Parameters
    ----------
    order : mapping of str to {"day", "month", "either"}
        Sign between the parts of a numeric date → which of day and month comes first; "either" takes only what leaves no choice.

    Attributes
    ----------
    shortened : bool
        A year of two digits was read since this was last set.
    """

    def __init__(self, order: Mapping[str, str]) -> None:
        self._order, self.shortened = order, False
        self._known: dict[str, tuple[Parts | None, bool]] = {}

    def parts(self, plain: str) -> Parts | None:
        """Return what of year, month and day a folded text gives; None for what is no date. Ranges share many: each is read once."""
        if plain not in self._known:
            before, self.shortened = self.shortened, False
            self._known[plain] = self._read(TOKENS.findall(plain)), self.shortened
            self.shortened |= before
        parts, shortened = self._known[plain]
        self.shortened |= shortened
        return parts

    def _read(self, tokens: list[str]) -> Parts | None:
        months = [token for token in tokens if token in words.MONTHS]
        if len(months) == 2 and "mar" in months and _is_tuesday(tokens):
            months.remove("mar")
        kept = []
        for token in tokens:
            if token in months:
                kept.append("M")
            elif token[0].isalpha():
                if token not in words.FILLERS and token not in words.WEEKDAYS and token != "mar":
                    return None
            elif token[0].isdigit() or token.strip() in ("", *"-/.,'"):
                kept.append(token)
            else:
                return None
        plain = " ".join("".join(kept).split()).strip(" .,").rstrip("-")
        if months:
            return self._worded(plain, words.MONTHS[months[0]])
        return self._numeric(plain.replace(". ", "."))

    def _worded(self, plain: str, month: int) -> Parts | None:
        if found := _WORD_SHORT.fullmatch(plain):
            return self._long(found[1]), month, None
        if found := _DAY_WORD_SHORT.fullmatch(plain.replace(". ", ".")):
            return self._long(found[3]), month, int(found[1])
        if found := _WORD_DAY_SHORT.fullmatch(plain):
            return self._long(found[2]), month, int(found[1])
        bare = plain if " - " in plain else " ".join(re.sub(r"[^\dM]|(?<=\d)(?=M)|(?<=M)(?=\d)", " ", plain).split())
        for pattern in _WORDED:
            if found := pattern.fullmatch(bare):
                year, day = (int(given) if (given := found.groupdict().get(key)) else None for key in "yd")
                return year, month, day
        return None

    def _numeric(self, plain: str) -> Parts | None:
        if found := _YEAR_FIRST.fullmatch(plain) or (len(plain) == 8 and _COMPACT.fullmatch(plain)) or None:
            return int(found[1]), int(found[found.re.groups - 1]), int(found[found.re.groups])
        if found := _YEAR_LAST.fullmatch(plain):
            day, month = self._ordered(found)
            return self._long(found[4]), month, day
        if found := _YEAR_MONTH.fullmatch(plain):
            return int(found[1]), int(found[2]), None
        if found := _MONTH_YEAR.fullmatch(plain):
            return int(found[2]), int(found[1]), None
        if found := _DAY_MONTH.fullmatch(plain):
            day, month = self._ordered(found)
            return None, month, day
        if found := _DAY_YEAR.fullmatch(plain):
            return int(found[2]), None, int(found[1])
        if found := _YEAR.fullmatch(plain):
            return int(found[1]), None, None
        return (None, None, int(plain)) if re.fullmatch(r"\d{1,2}", plain) else None

    def _ordered(self, found: re.Match[str]) -> tuple[int, int]:
        """Return day and month of a match that has them in groups 1 and 3, with the sign between in group 2."""
        first, second = int(found[1]), int(found[3])
        order = self._order.get(found[2], "day")
        if order == "either":
            if first <= 12 and second <= 12 and first != second:
                raise Unsaid("either date")
            order = "month" if second > 12 else "day"
        return (second, first) if order == "month" else (first, second)

    def _long(self, year: str) -> int:
        if len(year) == 4:
            return int(year)
        self.shortened = True
        return next(long for long in SHORT_YEARS if long % 100 == int(year))


@lru_cache(maxsize=4096)
def span_of(parts: Parts) -> Span:
    """Return the days that year, month and day stand for.

    Raises
    ------
    ValueError
        For what is no day of a calendar.
    """
    year, month, day = parts
    if year is None or (day is not None and month is None):
        raise ValueError("a part is missing")
    first = date(checked(year), 1 if month is None else month, 1 if day is None else day)
    precision: Precision = "year" if month is None else "month" if day is None else "day"
    return Span(*numbers(*span(first, precision)), precision != "day")


def checked(year: int) -> int:
    """Return a year of `YEARS`; raise ValueError for another."""
    if year not in YEARS:
        raise ValueError(f"the year {year} is not plausible")
    return year
