"""The text twin: a view as plain text, in order, complete enough to be read aloud, without a map."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.claims import claims_table, say_as_of, say_balance
from geodata.dates import say
from geodata.intervals import say_interval
from geodata.ledger import Ledger
from geodata.parties import PARTIES
from geodata.records import Record
from geodata.regions import REGIONS
from layers.kit.layer import all_layers
from layers.kit.places import located, place_names
from layers.kit.text import count, listing
from layers.view.facets import shown_rows
from layers.view.filters import TABLE_OF, Row, active
from layers.view.state import ViewState
from layers.view.visible import uncertain
from layers.words import not_loaded
from layers.words.answers import crossing_state, section_status
from layers.words.card import card
from layers.words.not_loaded import NOT_LOADED
from layers.words.summary import on_this_date

#: Layers in the order in which they are read.
_ORDER = ("sections", "clashes", "crossings", "bases", "transfers", "exercises", "milestones")


@dataclass(frozen=True)
class Passage:
    """A heading and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def passages(view: ViewState, ledger: Ledger) -> list[Passage]:
    """Return the view as headings and paragraphs of plain text."""
    shown = shown_rows(view, ledger)
    titles = {layer.id: layer.title for layer in all_layers()}
    found = [Passage(f"Border Atlas, {say(view.date)}", tuple(_scope(view, [row for row, _ in shown], ledger)))]
    if view.select:
        found += _selected(view, ledger)
    [line] = [topic for topic in on_this_date(view, ledger) if topic.title == "The line"]
    found.append(Passage("The line", tuple(sentence.text for sentence in line.lines)))
    for layer in _ORDER:
        if layer in view.layers:
            records = sorted(
                (row.record for row, _ in shown if row.layer == layer),
                key=lambda one: (one.start is not None, one.start),
                reverse=layer != "sections",
            )
            paragraphs = [_record(layer, record, view, ledger) for record in records]
            found.append(
                Passage(
                    f"{titles[layer]} ({len(records)})",
                    tuple(paragraphs) or (_nothing(layer, ledger),),
                )
            )
    found.append(Passage("What is uncertain", tuple(_unsure(view, ledger))))
    found.append(Passage("Sources", tuple(_sources([row for row, _ in shown], ledger))))
    return found


def _nothing(layer: str, ledger: Ledger) -> str:
    lost = TABLE_OF[layer] in ledger.missing
    return f"{NOT_LOADED}." if lost else "None in this view, which is not proof of none."


def text(view: ViewState, ledger: Ledger, link: str = "") -> str:
    """Return the view as one plain text, wrapped nowhere; `link` is named at the end."""
    parts = [f"{passage.title.upper()}\n\n" + "\n\n".join(passage.paragraphs) for passage in passages(view, ledger)]
    foot = f"Ledger revision {ledger.revision}." + (f" This view: {link}" if link else "")
    return "\n\n\n".join([*parts, foot]) + "\n"


def mode_words(view: ViewState) -> str:
    """Say which events a view shows."""
    return {
        "day": "Events of this day only.",
        "window": f"Events of the {view.days} days ending on this day.",
        "upto": "All events up to this day.",
    }[view.mode]


def _scope(view: ViewState, rows: list[Row], ledger: Ledger) -> list[str]:
    layers = listing([layer.title.lower() for layer in all_layers() if layer.id in view.layers])
    narrowed = [words for _, _, words in active(view, ledger)]
    if view.region:
        narrowed.insert(0, f"Region: {REGIONS[view.region].title}")
    words = [
        f"{mode_words(view)} Sections, crossings and bases are those of the date. Layers: {layers or 'none'}.",
        f"{'Narrowed to ' + '; '.join(narrowed) if narrowed else 'Not narrowed'}. {count(len(rows), 'record').capitalize()} shown.",
        f"The border line is drawn as mapped in {view.line}, at all dates. Facts are checked to {say(ledger.meta.facts_checked_to)}.",
    ]
    balance = balance_of(rows, ledger)
    lost = not_loaded.sentence(ledger)
    return [*([lost] if lost else []), *words, *([f"In this view: {balance}"] if balance else [])]


