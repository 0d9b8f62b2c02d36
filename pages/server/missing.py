"""Answers 404 to an address at which there is nothing, where Streamlit would answer with its own page, and to whoever asks for a page with one."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.http import not_found
from pages.visit.page import PAGES

#: Beside the pages, all that is HTML at our addresses: a view and a briefing as a file, a reader's own, what stands in frames, and downloads.
_HTML = ("/view.html", "/present", "/own/", "/component/", "/media/")


class Missing:
    """Looks at answers and not at addresses: what Streamlit serves beside its page is its own to know."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        path, missing = scope["path"], False
        wants_page = "text/html" in Headers(scope=scope).get("accept", "")

        async def send_what_is_there(message: Message) -> None:
            nonlocal missing
            if message["type"] == "http.response.start":
                is_html = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
                of_streamlit = is_html and path not in PAGES and not path.startswith(_HTML)
                missing = (message["status"] == 200 and of_streamlit) or (message["status"] == 404 and wants_page)
            if not missing:
                await send(message)

        await self.app(scope, receive, send_what_is_there)
        if missing:
            await not_found.answer(scope)(scope, receive, send)
