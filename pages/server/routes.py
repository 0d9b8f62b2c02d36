"""The plain HTTP faces of the app: scripts, fonts and each layer's data, shared by all readers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from geodata import ledger
from layers.browser import assets
from layers.kit.asset import Asset, asset
from layers.kit.layer import all_layers
from pages.http import faces, gate, head, render_routes, sheet, view_routes
from pages.reader_data import routes as own_routes
from pages.reader_data import stage

#: For an address that carries the digest of what is sent: a browser never needs to ask again.
FOR_EVER = "public, max-age=31536000, immutable"
#: For an address that carries another digest, as that of a newer release does at a replica of the one before: nobody may keep an answer to it.
NOT_KEPT = "no-store"
#: For a typeface, whose address is that of its name.
A_DAY = "public, max-age=86400"

#: Streamlit's own faces, by the start of their file's name: its file names change with each release.
FONTS = {
    "sans": "SourceSansVF-Upright",
    "serif": "SourceSerifVariable-Roman",
    "serif-italic": "SourceSerifVariable-Italic",
}


def font(name: str) -> Asset | None:
    """Return one of Streamlit's faces, or None for a name that is none."""
    return _font(FONTS[name]) if name in FONTS else None


@cache
def _font(start: str) -> Asset | None:
    media = head.STATIC / "static" / "media"
    for path in sorted(media.glob(f"{start}*.woff2")):
        return asset(path.read_bytes(), "font/woff2")
    return None


def _keeping(request: Request, found: Asset, unsaid: str) -> str:
    """Return for how long an answer may be kept, by what the address says of it: ``v`` its digest, ``rev`` the ledger's revision before that.

    `unsaid` holds where it says neither.
    """
    said = {name: request.query_params[name] for name in ("v", "rev") if name in request.query_params}
    if not said:
        return unsaid
    right = {"v": found.etag, "rev": f"{ledger.current().revision}-{found.etag}"}
    return FOR_EVER if all(right[name] == value for name, value in said.items()) else NOT_KEPT


def _send(request: Request, found: Asset | None, unsaid: str) -> Response:
    if found is None:
        return PlainTextResponse(
            "There is nothing at this address.", status_code=404, headers={"Cache-Control": NOT_KEPT}
        )
    tag = f'"{found.etag}"'
    headers = {"ETag": tag, "Cache-Control": _keeping(request, found, unsaid), "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if found.gzipped and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.gzipped, media_type=found.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.body, media_type=found.media_type, headers=headers)


def _face(
    find: Callable[[str], Asset | None], unsaid: str = faces.ASK_AGAIN
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        # What is found is put together once, at the start or here; to send it takes no thread, for which it might have to wait.
        return _send(request, find(request.path_params.get("name", "")), unsaid)

    return endpoint


def _data(name: str) -> Asset | None:
    current = ledger.current()
    if name == "timeline":
        return assets.timeline(current)
    layer = next((layer for layer in all_layers() if layer.id == name), None)
    return assets.layer_data(layer, current) if layer else None


async def _health(request: Request) -> Response:
    """Say that the ledger loaded, or fail, so that whoever runs the app hears of it."""
    current = ledger.current()
    counts = {name: len(rows) for name, rows in current.tables.items()}
    healthy = not current.faults
    said: dict[str, object] = {"ok": healthy}
    # Open to whoever watches over the server, so where readers sign in it must not tell strangers what the ledger holds.
    if not gate.required():
        said |= {"revision": current.revision, "records": counts, "faults": len(current.faults)}
    return JSONResponse(said, status_code=200 if healthy else 503, headers={"Cache-Control": NOT_KEPT})


def routes() -> list[Route]:
    """Return the routes `app.py` serves beside the pages."""
    return [
        Route("/assets/atlas.js", _face(lambda _: assets.frame_script())),
        Route(sheet.PATH, _face(lambda _: sheet.sheet())),
        Route("/assets/backdrop.geojson", _face(lambda _: assets.backdrop())),
        Route("/assets/swatches/{name}.svg", _face(assets.swatches)),
        Route("/assets/fonts/{name}.woff2", _face(font, A_DAY)),
        Route("/data/{name}.json", _face(_data)),
        Route("/health", _health),
        *stage.routes(),
        *own_routes.routes(),
        *head.routes(),
        *view_routes.routes(),
        *render_routes.routes(),
    ]
