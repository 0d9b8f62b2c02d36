"""The pages' HTML as a browser, a chat program or a search engine first gets it: Streamlit's page with this view in its head.

Streamlit serves one empty page for every address and fills it over a WebSocket. Whoever only reads the HTML (a chat program that
unfolds a link, a reader without JavaScript) would learn nothing, so title, description, picture and links of the view go in here.
"""

from __future__ import annotations

import gzip
import re
import sys
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from urllib.parse import quote

import streamlit
from cachetools import LRUCache, cached
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geodata.ledger import Ledger, current
from geodata.sets.kept import ANYBODY
from geodata.settings import settings
from geodata.translation import tr
from layers.briefings.briefing import Briefing
from layers.briefings.reading import from_token
from layers.browser import compose
from layers.browser.typefaces import faces as typefaces
from layers.files import schema_org
from layers.kit.text import escape, sentences
from layers.view.link import from_params, is_added, to_query
from layers.view.link_filters import kept_of
from layers.words.headline import NAME, Headline, headline
from pages.http import bar, faces, first_paint, sending, sheet
from pages.visit import keeping, session, titles
from pages.visit.page import PAGES, base_path
from pages.visit.sign_in import required

#: Streamlit's page and its parts.
STATIC = Path(streamlit.__file__).parent / "static"


@cache
def root_script() -> str:
    """Return the script that tells Streamlit's where the app's root is, and what else it would ask the server before it connects.

    On a cold visit of a deep page it would otherwise try addresses below that page first, and the console would show two errors. Where readers
    sign in it asks: the answer has the cookie without which Streamlit's server takes a reader for a stranger.
    """
    # No other site sends it commands, as those that Streamlit itself runs may by default.
    known = (
        "" if required() else ", HOST_CONFIG: { allowedOrigins: [window.location.origin], useExternalAuthToken: false }"
    )
    return f'window.__streamlit = {{ BACKEND_BASE_URL: window.location.origin + "{base_path()}/"{known} }};'


#: Width and height of a preview's picture in pixels: what chat programs ask for.
PREVIEW_PX = (1200, 630)

#: Pages whose HTML says what the atlas is as a dataset.
_OF_THE_DATASET = ("/", "/sources")


def address(request: Request) -> str:
    """Return the address under which the reader has the app, without a slash at the end."""
    return (settings().address or f"{request.url.scheme}://{request.url.netloc}") + base_path()


@cache
def _shell() -> tuple[str, str, str, str]:
    """Return Streamlit's page in four parts: before its title; what loads its scripts; from there to what it says without JavaScript; after that."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    # Streamlit loads the part that draws the map's frame only once there is a map to draw, together with those of everything beside it,
    # and its frame would not begin to load before all of that is drawn.
    frame_part = next((STATIC / "static" / "js").glob("ComponentInstance.*.js")).name
    frame_script = f'<script type="module" crossorigin src="./static/js/{frame_part}"></script>'
    # What it asks for ahead of all else is the whole face.
    ahead = "".join(
        f'<link rel="preload" href="{typefaces.address(name, "./assets/fonts")}" as="font" type="font/woff2" crossorigin>'
        for name in ("sans", "serif")
    )
    page = re.sub(r'<link\s+rel="preload"[^>]*>', ahead, page)
    # As `packed.Packed` sends it, under an address of its own: browsers keep what they once had under Streamlit's.
    page = re.sub(
        r"static/css/(index\.[\w-]+\.css)",
        lambda found: f"{found[0]}?v={typefaces.sheet(STATIC / found[0]).etag}",
        page,
    )
    before, rest = page.split("<title>Streamlit</title>")
    middle, rest = rest.split("<noscript>")
    # In the head its style sheet would keep back the first paint until Streamlit's script has run as well. A browser paints what stands before one in the body.
    head, sheets, body = middle.partition('<link rel="stylesheet"')
    link, end, body = body.partition(">")
    head, opening, scripts = head.partition('<script type="module"')
    return (
        f"{before}<script>{root_script()}</script>{head}",
        f"{bar.script()}{opening}{scripts}{frame_script}",
        body,
        sheets + link + end + sheet.linked(rest.partition("</noscript>")[2]),
    )


async def page(request: Request) -> Response:
    """Serve a page's HTML."""
    body = await faces.aside(_of, request)
    sheet.given.set()
    headers = {"ETag": faces.etag(body), "Cache-Control": faces.ASK_AGAIN, "Vary": "Accept-Encoding"}
    held = sending.unchanged(request, headers)
    if held:
        return held
    packed = await faces.aside(gzip.compress, body.encode(), 5) if sending.takes_gzip(request) else None
    return sending.body(request, body, "text/html", headers, packed)


def _of(request: Request) -> str:
    """Return the HTML for a link of whatever length: the server takes no head of more than 64 kB, and `from_params` looks at less of it."""
    # What was added on the way is no part of the link: neither of what is kept under it, nor of those that it leads to.
    params = tuple((name, value) for name, value in request.query_params.items() if not is_added(name))
    path, kept = request.url.path.removeprefix(base_path()), _kept(dict(params).get("kept", ""))
    return html(path, params, address(request), current().revision, session.today(), kept)


#: The pages made last, by a digest of what they were made of, up to so many bytes.
MADE: LRUCache[str, str] = LRUCache(16_000_000, getsizeof=sys.getsizeof)


