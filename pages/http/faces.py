"""What every plain HTTP face of a view does alike: read the link, answer with the right headers, say what was wrong.

A face is the view of a link in another form: ``/view.png``, ``/view.txt`` and so on, for the same query string as the page.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from geodata.ledger import Ledger, current
from geodata.places import FORMER
from geodata.translation import spoken, tr
from layers.view.link import from_params, to_query
from layers.view.state import ViewState
from pages.http import refusals, sending
from pages.http.workshop import Busy, Workshop
from pages.visit import session

#: A link longer than this is no link of ours: the longest view has some 1,500 letters.
MAX_QUERY = 4000

#: A pinned link to the ledger in use gives the same bytes until the ledger or the program changes.
PINNED = "public, max-age=300"
#: Anything else is asked for again each time; the ETag makes that cheap.
ASK_AGAIN = "no-cache"

ROOT = Path(__file__).resolve().parents[2]


#: Where what readers send is read and what they get is compressed: one thread, since more would only take turns.
_ASIDE = ThreadPoolExecutor(1, "reading")
#: So many readings are under way or wait, and so long an asker waits, in seconds.
_MOST_ASIDE, _ASIDE_S = 64, 10.0
_under_way: set[asyncio.Future[Any]] = set()

#: What is worth compressing, and what was compressed last, by its tag, up to so many bytes. In the event loop alone, so without a lock.
_PACKED_TYPES = ("text/", "application/geo+json", "image/svg+xml")
_packed: LRUCache[str, bytes] = LRUCache(24_000_000, getsizeof=len)

Read = TypeVar("Read")


class WrongLink(ValueError):
    """A link that a face cannot answer; the message is a sentence for whoever made it."""


async def aside(work: Callable[..., Read], *arguments: object) -> Read:
    """Return ``work(*arguments)``, done outside the event loop: the server answers others meanwhile.

    Raises
    ------
    Busy
        Where too much is being read already, or it takes too long; the work itself goes on to its end, which what it is given bounds.
    """
    if len(_under_way) >= _MOST_ASIDE:
        raise Busy(tr("Too many links are being read right now. Ask again in a few seconds."))
    reading = asyncio.get_running_loop().run_in_executor(_ASIDE, work, *arguments)
    _under_way.add(reading)
    reading.add_done_callback(_under_way.discard)
    try:
        return await asyncio.wait_for(asyncio.shield(reading), _ASIDE_S)
    except TimeoutError:
        raise Busy(
            tr("The link was not read within {seconds} s. Ask again in a few seconds.", seconds=f"{_ASIDE_S:g}")
        ) from None


def read(request: Request, own: frozenset[str] = frozenset()) -> tuple[ViewState, dict[str, str]]:
    """Read the view from a request. Not for the event loop: an endpoint calls it by way of `aside`.

    A page opens what can be read and says the rest; a file has no place to say it, so here a wrong parameter is refused.

    Parameters
    ----------
    request : Request
    own : frozenset of str
        Parameters that belong to the face and not to the view, ``scale`` of a picture for one.

    Returns
    -------
    view : ViewState
    given : dict
        The values of `own` that the request holds.

    Raises
    ------
    WrongLink
    """
    if len(request.scope["query_string"]) > MAX_QUERY:
        raise WrongLink(tr("The link is longer than {most} letters.", most=MAX_QUERY))
    params = dict(request.query_params)
    given = {name: params.pop(name) for name in list(params) if name in own}
    # A reader's own sets are held by their session alone: no file made here has them.
    params.pop("own", None)
    ledger = current()
    view, problems = from_params(modern(params, ledger), session.vocabulary(ledger))
    if problems:
        whole = tr("So a page would open this link; a file is made only of a link that can be read as a whole.")
        raise WrongLink(" ".join([*problems, whole]))
    return view, given


def modern(params: Mapping[str, str], ledger: Ledger) -> dict[str, str]:
    """Return link parameters with ids and regions of old under the names they have now."""
    renamed = {"select": ledger.meta.renamed, "lit": ledger.meta.renamed, "region": FORMER, "district": FORMER}
    return {
        name: ",".join(renamed[name].get(token.strip(), token) for token in value.split(","))
        if name in renamed
        else value
        for name, value in params.items()
    }


async def made(
    request: Request,
    view: ViewState,
    media_type: str,
    workshop: Workshop,
    work: Callable[..., bytes],
    *arguments: object,
    filename: str,
    more: tuple[str, ...] = (),
    lasts: bool = True,
) -> Response:
    """Answer with a face of the view made in a workshop, or with 304 when the client holds it already.

    Parameters
    ----------
    work, arguments
        What makes the body; not called when the client holds it or the workshop has kept it.
    filename : str
        Name under which a browser saves it.
    more : tuple of str
        What beside view and ledger the body depends on.
    lasts : bool
        False for what may be gone the next moment and is not for everybody: no cache on the way keeps it.
    """
    revision = current().revision
    pinned = request.query_params.get("rev") == revision and "date" in request.query_params
    tag = etag(to_query(view, revision), media_type, *more)
    headers = {
        "ETag": tag,
        "Cache-Control": f"private, {ASK_AGAIN}" if not lasts else PINNED if pinned else ASK_AGAIN,
        "Ledger-Revision": revision,
        "Content-Disposition": f'inline; filename="{filename}"',
    }
    held = sending.unchanged(request, headers)
    if held:
        return held
    packable = media_type.startswith(_PACKED_TYPES)
    if packable:
        headers["Vary"] = "Accept-Encoding"
    if not (packable and sending.takes_gzip(request)):
        return sending.body(request, await workshop.make(tag, work, *arguments), media_type, headers)
    packed = _packed.get(tag)
    if packed is None:
        # Streamlit would do it in the event loop, 35 ms for a document, and again for everybody who asks.
        packed = _packed[tag] = await aside(gzip.compress, await workshop.make(tag, work, *arguments), 5)
    return sending.body(request, b"", media_type, headers, packed)


def etag(*parts: str) -> str:
    """Return a weak ETag (the compression of the way may differ) of text parts and of the program itself."""
    return f'W/"{hashlib.sha256(chr(0).join((program(), *parts)).encode("utf-8", "replace")).hexdigest()[:20]}"'


@cache
def program() -> str:
    """Return a digest of the program's own files and of its language: after an update nobody is told that nothing has changed."""
    digest = hashlib.sha256()
    files = [path for folder in ("pages", "layers", "geodata") for path in sorted((ROOT / folder).rglob("*"))]
    for path in [path for path in files if path.suffix in (".py", ".js", ".css")] + [*map(Path, spoken().file)]:
        if "node_modules" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def face(endpoint: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Wrap an endpoint so that a wrong link becomes 400 with its sentence, and a full workshop 503 with when to come back."""

    async def wrapped(request: Request) -> Response:
        try:
            return await endpoint(request)
        except WrongLink as wrong:
            return PlainTextResponse(f"{wrong}\n", 400, {"Cache-Control": "no-store"})
        except Busy as busy:
            return refusals.answer(request.scope, 503, str(busy))

    return wrapped
