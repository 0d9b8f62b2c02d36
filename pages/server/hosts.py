"""Requests are answered under the names of the atlas alone: links are built from the name that a request says."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from geodata.settings import name_of, settings
from geodata.translation import tr
from pages.http.refusals import refuse

#: They build no link, and balancers ask for them by number or by no name at all.
_ANY_NAME = ("/health", "/_stcore/health")


def wrong(scope: Scope) -> str:
    """Return what is wrong with the name that a request says, as a sentence; empty where nothing is."""
    said = Headers(scope=scope).getlist("host")
    name = name_of(said[0]) if len(said) == 1 else None
    if scope["path"] in _ANY_NAME:
        return ""
    if name is None:
        return tr("The request says no host under which this server could be reached.")
    if _answers(name):
        return ""
    return tr("This server is not reached as {name}. Use the address that whoever runs it has given out.", name=name)


def _answers(name: str) -> bool:
    """Tell whether the atlas answers under a name that `name_of` returned: one of those set, ``*.example.org`` for all below one, or any."""
    ours = settings().hosts
    return not ours or any(name == one or (one.startswith("*.") and name.endswith(one[1:])) for one in ours)


class Hosts:
    """Turns away what asks under another name: with 400 and a sentence, a session's WebSocket with nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sentence = wrong(scope) if scope["type"] in ("http", "websocket") else ""
        await (
            refuse(scope, receive, send, 400, sentence, leads_on=False) if sentence else self.app(scope, receive, send)
        )
