"""What a browser may do with a page of ours: which scripts it runs, whom it asks, who may show it in a frame."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from geodata.settings import settings
from layers.browser import assets
from layers.browser.compose import TILES
from pages.http import first_paint, gate, head
from pages.server import map_frame

#: What is the same for every HTML answer.
_COMMON = {
    "default-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
    "font-src": "'self' data:",
    "media-src": "'self' blob: data:",
    "connect-src": "'self'",
    # Streamlit's and Leaflet's elements carry their styles with them, and so do the cards' own parts.
    "style-src": "'self' 'unsafe-inline'",
}

#: What no page of ours asks a device for. Full screen and the clipboard are left: presenter and map use them.
PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in """
    accelerometer bluetooth camera display-capture geolocation gyroscope hid magnetometer microphone
    midi payment publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking
    """.split()
)

#: Pages that show the map alone where another site embeds them (pages/router.py).
_EMBEDDED = ("/", "/explore", "/compare")


def tile_hosts() -> list[str]:
    """Return the hosts of the online basemaps as a policy names them."""
    hosts = (urlsplit(str(tiles["url"]).replace("{s}", "*")) for tiles in TILES.values())
    return [f"https://{host.netloc}" for host in hosts]


def _policy(**parts: str) -> str:
    return "; ".join(
        f"{name} {value}"
        for name, value in (_COMMON | {name.replace("_", "-"): value for name, value in parts.items()}).items()
    )


def digest(script: str) -> str:
    """Return how a policy names an inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@cache
def inline_scripts() -> str:
    """Return the hashes of the scripts inside Streamlit's page, so that no other inline script runs there."""
    page = (head.STATIC / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return " ".join(map(digest, [*scripts, head.root_script(), first_paint.script()]))


@cache
def page_policy() -> str:
    """Return the policy of Streamlit's page: its own scripts, workers and frames."""
    return _policy(
        script_src=f"'self' {inline_scripts()}",
        img_src="'self' data: blob:",
        worker_src="'self' blob:",
        frame_src="'self' blob: data:",
    )


@cache
def map_policy() -> str:
    """Return the policy of the map's frame: streamlit-folium makes script elements of what Python sends it, and evaluates it; tiles come from their makers."""
    return _policy(
        script_src="'self' 'unsafe-inline' 'unsafe-eval'",
        img_src=" ".join(["'self' data: blob:", *tile_hosts()]),
        worker_src="'self' blob:",
        form_action="'none'",
        frame_src="'none'",
    )


def _scripts_in(folder: str) -> str:
    """Return the hashes of the scripts inside a component's page."""
    page = (Path(__file__).parents[1] / "briefing" / folder / "index.html").read_text(encoding="utf-8")
    return " ".join(map(digest, re.findall(r"<script>(.*?)</script>", page, re.DOTALL)))


@cache
def store_policy() -> str:
    """Return the policy of a frame that has one script and draws nothing (browser_store)."""
    return _policy(
        default_src="'none'", connect_src="'none'", script_src=_scripts_in("browser_store"), form_action="'none'"
    )


@cache
def drawing_policy() -> str:
    """Return the policy of the frame in which a scene is drawn on: our own scripts on a map, whose tiles come from their makers."""
    return _policy(
        script_src=f"'self' {_scripts_in('drawing_frame')}",
        img_src=" ".join(["'self' data: blob:", *tile_hosts()]),
        form_action="'none'",
        frame_src="'none'",
    )


@cache
def document_policy() -> str:
    """Return the policy of a document that holds all its scripts and data itself, and asks nobody but a chosen basemap."""
    return _policy(
        default_src="'none'",
        script_src=" ".join(map(digest, assets.document_scripts())),
        img_src=" ".join(["'self' data: blob:", *tile_hosts()]),
        connect_src="'none'",
        frame_src="'self' blob: data:",
        form_action="'none'",
    )


def frames(path: str, query: bytes) -> str:
    """Return who may show the HTML at an address in a frame.

    The map and its frame: whom the operator lets, where the link asks for a page to be embedded. Everything else, and all of an atlas that
    asks for sign-in: this site alone. Signing in inside another site's frame is what a thief of clicks would ask for.
    """
    if gate.required():
        return "'self'"
    asked = path.startswith(map_frame.FOLDER) or (
        path in _EMBEDDED
        and any((name, value.lower()) == ("embed", "true") for name, value in parse_qsl(query.decode("latin-1")))
    )
    sites = settings().embedders if asked else ("none",)
    return " ".join(("'self'", *(site for site in sites if site != "none"))) if sites else "*"


def refusal_policy(path: str, query: bytes = b"") -> str:
    """Return the policy of a page that says why there is nothing else at an address: words, links and a search."""
    own = {name: _COMMON[name] for name in ("base-uri", "form-action", "object-src", "style-src")}
    said = "; ".join(f"{name} {value}" for name, value in own.items())
    return f"default-src 'none'; script-src 'none'; font-src 'self'; img-src 'self'; {said}; frame-ancestors {frames(path, query)}"


def policy_of(path: str, query: bytes = b"") -> str:
    """Return the policy of the HTML at a path."""
    if path.startswith(map_frame.FOLDER):
        policy = map_policy()
    elif path.startswith("/component/pages.briefing.scene_drawings."):
        policy = drawing_policy()
    elif path.startswith("/component/"):
        policy = store_policy()
    elif path == "/present" or (path.endswith(".html") and path.startswith("/view")) or path.startswith("/own/"):
        policy = document_policy()
    else:
        policy = page_policy()
    return f"{policy}; frame-ancestors {frames(path, query)}"
