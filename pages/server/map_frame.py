"""The page of the map's frame: streamlit-folium's, with a guard before its script and what its map will ask for.

streamlit-folium runs whatever script it is sent, whoever sends it. A page of another site that shows this frame in one of its own would
run its scripts under our name. So nothing reaches it but what its own site's page around it says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from geodata.ledger import Ledger, current
from geodata.translation import tr
from layers.browser import compose
from layers.kit.asset import Asset, asset
from pages.http import sending
from pages.http.refusals import refuse

FOLDER = "/component/streamlit_folium.st_folium/"
PATH = f"{FOLDER}index.html"

#: What that page loads. Under no other address is anything of the folder to be had: the page without its guard least of all.
_PARTS = re.compile(re.escape(FOLDER) + r"static/(?:css|js|media)/[\w.-]+", re.ASCII)

#: Heard first, because it stands first; what it stops is heard by nobody after it.
GUARD = (
    'window.addEventListener("message", (event) => { if (event.source !== window.parent || event.origin !== window.location.origin) '
    "event.stopImmediatePropagation(); }, true);"
)


@lru_cache(maxsize=4)
def page(ledger: Ledger) -> Asset:
    """Return the page. It asks at once for what its map loads, and not for each as the script before has run."""
    # Looked up and not imported: outside a session that warns of one that is missing.
    spec = find_spec("streamlit_folium")
    assert spec and spec.origin, "it is among the requirements"
    folder = Path(spec.origin).parent
    text = (folder / "frontend" / "build" / "index.html").read_text(encoding="utf-8")
    before, after = text.split("<head>")
    script, *data = compose.first_asked(ledger, "../../")
    ahead = f'<link rel="preload" as="script" href="{script}">'
    ahead += "".join(f'<link rel="preload" as="fetch" crossorigin href="{address}">' for address in data)
    return asset(f"{before}<head><script>{GUARD}</script>{ahead}{after}", "text/html; charset=utf-8")


class MapFrame:
    """Serves the page in the place of Streamlit, which has the address to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if not path.lower().startswith("/component/streamlit_folium") or _PARTS.fullmatch(path):
            await self.app(scope, receive, send)
        elif path != PATH or scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await refuse(scope, receive, send, 404, tr("There is nothing at this address."))
        else:
            await sending.asset(Request(scope), page(current()), "no-cache")(scope, receive, send)
