"""Files made of a reader's own sets for download: in Streamlit's store for such files, but counted, at an address that nobody can work out, and gone with the set.

Streamlit would keep what it was given until two more pages have run, whoever's, under a digest of the content.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass

from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryFile, MemoryMediaFileStorage

from geodata.importers.report import Refused
from geodata.translation import tr
from pages.reader_data import sets as own
from pages.reader_data.held import Held
from pages.reader_data.room import Share
from pages.reader_data.wide import Wide


@dataclass(frozen=True)
class _Made:
    """Whose file is about to be stored: the session's sets, those that it was made of, and which download it is."""

    held: Held
    sets: frozenset[str]
    what: str


#: Set while Streamlit has a file made and stores it, which it does in a context of its own.
_made: ContextVar[_Made | None] = ContextVar("made", default=None)


def of(sets: Iterable[own.Own | Wide], what: str, make: Callable[[], bytes | str]) -> Callable[[], bytes | str]:
    """Return what makes a file of a session's own sets for `st.download_button`; without sets, `make` itself.

    Parameters
    ----------
    sets : iterable of Own or Wide
        The sets whose rows are in the file.
    what : str
        Which download of the session's it is: an earlier file of the same name goes.
    make : callable
        Makes the file when it is asked for, outside the session.
    """
    ids = frozenset(one.id for one in sets)
    if not ids:
        return make
    held = own.held()

    def made() -> bytes | str:
        # Files are large and asked for with a message of a few bytes: of each session one at a time.
        if not held.making.acquire(blocking=False):
            raise Refused(tr("Another file of yours is being made."))
        try:
            if not ids <= {*held, *held.wide}:
                raise Refused(tr("The set is gone."))
            data = make()
        finally:
            held.making.release()
        _made.set(_Made(held, ids, what))
        return data

    return made


class Media(MemoryMediaFileStorage):
    """Streamlit's store of files for its pages, those of own sets apart."""

    def __init__(self, media_endpoint: str) -> None:
        super().__init__(media_endpoint)
        self._shares: dict[str, Share] = {}

    def load_and_get_id(
        self, path_or_data: str | bytes, mimetype: str, kind: MediaFileKind, filename: str | None = None
    ) -> str:
        """Hold a file and return its id.

        Raises
        ------
        Refused
            Where it was made of a set that is gone, or there is no room for it.
        """
        made = _made.get()
        if made is None or not isinstance(path_or_data, bytes):
            return super().load_and_get_id(path_or_data, mimetype, kind, filename)
        file_id = secrets.token_hex(28)
        with made.held.lock:
            made.held.keep_made(made.what, made.sets, lambda: self.delete_file(file_id))
            made.held.share.take(f"file:{file_id}", len(path_or_data))
            self._shares[file_id] = made.held.share
            self._files_by_id[file_id] = MemoryFile(path_or_data, mimetype, kind, filename)
        return file_id

    def delete_file(self, file_id: str) -> None:
        """Forget a file; one that is not held is no fault."""
        super().delete_file(file_id)
        share = self._shares.pop(file_id, None)
        if share is not None:
            share.free(f"file:{file_id}")


def install() -> None:
    """Have Streamlit use `Media`."""
    memory_media_file_storage.MemoryMediaFileStorage = Media  # type: ignore[misc]  # Streamlit has no place for another.
