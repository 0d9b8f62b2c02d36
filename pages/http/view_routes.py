"""A view as plain text and as GeoJSON, for the same query string as the page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geodata.ledger import current
from geodata.sets.kept import ANYBODY
from layers.files import formats
from layers.files.records import Records, stem
from layers.view.link import to_query
from layers.view.state import ViewState
from layers.words import text_twin
from layers.words.since_link import since_link
from pages.http import faces, head
from pages.http.workshop import Workshop
from pages.visit import keeping

#: One thread: a file takes some 50 ms of Python, which the pages' sessions would otherwise wait for together.
_WORKSHOP = Workshop(
    ThreadPoolExecutor(1, "view-files"), waiting=16, seconds=15, body_bytes=20_000_000, kept_bytes=24_000_000
)


def _text(view: ViewState, link: str, made_on: str, kept: tuple[str, ...]) -> bytes:
    changed = since_link(made_on, view, current())
    notice = f"{changed.title.upper()}\n\n" + "\n".join(changed.sentences) + "\n\n\n" if changed else ""
    return (notice + text_twin.text(view, current(), link, kept)).encode()


def _geojson(view: ViewState) -> bytes:
    records = Records(view, current())
    return formats.data("geojson", records, records.listed())


async def text(request: Request) -> Response:
    """Answer ``/view.txt``."""
    view, _ = await faces.aside(faces.read, request)
    link = f"{head.address(request)}/?{to_query(view, current().revision)}"
    made_on = request.query_params.get("rev", "")[:40]
    name, kept = f"{stem(view)}.txt", await faces.aside(keeping.told, view.kept, ANYBODY)
    more = (link, made_on, *kept)
    return await faces.made(
        request,
        view,
        "text/plain",
        _WORKSHOP,
        _text,
        view,
        link,
        made_on,
        kept,
        filename=name,
        more=more,
        lasts=not view.kept,
    )


async def geojson(request: Request) -> Response:
    """Answer ``/view.geojson`` (`pages.reader_data.kept_faces`)."""
    view, _ = await faces.aside(faces.read, request)
    name, media_type = f"{stem(view)}.geojson", formats.FORMATS["geojson"].media_type
    return await faces.made(request, view, media_type, _WORKSHOP, _geojson, view, filename=name)


def routes() -> list[Route]:
    """Return the route of a view's text."""
    return [Route("/view.txt", faces.face(text))]
