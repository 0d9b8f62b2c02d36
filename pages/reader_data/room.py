"""What readers' own data takes of the server's memory: counted by the byte, for each reader and for all, and refused over the measure."""

from __future__ import annotations

from functools import cached_property
from threading import RLock

from geodata.importers.report import Refused
from geodata.settings import settings
from geodata.translation import tr
from pages.reader_data import leaving

#: Rows on the map, for one reader and for all: a browser has to draw them.
ROWS_EACH, ROWS_ALL = 3_000_000, 12_000_000


class Room:
    """The measure for all, and what is taken of it; safe from any thread.

    Parameters
    ----------
    bytes_each, bytes_all : int, optional
        What one reader, and all together, may hold in whatever form: files on their way, what was read of them, sets, and what was made of
        sets. Without them what the operator has set, and three tenths of it.
    """

    def __init__(self, bytes_each: int | None = None, bytes_all: int | None = None) -> None:
        if bytes_each is not None:
            self.bytes_each = bytes_each
        if bytes_all is not None:
            self.bytes_all = bytes_all
        # A session that Python finds to be garbage gives back its share in whatever thread that is, perhaps in one that is here already.
        self.lock = RLock()
        self.bytes = self.rows = 0

    @cached_property
    def bytes_all(self) -> int:
        """Return what all readers together may hold."""
        return settings().own_mb * 1_000_000

    @cached_property
    def bytes_each(self) -> int:
        """Return what one reader may hold."""
        return self.bytes_all * 3 // 10


ROOM = Room()


class Share:
    """What one reader takes of a room, by name: taken anew under a name it counts instead of what was counted there, so that nothing counts twice.

    Once ended it counts nothing any more and takes nothing. Safe from any thread.

    Parameters
    ----------
    room : Room, optional
        By default that of all readers.
    most : int, optional
        Bytes that it may take; by default as many as one reader may.
    """

    def __init__(self, room: Room | None = None, most: int | None = None) -> None:
        self._room, self._most = room or ROOM, most
        self._held: dict[str, tuple[int, int]] = {}
        self._bytes = self._rows = 0
        self._ended = False

    def take(self, name: str, size: int, rows: int = 0, instead_of: str = "") -> None:
        """Count bytes, and rows on the map, under a name, and from then on nothing under another.

        Raises
        ------
        Refused
            Where this reader, or all together, would hold more than they may. What was counted stays as it was.
        """
        room = self._room
        with room.lock:
            if self._ended:
                raise Refused(tr("This visit has ended. Reload the page and begin anew."))
            given = [self._held[one] for one in {name, instead_of} if one in self._held]
            more_bytes, more_rows = size - sum(one[0] for one in given), rows - sum(one[1] for one in given)
            # What grows smaller is never refused.
            if more_rows > 0 and self._rows + more_rows > ROWS_EACH:
                raise Refused(
                    tr(
                        "With this your session holds more rows than there is room for. Remove a set, or split the file."
                    )
                )
            if more_bytes > 0 and self._bytes + more_bytes > (self._most or room.bytes_each):
                raise Refused(
                    tr(
                        "With this your session holds more data than there is room for. Remove a set, or split the file."
                    )
                )
            if (more_bytes > 0 and room.bytes + more_bytes > room.bytes_all) or (
                more_rows > 0 and room.rows + more_rows > ROWS_ALL
            ):
                raise Refused(
                    tr(
                        "With this the server holds for all its readers more data than there is room for. "
                        "Try again when others have gone, or with a smaller file."
                    )
                )
            for one in (name, instead_of):
                self._held.pop(one, None)
            self._held[name] = size, rows
            self._add(more_bytes, more_rows)

    def free(self, name: str) -> None:
        """Count nothing any more under a name; one that is unknown is no fault."""
        with self._room.lock:
            size, rows = self._held.pop(name, (0, 0))
            self._add(-size, -rows)

    def end(self) -> None:
        """Count nothing any more; said twice is no fault."""
        with self._room.lock:
            self._ended = True
            self._held.clear()
            self._add(-self._bytes, -self._rows)

    def _add(self, size: int, rows: int) -> None:
        self._bytes += size
        self._rows += rows
        self._room.bytes += size
        self._room.rows += rows


_shares: dict[str, Share] = {}
_first = RLock()


def share_of(session_id: str) -> Share:
    """Return the share of a session; it ends when the session is gone, after what was made to end later."""
    with _first:
        if session_id not in _shares:
            _shares[session_id] = Share()
            leaving.when_gone(session_id, "room", lambda: _shares.pop(session_id).end())
        return _shares[session_id]
