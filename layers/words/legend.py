"""The legend of a view: only what is drawn, layer by layer, and whose publications stand behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from geodata import atlas
from geodata.intervals import day_number
from geodata.ledger import Ledger
from geodata.records import Record, Source
from geodata.translation import tr, tr_n
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Layer, all_layers
from layers.kit.text import sentence_case
from layers.view.facets import shown_rows
from layers.view.filters import Row
from layers.view.state import ViewState
from layers.view.visible import is_drawn, visible
from layers.words.not_loaded import kinds

#: What the ledger calls a publisher that a collected document does not name.
NO_PUBLISHER = "Publisher not recorded"

#: The credits that every picture and document of ours carries; the live map's edge has no room for each licence.
CREDITS = " · ".join(", ".join(filter(None, (credit.text, credit.licence))) for credit in atlas.current().credits)


def legend_of(view: ViewState, ledger: Ledger, also: Sequence[date] = ()) -> list[tuple[str, list[LegendEntry]]]:
    """Return the titles and the entries that the view's visible features need, on its date, that of a comparison and those of `also`; before them what could not be loaded."""
    groups = []
    lost = [LegendEntry(kind, sentence_case(kind)) for kind in kinds(ledger)]
    more = (*([view.against] if view.against else []), *also)
    days = [view, *(view.with_(date=day) for day in more)]
    rows = shown_rows(view, ledger)
    shown = [(visible(one, ledger), day_number(one.date)) for one in days]
    for layer in all_layers():
        if layer.id not in view.layers:
            continue
        needed = {key for found, day in shown for feature in found[layer.id] for key in layer.legend_keys(feature, day)}
        entries = [entry for entry in layer.legend if entry.key in needed]
        if entries:
            counts = "" if more else say_counts(layer, [pair for pair in rows if pair[0].layer == layer.id])
            groups.append((f"{layer.heading('legend')}{f' ({counts})' if counts else ''}", entries))
    return [*([(tr("Could not be loaded"), lost)] if lost else []), *groups]


def say_counts(layer: Layer[Record], shown: Sequence[tuple[Row, Feature]]) -> str:
    """Say how many of a layer's records are drawn, where not all are, and how many are not what it is called by."""
    drawn = sum(1 for _, feature in shown if is_drawn(feature))
    apart = sum(1 for row, _ in shown if not layer.counts(row.record))
    partly = layer.draw != "list" and drawn < len(shown)
    parts = [tr("{n} of {all} drawn", n=drawn, all=len(shown))] if partly else []
    return "; ".join([*parts, *[tr_n(*layer.apart, apart)] * bool(apart)])


def sources_of(view: ViewState, ledger: Ledger) -> list[Source]:
    """Return the publications behind the view: those of its selected record, or of every record it shows, most cited first."""
    found = ledger.find(view.select) if view.select else None
    if found:
        return [ledger.sources[source_id] for source_id in found[1].sources]
    days = [view, *([view.with_(date=view.against)] if view.against else [])]
    cited = Counter(source_id for one in days for row, _ in shown_rows(one, ledger) for source_id in row.record.sources)
    return [ledger.sources[source_id] for source_id, _ in sorted(cited.items(), key=lambda item: (-item[1], item[0]))]


def sources_line(view: ViewState, ledger: Ledger, most: int = 6) -> str:
    """Return one line that names the publishers behind the view, the most cited first, and counts the others."""
    return say_publishers(sources_of(view, ledger), most)


def say_publishers(sources: list[Source], most: int = 8) -> str:
    """Return one line that names the publishers of sources, at most so many, and counts the others."""
    publishers = [name for name in dict.fromkeys(source.publisher for source in sources) if name != NO_PUBLISHER]
    if not publishers:
        return tr("Sources: none is named.") if sources else tr("Sources: no record is shown.")
    named, others = ", ".join(publishers[:most]), len(publishers) - most
    if others <= 0:
        return tr("Sources: {publishers}.", publishers=named)
    return tr("Sources: {publishers} and {n} more, listed on the atlas’s Sources page.", publishers=named, n=others)
