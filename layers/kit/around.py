"""What of a layer is near a spot or a day, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from geodata import nearby
from geodata.dates import say
from geodata.intervals import Interval, day_number
from geodata.ledger import Ledger
from geodata.nearby import Near, say_km
from geodata.records import R, Record
from layers.kit.places import regions_of
from layers.kit.text import count
from layers.kit.told import Line, Spot, Topic

#: Returns what is said of a record before and after its distance.
Beside = Callable[[R, Ledger], tuple[str, str]]


def states_near(
    heading: str, in_use: str, records: Iterable[R], beside: Beside[R], spot: Spot, ledger: Ledger
) -> Topic:
    """Return which of the records that held on the day lie within the radius, or which is the nearest; `in_use` says how they hold."""
    there = _measured(spot, records, ledger)
    lines = _within(beside, spot, there, ledger)
    if not lines:
        nearest = f" The nearest recorded is {there[0].record.title}, {away(there[0])}." if there else ""
        words = f"None recorded{in_use} on {say(spot.day)}.{nearest}"
        lines = [Line(words, there[0].record.id if there else None)]
    return Topic(f"{heading} within {spot.km} km", tuple(lines))


def events_near(heading: str, records: Iterable[R], beside: Beside[R], spot: Spot, ledger: Ledger) -> Topic:
    """Return which of the records of the days before and after lie within the radius."""
    around = [record for record in records if record.id != spot.without]
    there = _measured(spot, around, ledger)
    lines = _within(beside, spot, there, ledger)
    unplaced = len(around) - len(there)
    if unplaced:
        has = "has" if unplaced == 1 else "have"
        lines.append(Line(f"{count(unplaced, 'more', 'more')} in those days {has} no published place."))
    return Topic(
        f"{heading} within {spot.km} km, {spot.span} days before and after",
        tuple(lines) or (Line("None recorded, which is not proof of none."),),
    )


def _measured(spot: Spot, records: Iterable[R], ledger: Ledger) -> list[Near[R]]:
    return nearby.records(spot.lon, spot.lat, records, ledger)


def _within(beside: Beside[R], spot: Spot, there: list[Near[R]], ledger: Ledger) -> list[Line]:
    """Name what lies within the radius, and what lies outside by its point and may lie inside by its circle."""
    lines = []
    for near in there:
        if near.km <= spot.km:
            name, more = beside(near.record, ledger)
            lines.append(Line(f"{name}, {away(near)}{more}.", near.record.id))
    perhaps = [near for near in there if near.km > spot.km and near.may_be_within(spot.km)]
    if perhaps:
        names = "; ".join(f"{near.record.title}, {away(near)}" for near in perhaps)
        only = perhaps[0].record.id if len(perhaps) == 1 else None
        lines.append(Line(f"Known too roughly to tell: {names}.", only))
    return lines


def away(near: Near[R]) -> str:
    """Say how far a record is, and how roughly its place is known."""
    rough = f" (place known within {say_km(near.precision_km)})" if near.precision_km >= 1 else ""
    return f"{say_km(near.km)} away{rough}"


def last_and_next(records: Iterable[Record], day: date, region: str | None, ledger: Ledger) -> list[Line]:
    """Name the last record up to a day, and the next after it, in a region or everywhere."""
    dated = [
        (record.start, record)
        for record in records
        if record.start and (region is None or region in regions_of(record.districts))
    ]
    begun = {one.id for _, one in dated if (held := Interval.event(one)) and held.start <= day_number(day)}
    _, past = max((pair for pair in dated if pair[1].id in begun), key=lambda pair: pair[0], default=(day, None))
    _, after = min((pair for pair in dated if pair[1].id not in begun), key=lambda pair: pair[0], default=(day, None))
    lines = [
        Line(
            f"{what}: {one.title}, {say(one.start, one.start_precision)}{_distance(day, one.start)}.",
            one.id,
        )
        for what, one in (("Last", past), ("Next", after))
        if one and one.start
    ]
    if not past:
        lines.insert(0, Line("None recorded up to this date."))
    if not after and day >= ledger.meta.facts_checked_to:
        checked = say(ledger.meta.facts_checked_to)
        lines.append(Line(f"Nothing later was looked for: facts are checked to {checked}."))
    elif not after:
        lines.append(Line("None recorded after it, which is not proof of none."))
    return lines


def _distance(day: date, other: date) -> str:
    days = abs((day - other).days)
    if days == 0:
        return " (this day)"
    words = (
        count(days, "day")
        if days < 90
        else f"{round(days / 30.44)} months"
        if days < 730
        else f"{days / 365.25:.1f} years"
    )
    return f" ({words} {'before' if other < day else 'later'})"
