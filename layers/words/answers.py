"""Answers to questions that hang on a date, in sentences with their method: about a clash, a spot, a region."""

from __future__ import annotations

from datetime import date, timedelta

from geodata import measure, nearby, status
from geodata.dates import say
from geodata.intervals import Interval, day_number, looked_at, say_end, say_interval, shows
from geodata.ledger import Ledger
from geodata.nearby import Near, say_km
from geodata.openings import STATE_TITLES, state_steps
from geodata.records import Base, Crossing, Incident, Record
from geodata.regions import DISTRICTS, REGIONS
from geodata.status import STATUS_TITLES
from layers.kit.layer import regions_of
from layers.kit.text import count, listing
from layers.view.state import ViewState
from layers.words.summary import SPEAKERS, Line, Topic, on_this_date

_STATES = {"KG": "Kyrgyz", "TJ": "Tajik", "UZ": "Uzbek"}
#: From here on a place is an area's middle rather than a site.
ROUGH_M = 5000

_METHOD = (
    "Distances are geodesics on the WGS 84 ellipsoid. The line is OpenStreetMap's, as mapped in the year named; outlines of sections are "
    "indicative. A place known only within some kilometres moves each distance by up to as much."
)


def about_incident(incident: Incident, km: int, span: int, ledger: Ledger) -> list[Topic]:
    """Return what stood around a clash on its own day; see `about_spot`."""
    if incident.start is None:
        return [Topic("On that day", (Line("The ledger has no date for it, so nothing can be said of that day."),))]
    place = nearby.first_place(incident, ledger)
    notes = []
    if incident.start_precision != "day":
        notes.append(
            f"Its date is known only to the {incident.start_precision}; the answers are for {say(incident.start)}, its first day."
        )
    if place is None:
        notes.append("None of its places has published coordinates, so no distance can be given.")
        return [
            Topic(
                f"{incident.title}, {say(incident.start, incident.start_precision)}",
                tuple(Line(note) for note in notes),
            )
        ]
    others = (
        f", the first of its {len(incident.places)} places"
        if len(incident.places) > 1 and incident.kind == "armed conflict"
        else ""
    )
    notes.append(f"Measured from {place.names.en[0]}{others}, known within {say_km(place.precision_m / 1000)}.")
    if place.precision_m >= ROUGH_M:
        notes.append(
            "That is too rough for a nearest section or an exact distance: what follows is true of the middle of that circle."
        )
    topics = about_spot(
        place.lon, place.lat, incident.start, km, span, ledger, without=incident.id, imprecision_m=place.precision_m
    )
    return [
        Topic(
            f"{incident.title}, {say(incident.start, incident.start_precision)}", tuple(Line(note) for note in notes)
        ),
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
    return [
        Topic("Nearest section", _nearest_section(lon, lat, day, ledger)),
        Topic("The line", _line(lon, lat, ledger)),
        Topic("Crossings", _crossings(lon, lat, day, km, ledger)),
        Topic(f"Bases in use within {km} km", _bases(lon, lat, day, km, ledger)),
        Topic(
            f"Clashes within {km} km, {span} days before and after", _clashes(lon, lat, day, km, span, ledger, without)
        ),
        Topic("Method", (Line(method),)),
    ]


def section_status(section: Record, day: date) -> str:
    """Say in which status a section stood on a day, by whom, and whether that is inferred."""
    shown = status.status_on(section, day)
    interval = Interval.state(section)
    if interval.end <= day_number(day):
        return f"It no longer existed on {say(day)}."
    if shown is None:
        return f"No status is recorded for {say(day)}."
    words = STATUS_TITLES[shown.status].lower()
    if shown.status == "undelimited" and all(row.basis == "inferred" for row in shown.rows):
        return f"On {say(day)} it was undelimited: no agreed line is recorded for it by then."
    told = listing([f"{SPEAKERS[row.by]} from {say(row.start, row.precision)}: “{row.wording}”" for row in shown.rows])
    differs = " The two sides name different statuses; the less advanced is given first." if shown.differs else ""
    inferred = " It is inferred for this section from a step of the whole line." if shown.inferred else ""
    perhaps = ""
    if interval.sure_end <= day_number(day):
        perhaps = f" Perhaps it no longer existed: {say_end(section.end, section.end_precision)}."
    elif shown.uncertain:
        perhaps = " Perhaps not yet on that day."
    return f"On {say(day)}: {words} ({told}).{differs}{inferred}{perhaps}"


def _nearest_section(lon: float, lat: float, day: date, ledger: Ledger) -> tuple[Line, ...]:
    there = [near for near in nearby.sections(lon, lat, ledger) if Interval.state(near.record).end > day_number(day)]
    if not there:
        return (Line("The ledger draws no section."),)
    nearest = there[0]
    where = (
        "the spot lies in its indicative outline"
        if nearest.km == 0
        else f"{say_km(nearest.km)} from its indicative outline"
    )
    return (Line(f"{nearest.record.title}: {where}. {section_status(nearest.record, day)}", nearest.record.id),)


def _line(lon: float, lat: float, ledger: Ledger) -> tuple[Line, ...]:
    parts = []
    for found in nearby.to_line(lon, lat):
        exclave = ledger.sections.get(found.nearest)
        ring = f" (the ring of {exclave.title})" if exclave else ""
        parts.append(f"{say_km(found.km)} away as mapped in {found.vintage}{ring}")
    sides = {vintage: measure.state_at(lon, lat, vintage) for vintage in (2024, 2026)}
    lands = {
        vintage: f"on {_STATES[code]} land"
        if code in _STATES
        else "on neutral ground"
        if code == "neutral"
        else "outside the three states mapped"
        for vintage, code in sides.items()
    }
    land = (
        f"The point lies {lands[2024]} in both."
        if lands[2024] == lands[2026]
        else f"The point lies {lands[2024]} as mapped in 2024, {lands[2026]} as mapped in 2026."
    )
    return (Line(f"{listing(parts)}. {land} The difference between the two years is mostly better mapping."),)


def crossing_state(crossing: Crossing, day: date) -> str:
    """Say whether a crossing was open on a day, since when, and whether that is inferred."""
    number = day_number(day)
    steps = state_steps(crossing)
    *before, step = [step for step in steps if step.start <= number]
    if number < step.sure_start:
        # It may have been followed by the next already, or may not have begun.
        change = steps[len(before) + 1] if before[-1].state == step.state else step
        other = before[-1] if change is step else change
        states = f"{STATE_TITLES[step.state].lower()} or {STATE_TITLES[other.state].lower()}"
        return f"{states}: the change is known only to {change.said}"
    held = [
        closure
        for closure in crossing.closures
        if closure.state == step.state and Interval.state(closure).start <= number
    ]
    if step.state == "open" or not held:
        return "open, as far as recorded" if not step.inferred else "open again, though the day is not reported"
    last = held[-1]
    unknown = "; no reopening was found" if last.end_unknown else ""
    return f"{STATE_TITLES[step.state].lower()} since {say(last.start, last.start_precision)}, by {last.by}{unknown}"


def _crossings(lon: float, lat: float, day: date, km: int, ledger: Ledger) -> tuple[Line, ...]:
    there = nearby.records(lon, lat, ledger.crossings.values(), ledger)
    if not there:
        return (Line("No crossing has published coordinates."),)
    nearest, others = there[0], [near for near in there[1:] if near.km <= km]
    lines = [
        Line(
            f"Nearest: {nearest.record.title}, {_away(nearest)}. On {say(day)}: {crossing_state(nearest.record, day)}.",
            nearest.record.id,
        )
    ]
    lines += [
        Line(f"{near.record.title}, {_away(near)}. On that day: {crossing_state(near.record, day)}.", near.record.id)
        for near in others
    ]
    return tuple(lines)


def _open(base: Base, day: date) -> bool:
    return Interval.state(base).may_hold_on(day_number(day))


def _bases(lon: float, lat: float, day: date, km: int, ledger: Ledger) -> tuple[Line, ...]:
    there = nearby.records(lon, lat, [base for base in ledger.bases.values() if _open(base, day)], ledger)
    lines = [
        Line(
            f"{near.record.title} ({near.record.operator}, {near.record.kind}), {_away(near)}"
            + ("." if near.record.opened_is_known else "; the day it opened is not known."),
            near.record.id,
        )
        for near in there
        if near.km <= km
    ]
    lines += _perhaps(there, km)
    if not lines:
        nearest = f" The nearest recorded is {there[0].record.title}, {_away(there[0])}." if there else ""
        return (Line(f"None recorded in use on {say(day)}.{nearest}", there[0].record.id if there else None),)
    return tuple(lines)


def _clashes(
    lon: float, lat: float, day: date, km: int, span: int, ledger: Ledger, without: str | None
) -> tuple[Line, ...]:
    looked = looked_at("event", day + timedelta(days=span), "window", 2 * span + 1)
    around = [
        incident
        for incident in ledger.incidents.values()
        if incident.id != without
        and incident.kind != "tally"
        and (interval := Interval.event(incident))
        and shows(interval.start, interval.end, looked)
    ]
    there = nearby.records(lon, lat, around, ledger)
    lines = []
    for near in there:
        if near.km <= km:
            part = (
                f"; part of {ledger.incidents[near.record.parent].title}"
                if near.record.parent in ledger.incidents
                else ""
            )
            when = say_interval(near.record)
            lines.append(Line(f"{near.record.title}, {when}, {_away(near)}{part}.", near.record.id))
    lines += _perhaps(there, km)
    unplaced = len(around) - len(there)
    if unplaced:
        lines.append(
            Line(
                f"{count(unplaced, 'more', 'more')} in those days {'has' if unplaced == 1 else 'have'} no published place."
            )
        )
    return tuple(lines) or (Line("None recorded, which is not proof of none."),)


def _perhaps(there: list[Near], km: int) -> list[Line]:
    """Name what lies outside by its point and may lie inside by its circle."""
    perhaps = [near for near in there if near.km > km and near.may_be_within(km)]
    if not perhaps:
        return []
    names = "; ".join(f"{near.record.title}, {_away(near)}" for near in perhaps)
    return [Line(f"Known too roughly to tell: {names}.", perhaps[0].record.id if len(perhaps) == 1 else None)]


def _away(near: Near) -> str:
    rough = f" (place known within {say_km(near.precision_km)})" if near.precision_km >= 1 else ""
    return f"{say_km(near.km)} away{rough}"


def about_region(region: str, view: ViewState, ledger: Ledger) -> list[Topic]:
    """Return the profile of a region on the view's date: districts, sections, clashes so far, crossings, bases."""
    title, state, districts = REGIONS[region]
    inside = view.with_(region=region)
    happened = [
        incident
        for incident in ledger.incidents.values()
        if incident.start
        and Interval.event(incident).start <= day_number(view.date)
        and incident.kind != "tally"
        and region in regions_of(incident.districts)
    ]
    kinds: dict[str, int] = {}
    for incident in happened:
        kinds[incident.kind] = kinds.get(incident.kind, 0) + 1
    by_kind = listing(
        [f"{number} {kind}" for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))]
    )
    single = sum(1 for incident in happened if len(incident.sources) == 1)
    lines = [
        Line(
            f"{title}, {'Kyrgyzstan' if state == 'KG' else 'Tajikistan'}. Districts: {listing([DISTRICTS[name] for name in districts])}."
        )
    ]
    if happened:
        lines.append(
            Line(
                f"{count(len(happened), 'clash', 'clashes')} recorded from {happened[0].start.year} to {say(view.date)}: {by_kind}. "
                f"{count(single, 'rests', 'rest').capitalize()} on one source. An event inside a larger conflict is counted beside it; deaths are never added up."
            )
        )
    else:
        lines.append(Line(f"No clash is recorded there up to {say(view.date)}."))
    sentences = [topic for topic in on_this_date(inside, ledger) if topic.title != "The line"]
    method = "A record belongs to a region by its district, a field of the record; no outline of a region is drawn or measured."
    return [Topic(f"Profile on {say(view.date)}", tuple(lines)), *sentences, Topic("Method", (Line(method),))]
