"""The card of a record as blocks of plain values, from which the page and every export draw it."""

from __future__ import annotations

from datetime import date

from geodata.claims import say_as_of, say_statistic, say_voice, source_balance
from geodata.intervals import say_interval
from geodata.ledger import Ledger
from geodata.nearby import site
from geodata.parties import PARTIES
from geodata.places import LANGUAGES, Place
from geodata.records import Period, Record, Statistic
from geodata.translation import SaidTable, mark, tr, tr_in
from layers.kit.layer import Layer, owner_of
from layers.kit.places import place_names, say_precision
from layers.kit.text import sentence_case
from layers.kit.told import Card, OnCard, Topic, statements_of
from layers.words import persons

_CONFIDENCE = SaidTable(
    {
        "excerpted": mark("read only as an excerpt in a collected document"),
        "weak": mark("weak: not checked against a published page"),
    }
)


def card(record_id: str, ledger: Ledger, day: date) -> Card | None:
    """Return the card of a record as of a day, or None for an id the ledger does not have."""
    found = ledger.find(record_id)
    if found is None:
        return None
    table, record = found
    if table == "persons":
        return persons.card(record, ledger)
    if table == "statistics":
        return _figure_card(record, ledger)
    layer = owner_of(table)
    if layer is None:
        return _period_card(record, ledger)
    place, said = site(record, ledger), layer.on_card(record, day, ledger)
    return Card(
        id=record.id,
        kicker=_kicker(layer, record, said, ledger),
        title=record.title,
        names=_names(record, ledger),
        first=said.first,
        summary=record.summary,
        topics=(*said.topics, *persons.spoke(record, ledger)),
        chips=tuple(_chips(layer, record, place, said)),
        status=said.status,
        status_words=said.status_words,
        tables=said.tables,
        lists=tuple((title, items) for title, items in (_statements(record), *said.lists) if items),
        uncertain=tuple(_uncertain(record, place, said)),
        sources=tuple(ledger.sources[source_id] for source_id in record.sources),
        balance=source_balance(record, ledger.sources),
    )


def _period_card(period: Period, ledger: Ledger) -> Card:
    """Return the card of a span of the slider."""
    return Card(
        id=period.id,
        kicker=" · ".join((tr("Period"), say_interval(period))),
        title=period.title,
        summary=period.summary,
        topics=_topics(period, ledger),
        uncertain=_one_source(period),
        sources=tuple(ledger.sources[source_id] for source_id in period.sources),
        balance=source_balance(period, ledger.sources),
    )


def _topics(period: Period, ledger: Ledger) -> tuple[Topic, ...]:
    """Return what a span of the slider is about: its record, with the parts of that."""
    found = ledger.find(period.record) if period.record else None
    layer = owner_of(found[0]) if found else None
    return layer.on_card(found[1], period.start, ledger).topics if found and layer else ()


def _figure_card(row: Statistic, ledger: Ledger) -> Card:
    """Return the card of a length, share or count: the figure, who says so, and what it is a share of."""
    stated = [(tr_in("a share", "Of"), row.denominator), (tr("In the source's words"), row.wording)]
    return Card(
        id=row.id,
        kicker=" · ".join((tr("Figure"), tr(row.measure))),
        title=f"{row.about}: {say_statistic(row)}",
        summary=f"{row.claimant}, {say_as_of(row.as_of)}.",
        chips=(
            say_voice(row, PARTIES[row.party].side),
            *_weakness(row),
        ),
        lists=((tr("As stated"), found),)
        if (found := tuple(f"{name}: {value}" for name, value in stated if value))
        else (),
        topics=persons.spoke(row, ledger),
        uncertain=(row.note,) if row.note else (),
        sources=tuple(ledger.sources[source_id] for source_id in row.sources),
        balance=source_balance(row, ledger.sources),
    )


def _kicker(layer: Layer[Record], record: Record, said: OnCard, ledger: Ledger) -> str:
    kind = layer.kind_of(record) if hasattr(record, "kind") else sentence_case(layer.nouns.one)
    parts = [said.kind or kind]
    if layer.time == "event":
        parts.append(say_interval(record))
    if said.beside:
        parts.append(said.beside)
    place = place_names(record, ledger)
    if place and layer.draw in ("points", "dots") and len(place) < 60 and place.lower() not in record.title.lower():
        parts.append(place)
    return " · ".join(parts)


def _names(record: Record, ledger: Ledger) -> str:
    """Return the record's other forms, or those of its only place, each with its language, that of its first place's country first."""
    places, own = getattr(record, "places", []), getattr(record, "names", None)
    place = ledger.places.get(places[0]) if places else None
    names = own or (place.names if place and len(places) == 1 else None)
    if names is None:
        return ""
    others = names.others(place.country if place else "")
    words = [f"{LANGUAGES[code]}: {', '.join(forms)}" for code, forms in others.items()]
    if own is None:
        return " · ".join([tr("Place: {names}", names=", ".join(names.en)), *words])
    also = [name for name in names.en if name.lower() not in record.title.lower()]
    return " · ".join(([tr("also {names}", names=", ".join(also))] if also else []) + words)


def _chips(layer: Layer[Record], record: Record, place: Place | None, said: OnCard) -> list[str]:
    chips = [*said.chips]
    if said.where:
        chips.insert(0, said.where)
    elif place is not None:
        # For translators: {known} is “known within 2 km”.
        chips.insert(0, tr("place {known}", known=say_precision(place)))
    elif layer.draw == "points":
        chips.insert(0, tr("not located: no published coordinates"))
    return [*chips, *_weakness(record)]


def _weakness(record: Record | Statistic) -> list[str]:
    return [_CONFIDENCE[record.confidence]] if record.confidence in _CONFIDENCE else []


def _statements(record: Record) -> tuple[str, tuple[str, ...]]:
    return tr("What each side says"), statements_of(record)


def _uncertain(record: Record, place: Place | None, said: OnCard) -> list[str]:
    words = [*said.uncertain]
    if record.start_precision != "day" and said.dated:
        month = record.start_precision == "month"
        words.insert(
            0, tr("The date is known only to the month.") if month else tr("The date is known only to the year.")
        )
    if record.end and record.end_precision != "day":
        month = record.end_precision == "month"
        words.append(tr("Its end is known only to the month.") if month else tr("Its end is known only to the year."))
    if place is not None and place.note:
        words.append(tr("Place ({place}): {note}", place=place.names.en[0], note=place.note))
    elif place is not None and place.inferred:
        words.append(tr("Place ({place}): its position is inferred.", place=place.names.en[0]))
    if record.note:
        words.append(record.note)
    return [*words, *_one_source(record)]


def _one_source(record: Record | Period) -> tuple[str, ...]:
    return (tr("Rests on 1 source."),) if len(record.sources) == 1 else ()
