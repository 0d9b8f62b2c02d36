"""Whose work a file of records is: licences, attribution and sources, as its citation names them."""

from __future__ import annotations

from geodata import atlas
from geodata.claims import say_as_of
from geodata.ledger import Ledger
from geodata.nearby import placed
from geodata.translation import tr
from layers.kit.layer import layer_of
from layers.kit.text import sentences
from layers.view.filters import Row


def licences(rows: list[Row], ledger: Ledger) -> list[str]:
    """Return the terms of what some records hold, of texts, outlines and places."""
    lines = [tr("Texts of the records: in the atlas's own words, after the sources named below.")]
    lines += [line for layer_id in dict.fromkeys(row.layer for row in rows) for line in layer_of(layer_id).credits()]
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
