"""What the atlas rests on, as plain values: publications with their records, figures, sections without an outline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pydantic import BaseModel

from geodata.claims import say_as_of, say_statistic
from geodata.dates import say
from geodata.ledger import Ledger
from geodata.parties import PARTIES
from geodata.persons import Person
from geodata.records import Membership, Period, Record, Section, Source, Statistic, StatusRow
from geodata.references import references
from geodata.status import STATUS_TITLES
from geodata.translation import mark, mark_n, tr
from layers.kit.layer import in_order
from layers.kit.text import Nouns


@cache
def record_words() -> dict[str, Nouns]:
    """Return table → what its records are called, in the order in which they are listed under a source."""
    of_layers = {layer.table: layer.nouns for layer in in_order("text") if layer.table}
    return of_layers | {
        "periods": Nouns(mark("period"), mark("periods"), mark_n("{n} period", "{n} periods")),
        "persons": Nouns(mark("person"), mark("persons"), mark_n("{n} person", "{n} persons")),
        "statistics": Nouns(mark("figure"), mark("figures"), mark_n("{n} figure", "{n} figures")),
        "memberships": Nouns(mark("membership"), mark("memberships"), mark_n("{n} membership", "{n} memberships")),
    }


@dataclass(frozen=True)
class Use:
    """A record that rests on a source: its table, id, and what it is called."""

    table: str
    id: str
    title: str


@dataclass(frozen=True)
class Entry:
    """A publication, the records that rest on it in the order of `record_words`, and the text a search looks through."""

    source: Source
    uses: tuple[Use, ...]
    haystack: str

    def tally(self) -> str:
        """Return how many records of each kind rest on it: “2 clashes, 1 figure”."""
        numbers = {table: sum(1 for use in self.uses if use.table == table) for table in record_words()}
        return ", ".join(record_words()[table].count(number) for table, number in numbers.items() if number)


@dataclass(frozen=True)
class HistoryLine:
    """A line of a section's history: when, what, who says so, and the source's own words."""

    when: str
    what: str
    says: str
    wording: str


@lru_cache(maxsize=4)
def entries(ledger: Ledger) -> tuple[Entry, ...]:
    """Return every publication: by party in the order of `PARTIES`, then by publisher, latest first, undated last."""
    uses: dict[str, dict[Use, None]] = {source_id: {} for source_id in ledger.sources}
    for table in record_words():
        for record_id, record in ledger.tables[table].items():
            use = Use(table, record_id, record_title(record))
            for source_id in cited(record):
                uses[source_id][use] = None
    parties = list(PARTIES)
    latest_first = sorted(ledger.sources.values(), key=lambda source: source.date or "", reverse=True)
    ordered = sorted(latest_first, key=lambda source: (parties.index(source.party), source.publisher.casefold()))
    return tuple(_entry(source, tuple(uses[source.id])) for source in ordered)


def matching(ledger: Ledger, query: str, party: str | None) -> list[Entry]:
    """Return the publications of a party (None: of all) that hold every word of the query in a title, name, date or record."""
    words = query.casefold().split()
    return [
        entry
        for entry in entries(ledger)
        if party in (None, entry.source.party) and all(word in entry.haystack for word in words)
    ]


def cited(record: BaseModel) -> Iterator[str]:
    """Yield the id of every source a record names, in its claims, statements, closures and history rows too."""
    return (reference for table, reference in references(record) if table == "sources")


def record_title(record: Record | Period | Statistic | Person | Membership) -> str:
    """Return what a record is called; a figure is called by its measure, value and claimant, a membership by organisation and states."""
    if isinstance(record, Membership):
        return f"{record.body}: {', '.join(record.states)}"
    if isinstance(record, Statistic):
        return f"{tr(record.measure)} {say_statistic(record)} ({record.claimant}, {say_as_of(record.as_of)})"
    return record.title


def figures(ledger: Ledger) -> dict[str, list[Statistic]]:
    """Return the figures by measure, each in the order of the ledger."""
    found: dict[str, list[Statistic]] = {}
    for row in ledger.statistics.values():
        found.setdefault(row.measure, []).append(row)
    return found


def persons(ledger: Ledger) -> list[Person]:
    """Return those who spoke or signed: by side in the order of `PARTIES`, then by name."""
    sides = list(PARTIES)
    return sorted(ledger.persons.values(), key=lambda one: (sides.index(one.offices[-1].side), one.title.casefold()))


def not_mapped(ledger: Ledger) -> list[Section]:
    """Return the sections and areas without an outline; the whole line is drawn by a layer of its own."""
    return [section for section in ledger.sections.values() if section.not_mapped_because and section.kind != "line"]


def history(section: Section) -> list[HistoryLine]:
    """Return a section's steps and notes, oldest first."""
    dated = [
        (
            row.start,
            HistoryLine(
                say(row.start, row.precision),
                STATUS_TITLES[row.status],
                _says(row),
                f"“{row.wording}”, {row.claimant}",
            ),
        )
        for row in section.history
    ]
    dated += [
        (note.start, HistoryLine(say(note.start, note.precision), note.label, "", note.text or ""))
        for note in section.notes
    ]
    return [line for _, line in sorted(dated, key=lambda pair: pair[0])]


def _says(row: StatusRow) -> str:
    if row.basis == "stated":
        return PARTIES[row.by].side
    # That no line had been agreed is how the histories begin, not a step somebody took.
    return tr("assumed") if row.status == "undelimited" else tr("{side}, inferred", side=PARTIES[row.by].side)


def _entry(source: Source, uses: tuple[Use, ...]) -> Entry:
    own = [source.title, source.publisher, source.date or "", say_as_of(source.date), source.note or "", source.id]
    return Entry(source, uses, " ".join([*own, *(use.title for use in uses)]).casefold())
