"""The plain HTTP faces of the app: scripts, fonts and each layer's data, shared by all readers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from geodata import ledger
from geodata.geometry_files import VINTAGES
from geodata.records import Record
from geodata.translation import tr
from layers.browser import assets
from layers.browser.typefaces import faces as typefaces
from layers.kit.asset import Asset
from layers.kit.layer import Layer, all_layers
from layers.kit.told import NOT_LOADED
from pages.http import bar, crawlers, faces, gate, head, not_found, refusals, render_routes, sending, sheet, view_routes
from pages.reader_data import coming_routes, kept_faces, stage, wide
from pages.reader_data import routes as own_routes
from pages.visit import opening
from pages.visit.page import base_path

#: For an address that carries the digest of what is sent: a browser never needs to ask again.
FOR_EVER = "public, max-age=31536000, immutable"
#: For an address that carries another digest, as that of a newer release does at a replica of the one before: nobody may keep an answer to it.
NOT_KEPT = "no-store"
#: For a typeface whose address says its name alone.
A_DAY = "public, max-age=86400"

#: More of the ledger's faults than this nobody reads at once; the log has all of them.
_MOST_FAULTS = 100


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
        return not_found.answer(request.scope)
    return sending.asset(request, found, _keeping(request, found, unsaid))


def _face(
    find: Callable[[str], Asset | None], unsaid: str = faces.ASK_AGAIN
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        # What is found is put together once, at the start or here; to send it takes no thread, for which it might have to wait.
        return _send(request, find(request.path_params.get("name", "")), unsaid)

    return endpoint


def _layers() -> dict[str, Layer[Record]]:
    return {layer.id: layer for layer in all_layers()}


def _data(name: str) -> Asset | None:
    current = ledger.current()
    if name == "timeline":
        return assets.timeline(current)
    if name == assets.LAYERS:
        return assets.all_layers_data(current)
    if name == assets.SEARCH:
        return assets.search(current)
    if name == opening.NAME:
        return opening.told()
    for vintage in VINTAGES:
        if name == f"sides-{vintage}":
            return assets.sides(vintage, current)
    layer = _layers().get(name)
    return assets.layer_data(layer, current) if layer else None


async def _layer(request: Request) -> Response:
    """Send a layer's data, or say that there is none: the map names a layer that it does not get."""
    name = request.path_params["name"]
    layer = _layers().get(name)
    if layer and layer.table in ledger.current().missing:
        return refusals.answer(request.scope, 503, tr(NOT_LOADED))
    return _send(request, _data(name), faces.ASK_AGAIN)


async def _health(request: Request) -> Response:
    """Say what of the ledger loaded; fail where nothing did. One wrong row must not take every replica from its readers."""
    current = ledger.current()
    counts = {name: len(rows) for name, rows in current.tables.items()}
    said: dict[str, object] = {"ok": not current.faults}
    # Open to whoever watches over the server, so where readers sign in it must not tell strangers what the ledger holds.
    if not gate.required():
        said |= {
            "revision": current.revision,
            "records": counts,
            "faults": [str(one) for one in current.faults[:_MOST_FAULTS]],
        }
    return JSONResponse(said, status_code=200 if any(counts.values()) else 503, headers={"Cache-Control": NOT_KEPT})


def routes() -> list[Route]:
    """Return the routes `app.py` serves beside the pages."""
    found = [
        Route("/assets/atlas.js", _face(lambda _: assets.frame_script())),
        Route("/assets/drawing.js", _face(lambda _: assets.drawing_script())),
        Route(bar.PATH, _face(lambda _: assets.page_script())),
        Route(sheet.PATH, _face(lambda _: sheet.sheet())),
        Route("/assets/backdrop.json", _face(lambda _: assets.backdrop())),
        Route("/assets/relief", _face(lambda _: assets.relief())),
        Route("/assets/fonts/{name}.woff2", _face(typefaces.piece, A_DAY)),
        Route("/data/{name}.json", _layer),
        Route("/health", _health),
        *stage.routes(),
        *coming_routes.routes(),
        *wide.routes(),
        *own_routes.routes(),
        *head.routes(),
        *crawlers.routes(),
        *kept_faces.routes(),
        *view_routes.routes(),
        *render_routes.routes(kept_faces.of_sets),
    ]
    return [Route(base_path() + route.path, route.endpoint, methods=route.methods) for route in found]
