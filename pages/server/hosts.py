"""Requests are answered under the names of the atlas alone: links are built from the name that a request says."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.http.refusals import refuse
from pages.visit import settings

#: They build no link, and balancers ask for them by number or by no name at all.
_ANY_NAME = ("/health", "/_stcore/health")


def wrong(scope: Scope) -> str:
    """Return what is wrong with the name that a request says, as a sentence; empty where nothing is."""
    said = Headers(scope=scope).getlist("host")
    name = settings.name_of(said[0]) if len(said) == 1 else None
    if scope["path"] in _ANY_NAME:
        return ""
    if name is None:
        return "The request says no host under which this server could be reached."
    return (
        ""
        if settings.answers(name)
        else f"This server is not reached as {name}. Use the address that whoever runs it has given out."
    )


class Hosts:
    """Turns away what asks under another name: with 400 and a sentence, a session's WebSocket with nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sentence = wrong(scope) if scope["type"] in ("http", "websocket") else ""
        await (refuse(scope, receive, send, 400, sentence) if sentence else self.app(scope, receive, send))
