"""What the fields of records are made of: ids, texts, dates that may be partial, statuses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from geodata.dates import Precision
from geodata.translation import mark, tr


def _writable(text: str) -> str:
    for letter in text:
        # XML, and with it decks and KML, holds none of these; a zero byte ends a text in many a program.
        if (unicodedata.category(letter) == "Cc" and letter not in "\n\t") or letter in "\ufffe\uffff":
            raise ValueError(tr("it holds the control character {code}", code=f"U+{ord(letter):04X}"))
    return text


def _written(value: object) -> object:
    # A bare number would be taken for seconds since 1970.
    if not isinstance(value, (str, date)):
        raise ValueError(tr("it is no day of the form 2022-09-16"))
    return value


def _within(day: date) -> date:
    if not date(1900, 1, 1) <= day <= date(2100, 1, 1):
        raise ValueError(tr("{day} lies outside 1900–2100", day=day))
    return day


def _real_date(text: str) -> str:
    year, month, day = (int(part) for part in f"{text}-01-01"[:10].split("-"))
    try:
        date(year, month, day)
    except ValueError:
        raise ValueError(tr("“{text}” is not in the calendar", text=text)) from None
    return text


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=90)]
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(_writable)
]
#: What stands in one line of a picture, a list or a tab.
Title = Annotated[Text, StringConstraints(max_length=300)]

Day = Annotated[date, BeforeValidator(_written), AfterValidator(_within)]

#: Whole numbers that every format and page can write.
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]

#: A year, month or day as text; YAML reads an unquoted year as a number.
PartialDate = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if isinstance(value, int) else value),
    StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_real_date),
]

#: `published`: a published page says it. `excerpted`: only an excerpt quoted in a collected document
#: says it. `weak`: general knowledge, a guess at a place or a date; shown, and said to be so.
Confidence = Literal["published", "excerpted", "weak"]

#: The steps of a border section on paper, least advanced first.
Status = Literal["undelimited", "agreed", "described", "initialled", "signed", "ratified", "in-force"]
STATUSES: tuple[Status, ...] = get_args(Status)

#: What those did whom a record names; who is quoted in it, said.
Deed = Literal["signed", "initialled", "decided", "met", "visited", "opened", "said"]
DEEDS: tuple[Deed, ...] = get_args(Deed)

#: What a claim counts, of people first; in the order in which it is told. `still displaced`: not yet back on the day of the claim.
Measure = Literal[
    "killed",
    "injured",
    "missing",
    "displaced",
    "still displaced",
    "houses destroyed",
    "houses damaged",
    "houses destroyed or damaged",
    "other buildings destroyed",
]
COUNTED: tuple[Measure, ...] = get_args(Measure)

#: What a statistic may be a figure of, in every atlas; said by `tr`.
MEASURES = (
    mark("total length"),
    mark("agreed length"),
    mark("agreed length added"),
    mark("agreed share"),
    mark("contested share"),
    mark("undescribed length"),
    mark("fence built"),
    mark("fence planned"),
    mark("negotiations held"),
    mark("objects exchanged"),
    mark("land transferred"),
    mark("bilateral trade"),
)


def one_of(*tokens: str) -> BeforeValidator:
    """Return what admits these tokens and refuses all else in the words in which pydantic refuses what is none of a `Literal`."""
    *others, last = map(repr, tokens)

    def admit(value: object) -> object:
        if not isinstance(value, str) or value not in tokens:
            expected = tr("{words} or {last}", words=", ".join(others), last=last) if others else last
            raise ValueError(tr("Input should be {expected}", expected=expected))
        return value

    return BeforeValidator(admit)


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def reasons(error: ValidationError) -> Iterator[str]:
    """Yield in words what was wrong, each with the field it was wrong in."""
    for problem in error.errors(include_url=False, include_context=False, include_input=False):
        where = ".".join(str(part) for part in problem["loc"])
        reason = problem["msg"].removeprefix("Value error, ")
        yield f"{where}: {reason}" if where else reason


class Dated(Model):
    """What has a beginning and an end, each as far as it is known.

    Intervals are half-open: `end` is the first day after. What is known only to the month or year keeps that as its precision; its true
    day is any day of the month or year that the day written lies in, for the end as for the start: an end written 2016-01-01
    and known to the year lies in 2016, and is said as 2016. `geodata.intervals` reads them.
    """

    start: Day | None = None
    start_precision: Precision = "day"
    end: Day | None = None
    end_precision: Precision = "day"

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Dated:
        if self.end and not self.start:
            raise ValueError(tr("an end needs a start"))
        if self.start and self.end and self.end <= self.start:
            raise ValueError(
                tr("end {end} is not after start {start}; end is the first day after", end=self.end, start=self.start)
            )
        return self
