"""A date as somebody wrote it: a day, a month, a year or a week, a range of them, or one that is open at an end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import numpy as np

from geodata.importers.days import spells, words
from geodata.importers.days.single import TOKENS, Parts, Single, Span, Unsaid, checked, span_of
from geodata.intervals import ALWAYS, FOREVER, day_number

_TIME = re.compile(words.TIME)
_CLOCK = re.compile(r"\d ?[:hчap]")
#: A text with more letters is a sentence.
_LONGEST = 80

#: Forms → the same as the others write it.
_PLAINER = (
    (re.compile(words.COMPACT_TIME), r"\1"),
    # The zone of a day without a time.
    (re.compile(r"^(\d{4}-\d\d-\d\d)(?:z|[+-]\d\d:\d\d)$"), r"\1"),
    # As statistical offices write months: 2022M09.
    (re.compile(r"^(\d{4})m(\d{2})$"), r"\1-\2"),
    # The year in front, as in Kyrgyz and Uzbek.
    (re.compile(r"^(\d{4})-? ?(?:ж(?:\.|ыл\w*)|yil\w*|йил\w*) +(?=.*\d)(.+)$"), r"\2 \1"),
    (
        re.compile(r"^(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号])?)?$"),
        lambda found: "-".join(f"{part:0>2}" for part in found.groups() if part),
    ),
    # A day or month that is left open, as libraries write it.
    (re.compile(r"^(\d{4}(?:-\d\d)?)(?:-xx)+$"), r"\1"),
    (re.compile(r"(?<=\d)([ ./-])([ivx]+)(?=\1\d{4}\b)"), lambda found: found[1] + words.ROMAN.get(found[2], found[2])),
    (re.compile(r"\b[dl]'|[][()\"«»“”„]"), " "),
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_FIGURES = re.compile(r"\d+")
_WEEKDAY = re.compile(r"(\d{4})-?w(\d{2})-?([1-7])")
_ORDINAL = re.compile(r"(\d{4})-(\d{3})")


class Reader:
    """Reads the texts of a column, and remembers what of it its owner should know.

    Parameters
    ----------
    order : mapping of str to {"day", "month", "either"}
        See `single.Single`.

    Attributes
    ----------
    short : tuple of (str, Span), or None
        A text with a year of two digits that was read, and as what.
    spell : tuple of (str, Span), or None
        A quarter, half or week that was read, and as what.
    """

    def __init__(self, order: Mapping[str, str]) -> None:
        self._one = Single(order)
        self.short: tuple[str, Span] | None = None
        self.spell: tuple[str, Span] | None = None

    def read(self, text: str) -> Span | str:
        """Read a text.

        Returns
        -------
        Span or str
            Why it is none: "ongoing", or a key of `report.REASONS`.
        """
        self._one.shortened = False
        try:
            found = self._read(text)
        except Unsaid as error:
            return str(error)
        except ValueError:
            return "bad date"
        if self._one.shortened and not isinstance(found, str):
            self.short = self.short or (text, found)
        return found

    def _read(self, text: str) -> Span | str:
        plain = words.folded(text)
        if plain in words.MISSING or not plain.strip("#"):
            return "no date"
        if is_ongoing(plain):
            return "ongoing"
        # Most dates of most files, read a good deal faster.
        if found := _ISO.fullmatch(plain):
            return span_of((int(found[1]), int(found[2]), int(found[3])))
        # What figures an address has are no days.
        if len(plain) > _LONGEST or "://" in plain:
            return "bad date"
        for pattern, plainer in _PLAINER:
            plain = pattern.sub(plainer, plain)
        plain = (_TIME.sub(" ", plain) if _CLOCK.search(plain) else plain).strip(" ,;")
        if spell := _spell(plain):
            self.spell = self.spell or (text, spell)
            return spell
        lasting = _numbered(plain) or self._lasting(plain)
        if lasting:
            return lasting
        if spells.is_bare(plain):
            return "no year"
        tokens = TOKENS.findall(plain)
        if _FIGURES.search(plain) and any(token.strip() in words.LOOSE for token in tokens):
            return "loose date"
        parts = self._one.parts(plain)
        return "no year" if parts and parts[0] is None and parts[1] else "bad date"

    def _lasting(self, plain: str) -> Span | None:
        """Read a day, month or year, a range of them, or one open at an end."""
        bare, since = _without(plain, words.SINCE)
        opened = re.fullmatch(r"(.*\d.*?) ?(?:-|/|/? ?\.\.+)", bare)
        if since or opened:
            from_then = self._single(opened[1] if opened else bare)
            if from_then:
                return Span(from_then.start, FOREVER, from_then.vague, True)
        ended, by = _without(bare, words.BY)
        if by or bare.startswith(("/", "..")):
            until = self._single(ended.strip("/. "))
            return until and Span(ALWAYS, until.end, until.vague, True)
        bare, between = _without(bare, words.BETWEEN)
        # A single date has no more than three numbers.
        alone = not between and len(_FIGURES.findall(bare)) <= 3
        found = (self._single(bare) if alone else None) or self._range(TOKENS.findall(bare), between)
        return found and found._replace(vague=found.vague or between)

    def _single(self, plain: str) -> Span | None:
        parts = self._one.parts(plain)
        return span_of(parts) if parts and parts[0] else None

    def _range(self, tokens: list[str], between: bool) -> Span | None:
        """Read two dates with a word or sign between: words count before signs, and signs between blanks before those without."""
        bare = [token.strip() for token in tokens]
        signs = [at for at, token in enumerate(bare) if token in ("-", "/") or token.startswith("..")]
        tiers = (
            [at for at, token in enumerate(bare) if token in words.TO or token in words.AND],
            [at for at in signs if tokens[at] != bare[at]],
            [at for at in signs if tokens[at] == bare[at]],
        )
        wrong: Unsaid | None = None
        for tier in tiers:
            found = set()
            for at in tier:
                try:
                    found.add(self._joined(tokens[:at], tokens[at], tokens[at + 1 :], between))
                except Unsaid as error:
                    wrong = error
                except ValueError:
                    continue
            found.discard(None)
            if found:
                return found.pop() if len(found) == 1 else None
        if wrong:
            raise wrong
        return None

    def _joined(self, before: list[str], sign: str, after: list[str], between: bool) -> Span | None:
        left = self._one.parts("".join(before))
        if left and left[0] and is_ongoing("".join(after).strip()):
            since = span_of(left)
            return Span(since.start, FOREVER, since.vague, True)
        right = self._one.parts("".join(after))
        if not left or not right:
            return None
        worded = any(token in words.MONTHS for token in after)
        if right[0] is None and right[1] and not worded:
            # 2022-09-14/10-02: which of the two is the month is not said.
            return None
        alike = left[0] is None or right[0] is None or (sign == sign.strip() and not sign.isalpha())
        left, right, whole = _filled(left, right), _filled(right, left), left[0]
        if not left[0] and (left[1] or right[1]):
            raise Unsaid("no year")
        if not left[0] or not right[0] or (alike and _precision(left) != _precision(right)):
            return None
        first, end = span_of(left), span_of(right)
        if whole is None and first.start > end.start:
            # 28 December – 3 January 2022 began the year before.
            first = span_of((left[0] - 1, left[1], left[2]))
        if first.start > end.start:
            raise Unsaid("reversed")
        if sign in words.AND and not between and end.start != first.end:
            raise Unsaid("loose date")
        return Span(first.start, end.end, first.vague or end.vague, True)


def is_ongoing(plain: str) -> bool:
    """Tell whether a folded text says that something lasts."""
    bare = _without(plain, words.TO)[0]
    return plain in words.ONGOING or bare in words.ONGOING or bare.rstrip(".") in words.ONGOING


def _without(plain: str, heads: frozenset[str]) -> tuple[str, bool]:
    """Return a text without the word or two of `heads` that it begins with, and whether it did."""
    given = plain.split(" ")
    for count in (2, 1):
        if len(given) > count and " ".join(given[:count]) in heads:
            return " ".join(given[count:]), True
    return plain, False


def _spell(plain: str) -> Span | None:
    """Read a quarter, half or week of a year."""
    found = spells.dated(plain)
    if found is None:
        return None
    spell, year, number = found
    start, end = spells.days(spell, np.array([year]), np.array([number]))
    if start[0] == ALWAYS:
        raise ValueError("the year has no such part")
    return Span(int(start[0]), int(end[0]), True)


def _numbered(plain: str) -> Span | None:
    """Read a day that goes by its number in its week or year."""
    if found := _WEEKDAY.fullmatch(plain):
        first = day_number(date.fromisocalendar(checked(int(found[1])), int(found[2]), int(found[3])))
        return Span(first, first + 1, False)
    if found := _ORDINAL.fullmatch(plain):
        year, first = int(found[1]), day_number(date(int(found[1]), 1, 1)) + int(found[2]) - 1
        if not 1 <= int(found[2]) <= day_number(date(year + 1, 1, 1)) - day_number(date(year, 1, 1)):
            raise ValueError("no day of the year")
        checked(year)
        return Span(first, first + 1, False)
    return None


def _filled(parts: Parts, other: Parts) -> Parts:
    """Return the parts of one end of a range with what only the other says: 14 of 14–17 September 2022, 17 of September 14–17, 2022."""
    year, month, day = parts
    if year is None and month is None and other[1] and other[2] is None:
        month, day = day, None
    return year or other[0], month or (other[1] if day is not None else None), day


def _precision(parts: Parts) -> int:
    return sum(part is not None for part in parts)
