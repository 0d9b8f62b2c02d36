"""Spans between a month and a year or within a month that go by number: quarters, halves of a year, weeks as ISO 8601 counts them."""

from __future__ import annotations

import re
from typing import Literal, get_args

import numpy as np

from geodata.importers.days.single import YEARS
from geodata.importers.days.words import folded
from geodata.intervals import ALWAYS, FOREVER

Spell = Literal["quarter", "half", "week"]
SPELLS: tuple[Spell, ...] = get_args(Spell)

#: How each is called, in cells and in names of columns.
NAMES: dict[Spell, str] = {
    "quarter": "quarter, qtr, q, t, квартал, квартала, кв, чейрек, чейреги, чорак, chorak, kvartal, семоҳа, trimestre, trim, quartal, çeyrek, 季度",
    "half": "half, halfyear, half year, h, полугодие, полугодия, жарым жыл, нимсола, semestre, sem, s, halbjahr, hj, yarıyıl, yarim yil, 半年",
    "week": "week, wk, w, epiweek, isoweek, неделя, недели, неделю, нед, апта, жума, ҳафта, hafta, semaine, semana, woche, kw, kalenderwoche, nedelya, 周",
}
#: How many there are in a year; a year of 53 weeks is looked up.
MOST: dict[Spell, int] = {"quarter": 4, "half": 2, "week": 53}

_WORDS = {folded(word.strip()): spell for spell, words in NAMES.items() for word in words.split(",")}
_WORD = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_ORDINALS = {
    folded(word): number
    for number, words in enumerate(
        (
            "i first 1st первый первая первое",
            "ii second 2nd второй вторая второе",
            "iii third 3rd третий третья третье",
            "iv fourth 4th четвертый",
        ),
        start=1,
    )
    for word in words.split()
}
_NUMBER = rf"(?P<number%s>\d{{1,2}}|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?:-?(?:й|я|е|чи|th|st|nd|rd|er|eme|e))?"
_NAMED = (
    rf"(?:{_NUMBER % ''}[ .-]{{0,2}}(?P<word>{_WORD})|(?P<word_>{_WORD})[ .-]{{0,2}}(?:no\.? ?|№ ?)?{_NUMBER % '_'})\.?"
)
_YEAR = r"(?P<year>\d{4})(?:-? ?(?:г|год|года|ж|жыл|жылы|жылдын|соли|yil|йил|年)\b\.?)?"
_ALONE = re.compile(_NAMED)
_DATED = (
    re.compile(rf"{_NAMED}[ ,/.-]{{0,2}}(?:(?:of|de|du|за) )?{_YEAR}"),
    re.compile(rf"{_YEAR}[ ,/.-]{{0,2}}{_NAMED}"),
)


def _named(found: re.Match[str]) -> tuple[Spell, int]:
    number, word = found["number"] or found["number_"], found["word"] or found["word_"]
    return _WORDS[word], int(number) if number.isdecimal() else _ORDINALS[number]


def dated(plain: str) -> tuple[Spell, int, int] | None:
    """Return (spell, year, number) of a folded text such as "q3 2022", "2022 h1" or "iii кв. 2022 г."; None for another."""
    found = next(filter(None, (form.fullmatch(plain) for form in _DATED)), None)
    if found is None:
        return None
    spell, number = _named(found)
    return spell, int(found["year"]), number


def is_bare(plain: str) -> bool:
    """Tell whether a folded text is a spell of no year, such as "q3", or a number of something else that is written so, such as "s1"."""
    return _ALONE.fullmatch(plain) is not None


def numbered(plain: str, spell: Spell) -> int:
    """Return which of a year's spells a folded text names, as "3", "q3" or "iii квартал"; −1 for none of them."""
    if bare := re.fullmatch(r"(\d{1,2})(?:\.0+)?", plain):
        number = int(bare[1])
    elif found := _ALONE.fullmatch(plain):
        named, number = _named(found)
        if named != spell:
            return -1
    else:
        number = _ORDINALS.get(plain, -1)
    return number if number <= MOST[spell] else -1


def days(spell: Spell, year: np.ndarray, number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return half-open day numbers of spells.

    Parameters
    ----------
    spell : {"quarter", "half", "week"}
    year, number : ndarray of int64, shape (n,)

    Returns
    -------
    tuple of ndarray of int64, shape (n,)
        `ALWAYS` and `FOREVER` for what the year has not.
    """
    good = (year >= YEARS[0]) & (year <= YEARS[-1]) & (number >= 1) & (number <= MOST[spell])
    years, numbers = np.where(good, year, YEARS[0]), np.where(good, number, 1)
    if spell == "week":
        start = _first_monday(years) + 7 * (numbers - 1)
        end = start + 7
        good &= start < _first_monday(years + 1)
    else:
        length = 12 // MOST[spell]
        months = (years - 1970) * 12 + length * (numbers - 1)
        start, end = (
            one.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) for one in (months, months + length)
        )
    return np.where(good, start, ALWAYS), np.where(good, end, FOREVER)


def _first_monday(year: np.ndarray) -> np.ndarray:
    """Return the day numbers on which ISO's years begin: the Monday of the week with 4 January."""
    fourth = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) + 3
    # Day 0 was a Thursday.
    monday: np.ndarray = fourth - (fourth + 3) % 7
    return monday
