"""The text twin: a view as plain text, in order, complete enough to be read aloud, without a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.claims import say_as_of, say_balance
from geodata.dates import say
from geodata.intervals import day_number
from geodata.ledger import Ledger
from geodata.places import REGIONS
from geodata.records import Record
from geodata.translation import mark_n, tr, tr_n
from layers.kit.layer import Layer, all_layers, in_order, layer_of
from layers.kit.places import where
from layers.kit.text import listing, listing_titles, sentence_case, sentences
from layers.kit.told import NOT_LOADED
from layers.view.facets import shown_rows
from layers.view.filters import Row, active
from layers.view.state import ViewState
from layers.view.visible import is_drawn, uncertain
from layers.words import not_loaded
from layers.words.card import card
from layers.words.headline import NAME
from layers.words.legend import say_counts
from layers.words.summary import on_this_date
from layers.words.whereabouts import whereabouts

#: What is not certain of some records: when, where, and whether it is so.
_UNSURE = (
    mark_n(
        "{n} dated no closer than a month or a year, or within a step that is: {titles}.",
        "{n} dated no closer than a month or a year, or within a step that is: {titles}.",
    ),
    mark_n("{n} not drawn on the map: {titles}.", "{n} not drawn on the map: {titles}."),
    mark_n("{n} resting on one source: {titles}.", "{n} resting on one source: {titles}."),
    mark_n(
        "{n} of which the sides, or the claimants, say different things: {titles}.",
        "{n} of which the sides, or the claimants, say different things: {titles}.",
    ),
)


@dataclass(frozen=True)
class Passage:
    """A heading and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def passages(view: ViewState, ledger: Ledger) -> list[Passage]:
    """Return the view as headings and paragraphs of plain text."""
    shown = shown_rows(view, ledger)
    found = [Passage(f"{NAME}, {say(view.date)}", tuple(_scope(view, [row for row, _ in shown], ledger)))]
    if view.select:
        found += _selected(view, ledger)
    topics = {topic.layer: topic for topic in on_this_date(view, ledger)}
    for layer in in_order("text"):
        if not layer.regional and layer.id in topics:
            topic = topics[layer.id]
            found.append(Passage(topic.title, tuple(sentence.text for sentence in topic.lines)))
        elif layer.regional and layer.id in view.layers:
            here = [pair for pair in shown if pair[0].layer == layer.id]
            here.sort(
                key=lambda pair: (pair[0].record.start is not None, pair[0].record.start),
                reverse=layer.draw != "areas",
            )
            paragraphs = [
                sentences(
                    layer.text(row.record, view.date, _stands(layer, row.record, ledger)),
                    whereabouts(feature, view.line) if is_drawn(feature) else "",
                )
                for row, feature in here
            ]
            note = say_counts(layer, here)
            found.append(
                Passage(
                    f"{layer.title} ({len(here)})",
                    (*[f"{note[:1].upper()}{note[1:]}."] * bool(note), *paragraphs) or (_nothing(layer, ledger),),
                )
            )
    found.append(Passage(tr("What is uncertain"), tuple(_unsure(view, ledger))))
    found.append(Passage(tr("Sources"), tuple(_sources([row for row, _ in shown], ledger))))
    return found


def _stands(layer: Layer[Record], record: Record, ledger: Ledger) -> str:
    """Say where a record is, and what it is part of."""
    whole = layer.beside(record, ledger)[1] if layer.time == "event" else ""
    return sentences(where(record, ledger), f"{sentence_case(whole)}." if whole else "")


def _nothing(layer: Layer[Record], ledger: Ledger) -> str:
    if layer.table in ledger.missing:
        return tr(NOT_LOADED)
    return tr("None in this view, which is not proof of none.")


def of_sets(kept: Sequence[str], own: Sequence[str] = ()) -> list[Passage]:
    """Return what is said of kept sets and of a reader's own beside the ledger's records as passages of their own, where there is any."""
    found = {tr("Kept sets"): kept, tr("Your own data"): own}
    return [Passage(title, tuple(said)) for title, said in found.items() if said]


