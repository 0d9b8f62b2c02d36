"""Days whose year, month and day stand in columns of their own, as the Global Terrorism Database has them."""

from __future__ import annotations

import re

import numpy as np

from geodata.importers.days import spells, words
from geodata.importers.days.found import FAULTS, Days, calendar
from geodata.intervals import ALWAYS

#: What stands for a month or day that is not known.
_UNKNOWN = frozenset((0, 99, -1, -9, -99))


def read(
    year: tuple[np.ndarray, list[str]],
    month: tuple[np.ndarray, list[str]] | None,
    day: tuple[np.ndarray, list[str]] | None,
    spell: spells.Spell | None = None,
) -> Days:
    """Read the rows of two or three columns.

    Parameters
    ----------
    year, month, day : tuple of (ndarray of int, shape (n,), list of str)
        The rows' texts as numbers into the distinct ones. Nothing, 0, 99 and numbers below 0 stand for a month or day that is not known.
    spell : {"quarter", "half", "week"}, optional
        What the column of months holds instead.

    Returns
    -------
    Days
        One a row; vague where a part is not known.
    """
    codes, texts = year
    years = _figures(texts)[codes]
    months, days = (
        np.zeros(len(codes), np.int64) if column is None else _figures(column[1], unknown=True)[column[0]]
        for column in (month, day)
    )
    # A day of a month that is not known says no more than the year.
    days = np.where((months == 0) & (days > 0), 0, days)
    if spell and month:
        months = np.array([_spelled(text, spell) for text in month[1]] or [0], np.int64)[month[0]]
        days = np.zeros_like(months)
    start, end = calendar(years, months, days)
    if spell:
        start, end = (
            np.where(months == 0, *pair) for pair in zip((start, end), spells.days(spell, years, months), strict=True)
        )
    found = Days.unread(len(codes))
    good = start != ALWAYS
    found.put(good, start[good], end[good], (days == 0)[good])
    found.fault[years == 0] = FAULTS.index("no date")
    return found


def _figures(texts: list[str], unknown: bool = False) -> np.ndarray:
    """Return numbers, those of months' names among them: 0 for nothing, -1 for what is none."""
    return np.array([_figure(words.folded(text), unknown) for text in texts] or [0], np.int64)


def _spelled(text: str, spell: spells.Spell) -> int:
    plain = words.folded(text)
    number = 0 if not plain or plain in words.MISSING else spells.numbered(plain, spell)
    return 0 if number in _UNKNOWN - {-1} else number


def _figure(text: str, unknown: bool) -> int:
    if not text or text in words.MISSING:
        return 0
    if found := re.fullmatch(r"(-?\d{1,4})(?:\.0+)?", text):
        return 0 if unknown and int(found[1]) in _UNKNOWN else int(found[1])
    if unknown and (month := re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text)):
        # A spreadsheet keeps “May” with the year of the day of typing; the year that is meant stands beside it.
        return int(month[1])
    return (words.month_named(text) or -1) if unknown else -1
