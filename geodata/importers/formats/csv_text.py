"""CSV of any encoding, separator and line end, read piece by piece as text columns with the line each row begins on."""

from __future__ import annotations

import codecs
import csv
import mmap
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from geodata.importers.columns import limit_columns
from geodata.importers.formats.encodings import to_utf8
from geodata.importers.heading import LOOKED, Heading, find
from geodata.importers.report import refused
from geodata.translation import tr, tr_n

PIECE = 8 << 20
_MANY, _RESERVED = 64, 64 << 20  # For each of many columns Arrow reserves the text's bytes: so many in all at once.
#: The line with the columns' names is looked for in the first megabyte.
_HEAD = 1 << 20

#: A line in quotation marks as a whole, with what parts it from empty cells behind it.
_WRAPPED = re.compile(rb'"((?:[^"\n]|"")*)"[,;\t]*')


@dataclass(frozen=True)
class Piece:
    """Some rows: text columns, the line each begins on, rows that could not be split as (line, text), and lines that are empty.

    Of features, `opened` tells which had an open ring.
    """

    batch: pa.RecordBatch
    lines: np.ndarray
    unsplit: list[tuple[int, str]]
    share: float
    opened: np.ndarray | None = None
    empty: np.ndarray = field(default_factory=lambda: np.zeros(0, int))


