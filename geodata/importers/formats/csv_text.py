"""CSV of any encoding, separator and line end, read piece by piece as text columns with the line each row begins on."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from geodata.importers.columns import distinct, limit_columns
from geodata.importers.formats.encodings import to_utf8
from geodata.importers.report import refused
from geodata.translation import tr, tr_n

PIECE = 8 << 20


@dataclass(frozen=True)
class Piece:
    """Some rows: text columns, the line each begins on, and rows that could not be split as (line, text)."""

    batch: pa.RecordBatch
    lines: np.ndarray
    unsplit: list[tuple[int, str]]
    share: float


@dataclass(frozen=True)
class Table:
    """A CSV made ready: columns, notes for the report, and the body as UTF-8 with single line ends."""

    columns: list[str]
    notes: list[str]
    body: memoryview
    first_line: int
    separator: str

    def pieces(self, size: int = PIECE) -> Iterator[Piece]:
        """Yield the rows, some eight megabytes at a time."""
        at, line = 0, self.first_line
        while at < len(self.body):
            text = self.body[at : at + size]
            last = at + size >= len(self.body)
            if last and text[-1] != 10:
                text = memoryview(bytes(text) + b"\n")
            piece = np.frombuffer(text, np.uint8)
            breaks = np.flatnonzero(piece == 10)
            # A line break after an odd number of quotation marks stands inside a cell.
            ends = breaks[np.searchsorted(np.flatnonzero(piece == 34), breaks) % 2 == 0]
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
                filled = ends - starts > 0
                yield self._parse(text[:stop], begin_lines[filled], min(1.0, (at + stop) / len(self.body)))
                line += int(np.searchsorted(breaks, stop))
                at += stop
            if last and at < len(self.body):
                rest = bytes(self.body[at:])
                yield Piece(self._empty(), np.zeros(0, int), [(line, rest[:2000].decode("utf-8", "replace"))], 1.0)
                return

    def _schema(self) -> pa.Schema:
        # Names are the caller's; here they only need to differ.
        return pa.schema([(str(number), pa.string()) for number in range(len(self.columns))])

    def _empty(self) -> pa.RecordBatch:
        return pa.RecordBatch.from_pylist([], self._schema())

    def _parse(self, text: memoryview, lines: np.ndarray, share: float) -> Piece:
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
        if len(lines) != table.num_rows + len(bad):
            # A quotation mark in mid-field: what is a row is then as Arrow saw it, and lines are counted as rows.
            lines = lines[0] + np.arange(table.num_rows + len(bad))
        skipped = [number for number, _ in bad]
        good = np.ones(len(lines), bool)
        good[skipped] = False
        return Piece(batch, lines[good], [(int(lines[number]), words) for number, words in bad], share)


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
    # Past the mark of order rather than without it: a file of 300 MB is held once.
    at, line, separator = (3 if text.startswith(codecs.BOM_UTF8) else 0), 1, ""
    said = re.match(rb"sep=(.)\r?\n", text[at : at + 8], re.IGNORECASE)
    if said:
        at, line, separator = at + said.end(), 2, said.group(1).decode("utf-8", "replace")
        if not separator.isascii() or separator.isalnum() or separator in "\"' ":
            raise refused(
                "The first line names “{sign}” as the sign that parts columns, which cannot be told from what stands in them: save the file with commas or semicolons.",
                sign=separator,
            )
    while text[at : at + 1] in (b"\n", b"\r"):
        line += text[at : at + 1] == b"\n"
        at += 1
    if at == len(text):
        raise refused("The file is empty: it holds no more than blank lines.")
    header, after, lines = _header(text, at)
    separator = separator or _separator(header)
    names = _names(header, separator)
    limit_columns(len(names))
    if len(names) < 2:
        raise refused(
            "The file has a single column: it is no table, or its columns are parted by a sign the atlas does not know (it knows , ; tab and |)."
        )
    if not any(re.search(r"[^\W\d_]", name) for name in names):
        raise refused(
            "The first line names no columns: it holds figures only. Put a line with the columns' names on top."
        )
    return Table(distinct(names, notes), notes, memoryview(text)[after:], line + lines, separator)


def _names(header: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([header], delimiter=separator), [])
    except csv.Error as error:
        raise refused(
            "The first line cannot be split into the columns' names: {why}. The file is no table, or a quotation mark in its first line is not closed.",
            why=error,
        ) from None


def _header(text: bytes, start: int) -> tuple[str, int, int]:
    """Return the first row, where it ends and how many lines it takes; names may be quoted and hold line breaks."""
    inside = False
    limit = min(len(text), start + (1 << 20))
    at = start
    while at < limit:
        sign = text[at]
        if sign == 34:
            inside = not inside
        elif sign == 10 and not inside:
            break
        at += 1
    if at == limit and limit < len(text):
        raise refused("The first line is longer than a megabyte: the file is no table.")
    row = text[start:at]
    return row.decode("utf-8", "replace").rstrip("\r"), min(at + 1, len(text)), row.count(b"\n") + 1


def _separator(header: str) -> str:
    plain = re.sub(r'"[^"]*"', "", header)
    return max(",;\t|", key=plain.count)
