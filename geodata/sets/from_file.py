"""Keeping the rows of a file that lies on a disk, of any size: by the command and by the route for large files alike."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import BinaryIO

from geodata.importers.apart.answer import Into
from geodata.importers.apart.process import READERS
from geodata.importers.formats.unpack import FILE
from geodata.importers.options import Options, Progress
from geodata.importers.report import Loaded, Refused
from geodata.importers.wide.found import dated
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import Kept, Reader, Wish
from geodata.sets.naming import Reference

#: Rows of a file that is read where it lies; the quota may be lower.
_MOST_ROWS = 50_000_000

#: A larger file is read where it lies if it can be, in bytes: that takes less memory, and there may be more rows.
HELD = FILE // 4


def keep(
    sets: Catalogue,
    file: BinaryIO,
    name: str,
    wanted: Wish | str,
    reader: Reader,
    told: Progress,
    lasting: bool,
    most_held: int,
) -> Kept:
    """Read a file and keep its rows, whole or not at all.

    Parameters
    ----------
    sets : Catalogue
    file : BinaryIO
        Open, of a file on a disk.
    name : str
        What the report calls it.
    wanted : Wish or str
        What is said of a new set, or the id of the set of which this is the next version.
    reader : Reader
    told : callable
        Hears how far the reading is.
    lasting : bool
        Rows of a mapped table are states rather than events.
    most_held : int
        Bytes of a file that may be held whole, where it cannot be read where it lies.

    Raises
    ------
    NotKept, Refused
    """
    options = (
        Options(title=wanted.title)
        if isinstance(wanted, Wish)
        else Options(title=PurePath(name).stem, unfold=_unfold(sets, wanted, reader))
    )
    size, rows = os.fstat(file.fileno()).st_size, min(_MOST_ROWS, sets.limits.set_rows)

    def large(into: Into) -> Loaded:
        file.seek(0)
        return READERS.large(name, file, into, rows, options, told, lasting)

    def kept(whole: bool) -> Kept:
        if not whole:
            if isinstance(wanted, str):
                return sets.keep_version(wanted, large, reader)
            return sets.keep_file(large, wanted, reader)
        file.seek(0)
        loaded = READERS.read(name, file.read(), options, told, lasting)
        return (
            sets.keep_version(wanted, loaded, reader) if isinstance(wanted, str) else sets.keep(loaded, wanted, reader)
        )

    try:
        return kept(whole=size <= HELD)
    except Refused:
        # A table in another form than that of large ones, or no table: as long as it can be held, it may be read all the same.
        if not HELD < size <= most_held:
            raise
        return kept(whole=True)


def _unfold(sets: Catalogue, set_id: str, reader: Reader) -> bool:
    """Return whether a version of a set has a row for each column by date: not where the one before has such columns for fields."""
    known = sets.find(Reference(set_id), reader)
    return known is None or dated(list(known.newest.columns)) is None
