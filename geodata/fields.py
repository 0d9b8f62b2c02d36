"""What the fields of records are made of: ids, texts, dates that may be partial, parties, statuses."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=90)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
def _real_date(text: str) -> str:
    year, month, day = (int(part) for part in f"{text}-01-01"[:10].split("-"))
    try:
        date(year, month, day)
    except ValueError:
        raise ValueError(f"“{text}” is not in the calendar") from None
    return text


#: A year, month or day as text; YAML reads an unquoted year as a number.
PartialDate = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if isinstance(value, int) else value),
    StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"),
    AfterValidator(_real_date),
]

#: Whose voice a statement is: a Kyrgyz or a Tajik body or medium, both sides together, or neither.
Party = Literal["kyrgyz", "tajik", "joint", "third"]

#: `published`: a published page says it. `excerpted`: only an excerpt quoted in a collected document
#: says it. `weak`: general knowledge, a guess at a place or a date; shown, and said to be so.
Confidence = Literal["published", "excerpted", "weak"]

#: The steps of a border section on paper, least advanced first.
STATUSES = ("undelimited", "agreed", "described", "initialled", "signed", "ratified", "in-force")
Status = Literal["undelimited", "agreed", "described", "initialled", "signed", "ratified", "in-force"]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def check_interval(start: date | None, end: date | None) -> None:
    """Raise ValueError unless the half-open interval is one."""
    for name, day in (("start", start), ("end", end)):
        if day and not date(1900, 1, 1) <= day <= date(2100, 1, 1):
            raise ValueError(f"{name} {day} lies outside 1900–2100")
    if end and not start:
        raise ValueError("an end needs a start")
    if start and end and end <= start:
        raise ValueError(f"end {end} is not after start {start}; end is the first day after")
