"""The atlas below a path of its host, as ``/atlas/``: Streamlit's ``server.baseUrlPath`` says which.

Whether a proxy takes the path away or leaves it, everything of ours sees addresses without it, and Streamlit's routes, which carry it, see it again.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from geodata.settings import WrongSetting
from pages.visit.page import base_path

#: What a path may be of which pages, scripts and links are made.
_USABLE = re.compile(r"(/[A-Za-z0-9_-]+)*", re.ASCII)


def check() -> None:
    """Refuse a path that cannot be meant.

    Raises
    ------
    WrongSetting
    """
    if not _USABLE.fullmatch(base_path()):
        raise WrongSetting(
            f"Streamlit's server.baseUrlPath is “{base_path()[:100]}”. It takes a path of letters, digits and hyphens, as in atlas."
        )


class Outside:
    """Takes the path away before anything of ours looks at an address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.base = app, base_path()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if self.base and path == self.base and scope["type"] == "http":
            # What a page names is relative to the folder that it stands in.
            query = quote(scope["query_string"], safe="%&=+,:;/?~!$'()*@[]")
            await RedirectResponse(f"{self.base}/" + (f"?{query}" if query else ""), 307)(scope, receive, send)
        elif self.base and path.startswith(f"{self.base}/"):
            await self.app({**scope, "path": path.removeprefix(self.base)}, receive, send)
        else:
            await self.app(scope, receive, send)


class Inside:
    """Puts it back behind everything of ours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.base = app, base_path()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(
            scope if scope["type"] == "lifespan" else {**scope, "path": self.base + scope["path"]}, receive, send
        )
