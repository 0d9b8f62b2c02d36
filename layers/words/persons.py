"""Who spoke or signed: on the card of what was said, on a card of their own, and in the list of all."""

from __future__ import annotations

from datetime import date

from geodata import atlas
from geodata.dates import say
from geodata.intervals import last_day
from geodata.ledger import Ledger
from geodata.parties import PARTIES
from geodata.persons import Office, Person, named
from geodata.places import LANGUAGES
from geodata.records import Period, Record, Section, Statistic
from geodata.translation import tr
from layers.kit.text import sentence_case
from layers.kit.told import Card, Line, Topic


def with_office(person: Person, day: date | None) -> str:
    """Return a person's name with the office on a day."""
    return f"{person.title}, {person.office_on(day).title}"


def spoke(record: Record | Period | Statistic, ledger: Ledger) -> tuple[Topic, ...]:
    """Return who signed, met or spoke in a record, in the order of the sides, each to be opened."""
    order, found = list(PARTIES), [(ledger.persons[one.person], one.day) for one in named(record)]
    found.sort(key=lambda one: order.index(one[0].office_on(one[1]).side))
    lines = tuple(Line(with_office(person, day), person.id) for person, day in found)
    return (Topic(tr("Who spoke or signed"), lines),) if lines else ()


def scripts(person: Person) -> str:
    """Return the name in other spellings and scripts, each with its language, that of the person's side first."""
    side = person.offices[-1].side
    country = next((one.code for one in atlas.current().sides if one.key == side), "")
    words = [tr("also {names}", names=", ".join(person.names.en[1:]))] if person.names.en[1:] else []
    words += [f"{LANGUAGES[code]}: {', '.join(forms)}" for code, forms in person.names.others(country).items()]
    return " · ".join(words)


def held(office: Office) -> str:
    """Say an office, and from when to when it was held as far as that is known."""
    if office.end:
        return tr("{office}, until {day}", office=office.title, day=say(last_day(office.end)))
    return tr("{office}, since {day}", office=office.title, day=say(office.start)) if office.start else office.title


def told_by(person: Person, ledger: Ledger) -> list[Line]:
    """Return what a person said or signed, each with its day and to be opened, latest first.

    A step of a section is left out where another record of its day names the person: that one tells of all sections.
    """
    found = [
        (one, record)
        for rows in ledger.tables.values()
        for record in rows.values()
        for one in named(record)
        if one.person == person.id
    ]
    told = {one for one, record in found if not isinstance(record, Section)}
    found = [(one, record) for one, record in found if not (one in told and _is_step(person, record))]
    found.sort(key=lambda pair: pair[0].day or date.min, reverse=True)
    lines = []
    for one, record in found:
        when = say(one.day, one.precision) if one.day else tr("no date")
        called = record.about if isinstance(record, Statistic) else record.title
        lines.append(Line(tr("{day}: {record}", day=when, record=called), record.id))
    return lines


def _is_step(person: Person, record: Record | Period | Statistic) -> bool:
    return isinstance(record, Section) and all(said.person != person.id for said in record.statements)


def card(person: Person, ledger: Ledger) -> Card:
    """Return the card of a person: names, offices, and what was said or signed."""
    lines = tuple(told_by(person, ledger))
    return Card(
        id=person.id,
        kicker=" · ".join((tr("Person"), PARTIES[person.offices[-1].side].side)),
        title=person.title,
        names=scripts(person),
        summary=f"{sentence_case('; '.join(map(held, person.offices)))}.",
        topics=(Topic(tr("Said or signed"), lines),) if lines else (),
        uncertain=(person.note,) if person.note else (),
        sources=tuple(ledger.sources[source_id] for source_id in person.sources),
    )
