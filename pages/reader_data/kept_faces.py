"""Kept sets without a session: what pictures and documents of a link show of them, and the rows of one as GeoJSON.

Here nobody knows who asks: only sets that everybody may see, or whoever has the link, are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geodata.importers.report import Refused
from geodata.sets.kept import ANYBODY
from geodata.sets.naming import reference
from geodata.sets.whole import NotKept
from geodata.translation import tr
from layers.files import formats
from layers.reader_data.dataset import ReaderSet
from layers.reader_data.drawn import OwnSet
from layers.reader_data.rows import named, showing
from layers.view.state import ViewState
from pages.http import faces, view_routes
from pages.http.drawing import BINDERY
from pages.http.workshop import Busy, Workshop
from pages.reader_data.kept import loaded
from pages.reader_data.own import Opened
from pages.reader_data.shelf import SHELF, Shared
from pages.visit import keeping

_WORKSHOP = Workshop(
    ThreadPoolExecutor(1, "kept-files"), waiting=6, seconds=60, body_bytes=100_000_000, kept_bytes=24_000_000
)


@contextmanager
def _read(name: str) -> Iterator[tuple[Opened, Shared] | None]:
    """Give a version that everybody with its link may see, and its rows, which are let go of afterwards; None where there is none."""
    asked = reference(name)
    found = keeping.find(asked, ANYBODY) if asked else None
    version = found.version(asked.version) if found and asked else None
    if found is None or version is None or found.state != "here":
        yield None
        return
    opened = Opened.of(found, version, name)
    shared = SHELF.open(version.file, lambda: loaded(opened.set, version))
    try:
        yield opened, shared
    finally:
        SHELF.close(version.file)


def of_sets(names: Iterable[str], job: Callable[..., bytes], *arguments: object) -> bytes:
    """Return what a job draws with kept sets as its last argument, which are read for it now."""
    return BINDERY.picture(job, *arguments, _drawn(names))


def _drawn(names: Iterable[str]) -> tuple[OwnSet, ...]:
    """Return kept sets as they are drawn, by their names in views; without those that not everybody may see.

    Raises
    ------
    Busy
        Where there is no room for one, or it cannot be read right now.
    """
    sets = []
    try:
        for name in names:
            with _read(name) as found:
                if found:
                    sets.append(OwnSet.of(name, found[1].points))
    except (NotKept, Refused) as why:
        raise Busy(str(why)) from why
    return tuple(sets)


def _rows(view: ViewState, name: str) -> bytes:
    try:
        with _read(name) as found:
            if found is None:
                raise Busy(tr("The kept set has gone meanwhile."))
            opened, points, report = found[0], found[1].points, found[1].report
            filters = (tr("Words in place or kind: “{words}”.", words=view.q),) if view.q else ()
            dataset = ReaderSet(name, opened.set.title, points, report, filters, kept=opened.kept)
            return formats.data("geojson", dataset, np.flatnonzero(showing(points, view) & named(points, view.q))[::-1])
    except (NotKept, Refused) as why:
        raise Busy(str(why)) from why


async def geojson(request: Request) -> Response:
    """Answer ``/view.geojson``: the view's records, or with ``set=id@2`` the rows of that kept set of the view; the two are never one file."""
    if "set" not in request.query_params:
        return await view_routes.geojson(request)
    view, given = await faces.aside(faces.read, request, frozenset({"set"}))
    name = given["set"]
    if name not in view.kept:
        raise faces.WrongLink(
            tr(
                "The set “{name}” is none of those that the link names in “kept”, as in kept=border-posts@2.",
                name=name[:60],
            )
        )
    media_type, file = formats.FORMATS["geojson"].media_type, f"kept-{name.partition('~')[0].partition('@')[0]}.geojson"
    return await faces.made(
        request, view, media_type, _WORKSHOP, _rows, view, name, filename=file, more=("set", name), lasts=False
    )


def routes() -> list[Route]:
    """Return the route of a view's data."""
    return [Route("/view.geojson", faces.face(geojson))]
