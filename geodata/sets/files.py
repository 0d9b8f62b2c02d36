"""Where the folder of each version lies: on a disk, or in pieces in the database that several servers share."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import count, groupby
from pathlib import Path
from time import time
from typing import Protocol

import sqlalchemy as sa

from geodata.sets import packing, partitions, whole
from geodata.sets.schema import PIECES
from geodata.sets.whole import ASIDE

#: Bytes of a piece.
PIECE = 4 << 20

#: A version that the catalogue does not name is the rest of a keeping that was cut off, once it is so old, in seconds.
REST_S = 3600

#: How folders begin that a database needs for a moment, among the machine's temporary ones.
_PASSING = "border-atlas-version-"


class Files(Protocol):
    """Where versions lie, which never change. A name is the catalogue's own, of letters and figures."""

    def aside(self, name: str) -> AbstractContextManager[Path]:
        """Give the path at which a version of this name is to be written; it may be moved from there before the end."""

    def add(self, made: Path, connection: sa.Connection) -> None:
        """Take over a version that is whole, in the transaction in which the catalogue comes to name it."""

    def opened(self, name: str) -> AbstractContextManager[Path]:
        """Give the path at which a version can be read meanwhile; what has been opened there can be read on."""

    def drop(self, names: Sequence[str], connection: sa.Connection | None) -> None:
        """Remove versions: said in the transaction in which the catalogue ceases to name them, and after it, without one. Those that are not there are no fault."""

    def sweep(self, known: Iterable[str]) -> None:
        """Remove what the catalogue does not name."""


class Folder:
    """Versions on a disk of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @contextmanager
    def aside(self, name: str) -> Iterator[Path]:
        """Give the place itself: nobody looks there for what the catalogue does not name."""
        yield self._folder / name

    def add(self, made: Path, connection: sa.Connection) -> None:
        """Do nothing: it is where it belongs."""

    @contextmanager
    def opened(self, name: str) -> Iterator[Path]:
        """Give its path."""
        yield self._folder / name

    def drop(self, names: Sequence[str], connection: sa.Connection | None) -> None:
        """Remove versions once the transaction has come to its end."""
        for name in () if connection else names:
            packing.drop(self._folder / name)

    def sweep(self, known: Iterable[str]) -> None:
        """Remove the rests of keepings that were cut off."""
        whole.sweep(self._folder)
        named = set(known)
        for path in self._folder.iterdir():
            if path.name not in named and not path.name.startswith(ASIDE) and path.stat().st_mtime < time() - REST_S:
                packing.drop(path)


class Pieces:
    """Versions in pieces in a PostgreSQL, their rows in partitions beside."""

    def __init__(self, database: sa.Engine) -> None:
        self._database = database

    @contextmanager
    def aside(self, name: str) -> Iterator[Path]:
        """Give a place that is gone afterwards."""
        with whole.passing(Path(tempfile.gettempdir()), _PASSING) as folder:
            yield folder / name

    def add(self, made: Path, connection: sa.Connection) -> None:
        """Write the pieces."""
        for part in sorted(made.iterdir()):
            with part.open("rb") as file:
                for number in count():
                    body = file.read(PIECE)
                    if not body:
                        break
                    values = {"version": made.name, "part": part.name, "number": number, "body": body}
                    connection.execute(sa.insert(PIECES).values(values))
        partitions.load(connection, made.name, made)

    @contextmanager
    def opened(self, name: str, part: str = "") -> Iterator[Path]:
        """Put the pieces together, or those of one file."""
        pieces = sa.select(PIECES.c.part, PIECES.c.body).where(PIECES.c.version == name)
        pieces = pieces.where(PIECES.c.part == part) if part else pieces
        pieces = pieces.order_by(PIECES.c.part, PIECES.c.number).execution_options(yield_per=1)
        with self.aside(name) as path:
            path.mkdir()
            with self._database.connect() as connection:
                for held, bodies in groupby(connection.execute(pieces), key=lambda row: str(row.part)):
                    with (path / held).open("wb") as file:
                        file.writelines(row.body for row in bodies)
            yield path

    def drop(self, names: Sequence[str], connection: sa.Connection | None) -> None:
        """Remove the pieces in the transaction."""
        if connection:
            connection.execute(sa.delete(PIECES).where(PIECES.c.version.in_(names)))
            partitions.unload(connection, names)

    def sweep(self, known: Iterable[str]) -> None:
        """Remove what was on its way to or from the pieces when a server was killed; they themselves come and go with what names them."""
        whole.sweep(Path(tempfile.gettempdir()), _PASSING)
