"""The presenter's screen of a briefing with a reader's own sets: made anew for each request, for that reader's browser, kept nowhere.

Its address is as secret as a set's and bound to the first browser that asks in the same way (routes.py). What a session presents
is named here; the rows are asked of it for each screen, so a set that was removed since is missing there too, and one that was narrowed is so.
"""

from __future__ import annotations

import gzip
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geodata.store import PointSet
from layers.briefings.briefing import MAX_SCENES, Briefing
from layers.making import jobs
from layers.pictures.size import SIZES, Size
from layers.reader_data.drawn import OwnSet, sets_of
from layers.view.state import ViewState
from pages.http import faces, head, sending
from pages.http.drawing import BINDERY
from pages.http.picture_params import panel_of, size_of, theme_of
from pages.http.workshop import Workshop
from pages.reader_data import routes as own_routes
from pages.reader_data.drawing import drawn
from pages.reader_data.wide import Wide
from pages.visit import session

#: Keeps nothing: whatever is made has a key of its own and is the only thing there would be room for.
_WORKSHOP = Workshop(BINDERY, waiting=6, seconds=60, body_bytes=200_000_000, kept_bytes=0)

#: The pictures of its scenes: as many as a briefing has are asked for at once.
_SMALL = Workshop(BINDERY, waiting=MAX_SCENES, seconds=60, body_bytes=16_000_000, kept_bytes=0)


@dataclass(frozen=True)
class Stage:
    """What is presented: a briefing, and what returns the rows shown of those of its own sets that are still there, by title."""

    briefing: Briefing
    sets: Callable[[], Mapping[str, PointSet | Wide]]


_stages: dict[str, Stage] = {}
_lock = Lock()


def keep(key: str | None, briefing: Briefing, sets: Callable[[], Mapping[str, PointSet | Wide]]) -> str:
    """Say what is presented under a key, which may be one returned before; returns the key."""
    key = key or secrets.token_urlsafe(32)
    with _lock:
        _stages[key] = Stage(briefing, sets)
    return key


def forget(key: str | None) -> None:
    """Present nothing any more under a key."""
    if key:
        with _lock:
            _stages.pop(key, None)
        own_routes.forget(key)


def _sets(stage: Stage, views: Iterable[ViewState], size: Size) -> tuple[OwnSet, ...]:
    return drawn(stage.sets(), views, size)


async def present(request: Request) -> Response:
    """Answer ``/own/<key>/present``; a reload, or the address typed again, is no other site's doing."""
    key = request.path_params["key"]
    served, cookie = own_routes.bound(key, request, _stages.get, typed=True)
    stage = _stages.get(key)
    if stage is None or served is None:
        return own_routes.nothing()
    sets = await run_in_threadpool(_sets, stage, stage.briefing.views(), SIZES["slide"])
    body = await _WORKSHOP.make(
        secrets.token_urlsafe(16), jobs.document, stage.briefing, session.today(), head.address(request), sets
    )
    # Streamlit would do it in the event loop, for half a minute with the largest; it is one reader’s, once, so quickly rather than well.
    packed = await run_in_threadpool(gzip.compress, body, 1) if sending.takes_gzip(request) else None
    headers = own_routes.PACKED_HEADERS | {"Content-Disposition": 'inline; filename="briefing.html"'}
    answer = sending.body(request, body, "text/html", headers, packed)
    own_routes.bind(answer, cookie, request)
    return answer


async def scene(request: Request) -> Response:
    """Answer ``/own/<key>/scene.png``, the picture of a scene by its place `n`: with its drawings and its chart, and with its own sets as they are now."""
    key, given = request.path_params["key"], request.query_params
    served, cookie = own_routes.bound(key, request, _stages.get)
    stage, place = _stages.get(key), given.get("n", "")
    number = int(place) if place.isascii() and place.isdigit() and len(place) <= 3 else MAX_SCENES
    if stage is None or served is None or number >= len(stage.briefing.scenes):
        return own_routes.nothing()
    size, theme, panel, shown = size_of(given), theme_of(given), panel_of(given), stage.briefing.scenes[number]
    sets = sets_of(shown.view, await run_in_threadpool(_sets, stage, [shown.view], size))
    lines = shown.annotations if given.get("drawn") else ()
    work = (jobs.own_png, shown.view, size, "", session.today(), theme, True, tuple(sets), lines, panel, shown.chart)
    answer = sending.body(request, await _SMALL.make(secrets.token_urlsafe(16), *work), "image/png", own_routes.HEADERS)
    own_routes.bind(answer, cookie, request)
    return answer


def routes() -> list[Route]:
    """Return the routes of what is presented; they stand before that of the sets' own files."""
    return [Route("/own/{key}/present", faces.face(present)), Route("/own/{key}/scene.png", faces.face(scene))]
