"""The answer to an address at which there is nothing: for who asks for a page a page with ways on, for others a line.

Streamlit answers every such address with its own page, and that with 200: a reader would look at an empty map, a search engine would list it.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Scope

from geodata import atlas
from geodata.ledger import current
from geodata.translation import mark, tr
from layers.browser.typefaces import faces as typefaces
from layers.kit.palette import css_variables
from layers.kit.text import escape
from layers.words.headline import NAME, called
from pages.visit import session
from pages.visit.page import base_path

#: Path of a page → its name in the menu, and what is there.
WAYS = {
    "/": (mark("Map"), mark("The border on any day, with a time slider.")),
    "/explore": (mark("Explore"), mark("The records as table, charts, text and files.")),
    "/compare": (mark("Compare"), mark("Two dates side by side, and what changed between them.")),
    "/brief": (mark("Brief"), mark("Views in order, with words to each.")),
    "/own-data": (mark("Your own data"), mark("A file of yours on the map, for you alone.")),
    "/sources": (mark("Sources"), mark("Every publication with the records that rest on it.")),
}

#: No address of ours is as long as this; what lies beyond is not compared with any.
_MOST_LETTERS = 80


def answer(scope: Scope) -> Response:
    """Return that there is nothing at an address, in the form that was asked for."""
    kept = {"Cache-Control": "no-store"}
    if "text/html" in Headers(scope=scope).get("accept", ""):
        return HTMLResponse(_page(scope["path"]), 404, kept)
    return PlainTextResponse(tr("There is nothing at this address.") + "\n", 404, kept)


def _page(path: str) -> str:
    before, after = _around()
    near = _near(path)
    return f"{before}{near}{after}"


def _near(path: str) -> str:
    """Return what may have been meant, as a sentence with links; nothing where that cannot be told."""
    word = path.strip("/").rpartition("/")[2][:_MOST_LETTERS].lower()
    names = {way.strip("/"): way for way in WAYS if way != "/"}
    links = [_link(names[name], tr(WAYS[names[name]][0])) for name in get_close_matches(word, names, n=1)]
    ledger = current()
    found = session.vocabulary(ledger).resolve(word) if word else None
    if found and (known := ledger.find(found[0])):
        links.append(_link(f"/?select={found[0]}", called(known[1])))
    return f"<p>{tr('Perhaps you meant: {links}.', links=', '.join(links))}</p>" if links else ""


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(base_path() + address)}">{escape(words)}</a>'


@cache
def _around() -> tuple[str, str]:
    """Return the page up to the place at which it says what may have been meant, and what follows."""
    style = (Path(__file__).parent / "not_found.css").read_text(encoding="utf-8")
    named = {"sans": "Source Sans", "serif": "Source Serif"}
    style = typefaces.rules(named, f"{base_path()}/assets/fonts", f"{base_path()}/static/media") + style
    colours = f":root {{ color-scheme: light dark; {css_variables('light')} }} @media (prefers-color-scheme: dark) {{ :root {{ {css_variables('dark')} }} }}"
    nothing, why = tr("There is nothing at this address."), tr("It may be mistyped, or cut off on its way to you.")
    manifest, label = atlas.current(), tr("Names of places and records")
    border = tr("{title}, {year}–today", title=manifest.title, year=manifest.first_day.year)
    ways = "".join(
        f'<li><a href="{base_path()}{way}"><b>{escape(tr(name))}</b><span>{escape(tr(what))}</span></a></li>'
        for way, (name, what) in WAYS.items()
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(nothing)} · {NAME}</title><link rel="icon" href="{base_path()}/favicon.png">'
        f"<style>{colours}\n{style}</style></head><body>"
        f'<header><a href="{base_path()}/">{NAME}</a><span>{escape(border)}</span></header>'
        f"<main><h1>{escape(nothing)}</h1><p>{escape(why)}</p>",
        f'<h2>{escape(tr("Search"))}</h2><form role="search" action="{base_path()}/explore"><label for="q">{escape(label)}</label>'
        f'<input id="q" name="q" type="search" maxlength="100" required><button>{escape(tr("Search"))}</button></form>'
        f'<h2>{escape(tr("Pages"))}</h2><nav aria-label="{escape(tr("Pages"))}"><ul>{ways}</ul></nav></main></body></html>\n',
    )
