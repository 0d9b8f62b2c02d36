"""What a layer is: its features, how they are drawn, and what is said of the records they stand for."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Generic, Literal

import layers
from geodata import intervals
from geodata.dates import say
from geodata.intervals import ALWAYS, FOREVER, Interval, Step, day_number, from_day_number, say_end, say_interval
from geodata.ledger import Ledger
from geodata.parties import SIDES
from geodata.places import Place
from geodata.records import R, Record
from geodata.translation import Said, SaidTable, mark, tr, tr_n
from layers.kit.around import Among, events_near, last_and_next, states_near
from layers.kit.dataset import Column
from layers.kit.feature import Feature, LegendEntry
from layers.kit.places import sections_at, zoom_for
from layers.kit.text import Nouns, listing, listing_titles, sentences
from layers.kit.told import Change, Line, OnCard, Spot, Topic, falls_between, sides_of, stated

#: What a record has of a filter's field: titles, or names for links with their titles.
Facets = Sequence[str] | Mapping[str, str]

_BY_TITLE = Nouns("", "")

#: Ways to draw whose records stand in the dated list beside the map.
LISTED = ("dots", "flows", "list")


@dataclass(frozen=True, eq=False, kw_only=True)
class Layer(Generic[R]):
    """One layer: what the map draws, and what is said of its records wherever they are listed, told or taken away.

    What follows `order` has a default. A layer that says more overrides the methods; what readers read is marked (`mark`, `mark_n`).

    Attributes
    ----------
    id, title, gloss : str
        The module's name, which is the link's token; what it is called, and one plain sentence on what it shows.
    time : {"state", "event"}
        States are those of the date in every mode, events follow the mode.
    draw : {"areas", "line", "points", "dots", "flows", "list"}
        How the browser draws it: ``dots`` are small marks under all others, ``flows`` curves; both are listed beside the map too, a ``list`` only there.
    features, order : callable, int
        ``features(ledger)`` returns every feature, for all dates; the higher in order, the later drawn and the lower in the layer list.
    legend, legend_keys : tuple of LegendEntry, callable
        All entries it can have, in order; ``legend_keys(feature, day_number)`` returns the keys of those a visible feature needs.
    default_on, regional : bool
        Whether `/` shows it; whether its features stand for records, which region and filters narrow: the border line's do not.
    table : str
        Table of the ledger whose records belong to it; empty where it only shows records of others.
    nouns, none, kinds : Nouns, str, collection of str
        What its records are called (else by its title), how a sentence begins that there is none, and the kinds they may have.
    columns : mapping of str to Column
        Columns of its own in tables and files; `cells` fills them.
    fields : tuple of str
        Filter fields that speak of it alone: to filter by them is to ask for it.
    places : mapping of str to int
        Its place where that is not `order`: in the "text", in the "table", among the "changes".
    headings : mapping of str to str
        What stands above it where that is not its title: "legend", "changes", on a "date", "near" a spot.
    none_near, last : str
        What is said where none held near a spot on a ``{day}``, and in headlines of its last: ``{title}``, ``{day}``, how long ``{ago}``.
    in_headlines, asked : bool
        Whether its first sentence on a date stands in a view's headline; whether questions about a spot and a region ask for it.
    states : SaidTable
        State of a step → its title.
    begins, ends : str
        What a state does when it begins and when it ends; `say_changes` counts such.
    row : {"conflicts", "closures", "process", "bars", "turns", "marks", ""}
        Where it stands on the slider: with a band's row, as bars per month, as turning points, as marks of their own; empty: nowhere.
    apart, counting : tuple of (str, str), str
        How the records are said that `counts` leaves out, and what is to be known of counting them.
    rests_on : tuple of str
        Keys of the change log that it rests on beside its records.
    """

    id: str
    title: Said = Said()
    gloss: Said = Said()
    time: Literal["state", "event"]
    draw: Literal["areas", "line", "points", "dots", "flows", "list"]
    features: Callable[[Ledger], list[Feature]]
    order: int
    legend: tuple[LegendEntry, ...] = ()
    legend_keys: Callable[[Feature, int], Iterable[str]] = lambda feature, day: ()
    default_on: bool = True
    regional: bool = True
    table: str = ""
    nouns: Nouns = _BY_TITLE
    none: Said = Said("")
    kinds: Collection[str] = ()
    columns: Mapping[str, Column] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    none_near: str = mark("None recorded on {day}.")
    last: str = ""
    in_headlines: bool = False
    states: SaidTable = field(default_factory=SaidTable)
    begins: Said = Said(mark("began"))
    ends: Said = Said(mark("ended"))
    row: str = "marks"
    asked: bool = True
    apart: tuple[str, str] = ("", "")
    counting: Said = Said("")
    rests_on: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Call records by the layer's title where nothing else is said."""
        if self.nouns is _BY_TITLE:
            one = (many := self.title[:1].lower() + self.title[1:]).removesuffix("s")
            object.__setattr__(self, "nouns", Nouns(one, many, (f"{{n}} {one}", f"{{n}} {many}")))
            object.__setattr__(self, "none", self.none or tr("No {noun}", noun=one))

    def place(self, where: str) -> int:
        """Return its place among the layers in a text, a table or a list of changes."""
        return self.places.get(where, self.order)

    def heading(self, where: str) -> str:
        """Return what stands above it in a legend, among changes or near a spot."""
        return tr(self.headings[where]) if where in self.headings else self.title

    def records(self, ledger: Ledger) -> list[R]:
        """Return the records that belong to it, or those its features open, each once."""
        if self.table:
            return list(ledger.tables[self.table].values())
        if not self.regional:
            return []
        return [found[1] for record_id in opened(self, ledger) if (found := ledger.find(record_id))]

    def counts(self, record: R) -> bool:
        """Tell whether a record is one of what the layer is called by, when their number is said."""
        return True

    def facets(self, record: R, feature: Feature) -> Mapping[str, Facets]:
        """Return what the filters find of a record beside district, sources and confidence, by field."""
        kind: str = getattr(record, "kind", "")
        return {"kind": {kind: tr(kind)} if kind in self.kinds else [feature.kind], "actor": sides_of(record)}

    def kind_of(self, record: R) -> str:
        """Return what a record is."""
        return tr(getattr(record, "kind", "")) if hasattr(record, "kind") else self.nouns.one

    def sections(self, record: R, ledger: Ledger) -> dict[str, str]:
        """Return id and title of the sections a record belongs to."""
        return sections_at(record, ledger)

    def cells(self, record: R) -> Mapping[str, object]:
        """Return a record's values in the layer's own `columns`."""
        return {}

    def state(self, step: Step) -> str:
        """Say at which state a feature stands."""
        return self.states.get(step.state, step.state.capitalize())

    def text(self, record: R, day: date, where: str) -> str:
        """Return a record as a paragraph of plain text; `where` is a sentence on its place."""
        said = f"{say_interval(record)}: {record.title}." if self.time == "event" else f"{record.title}."
        if self.time == "state" and record.start:
            said = tr("{title}, since {day}.", title=record.title, day=say(record.start, record.start_precision))
        return sentences(said, where, record.summary, stated(record))

    def short(self, feature: Feature) -> str:
        """Return what a feature is called where there is little room."""
        return feature.label[0] if feature.label else feature.title

    def on_card(self, record: R, day: date, ledger: Ledger) -> OnCard:
        """Return its part of the card of one of its records."""
        return OnCard()

    def zoom(self, record: R, place: Place) -> int:
        """Return the zoom at which a record's place is looked at."""
        return zoom_for(place.precision_m or 0)

    def named(self, record: R) -> str:
        """Return what a record is called in a list of changes."""
        return record.title

    def changes(self, record: R, first: date, last: date) -> Iterator[Change[R]]:
        """Yield what changed after the first date and up to the last."""
        held = Interval.event(record) if self.time == "event" else Interval.state(record)
        if held and record.start and falls_between(held.start, first, last):
            said, words = "", f"{say_interval(record)}: {record.title}."
            if self.time == "state":
                said, since = self.begins, say(record.start, record.start_precision)
                words = tr("{name}: {began}, {day}.", name=self.named(record), began=said, day=since)
            yield Change(record, from_day_number(held.start), "appeared", ("", said), words)
        if held and self.time == "state" and record.end and falls_between(held.end, first, last):
            until = say_end(record.end, record.end_precision)
            words = tr("{name}: {ended}, {last_day}.", name=self.named(record), ended=self.ends, last_day=until)
            yield Change(record, from_day_number(held.end), "ended", ("", self.ends), words)

    def say_changes(self, found: Sequence[Change[R]]) -> list[str]:
        """Say how many of its records changed, in parts of a sentence."""
        counted = Counter(change.what for change in found if self.counts(change.record))
        number, began, ended = counted.total(), counted["appeared"], counted["ended"]
        if self.time == "state":
            words = [tr("{records} began", records=self.nouns.count(began))] * bool(began)
            return words + [tr("{records} ended", records=self.nouns.count(ended))] * bool(ended)
        words = [self.nouns.count(number)] * bool(number)
        words += [tr_n(*self.apart, len(found) - number)] * (len(found) > number)
        return [tr("{records} recorded", records=listing(words))] if words else []

    def on_date(self, day: date, among: Among, shown: Sequence[Feature], ledger: Ledger) -> list[Line] | None:
        """Say how things stood on a day: of its features `shown`, of `among` all that is let through. Empty: there is none; None: nothing is said."""
        if self.draw in LISTED:
            return None
        if self.time == "event":
            return last_and_next([*filter(self.counts, self.records(ledger))], day, among, ledger, self.last)
        titles = listing_titles([one.title for one in shown])
        return [Line(f"{self.nouns.count(len(shown))}: {titles}.")] if shown else []

    def in_period(self, day: date, among: Among, shown: Sequence[Feature], ledger: Ledger) -> list[Line] | None:
        """Say what lies in the period that ends on a day, as `on_date` does of a day; states are told as they stood at its end."""
        return self.on_date(day, among, shown, ledger)

    def beside(self, record: R, ledger: Ledger) -> tuple[str, str]:
        """Return what a record is called near a spot, and what is said of it after its distance."""
        return record.title if self.time == "state" else f"{record.title}, {say_interval(record)}", ""

    def near(self, spot: Spot, ledger: Ledger) -> Topic | None:
        """Return what is near a spot, on its day or in the days around it."""
        if not (self.asked and self.regional):
            return None
        heading, today = self.heading("near"), day_number(spot.day)
        if self.time == "event":
            days = intervals.looked_at("event", spot.day + timedelta(days=spot.span), "window", 2 * spot.span + 1)
            return events_near(
                heading, self._held(filter(self.counts, self.records(ledger)), days, ledger), self.beside, spot, ledger
            )
        on_day = self._held(self.records(ledger), (today, today), ledger)
        return states_near(heading, self.none_near, on_day, self.beside, spot, ledger)

    def _held(self, records: Iterable[R], days: tuple[int, int], ledger: Ledger) -> list[R]:
        """Return the records whose features show within some days, the first and the last of them as day numbers."""
        when = {record_id: feature.interval for record_id, feature in opened(self, ledger).items()}
        return [one for one in records if (held := when.get(one.id)) and intervals.shows(held.start, held.end, days)]

    def disputed(self, record: R) -> list[tuple[int, int]]:
        """Return the half-open spans of day numbers on which a record is disputed: at all dates if both sides speak of it."""
        return [(ALWAYS, FOREVER)] if set(SIDES) <= {statement.party for statement in record.statements} else []

    def credits(self) -> list[str]:
        """Return licence and attribution of what it is drawn from, for the text beside a file."""
        return []


