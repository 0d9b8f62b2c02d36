"""The records of the ledger as pydantic models: what a row may hold, checked when it is read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from geodata.dates import FIRST_DAY, Precision
from geodata.fields import (
    Confidence,
    Count,
    Day,
    Model,
    PartialDate,
    Party,
    Slug,
    Status,
    Text,
    Title,
    check_interval,
)
from geodata.regions import District


class Names(Model):
    """Forms of a name by language; the first of a list is the one shown, the others are aliases."""

    en: list[Text] = Field(min_length=1)
    ky: list[Text] = []
    tg: list[Text] = []
    ru: list[Text] = []


class Source(Model):
    """A publication. `date` may be a year or a month; `party` is whose voice the publisher is."""

    id: Slug
    title: Title
    publisher: Text
    date: PartialDate | None = None
    url: Text | None = None
    party: Party
    note: Text | None = None


class Place(Model):
    """A named spot or area. Coordinates are WGS 84 degrees, both or none; without them it is unlocated.

    `precision_m` is the radius within which the site is known to lie. `country` is the state whose land
    the point stands on as the line was mapped in 2026 (`country_2024` where that differed).
    """

    id: Slug
    names: Names
    kind: Literal["settlement", "post", "crossing", "site", "area", "mountain pass", "airfield", "tripoint", "exclave"]
    country: Literal[
        "KG", "TJ", "UZ", "CN", "RU", "AE", "IR", "TR", "US", "IN", "KZ", "AF", "BY", "neutral", "unknown", "KG/TJ"
    ]
    country_2024: Literal["KG", "TJ", "UZ"] | None = None
    district: District | None = None
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)
    precision_m: int | None = Field(None, gt=0, le=20_000_000)
    coordinates_from: Text | None = None
    inferred: bool = False
    country_flag: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _located_or_not(self) -> Place:
        given = [value is not None for value in (self.lon, self.lat, self.precision_m, self.coordinates_from)]
        if any(given) and not all(given):
            raise ValueError("lon, lat, precision_m and coordinates_from belong together: give all or none")
        return self

    @property
    def spot(self) -> tuple[float, float, int] | None:
        """(lon, lat) in degrees and the radius in metres within which the site is known to lie; None where it is unlocated."""
        if self.lon is None or self.lat is None or self.precision_m is None:
            return None
        return self.lon, self.lat, self.precision_m


class Claim(Model):
    """A figure as somebody stated it: about whose losses, what, how many, by whom, as of when."""

    about: Literal["kyrgyz", "tajik", "both", "unspecified"]
    measure: Literal["killed", "injured"]
    scope: Literal["all", "civilians", "troops"] = "all"
    low: Count | None = None
    high: Count | None = None
    wording: Text | None = None
    claimant: Text
    party: Party
    as_of: PartialDate | None = None
    source: Slug | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _has_a_figure(self) -> Claim:
        if self.low is None and self.high is None and self.wording is None:
            raise ValueError("a claim needs low, high or wording")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low ({self.low}) is above high ({self.high})")
        return self


class Statement(Model):
    """What one side (or an outside body) says about an event, a place or a record, in our words."""

    party: Party
    claimant: Text
    text: Text
    as_of: PartialDate | None = None
    source: Slug | None = None


class Record(Model):
    """What every dated record has. Intervals are half-open: `end` is the first day after."""

    id: Slug
    title: Title
    summary: Text
    names: Names | None = None
    start: Day | None = None
    start_precision: Precision = "day"
    end: Day | None = None
    end_precision: Precision = "day"
    places: list[Slug] = []
    districts: list[District] = []
    statements: list[Statement] = []
    confidence: Confidence
    note: Text | None = None
    sources: list[Slug] = Field(min_length=1)

    @model_validator(mode="after")
    def _interval(self) -> Record:
        check_interval(self.start, self.end)
        return self


class StatusRow(Model):
    """From `start` on, `by` says the section stands at `status`; `wording` is the source's own term."""

    start: Day
    precision: Precision = "day"
    status: Status
    by: Party
    claimant: Text
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

    kind: Literal["section", "area", "exclave", "line"]
    geometry: Slug | None = None
    not_mapped_because: Text | None = None
    follows: Slug | None = None
    history: list[StatusRow] = Field(min_length=1)
    notes: list[HistoryNote] = []

    @model_validator(mode="after")
    def _mapped_or_said_why(self) -> Section:
        if (self.geometry is None) == (self.not_mapped_because is None):
            raise ValueError("give either geometry or not_mapped_because")
        days = [row.start for row in self.history]
        if days != sorted(days):
            raise ValueError("history is not in order of start")
        return self


class Closure(Model):
    """While it holds, the crossing is closed (or restricted). `end` is the first day open again."""

    start: Day
    start_precision: Precision = "day"
    end: Day | None = None
    end_precision: Precision = "day"
    state: Literal["closed", "restricted"]
    by: Text
    wording: Text
    end_unknown: bool = False
    sources: list[Slug] = Field(min_length=1)

    @model_validator(mode="after")
    def _interval(self) -> Closure:
        check_interval(self.start, self.end)
        return self


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


class Statistic(Model):
    """A length, share or count as claimed. `denominator` says what a share is a share of."""

    id: Slug
    measure: Literal[
        "total length",
        "agreed length",
        "agreed length added",
        "agreed share",
        "contested share",
        "undescribed length",
        "fence built",
        "fence planned",
        "negotiations held",
        "objects exchanged",
        "land transferred",
        "border length (China–Tajikistan)",
        "bilateral trade",
    ]
    about: Title
    low: float | None = Field(None, ge=-1e15, le=1e15)
    high: float | None = Field(None, ge=-1e15, le=1e15)
    unit: Literal["km", "km2", "%", "count", "USD"]
    wording: Text | None = None
    denominator: Text | None = None
    claimant: Text
    party: Party
    as_of: PartialDate | None = None
    derived: bool = False
    confidence: Confidence
    note: Text | None = None
    sources: list[Slug] = Field(min_length=1)


class Period(Model):
    """A named span drawn as a band on the slider, in the row of its kind."""

    id: Slug
    title: Title
    row: Literal["conflicts", "closures", "process"]
    start: Day
    end: Day | None = None
    summary: Text
    record: Slug | None = None
    sources: list[Slug] = Field(min_length=1)

    @model_validator(mode="after")
    def _interval(self) -> Period:
        check_interval(self.start, self.end)
        return self


class Meta(Model):
    """About the ledger itself: the day to which its facts were checked, and what is not known."""

    facts_checked_to: Day = Field(ge=FIRST_DAY)
    unknowns: list[Text] = []
    renamed: dict[Slug, Slug] = {}


#: What the tables of the ledger hold, each called by its id.
Row = Source | Place | Record | Statistic | Period
