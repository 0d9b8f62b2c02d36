"""A seat for each reader: as many sessions as the process can hold, and for one too many a page that says so."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geodata.translation import tr
from pages.http.refusals import refuse
from pages.server import descriptors
from pages.visit.page import PAGES


class Seats:
    """Counts the readers' sessions and turns away what is over their number, pages before they open a session."""

    most = descriptors.PLENTY
    taken = 0

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = scope["type"] == "websocket"
        if Seats.taken >= Seats.most and (session or (scope["type"] == "http" and scope["path"] in PAGES)):
            words = tr(
                "The atlas has all the readers it can hold at this moment. Try again in a minute: the link you followed stays good."
            )
            await refuse(scope, receive, send, 503, words, leads_on=False)
        elif session:
            Seats.taken += 1
            try:
                await self.app(scope, _bytes_only(receive), send)
            finally:
                Seats.taken -= 1
        else:
            await self.app(scope, receive, send)


def _bytes_only(receive: Receive) -> Receive:
    """Return a `receive` for which a message of letters is the end of the session: browsers send none, and Streamlit would fail over it."""

    async def received() -> Message:
        message = await receive()
        return {"type": "websocket.disconnect", "code": 1003} if message.get("text") is not None else message

    return received
