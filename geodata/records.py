"""The records of the ledger as pydantic models: what a row may hold, checked when it is read."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints, model_validator

from geodata import atlas
from geodata.atlas import FIRST_DAY
from geodata.dates import Precision
from geodata.fields import (
    MEASURES,
    Confidence,
    Count,
    Dated,
    Day,
    Deed,
    Measure,
    Model,
    PartialDate,
    Slug,
    Status,
    Text,
    Title,
    one_of,
)
from geodata.parties import Loss, Party
from geodata.persons import Person
from geodata.places import District, Names, Place
from geodata.translation import tr


class Source(Model):
    """A publication. `date` may be a year or a month; `party` is whose voice the publisher is.

    `read` is the day on which it was read for the ledger, `archived` the address of a copy in an archive; see `geodata.sources`.
    """

    id: Slug
    title: Title
    publisher: Text
    date: PartialDate | None = None
    url: Text | None = None
    party: Party
    note: Text | None = None
    read: Day | None = None
    archived: Text | None = None


class Claim(Model):
    """A figure as somebody stated it: about whose losses, what, how many, by whom, as of when.

    `scope` says of people killed, injured or missing whether only civilians or only troops are counted, and of anything whether only some places are.
    """

    about: Loss
    measure: Measure
    scope: Literal["all", "civilians", "troops", "places"] = "all"
    low: Count | None = None
    high: Count | None = None
    wording: Text | None = None
    claimant: Text
    person: Slug | None = None
    party: Party
    as_of: PartialDate | None = None
    source: Slug | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _has_a_figure(self) -> Claim:
        if self.low is None and self.high is None and self.wording is None:
            raise ValueError(tr("a claim needs low, high or wording"))
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(tr("low ({low}) is above high ({high})", low=self.low, high=self.high))
        if self.scope in ("civilians", "troops") and self.measure not in ("killed", "injured", "missing"):
            raise ValueError(tr("only of people killed, injured or missing can civilians or troops alone be counted"))
        return self


class Statement(Model):
    """What one side (or an outside body) says about an event, a place or a record, in our words."""

    party: Party
    claimant: Text
    person: Slug | None = None
    text: Text
    as_of: PartialDate | None = None
    source: Slug | None = None


class Record(Dated):
    """What every dated record has. `persons` are those who signed, spoke or met, `persons_did` which of it; who is quoted stands at the statement."""

    id: Slug
    title: Title
    summary: Text
    names: Names | None = None
    places: list[Slug] = []
    districts: list[District] = []
    persons: list[Slug] = []
    persons_did: list[Deed] = []
    statements: list[Statement] = []
    confidence: Confidence
    note: Text | None = None
    sources: list[Slug] = Field(min_length=1)

    @model_validator(mode="after")
    def _tells_what_they_did(self) -> Record:
        if bool(self.persons) != bool(self.persons_did):
            raise ValueError(
                tr("persons and persons_did belong together: who it was, and whether they signed, met or spoke")
            )
        return self


#: A kind of record.
R = TypeVar("R", bound=Record)


class StatusRow(Model):
    """From `start` on, `by` says the section stands at `status`; `wording` is the source's own term."""

    start: Day
    precision: Precision = "day"
    status: Status
    by: Party
    claimant: Text
    person: Slug | None = None
    basis: Literal["stated", "inferred"]
    wording: Text
    note: Text | None = None
    sources: list[Slug] = []


class HistoryNote(Model):
    """Something that happened to a section without changing its status: a clash, a transfer, a fence."""

    start: Day
    precision: Precision = "day"
    label: Title
    text: Text | None = None
    sources: list[Slug] = []


class Section(Record):
    """A border section or area. `geometry` names a feature of `geometry/sections.geojson`.

    `follows` names the section whose steps also hold here: they are added to the history as inferred.
    """

    kind: Literal["section", "area", "surrounded land", "line"]
    geometry: Slug | None = None
    not_mapped_because: Text | None = None
    follows: Slug | None = None
    history: list[StatusRow] = Field(min_length=1)
    notes: list[HistoryNote] = []

    @model_validator(mode="after")
    def _mapped_or_said_why(self) -> Section:
        if (self.geometry is None) == (self.not_mapped_because is None):
            raise ValueError(tr("give either geometry or not_mapped_because"))
        days = [row.start for row in self.history]
        if days != sorted(days):
            raise ValueError(tr("history is not in order of start"))
        return self


