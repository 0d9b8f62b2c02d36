"""Who spoke or signed: on the card of what was said, on a card of their own, and in the list of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from geodata import atlas
from geodata.claims import say_statistic
from geodata.dates import say
from geodata.fields import DEEDS
from geodata.intervals import last_day
from geodata.ledger import Ledger
from geodata.parties import PARTIES
from geodata.persons import Named, Office, Person, named
from geodata.places import LANGUAGES
from geodata.records import Period, Record, Section, Statistic
from geodata.translation import SaidTable, mark, tr
from layers.kit.layer import owner_of
from layers.kit.text import listing, sentence_case
from layers.kit.told import Card, Line, Topic

#: What somebody did in a record → as said beside it, and as heading of who did.
_DID = SaidTable(
    {
        "signed": mark("signed"),
        "initialled": mark("initialled"),
        "decided": mark("decided"),
        "met": mark("met"),
        "visited": mark("visited"),
        "opened": mark("opened it"),
        "said": mark("said"),
    }
)
_WHO = SaidTable(
    {
        "signed": mark("Who signed"),
        "initialled": mark("Who initialled"),
        "decided": mark("Who decided"),
        "met": mark("Who met"),
        "visited": mark("Who visited"),
        "opened": mark("Who opened it"),
        "said": mark("Who is quoted"),
    }
)


def with_office(person: Person, day: date | None) -> str:
    """Return a person's name with the office on a day."""
    return f"{person.title}, {person.office_on(day).title}"


def spoke(record: Record | Period | Statistic, ledger: Ledger) -> tuple[Topic, ...]:
    """Return who signed, met or spoke in a record, each under what he or she did, in the order of the sides, to be opened."""
    order = list(PARTIES)
    found = [(ledger.persons[one.person], one) for one in named(record)]
    found.sort(key=lambda pair: order.index(pair[0].office_on(pair[1].day).side))
    lines = {
        deed: tuple(Line(with_office(person, one.day), person.id) for person, one in found if deed in one.did)
        for deed in DEEDS
    }
    return tuple(Topic(_WHO[deed], those) for deed, those in lines.items() if those)


def say_named(record: Record, ledger: Ledger) -> str:
    """Say who signed, met or spoke in a record, with the office at the time and what it was."""
    return "; ".join(f"{with_office(ledger.persons[one.person], one.day)} ({_said(one)})" for one in named(record))


def _said(one: Named) -> str:
    return listing([_DID[deed] for deed in one.did])


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


@lru_cache(maxsize=4)
def _all_named(ledger: Ledger) -> Mapping[str, list[tuple[Named, Record | Period | Statistic, str]]]:
    """Return where records name persons, by person: all records are looked through once and not for each card."""
    found = defaultdict(list)
    for table, rows in ledger.tables.items():
        for record in rows.values():
            for one in named(record):
                found[one.person].append((one, record, table))
    return dict(found)


def told_by(person: Person, ledger: Ledger) -> list[Line]:
    """Return what a person said or signed, each with its day and to be opened, latest first.

    A step of a section is left out where another record of its day names the person: that one tells of all sections.
    """
    found = list(_all_named(ledger).get(person.id, ()))
    told = {one[1:3] for one, record, _ in found if not isinstance(record, Section)}
    found = [one for one in found if not (one[0][1:3] in told and _is_step(person, one[1]))]
    found.sort(key=lambda each: each[0].day or date.min, reverse=True)
    return [Line(_line(one, record, table), record.id) for one, record, table in found]


def _line(one: Named, record: Record | Period | Statistic, table: str) -> str:
    """Say when, what was done, and in which record: its title or figure, and what it is."""
    when = say(one.day, one.precision) if one.day else tr("no date")
    layer = owner_of(table)
    what = layer.nouns.one if layer else tr("figure")
    called = f"{record.about}: {say_statistic(record)}" if isinstance(record, Statistic) else record.title
    return tr("{day} · {did} · {record} ({what})", day=when, did=_said(one), record=called, what=what)


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
        topics=(Topic(tr("What was said, signed or done"), lines),) if lines else (),
        uncertain=(person.note,) if person.note else (),
        sources=tuple(ledger.sources[source_id] for source_id in person.sources),
    )