@lru_cache(maxsize=128)
def features(layer: Layer[Record], ledger: Ledger) -> tuple[Feature, ...]:
    """Return the features of a layer, worked out once per ledger."""
    return tuple(layer.features(ledger))


def opened(layer: Layer[R], ledger: Ledger) -> dict[str, Feature]:
    """Return the id of each record that a layer's features open, with the first feature that does."""
    found: dict[str, Feature] = {}
    for feature in features(layer, ledger):
        found.setdefault(feature.select, feature)
    return found


@cache
def all_layers() -> tuple[Layer[Record], ...]:
    """Return the layer of every module directly under `layers`, in the order of the layer list."""
    found = []
    for module in pkgutil.iter_modules(layers.__path__):
        if not module.ispkg:
            layer = getattr(importlib.import_module(f"layers.{module.name}"), "LAYER", None)
            if layer is None:
                raise ValueError(f"layers/{module.name}.py has no LAYER; what is no layer stands in a room, as in kit")
            if layer.id != module.name:
                raise ValueError(f"layers/{module.name}.py calls its layer “{layer.id}”; file name and id must agree")
            found.append(layer)
    return tuple(sorted(found, key=lambda layer: layer.order))


def layer_of(layer_id: str) -> Layer[Record]:
    """Return the layer of an id."""
    return next(layer for layer in all_layers() if layer.id == layer_id)


def owner_of(table: str) -> Layer[Record] | None:
    """Return the layer to which the records of a table belong, or None."""
    return next((layer for layer in all_layers() if layer.table == table), None)


def in_order(where: str) -> list[Layer[Record]]:
    """Return the layers in the order of a "text", a "table" or a list of "changes"."""
    return sorted(all_layers(), key=lambda layer: layer.place(where))
