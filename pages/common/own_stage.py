"""The presenter's screen of a briefing with a reader's own sets: made anew for each request, for that reader's browser, kept nowhere.

Its address is as secret as a set's and bound to the first browser that asks in the same way (own_routes.py). What a session presents
is named here; the rows stay where own_routes.py holds them, so a set that was removed is missing from the next screen too.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from layers.core import rendering
from layers.core.briefing import Briefing
from layers.core.own_set import OwnSet
from pages.common import faces, head, own_routes, session
from pages.common.studio import BINDERY
from pages.common.workshop import Workshop

#: Keeps nothing: whatever is made has a key of its own and is the only thing there would be room for.
_WORKSHOP = Workshop(BINDERY, waiting=6, seconds=60, body_bytes=200_000_000, kept_bytes=0)


@dataclass(frozen=True)
class Stage:
    """What is presented: a briefing, and under which key each of its own sets is held, by title."""

    briefing: Briefing
    keys: Mapping[str, str]


_stages: dict[str, Stage] = {}
_lock = Lock()


def keep(key: str | None, briefing: Briefing, keys: Mapping[str, str]) -> str:
    """Say what is presented under a key, which may be one returned before; returns the key."""
    key = key or secrets.token_urlsafe(32)
    with _lock:
        _stages[key] = Stage(briefing, dict(keys))
    return key


def forget(key: str | None) -> None:
    """Present nothing any more under a key."""
    if key:
        with _lock:
            _stages.pop(key, None)
        own_routes.forget(key)


def _sets(stage: Stage) -> tuple[OwnSet, ...]:
    held = {title: own_routes.STORE.get(key) for title, key in stage.keys.items()}
    return tuple(OwnSet.of(title, loaded) for title, loaded in held.items() if loaded is not None)


async def present(request: Request) -> Response:
    """Answer ``/own/<key>/present``; a reload, or the address typed again, is no other site's doing."""
    key = request.path_params["key"]
    stage = _stages.get(key)
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    served, cookie = (None, None) if stage is None or elsewhere else own_routes.bound(key, request)
    if stage is None or served is None:
        return PlainTextResponse("There is nothing here, or nothing any more.", status_code=404, headers=own_routes.HEADERS)
    sets = await run_in_threadpool(_sets, stage)
    body = await _WORKSHOP.make(secrets.token_urlsafe(16), rendering.document, stage.briefing, session.today(), head.address(request), sets)
    answer = Response(body, media_type="text/html", headers=own_routes.HEADERS | {"Content-Disposition": 'inline; filename="briefing.html"'})
    own_routes.bind(answer, cookie, request)
    return answer


def routes() -> list[Route]:
    """Return the route of the screens; it stands before that of the sets' own files."""
    return [Route("/own/{key}/present", faces.face(present))]
