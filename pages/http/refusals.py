"""Answers that are none: what was asked for is not there, cannot be read or is not let in, said in a form that whoever asked can read.

A page with ways on for who asks for a page, a line for anything else, no session for a session.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from geodata import atlas
from geodata.translation import mark, tr
from layers.browser.typefaces import faces as typefaces
from layers.kit.palette import css_variables
from layers.kit.text import escape
from layers.words.headline import NAME
from pages.visit.page import base_path

#: When to come back after 503, in seconds.
COME_BACK_S = 10

#: Path of a page → its name in the menu, and what is there.
WAYS = {
    "/": (mark("Map"), mark("The border on any day, with a time slider.")),
    "/explore": (mark("Explore"), mark("The records as table, charts, text and files.")),
    "/compare": (mark("Compare"), mark("Two dates side by side, and what changed between them.")),
    "/brief": (mark("Brief"), mark("Views in order, with words to each.")),
    "/own-data": (mark("Your own data"), mark("A file of yours on the map, for you alone.")),
    "/sources": (mark("Sources"), mark("Every publication with the records that rest on it.")),
}

#: What a page says above its sentence.
_HEADINGS = {
    400: mark("This link could not be followed."),
    401: mark("Sign in to read this."),
    404: mark("There is nothing at this address."),
    405: mark("This cannot be asked of this address."),
    500: mark("Something went wrong here."),
    503: mark("The server is busy."),
}


def answer(scope: Scope, status: int, sentence: str, more: str = "", leads_on: bool = True) -> Response:
    """Return a sentence as an answer that nobody keeps.

    Parameters
    ----------
    scope : Scope
    status : int
    sentence : str
        All that a program is told.
    more : str
        HTML that a page has below the sentence.
    leads_on : bool
        A page names the others.
    """
    if "text/html" in Headers(scope=scope).get("accept", ""):
        found: Response = HTMLResponse(_page(status, sentence, more, leads_on), status)
    else:
        found = PlainTextResponse(f"{sentence}\n", status)
    found.headers["Cache-Control"] = "no-store"
    if status == 503:
        found.headers["Retry-After"] = str(COME_BACK_S)
    return found


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, sentence: str, leads_on: bool = True) -> None:
    """Answer a request that goes no further, or close a session before it is one."""
    if scope["type"] == "http":
        await answer(scope, status, sentence, leads_on=leads_on)(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})


async def failed(request: Request, error: Exception) -> Response:
    """Say that something failed that should not have; the server notes what."""
    return answer(request.scope, 500, tr("It was noted for whoever runs this atlas. The other pages are there."))


async def not_allowed(request: Request, error: Exception) -> Response:
    """Say that an address takes no request of this kind, and which it takes."""
    allowed = (getattr(error, "headers", None) or {}).get("Allow", "GET, HEAD")
    words = tr("It takes {methods}. To read a page, open its address in a browser.", methods=allowed)
    found = answer(request.scope, 405, words)
    found.headers["Allow"] = allowed
    return found


def link(address: str, words: str) -> str:
    """Return a link as HTML; `address` begins at the root of the app."""
    return f'<a href="{escape(base_path() + address)}">{escape(words)}</a>'


def _page(status: int, sentence: str, more: str, leads_on: bool) -> str:
    heading = tr(_HEADINGS[status])
    said = f"<p>{escape(sentence)}</p>" if sentence != heading else ""
    if status == 503:
        said += f'<p><a href="">{escape(tr("Try again"))}</a></p>'
    before, after = _around(base_path(), leads_on)
    return f"{before}<title>{escape(heading)} · {NAME}</title></head><body>{_header(leads_on)}<main><h1>{escape(heading)}</h1>{said}{more}{after}"


@cache
def _around(base: str, leads_on: bool) -> tuple[str, str]:
    """Return a page up to its title, and what follows on what it says; `base` is the path that the app has before its own."""
    style = (Path(__file__).parent / "refusals.css").read_text(encoding="utf-8")
    named = {"sans": "Source Sans", "serif": "Source Serif"}
    style = typefaces.rules(named, f"{base}/assets/fonts", f"{base}/static/media") + style
    colours = f":root {{ color-scheme: light dark; {css_variables('light')} }} @media (prefers-color-scheme: dark) {{ :root {{ {css_variables('dark')} }} }}"
    ways = "".join(
        f'<li><a href="{base}{way}"><b>{escape(tr(name))}</b><span>{escape(tr(what))}</span></a></li>'
        for way, (name, what) in WAYS.items()
    )
    pages = escape(tr("Pages"))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><link rel="icon" href="{base}/favicon.png"><style>{colours}\n{style}</style>',
        (f'<h2>{pages}</h2><nav aria-label="{pages}"><ul>{ways}</ul></nav>' if leads_on else "")
        + "</main></body></html>\n",
    )


def _header(leads_on: bool) -> str:
    manifest = atlas.current()
    border = tr("{title}, {year}–today", title=manifest.title, year=manifest.first_day.year)
    name = link("/", NAME) if leads_on else f"<b>{NAME}</b>"
    return f"<header>{name}<span>{escape(border)}</span></header>"
