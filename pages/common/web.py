"""What every answer of the server carries: headers that tell the browser what a page of ours may do."""

from __future__ import annotations

import base64
import gc
import hashlib
import importlib
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geodata.ledger import current
from layers.core import assets
from layers.core.compose import TILES
from layers.core.layer import all_layers
from pages.common import gate, head, leaving
from pages.common.messages import Messages
from pages.common.uploads import Guard

#: What is the same for every HTML answer. Nothing forbids a frame around a page: being embedded is one of its uses.
_COMMON = {
    "default-src": "'self'", "base-uri": "'self'", "form-action": "'self'", "object-src": "'none'",
    "font-src": "'self' data:", "media-src": "'self' blob: data:", "connect-src": "'self'",
    # Streamlit's and Leaflet's elements carry their styles with them.
    "style-src": "'self' 'unsafe-inline'",
}


#: The script of streamlit-folium's frame, for which Streamlit names no time: browsers fetched it anew each time. Its name holds a digest.
_KEPT = re.compile(r"/component/[\w.]+/static/js/[\w.]+\.[0-9a-f]{8}\.js$")


def tile_hosts() -> list[str]:
    """Return the hosts of the online basemaps as a policy names them."""
    hosts = (urlsplit(tiles["url"].replace("{s}", "*")) for tiles in TILES.values())
    return [f"https://{host.netloc}" for host in hosts]


def _policy(**parts: str) -> str:
    return "; ".join(f"{name} {value}" for name, value in (_COMMON | {name.replace("_", "-"): value for name, value in parts.items()}).items())


@cache
def inline_scripts() -> str:
    """Return the hashes of the scripts inside Streamlit's page, so that no other inline script runs there."""
    page = (head.STATIC / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in [*scripts, head.ROOT_SCRIPT])


@cache
def page_policy() -> str:
    """Return the policy of Streamlit's page: its own scripts, workers and frames."""
    return _policy(
        script_src=f"'self' {inline_scripts()}", img_src="'self' data: blob:", worker_src="'self' blob:", frame_src="'self' blob: data:",
    )


@cache
def map_policy() -> str:
    """Return the policy of the map's frame: streamlit-folium evaluates the scripts that Python sends it; tiles come from their makers."""
    return _policy(
        script_src="'self' 'unsafe-inline' 'unsafe-eval'", img_src=" ".join(["'self' data: blob:", *tile_hosts()]), worker_src="'self' blob:",
    )


@cache
def document_policy() -> str:
    """Return the policy of a document that holds all its scripts and data itself, and asks nobody but a chosen basemap."""
    return _policy(
        default_src="'none'", script_src="'self' 'unsafe-inline'", img_src=" ".join(["'self' data: blob:", *tile_hosts()]), frame_src="'self' blob: data:",
    )


def policy_of(path: str) -> str:
    """Return the policy of the HTML at a path."""
    if path.startswith("/component/"):
        return map_policy()
    if path == "/present" or path.endswith(".html") and path.startswith("/view") or path.startswith("/own/"):
        return document_policy()
    return page_policy()


class SecurityHeaders:
    """Adds to every answer what a browser should not guess, and to HTML what it may load."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                # What a session offers for download, a reader's own data among it: for this moment, not for a cache on the way.
                if scope["path"].startswith("/media/"):
                    headers["Cache-Control"] = "no-store"
                elif _KEPT.match(scope["path"]) and message["status"] == 200:
                    # "public", or "private" where readers sign in.
                    headers["Cache-Control"] += ", max-age=31536000, immutable"
                # OpenStreetMap's tile servers refuse requests that name no origin.
                headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
                if headers.get("content-type", "").startswith("text/html"):
                    # Signing in inside another site's frame is what a thief of clicks would ask for.
                    frames = "; frame-ancestors 'self'" if gate.required() else ""
                    headers.setdefault("Content-Security-Policy", policy_of(scope["path"]) + frames)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def middleware() -> list[Middleware]:
    """Return what stands before every answer, outermost first."""
    return [Middleware(SecurityHeaders), Middleware(gate.Gate), Middleware(Messages), Middleware(Guard)]


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Read and prepare what every reader needs before the first one comes."""
    gate.check()
    # A component that is imported outside a session warns that it is, which would be the first thing the server says.
    told = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    told.disabled = True
    importlib.import_module("pages.common.map_panel").declare()
    importlib.import_module("pages.common.own_briefing").declare()
    told.disabled = False
    ledger = current()
    for layer in all_layers():
        assets.layer_data(layer, ledger)
    assets.timeline(ledger)
    assets.frame_script()
    # What has been read by now stays until the end. Otherwise each collection of garbage would walk over all of it again.
    gc.collect()
    gc.freeze()
    leaving.watch()
    yield
