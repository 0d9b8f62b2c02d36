"""The records of what happened: incidents, transfers, exercises, milestones."""

from __future__ import annotations

from typing import Literal, TypeGuard

from pydantic import Field

from geodata.fields import Slug, Text
from geodata.records import Claim, Record

#: The kind of an incident that was fought along a stretch of the line, over days; its clashes are parts of it.
CONFLICT = "armed conflict"


class Incident(Record):
    """A clash, strike, standoff or the like. `parent` is the conflict that already contains it."""

    kind: Literal[
        "armed conflict",
        "armed clash",
        "shooting",
        "warning shots",
        "shelling",
        "air or drone strike",
        "communal clash",
        "brawl",
        "standoff",
        "violence against civilians",
        "airspace violation claim",
        "accusation",
        "tally",
    ]
    parent: Slug | None = None
    weapons: list[Text] = []
    claims: list[Claim] = []


def is_conflict(record: Record) -> TypeGuard[Incident]:
    """Tell whether a record is an armed conflict, which stands at no one place and is seen whole over its days."""
    return isinstance(record, Incident) and record.kind == CONFLICT


class Transfer(Record):
    """Arms, aid or spending. Quantities and sums stay as stated, with their unit and claimant."""

    kind: Literal["arms", "aid", "production", "spending", "training", "agreement"]
    supplier: Text
    recipient: Text
    item: Text
    quantity: Text | None = None
    value: Text | None = None
    stage: Literal["delivered", "ordered", "agreed", "in production", "in talks", "held", "claimed"]


class Exercise(Record):
    participants: list[Text] = Field(min_length=1)


class Milestone(Record):
    kind: Literal[
        "negotiation",
        "protocol",
        "summit",
        "ceasefire",
        "statement",
        "treaty",
        "ratification",
        "entry into force",
        "crossing",
        "resettlement",
        "demarcation",
        "personnel",
        "proposal",
    ]
    parties: list[Text] = []
    major: bool = False
