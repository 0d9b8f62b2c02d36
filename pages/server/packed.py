"""Streamlit's own scripts and styles, compressed, and its typefaces in pieces.

Streamlit sends them as they are, because it would compress them anew for each reader. Here a file is compressed once, when the first reader asks
for it, in a thread, and its name holds a digest: whoever has it never asks again.
"""

from __future__ import annotations

import asyncio
import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from layers.browser.typefaces import faces
from layers.kit.asset import Asset, asset
from pages.http import head, sending

#: As Streamlit's build names its files; another name may hold something else after the next release.
_NAMED = re.compile(r"[\w.-]+\.[\w-]{8}\.(?:js|css)", re.ASCII)

#: As long as Streamlit says it of them.
KEPT = "public, immutable, max-age=31536000"


class Packed:
    """Answers in Streamlit's place for those files, and leaves it every other address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._files = {
            f"/static/{folder.name}/{file.name}": file
            for folder in (head.STATIC / "static" / "js", head.STATIC / "static" / "css")
            for file in folder.iterdir()
            if _NAMED.fullmatch(file.name)
        }
        self._found: dict[str, Asset] = {}
        self._packing: dict[str, asyncio.Task[Asset]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path not in self._files or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        found = self._found.get(path) or await self._pack(path)
        await sending.asset(Request(scope), found, KEPT)(scope, receive, send)

    async def _pack(self, path: str) -> Asset:
        """Compress a file, once for all who wait for it; whoever leaves ends it for nobody else."""
        task = self._packing.get(path)
        if task is None:
            task = self._packing[path] = asyncio.create_task(run_in_threadpool(self._read, path))
            task.add_done_callback(lambda _: self._packing.pop(path, None))
        self._found[path] = await asyncio.shield(task)
        return self._found[path]

    def _read(self, path: str) -> Asset:
        file = self._files[path]
        if file.suffix == ".css":
            return faces.sheet(file)
        return asset(file.read_bytes(), "text/javascript")
