"""Large files on their way from a keeper's browser to the disk: one a keeper, in pieces, gone on with after a lost connection, not for ever.

They lie beside the kept sets, under names of the server's own, or among temporary files where the sets are in a database. Everything may be called from any thread.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import BinaryIO

from geodata.sets import whole
from geodata.sets.here import place
from geodata.sets.whole import NotKept
from geodata.settings import settings
from geodata.translation import tr
from pages.reader_data.arrived import Turned

_LOG = logging.getLogger(__name__)

#: Bytes of a piece, as a browser sends it.
PIECE = 8 << 20

#: A file of which nothing has come for so long is removed, in seconds; one of which something has come just now is in no other's way.
ABANDONED_S, JUST_NOW_S = 24 * 3600, 60

_PREFIX = "border-atlas-uploads-"
_MB = 1_000_000

#: Letters of a file's name, for the report.
_NAME = 200


@dataclass
class Upload:
    """A file of which some has come.

    Attributes
    ----------
    id : str
        128 bits that nobody can guess; good for its keeper alone.
    keeper : str
        The account.
    name, size, modified
        What the browser says of the file: its size in bytes, and when it was changed, in milliseconds since 1970.
    received : int
        Bytes on the disk.
    """

    keeper: str
    name: str
    size: int
    modified: int
    path: Path
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    received: int = 0
    touched: float = field(default_factory=monotonic)
    #: Which of the requests that have brought pieces may write: the one that came last.
    turn: int = 0
    reading: bool = False

    @property
    def whole(self) -> bool:
        """All of it is here."""
        return self.received == self.size


class Coming:
    """The files on their way."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._of: dict[str, Upload] = {}
        self._folder: Path | None = None

    def begin(self, keeper: str, name: str, size: int, modified: int) -> Upload:
        """Let a file come, or go on; another of the same keeper that has been given up goes.

        Raises
        ------
        Turned
        """
        name = _clean(name)
        most = settings().upload_mb * _MB
        if size > most:
            words = tr(
                "The file has {size} MB; at most {most} MB are taken.",
                size=f"{-(-size // _MB):,}",
                most=f"{most // _MB:,}",
            )
            raise Turned(413, words)
        if size < 1:
            raise Turned(400, tr("The file is empty."))
        with self._lock:
            known = self._of.get(keeper)
            if known and (known.name, known.size, known.modified) == (name, size, modified):
                return known
            if known and (known.reading or monotonic() - known.touched < JUST_NOW_S) and not known.whole:
                raise Turned(429, tr("Another file of yours is still on its way. Wait for it, or cancel it there."))
            if known:
                self.drop(known)
            try:
                folder = self._place()
                coming = sum(one.size - one.received for one in self._of.values())
                if size + coming > shutil.disk_usage(folder).free:
                    raise Turned(507, tr("This server’s disk has no room for the file right now."))
                made = Upload(keeper, name, size, modified, folder)
                made.path = folder / made.id
                os.close(os.open(made.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            except OSError as error:
                raise Turned(507, whole.said(error)) from None
            self._of[keeper] = made
            return made

    def of(self, keeper: str) -> Upload | None:
        """Return a keeper's file."""
        with self._lock:
            return self._of.get(keeper)

    def find(self, keeper: str, upload_id: str) -> Upload | None:
        """Return a keeper's file by its id; None alike where it is another's and where there is none."""
        found = self.of(keeper)
        return found if found and secrets.compare_digest(found.id.encode(), upload_id.encode()) else None

    def claim(self, upload: Upload, offset: int) -> int | None:
        """Return the turn of a piece that begins where the file ends; None for any other. A piece that was on its way before ends there."""
        with self._lock:
            if offset != upload.received or upload.reading or self.of(upload.keeper) is not upload:
                return None
            upload.turn += 1
            upload.touched = monotonic()
            return upload.turn

    def write(self, upload: Upload, turn: int, data: bytes) -> bool:
        """Write on; False where the turn is another's by now, or the file is gone.

        Raises
        ------
        Turned
            For more than the file has, and where the disk takes no more; then nothing is left.
        """
        with self._lock:
            if upload.turn != turn or self.of(upload.keeper) is not upload:
                return False
            if upload.received + len(data) > upload.size:
                raise Turned(413, tr("More came than the file has. Choose it again."))
            try:
                with upload.path.open("r+b") as file:
                    file.seek(upload.received)
                    file.write(data)
            except OSError as error:
                self.drop(upload)
                raise Turned(507, whole.said(error)) from None
            upload.received += len(data)
            upload.touched = monotonic()
            return True

    def drop(self, upload: Upload) -> None:
        """Remove a file; one that is gone is no fault, and one that is being read stays."""
        with self._lock:
            if not upload.reading:
                if self._of.get(upload.keeper) is upload:
                    del self._of[upload.keeper]
                upload.path.unlink(missing_ok=True)

    @contextmanager
    def opened(self, upload: Upload) -> Iterator[BinaryIO]:
        """Give a file that is whole, to be read; nothing else is done with it meanwhile.

        Raises
        ------
        NotKept
        """
        with self._lock:
            if upload.reading or not upload.whole or self.of(upload.keeper) is not upload:
                raise NotKept(tr("The file is not here any more, or is being read already. Choose it again."))
            upload.reading = True
        try:
            with upload.path.open("rb") as file:
                yield file
        finally:
            with self._lock:
                upload.reading, upload.touched = False, monotonic()

    def sweep(self, now: float) -> None:
        """Remove what has been given up."""
        with self._lock:
            for one in [one for one in self._of.values() if now - one.touched > ABANDONED_S]:
                self.drop(one)

    def start(self) -> None:
        """Remove what servers that have ended left behind."""
        try:
            whole.sweep(_parent(), _PREFIX)
        except OSError as error:
            _LOG.warning("What is left of large files could not be removed: %s", error)

    def _place(self) -> Path:
        if self._folder is None or not self._folder.is_dir():
            self._folder = whole.held(_parent(), _PREFIX)
        return self._folder


def _parent() -> Path:
    found = place()
    return found / "uploads" if isinstance(found, Path) else Path(tempfile.gettempdir())


def _clean(name: str) -> str:
    """Return the name of a file without the folders that a browser may say before it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(one for one in last if one.isprintable())[-_NAME:].strip() or "file"


#: Those of this process.
COMING = Coming()
