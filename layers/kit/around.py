"""What of a layer is near a spot or a day, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from geodata import nearby
from geodata.dates import say
from geodata.intervals import Interval, day_number
from geodata.ledger import Ledger
from geodata.nearby import Near, say_km
from geodata.records import R, Record
from geodata.translation import tr, tr_n
from layers.kit.text import sentences
from layers.kit.told import Line, Spot, Topic

#: Returns what a record is called, and what is said of it after its distance.
Beside = Callable[[R, Ledger], tuple[str, str]]

#: The ids of the records that region and filters let through at any date; None where neither is set.
Among = Collection[str] | None


def states_near(heading: str, none: str, records: Iterable[R], beside: Beside[R], spot: Spot, ledger: Ledger) -> Topic:
    """Return which of the records that held on the day lie within the radius, or `none` (a message with ``{day}``) and which is the nearest."""
    held = list(records)
    there = _measured(spot, held, ledger)
    lines = _within(beside, spot, there, ledger)
    placed = {near.record.id for near in there}
    unplaced = [record for record in held if record.id not in placed]
    if not lines:
        words = tr("None of those whose place is known.") if unplaced else tr(none, day=say(spot.day))
        lines = [Line(words)]
        if there:
            nearest = tr("The nearest recorded is {name}, {away}.", name=there[0].record.title, away=away(there[0]))
            lines = [Line(sentences(words, nearest), there[0].record.id)]
    if unplaced:
        names = "; ".join(beside(record, ledger)[0] for record in unplaced)
        only = unplaced[0].id if len(unplaced) == 1 else None
        at = 0 if len(lines) == 1 and not any(near.may_be_within(spot.km) for near in there) else len(lines)
        lines.insert(at, Line(tr("No place is published, so nobody can tell how near: {names}.", names=names), only))
    return Topic(tr("{what} within {km} km", what=heading, km=spot.km), tuple(lines))


def events_near(heading: str, records: Iterable[R], beside: Beside[R], spot: Spot, ledger: Ledger) -> Topic:
    """Return which of the records of the days before and after lie within the radius."""
    around = [record for record in records if record.id != spot.without]
    there = _measured(spot, around, ledger)
    lines = _within(beside, spot, there, ledger)
    if unplaced := len(around) - len(there):
        lines.append(
            Line(
                tr_n(
                    "{n} more in those days has no published place.",
                    "{n} more in those days have no published place.",
                    unplaced,
                )
            )
        )
    title = tr_n(
        "{what} within {km} km, {n} day before and after",
        "{what} within {km} km, {n} days before and after",
        spot.span,
        what=heading,
        km=spot.km,
    )
    return Topic(title, tuple(lines) or (Line(tr("None recorded, which is not proof of none.")),))


def _measured(spot: Spot, records: Iterable[R], ledger: Ledger) -> list[Near[R]]:
    return nearby.records(spot.lon, spot.lat, records, ledger)


def _within(beside: Beside[R], spot: Spot, there: list[Near[R]], ledger: Ledger) -> list[Line]:
    """Name what lies within the radius, and what lies outside by its point and may lie inside by its circle."""
    lines = []
    for near in there:
        if near.km <= spot.km:
            name, more = beside(near.record, ledger)
            lines.append(Line("; ".join(filter(None, (f"{name}, {away(near)}", more))) + ".", near.record.id))
    perhaps = [near for near in there if near.km > spot.km and near.may_be_within(spot.km)]
    if perhaps:
        names = "; ".join(f"{near.record.title}, {away(near)}" for near in perhaps)
        only = perhaps[0].record.id if len(perhaps) == 1 else None
        lines.append(Line(tr("Known too roughly to tell: {names}.", names=names), only))
    return lines


def away(near: Near[R]) -> str:
    """Say how far a record is, and how roughly its place is known."""
    km = say_km(near.km)
    if near.precision_km < 1:
        return tr("{km} away", km=km)
    return tr("{km} away (place known within {precision})", km=km, precision=say_km(near.precision_km))


def last_and_next(records: Iterable[Record], day: date, among: Among, ledger: Ledger, alone: str = "") -> list[Line]:
    """Name the last record up to a day, and the next after it, of all or of those `among` which it is looked for; `alone` says the last where no heading stands above."""
    dated = [(record.start, record) for record in records if record.start and (among is None or record.id in among)]
    begun = {one.id for _, one in dated if (held := Interval.event(one)) and held.start <= day_number(day)}
    _, past = max((pair for pair in dated if pair[1].id in begun), key=lambda pair: pair[0], default=(day, None))
    _, after = min((pair for pair in dated if pair[1].id not in begun), key=lambda pair: pair[0], default=(day, None))
    none_before = tr("None recorded up to this date.")
    none_after = tr("None recorded after it, which is not proof of none.")
    lines = []
    if past and past.start:
        values = {"title": past.title, "day": say(past.start, past.start_precision), "ago": _ago(day, past.start)}
        text = tr("Last: {title}, {day} ({ago}).", **values)
        lines.append(Line(text, past.id, tr(alone, **values) if alone else ""))
    else:
        lines.append(Line(none_before if among is None else tr("None up to this date under these filters.")))
    if after and after.start:
        when, ahead = say(after.start, after.start_precision), _ago(day, after.start)
        lines.append(Line(tr("Next: {title}, {day} ({ahead}).", title=after.title, day=when, ahead=ahead), after.id))
    elif day >= ledger.meta.facts_checked_to:
        checked = say(ledger.meta.facts_checked_to)
        lines.append(Line(tr("Nothing later was looked for: facts are checked to {day}.", day=checked)))
    else:
        lines.append(Line(none_after if among is None else tr("None after it under these filters.")))
    return lines


def _ago(day: date, other: date) -> str:
    """Say how long before or after a day another lies, in days, months or years."""
    days = abs((day - other).days)
    months, years = round(days / 30.44), f"{days / 365.25:.1f}"
    if days == 0:
        return tr("this day")
    if other < day:
        if days < 90:
            return tr_n("{n} day before", "{n} days before", days)
        return (
            tr_n("{n} month before", "{n} months before", months)
            if days < 730
            else tr("{years} years before", years=years)
        )
    if days < 90:
        return tr_n("{n} day later", "{n} days later", days)
    return tr_n("{n} month later", "{n} months later", months) if days < 730 else tr("{years} years later", years=years)
