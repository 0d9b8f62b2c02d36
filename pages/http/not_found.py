"""The answer to an address at which there is nothing: for who asks for a page a page with ways on, for others a line.

Streamlit answers every such address with its own page, and that with 200: a reader would look at an empty map, a search engine would list it.
"""

from __future__ import annotations

from difflib import get_close_matches

from starlette.responses import Response
from starlette.types import Scope

from geodata.ledger import current
from geodata.translation import tr
from layers.kit.text import escape
from layers.words.headline import called
from pages.http import refusals
from pages.http.refusals import WAYS, link
from pages.visit import session
from pages.visit.page import base_path

#: No address of ours is as long as this; what lies beyond is not compared with any.
_MOST_LETTERS = 80

#: What a page offers to its own reader is there as long as their visit.
_OF_A_VISIT = ("/own/", "/media/")


def answer(scope: Scope) -> Response:
    """Return that there is nothing at an address, in the form that was asked for."""
    why = tr("It may be mistyped, or cut off on its way to you.")
    if scope["path"].startswith(_OF_A_VISIT):
        why = tr("A file that a page made for you is there only as long as that page is open. Make it again there.")
    more = f"<p>{escape(why)}</p>{_near(scope['path'])}{_search()}"
    return refusals.answer(scope, 404, tr("There is nothing at this address."), more)


def _near(path: str) -> str:
    """Return what may have been meant, as a sentence with links; nothing where that cannot be told."""
    word = path.strip("/").rpartition("/")[2][:_MOST_LETTERS].lower()
    names = {way.strip("/"): way for way in WAYS if way != "/"}
    links = [link(names[name], tr(WAYS[names[name]][0])) for name in get_close_matches(word, names, n=1)]
    ledger = current()
    found = session.vocabulary(ledger).resolve(word) if word else None
    if found and (known := ledger.find(found[0])):
        links.append(link(f"/?select={found[0]}", called(known[1])))
    return f"<p>{tr('Perhaps you meant: {links}.', links=', '.join(links))}</p>" if links else ""


def _search() -> str:
    label, search = tr("Names of places and records"), escape(tr("Search"))
    return (
        f'<h2>{search}</h2><form role="search" action="{base_path()}/explore"><label for="q">{escape(label)}</label>'
        f'<input id="q" name="q" type="search" maxlength="100" required><button>{search}</button></form>'
    )
