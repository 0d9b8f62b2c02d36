"""A reader's own sets over HTTP: at an address nobody can guess, to the browser that asked first, and kept by no cache.

The address reaches one browser only, over its session. The first request for it binds it to that browser by a cookie, so that
an address that leaks later opens nothing elsewhere.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geodata.importers.unpack import FILE
from geodata.store import MemoryStore, PointSet, Store
from layers.core import own_set, points
from layers.core.assets import Asset, asset

COOKIE = "border_atlas_own"
HEADERS = {
    "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin", "Vary": "Cookie",
}

#: A map asks for a set's files at once: those that ask before the first answer has brought the cookie are the same browser's.
GRACE_S = 10

#: The sets of all readers, each under its own key.
STORE: Store = MemoryStore()


@dataclass
class _Served:
    """What is known of a key that has been asked for: whose it is, and its files once made."""

    browser: str
    since: float = field(default_factory=monotonic)
    files: dict[str, Asset] = field(default_factory=dict)


_served: dict[str, _Served] = {}
_lock = Lock()


def forget(key: str) -> None:
    """Drop a set and everything made of it."""
    STORE.drop(key)
    with _lock:
        _served.pop(key, None)


def bound(key: str, request: Request) -> tuple[_Served | None, str | None]:
    """Return what is served under a key to this browser, and the cookie to give it if it has none yet."""
    said = request.cookies.get(COOKIE, "")
    with _lock:
        known = _served.get(key)
        if known is not None:
            if secrets.compare_digest(known.browser.encode(), said.encode()):
                return known, None
            return (known, known.browser) if monotonic() - known.since < GRACE_S else (None, None)
        browser = said if len(said) == 43 else secrets.token_urlsafe(32)
        _served[key] = _Served(browser)
        return _served[key], None if browser == said else browser


def _answer(request: Request) -> Response:
    key, kind = request.path_params["key"], request.path_params["kind"]
    loaded = STORE.get(key)
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") != "same-origin"
    served, cookie = (None, None) if loaded is None or elsewhere or kind not in _MAKERS else bound(key, request)
    if loaded is None or served is None:
        return PlainTextResponse("There is nothing here, or nothing any more.", status_code=404, headers=HEADERS)
    if kind not in served.files:
        served.files[kind] = _MAKERS[kind](loaded)
    found = served.files[kind]
    headers = HEADERS | {"Vary": "Accept-Encoding, Cookie"}
    packed = found.gzipped is not None and "gzip" in request.headers.get("accept-encoding", "")
    if packed:
        headers["Content-Encoding"] = "gzip"
    answer = Response(found.gzipped if packed else found.body, media_type=found.media_type, headers=headers)
    bind(answer, cookie, request)
    return answer


def bind(answer: Response, cookie: str | None, request: Request) -> None:
    """Give the browser the cookie that binds a key to it, if it is to get one."""
    if cookie:
        answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/")


def shapes(loaded: PointSet) -> Asset:
    """Return outlines and precision circles, for own_shapes.js."""
    return asset(own_set.shapes_json(loaded), "application/json; charset=utf-8")


_MAKERS = {"points.bin": points.asset, "shapes.json": shapes}


def routes() -> list[Route]:
    """Return the routes of readers' own sets, and see to it that what is uploaded stays in memory."""
    # Starlette would put an upload of more than a megabyte into a temporary file while it receives it.
    MultiPartParser.spool_max_size = 2 * FILE
    return [Route("/own/{key}/{kind}", _answer)]