def text(view: ViewState, ledger: Ledger, link: str = "", kept: Sequence[str] = (), own: Sequence[str] = ()) -> str:
    """Return the view as one plain text, wrapped nowhere; `link` is named at the end, what is said of sets, `kept` and `own`, stands before that."""
    found = [*passages(view, ledger), *of_sets(kept, own)]
    parts = [f"{passage.title.upper()}\n\n" + "\n\n".join(passage.paragraphs) for passage in found]
    foot = tr("Ledger revision {revision}.", revision=ledger.revision)
    here = tr("This view: {link}", link=link) if link else ""
    return "\n\n\n".join([*parts, sentences(foot, here)]) + "\n"


def mode_words(view: ViewState) -> str:
    """Say which events a view shows."""
    if view.mode == "window":
        return tr("Events of {days}.", days=view.period)
    return tr("Events of this day only.") if view.mode == "day" else tr("All events up to this day.")


def _scope(view: ViewState, rows: list[Row], ledger: Ledger) -> list[str]:
    layers = listing([layer.title.lower() for layer in all_layers() if layer.id in view.layers])
    narrowed = [words for _, _, words in active(view, ledger)]
    if view.region:
        narrowed.insert(0, tr("Region: {region}", region=REGIONS[view.region].title))
    states = listing([layer.nouns.many for layer in all_layers() if layer.time == "state" and layer.regional])
    drawn = tr(
        "The border line is drawn as mapped in {year}, at all dates. Facts are checked to {day}.",
        year=view.line,
        day=say(ledger.meta.facts_checked_to),
    )
    balance = balance_of(rows, ledger)
    told = [
        not_loaded.sentence(ledger),
        sentences(
            mode_words(view),
            tr("{kinds} are those of the date.", kinds=sentence_case(states)),
            tr("Layers: {layers}.", layers=layers) if layers else tr("Layers: none."),
        ),
        sentences(
            tr("Narrowed to {values}.", values="; ".join(narrowed)) if narrowed else tr("Not narrowed."),
            tr_n("{n} record shown.", "{n} records shown.", len(rows)) if rows else tr("No record shown."),
        ),
        drawn,
        tr("In this view: {balance}", balance=balance) if balance else "",
    ]
    return [words for words in told if words]


def balance_of(rows: list[Row], ledger: Ledger) -> str | None:
    """Say so when the sources of all records in view lack a side; None when both are heard."""
    return say_balance([ledger.sources[source_id].party for row in rows for source_id in row.record.sources])


def _selected(view: ViewState, ledger: Ledger) -> list[Passage]:
    found = card(view.select or "", ledger, view.date)
    if found is None:
        return []
    words = [found.kicker, found.names, found.status_words, found.first, found.summary]
    for table in found.tables:
        words.append(f"{table.title}:")
        words += [
            f"{'; '.join(' '.join(cell.split()) for cell in cells if cell)}{f' ({small})' if small else ''}."
            for cells, small, _ in table.rows
        ]
    words += [f"{title}: {item}" for title, items in found.lists for item in items]
    words += [found.figure, found.figure_note]
    words += [f"{topic.title}: {line.text}." for topic in found.topics for line in topic.lines]
    words += [tr("Uncertain: {what}", what=item) for item in found.uncertain]
    words += [found.balance or ""]
    return [Passage(tr("Selected: {record}", record=found.title), tuple(word for word in words if word))]


def _unsure(view: ViewState, ledger: Ledger) -> list[str]:
    shown = [(row, feature, layer_of(row.layer)) for row, feature in shown_rows(view, ledger)]
    vague = [row.record.title for row, feature, layer in shown if uncertain(feature, layer, view)]
    unplaced = [row.record.title for row, feature, layer in shown if layer.draw != "list" and not is_drawn(feature)]
    single = [row.record.title for row, _, _ in shown if len(row.record.sources) == 1]
    today = day_number(view.date)
    differing = [
        row.record.title
        for row, _, layer in shown
        if any(start <= today < end for start, end in layer.disputed(row.record))
    ]
    told = zip(_UNSURE, (vague, unplaced, single, differing), strict=True)
    return [tr_n(*forms, len(titles), titles=listing_titles(titles)) for forms, titles in told if titles] or [
        tr("Nothing in this view is uncertain or disputed.")
    ]


def _sources(rows: list[Row], ledger: Ledger) -> list[str]:
    named = dict.fromkeys(source_id for row in rows for source_id in row.record.sources)
    lines = [ledger.sources[source_id] for source_id in sorted(named)]
    return [
        f"{source.publisher}: {source.title}, {say_as_of(source.date)}." + (f" {source.url}" if source.url else "")
        for source in lines
    ] or [tr("None.")]
