"""S17: of Streamlit's own addresses strangers reach those that a browser needs, and no others."""

from __future__ import annotations

import pytest
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from tests.support.http import fetch
from tests.support.server import App

CLOSED = (
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/_stcore/message",
    "/_stcore/bidi-components/x/index.js",
    "/_stcore/allowed-message-origins",
    "/_stcore/",
    "/_stcore/health/x",
    "/app/static/app.py",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
    "/component/streamlit_folium.st_folium/",
    "/component/streamlit_folium.st_folium/./index.html",
    "/component/streamlit_folium.st_folium/static/../index.html",
    "/component/streamlit_folium.st_folium//index.html",
    "/component/streamlit_folium.st_folium/%69ndex.htm",
    "/component/Streamlit_Folium.st_folium/index.html",
)


@pytest.mark.parametrize("path", CLOSED)
def test_nothing_is_found_there(app: App, path: str) -> None:
    for method in ("GET", "HEAD", "POST", "OPTIONS", "DELETE"):
        status, headers, body = fetch(app, path, method)
        assert status in (400, 404), method
        assert headers["cache-control"] == "no-store" or status == 400
        assert b"TYPE" not in body and b"openapi" not in body


def test_what_a_browser_needs_is_open(app: App) -> None:
    for path in ("/_stcore/health", "/_stcore/host-config", "/component/streamlit_folium.st_folium/index.html"):
        assert fetch(app, path)[0] == 200


def test_every_route_of_streamlits_is_open_on_purpose_or_closed(app: App) -> None:
    """A release that brings a new one fails here."""

    class Nothing:
        """Stands for a runtime, of which making routes asks nothing but its parts."""

        def __getattr__(self, name: str) -> Nothing:
            return Nothing()

    paths = {route.path for route in create_streamlit_routes(Nothing()) if route.path.startswith("/_stcore/")}
    opened = {
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/stream",
        "/_stcore/upload_file/{session_id}/{file_id}",
    }
    assert opened <= paths
    for path in paths - opened:
        assert fetch(app, path.replace("{path:path}", "x"))[0] == 404
