"""The files that readers have sent: one a session, no more than there is room for, in memory only, not for ever."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from threading import RLock

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec, UploadFileUrlInfo

from geodata.importers.formats.unpack import FILE
from geodata.importers.report import Refused
from geodata.translation import tr
from pages.reader_data import leaving
from pages.reader_data.room import share_of

#: The largest request, in bytes: a file and what a browser wraps it in. nginx.conf and .streamlit/config.toml have the same.
BODY = FILE + (1 << 20)

#: Names for uploads that a session has and has not used: it needs one at a time.
GIVEN = 4

#: A file larger than this is handed about as seldom as possible, in bytes; a briefing is smaller.
LARGE = 1 << 20


class Turned(Exception):
    """An upload that is not taken.

    Parameters
    ----------
    status : int
        Of the answer.
    words : str
        A sentence for its reader.
    """

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class Files(MemoryUploadedFileManager):
    """The files that have arrived, one a session, and which may come. Safe from any thread."""

    def __init__(self, upload_endpoint: str) -> None:
        super().__init__(upload_endpoint)
        # A session that Python finds to be garbage has its files removed, in whatever thread that is, perhaps in one that is here already.
        self._lock = RLock()  # type: ignore[assignment]  # Streamlit has a lock there that is taken once only.
        self._given: dict[str, deque[str]] = {}
        self._coming: dict[str, str] = {}
        self._seen: set[str] = set()
        self._turned: dict[str, str] = {}

    def get_upload_urls(self, session_id: str, file_names: Sequence[str]) -> list[UploadFileUrlInfo]:
        """Give a session names for files that it is going to send; the oldest that it has not used go."""
        share_of(session_id)
        leaving.when_gone(session_id, "uploads", lambda: self.remove_session_files(session_id))
        found = super().get_upload_urls(session_id, file_names[:GIVEN])
        with self._lock:
            self._given.setdefault(session_id, deque(maxlen=GIVEN)).extend(one.file_id for one in found)
        return found

    def begin(self, session_id: str, file_id: str, length: int) -> None:
        """Let a file come, in the place of the one that the session has.

        Parameters
        ----------
        length : int
            Bytes as the request states them, 0 where it does not.

        Raises
        ------
        Turned
        """
        if length > BODY:
            words = tr("The file has {size} MB; at most {most} MB are read.", size=f"{length >> 20:,}", most=FILE >> 20)
            raise Turned(413, words)
        with self._lock:
            if file_id not in self._given.get(session_id, ()):
                raise Turned(403, tr("This upload was not asked for, or was sent before. Drop the file again."))
            if session_id in self._coming:
                raise Turned(429, tr("Another file of yours is still on its way. Wait for it, or reload the page."))
            # Either it comes now, or it is asked for anew.
            self._given[session_id].remove(file_id)
            self._coming[session_id] = file_id
        self.keep_only(session_id, "", seen=False)
        try:
            # Tried and given back: what a request promises and does not send must keep nobody out.
            self._take(session_id, file_id, 2 * length)
            self._take(session_id, file_id, 0)
        except Turned:
            self.end(session_id, file_id)
            raise

    def count(self, session_id: str, file_id: str, received: int) -> None:
        """Count what has come of a file so far.

        Raises
        ------
        Turned
        """
        if received > BODY:
            raise Turned(413, tr("The file has more than {most} MB; no larger ones are read.", most=FILE >> 20))
        with self._lock:
            if self._coming.get(session_id) != file_id:
                raise Turned(403, tr("This visit has ended. Reload the page and drop the file again."))
            # For a moment there are two of it: as it came, and as the file.
            self._take(session_id, file_id, 2 * received)

    def _take(self, session_id: str, file_id: str, size: int) -> None:
        try:
            share_of(session_id).take(file_id, size)
        except Refused as refusal:
            raise Turned(429, str(refusal)) from None

    def end(self, session_id: str, file_id: str) -> None:
        """Say that nothing more comes of a file that was let come."""
        with self._lock:
            if self._coming.get(session_id) == file_id:
                del self._coming[session_id]
                if file_id not in self.file_storage.get(session_id, ()):
                    share_of(session_id).free(file_id)

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        """Hold a file that has come; one that was not let come, or whose session has gone, is not held."""
        with self._lock:
            if self._coming.get(session_id) == file.file_id:
                share_of(session_id).take(file.file_id, len(file.data))
                self.file_storage[session_id][file.file_id] = file
                self._total_bytes += len(file.data)
                self._file_count += 1

    def get_files(self, session_id: str, file_ids: Sequence[str]) -> list[UploadedFileRec]:
        """Return files for a page's field, which has then seen them: large ones empty, since Streamlit would copy them into the session at every run."""
        found = super().get_files(session_id, file_ids)
        with self._lock:
            self._seen.update(one.file_id for one in found)
        return [one if len(one.data) <= LARGE else one._replace(data=b"") for one in found]

    def data(self, session_id: str, file_id: str) -> bytes:
        """Return a file's bytes; none where it is not held any more."""
        found = super().get_files(session_id, [file_id])
        return found[0].data if found else b""

    def remove_file(self, session_id: str, file_id: str) -> None:
        """Forget a file; one that is not held is no fault."""
        with self._lock:
            held = file_id in self.file_storage.get(session_id, ())
            super().remove_file(session_id, file_id)
            if held:
                self._seen.discard(file_id)
                share_of(session_id).free(file_id)

    def keep_only(self, session_id: str, file_id: str, seen: bool = True) -> None:
        """Forget a session's files but one, or all; by default only those that a page has seen: one that has just come waits for the run that sees it."""
        with self._lock:
            old = [
                one
                for one in self.file_storage.get(session_id, ())
                if one != file_id and (one in self._seen or not seen)
            ]
        for one in old:
            self.remove_file(session_id, one)

    def remove_session_files(self, session_id: str) -> None:
        """Forget a session: its files, what it was given, and what is on its way, which ends with the next of its bytes."""
        self.keep_only(session_id, "", seen=False)
        super().remove_session_files(session_id)
        with self._lock:
            self._given.pop(session_id, None)
            self._turned.pop(session_id, None)
            coming = self._coming.pop(session_id, None)
            if coming:
                share_of(session_id).free(coming)

    def turn(self, session_id: str, words: str) -> None:
        """Keep for a session why its upload was turned away; another's is nobody's to hear."""
        with self._lock:
            if session_id in self._given:
                self._turned[session_id] = words

    def turned(self, session_id: str) -> str:
        """Return why a session's last upload was turned away, once; empty where it was not."""
        with self._lock:
            return self._turned.pop(session_id, "")
