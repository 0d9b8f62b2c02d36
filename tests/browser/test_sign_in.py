"""Signing in for real: a browser, the atlas, and an OpenID provider of the test's own on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from tests.support.atlas import Atlas
from tests.support.server import free_port, serve
from tests.support.signin import write_secrets

pytestmark = pytest.mark.services


class Provider:
    """Lets everybody in as one person, as an OpenID provider does: authorize, token, keys."""

    def __init__(self, port: int, email: str) -> None:
        self.url, self.email = f"http://127.0.0.1:{port}", email
        self._key = RSAKey.generate_key(2048, parameters={"kid": "test"})
        self._nonce = ""
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._about),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
            ]
        )

    def _about(self, request: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    def _authorize(self, request: Request) -> RedirectResponse:
        self._nonce = request.query_params["nonce"]
        return RedirectResponse(
            f"{request.query_params['redirect_uri']}?{urlencode({'code': 'once', 'state': request.query_params['state']})}",
            302,
        )

    def _token(self, request: Request) -> JSONResponse:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": "atlas",
            "sub": "1",
            "email": self.email,
            "email_verified": True,
            "nonce": self._nonce,
            "iat": now,
            "exp": now + 600,
        }
        return JSONResponse(
            {
                "access_token": "a",
                "token_type": "Bearer",
                "expires_in": 600,
                "id_token": jwt.encode({"alg": "RS256", "kid": "test"}, claims, self._key),
            }
        )

    def _keys(self, request: Request) -> JSONResponse:
        return JSONResponse(KeySet([self._key]).as_dict(private=False))


@contextmanager
def provider(email: str) -> Iterator[Provider]:
    port = free_port()
    made = Provider(port, email)
    server = uvicorn.Server(uvicorn.Config(made.app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.should_exit = True
        thread.join(10)


def test_a_stranger_signs_in_and_arrives_at_the_link(tmp_path: Path, browser: Browser) -> None:
    with provider("reader@newsroom.test") as at:
        # Streamlit puts the server's own port into the braces.
        back = "http://127.0.0.1:{port}/oauth2callback"
        environment = write_secrets(
            tmp_path, back, f"{at.url}/.well-known/openid-configuration", border_atlas='readers = ["@newsroom.test"]'
        )
        with serve(tmp_path / "server.log", **environment) as app, browser.new_context() as context:
            page = context.new_page()
            assert page.request.get(f"{app.url}/view.txt").status == 401
            page.goto(f"{app.url}/?date=2022-09-16&select=kayragach")
            expect(page.locator("body")).not_to_contain_text("Kayragach")
            page.get_by_role("button", name="Sign in").click(timeout=60_000)
            page.wait_for_url("**/?*date=2022-09-16*", timeout=60_000)
            atlas = Atlas.on(page)
            assert atlas.snapshot()["date"] == "2022-09-16" and atlas.snapshot()["selected"] == "kayragach"
            assert page.request.get(f"{app.url}/view.txt?date=2022-09-16").status == 200
            page.get_by_role("button", name="Sign out").click()
            expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=60_000)
            assert page.request.get(f"{app.url}/view.txt?date=2022-09-16").status == 401
        assert "known-to-both" not in app.said() and "reader@newsroom.test" not in app.said()
