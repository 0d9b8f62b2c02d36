"""A file that is too large to hold, read where it lies: a plain table, in a form that needs nothing done to it before it is split."""

from __future__ import annotations

import codecs
import mmap
from collections.abc import Callable

from geodata.importers.formats.csv_text import PIECE, Table, table_of, unwrapped_lines
from geodata.importers.formats.unpack import FILE, kind_of
from geodata.importers.opened import Source, restored
from geodata.importers.options import Options, Progress
from geodata.importers.reading import read_source
from geodata.importers.report import Loaded, refused
from geodata.importers.rows import CompressedRows

#: So much of it says what it is.
_HEAD = 1 << 16


def read(
    name: str,
    file: mmap.mmap,
    options: Options,
    progress: Progress,
    lasting: bool,
    rows: Callable[[list[str]], CompressedRows],
    most: int,
) -> Loaded:
    """Read a file that is too large to hold, a plain table, of `most` rows at most; the rest is as for `read`.

    Raises
    ------
    Refused
    """
    table = _open_table(name, file)
    pieces = ((piece, None) for piece in table.pieces())
    source = restored(Source("CSV", table.columns, table.notes, "line", pieces, aside=table.aside))
    return read_source(name, source, options, progress, lasting, rows, most)


def _open_table(name: str, file: mmap.mmap) -> Table:
    """Make a large CSV ready to be read.

    Raises
    ------
    Refused
        When there is no table in it, or it is not in the one form in which so large a file is read.
    """

    def forget() -> None:
        if hasattr(mmap, "MADV_DONTNEED"):
            # What is looked at again is read again.
            file.madvise(mmap.MADV_DONTNEED)

    head = file[:_HEAD]
    if head[:4] == b"PK\x03\x04" or kind_of(name, head) != "csv":
        raise refused(
            "At most {most} MB of such a file are read; of more only a plain table (CSV) is. Save it as CSV, or split it.",
            most=FILE >> 20,
        )
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    for at in range(0, len(file), PIECE):
        piece = file[at : at + PIECE]
        try:
            decoder.decode(piece, at + PIECE >= len(file))
        except UnicodeDecodeError:
            raise refused(
                "A file of this size is read as UTF-8 alone, which this one is not: save it as UTF-8, or split it."
            ) from None
        # A line end of two signs may be cut in two.
        alone = piece.count(b"\r") - piece.count(b"\r\n") - piece.endswith(b"\r")
        if alone or b"\0" in piece:
            raise refused(
                "A file of this size is read only where its lines end alike and none of its signs is a zero byte: save it anew, or split it."
            )
        forget()
    if unwrapped_lines(head):
        raise refused(
            "Each line stands in quotation marks as a whole: in a file of this size they must be taken off before."
        )
    return table_of(file, [], forget)
