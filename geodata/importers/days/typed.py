"""A date as a reader types it into a field; layers/browser/time/typed.js reads the same in the browser, and tests/typed_dates.json holds both to it."""

from __future__ import annotations

import re

from geodata.importers.days import words
from geodata.importers.days.single import Single, Span, span_of

#: A text with more letters is no date.
LONGEST = 40

_WHOLE_YEAR = re.compile(r"(?<!\d)\d{4}")


def readings(text: str) -> list[Span]:
    """Return the half-open spans of days that a text can mean, which has to name its year in full.

    Parameters
    ----------
    text : str
        ``17 September 2022``, ``2022-09-17``, ``17.9.2022``, ``September 2022`` or ``2022``; ``03/04/2022`` can mean two days.

    Returns
    -------
    list of Span
        None where it is no date, two where day and month cannot be told apart, the one with the day in front first.
    """
    plain = words.folded(text)
    if len(plain) > LONGEST or not _WHOLE_YEAR.search(plain):
        return []
    found: dict[Span, None] = {}
    for first in ("day", "month"):
        # With a point between them the day comes first wherever dates are written so.
        parts = Single(dict.fromkeys("/- ", first) | {".": "day"}).parts(plain)
        try:
            if parts:
                found[span_of(parts)] = None
        except ValueError:
            continue  # 17/09: there is no seventeenth month.
    return list(found)


def vocabulary() -> dict[str, object]:
    """Return the words of dates for the browser: month → its number, those that are passed over, and those between two dates."""
    passed = sorted((words.WEEKDAYS | words.FILLERS) - words.MONTHS.keys())
    return {"months": words.MONTHS, "passed": passed, "to": sorted(words.TO)}
