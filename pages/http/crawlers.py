"""What search engines ask for first: where they need not look (``/robots.txt``), and which pages and records there are (``/sitemap.xml``)."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geodata.ledger import Ledger, current
from layers.briefings.reading import built_in_names
from layers.kit.layer import in_order
from layers.kit.text import escape
from pages.http import faces, gate, head, sending
from pages.visit.page import PAGES, base_path

#: A session's own, and what pages are made of. Pictures of views are not among them: programs that unfold links ask here too.
_NOT_FOR_LISTS = ("/own/", "/media/", "/_stcore/", "/present", "/view.html", "/view.txt", "/view.geojson")


def records(ledger: Ledger) -> list[str]:
    """Return the ids of all records that a link of their own opens, each once, in the order of the layers."""
    listed = (record.id for layer in in_order("text") for record in layer.records(ledger))
    return list(dict.fromkeys(listed))


@lru_cache(maxsize=8)
def _sitemap(base: str, revision: str) -> str:
    links = [
        *(base + path for path in PAGES),
        *(f"{base}/brief?briefing={name}" for name in built_in_names()),
        *(f"{base}/?select={record_id}" for record_id in records(current())),
    ]
    rows = "".join(f"<url><loc>{escape(link)}</loc></url>\n" for link in links)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'


@lru_cache(maxsize=8)
def _robots(base: str) -> str:
    if gate.required():
        return "User-agent: *\nDisallow: /\n"
    rows = "".join(f"Disallow: {base_path()}{path}\n" for path in _NOT_FOR_LISTS)
    return f"User-agent: *\n{rows}\nSitemap: {base}/sitemap.xml\n"


def _sent(request: Request, body: str, media_type: str) -> Response:
    headers = {"ETag": faces.etag(body), "Cache-Control": faces.ASK_AGAIN}
    return sending.unchanged(request, headers) or sending.body(request, body, media_type, headers)


async def robots(request: Request) -> Response:
    """Answer ``/robots.txt``."""
    return _sent(request, _robots(head.address(request)), "text/plain")


async def sitemap(request: Request) -> Response:
    """Answer ``/sitemap.xml``."""
    body = await faces.aside(_sitemap, head.address(request), current().revision)
    return _sent(request, body, "application/xml")


def routes() -> list[Route]:
    """Return the routes of both."""
    return [Route("/robots.txt", robots), Route("/sitemap.xml", faces.face(sitemap))]
