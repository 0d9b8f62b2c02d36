"""What every answer of the server carries, and what stands before all of them."""

from __future__ import annotations

import gc
import importlib
import logging
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geodata.atlas import FIRST_DAY
from geodata.ledger import current
from geodata.settings import WrongSetting, settings
from geodata.translation import speak
from layers.browser import assets
from layers.kit.layer import all_layers
from pages.http import gate
from pages.reader_data import coming_routes, ending, leaving
from pages.reader_data.uploads import Guard
from pages.server import descriptors, door, logs, policies, sub_path
from pages.server.access_log import AccessLog
from pages.server.closed import Closed
from pages.server.hosts import Hosts
from pages.server.map_frame import MapFrame
from pages.server.messages import Messages
from pages.server.missing import Missing
from pages.server.packed import Packed
from pages.server.seats import Seats
from pages.visit import keeping

_LOG = logging.getLogger(__name__)

#: The script of streamlit-folium's frame, for which Streamlit names no time: browsers fetched it anew each time. Its name holds a digest.
_KEPT = re.compile(r"/component/[\w.]+/static/js/[\w.]+\.[0-9a-f]{8}\.js$")

#: What other sites may show as a picture or quote: everything else is for pages of ours.
_SHARED = ("/view.", "/preview.")

#: Media types that a browser shows as a page, scripts and all.
_PAGES = ("text/html", "image/svg", "application/xhtml", "text/xml", "application/xml")

#: A reader's own data, and what a session offers for download, among it such data.
_PRIVATE = ("/media/", "/own/")


class SecurityHeaders:
    """Adds to every answer what a browser should not guess, and to HTML what it may load and who may show it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Cross-Origin-Resource-Policy"] = "cross-origin" if path.startswith(_SHARED) else "same-origin"
                # For this moment, not for a cache on the way.
                if path.startswith(_PRIVATE):
                    headers["Cache-Control"] = "no-store"
                elif _KEPT.match(path) and message["status"] == 200:
                    # "public", or "private" where readers sign in.
                    headers["Cache-Control"] += ", max-age=31536000, immutable"
                # OpenStreetMap's tile servers refuse requests that name no origin.
                headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
                if (settings().address or "").startswith("https:"):
                    headers["Strict-Transport-Security"] = "max-age=31536000"
                html = headers.get("content-type", "").startswith(_PAGES)
                if html and message["status"] >= 400:
                    headers["Content-Security-Policy"] = policies.refusal_policy(path, scope["query_string"])
                elif path.startswith(_PRIVATE) and not (html and path.startswith("/own/")):
                    # Whatever its type, opened by itself it runs nothing.
                    headers.setdefault("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'self'")
                elif html:
                    headers.setdefault("Content-Security-Policy", policies.policy_of(path, scope["query_string"]))
                if html:
                    headers["Cross-Origin-Opener-Policy"] = "same-origin"
                    headers["Permissions-Policy"] = policies.PERMISSIONS
            await send(message)

        # Whoever left in the middle of an upload waits for no answer, and nothing has failed here.
        with suppress(ClientDisconnect):
            await self.app(scope, receive, send_with_headers)


def middleware() -> list[Middleware]:
    """Return what stands before every answer, outermost first."""
    return [
        *([Middleware(AccessLog)] if settings().access_log else []),
        Middleware(sub_path.Outside),
        Middleware(SecurityHeaders),
        Middleware(Hosts),
        Middleware(Seats),
        Middleware(gate.Gate),
        Middleware(Closed),
        Middleware(MapFrame),
        Middleware(Packed),
        Middleware(Messages),
        Middleware(Guard),
        Middleware(Missing),
        Middleware(sub_path.Inside),
    ]


def _check_today(today: date | None) -> None:
    if today and today <= FIRST_DAY:
        raise WrongSetting(
            f"BORDER_ATLAS_TODAY is “{today}”. It takes a day after {FIRST_DAY}, the first of the atlas."
        )


def _speak(catalogue: Path | None) -> None:
    try:
        speak(catalogue)
    except ValueError as wrong:
        raise WrongSetting(f"BORDER_ATLAS_CATALOGUE: {wrong}.") from None


def check() -> None:
    """End the program with a sentence where what is set for it cannot be meant."""
    try:
        _speak(settings().catalogue)
        _check_today(settings().today)
        gate.sign_in()
        keeping.check()
        sub_path.check()
    except WrongSetting as wrong:
        sys.exit(f"Border Atlas does not start: {wrong}")


def _guard() -> None:
    """Guard the connections of the server that runs this, from now on."""
    server = door.running()
    if server is None:
        _LOG.warning(
            "Another server than uvicorn runs the atlas: its limits of connections and time are that server's to set."
        )
        return
    limit = descriptors.raise_limit()
    descriptors.spare_loops()
    door.fit(server, limit)
    Seats.most = descriptors.readers(limit)
    descriptors.say(limit)
    door.watch(server)


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Read and prepare what every reader needs before the first one comes."""
    logs.set_up()
    # A component that is imported outside a session warns that it is, which would be the first thing the server says.
    told = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    told.disabled = True
    importlib.import_module("pages.panels.map").declare()
    importlib.import_module("pages.briefing.browser").declare()
    importlib.import_module("pages.briefing.scene_drawings").declare()
    told.disabled = False
    ledger = current()
    for layer in all_layers():
        assets.layer_data(layer, ledger)
    assets.timeline(ledger)
    assets.frame_script()
    policies.document_policy()
    # What has been read by now stays until the end. Otherwise each collection of garbage would walk over all of it again.
    gc.collect()
    gc.freeze()
    leaving.watch()
    coming_routes.start()
    ending.watch()
    _guard()
    yield
