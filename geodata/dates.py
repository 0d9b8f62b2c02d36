"""Days, half-open intervals and how precisely they are known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "month", "year"]


def parse_day(text: str) -> date:
    """Read an ISO day.

    Raises
    ------
    ValueError
        With a sentence for the reader when the text is no calendar day.
    """
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise ValueError(f"“{text}” is not a day of the form 2022-09-16") from None


def span(day: date, precision: Precision) -> tuple[date, date]:
    """Return the half-open interval of days within which `day` really lies.

    Parameters
    ----------
    day : date
        Any day of the month or year meant.
    precision : {"day", "month", "year"}
        How precisely it is known.

    Returns
    -------
    tuple of date
        ``[first, first day after)``.
    """
    if precision == "year":
        return date(day.year, 1, 1), date(day.year + 1, 1, 1)
    if precision == "month":
        first = day.replace(day=1)
        return first, first + timedelta(days=monthrange(day.year, day.month)[1])
    return day, day + timedelta(days=1)


def say(day: date, precision: Precision = "day") -> str:
    """Write a date as a reader expects it: “16 September 2022”, “September 2022” or “2022”."""
    if precision == "year":
        return str(day.year)
    if precision == "month":
        return f"{day:%B} {day.year}"
    return f"{day.day} {day:%B} {day.year}"


def say_short(day: date, precision: Precision = "day") -> str:
    """Write a date for a narrow column: “16 Sep 2022”, “Sep 2022” or “2022”."""
    if precision == "year":
        return str(day.year)
    return f"{day:%b} {day.year}" if precision == "month" else f"{day.day} {day:%b} {day.year}"
