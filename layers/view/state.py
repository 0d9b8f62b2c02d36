"""The state of a view: what is on the map, whoever looks."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from geodata.atlas import FIRST_DAY
from geodata.geometry_files import VINTAGES
from geodata.intervals import Time, looked_at, say_days
from geodata.translation import SaidTable, mark

#: Filter field with a list of choices → what it is called on the page, in the order in which the filters stand.
CHOICES = SaidTable(
    {
        "district": mark("District"),
        "section": mark("Section"),
        "kind": mark("Kind"),
        "fired_by": mark("Fired by, as claimed"),
        "losses_of": mark("Losses of"),
        "actor": mark("Taking part"),
        "weapon": mark("Weapon reported"),
        "supplier": mark("Supplier"),
        "recipient": mark("Recipient"),
        "party": mark("Party of the sources"),
        "confidence": mark("Confidence"),
    }
)

#: Every field by which records are narrowed.
FILTERS = SaidTable(CHOICES.data | {"deaths": mark("Deaths claimed, at least"), "q": mark("Names")})

#: How a comparison stands → what it is called on the page.
LAYOUTS = SaidTable({"side": mark("Side by side"), "swipe": mark("Swipe")})


def within(day: datetime.date, today: datetime.date) -> datetime.date:
    """Return the day, or the nearest one the slider has."""
    return min(max(day, FIRST_DAY), today)


#: Mode → what it is called on the page.
MODES = SaidTable({"day": mark("On this day"), "window": mark("In this period"), "upto": mark("Up to this day")})

#: Basemap → what it is called on the page. `paper` is our own vector backdrop and needs no network.
BASEMAPS = SaidTable(
    {"paper": mark("Paper"), "osm": "OpenStreetMap", "topo": "OpenTopoMap", "imagery": mark("Esri imagery")}
)

MAX_WINDOW_DAYS = 36525

#: Ids of a reader's own sets, and of their rows when selected, begin with it. They mean nothing at another reader's.
OWN = "own:"


def is_kept(name: str) -> bool:
    """Tell whether a set of this name is a kept one: no title of an own set has the sign before a version."""
    return "@" in name


@dataclass(frozen=True)
class ViewState:
    """What is on the map.

    Attributes
    ----------
    date : datetime.date
        The day the slider stands on.
    mode : {"day", "window", "upto"}
        Which events show: of that day, of the `days` days ending on it, or up to it.
    days : int
        Width of the window in days; used in mode ``window`` only.
    layers : tuple of str
        Ids of the layers switched on, in the order of the layer list.
    at : tuple of (lat, lon, zoom) or None
        Camera; None is the whole border, fitted to the window.
    region : str or None
        Key of `geodata.places.REGIONS`; None shows all.
    line : int
        Year of mapping of the border line shown.
    select : str or None
        Id of the selected record.
    base : str
        Key of `BASEMAPS`.
    tint : bool
        Each side's land has a tint of its own.
    district, section, kind, fired_by, losses_of, actor, weapon, supplier, recipient, party, confidence : tuple of str
        Tokens a record must have one of, field by field (`layers.view.filters`); empty lets everything through.
    deaths : int
        Deaths that somebody must claim at least; 0 lets everything through.
    q : str
        Words that must all stand in a record's names, or in those of who and what it is about: persons, suppliers, systems.
    lit : tuple of str
        Ids of further records that light up beside the selected one.
    near : tuple of (lat, lon) or None
        The spot asked about, with `km` (kilometres around it) and `span` (days before and after the date).
    against : datetime.date or None
        The other day of a comparison; `layout` is how the two stand: a key of `LAYOUTS`.
    own : tuple of str
        Titles of the reader's own sets on the map; a link names them, it does not carry them.
    kept : tuple of str
        Kept sets on the map, each with its version, as in ``border-posts@2``; whoever may see them has them by the link.
    """

    date: datetime.date
    mode: str = "upto"
    days: int = 30
    layers: tuple[str, ...] = ()
    at: tuple[float, float, float] | None = None
    region: str | None = None
    line: int = VINTAGES[0]
    select: str | None = None
    base: str = "paper"
    tint: bool = False
    district: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    fired_by: tuple[str, ...] = ()
    losses_of: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    weapon: tuple[str, ...] = ()
    supplier: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    deaths: int = 0
    q: str = ""
    lit: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    km: int = 25
    span: int = 30
    against: datetime.date | None = None
    layout: str = "side"
    own: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def sets(self) -> tuple[str, ...]:
        """Names of all sets beside the ledger's records: own ones by their titles, kept ones as links name them."""
        return (*self.own, *self.kept)

    def looks_at(self, time: Time) -> tuple[int, int]:
        """Return the first and the last day number of the events or states that the view looks at."""
        return looked_at(time, self.date, self.mode, self.days)

    @property
    def period(self) -> str:
        """The days whose events a view of a period shows, in words: “1–30 September 2022”."""
        first, last = self.looks_at("event")
        return say_days(first, last + 1)

    def with_(self, **changes: object) -> ViewState:
        """Return a copy with some fields changed."""
        return ViewState(**(vars(self) | changes))


@dataclass(frozen=True)
class Vocabulary:
    """What a link may name: the layers there are, and how to find a record.

    Attributes
    ----------
    today : datetime.date
    layers : tuple of str
        All layer ids in the order of the layer list.
    default_layers : tuple of str
    resolve : callable
        ``resolve(id)`` returns ``(current id, day on which to show it or None, (lat, lon, zoom) or None)``,
        or None for an id that no record has or had.
    revision : str
        The ledger's revision.
    choices : mapping of str to mapping of str to str
        Filter field → token → title, for the fields of `CHOICES`.
    own : tuple of str
        Titles of the sets this reader has loaded.
    kept : callable
        ``kept(text)`` returns what a link names with it, ``id@version``, or "" and why it is not shown; None where there is nothing for this reader.
    opens : datetime.date or None
        The day on which a link that names none opens; None is today.
    """

    today: datetime.date
    layers: tuple[str, ...]
    default_layers: tuple[str, ...]
    resolve: Callable[[str], tuple[str, datetime.date | None, tuple[float, float, float] | None] | None]
    revision: str
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    kept: Callable[[str], tuple[str, str] | None] = field(default=lambda _: None)
    opens: datetime.date | None = None

    def default(self) -> ViewState:
        """Return the view that `/` alone opens."""
        return ViewState(date=self.opens or self.today, layers=self.default_layers)
