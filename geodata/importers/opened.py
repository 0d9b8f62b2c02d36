"""A file opened for reading, whatever its format: its columns, its rows piece by piece, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from geodata.importers import counting, own
from geodata.importers.formats import csv_text
from geodata.importers.formats.csv_text import Piece
from geodata.importers.formats.unpack import Content
from geodata.importers.options import Options
from geodata.importers.report import Unit
from geodata.translation import tr_n


@dataclass(frozen=True)
class Source:
    """A file opened for reading: its columns, its pieces, what its rows are counted in, and what it says itself.

    `layers` and `known` are as in `formats.found.Found`; a layer whose rows were not counted has -1. `layer` is the one that is read,
    where it is not the one asked for or the first. Rows of a format that has geometry may still have none; `some_nowhere` says so, and
    then columns may hold their place. `by_date` names the first and the last of a table's columns by date, if it has a row for each of them.
    """

    kind: str
    columns: list[str]
    notes: list[str]
    unit: Unit
    pieces: Iterator[tuple[Piece, np.ndarray | None]]
    layers: Mapping[str, int] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    has_geometry: bool = False
    layer: str = ""
    aside: Mapping[str, list[int]] = field(default_factory=dict)
    some_nowhere: bool = True
    by_date: tuple[str, str] | None = None


def _ahead(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield pieces, the next one parsed while one is worked on: Arrow needs no Python meanwhile."""
    with ThreadPoolExecutor(1) as parser:
        coming = parser.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = parser.submit(next, pieces, None)
            yield piece


def _open(content: Content, options: Options) -> Source:
    if content.kind == "csv":
        table = csv_text.open_table(content.data, options.encoding)
        pieces = ((piece, None) for piece in _ahead(table.pieces()))
        return Source("CSV", table.columns, table.notes, "line", pieces, aside=table.aside)
    if content.kind in ("xlsx", "xlsb", "ods", "xls"):
        from geodata.importers.sheets.workbook import Sheet

        sheet = Sheet(content, options.layer)
        return Source(
            content.kind.upper(),
            sheet.columns,
            sheet.notes,
            "row",
            ((piece, None) for piece in sheet.pieces()),
            sheet.sheets,
            layer=sheet.name,
            aside=sheet.aside,
        )
    notes: list[str] = []
    if content.kind == "json":
        from geodata.importers.formats import json_text
        from geodata.importers.formats.json_rows import Rows

        told = json_text.told(content.data, notes, options.encoding)
        if told.kind == "json":
            rows = Rows(told)
            return Source(
                "JSON", rows.columns, notes + rows.notes, told.unit, ((piece, None) for piece in rows.pieces())
            )
        content = replace(content, kind=told.kind, data=told.data)
    # GeoPandas takes half a second to load: only a reader who drops such a file waits for it.
    from geodata.importers.formats.vector import TITLES, Features

    features = Features(content, options)
    return Source(
        TITLES[content.kind],
        features.columns,
        notes + features.notes,
        "feature",
        features.pieces(),
        features.layers,
        features.known,
        has_geometry=True,
        some_nowhere=features.some_nowhere,
    )


def opened(content: Content, options: Options) -> Source:
    """Open a file."""
    source = _open(content, replace(options, layer=content.within) if content.files else options)
    if content.files:
        several = tr_n(
            "The archive holds {n} file; “{name}” was read.",
            "The archive holds {n} files; “{name}” was read.",
            len(content.files),
            name=content.file,
        )
        layers, layer = counting.offered(content, source.layers, source.layer)
        source = replace(source, notes=[several, *source.notes], layers=layers, layer=layer)
    return restored(source)


def restored(source: Source) -> Source:
    """Return what the atlas itself wrote as it was."""
    if not own.wrote(source.columns):
        return source
    pieces = (
        (replace(piece, batch=own.restored(piece.batch, source.columns, source.kind)), shapes)
        for piece, shapes in source.pieces
    )
    return replace(source, columns=own.named(source.columns, source.kind), pieces=pieces, known={})
