"""A line in the log for each request, where the operator wants one: who, what, how it ended, how many bytes, how long.

Nothing in it opens anything or says what a reader looked for: no query, no cookie, no key of a set, no name of an upload or of a file made.
"""

from __future__ import annotations

import logging
import re
from time import perf_counter
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger("border_atlas.access")

#: Folders below which each address is a secret of its reader's.
_SECRET = re.compile(r"/(own|media|_stcore/upload_file)/.+", re.DOTALL)
_MOST_LETTERS = 200


class AccessLog:
    """Writes the line when the answer has gone, of a session's WebSocket when it ends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        since, status, size = perf_counter(), "none", 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] in ("http.response.start", "websocket.accept"):
                status = str(message.get("status", 101))
            size += len(message.get("body") or message.get("bytes") or b"")
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            # Whoever asks writes the path: it stays on one line.
            path = quote(_SECRET.sub(r"/\1/*", scope["path"])[:_MOST_LETTERS], safe="/*")
            who, how = (scope.get("client") or ("-",))[0], scope.get("method", "WS")
            _LOG.info("%s %s %s %s %d B %.0f ms", who, how, path, status, size, (perf_counter() - since) * 1000)
