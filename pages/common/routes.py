"""The plain HTTP faces of the app: scripts, fonts and each layer's data, shared by all readers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from geodata import ledger
from layers.core import assets
from layers.core.layer import all_layers
from pages.common import gate, head, own_routes, own_stage, render_routes, sheet, view_routes

#: Addresses carry a digest of what they name, so a browser never needs to ask again.
FOR_EVER = "public, max-age=31536000, immutable"

#: Streamlit's own faces, by the start of their file's name: its file names change with each release.
FONTS = {"sans": "SourceSansVF-Upright", "serif": "SourceSerifVariable-Roman", "serif-italic": "SourceSerifVariable-Italic"}


@lru_cache(maxsize=64)
def font(name: str) -> assets.Asset | None:
    """Return one of Streamlit's faces, or None for a name that is none."""
    media = head.STATIC / "static" / "media"
    for path in sorted(media.glob(f"{FONTS[name]}*.woff2")) if name in FONTS else []:
        return assets.asset(path.read_bytes(), "font/woff2")
    return None


def _send(request: Request, found: assets.Asset | None) -> Response:
    if found is None:
        return PlainTextResponse(f"There is nothing at {request.url.path}.", status_code=404)
    tag = f'"{found.etag}"'
    headers = {"ETag": tag, "Cache-Control": FOR_EVER, "X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if found.gzipped and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.gzipped, media_type=found.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.body, media_type=found.media_type, headers=headers)


def _face(find: Callable[[str], assets.Asset | None], parameter: str = "name") -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return _send(request, find(request.path_params.get(parameter, "")))

    return endpoint


def _data(name: str) -> assets.Asset | None:
    current = ledger.current()
    if name == "timeline":
        return assets.timeline(current)
    layer = next((layer for layer in all_layers() if layer.id == name), None)
    return assets.layer_data(layer, current) if layer else None


def _health(request: Request) -> Response:
    """Say that the ledger loaded, or fail, so that whoever runs the app hears of it."""
    current = ledger.current()
    counts = {name: len(rows) for name, rows in current.tables.items()}
    healthy = not current.faults
    if gate.required():
        # Open to whoever watches over the server, so it must not tell strangers what the ledger holds.
        return JSONResponse({"ok": healthy}, status_code=200 if healthy else 503)
    return JSONResponse({"ok": healthy, "revision": current.revision, "records": counts, "faults": len(current.faults)},
                        status_code=200 if healthy else 503)


def routes() -> list[Route]:
    """Return the routes `app.py` serves beside the pages."""
    return [
        Route("/assets/atlas.js", _face(lambda _: assets.frame_script())),
        Route(sheet.PATH, _face(lambda _: sheet.sheet())),
        Route("/assets/backdrop.geojson", _face(lambda _: assets.backdrop())),
        Route("/assets/swatches/{name}.svg", _face(assets.swatches)),
        Route("/assets/fonts/{name}.woff2", _face(font)),
        Route("/data/{name}.json", _face(_data)),
        Route("/health", _health),
        *own_stage.routes(),
        *own_routes.routes(),
        *head.routes(),
        *view_routes.routes(),
        *render_routes.routes(),
    ]
