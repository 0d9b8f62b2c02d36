"""A reader's own sets over HTTP: at an address nobody can guess, to the browser that asked first, and kept by no cache.

The address reaches one browser only, over its session. The first request for it binds it to that browser by a cookie, so that
an address that leaks later opens nothing elsewhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geodata.importers.report import Refused
from geodata.store import MemoryStore, PointSet, Store
from geodata.translation import tr
from layers.kit.asset import Asset, asset
from layers.reader_data import drawn, points
from pages.http import sending
from pages.reader_data.room import Share

COOKIE = "border_atlas_own"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Vary": "Cookie",
}
PACKED_HEADERS = HEADERS | {"Vary": "Accept-Encoding, Cookie"}

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
    making: Lock = field(default_factory=Lock)


_served: dict[str, _Served] = {}
_shares: dict[str, Share] = {}
_lock = Lock()


def serve(loaded: PointSet, share: Share) -> str:
    """Hold a set and return its key; what is made of it counts in a reader's share."""
    key = STORE.put(loaded)
    with _lock:
        _shares[key] = share
    return key


def forget(key: str) -> None:
    """Drop a set and everything made of it."""
    with _lock:
        STORE.drop(key)
        _served.pop(key, None)
        share = _shares.pop(key, None)
    if share is not None:
        for kind in _MAKERS:
            share.free(f"{key}/{kind}")


def bound(key: str, request: Request, there: Callable[[str], object | None]) -> tuple[_Served | None, str | None]:
    """Return what is served under a key to this browser, and the cookie to give it if it has none yet; nothing where `there` finds nothing.

    It looks under the lock under which `forget` drops: nothing is noted of a key that is gone.
    """
    said = request.cookies.get(COOKIE, "")
    with _lock:
        if there(key) is None:
            return None, None
        known = _served.get(key)
        if known is not None:
            if secrets.compare_digest(known.browser.encode(), said.encode()):
                return known, None
            return (known, known.browser) if monotonic() - known.since < GRACE_S else (None, None)
        browser = said if len(said) == 43 else secrets.token_urlsafe(32)
        _served[key] = _Served(browser)
        return _served[key], None if browser == said else browser


def _file(key: str, kind: str, served: _Served) -> Asset | None:
    """Return a set's file: made before or made now, once for all who ask; kept where there is room and the set is still there."""
    with served.making:
        loaded = STORE.get(key)
        if loaded is None:
            return None
        found = served.files.get(kind) or _MAKERS[kind](loaded)
        with _lock:
            if _served.get(key) is not served:
                return None
            if kind not in served.files and _room_for(key, kind, found):
                served.files[kind] = found
        return found


def _room_for(key: str, kind: str, made: Asset) -> bool:
    share = _shares.get(key)
    try:
        if share is not None:
            share.take(f"{key}/{kind}", len(made.body) + len(made.gzipped or b""))
    except Refused:
        return False  # It is made anew when it is asked for again.
    return True


def _answer(request: Request) -> Response:
    key, kind = request.path_params["key"], request.path_params["kind"]
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") != "same-origin"
    served, cookie = (None, None) if elsewhere or kind not in _MAKERS else bound(key, request, STORE.get)
    found = None if served is None else _file(key, kind, served)
    if found is None:
        return nothing()
    answer = sending.body(request, found.body, found.media_type, PACKED_HEADERS, found.gzipped)
    bind(answer, cookie, request)
    return answer


def nothing() -> Response:
    """Return the answer where a browser finds nothing."""
    return PlainTextResponse(tr("There is nothing here, or nothing any more."), status_code=404, headers=HEADERS)


def bind(answer: Response, cookie: str | None, request: Request) -> None:
    """Give the browser the cookie that binds a key to it, if it is to get one."""
    if cookie:
        answer.set_cookie(
            COOKIE, cookie, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/"
        )


def shapes(loaded: PointSet) -> Asset:
    """Return outlines and precision circles, for points/shapes.js."""
    return asset(drawn.shapes_json(loaded), "application/json; charset=utf-8")


_MAKERS = {"points.bin": points.asset, "shapes.json": shapes}


def routes() -> list[Route]:
    """Return the routes of readers' own sets."""
    return [Route("/own/{key}/{kind}", _answer)]