def balance_of(rows: list[Row], ledger: Ledger) -> str | None:
    """Say so when the sources of all records in view lack a side; None when both are heard."""
    return say_balance([ledger.sources[source_id].party for row in rows for source_id in row.record.sources])


def _selected(view: ViewState, ledger: Ledger) -> list[Passage]:
    found = card(view.select or "", ledger, view.date)
    if found is None:
        return []
    words = [found.kicker, found.names, found.status_words, found.summary]
    for table in found.tables:
        words.append(f"{table.title}:")
        words += [
            f"{'; '.join(cell for cell in cells if cell)}{f' ({small})' if small else ''}."
            for cells, small, _ in table.rows
        ]
    words += [f"{title}: {item}" for title, items in found.lists for item in items]
    words += [f"Uncertain: {item}" for item in found.uncertain]
    words += [found.balance or ""]
    return [Passage(f"Selected: {found.title}", tuple(word for word in words if word))]


def _record(layer: str, record: Record, view: ViewState, ledger: Ledger) -> str:
    if layer == "sections":
        mapped = "" if record.geometry else " It is not drawn on the map."
        return f"{record.title}. {section_status(record, view.date)}{mapped}"
    if layer == "crossings":
        return f"{record.title}: {crossing_state(record, view.date)}."
    place = place_names(record, ledger)
    where = f" Place: {place}{_precision(record, ledger)}." if place else ""
    if layer == "bases":
        opened = (
            f"since {say(record.start, record.start_precision)}"
            if record.start and record.opened_is_known
            else "opening date not known"
        )
        return f"{record.title}, {record.kind}, operated by {record.operator}, {opened}.{where} {record.summary}"
    when = say_interval(record)
    words = f"{when}: {record.title}.{where} {record.summary}"
    if layer == "transfers":
        stated = "; ".join(
            f"{name} {value}"
            for name, value in (("item", record.item), ("quantity", record.quantity), ("value", record.value))
            if value
        )
        words += f" {record.supplier} to {record.recipient}, {record.stage}; as stated: {stated}."
    for statement in record.statements:
        words += f" {PARTIES[statement.party].side} ({statement.claimant}): {statement.text}"
    return words + (_claims(record) if layer == "clashes" else "")


def _precision(record: Record, ledger: Ledger) -> str:
    place = located(record, ledger)
    if place is None:
        return ", no published coordinates"
    metres = place.precision_m
    return f", known within {metres / 1000:g} km" if metres >= 1000 else f", known within {metres} m"


def _claims(record: Record) -> str:
    """Read every claimant's latest figures aloud, party by party; earlier ones are on the card."""
    latest = [claim for claim in claims_table(record) if claim.latest]
    if not latest:
        return " No figures of dead or injured are recorded."
    words = [
        f"{PARTIES[claim.party].name}, {claim.claimant}: {claim.wording if claim.figure == 'no figure' and claim.wording else claim.figure} {claim.measure} "
        f"({claim.about_words}, {'undated' if claim.as_of == 'no date' else 'as of ' + claim.as_of})"
        for claim in latest
    ]
    return " Dead and injured as claimed, never added up: " + "; ".join(words) + "."


def _unsure(view: ViewState, ledger: Ledger) -> list[str]:
    layers = {layer.id: layer for layer in all_layers()}
    shown = shown_rows(view, ledger)
    vague = [row.record.title for row, feature in shown if uncertain(feature, layers[row.layer], view)]
    unplaced = [row.record.title for row, _ in shown if located(row.record, ledger) is None]
    single = [row.record.title for row, _ in shown if len(row.record.sources) == 1]
    told = [
        ("dated no closer than a month or a year, or within a step that is", vague),
        ("without published coordinates", unplaced),
        ("resting on one source", single),
    ]
    return [f"{len(titles)} {words}: {listing(titles)}." for words, titles in told if titles] or [
        "Nothing in this view is marked uncertain."
    ]


def _sources(rows: list[Row], ledger: Ledger) -> list[str]:
    named = dict.fromkeys(source_id for row in rows for source_id in row.record.sources)
    lines = [ledger.sources[source_id] for source_id in sorted(named)]
    return [
        f"{source.publisher}: {source.title}, {say_as_of(source.date)}." + (f" {source.url}" if source.url else "")
        for source in lines
    ] or ["None."]
