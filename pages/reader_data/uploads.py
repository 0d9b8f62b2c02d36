"""Files on their way from a reader's browser to Streamlit's uploader: one at a time, no more than there is room for, in memory only, not for ever.

Streamlit takes an upload under any name, of any session that is there, and holds the whole of it before anybody may say no. Here it is asked
first whether the session was given that name, and the bytes are counted as they come (`Guard`). What has arrived is held until its reader
replaces or removes it, goes to another page, or is gone (`arrived.Files`).
"""

from __future__ import annotations

import asyncio
import gc
import re
from contextlib import suppress
from time import monotonic

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime import memory_uploaded_file_manager

from geodata.translation import tr
from pages.reader_data.arrived import BODY, LARGE, Files, Turned

#: An upload ends when nothing comes for so long, and in any case after so long, in seconds: 400 MB over a line of 2 Mbit/s.
IDLE_S, WHOLE_S = 20, 1800

#: A refusal is heard best by a browser that may go on sending for a moment.
LINGER_S = 5

_PATH = re.compile(r".*/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)/?", re.DOTALL)


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
        files = runtime.get_instance().uploaded_file_mgr
        assert isinstance(files, Files), "install() has not been called"
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
            words = tr("The file came too slowly, or no more of it came. Drop it again, perhaps packed as a zip.")
            raise Turned(408, words) from None
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
    memory_uploaded_file_manager.MemoryUploadedFileManager = Files  # type: ignore[misc]  # Streamlit has no place for another.
    # Starlette would put an upload of more than a megabyte into a temporary file while it receives it.
    MultiPartParser.spool_max_size = 2 * BODY
