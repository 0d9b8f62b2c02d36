"""Dates that are bare numbers: years, days of eight figures, a spreadsheet's days, and counts since 1970."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.dates import say
from geodata.importers.days.found import Days, Form, calendar
from geodata.importers.days.single import YEARS
from geodata.intervals import ALWAYS, day_number, from_day_number
from geodata.translation import mark, tr

#: Days that a spreadsheet may hold as a bare number: 1954 to 2064, counted from 30 December 1899.
_SERIALS = (20_000, 60_000)
_SERIAL_ZERO = day_number(date(1899, 12, 30))

#: Unit of a count since 1970, the least and the most that is taken for one, and how many make a day.
_SINCE_1970 = (
    (mark("seconds"), 1e8, 4.2e9, 86_400),
    (mark("milliseconds"), 1e11, 1e14, 86_400_000),
    (mark("microseconds"), 1e14, 1e17, 86_400_000_000),
    (mark("nanoseconds"), 1e17, 1e19, 86_400_000_000_000),
)

_NUMBER = r"^-?\d+(?:[.,]\d+)?(?:e\+?\d+)?$"
_FIRST, _AFTER = day_number(date(YEARS[0], 1, 1)), day_number(date(YEARS[-1] + 1, 1, 1))


def read_numbers(plain: pa.Array, how: Form, found: Days, notes: list[str], column: str) -> None:
    """Read what is a bare number: a year, a day of eight figures, a spreadsheet's day or the time since 1970."""
    numeric = pc.match_substring_regex(plain, _NUMBER)
    at = np.flatnonzero(numeric.to_numpy(zero_copy_only=False))
    if not len(at):
        return
    texts = plain.filter(numeric)
    values = pc.cast(pc.replace_substring(texts, ",", "."), pa.float64()).to_numpy()
    whole = values == np.floor(values)
    # A year, a year and month, a day, by the figures each takes.
    for figures in (4, 6, 8) if how.months else (4, 8):
        here = whole & (values >= 10 ** (figures - 1)) & (values < 10**figures)
        number = values[here].astype(np.int64) * 10 ** (8 - figures)
        start, end = calendar(number // 10_000, number // 100 % 100, number % 100)
        # A day or month of 0 is none.
        good = (start != ALWAYS) & ((end - start == 1) | (figures < 8))
        found.put(at[here][good], start[good], end[good], figures < 8)
    serial = (values >= _SERIALS[0]) & (values < _SERIALS[1]) & how.serials
    since = np.full(len(at), np.nan)
    since[serial] = np.floor(values[serial]) + _SERIAL_ZERO
    size = np.abs(values)
    counted = {}
    for unit, least, most, in_day in _SINCE_1970:
        here = (size >= least) & (size < most)
        days = np.floor(values / in_day)
        # 1.61957E+12 has lost its last figures; what is written so and falls on a midnight has not.
        rounded = pc.match_substring(texts, "e").to_numpy(zero_copy_only=False) & (values != days * in_day)
        here &= ~rounded & (days >= _FIRST) & (days < _AFTER)
        since[here] = days[here]
        if here.any():
            counted[unit] = int(np.flatnonzero(here)[0])
    known = ~np.isnan(since) & (found.fault[at] > 0)
    found.put(at[known], since[known].astype(np.int32), since[known].astype(np.int32) + 1)
    if serial.any():
        first = int(np.flatnonzero(serial)[0])
        notes.append(
            tr(
                "“{column}”: numbers such as {number} were read as a spreadsheet's days since 30 December 1899: {day}.",
                column=column,
                number=texts[first],
                day=say(from_day_number(int(since[first]))),
            )
        )
    for unit, first in counted.items():
        notes.append(
            tr(
                "“{column}”: numbers such as {number} were read as {unit} since 1970, the day as it was in UTC: {day}.",
                column=column,
                number=texts[first],
                unit=tr(unit),
                day=say(from_day_number(int(since[first]))),
            )
        )


def read_iso(plain: pa.Array, found: Days) -> None:
    """Read days such as 2022-09-14, the form of large files, all at once; what is none of a calendar is left for others to say why."""
    iso = pc.match_substring_regex(plain, r"^\d{4}-\d{2}-\d{2}$")
    at = np.flatnonzero(iso.to_numpy(zero_copy_only=False))
    if not len(at):
        return
    texts = plain.filter(iso)
    year, month, day = (
        pc.cast(pc.utf8_slice_codeunits(texts, *part), pa.int64()).to_numpy() for part in ((0, 4), (5, 7), (8, 10))
    )
    start, end = calendar(year, month, day)
    good = (start != ALWAYS) & (day > 0)
    found.put(at[good], start[good], end[good])
