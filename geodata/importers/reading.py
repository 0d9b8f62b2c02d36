"""The one reading path: what a file is (`peek`), and its rows as a set with a report (`read`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import pyarrow as pa

from geodata.importers import acled, counting, own, tables, ucdp
from geodata.importers.aside import below, end_of, sift, together, with_next
from geodata.importers.build import ROWS, Builder
from geodata.importers.formats.csv_text import Piece
from geodata.importers.formats.unpack import Content, unpack
from geodata.importers.layout import Layout
from geodata.importers.markup_text import as_shown
from geodata.importers.opened import Source, opened
from geodata.importers.options import Options, Progress
from geodata.importers.report import Loaded, refused
from geodata.importers.rows import CompressedRows, clean
from geodata.importers.wide.unfold import unfolded
from geodata.translation import tr

LAYOUTS = (acled.LAYOUT, ucdp.LAYOUT, own.ROWS, own.RECORDS)

#: Rows of the preview, and letters of each of its cells.
SHOWN_ROWS, SHOWN_LETTERS = 6, 300

#: So much of a CSV is looked at for the guess, in bytes.
GLANCE = 2 << 20


@dataclass(frozen=True)
class Peek:
    """What a file seems to be, for the mapping step.

    Attributes
    ----------
    name, kind : str
        What the file is called, or that within an archive; the format's name.
    layout : Layout or None
        The known layout it fits; None where its columns need to be mapped.
    columns : list of str
    sample : list of list of str
        The first rows, cells in the order of `columns`.
    mapping : dict of str to str
        The guess: key of `tables.ASKED` → column. Empty where the layout is known.
    layers : list of str
        Sheets, layers or folders to choose from; "" stands for all in one go.
    counts : list of int
        How many rows each has; -1 where they were not counted.
    layer : str
        Which of them this is.
    has_geometry : bool
        Places come as geometry, not as columns.
    by_date : tuple of str, or None
        First and last of the columns of a table with one for each date, of which a row for each is, or could be, read (`Options.unfold`).
    """

    name: str
    kind: str
    layout: Layout | None
    columns: list[str]
    sample: list[list[str]]
    mapping: dict[str, str]
    layers: list[str]
    counts: list[int]
    layer: str
    has_geometry: bool
    by_date: tuple[str, str] | None


def peek(name: str, data: bytes, options: Options = Options()) -> Peek:
    """Say what a file seems to be.

    Raises
    ------
    Refused
        For what is not read, with the reason.
    """
    content = unpack(name, data, options.layer, counting.Counter().rows)
    if content.kind == "csv" and len(content.data) > GLANCE:
        # A sign of several bytes that is cut would make another encoding of the text.
        head = content.data[:GLANCE]
        content = replace(content, data=head if b"\0" in head[:100] else head[: head.rfind(b"\n") + 1] or head)
    source = _by_row(opened(content, options), options)
    sample = _sample(next(source.pieces, None))
    layout = _known(source)
    mapping = {} if layout else _guess(source, sample)
    return Peek(
        _called(name, content),
        source.kind,
        layout,
        source.columns,
        # HTML as the text that cards will show of it.
        [list(map(as_shown, row)) for row in sample[:SHOWN_ROWS]] + sample[SHOWN_ROWS:],
        mapping,
        list(source.layers),
        list(source.layers.values()),
        source.layer or (options.layer if options.layer in source.layers else next(iter(source.layers), "")),
        not source.some_nowhere,
        source.by_date,
    )


def _called(name: str, content: Content) -> str:
    """Return the name of what is read, of an archive that of its file; the one within a KMZ says nothing."""
    return name if content.name == "doc.kml" else content.name


def _known(source: Source) -> Layout | None:
    return next((layout for layout in LAYOUTS if layout.fits(source.columns, source.has_geometry)), None)


def _by_row(source: Source, options: Options) -> Source:
    """Return a table of no known layout with a row for each place and date, where it has a column for each date."""
    return source if _known(source) else unfolded(source, options.unfold)


def _sample(first: tuple[Piece, np.ndarray | None] | None) -> list[list[str]]:
    piece = first[0] if first else None
    rows = (
        []
        if piece is None
        else zip(*(column.to_pylist() for column in piece.batch.slice(0, tables.SAMPLE).columns), strict=True)
    )
    sample = [[clean(cell or "") for cell in row] for row in rows]
    if not sample and (piece is None or not piece.unsplit):
        raise refused("The file has a header but no rows.")
    return sample


def _guess(source: Source, sample: list[list[str]]) -> dict[str, str]:
    mapping = tables.guess(source.columns, sample)
    mapping = {key: column for key, column in mapping.items() if source.some_nowhere or key not in tables.PLACES}
    # What the format itself says goes before what names and cells seem to say.
    return {key: column for key, column in mapping.items() if column not in source.known.values()} | dict(source.known)


def read(
    name: str,
    data: bytes,
    options: Options = Options(),
    progress: Progress = lambda share, words: None,
    lasting: bool = False,
    rows: Callable[[list[str]], CompressedRows] = CompressedRows,
) -> Loaded:
    """Read a file.

    Parameters
    ----------
    name : str
        Its name, for the report.
    data : bytes
    options : Options
        `mapping` is needed for files of no known layout; None takes the guess.
    progress : callable, optional
        Called with (share from 0 to 1, what is being done).
    lasting : bool
        Rows of a mapped table are states rather than events.
    rows : callable
        Makes what takes the rows as they were read, from the names of the columns.

    Raises
    ------
    Refused
        For what is not read, with the reason.
    """
    content = unpack(name, data, options.layer, counting.Counter().rows)
    return read_source(_called(name, content), opened(content, options), options, progress, lasting, rows, ROWS)


def read_source(
    name: str,
    source: Source,
    options: Options,
    progress: Progress,
    lasting: bool,
    rows: Callable[[list[str]], CompressedRows],
    most: int,
) -> Loaded:
    """Read a file that is open, of `most` rows at most; the rest is as for `read`.

    Raises
    ------
    Refused
    """
    source = _by_row(source, options)
    layout, mapping = _known(source) if options.mapping is None else None, options.mapping
    if mapping is None and layout not in (acled.LAYOUT, ucdp.LAYOUT):
        first = next(source.pieces, None)
        # What was looked at is read all the same, with the rest behind it.
        source = replace(source, pieces=chain(() if first is None else (first,), source.pieces))
        sample = _sample(first)
        mapping = {} if layout else _guess(source, sample)
        if layout is own.ROWS:
            layout = own.as_it_was(layout, source.columns, sample, lasting)
    if layout is None:
        mapping = mapping or {}
        layout = tables.layout_of(mapping, options.title or name, lasting)
        # Where the format has a place for both ends of a span, one that is left empty is open.
        spans = {"date", "date_end"} <= source.known.keys() and all(
            mapping.get(key) == source.known[key] for key in ("date", "date_end")
        )
        folders = source.known.get("category", "")
        layout = replace(layout, open_ended=lasting or spans, folders=folders if folders in layout.coded else "")
    if own.wrote(source.columns):
        options = replace(options, decimal=".")
    kept = rows(own.theirs(source.columns))
    builder = Builder(layout, source.columns, options, kept, source.has_geometry, most)
    end: pa.RecordBatch | None = None
    aside = [(kind, np.array(lines, int)) for kind, lines in source.aside.items()]
    for piece, shapes in source.pieces:
        batch, lines = piece.batch, piece.lines
        if shapes is None:
            empty, again = sift(batch, source.columns)
            aside += [("empty", piece.empty), ("empty", lines[empty]), ("header", lines[again])]
            table = ~(empty | again)
            if not table.all():
                batch, lines = batch.filter(pa.array(table)), lines[table]
        builder.add(batch, lines, shapes, piece.opened)
        end = with_next(end, batch)
        for line, words in piece.unsplit:
            builder.add_unsplit(line, words)
        progress(0.9 * piece.share, tr("Reading rows"))
    progress(0.92, tr("Checking rows"))
    for line in source.aside.get("hxl", ()):
        source.notes.append(
            tr("The file's line {line} holds HXL tags.", line=line)
            if source.unit == "line"
            else tr("The sheet's row {line} holds HXL tags.", line=line)
        )
    loaded = builder.finish(
        name,
        f"{layout.title}, {source.kind}" if layout.id not in ("table", "own") else source.kind,
        source.notes,
        source.unit,
    )
    if not loaded.report.rows_read:
        raise refused("The file has a header but no rows.")
    last = int(loaded.points.line.max()) if len(loaded.points) else np.iinfo(np.int32).max
    loaded = replace(
        loaded, report=below(replace(loaded.report, aside=together(aside)), last, end_of(end, len(builder.rows)))
    )
    progress(1.0, tr("Done"))
    return loaded
