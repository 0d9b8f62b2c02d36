"""Asking for sign-in: off by default, on once ``.streamlit/secrets.toml`` has an ``[auth]`` section (Streamlit's OIDC).

Streamlit's own sign-in guards a page's script only. Pictures, data and texts of a view are plain HTTP routes beside it, so this stands before
all of them: a stranger gets the files that make up the sign-in page and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from geodata.translation import tr
from layers.kit.text import escape
from pages.http import bar, head, refusals, sheet
from pages.visit.page import PAGES, base_path
from pages.visit.sign_in import allowed, required, sign_in

#: Where a stranger wanted to go, kept over the sign-in, for so many seconds.
WANTED, WANTED_S = "border_atlas_wanted", 900

#: What the sign-in page itself is made of. The WebSocket is open too: the router shows a stranger nothing but that page.
_OPEN = {
    "/health",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/favicon.png",
    "/robots.txt",
    sheet.PATH,
    bar.PATH,
}
_OPEN |= {"/auth/login", "/auth/logout", "/oauth2callback"}
_OPEN_FOLDERS = ("/static/", "/assets/fonts/")


def reader(cookies: Mapping[str, str]) -> dict[str, Any] | None:
    """Return who signed in, from the cookie that Streamlit signed; None for a stranger."""
    asked = sign_in()
    if not asked.secret:
        return None

    def one(name: str) -> bytes | None:
        signed = cookies.get(name)
        return None if signed is None else decode_signed_value(asked.secret, name, signed.encode("latin-1", "replace"))

    said = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    user = json.loads(said) if said else {}
    # Signed by us, so well-formed; signed for another address of ours, it still counts for that one only.
    return user if user.get("is_logged_in") and user.get("origin") == asked.origin and allowed(user) else None


def admits() -> bool:
    """Tell whether the session's reader may see the pages."""
    return not required() or (bool(st.user.get("is_logged_in")) and allowed(st.user.to_dict()))


def ask() -> None:
    """Draw the sign-in page."""
    with st.container(key="reading"):
        st.title("Border Atlas")
        if st.user.get("is_logged_in"):
            address = st.user.get("email")
            words = (
                tr("The address {address} may not read this atlas. Ask whoever runs it.", address=address)
                if address
                else tr("The address you signed in with may not read this atlas. Ask whoever runs it.")
            )
            st.html(f'<p class="ba-text">{escape(words)}</p>')
            sign_out()
        else:
            words = tr("This atlas is open to signed-in readers only. The link you followed opens after that.")
            st.html(f'<p class="ba-text">{words}</p>')
            st.button(tr("Sign in"), type="primary", on_click=st.login)


def sign_out() -> None:
    """Draw the button that signs the reader out, on an instance that asks for sign-in."""
    if required():
        st.button(tr("Sign out"), key="sign-out", type="tertiary", on_click=st.logout)


class Gate:
    """Lets readers through and gives strangers the sign-in page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not required():
            await self.app(scope, receive, send)
            return
        path, connection = scope["path"], HTTPConnection(scope)
        known = reader(connection.cookies) is not None
        if not known and path not in _OPEN and not path.startswith(_OPEN_FOLDERS):
            await self._turn_away(scope, receive, send, connection)
            return
        wanted = _wanted(connection.cookies.get(WANTED, ""))
        if known and path == "/" and not connection.url.query and wanted and scope["type"] == "http":
            answer = RedirectResponse(base_path() + wanted, 302, headers={"Cache-Control": "no-store"})
            answer.delete_cookie(WANTED)
            await answer(scope, receive, send)
            return

        async def send_privately(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Cache-Control"] = headers.get("cache-control", "no-store").replace("public", "private")
                headers.add_vary_header("Cookie")
            await send(message)

        await self.app(scope, receive, send if path.startswith(_OPEN_FOLDERS) else send_privately)

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send, connection: HTTPConnection) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        private = {"Cache-Control": "no-store", "Vary": "Cookie"}
        answer = refusals.answer(
            scope, 401, tr("Sign in to read this."), f"<p>{refusals.link('/', tr('Sign in'))}</p>", False
        )
        answer.headers.update(private)
        if scope["path"] in PAGES and scope["method"] in ("GET", "HEAD"):
            answer = HTMLResponse(head.bare(tr("Sign in")), headers=private)
            query = f"?{connection.url.query}" if connection.url.query else ""
            going = quote(scope["path"] + query, safe="")
            if query and len(going) < 3500:
                answer.set_cookie(WANTED, going, max_age=WANTED_S, httponly=True, samesite="lax")
        await answer(scope, receive, send)


def _wanted(cookie: str) -> str:
    """Return the link that a cookie names, if it leads to a page of ours."""
    link = unquote(cookie)
    parts = urlsplit(link)
    ours = not parts.scheme and not parts.netloc and parts.path in PAGES and link.startswith("/")
    return link if ours and link != "/" else ""
