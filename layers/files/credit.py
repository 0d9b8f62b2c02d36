"""Whose work a file of records is: licences, attribution and sources, as its citation names them."""

from __future__ import annotations

from geodata import atlas
from geodata.claims import say_as_of
from geodata.ledger import Ledger
from geodata.nearby import placed
from geodata.translation import tr
from layers.kit.layer import all_layers
from layers.kit.text import sentences
from layers.view.filters import Row
from layers.view.state import ViewState


def licences(view: ViewState, rows: list[Row], ledger: Ledger) -> list[str]:
    """Return the terms of what some records of a view hold, of texts, outlines and places, and of the border beside them."""
    lines = [tr("Texts of the records: in the atlas's own words, after the sources named below.")]
    held = {row.layer for row in rows}
    drawn = [one for one in all_layers() if one.id in (held if one.regional else view.layers)]
    lines += [line for layer in drawn for line in layer.credits()]
    places = {place.coordinates_from for row in rows for place in placed(row.record, ledger) if place.coordinates_from}
    if places:
        named = tr("Coordinates of places from: {sources}.", sources="; ".join(sorted(places)))
        lines.append(sentences(named, atlas.current().coordinates_licence or ""))
    return lines


def sources(rows: list[Row], ledger: Ledger) -> list[str]:
    """Return every source of some records, each with its id."""
    named = sorted({source_id for row in rows for source_id in row.record.sources})
    sources = [(source_id, ledger.sources[source_id]) for source_id in named]
    return [
        sentences(f"[{source_id}] {one.publisher}: {one.title}. {say_as_of(one.date)}.", one.url or "")
        for source_id, one in sources
    ] or [tr("None: the view holds no record.")]
