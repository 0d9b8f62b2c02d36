"""Days, half-open intervals and how precisely they are known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from geodata.translation import tr, tr_in

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
        raise ValueError(tr("“{text}” is not a day of the form 2022-09-16", text=text)) from None


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


def months() -> list[str]:
    """Return the names of the months as they stand without a day."""
    return tr_in(
        "months without a day", "January February March April May June July August September October November December"
    ).split()


def months_behind_a_day() -> list[str]:
    """Return the names of the months as they stand behind a day, which some languages decline."""
    return tr_in(
        "months behind a day", "January February March April May June July August September October November December"
    ).split()


def short_months() -> list[str]:
    """Return the names of the months cut short."""
    return tr_in("months cut short", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()


def say(day: date, precision: Precision = "day") -> str:
    """Write a date as a reader expects it: “16 September 2022”, “September 2022” or “2022”."""
    return _say(day, precision, months(), months_behind_a_day())


def say_short(day: date, precision: Precision = "day") -> str:
    """Write a date for a narrow column: “16 Sep 2022”, “Sep 2022” or “2022”."""
    return _say(day, precision, short_months(), short_months())


def _say(day: date, precision: Precision, without: list[str], behind: list[str]) -> str:
    """Write a date with the names of its language's months: some languages decline them behind a day."""
    if precision == "year":
        return str(day.year)
    if precision == "month":
        return tr("{month} {year}", month=without[day.month - 1], year=day.year)
    return tr("{day} {month} {year}", day=day.day, month=behind[day.month - 1], year=day.year)
