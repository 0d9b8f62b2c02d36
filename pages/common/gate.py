"""Asking for sign-in: off by default, on once ``.streamlit/secrets.toml`` has an ``[auth]`` section (Streamlit's OIDC).

Streamlit's own sign-in guards a page's script only. Pictures, data and texts of a view are plain HTTP routes beside it, so this stands before
all of them: a stranger gets the files that make up the sign-in page and nothing else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri, get_secrets_auth_section
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from layers.core.text import escape
from pages.common import head, sheet

#: Set to anything, the server does not start without a usable ``[auth]`` section: a lost secrets file must not open the doors.
INSIST = "BORDER_ATLAS_SIGN_IN"

#: Where a stranger wanted to go, kept over the sign-in, for so many seconds.
WANTED, WANTED_S = "border_atlas_wanted", 900

#: What the sign-in page itself is made of. The WebSocket is open too: the router shows a stranger nothing but that page.
_OPEN = {"/health", "/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/auth/login", "/auth/logout", "/oauth2callback", "/favicon.png", sheet.PATH}
_OPEN_FOLDERS = ("/static/",)


class WrongSetting(RuntimeError):
    """The settings ask for sign-in and do not say how."""


def required() -> bool:
    """Tell whether this instance asks for sign-in."""
    return bool(get_secrets_auth_section()) or bool(os.environ.get(INSIST))


def check() -> None:
    """Refuse settings under which sign-in would be asked for and could be forged, or could not work.

    Raises
    ------
    WrongSetting
    """
    if not required():
        return
    section = get_secrets_auth_section()
    missing = [name for name in ("redirect_uri", "cookie_secret") if not section.get(name)]
    if missing:
        raise WrongSetting(f"Sign-in is asked for, but the [auth] section of .streamlit/secrets.toml lacks {' and '.join(missing)}.")
    if len(section["cookie_secret"]) < 32:
        raise WrongSetting("The cookie_secret in the [auth] section of .streamlit/secrets.toml is shorter than 32 letters, so a sign-in could be forged.")


def reader(cookies: Mapping[str, str]) -> dict[str, Any] | None:
    """Return who signed in, from the cookie that Streamlit signed; None for a stranger."""
    secret, origin = get_secrets_auth_section().get("cookie_secret"), get_origin_from_redirect_uri()
    if not secret or not origin:
        return None

    def one(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies[name].encode("latin-1", "replace")) if name in cookies else None

    said = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    user = json.loads(said) if said else {}
    # Signed by us, so well-formed; signed for another address of ours, it still counts for that one only.
    return user if user.get("is_logged_in") and user.get("origin") == origin and allowed(user) else None


def allowed(user: Mapping[str, Any]) -> bool:
    """Tell whether somebody who signed in may read: everybody, or those whom ``[border_atlas] readers`` names.

    An entry is an address, ``a@example.org``, or a domain, ``@example.org``.
    """
    named = secrets_singleton.get("border_atlas", {}).get("readers") if secrets_singleton.load_if_toml_exists() else None
    if named is None:
        return True
    address = str(user.get("email") or "").lower()
    if not address or user.get("email_verified") is False:
        return False
    return any(address == one.lower() or one.startswith("@") and address.endswith(one.lower()) for one in named)


def admits() -> bool:
    """Tell whether the session's reader may see the pages."""
    return not required() or bool(st.user.get("is_logged_in")) and allowed(st.user.to_dict())


def ask() -> None:
    """Draw the sign-in page."""
    with st.container(key="reading"):
        st.title("Border Atlas")
        if st.user.get("is_logged_in"):
            st.html(f'<p class="ba-text">The address {escape(st.user.get("email") or "you signed in with")} may not read this atlas. Ask whoever runs it.</p>')
            sign_out()
        else:
            st.html('<p class="ba-text">This atlas is open to signed-in readers only. The link you followed opens after that.</p>')
            st.button("Sign in", type="primary", on_click=st.login)


def sign_out() -> None:
    """Draw the button that signs the reader out, on an instance that asks for sign-in."""
    if required():
        st.button("Sign out", key="sign-out", type="tertiary", on_click=st.logout)


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
            answer = RedirectResponse(wanted, 302, headers={"Cache-Control": "no-store"})
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
        answer: Response = PlainTextResponse("Sign in to read this.\n", 401, headers={"Cache-Control": "no-store", "Vary": "Cookie"})
        if scope["path"] in head.PAGES and scope["method"] in ("GET", "HEAD"):
            answer = HTMLResponse(head.bare("Sign in"), headers={"Cache-Control": "no-store", "Vary": "Cookie"})
            query = f"?{connection.url.query}" if connection.url.query else ""
            going = quote(scope["path"] + query, safe="")
            if query and len(going) < 3500:
                answer.set_cookie(WANTED, going, max_age=WANTED_S, httponly=True, samesite="lax")
        await answer(scope, receive, send)


def _wanted(cookie: str) -> str:
    """Return the link that a cookie names, if it leads to a page of ours."""
    link = unquote(cookie)
    parts = urlsplit(link)
    return link if not parts.scheme and not parts.netloc and parts.path in head.PAGES and link.startswith("/") and link != "/" else ""
