"""A protected instance and the cookies of somebody who signed in, made with the instance's own secret."""

from __future__ import annotations

import json
from pathlib import Path

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME

SECRET = "a-secret-of-the-tests-and-of-nothing-else-0123456789"


def write_secrets(
    home: Path,
    redirect_uri: str = "http://127.0.0.1/oauth2callback",
    metadata: str = "http://127.0.0.1:9/none",
    **beside: object,
) -> dict[str, str]:
    """Write secrets.toml into a home folder and return the environment that makes a server read it."""
    folder = home / ".streamlit"
    folder.mkdir(parents=True, exist_ok=True)
    sections = "".join(f"\n[{name}]\n{text}\n" for name, text in beside.items())
    (folder / "secrets.toml").write_text(
        f'[auth]\nredirect_uri = "{redirect_uri}"\ncookie_secret = "{SECRET}"\nclient_id = "atlas"\nclient_secret = "known-to-both"\n'
        f'server_metadata_url = "{metadata}"\n{sections}',
        encoding="utf-8",
    )
    return {"HOME": str(home)}


def cookie(origin: str = "http://127.0.0.1", secret: str = SECRET, **user: object) -> str:
    """Return the Cookie header of a reader whom the provider has let in."""
    said = json.dumps(
        {"is_logged_in": True, "origin": origin, "email": "reader@newsroom.test", "email_verified": True} | user
    )
    return f"{USER_COOKIE_NAME}={create_signed_value(secret, USER_COOKIE_NAME, said).decode()}"


def socket_headers(origin: str, cookies: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return headers and subprotocols with which a browser of that reader opens the session."""
    token = generate_xsrf_token_string()
    return {"Cookie": f"{cookies}; {XSRF_COOKIE_NAME}={token}", "Origin": origin}, ("streamlit", token)
