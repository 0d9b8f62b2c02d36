"""A reader's own sets over HTTP: at an address nobody can guess, to the browser that asked first, and kept by no cache.

The address reaches one browser only, over its session. The first request for it binds it to that browser by a cookie, so that
an address that leaks later opens nothing elsewhere.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread
from time import monotonic

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geodata.importers.report import Refused
from geodata.store import MemoryStore, PointSet, Store
from geodata.translation import tr
from layers.kit.asset import Asset, asset
from layers.reader_data import drawn, points
from layers.reader_data.card import name_of, when_of
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

#: Sets of more rows than this are searched by the words of Explore's filters: the search has all its lines in the browser.
SOUGHT = 1000

#: The sets of all readers, each under its own key.
STORE: Store = MemoryStore()


class Files:
    """What is made of a set for browsers: each file once for all who ask, kept where there is room, counted in a share under the set's name there."""

    def __init__(self, share: Share, name: str) -> None:
        self._share, self._name = share, name
        self._made: dict[str, Asset] = {}
        self._making, self._gone = Lock(), False
        # One lock with what is counted: whoever wants room may have to forget what is made here.
        self._lock = share.lock

    def get(self, kind: str, loaded: PointSet) -> Asset:
        """Return a file, made before or made now."""
        with self._making:
            found = self._made.get(kind) or _MAKERS[kind](loaded)
            with self._lock:
                if kind not in self._made and not self._gone and self._has_room(kind, found):
                    self._made[kind] = found
                if self._gone:
                    self._share.free(f"{self._name}/{kind}")
            return found

    def _has_room(self, kind: str, made: Asset) -> bool:
        try:
            self._share.take(f"{self._name}/{kind}", len(made.body) + len(made.gzipped or b""))
        except Refused:
            return False  # It is made anew when it is asked for again.
        return True

    def forget(self) -> None:
        """Keep nothing any more, not even what is being made."""
        with self._lock:
            self._gone = True
            for kind in _MAKERS:
                self._share.free(f"{self._name}/{kind}")


@dataclass
class _Served:
    """What is known of a key that has been asked for: whose it is, and since when."""

    browser: str
    since: float = field(default_factory=monotonic)


_served: dict[str, _Served] = {}
_files: dict[str, tuple[Files, bool]] = {}
_lock = Lock()


def serve(loaded: PointSet, share: Share, common: Files | None = None) -> str:
    """Hold a set and return its key; what is made of it counts in a reader's share, or is `common` to all who look at the same."""
    key = STORE.put(loaded)
    with _lock:
        _files[key] = (common, False) if common else (Files(share, key), True)
    return key


def prepare(key: str) -> None:
    """Make a set's points now, beside all else: the map that will ask for them has yet to load."""
    with _lock:
        loaded, (files, _) = STORE.get(key), _files.get(key, (None, False))
    if loaded is not None and files is not None:
        Thread(target=files.get, args=("points.bin", loaded), daemon=True).start()


def forget(key: str) -> None:
    """Drop a set and everything made of it."""
    with _lock:
        STORE.drop(key)
        _served.pop(key, None)
        files, alone = _files.pop(key, (None, False))
    if files is not None and alone:
        files.forget()


def bound(
    key: str, request: Request, there: Callable[[str], object | None], typed: bool = False
) -> tuple[_Served | None, str | None]:
    """Return what is served under a key to this browser, and the cookie to give it if it has none yet; nothing where `there` finds nothing.

    Another site's page gets nothing, and an address that was typed or loaded anew only where that is `typed`. It looks under the lock under which `forget` drops: nothing is noted of a key that is gone.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", *["none"] * typed):
        return None, None
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
    """Return a set's file, where the set is still there."""
    loaded = STORE.get(key)
    with _lock:
        files, _ = _files.get(key, (None, False))
    if loaded is None or files is None:
        return None
    found = files.get(kind, loaded)
    with _lock:
        return found if _served.get(key) is served else None


def _answer(request: Request) -> Response:
    key, kind = request.path_params["key"], request.path_params["kind"]
    served, cookie = bound(key, request, STORE.get) if kind in _MAKERS else (None, None)
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


def names(loaded: PointSet) -> Asset:
    """Return what the rows of a small set are called, the newest first, for page/search.js: [row, words]."""
    rows = points.drawable(loaded)[1][::-1].tolist() if len(loaded) <= SOUGHT else []
    lines = [[row, f"{name_of(loaded, row)} ({when_of(loaded, row).removesuffix('.')})"] for row in rows]
    return asset(json.dumps(lines, ensure_ascii=False), "application/json; charset=utf-8")


_MAKERS = {"points.bin": points.asset, "shapes.json": shapes, "names.json": names}


def routes() -> list[Route]:
    """Return the routes of readers' own sets."""
    return [Route("/own/{key}/{kind}", _answer)]
