"""Files on their way from a reader's browser to Streamlit's uploader: one at a time, no more than there is room for, in memory only, not for ever.

Streamlit takes an upload under any name, of any session that is there, and holds the whole of it before anybody may say no. Here it is asked
first whether the session was given that name, and the bytes are counted as they come (`Guard`). What has arrived is held until its reader
replaces or removes it, goes to another page, or is gone (`Files`).
"""

from __future__ import annotations

import asyncio
import gc
import re
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from threading import RLock
from time import monotonic

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime import memory_uploaded_file_manager
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec, UploadFileUrlInfo

from geodata.importers.report import Refused
from geodata.importers.unpack import FILE
from pages.reader_data import leaving
from pages.reader_data.room import share_of

#: The largest request, in bytes: a file and what a browser wraps it in. nginx.conf and .streamlit/config.toml have the same.
BODY = FILE + (1 << 20)

#: An upload ends when nothing comes for so long, and in any case after so long, in seconds: 400 MB over a line of 2 Mbit/s.
IDLE_S, WHOLE_S = 20, 1800

#: A refusal is heard best by a browser that may go on sending for a moment.
LINGER_S = 5

#: Names for uploads that a session has and has not used: it needs one at a time.
GIVEN = 4

#: A file larger than this is handed about as seldom as possible, in bytes; a briefing is smaller.
LARGE = 1 << 20

_PATH = re.compile(r".*/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)/?", re.DOTALL)


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
        self._lock = RLock()
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
            raise Turned(413, f"The file has {length >> 20:,} MB; at most {FILE >> 20} MB are read.")
        with self._lock:
            if file_id not in self._given.get(session_id, ()):
                raise Turned(403, "This upload was not asked for, or was sent before. Drop the file again.")
            if session_id in self._coming:
                raise Turned(429, "Another file of yours is still on its way. Wait for it, or reload the page.")
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
            raise Turned(413, f"The file has more than {FILE >> 20} MB; no larger ones are read.")
        with self._lock:
            if self._coming.get(session_id) != file_id:
                raise Turned(403, "This visit has ended. Reload the page and drop the file again.")
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


class Guard:
    """Stands before Streamlit's own taking of an upload."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = _PATH.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if found is None:
            await self.app(scope, receive, send)
            return
        session_id, file_id = found["session"], found["file"]
        files: Files = runtime.get_instance().uploaded_file_mgr
        begun = False

        async def told(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            files.begin(session_id, file_id, _length(scope))
            parts = _Counted(receive, files, session_id, file_id)
            try:
                await self.app(scope, parts, told)
            finally:
                files.end(session_id, file_id)
                if parts.received > LARGE:
                    # The request is a ring of objects that would hold the file once more until Python looks for such by itself.
                    gc.collect()
        except ClientDisconnect:
            pass  # Whoever went away hears nothing.
        except Turned as turned:
            files.turn(session_id, turned.words)
            if not begun:
                await _refuse(turned, receive, send)
            _show(session_id)


def _length(scope: Scope) -> int:
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else 0


class _Counted:
    """Hands on the parts of an upload: each counted before it is held, none waited for too long."""

    def __init__(self, receive: Receive, files: Files, session_id: str, file_id: str) -> None:
        self._receive, self._files, self._whose = receive, files, (session_id, file_id)
        self._last = monotonic() + WHOLE_S
        self.received = 0

    async def __call__(self) -> Message:
        try:
            async with asyncio.timeout(min(IDLE_S, self._last - monotonic())):
                message = await self._receive()
        except TimeoutError:
            raise Turned(
                408, "The file came too slowly, or no more of it came. Drop it again, perhaps packed as a zip."
            ) from None
        self.received += len(message.get("body", b""))
        self._files.count(*self._whose, self.received)
        return message


async def _refuse(turned: Turned, receive: Receive, send: Send) -> None:
    """Answer, and read on for a moment without keeping anything: a browser that is cut off in the middle of a file does not hear why."""
    body = turned.words.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": turned.status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER_S):
            while (await receive()).get("more_body"):
                pass
    await send({"type": "http.response.body", "body": b""})


def _show(session_id: str) -> None:
    """Have the session's page run again, so that it says why: Streamlit's uploader shows the number alone."""
    session = runtime.get_instance().get_app_session(session_id)
    if session is not None:
        session.request_rerun(session._client_state)


def install() -> None:
    """Have Streamlit use `Files`, and keep in memory what it receives."""
    memory_uploaded_file_manager.MemoryUploadedFileManager = Files
    # Starlette would put an upload of more than a megabyte into a temporary file while it receives it.
    MultiPartParser.spool_max_size = 2 * BODY
