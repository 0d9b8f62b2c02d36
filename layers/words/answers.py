"""Answers to questions that hang on a date, in sentences with their method: about a clash, a spot, a region."""

from __future__ import annotations

from collections import Counter
from datetime import date

from geodata.dates import say
from geodata.intervals import Interval, day_number
from geodata.ledger import Ledger
from geodata.nearby import first_place, say_km
from geodata.parties import STATES
from geodata.places import REGIONS
from geodata.records import Record
from geodata.translation import tr, tr_n
from layers.kit.layer import Layer, all_layers, layer_of, owner_of
from layers.kit.text import listing, sentences
from layers.kit.told import Line, Spot, Topic
from layers.view.filters import rows
from layers.view.state import ViewState
from layers.words.summary import on_this_date

#: From here on a place is an area's middle rather than a site.
ROUGH_M = 5000


def asks_around(record_id: str | None, ledger: Ledger) -> Record | None:
    """Return the selected record, if it is an event around which questions are answered."""
    found = ledger.find(record_id) if record_id else None
    layer = owner_of(found[0]) if found else None
    return found[1] if found and layer and layer.asked and layer.time == "event" else None


def about_record(record: Record, km: int, span: int, ledger: Ledger) -> list[Topic]:
    """Return what stood around an event, a clash for one, on its own day; see `about_spot`."""
    if record.start is None:
        none = tr("The ledger has no date for it, so nothing can be said of that day.")
        return [Topic(tr("On that day"), (Line(none),))]
    place, found = first_place(record, ledger), ledger.find(record.id)
    layer = owner_of(found[0]) if found else None
    scattered = layer.on_card(record, record.start, ledger).where if layer else ""
    day = say(record.start)
    notes: list[str] = []
    topics: list[Topic] = []
    if record.start_precision == "month":
        notes.append(tr("Its date is known only to the month; the answers are for {day}, its first day.", day=day))
    elif record.start_precision == "year":
        notes.append(tr("Its date is known only to the year; the answers are for {day}, its first day.", day=day))
    if place is None or place.spot is None:
        notes.append(tr("None of its places has published coordinates, so no distance can be given."))
    else:
        lon, lat, precision_m = place.spot
        named = {"place": place.names.en[0], "distance": say_km(precision_m / 1000)}
        notes.append(
            tr_n(
                "Measured from {place}, the first of its {n} place, known within {distance}.",
                "Measured from {place}, the first of its {n} places, known within {distance}.",
                len(record.places),
                **named,
            )
            if len(record.places) > 1 and scattered
            else tr("Measured from {place}, known within {distance}.", **named)
        )
        if precision_m >= ROUGH_M:
            notes.append(
                tr(
                    "That is too rough for a nearest section or an exact distance: what follows is true of the middle of that circle."
                )
            )
        topics = about_spot(lon, lat, record.start, km, span, ledger, without=record.id, imprecision_m=precision_m)
    title = f"{record.title}, {say(record.start, record.start_precision)}"
    return [Topic(title, tuple(Line(note) for note in notes)), *topics]


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
    method = tr(
        "Distances are geodesics on the WGS 84 ellipsoid. The line is as mapped in the year named; outlines of sections are "
        "indicative. A place known only within some kilometres moves each distance by up to as much."
    )
    if imprecision_m >= 1000:
        rough = tr("The spot itself is known within {distance}.", distance=say_km(imprecision_m / 1000))
        method = sentences(method, rough)
    spot = Spot(lon, lat, day, km, span, without)
    topics = [layer.near(spot, ledger) for layer in all_layers()]
    return [*(topic for topic in topics if topic), Topic(tr("Method"), (Line(method),))]


def about_region(region: str, view: ViewState, ledger: Ledger) -> list[Topic]:
    """Return the profile of a region on the view's date: districts, sections, clashes so far, crossings, bases."""
    profiled = REGIONS[region]
    inside = view.with_(region=region)
    lines = [
        Line(
            tr(
                "{region}, {state}. Districts: {districts}.",
                region=profiled.title,
                state=STATES[profiled.state],
                districts=listing(list(profiled.districts.values())),
            )
        )
    ]
    lines += [
        _so_far(layer, region, view.date, ledger) for layer in all_layers() if layer.asked and layer.time == "event"
    ]
    states = [topic for topic in on_this_date(inside, ledger) if layer_of(topic.layer).regional]
    method = tr(
        "A record belongs to a region by its district, a field of the record; no outline of a region is drawn or measured."
    )
    title = tr("Profile on {day}", day=say(view.date))
    return [Topic(title, tuple(lines)), *states, Topic(tr("Method"), (Line(method),))]


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
    told = tr(
        "{number} recorded from {year} to {day}: {kinds}.",
        number=layer.nouns.count(len(happened)),
        year=first.year,
        day=say(day),
        kinds=by_kind,
    )
    rests = tr_n("{n} rests on one source.", "{n} rest on one source.", single)
    return Line(sentences(told, rests if single else tr("None rests on one source."), layer.counting))
