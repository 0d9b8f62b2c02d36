"""How a body goes out over plain HTTP: not again to who holds it, compressed to who takes it so, which is done once and never in the event loop."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from layers.kit.asset import Asset


def takes_gzip(request: Request) -> bool:
    """Tell whether the client takes a compressed body."""
    return "gzip" in request.headers.get("accept-encoding", "")


def unchanged(request: Request, headers: Mapping[str, str]) -> Response | None:
    """Return the answer to a client that holds what the ``ETag`` of `headers` names, whether or not it was compressed on the way; else None."""
    held = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    if headers["ETag"].removeprefix("W/") in held or "*" in held:
        return Response(status_code=304, headers=dict(headers))
    return None


def body(
    request: Request, plain: bytes | str, media_type: str, headers: Mapping[str, str], packed: bytes | None = None
) -> Response:
    """Return a body as the client takes it; `packed` is the same compressed, where it is worth that."""
    if packed is not None and takes_gzip(request):
        return Response(packed, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
    data = plain.encode() if isinstance(plain, str) else plain
    headers = {**headers, "Accept-Ranges": "bytes"}
    part = _part(request, len(data))
    if part is None:
        return Response(data, media_type=media_type, headers=headers)
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(data)}"
    return Response(data[part.start : part.stop], 206, headers, media_type)


#: A stretch of a body, as programs ask for that read a large file from its address piece by piece: GDAL, and QGIS with it.
_RANGE = re.compile(r"bytes=([0-9]{1,12})-([0-9]{0,12})")


def _part(request: Request, length: int) -> range | None:
    """Return the bytes that a client asks for, None where it takes the whole."""
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or request.method != "GET" or "if-range" in request.headers:
        return None
    first, last = int(asked[1]), min(int(asked[2] or length), length - 1)
    return range(first, last + 1) if first <= last else None


def asset(request: Request, found: Asset, keeping: str) -> Response:
    """Return a file of ours; `keeping` says for how long it may be kept."""
    headers = {"ETag": f'"{found.etag}"', "Cache-Control": keeping, "Vary": "Accept-Encoding"}
    return unchanged(request, headers) or body(request, found.body, found.media_type, headers, found.gzipped)
