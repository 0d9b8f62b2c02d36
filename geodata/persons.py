"""Who spoke or signed: names in every script that sources give, and the offices they held, as far as known from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pydantic import BaseModel, Field

from geodata.dates import Precision
from geodata.fields import DEEDS, Day, Deed, Model, Slug, Text, Title
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


class Named(NamedTuple):
    """A person whom a record names, when that was said or done, as precisely as it is known, and what was done: `DEEDS`, in their order."""

    person: str
    day: date | None
    precision: Precision
    did: tuple[Deed, ...]


def named(record: BaseModel) -> Iterator[Named]:
    """Yield each person a record names, once: those who signed or met first, then those quoted, who said something."""
    rows = [record, *getattr(record, "statements", ()), *getattr(record, "claims", ()), *getattr(record, "history", ())]
    quoted = {row.person: row for row in reversed(rows) if getattr(row, "person", None)}
    took_part = getattr(record, "persons", ())
    for name in dict.fromkeys([*took_part, *reversed(quoted)]):
        did = {
            *(getattr(record, "persons_did", ()) if name in took_part else ()),
            *(["said"] if name in quoted else []),
        }
        when = _when(record if name in took_part else quoted[name], record)
        yield Named(name, *when, tuple(one for one in DEEDS if one in did))


def _when(row: BaseModel, record: BaseModel) -> tuple[date | None, Precision]:
    """Return when a row of a record was said or done, else when the record began."""
    if as_of := getattr(row, "as_of", None):
        return date.fromisoformat(f"{as_of}-01-01"[:10]), ("year", "month", "day")[as_of.count("-")]
    if start := getattr(row, "start", None):
        known = [getattr(row, name) for name in ("precision", "start_precision") if hasattr(row, name)]
        return start, known[0]
    return (None, "day") if row is record else _when(record, record)
