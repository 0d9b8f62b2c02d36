"""Days as numbers, and when something holds: half-open intervals with what is certain within them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.dates import Precision, span

#: Days before every date and after every date of the atlas, for what has no known start or end.
ALWAYS = -100_000

FOREVER = 1_000_000

_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Count the days since 1970-01-01, the unit in which the browser keeps time."""
    return day.toordinal() - _EPOCH


def from_day_number(number: int) -> date:
    """Return the day of a day number."""
    return date.fromordinal(number + _EPOCH)


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
    def state(
        cls, start: date | None, start_precision: Precision, end: date | None, end_precision: Precision
    ) -> Interval:
        """Return the interval of something that lasts; without an end it lasts on."""
        first, after_first = span(start, start_precision) if start else (None, None)
        last, after_last = span(end, end_precision) if end else (None, None)
        return cls(
            start=day_number(first) if first else ALWAYS,
            # An end known to the day is the first day after; one known to the month may be any day of it.
            end=(day_number(last) if end_precision == "day" else day_number(after_last)) if last else FOREVER,
            sure_start=(day_number(first) if start_precision == "day" else day_number(after_first))
            if first
            else FOREVER,
            sure_end=day_number(last) if last else FOREVER,
            vague=start is None or start_precision != "day",
        )

    @classmethod
    def event(cls, start: date | None, precision: Precision, end: date | None) -> Interval | None:
        """Return the interval of something that happened; None where no date is known at all."""
        if start is None:
            return None
        first, after = span(start, precision)
        stop = max(day_number(after), day_number(end) if end else ALWAYS)
        return cls(day_number(first), stop, day_number(first), stop, vague=precision != "day")


@dataclass(frozen=True)
class Step:
    """From `start` on a feature stands at `state`; until `sure_start` the day itself is uncertain.

    `by` says in words whose statement it is ("both sides"), empty where the step is inferred.
    """

    start: int
    sure_start: int
    state: str
    inferred: bool = False
    by: str = ""
