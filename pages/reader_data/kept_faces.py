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
from geodata.ledger import current
from geodata.sets.asked.view import View
from geodata.sets.here import catalogue, rows
from geodata.sets.kept import ANYBODY
from geodata.sets.naming import reference
from geodata.sets.whole import NotKept
from geodata.translation import tr
from layers.briefings.briefing import Briefing, Scene
from layers.files import formats
from layers.pictures.size import PREVIEW, SIZES, Size
from layers.reader_data.dataset import ReaderSet
from layers.reader_data.drawn import OwnSet
from layers.reader_data.rows import named, showing
from layers.view.cameras import camera
from layers.view.state import ViewState
from layers.words.preview import Told
from pages.http import faces, view_routes
from pages.http.drawing import BINDERY
from pages.http.workshop import Busy, Workshop
from pages.reader_data.drawing import counted
from pages.reader_data.kept import is_wide, loaded
from pages.reader_data.own import Opened
from pages.reader_data.shelf import SHELF, Shared
from pages.visit import keeping

_WORKSHOP = Workshop(
    ThreadPoolExecutor(1, "kept-files"), waiting=6, seconds=60, body_bytes=100_000_000, kept_bytes=24_000_000
)


def _found(name: str) -> Opened | None:
    """Return a version that everybody with its link may see; None where there is none."""
    asked = reference(name)
    found = keeping.find(asked, ANYBODY) if asked else None
    version = found.version(asked.version) if found and asked else None
    return Opened.of(found, version, name) if found and version and found.state == "here" else None


@contextmanager
def _read(opened: Opened) -> Iterator[Shared]:
    """Give the rows of a version, which are let go of afterwards."""
    shared = SHELF.open(opened.version.file, lambda: loaded(opened.set, opened.version))
    try:
        yield shared
    finally:
        SHELF.close(opened.version.file)


def of_sets(names: Iterable[str], job: Callable[..., bytes], *arguments: object) -> bytes:
    """Return what a job draws with kept sets as its last argument, which are read for it now."""
    return BINDERY.picture(job, *arguments, _drawn(names, *_shown(*arguments)))


def _shown(*arguments: object) -> tuple[list[ViewState], Size]:
    """Return the views that a job draws and how large, by what it is given."""
    size = next(
        (one for one in arguments if isinstance(one, Size)),
        PREVIEW if isinstance(arguments[0], Told) else SIZES["slide"],
    )
    views = [one for one in arguments if isinstance(one, ViewState)]
    told = arguments[0]
    if (
        isinstance(told, Told)
        and told.story
        and (view := views[0]).at is None
        and (at := camera(told.story, current()))
    ):
        # The story's record is looked at from somewhat nearer or farther than a click on it leads to.
        views += [view.with_(at=(*at[:2], at[2] + more)) for more in (-1, 1)]
    return list(told.views()) if isinstance(told, Briefing | Scene) else views, size


def _drawn(names: Iterable[str], views: Iterable[ViewState], size: Size) -> tuple[OwnSet, ...]:
    """Return kept sets as views draw them in pictures of a size, by their names in views; without those that not everybody may see.

    Raises
    ------
    Busy
        Where there is no room for one, or it cannot be read right now.
    """
    sets: list[OwnSet] = []
    try:
        for found in filter(None, map(_found, names)):
            if is_wide(found.version):
                sets.append(counted(found, found.set.title, View(), views, size))
                continue
            with _read(found) as shared:
                sets.append(OwnSet.of(found.kept.name, shared.points))
    except (NotKept, Refused) as why:
        raise Busy(str(why)) from why
    return tuple(sets)


def _rows(view: ViewState, name: str) -> bytes:
    try:
        opened = _found(name)
        if opened is None:
            raise Busy(tr("The kept set has gone meanwhile."))
        if is_wide(opened.version):
            return _newest(opened, view, name)
        with _read(opened) as shared:
            points, report = shared.points, shared.report
            filters = (tr("Words in place or kind: “{words}”.", words=view.q),) if view.q else ()
            dataset = ReaderSet(name, opened.set.title, points, report, filters, kept=opened.kept)
            return formats.data("geojson", dataset, np.flatnonzero(showing(points, view) & named(points, view.q))[::-1])
    except (NotKept, Refused) as why:
        raise Busy(str(why)) from why


def _newest(opened: Opened, view: ViewState, name: str) -> bytes:
    """Return the rows of a version that is not held which a view shows, if they are few enough."""
    answers, file, most = rows(), opened.version.file, formats.MOST_ROWS["geojson"]
    looked = View(looked=view.looks_at(answers.about(file).time))
    number = answers.count(file, looked)
    if number > most:
        raise Busy(
            tr(
                "Of the set {n} rows are of these days; a file is made of up to {most}: narrow it by date.",
                n=f"{number:,}",
                most=f"{most:,}",
            )
        )
    points, _ = answers.newest(file, looked, most)
    dataset = ReaderSet(
        name, opened.set.title, points, catalogue().report(opened.version), small=False, kept=opened.kept
    )
    return formats.data("geojson", dataset, np.arange(len(points))[::-1])


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
