"""A column of dates as a whole: which of day and month comes first, what bare numbers count, and what its owner is told of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.importers.days import spells, words
from geodata.importers.days.found import FAULTS, Days, Form
from geodata.importers.days.numbers import read_iso, read_numbers
from geodata.importers.days.single import SHORT_YEARS, YEARS
from geodata.importers.days.text import Reader
from geodata.intervals import ALWAYS, FOREVER, say_days
from geodata.translation import mark, tr, tr_n

#: One slip in so many dates does not put in doubt what the others agree on.
_SLIPS = 19

#: What is told of a column by one of its dates and the day it was read as.
_SHORT = mark("“{column}”: years of two digits were read as {first} to {last}; “{date}” as {day}.")
_SPELLS = mark(
    "“{column}”: quarters, halves and weeks of a year were read as spans, the weeks as ISO 8601 counts them; “{date}” as {day}."
)

_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([-/. ])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d:])")


def form(texts: Iterable[str], month_first: bool | None, notes: list[str]) -> Form:
    """Tell how dates are written.

    Parameters
    ----------
    texts : iterable of str
        Distinct texts of all the columns of dates.
    month_first : bool or None
        How 03/04/2022 is meant, where its owner has said so.
    notes : list of str
        Takes what was decided.
    """
    given: dict[str, list[tuple[int, int, str]]] = {}
    bare = set()
    for text in texts:
        if text.isdigit():
            bare.add(text)
        for first, sign, second in _NUMERIC.findall(text):
            given.setdefault(sign, []).append((int(first), int(second), text))
    order = {sign: _order(sign, parts, month_first, notes) for sign, parts in given.items()}
    lengths = {len(text) for text in bare}
    six = [text for text in bare if len(text) == 6]
    return Form(
        order,
        4 not in lengths,
        bool(six) and all(int(text[:4]) in YEARS and 1 <= int(text[4:]) <= 12 for text in six),
    )


def _order(sign: str, parts: list[tuple[int, int, str]], month_first: bool | None, notes: list[str]) -> str:
    """Tell what comes first, from those dates that leave no choice; a doubt that the others share is put to the owner."""
    if month_first is not None:
        return "month" if month_first else "day"
    day = [text for first, second, text in parts if first > 12 >= second]
    month = [text for first, second, text in parts if second > 12 >= first]
    open_ = next((text for first, second, text in parts if first != second and max(first, second) <= 12), "")
    if day and month and _SLIPS * min(len(day), len(month)) > max(len(day), len(month)):
        if open_:
            notes.append(
                tr(
                    "Some dates have the day first (“{day}”), some the month (“{month}”): such as “{date}”, which may be either, were not read. "
                    "Say which is meant under “Dates such as 03/04/2022”.",
                    day=day[0],
                    month=month[0],
                    date=open_,
                )
            )
        return "either"
    found = "month" if len(month) > len(day) else "day"
    if not open_:
        return found
    if month or day:
        said = {"date": open_, "other": (month if found == "month" else day)[0]}
        notes.append(
            tr("Dates such as “{date}” were read as month/day/year, as “{other}” can only be meant.", **said)
            if found == "month"
            else tr("Dates such as “{date}” were read as day/month/year, as “{other}” can only be meant.", **said)
        )
    elif sign == ".":
        notes.append(tr("Dates such as “{date}” were read as day.month.year, as points are written.", date=open_))
    else:
        notes.append(
            tr(
                "Dates such as “{date}” were read as day/month/year; nothing in the file says which is meant. "
                "If the month comes first, say so under “Dates such as 03/04/2022”.",
                date=open_,
            )
        )
    return found


def read(texts: list[str], how: Form, notes: list[str], column: str) -> Days:
    """Read distinct texts: numbers at once, all others one by one without their times of day.

    Parameters
    ----------
    texts : list of str
    how : Form
    notes : list of str
        Takes what was decided by the texts' form.
    column : str
        Name of the column, for the notes.
    """
    found = Days.unread(len(texts))
    plain = pc.utf8_lower(pa.array(texts, pa.string()))
    # As cameras write a day.
    plain = pc.replace_substring_regex(plain, r"^\s*(\d{4}):(\d\d):(\d\d)(?:$|([ t]))", r"\1-\2-\3\4")
    read_numbers(plain, how, found, notes, column)
    timeless = pc.utf8_trim_whitespace(pc.replace_substring_regex(plain, words.TIME + "$", ""))
    read_iso(timeless, found)
    left = found.fault > 0
    bare = timeless.filter(pa.array(left)).dictionary_encode()
    reader = Reader(how.order)
    each = [reader.read(text) for text in bare.dictionary.to_pylist()]
    if each:
        codes = bare.indices.to_numpy()
        spans = np.array([(ALWAYS, FOREVER, 0, 0) if isinstance(one, str) else one for one in each], np.int32)[codes]
        found.put(left, spans[:, 0], spans[:, 1], spans[:, 2] > 0)
        found.ends[left] = spans[:, 3] > 0
        found.fault[left] = np.array([FAULTS.index(one) if isinstance(one, str) else 0 for one in each], np.uint8)[
            codes
        ]
    for example, said in ((reader.short, _SHORT), (reader.spell, _SPELLS)):
        if example:
            bare_text, days = example
            values = {
                "date": texts[pc.index(timeless, bare_text).as_py()],
                "first": SHORT_YEARS[0],
                "last": SHORT_YEARS[-1],
            }
            notes.append(tr(said, column=column, day=say_days(days.start, days.end, days.vague), **values))
    timed = pc.and_not(pc.not_equal(plain, timeless), pc.match_substring_regex(plain, words.MIDNIGHT))
    kept = np.flatnonzero(timed.to_numpy(zero_copy_only=False) & found.is_(""))
    if len(kept):
        notes.append(
            tr(
                "“{column}”: times of day, as in “{date}”, were set aside; the day is the one that is written, whatever the zone.",
                column=column,
                date=texts[kept[0]],
            )
        )
    _note_firsts(found, notes, column)
    return found


def _note_firsts(found: Days, notes: list[str], column: str) -> None:
    """Say so where all the days are firsts of a month: a spreadsheet shows “Sep-22” and keeps 1 September."""
    starts = found.start[found.is_("") & (found.start != ALWAYS)]
    exact = (found.end - found.start)[found.is_("") & (found.start != ALWAYS)] == 1
    if len(starts) > 2 and exact.all():
        days = starts.astype("datetime64[D]")
        if (days == days.astype("datetime64[M]")).all():
            notes.append(
                tr(
                    "“{column}”: every date is the first of a month, which may stand for the whole month; they were read as days.",
                    column=column,
                )
            )


def share(texts: list[str]) -> tuple[int, int, str]:
    """Return how many texts of a column are dates, how many say anything at all, and one that is no date."""
    found = read(texts, form(texts, None, []), [], "") if texts else Days.unread(0)
    filled = ~found.is_("no date")
    # 12.5 may be a day of May, and is rather a figure.
    good = filled & ~found.is_("bad date") & ~found.is_("no year")
    other = np.flatnonzero(filled & ~good)
    return int(good.sum()), int(filled.sum()), texts[other[0]] if len(other) else ""


def are_parts(texts: list[str], spell: spells.Spell | None = None) -> bool:
    """Tell whether a column's texts may be months or days, or a year's spells, beside a column of years: small numbers, or names."""
    plain = [words.folded(text) for text in texts]
    if spell:
        return all(spells.numbered(text, spell) >= 0 or text in words.MISSING for text in plain)
    return all(
        bool(re.fullmatch(r"-?\d{1,2}(\.0+)?|\d{4}-(0[1-9]|1[0-2])", text))
        or words.month_named(text) > 0
        or text in words.MISSING
        for text in plain
    )


def note_unread(found: Days, ends: bool, texts: list[str], codes: np.ndarray, notes: list[str], column: str) -> None:
    """Say how many rows have a date that was not read.

    Parameters
    ----------
    found : Days
        What `texts` say.
    ends : bool
        The column holds last days: “present” is one.
    texts, codes : list of str, ndarray of int
        The rows' texts as numbers into `texts`.
    """
    lost = ~(found.is_("") | found.is_("no date") | (ends & found.is_("ongoing")))
    counts = np.bincount(codes, minlength=len(texts))
    if counts[lost].sum():
        notes.append(
            tr_n(
                "“{column}”: {n} of {all:,} dates was not read, for example “{date}”.",
                "“{column}”: {n} of {all:,} dates were not read, for example “{date}”.",
                int(counts[lost].sum()),
                column=column,
                all=int(counts[~found.is_("no date")].sum()),
                date=texts[int(np.flatnonzero(lost & (counts > 0))[0])][:60],
            )
        )
