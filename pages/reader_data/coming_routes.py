"""How large files come: `POST /own/large` says which and hears how much of it is here, `PUT /own/large/ID?offset=N` brings a piece, `DELETE` gives up.

Who may keep no sets finds nothing at these addresses, and no byte of theirs is read.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from geodata.sets.kept import Reader
from geodata.translation import tr
from pages.http import gate
from pages.reader_data.arrived import Turned
from pages.reader_data.coming import COMING, PIECE, Upload
from pages.reader_data.routes import HEADERS, nothing
from pages.visit import keeping
from pages.visit.sign_in import required, sign_in

PATH = "/own/large"

#: A piece ends when nothing comes for so long, and in any case after so long, in seconds: 8 MB over a line of 0.25 Mbit/s.
IDLE_S, WHOLE_S = 20, 300

#: So much of a piece is written at once, in bytes; what says which file comes is shorter than the other.
_BLOCK, _TELLING = 1 << 20, 4096


class _File(msgspec.Struct):
    name: str
    size: int
    modified: int


def _reader(request: Request) -> Reader:
    """Return who asks, from a page of ours; a stranger to all others."""
    origins, hosts = request.headers.getlist("origin"), request.headers.getlist("host")
    if len(origins) != 1 or len(hosts) != 1 or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return Reader()
    # A proxy may ask under another name than the reader.
    if not keeping.from_page(origins[0], hosts[0]) and not (required() and origins[0] == sign_in().origin):
        return Reader()
    user = gate.reader(request.cookies) if required() else None
    return keeping.known(user or {}, request.client.host if request.client else "", request.headers.items())


def _mine(request: Request) -> Upload | None:
    reader = _reader(request)
    return COMING.find(reader.name, request.path_params["id"]) if reader.keeps and reader.name else None


async def _begin(request: Request) -> Response:
    reader = _reader(request)
    if not (reader.keeps and reader.name):
        return nothing()
    try:
        file = msgspec.json.decode(await _telling(request), type=_File)
        upload = await run_in_threadpool(COMING.begin, reader.name, file.name, file.size, file.modified)
    except (TimeoutError, msgspec.DecodeError, UnicodeDecodeError):
        return _said(400, tr("This does not say which file comes."))
    except Turned as turned:
        return _said(turned.status, turned.words)
    return JSONResponse({"id": upload.id, "received": upload.received, "piece": PIECE}, headers=HEADERS)


async def _telling(request: Request) -> bytes:
    told = b""
    async with asyncio.timeout(IDLE_S):
        async for part in request.stream():
            told += part
            if len(told) > _TELLING:
                raise Turned(413, tr("This does not say which file comes."))
    return told


async def _piece(request: Request) -> Response:
    upload = _mine(request)
    if upload is None:
        return nothing()
    offset = request.query_params.get("offset", "")
    if not (offset.isascii() and offset.isdigit() and len(offset) < 16):
        return _said(400, tr("A piece says at which byte of the file it begins."))
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and (len(length) > 15 or int(length) > PIECE):
        return _said(413, _too_large())
    turn = COMING.claim(upload, int(offset))
    if turn is None:
        return JSONResponse({"received": upload.received}, 409, HEADERS)
    try:
        if not await _written(request, upload, turn):
            return JSONResponse({"received": upload.received}, 409, HEADERS)
    except TimeoutError:
        return _said(408, tr("The piece came too slowly, or no more of it came."))
    except Turned as turned:
        return _said(turned.status, turned.words)
    return JSONResponse({"received": upload.received}, headers=HEADERS)


async def _written(request: Request, upload: Upload, turn: int) -> bool:
    """Write a piece as it comes, and of one that breaks off what has come; False where another's turn came in between."""
    waiting, count, last, more = bytearray(), 0, monotonic() + WHOLE_S, True
    while more:
        message = None
        with suppress(TimeoutError):
            async with asyncio.timeout(min(IDLE_S, last - monotonic())):
                message = await request.receive()
        if message is None or message["type"] == "http.disconnect":
            await run_in_threadpool(COMING.write, upload, turn, bytes(waiting))
            raise TimeoutError if message is None else ClientDisconnect
        part, more = message.get("body", b""), message.get("more_body", False)
        count += len(part)
        if count > PIECE:
            raise Turned(413, _too_large())
        waiting += part
        if len(waiting) >= _BLOCK or not more:
            if not await run_in_threadpool(COMING.write, upload, turn, bytes(waiting)):
                return False
            waiting.clear()
    return True


async def _cancel(request: Request) -> Response:
    upload = _mine(request)
    if upload is None:
        return nothing()
    await run_in_threadpool(COMING.drop, upload)
    return Response(status_code=204, headers=HEADERS)


def _too_large() -> str:
    return tr("A piece has at most {mb} MB.", mb=PIECE >> 20)


def _said(status: int, words: str) -> Response:
    return JSONResponse({"why": words}, status, HEADERS)


def watch() -> None:
    """Remove what has been given up, now and from now on, on the running event loop."""
    asyncio.get_running_loop().call_later(IDLE_S * 30, watch)
    COMING.sweep(monotonic())


def start() -> None:
    """Begin with an empty folder, where this atlas keeps sets."""
    if keeping.on():
        COMING.start()
    watch()


def routes() -> list[Route]:
    """Return the routes of large files."""
    return [
        Route(PATH, _begin, methods=["POST"]),
        Route(PATH + "/{id}", _piece, methods=["PUT"]),
        Route(PATH + "/{id}", _cancel, methods=["DELETE"]),
    ]
