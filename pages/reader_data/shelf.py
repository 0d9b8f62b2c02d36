"""Versions of kept sets that are in this process's memory: read once, shared by all who look at them, and let go of when nobody does and room is wanted.

Who may see one is asked of the catalogue before; here a version is known by the name of its file, which no reader knows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from geodata.importers.report import Loaded, Refused, Report
from geodata.store import PointSet
from geodata.translation import tr
from pages.reader_data.room import ROOM, Room, Share
from pages.reader_data.routes import Files

#: Of what all readers' data may take, kept sets take half at most: a file that a reader drops finds room too.
_OF_ALL = 2


@dataclass
class Shared:
    """A version in memory.

    Attributes
    ----------
    points : PointSet
    report : Report
    files : Files
        What is made of all its rows for browsers, once for all.
    users : int
        How many look at it.
    """

    points: PointSet
    report: Report
    files: Files
    users: int = 0


class Shelf:
    """Versions by the name of their file; safe from any thread."""

    def __init__(self, room: Room | None = None) -> None:
        self._room = room or ROOM
        # One lock for both: whoever wants room may have to let go of a version.
        self._lock = self._room.lock
        self._room.spare = self._spare
        self._held: OrderedDict[str, Shared] = OrderedDict()
        self._turns: dict[str, Lock] = {}
        self._share: Share | None = None

    def open(self, file: str, read: Callable[[], Loaded]) -> Shared:
        """Return a version for one more who looks at it, until they say `close`.

        Raises
        ------
        Refused
            Where there is no room for it.
        NotKept
            Where `read` finds nothing.
        """
        with self._lock:
            turn = self._turns.setdefault(file, Lock())
        with turn:
            with self._lock:
                found = self._held.get(file)
                if found:
                    self._held.move_to_end(file)
                    found.users += 1
                    return found
            read_now = read()
            with self._lock:
                self._make_room(file, read_now.nbytes)
                found = self._held[file] = Shared(read_now.points, read_now.report, Files(self._of_all(), file), 1)
                self._turns.pop(file, None)
                return found

    def close(self, file: str) -> None:
        """Say that one less looks at a version."""
        with self._lock:
            found = self._held.get(file)
            if found:
                found.users = max(0, found.users - 1)

    def forget(self, file: str) -> None:
        """Let go of a version whose set is deleted; who looks at it still has it until they are told."""
        with self._lock:
            gone = self._held.pop(file, None)
            if gone:
                gone.files.forget()
                self._of_all().free(file)

    def _make_room(self, file: str, size: int) -> None:
        share = self._of_all()
        while True:
            try:
                share.take(file, size)
            except Refused:
                if not self._spare():
                    raise Refused(
                        tr(
                            "The server has no room in its memory for this kept set right now. Try again when others have gone."
                        )
                    ) from None
            else:
                return

    def _spare(self) -> bool:
        """Let go of the version that nobody looks at for the longest time, if there is any."""
        with self._lock:
            idle = next((name for name, one in self._held.items() if not one.users), None)
            if idle is not None:
                self.forget(idle)
            return idle is not None

    def _of_all(self) -> Share:
        if self._share is None:
            self._share = Share(self._room, self._room.bytes_all // _OF_ALL)
        return self._share


#: Those of this process.
SHELF = Shelf()