@cached(MADE, key=lambda *made_of: faces.etag(repr(made_of)), lock=Lock())
def html(
    path: str,
    params: tuple[tuple[str, str], ...],
    base: str,
    revision: str,
    today: date,
    kept: tuple[tuple[str, str], ...] = (),
) -> str:
    """Return the HTML of a page; `revision` and `today` are what a view that names no date depends on, `kept` is what there is to say of the kept sets it names."""
    ledger = current()
    named, problems = from_params(dict(params), session.vocabulary(ledger))
    view = session.as_on(path, named)
    words, seen = titles.unfolded(path, view, bool(params), ledger), headline(view, ledger)
    briefing = _briefing(dict(params), ledger) if path == "/brief" else None
    if briefing:
        view = briefing.scenes[0].view
        words = seen = titles.of_briefing(briefing, words)
    query = to_query(view, revision)
    name = f"{tr(PAGES[path])} · {NAME}" if PAGES[path] else NAME
    # The page that `/` alone opens changes with the day; every other link names what it shows, and one of a record alone goes with that.
    token = f"briefing={quote(dict(params)['briefing'], safe='~')}" if briefing else ""
    if [name for name, _ in params] == ["select"] and view.select:
        token = f"select={view.select}"
    link = f"{base}{path}?{token or query}" if params else f"{base}{path}"
    (width, height), alt = PREVIEW_PX, tr("Map: {title}", title=words.title)
    picture = f"{base}/preview.png?{_of_preview(path, token, query if params else f'rev={revision}')}"
    shown = {"title": words.title, "description": words.description, "image": picture, "image:alt": alt}
    shape = {"image:type": "image/png", "image:width": str(width), "image:height": str(height)}
    of_page = shape | {"type": "website", "site_name": name, "locale": "en_GB", "url": link}
    tags = [
        f"<title>{escape(titles.tab(path, titles.shown(path, view, briefing.title if briefing else '')))}</title>",
        _meta("name", "description", words.description),
        _link("canonical", link),
        _link("alternate", f"{base}/view.txt?{query}", "text/plain"),
        _link("alternate", f"{base}/view.geojson?{query}", "application/geo+json"),
        *(_meta("property", f"og:{key}", value) for key, value in (shown | of_page).items()),
        *(_meta("name", f"twitter:{key}", value) for key, value in (shown | {"card": "summary_large_image"}).items()),
    ]
    before, loads, middle, after = _shell()
    if any("~" in name for name in view.kept):
        # Whoever has the link may see the set, which is no word to search engines.
        tags.append('<meta name="robots" content="noindex">')
    if path in first_paint.MAPS:
        # The map's frame asks for them only once Streamlit and Python have run; the line is free before that.
        loads += "".join(f'<link rel="prefetch" href="{found}">' for found in compose.first_asked(ledger, "./"))
    if path in _OF_THE_DATASET:
        tags.append(f'<script type="application/ld+json">{schema_org.dataset(base, ledger)}</script>')
    top = "" if dict(params).get("embed", "").lower() == "true" else bar.bar()
    said = [words for _, words in kept if words]
    seen = Headline(seen.title, sentences(seen.description, *said))
    first = first_paint.body(path, dict(params), view, seen, query, problems)
    # Some hundred scripts, which a browser would find, fetch and read before it paints; browser/page/first.js takes them out of here after that.
    return f'{before}{"".join(tags)}<template id="ba-loads">{loads}</template>{middle}{first}{top}{after}'


def _kept(named: str) -> tuple[tuple[str, str], ...]:
    """Return of the kept sets that a link names what it opens of each, or why it does not, and what anybody may be told of it."""
    found = [(name, keeping.resolver(ANYBODY)(name)) for name in (kept_of(named) if named else ())]
    return tuple(
        (repr(of_name), " ".join(keeping.told([of_name[0]], ANYBODY)) if of_name else "") for _, of_name in found
    )


def _of_preview(path: str, token: str, query: str) -> str:
    """Return the query of a page's preview: the page, the briefing if it is of one, and the view that the link names."""
    page = f"page={path.strip('/')}" if path != "/" else ""
    of = token if token.startswith("briefing=") else ""
    whole = "&".join(filter(None, (page, of, query)))
    # A packed briefing holds its views itself, and may leave no room for one beside it.
    return whole if len(whole) <= faces.MAX_QUERY else f"{page}&{of}"


def _briefing(params: dict[str, str], ledger: Ledger) -> Briefing | None:
    found, _ = from_token(params["briefing"], session.vocabulary(ledger)) if "briefing" in params else (None, [])
    return found if found and found.scenes else None


def bare(title: str) -> str:
    """Return the HTML of a page that says nothing of any view, and asks not to be listed."""
    before, loads, middle, after = _shell()
    needed = tr("This page needs JavaScript.")
    without = f"<noscript><p>{escape(needed)}</p></noscript>"
    return f'{before}<title>{escape(title)} · {NAME}</title>\n    <meta name="robots" content="noindex">{loads}{middle}{without}{after}'


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">'


def _link(kind: str, href: str, media_type: str = "") -> str:
    of_type = f' type="{media_type}"' if media_type else ""
    return f'<link rel="{kind}"{of_type} href="{escape(href)}">'


def routes() -> list[Route]:
    """Return a route for the HTML of each page."""
    return [Route(path, faces.face(page)) for path in PAGES]
