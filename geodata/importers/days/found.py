"""What a column's dates say, as arrays, and how the columns of a file write them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.importers.days.single import YEARS
from geodata.intervals import ALWAYS, FOREVER

#: What a text may be beside a date, as `Days.fault` has it; all but "" and "ongoing" are keys of `report.REASONS`.
FAULTS = ("", "ongoing", "no date", "bad date", "loose date", "no year", "either date", "reversed")


@dataclass(frozen=True)
class Days:
    """What the texts of a column say.

    Attributes
    ----------
    start, end : ndarray of int32, shape (n,)
        Half-open day numbers; `ALWAYS` and `FOREVER` where nothing is said.
    vague, ends : ndarray of bool, shape (n,)
        See `single.Span`.
    fault : ndarray of uint8, shape (n,)
        Number of one of `FAULTS`.
    """

    start: np.ndarray
    end: np.ndarray
    vague: np.ndarray
    ends: np.ndarray
    fault: np.ndarray

    @classmethod
    def unread(cls, count: int) -> Days:
        """Return so many texts that say nothing yet: "bad date"."""
        return cls(
            np.full(count, ALWAYS, np.int32),
            np.full(count, FOREVER, np.int32),
            np.zeros(count, bool),
            np.zeros(count, bool),
            np.full(count, FAULTS.index("bad date"), np.uint8),
        )

    def put(self, where: np.ndarray, start: np.ndarray, end: np.ndarray, vague: bool | np.ndarray = False) -> None:
        """Take what some texts say."""
        self.start[where], self.end[where], self.vague[where], self.fault[where] = start, end, vague, 0

    def take(self, codes: np.ndarray) -> Days:
        """Return what the rows say whose texts have these numbers."""
        return Days(self.start[codes], self.end[codes], self.vague[codes], self.ends[codes], self.fault[codes])

    def is_(self, fault: str) -> np.ndarray:
        """Tell where there is a fault; "" where there is none."""
        there: np.ndarray = self.fault == FAULTS.index(fault)
        return there


@dataclass(frozen=True)
class Form:
    """How the columns of a file write their dates, as told from all of them.

    Attributes
    ----------
    order : dict of str to {"day", "month", "either"}
        See `single.Single`.
    serials, months : bool
        Bare numbers of five figures are a spreadsheet's days; such of six are a year and a month.
    """

    order: dict[str, str]
    serials: bool
    months: bool


def calendar(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return half-open day numbers of years, months and days.

    Parameters
    ----------
    year, month, day : ndarray of int64, shape (n,)
        0 for a month or day that is not known.

    Returns
    -------
    tuple of ndarray of int64, shape (n,)
        `ALWAYS` for what is no day of a calendar, or no year of `YEARS`.
    """
    months = (np.clip(year, YEARS[0], YEARS[-1]) - 1970) * 12 + np.clip(month, 1, 12) - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    after = (months + np.where(month == 0, 12, 1)).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    start = first + np.maximum(day, 1) - 1
    good = (year >= YEARS[0]) & (year <= YEARS[-1]) & (month >= 0) & (month <= 12) & (day >= 0) & (start < after)
    good &= (month > 0) | (day == 0)
    return np.where(good, start, ALWAYS), np.where(good, np.where(day > 0, start + 1, after), FOREVER)
