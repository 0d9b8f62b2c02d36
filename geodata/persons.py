"""Who spoke or signed: names in every script that sources give, and the offices they held, as far as known from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, Field

from geodata.fields import Day, Model, Slug, Text, Title
from geodata.parties import Party
from geodata.places import Names


class Office(Model):
    """An office and whose voice its holder is; without a start or an end it is not known since or until when. `end` is the first day after."""

    title: Title
    side: Party
    start: Day | None = None
    end: Day | None = None


class Person(Model):
    """Somebody who is quoted or has signed. The first office is the one named where no date says otherwise."""

    id: Slug
    names: Names
    offices: list[Office] = Field(min_length=1)
    note: Text | None = None
    sources: list[Slug] = Field(min_length=1)

    @property
    def title(self) -> str:
        """What the person is called."""
        return self.names.en[0]

    def office_on(self, day: date | None) -> Office:
        """Return the office that was held on a day; the first where none is known to have been."""
        held = (
            one
            for one in self.offices
            if day and (not one.start or one.start <= day) and (not one.end or day < one.end)
        )
        return next(held, self.offices[0])


def named(record: BaseModel) -> Iterator[tuple[str, date | None]]:
    """Yield each person a record names, once, with the day of what was said or signed: those who signed first, then those quoted."""
    start = getattr(record, "start", None)
    told = [(name, start) for name in getattr(record, "persons", ())]
    rows = [record, *getattr(record, "statements", ()), *getattr(record, "claims", ()), *getattr(record, "history", ())]
    for row in rows:
        if name := getattr(row, "person", None):
            as_of = getattr(row, "as_of", None)
            said = date.fromisoformat(f"{as_of}-01-01"[:10]) if as_of else None
            told.append((name, said or getattr(row, "start", None) or start))
    seen = set()
    for name, day in told:
        if name not in seen:
            seen.add(name)
            yield name, day
