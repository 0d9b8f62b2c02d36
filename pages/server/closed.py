"""Addresses of Streamlit's that no page of ours asks for: strangers find nothing there."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from geodata.translation import tr
from pages.http import gate
from pages.http.refusals import refuse

#: What a browser asks of Streamlit beside the pages, and whoever watches over the server. The rest is closed: metrics, the agents' interface,
#: the run of a page for its health, the components of the second kind, and what a later release adds.
_CORE = "/_stcore/"
_OPEN = {"/_stcore/health", "/_stcore/host-config", "/_stcore/stream"}
_OPEN_FOLDERS = ("/_stcore/upload_file/",)

#: They answer only where readers sign in.
_SIGN_IN = {"/auth/login", "/auth/logout", "/oauth2callback"}

#: Streamlit serves files of an app's own there if it is told to.
_FILES = "/app/static/"


def closed(path: str) -> bool:
    """Tell whether a path is none of those that the atlas needs."""
    if path in _SIGN_IN:
        return not gate.required()
    return path.startswith(_FILES) or (
        path.startswith(_CORE) and path not in _OPEN and not path.startswith(_OPEN_FOLDERS)
    )


class Closed:
    """Answers 404 where nothing is to be found."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or not closed(scope["path"]):
            await self.app(scope, receive, send)
        else:
            await refuse(scope, receive, send, 404, tr("There is nothing at this address."))
