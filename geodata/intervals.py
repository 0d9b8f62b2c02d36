"""Days as numbers, and when something holds: half-open intervals, what of them a view shows, and how they are said.

The one place that subtracts a day. layers/browser/time/rule.js says the same in the browser; tests/time_cases.json holds both to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, overload

import numpy as np

from geodata.dates import Precision, say, span
from geodata.translation import tr

if TYPE_CHECKING:
    from geodata.fields import Dated

#: Days before every date and after every date of the atlas, for what has no known start or end.
ALWAYS = -100_000

FOREVER = 1_000_000

#: What cannot be placed more closely than to so many days is counted on no single day, in no single month or year.
LONGEST_DAYS = {"day": 1, "month": 31, "year": 366}

#: As numpy writes a unit of time.
NUMPY_UNITS: dict[Precision, Literal["D", "M", "Y"]] = {"day": "D", "month": "M", "year": "Y"}

Time = Literal["event", "state"]

_EPOCH = date(1970, 1, 1).toordinal()

_DAY = timedelta(days=1)


def day_number(day: date) -> int:
    """Count the days since 1970-01-01, the unit in which the browser keeps time."""
    return day.toordinal() - _EPOCH


def from_day_number(number: int) -> date:
    """Return the day of a day number."""
    return date.fromordinal(number + _EPOCH)


def numbers(first: date, after: date) -> tuple[int, int]:
    """Return a half-open span of days as day numbers."""
    return day_number(first), day_number(after)


#: Rows that start before it are not drawn: the ledger takes no such date either.
EARLIEST = day_number(date(1900, 1, 1))


# ---- what shows ---------------------------------------------------------------------------------------------------


def looked_at(time: Time, date: date, mode: str, days: int) -> tuple[int, int]:
    """Return the first and the last day number that a view looks at.

    States are always those of the date. Events are those of the date, of the window of `days` days that ends on it, or all up to it.
    """
    day = day_number(date)
    if time == "state" or mode == "day":
        return day, day
    return (day - days + 1 if mode == "window" else ALWAYS), day


@overload
def shows(start: int, end: int, looked: tuple[int, int]) -> bool: ...
@overload
def shows(start: np.ndarray, end: np.ndarray, looked: tuple[int, int]) -> np.ndarray: ...
def shows(start: int | np.ndarray, end: int | np.ndarray, looked: tuple[int, int]) -> bool | np.ndarray:
    """Tell which half-open intervals have a day in what a view looks at.

    Parameters
    ----------
    start, end : int, or ndarray of int32, shape (n,)
        Day numbers.
    looked : tuple of int
        From `looked_at`.

    Returns
    -------
    bool, or ndarray of bool, shape (n,)
    """
    first, last = looked
    return (start <= last) & (end > first)


def counted_in(start: int | np.ndarray, end: int | np.ndarray, vague: bool | np.ndarray, unit: Precision) -> np.ndarray:
    """Return the day, month or year in which something is counted: that of its first day, so that each is counted once.

    Parameters
    ----------
    start, end : int, or ndarray of int32, shape (n,)
        Half-open day numbers.
    vague : bool, or ndarray of bool, shape (n,)
        It happened some time in between.
    unit : {"day", "month", "year"}

    Returns
    -------
    ndarray of datetime64[D], datetime64[M] or datetime64[Y], shape (n,) or ()
        Not a time where nothing is known of the start, and where what is vague may lie anywhere in more than `LONGEST_DAYS`.
    """
    days = np.asarray(start, np.int64).astype("datetime64[D]").astype(f"datetime64[{NUMPY_UNITS[unit]}]")
    apart = (np.asarray(start) == ALWAYS) | (np.asarray(vague) & (np.asarray(end) - start > LONGEST_DAYS[unit]))
    return np.where(apart, np.datetime64("NaT"), days)


@dataclass(frozen=True)
class Interval:
    """When a feature holds, as half-open day numbers, with what is certain within it.

    Attributes
    ----------
    start, end : int
        First day on which it may hold, first day on which it cannot any more.
    sure_start, sure_end : int
        Within ``[sure_start, sure_end)`` it holds for certain.
    vague : bool
        Known only to the month or year: drawn hollow wherever it shows as an event.
    """

    start: int
    end: int
    sure_start: int
    sure_end: int
    vague: bool = False

    @classmethod
    def state(cls, dated: Dated) -> Interval:
        """Return the interval of something that lasts; without an end it lasts on."""
        return _lasting(dated.start, dated.start_precision, dated.end, dated.end_precision)

    @classmethod
    def event(cls, dated: Dated) -> Interval | None:
        """Return the interval of something that happened; None where no date is known at all."""
        if dated.start is None:
            return None
        start, after = numbers(*span(dated.start, dated.start_precision))
        end = max(after, may_begin(dated.end, dated.end_precision)[1]) if dated.end else after
        return cls(start, end, start, end, vague=not dated.start_precision == dated.end_precision == "day")

    def may_hold_on(self, day: int) -> bool:
        """Tell whether it holds on a day number, be it for certain or not."""
        return shows(self.start, self.end, (day, day))

    def surely_on(self, day: int) -> bool:
        """Tell whether it holds for certain on a day on which it may hold."""
        return self.sure_start <= day < self.sure_end


@lru_cache(maxsize=4096)
def _lasting(start: date | None, start_precision: Precision, end: date | None, end_precision: Precision) -> Interval:
    begins, surely_begins = may_begin(start, start_precision) if start else (ALWAYS, FOREVER)
    surely_until, until = may_begin(end, end_precision) if end else (FOREVER, FOREVER)
    if begins == surely_begins:  # It held on its first day, even if it ended in the same month.
        surely_until = max(surely_until, begins + 1)
    return Interval(begins, until, surely_begins, surely_until, vague=start is None or start_precision != "day")


@lru_cache(maxsize=4096)
def may_begin(day: date, precision: Precision) -> tuple[int, int]:
    """Return the first day number on which what begins on a day may have begun, and the first on which it has for certain."""
    first, after = numbers(*span(day, precision))
    return first, first if precision == "day" else after


@dataclass(frozen=True)
class Step:
    """From `start` on a feature stands at `state`; until `sure_start` that is uncertain.

    Attributes
    ----------
    by : str
        Who says so, in words ("say both sides"), empty where the step is inferred.
    changed : tuple of int or None
        The half-open days on one of which it came to stand there; None: those on which it is uncertain.
    """

    start: int
    sure_start: int
    state: str
    inferred: bool = False
    by: str = ""
    changed: tuple[int, int] | None = None

    @property
    def days(self) -> tuple[int, int]:
        """The half-open days on one of which it came to stand there."""
        return self.changed or (self.start, max(self.sure_start, self.start + 1))

    @property
    def said(self) -> str:
        """The day of the change in words, or the month or year if no more is known."""
        return say_days(*self.days, vague=True)


# ---- what is said -------------------------------------------------------------------------------------------------


def last_day(end: date, precision: Precision = "day") -> date:
    """Return the last day before an end: the day before it, or the last of the month or year that the end lies in."""
    return (end if precision == "day" else span(end, precision)[1]) - _DAY


def first_days(start: np.ndarray) -> np.ndarray:
    """Return the first days of day numbers as datetime64[s], not a time where no start is known."""
    return _as_days(start, start == ALWAYS)


def last_days(end: np.ndarray) -> np.ndarray:
    """Return the last days before half-open day numbers as datetime64[s], not a time where no end is known."""
    return _as_days(end - 1, end == FOREVER)


def _as_days(numbers: np.ndarray, missing: np.ndarray) -> np.ndarray:
    return np.where(missing, np.datetime64("NaT"), numbers.astype("datetime64[D]")).astype("datetime64[s]")


def say_end(end: date, precision: Precision = "day") -> str:
    """Write when something ended: “last day 2 June 2014”, “last day in 2016”."""
    last = say(last_day(end, precision), precision)
    return tr("last day {day}", day=last) if precision == "day" else tr("last day in {month}", month=last)


def say_interval(dated: Dated, lasting: bool = False) -> str:
    """Write when something of the ledger was, each end as precisely as it is known; `lasting` says from when on it held."""
    last = last_day(dated.end, dated.end_precision) if dated.end else None
    return _say(dated.start, dated.start_precision, last, dated.end_precision, lasting) or tr("date not known")


def say_days(start: int, end: int, vague: bool = False) -> str:
    """Write a half-open span of day numbers in words; only what is vague is said as a month or year, for its day is some day of it."""
    first = from_day_number(start) if start > ALWAYS else None
    after = from_day_number(end) if end < FOREVER else None
    edges: tuple[Precision, ...] = ("year", "month") if vague and first and after else ()
    whole = [unit for unit in edges if all(span(day, unit)[0] == day for day in (first, after) if day)]
    precision: Precision = whole[0] if whole else "day"
    return _say(first, precision, after - _DAY if after else None, precision, after is None) or tr("no date")


def _say(first: date | None, precision: Precision, last: date | None, last_precision: Precision, lasting: bool) -> str:
    """Write a span with both its ends in it; empty without any."""
    if first is None:
        return tr("until {day}", day=say(last, last_precision)) if last else ""
    since = say(first, precision)
    if last is None:
        return tr("from {day}", day=since) if lasting else since
    until = say(last, last_precision)
    if since == until:
        return since
    if lasting:
        return tr("from {first} to {last}", first=since, last=until)
    if precision == last_precision == "day" and (first.year, first.month) == (last.year, last.month):
        return tr("{day}–{last}", day=first.day, last=until)
    return tr("{first} to {last}", first=since, last=until)
