"""Asking for sign-in: off by default, on once ``.streamlit/secrets.toml`` has an ``[auth]`` section (Streamlit's OIDC).

Streamlit's own sign-in guards a page's script only. Pictures, data and texts of a view are plain HTTP routes beside it, so this stands before
all of them: a stranger gets the files that make up the sign-in page and nothing else.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from geodata.settings import WrongSetting, settings
from geodata.translation import tr
from layers.kit.text import escape, listing
from pages.http import head, refusals, sheet
from pages.visit.page import PAGES, base_path

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
}
_OPEN |= {"/auth/login", "/auth/logout", "/oauth2callback"}
_OPEN_FOLDERS = ("/static/",)

#: What Streamlit's sign-in cannot do without.
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"
_AUTH = "the [auth] section of .streamlit/secrets.toml"


@dataclass(frozen=True)
class SignIn:
    """How readers sign in, as the server found it at its start.

    Attributes
    ----------
    secret : str
        With which sign-ins are signed; empty where nobody is asked to sign in.
    origin : str
        For which address of ours a sign-in counts.
    readers : tuple of str or None
        Addresses and domains that may read; None lets in whoever signs in.
    """

    secret: str = ""
    origin: str = ""
    readers: tuple[str, ...] | None = None


@cache
def sign_in() -> SignIn:
    """Read the secrets, once: what they say later has no effect until the next start, and a file that gets lost opens nothing.

    Raises
    ------
    WrongSetting
        Where they cannot be read, or sign-in is asked for and could be forged or could not work.
    """
    insisted = settings().sign_in is not None
    said = _secrets()
    section, ours = said.get("auth", {}), said.get("border_atlas", {})
    if not isinstance(section, Mapping) or not isinstance(ours, Mapping):
        raise WrongSetting("In .streamlit/secrets.toml, auth and border_atlas are sections: [auth], [border_atlas].")
    if not section and not insisted:
        if ours.get("readers") is not None:
            raise WrongSetting(
                "[border_atlas] in .streamlit/secrets.toml names readers, but without an [auth] section nobody could sign in."
            )
        return SignIn()
    missing = [name for name in _NEEDED if not isinstance(section.get(name), str) or not section[name].strip()]
    if missing:
        raise WrongSetting(f"Sign-in is asked for, but {_AUTH} lacks {listing(missing)}.")
    if len(section["cookie_secret"]) < 32:
        raise WrongSetting(f"The cookie_secret in {_AUTH} is shorter than 32 letters, so a sign-in could be forged.")
    for name in ("redirect_uri", "server_metadata_url"):
        parts = urlsplit(section[name])
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise WrongSetting(f"The {name} in {_AUTH} is no address that begins with https:// or http://.")
    if urlsplit(section["redirect_uri"]).path != base_path() + _CALLBACK:
        raise WrongSetting(
            f"The redirect_uri in {_AUTH} does not end in {base_path()}{_CALLBACK}, right behind the host."
        )
    return SignIn(section["cookie_secret"], get_origin_from_redirect_uri() or "", _readers(ours.get("readers")))


def _secrets() -> Mapping[str, Any]:
    """Return what the files of secrets say; nothing where there is none."""
    try:
        return secrets_singleton.to_dict()
    except (OSError, ValueError) as error:
        if isinstance(error, StreamlitSecretNotFoundError) and not any(
            os.path.lexists(path) for path in config.get_option("secrets.files")
        ):
            return {}
        # Without the reason's own words: they quote the file.
        raise WrongSetting(
            "There is a .streamlit/secrets.toml, but it cannot be read, so nobody knows whether readers must sign in. Mend or remove it."
        ) from None


def _readers(named: object) -> tuple[str, ...] | None:
    if named is None:
        return None
    if (
        not isinstance(named, list)
        or not named
        or not all(isinstance(one, str) and re.fullmatch(r"[^@\s]*@[^@\s]+", one) for one in named)
    ):
        raise WrongSetting(
            '[border_atlas] readers in .streamlit/secrets.toml is a list of addresses and domains, as in ["a@example.org", "@newsroom.example"].'
        )
    return tuple(one.lower() for one in named)


def required() -> bool:
    """Tell whether this instance asks for sign-in."""
    return bool(sign_in().secret)


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


def allowed(user: Mapping[str, Any]) -> bool:
    """Tell whether somebody who signed in may read: everybody, or those whom ``[border_atlas] readers`` names.

    An entry is an address, ``a@example.org``, or a domain, ``@example.org``.
    """
    named = sign_in().readers
    if named is None:
        return True
    # Whoever may give any address at their provider is somebody else until the provider says that it is theirs.
    if user.get("email_verified") is not True or not isinstance(user.get("email"), str):
        return False
    address = user["email"].lower()
    return any(address == one or (one.startswith("@") and address.endswith(one)) for one in named)


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
