"""What the slider's strip knows of the ledger: named periods, ticks by kind, days of incidents, and what is in doubt.

The browser narrows all of it by layer, region and filters (time/strip.js, time/changes.js, time/unknowns.js).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from geodata.dates import span
from geodata.events import Milestone
from geodata.importers.days.typed import vocabulary
from geodata.intervals import ALWAYS, FOREVER, Interval, numbers
from geodata.ledger import Ledger
from geodata.records import Record
from layers.kit.feature import Feature
from layers.kit.layer import Layer, all_layers, features


def timeline(ledger: Ledger) -> dict[str, object]:
    """Return the strip's content as JSON values, days as day numbers.

    Returns
    -------
    dict
        ``periods``: bands; ``ticks``: (day, first day after the span in which it lies, layer, look, title, regions, id of its record);
        ``bars``: events as (first day, first day after, known to the day, regions, id); ``turns``: the turning points at which play
        may pause; ``dates``: the words of typed dates; ``words``: state → how a sentence says it; ``single``: ids of records that rest on one source;
        ``disputed``: id → half-open spans of days on which the sides say different things.
    """
    told = [(layer, features(layer, ledger)) for layer in all_layers() if layer.regional]
    records = {record.id: (layer, record) for layer, _ in told for record in layer.records(ledger)}
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
        "ticks": sorted(tick for layer, found in told if layer.row != "" for tick in _ticks(layer, found)),
        "rows": {layer.id: layer.row for layer, _ in told},
        "bars": sorted(
            [
                *numbers(*span(record.start, record.start_precision)),
                record.start_precision == "day",
                regions,
                record.id,
            ]
            for layer, record, _, regions in _events(told, ledger, "bars")
            if record.start and layer.counts(record)
        ),
        "turns": sorted(
            [interval.start, record.title, record.summary, record.id, regions, layer.id]
            for layer, record, interval, regions in _events(told, ledger, "turns")
            if isinstance(record, Milestone) and record.major
        ),
        "dates": vocabulary(),
        "words": {name: title.lower() for layer, _ in told for name, title in layer.states.items()},
        "verbs": {layer.id: (layer.begins, layer.ends) for layer, _ in told},
        "single": sorted(record_id for record_id, (_, record) in records.items() if len(record.sources) == 1),
        "disputed": {
            record_id: spans for record_id, (layer, record) in records.items() if (spans := layer.disputed(record))
        },
    }


Told = list[tuple[Layer[Record], tuple[Feature, ...]]]


def _events(told: Told, ledger: Ledger, row: str) -> Iterator[tuple[Layer[Record], Record, Interval, list[str]]]:
    """Yield (layer, record, interval, regions) of the dated events of the layers that stand in a row of the slider."""
    for layer, found in told:
        for feature in found if layer.row == row else ():
            record = ledger.find(feature.select)
            if feature.interval and record:
                yield layer, record[1], feature.interval, list(feature.regions)


def _ticks(layer: Layer[Record], found: tuple[Feature, ...]) -> Iterator[list[object]]:
    """Yield a tick for every change of state, of marks for the first too; where there are no states, for beginning and end on a known day, month or year."""
    for feature in found:
        if feature.steps:
            times = [(*step.days, step.state) for before, step in pairwise(feature.steps) if step.state != before.state]
            first = feature.steps[0]
            if layer.row == "marks" and first.start > ALWAYS:
                times.insert(0, (*first.days, first.state))
        elif feature.interval is None or layer.row != "marks":
            times = []
        elif layer.time == "event":
            times = [(feature.interval.start, feature.interval.end if feature.interval.vague else 0, "")]
        else:
            within = feature.interval
            times = [(within.start, within.sure_start, layer.begins)] * (
                within.start > ALWAYS and within.sure_start < FOREVER
            )
            times += [(within.sure_end, within.end, layer.ends)] * (within.end < FOREVER)
        for day, until, look in times:
            yield [
                day,
                max(until, day + 1),
                layer.id,
                look,
                layer.short(feature),
                list(feature.regions),
                feature.select,
            ]