class Closure(Dated):
    """While it holds, the crossing is closed, restricted, or not known to be either or open. `end` is the first day on which that is over."""

    start: Day
    state: Literal["closed", "restricted", "unknown"]
    by: Text
    wording: Text
    end_unknown: bool = False
    sources: list[Slug] = Field(min_length=1)


class Crossing(Record):
    """A road crossing between the two states, open unless one of its closures holds."""

    closures: list[Closure] = []


class Base(Record):
    """A base, training ground, plant or outpost with its operator; letters are what the chip shows."""

    operator: Text
    operator_code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,3}$")]
    host: Text
    kind: Literal["air base", "ground base", "training ground", "plant", "test site", "outpost"]
    opened_is_known: bool = True
    equipment: list[Text] = []
    facts: list[Text] = []


class Stage(Model):
    """From `start` on a work stands at `state`; without a day it has stood there since before the atlas begins."""

    start: Day | None = None
    precision: Precision = "day"
    state: Literal["planned", "building", "halted", "in-use"]
    text: Text
    sources: list[Slug] = Field(min_length=1)


class Work(Record):
    """Something built to lead water, people or power. Who disputes it says so in `statements`; `related` are records that speak of it.

    A work may run for many kilometres: its first place with coordinates is a spot that a source names along it.
    """

    kind: Literal["water intake", "canal", "reservoir", "pumping station", "water pipe", "road", "power line"]
    built_by: Text | None = None
    stages: list[Stage] = Field(min_length=1)
    facts: list[Text] = []
    notes: list[HistoryNote] = []
    related: list[Slug] = []

    @model_validator(mode="after")
    def _stages_in_order(self) -> Work:
        dated = [stage.start for stage in self.stages[1:]]
        days = [day for day in (self.stages[0].start, *dated) if day]
        if None in dated or days != sorted(set(days)):
            raise ValueError(tr("stages are not in order of start; only the first may have none"))
        first = self.stages[0]
        if (self.start, self.start_precision) != (first.start, first.precision):
            raise ValueError(tr("start is not that of the first stage"))
        return self


class Statistic(Model):
    """A length, share or count as claimed. `denominator` says what a share is a share of."""

    id: Slug
    measure: Annotated[str, one_of(*MEASURES, *atlas.current().measures)]
    about: Title
    low: float | None = Field(None, ge=-1e15, le=1e15)
    high: float | None = Field(None, ge=-1e15, le=1e15)
    unit: Literal["km", "km2", "%", "count", "USD"]
    wording: Text | None = None
    denominator: Text | None = None
    claimant: Text
    person: Slug | None = None
    party: Party
    as_of: PartialDate | None = None
    derived: bool = False
    confidence: Confidence
    note: Text | None = None
    sources: list[Slug] = Field(min_length=1)


class Membership(Model):
    """States that came into an organisation by one step. Without `since` they are no members; `as_of` is the latest day for which that is said."""

    id: Slug
    body: Title
    title: Title
    states: list[Title] = Field(min_length=1)
    since: PartialDate | None = None
    until: PartialDate | None = None
    as_of: PartialDate | None = None
    note: Text | None = None
    confidence: Confidence
    sources: list[Slug] = Field(min_length=1)


class Period(Dated):
    """A named span drawn as a band on the slider, in the row of its kind."""

    id: Slug
    title: Title
    row: Literal["conflicts", "closures", "process"]
    start: Day
    summary: Text
    record: Slug | None = None
    sources: list[Slug] = Field(min_length=1)


class Meta(Model):
    """About the ledger itself: the day to which its facts were checked, and what is not known."""

    facts_checked_to: Day = Field(ge=FIRST_DAY)
    unknowns: list[Text] = []
    renamed: dict[Slug, Slug] = {}


#: What the tables of the ledger hold, each called by its id.
Row = Source | Place | Person | Record | Statistic | Period | Membership
