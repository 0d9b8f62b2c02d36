"""What the slider's strip knows of the ledger: named periods, ticks by kind, days of incidents, and what is in doubt.

The browser filters all of it by layer and region (time_strip.js, time_changes.js, time_unknowns.js).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from geodata import status
from geodata.claims import latest_claims, say_figure
from geodata.dates import span
from geodata.intervals import ALWAYS, FOREVER, Interval, Step, day_number, numbers
from geodata.ledger import Ledger
from geodata.openings import STATE_TITLES
from geodata.records import Incident, Record, Section
from geodata.status import STATUS_TITLES
from layers.kit.layer import Feature, all_layers
from layers.view.visible import features

#: Kinds of incident that are no event on a day.
_NOT_COUNTED = ("tally", "accusation")


def timeline(ledger: Ledger) -> dict[str, object]:
    """Return the strip's content as JSON values, days as day numbers.

    Returns
    -------
    dict
        ``periods``: bands; ``ticks``: (day, first day after the span in which it lies, layer, look, title, regions);
        ``incidents``: (first day, first day after, known to the day, regions); ``milestones``: the turning points at which play
        may pause; ``words``: state → how a sentence says it; ``single``: ids of records that rest on one source;
        ``disputed``: id → half-open spans of days on which the sides say different things.
    """
    by_layer = {layer.id: features(layer, ledger) for layer in all_layers()}
    return {
        "periods": [
            {
                "id": period.id,
                "title": period.title,
                "row": period.row,
                "start": Interval.state(period).start,
                "end": Interval.state(period).end if period.end else None,
            }
            for period in ledger.periods.values()
        ],
        "ticks": sorted(
            [
                *_changes(by_layer["sections"], "sections"),
                *_changes(by_layer["crossings"], "crossings"),
                *_openings(by_layer["bases"]),
            ]
        ),
        "incidents": sorted(
            [
                *numbers(*span(incident.start, incident.start_precision)),
                incident.start_precision == "day",
                list(feature.regions),
            ]
            for incident, feature in zip(ledger.incidents.values(), by_layer["clashes"], strict=True)
            if feature.interval and incident.kind not in _NOT_COUNTED
        ),
        "milestones": sorted(
            [feature.interval.start, milestone.title, milestone.summary, milestone.id, list(feature.regions)]
            for milestone, feature in zip(ledger.milestones.values(), by_layer["milestones"], strict=True)
            if milestone.major and feature.interval
        ),
        "words": {name: title.lower() for name, title in (STATUS_TITLES | STATE_TITLES).items()},
        "single": sorted(record_id for record_id, record in _records(ledger) if len(record.sources) == 1),
        "disputed": {record_id: spans for record_id, record in _records(ledger) if (spans := disputed_spans(record))},
    }


def _records(ledger: Ledger) -> Iterator[tuple[str, Record]]:
    for layer in all_layers():
        # The layer of incidents is called by what it shows, the others by their table.
        table = "incidents" if layer.id == "clashes" else layer.id
        yield from ledger.tables.get(table, {}).items()


def _changes(found: tuple[Feature, ...], layer: str) -> Iterator[list[object]]:
    """Yield a tick for every change of state after the first."""
    for feature in found:
        for before, step in pairwise(feature.steps):
            if step.state != before.state:
                title = feature.label[0] if feature.label else feature.title.removesuffix(" crossing")
                yield [*step.days, layer, step.state, title, list(feature.regions)]


def _openings(found: tuple[Feature, ...]) -> Iterator[list[object]]:
    """Yield a tick for every base that opened or closed on a known day, month or year."""
    for feature in found:
        held, about = feature.interval, (feature.title, list(feature.regions))
        if held.start > ALWAYS and held.sure_start < FOREVER:
            yield [*Step(held.start, held.sure_start, "opened").days, "bases", "opened", *about]
        if held.end < FOREVER:
            yield [*Step(held.sure_end, held.end, "closed").days, "bases", "closed", *about]


def disputed_spans(record: Record) -> list[tuple[int, int]]:
    """Return the half-open spans of day numbers on which a record is disputed.

    A section is, while the two sides name different statuses or use different words for one; any other record
    is at all dates if both sides made statements on it, or if claimants give different figures for the same loss.
    """
    if isinstance(record, Section):
        return _differing(record)
    parties = {statement.party for statement in record.statements}
    if {"kyrgyz", "tajik"} <= parties or (isinstance(record, Incident) and _figures_differ(record)):
        return [(ALWAYS, FOREVER)]
    return []


def _differing(section: Section) -> list[tuple[int, int]]:
    starts = sorted({span(row.start, row.precision)[0] for row in section.history})
    spans: list[tuple[int, int]] = []
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        shown = status.status_on(section, start)
        if shown and (shown.differs or shown.wordings_differ):
            first, stop = day_number(start), day_number(after) if after else FOREVER
            if spans and spans[-1][1] == first:
                spans[-1] = (spans[-1][0], stop)
            else:
                spans.append((first, stop))
    return spans


def _figures_differ(incident: Incident) -> bool:
    figures: dict[tuple[str, str, str], set[str]] = {}
    for claim in latest_claims(incident):
        if claim.low is not None or claim.high is not None:
            figures.setdefault((claim.about, claim.measure, claim.scope), set()).add(say_figure(claim))
    return any(len(said) > 1 for said in figures.values())
