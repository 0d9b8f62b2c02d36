"""Days as people write them in tables, read into half-open intervals of day numbers (days since 1970-01-01)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from geodata.dates import Precision, span
from geodata.intervals import day_number, from_day_number, numbers

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan января январь янв",
            "february feb февраля февраль фев",
            "march mar марта март мар",
            "april apr апреля апрель апр",
            "may мая май",
            "june jun июня июнь июн",
            "july jul июля июль июл",
            "august aug августа август авг",
            "september sep sept сентября сентябрь сен",
            "october oct октября октябрь окт",
            "november nov ноября ноябрь ноя",
            "december dec декабря декабрь дек",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?$")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?$")
_WORDS = re.compile(r"(\d{1,2})[ -](\w+)[ ,.-]+(\d{4})$")
_AMERICAN = re.compile(r"(\w+) (\d{1,2}),? (\d{4})$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")

#: Days that a spreadsheet may hold as a bare number: 1954 to 2064, counted from 30 December 1899.
_SERIALS = range(20_000, 60_000)

#: Years outside are slips of the pen: 0202, 20222.
YEARS = range(1800, 2101)

Span = tuple[int, int, bool]


def month_comes_first(texts: Iterable[str]) -> bool | None:
    """Tell how dates such as 03/04/2022 are meant, from those of the same column that leave no choice.

    Returns
    -------
    bool or None
        True for month/day, False for day/month, None where the column does not say.
    """
    parts = [tuple(map(int, found.groups()[:2])) for text in texts if (found := _NUMERIC.match(text))]
    if any(first > 12 for first, _ in parts):
        return False
    return True if any(second > 12 for _, second in parts) else None


def is_ambiguous(text: str) -> bool:
    """Tell whether a text is a day that could also be read with day and month exchanged."""
    found = _NUMERIC.match(text)
    if found is None:
        return False
    first, second = found.group(1), found.group(2)
    return first != second and int(first) <= 12 and int(second) <= 12


def read(text: str, month_first: bool = False) -> Span | None:
    """Read a day, a month or a year.

    Parameters
    ----------
    text : str
        Without surrounding space.
    month_first : bool
        How 03/04/2022 is meant.

    Returns
    -------
    tuple of (first day, first day after, is it vague), or None for what is no day.
    """
    try:
        return _read(text, month_first)
    except ValueError:
        return None


def _read(text: str, month_first: bool) -> Span | None:
    if found := _ISO.match(text):
        year, month, day = found.groups()
        return _exact(year, month, day) if day else _vague(date(_year(year), int(month), 1), "month")
    if found := _NUMERIC.match(text):
        first, second, year = found.groups()
        return _exact(year, first, second) if month_first else _exact(year, second, first)
    if found := _COMPACT.match(text):
        return _exact(*found.groups())
    if found := _WORDS.match(text):
        day, month, year = found.groups()
        return _exact(year, _MONTHS.get(month.lower(), 0), day)
    if found := _AMERICAN.match(text):
        month, day, year = found.groups()
        return _exact(year, _MONTHS.get(month.lower(), 0), day)
    if re.fullmatch(r"\d{4}", text):
        return _vague(date(_year(text), 1, 1), "year")
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(float(text)) in _SERIALS:
        day = day_number(date(1899, 12, 30) + timedelta(days=int(float(text))))
        return day, day + 1, False
    return None


def _year(text: str) -> int:
    year = int(text)
    if year not in YEARS:
        raise ValueError(f"the year {text} is not plausible")
    return year


def _exact(year: str, month: str | int, day: str) -> Span:
    first = day_number(date(_year(year), int(month), int(day)))
    return first, first + 1, False


def _vague(day: date, precision: Precision) -> Span:
    return *numbers(*span(day, precision)), True


def stretch(day: int, width: str) -> tuple[int, int]:
    """Return the half-open week or month round a day number.

    A week is the three days before, the day and the three after; a month is the calendar's.
    """
    if width == "week":
        return day - 3, day + 4
    return numbers(*span(from_day_number(day), "month"))
