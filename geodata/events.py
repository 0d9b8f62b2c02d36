"""The records of what happened: incidents, transfers, exercises, milestones."""

from __future__ import annotations

import re
from typing import Literal, TypeGuard

from pydantic import Field, model_validator

from geodata import atlas
from geodata.fields import Model, PartialDate, Slug, Text
from geodata.parties import PARTIES, SIDES, STATES, Loss, Party
from geodata.records import Claim, Record
from geodata.translation import tr

#: What a record calls a weapon → the kind by which it is looked for; others are their own.
WEAPON_KINDS: dict[str, str] = {word: kind for kind, words in atlas.current().weapons.items() for word in words}

#: The kind of an incident that was fought along a stretch of the line, over days; its clashes are parts of it.
CONFLICT = "armed conflict"

#: What people suffer without being hit: who left home is counted, and is no loss.
_NO_LOSS = frozenset({"displaced", "still displaced"})


class FiredBy(Model):
    """Who is said to have fired, struck, thrown or otherwise acted, and who says so.

    `did` is what that side is said to have done, in our words, as a clause that follows “says that” and begins with the side, so that
    what is said of either reads alike. `first` tells that it is said to have begun.
    """

    side: Loss
    did: Text
    first: bool = False
    claimant: Text
    party: Party
    as_of: PartialDate | None = None
    source: Slug | None = None

    @model_validator(mode="after")
    def _begins_with_the_side(self) -> FiredBy:
        starts = {side: (PARTIES[side].name, PARTIES[side].speaker) for side in SIDES}.get(self.side)
        if starts and not self.did.startswith(tuple(f"{start} " for start in starts)):
            first, second = starts
            raise ValueError(tr("did begins with the side: “{first} …” or “{second} …”", first=first, second=second))
        return self


class Incident(Record):
    """A clash, strike, standoff or the like. `parent` is the conflict that already contains it.

    `fired_by` is empty where no source says who fired, and left out of a tally alone. `losses_of` names the sides that have losses of
    which no claim gives a figure.
    """

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
    fired_by: list[FiredBy] | None = None
    losses_of: list[Loss] = []
    claims: list[Claim] = []

    @model_validator(mode="after")
    def _says_who_fired_and_titles_name_no_side(self) -> Incident:
        if self.fired_by is None and self.kind != "tally":
            raise ValueError(tr("fired_by is missing: who is said to have acted, by whom; [] where no source says it"))
        for word in (*(PARTIES[side].name for side in SIDES), *STATES.values()):
            if re.search(rf"\b{re.escape(word)}\b", self.title):
                raise ValueError(tr("the title names a side, “{word}”; fired_by says who acted", word=word))
        return self


def is_conflict(record: Record) -> TypeGuard[Incident]:
    """Tell whether a record is an armed conflict, which stands at no one place and is seen whole over its days."""
    return isinstance(record, Incident) and record.kind == CONFLICT


def sides_fired(incident: Incident) -> tuple[str, ...]:
    """Return the sides that anybody says to have fired or acted, in the order of the sides."""
    named = {row.side for row in incident.fired_by or ()}
    return tuple(side for side in SIDES if named & {side, "both"})


def sides_lost(incident: Incident) -> tuple[str, ...]:
    """Return the sides with losses, by anybody's claims or by `losses_of`, in the order of the sides; a claim of none is no loss."""
    suffered = (row for row in incident.claims if row.measure not in _NO_LOSS and (row.low, row.high) != (0, 0))
    named = {row.about for row in suffered} | set(incident.losses_of)
    return tuple(side for side in SIDES if named & {side, "both"})


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