@dataclass(frozen=True)
class Table:
    """A CSV made ready: columns, notes for the report, lines set aside by what they are, and the body as UTF-8 with single line ends."""

    columns: list[str]
    notes: list[str]
    aside: dict[str, list[int]]
    body: memoryview
    first_line: int
    separator: str
    forget: Callable[[], None] = lambda: None

    def pieces(self, size: int = PIECE) -> Iterator[Piece]:
        """Yield the rows, some eight megabytes at a time."""
        at, line = 0, self.first_line
        while at < len(self.body):
            text = self.body[at : at + size]
            last = at + size >= len(self.body)
            if last and text[-1] != 10:
                text = memoryview(bytes(text) + b"\n")
            breaks, ends = record_ends(text, self.separator)
            if not len(ends) and not last:
                raise refused(
                    "A quotation mark opened after line {line:,} is not closed within {mb} MB: the file cannot be split into rows.",
                    line=line,
                    mb=size >> 20,
                )
            stop = ends[-1] + 1 if len(ends) else 0
            if stop:
                starts = np.concatenate([[0], ends[:-1] + 1])
                begin_lines = line + np.searchsorted(breaks, starts)
                blank = (ends == starts) | ((ends == starts + 1) & (np.frombuffer(text, np.uint8)[starts] == 13))
                share = min(1.0, (at + stop) / len(self.body))
                each = size if len(self.columns) <= _MANY else _RESERVED // len(self.columns)
                cuts = (np.flatnonzero(np.diff(ends // each)) + 1).tolist()
                for i, j in zip([0, *cuts], [*cuts, len(ends)], strict=True):
                    lines, none = begin_lines[i:j], blank[i:j]
                    yield self._parse(text[starts[i] : ends[j - 1] + 1], lines[~none], lines[none], share)
                self.forget()
                line += int(np.searchsorted(breaks, stop))
                at += stop
            if last and at < len(self.body):
                rest = bytes(self.body[at:])
                self.notes.append(
                    tr_n(
                        "A quotation mark opened on line {line:,} is never closed: {n} line from there on is taken for one cell.",
                        "A quotation mark opened on line {line:,} is never closed: {n} lines from there on are taken for one cell.",
                        len(rest.splitlines()),
                        line=line,
                    )
                )
                yield Piece(self._empty(), np.zeros(0, int), [(line, rest[:2000].decode("utf-8", "replace"))], 1.0)
                return

    def _schema(self) -> pa.Schema:
        # Names are the caller's; here they only need to differ.
        return pa.schema([(str(number), pa.string()) for number in range(len(self.columns))])

    def _empty(self) -> pa.RecordBatch:
        return pa.RecordBatch.from_pylist([], self._schema())

    def _parse(self, text: memoryview, lines: np.ndarray, empty: np.ndarray, share: float) -> Piece:
        bad: list[tuple[int, str]] = []

        def aside(row: arrow_csv.InvalidRow) -> str:
            bad.append((row.number - 1, row.text))
            return "skip"

        schema = self._schema()
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(pa.py_buffer(text)),
                # Only without threads does Arrow number the rows it sets aside.
                read_options=arrow_csv.ReadOptions(
                    column_names=schema.names, block_size=len(text) + 1, use_threads=False
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self.separator, newlines_in_values=True, invalid_row_handler=aside
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=schema, strings_can_be_null=False, check_utf8=False
                ),
            )
        except pa.ArrowInvalid as error:
            if "Empty CSV file" not in str(error):
                raise refused(
                    "The rows from line {line:,} on cannot be read as a table: {why}.",
                    line=int(lines[0]) if len(lines) else self.first_line,
                    why=str(error)[:300],
                ) from None
            table = schema.empty_table()
        batch = table.combine_chunks().to_batches()[0] if table.num_rows else self._empty()
        good = np.ones(len(lines), bool)
        good[[number for number, _ in bad]] = False
        unsplit = [(int(lines[number]), words) for number, words in bad]
        blank = [line for line, words in unsplit if not words.strip()]
        unsplit = [(line, words) for line, words in unsplit if words.strip()]
        return Piece(batch, lines[good], unsplit, share, empty=np.sort(np.concatenate([empty, blank]).astype(int)))


def record_ends(text: bytes | memoryview, separator: str) -> tuple[np.ndarray, np.ndarray]:
    """Return where the lines of a text end, and which of these ends close a record: all but those within quotation marks.

    A quotation mark opens a quoted part at the beginning of a field only, as for Python's csv and for Arrow; elsewhere it is a sign
    as any other.
    """
    piece = np.frombuffer(text, np.uint8)
    breaks, quotes = np.flatnonzero(piece == 10), np.flatnonzero(piece == 34)
    if not len(quotes):
        return breaks, breaks
    opening, closing = quotes[::2], np.concatenate([[-2], quotes[1::2]])[: (len(quotes) + 1) // 2]
    before = np.where(opening > 0, piece[opening - 1], 10)
    if ((before == ord(separator)) | (before == 10) | (closing == opening - 1)).all():
        # They come in pairs, a doubled one within as the end of one part and the beginning of the next.
        return breaks, breaks[np.searchsorted(quotes, breaks) % 2 == 0]
    quoted = re.compile(rb'(?:\A|(?<=[\n%b]))"[^"]*(?:""[^"]*)*(?:"|\Z)' % re.escape(separator.encode()))
    spans = np.array([found.span() for found in quoted.finditer(text)] or [(0, 0)])
    part = np.searchsorted(spans[:, 0], breaks) - 1
    return breaks, breaks[(part < 0) | (breaks >= spans[part, 1])]


def open_table(data: bytes, encoding: str = "") -> Table:
    """Make a CSV ready to be read.

    Raises
    ------
    Refused
        When there is no table in it.
    """
    notes: list[str] = []
    text = to_utf8(data, notes, encoding)
    if b"\r" in text and text.count(b"\r") != text.count(b"\r\n"):
        notes.append(tr("The file mixes line ends; all were read as line ends."))
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    zeros = text.count(b"\0") if b"\0" in text else 0
    if zeros:
        if zeros > len(text) // 10:
            raise refused("The file consists largely of zero bytes: it is damaged, or no table.")
        notes.append(
            tr_n("{n} zero byte was taken out of the text.", "{n} zero bytes were taken out of the text.", zeros)
        )
        text = text.replace(b"\0", b"")
    if unwrapped := unwrapped_lines(text):
        notes.append(tr("Each line stood in quotation marks as a whole: they were taken off."))
        text = unwrapped
    return table_of(text, notes)


def table_of(text: bytes | mmap.mmap, notes: list[str], forget: Callable[[], None] = lambda: None) -> Table:
    """Find the table in a text of UTF-8 with single line ends; `forget` is called when a piece of it has been read.

    Raises
    ------
    Refused
        When there is no table in it.
    """
    # Past the mark of order rather than without it: a file of 300 MB is held once.
    at, line, separator = (3 if text[:3] == codecs.BOM_UTF8 else 0), 1, ""
    said = re.match(rb"sep=(.)\r?\n", text[at : at + 8], re.IGNORECASE)
    if said:
        at, line, separator = at + said.end(), 2, said.group(1).decode("utf-8", "replace")
        if not separator.isascii() or separator.isalnum() or separator in "\"' ":
            raise refused(
                "The first line names “{sign}” as the sign that parts columns, which cannot be told from what stands in them: save the file with commas or semicolons.",
                sign=separator,
            )
    # A file of 300 MB is not copied to see that something stands at its beginning.
    if not text[at : at + _HEAD].strip(b"\r\n") and not text[at:].strip(b"\r\n"):
        raise refused("The file is empty: it holds no more than blank lines.")
    found = [_Head.of(text, at, sign) for sign in (separator or ",;\t|")]
    best = max(found, key=lambda head: head.likely)
    limit_columns(len(best.heading.names))
    if len(best.heading.names) < 2:
        raise refused(
            "The file has a single column: it is no table, or its columns are parted by a sign the atlas does not know (it knows , ; tab and |)."
        )
    aside = best.heading.aside([line + number for number in best.lines])
    if said:
        aside["separator"] = [1]
    columns = best.heading.columns(notes)
    return Table(columns, notes, aside, memoryview(text)[at + best.stop :], line + best.line, best.separator, forget)


def unwrapped_lines(text: bytes) -> bytes:
    """Return a text without the quotation marks round each whole line, as a spreadsheet saves a CSV that it did not split; empty where there are none.

    The first lines tell, and a line without such marks is left as it is.
    """
    head = text[: _HEAD >> 4].removeprefix(codecs.BOM_UTF8).split(b"\n")[:LOOKED]
    lines = [line.strip() for line in head[:-1] or head if line.strip()]
    found = [_WRAPPED.fullmatch(line) for line in lines]
    if len(lines) < 2 or not all(one and re.search(rb"[,;\t|]", one[1]) for one in found):
        return b""
    return re.sub(
        rb'(?m)^"((?:[^"\n]|"")*)"[,;\t]*\r?$',
        lambda one: one[1].replace(b'""', b'"'),
        text.removeprefix(codecs.BOM_UTF8),
    )


@dataclass(frozen=True)
class _Head:
    """The first rows of a text under a separator: their cells, where each begins, and in which line, counted from 0."""

    separator: str
    rows: list[list[str]]
    starts: list[int]
    lines: list[int]
    heading: Heading

    @classmethod
    def of(cls, text: bytes | mmap.mmap, at: int, separator: str) -> _Head:
        for size in (_HEAD >> 4, _HEAD):
            part = text[at : at + size]
            breaks, ends = record_ends(part, separator)
            if len(ends) >= LOOKED:
                break
        if not len(ends) and len(part) == _HEAD:
            raise refused("The first line is longer than a megabyte: the file is no table.")
        if at + len(part) == len(text) and (not len(ends) or ends[-1] + 1 < len(part)):
            ends = np.append(ends, len(part))
        ends = ends[:LOOKED]
        starts = np.concatenate([[0], ends + 1])
        rows = [
            _cells(part[start:end].decode("utf-8", "replace").removesuffix("\r"), separator)
            for start, end in zip(starts[:-1], ends, strict=True)
        ]
        lines = np.searchsorted(breaks, starts)
        return cls(separator, rows, np.minimum(starts, len(part)).tolist(), lines.tolist(), find(rows))

    @property
    def likely(self) -> tuple[bool, bool, bool, int, float, int]:
        """What makes a separator likely, the strongest sign first."""
        head, names = self.heading, len(self.heading.names)
        table = [row for row in self.rows[head.first :] if row]
        share = sum(len(row) == names for row in table) / max(1, len(table))
        return names > 1, head.header is not None, share > 0.8, -len(head.titles), share, names

    @property
    def stop(self) -> int:
        return self.starts[self.heading.first]

    @property
    def line(self) -> int:
        return self.lines[self.heading.first]


def _cells(row: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([row], delimiter=separator), [])
    except csv.Error as error:
        raise refused(
            "The first lines cannot be split into cells: {why}. The file is no table, or a quotation mark in them is not closed.",
            why=error,
        ) from None
