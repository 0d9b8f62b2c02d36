"""The catalogue of this server: where it lies, and whether anything is kept at all."""

from __future__ import annotations

import logging
import os
import sys
from functools import cache
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from geodata.sets.kept import Away, Limits
from geodata.settings import settings
from geodata.translation import tr

if TYPE_CHECKING:
    from geodata.sets.asked.rows import Rows
    from geodata.sets.catalogue import Catalogue

_LOG = logging.getLogger(__name__)

#: A place that could not be used is tried again after so many seconds.
AGAIN_S = 5

_MB = 1_000_000

#: What holds a folder for this process.
_held: list[TextIO] = []


def place() -> Path | str:
    """Return the folder or the ``postgresql://`` address that is set, else a folder among the user's own data."""
    said = settings().sets
    if said is not None:
        return said if said.startswith("postgresql://") else Path(said)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Border Atlas" / "sets"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "Border Atlas" / "sets"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "border-atlas" / "sets"


@cache
def alone_in(folder: Path) -> bool:
    """Tell whether no other server keeps sets in a folder: it is this one's from now on, until its process ends."""
    try:
        import fcntl
    except ImportError:  # Windows, where nobody runs replicas
        return True
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "in-use").open("a")
    except OSError:
        return True  # Whoever asks for the catalogue is told why it cannot be used.
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return False
    _held.append(lock)
    return True


def limits() -> Limits:
    """Return how much may be kept."""
    said = settings()
    return Limits(said.set_rows, said.set_mb * _MB, said.sets_rows, said.sets_mb * _MB)


def say_place() -> str:
    """Say where kept sets lie, for whoever is about to keep one; of a database its name and host, and nobody's password."""
    found = place()
    if isinstance(found, Path):
        return tr("in the folder {folder} of the machine that this atlas runs on", folder=found)
    return tr("in the database {name}", name=found.rpartition("@")[2].removeprefix("postgresql://").partition("?")[0])


class _Opened:
    """The catalogue once it is open, or why it is not and since when."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._catalogue: Catalogue | None = None
        self._why: tuple[float, Away] | None = None

    def get(self) -> Catalogue:
        with self._lock:
            if self._catalogue is None:
                if self._why and monotonic() - self._why[0] < AGAIN_S:
                    raise Away(str(self._why[1]))
                # What a database needs takes seconds and 70 MB, which an atlas that keeps nothing has no use for.
                from geodata.sets.catalogue import Catalogue

                try:
                    self._catalogue = Catalogue(place(), limits())
                except Away as why:
                    if self._why is None:
                        _LOG.warning("No set is kept or opened: %s", why)
                    self._why = monotonic(), why
                    raise
            return self._catalogue


@cache
def _opened() -> _Opened:
    return _Opened()


def catalogue() -> Catalogue:
    """Return the catalogue, opened when it is first asked for.

    Raises
    ------
    Away
        With a sentence for readers, where the place cannot be used.
    """
    return _opened().get()


def drop_ended() -> list[str]:
    """Delete the sets that have ended, where any set was ever kept; returns the files of their versions.

    Raises
    ------
    Away
    """
    found = place()
    if isinstance(found, Path) and not (found / "catalogue.sqlite").exists():
        return []  # Nothing is made where nothing is kept.
    return [file for kept in catalogue().drop_ended() for file in kept.files]


def rows() -> Rows:
    """Return what answers for the rows of the versions that the catalogue names.

    Raises
    ------
    Away
        With a sentence for readers, where the place cannot be used.
    """
    return _rows(place())


@cache
def _rows(found: Path | str) -> Rows:
    # As for the catalogue.
    if isinstance(found, Path):
        from geodata.sets.embedded import Embedded

        return Embedded(found / "versions")
    from geodata.sets.postgres import Postgres

    return Postgres(found)
