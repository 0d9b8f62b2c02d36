"""Answers to questions that hang on a date, in sentences with their method: about a clash, a spot, a region."""

from __future__ import annotations

from collections import Counter
from datetime import date

from geodata.dates import say
from geodata.intervals import Interval, day_number
from geodata.ledger import Ledger
from geodata.nearby import first_place, say_km
from geodata.parties import STATES
from geodata.records import Record
from geodata.regions import REGIONS
from geodata.translation import tr
from layers.kit.layer import Layer, all_layers, layer_of, owner_of
from layers.kit.text import count, listing
from layers.kit.told import Line, Spot, Topic
from layers.view.filters import rows
from layers.view.state import ViewState
from layers.words.summary import on_this_date

#: From here on a place is an area's middle rather than a site.
ROUGH_M = 5000

_METHOD = (
    "Distances are geodesics on the WGS 84 ellipsoid. The line is as mapped in the year named; outlines of sections are "
    "indicative. A place known only within some kilometres moves each distance by up to as much."
)


def asks_around(record_id: str | None, ledger: Ledger) -> Record | None:
    """Return the selected record, if it is an event around which questions are answered."""
    found = ledger.find(record_id) if record_id else None
    layer = owner_of(found[0]) if found else None
    return found[1] if found and layer and layer.asked and layer.time == "event" else None


def about_record(record: Record, km: int, span: int, ledger: Ledger) -> list[Topic]:
    """Return what stood around an event, a clash for one, on its own day; see `about_spot`."""
    if record.start is None:
        return [Topic("On that day", (Line("The ledger has no date for it, so nothing can be said of that day."),))]
    place, found = first_place(record, ledger), ledger.find(record.id)
    layer = owner_of(found[0]) if found else None
    scattered = layer.on_card(record, record.start, ledger).where if layer else ""
    notes = []
    if record.start_precision != "day":
        notes.append(
            f"Its date is known only to the {record.start_precision}; the answers are for {say(record.start)}, its first day."
        )
    if place is None or place.spot is None:
        notes.append("None of its places has published coordinates, so no distance can be given.")
        return [
            Topic(
                f"{record.title}, {say(record.start, record.start_precision)}",
                tuple(Line(note) for note in notes),
            )
        ]
    lon, lat, precision_m = place.spot
    others = f", the first of its {len(record.places)} places" if len(record.places) > 1 and scattered else ""
    notes.append(f"Measured from {place.names.en[0]}{others}, known within {say_km(precision_m / 1000)}.")
    if precision_m >= ROUGH_M:
        notes.append(
            "That is too rough for a nearest section or an exact distance: what follows is true of the middle of that circle."
        )
    topics = about_spot(lon, lat, record.start, km, span, ledger, without=record.id, imprecision_m=precision_m)
    return [
        Topic(f"{record.title}, {say(record.start, record.start_precision)}", tuple(Line(note) for note in notes)),
        *topics,
    ]


def about_spot(
    lon: float,
    lat: float,
    day: date,
    km: int,
    span: int,
    ledger: Ledger,
    without: str | None = None,
    imprecision_m: int = 0,
) -> list[Topic]:
    """Return what lies around a spot on a day.

    Parameters
    ----------
    lon, lat : float
        In degrees.
    day : date
    km : int
        Radius in kilometres for bases, crossings and clashes.
    span : int
        Days before and after the day within which clashes count.
    ledger : Ledger
    without : str or None
        Id of the clash that is asked about, which is not its own neighbour.
    imprecision_m : int
        Radius in metres within which the spot itself is known.
    """
    slack = imprecision_m / 1000
    method = _METHOD + (f" The spot itself is known within {say_km(slack)}." if imprecision_m >= 1000 else "")
    spot = Spot(lon, lat, day, km, span, without)
    topics = [layer.near(spot, ledger) for layer in all_layers()]
    return [*(topic for topic in topics if topic), Topic("Method", (Line(method),))]


def about_region(region: str, view: ViewState, ledger: Ledger) -> list[Topic]:
    """Return the profile of a region on the view's date: districts, sections, clashes so far, crossings, bases."""
    profiled = REGIONS[region]
    inside = view.with_(region=region)
    lines = [
        Line(f"{profiled.title}, {STATES[profiled.state]}. Districts: {listing(list(profiled.districts.values()))}.")
    ]
    lines += [
        _so_far(layer, region, view.date, ledger) for layer in all_layers() if layer.asked and layer.time == "event"
    ]
    sentences = [topic for topic in on_this_date(inside, ledger) if layer_of(topic.layer).regional]
    method = "A record belongs to a region by its district, a field of the record; no outline of a region is drawn or measured."
    return [Topic(f"Profile on {say(view.date)}", tuple(lines)), *sentences, Topic("Method", (Line(method),))]


def _so_far(layer: Layer[Record], region: str, day: date, ledger: Ledger) -> Line:
    """Say how much of a layer has happened in a region up to a day, by kind."""
    happened = [
        row.record
        for row in rows(ledger)
        if row.layer == layer.id
        and (held := Interval.event(row.record))
        and held.start <= day_number(day)
        and layer.counts(row.record)
        and region in row.regions
    ]
    if not happened:
        return Line(tr("{none} is recorded there up to {day}.", none=layer.none, day=say(day)))
    kinds = Counter(map(layer.kind_of, happened))
    by_kind = listing(
        [f"{number} {kind}" for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))]
    )
    single = sum(1 for record in happened if len(record.sources) == 1)
    first = min(record.start for record in happened if record.start)
    return Line(
        f"{layer.nouns.count(len(happened))} recorded from {first.year} to {say(day)}: {by_kind}. "
        f"{count(single, 'rests', 'rest').capitalize()} on one source. {layer.counting}".rstrip()
    )
