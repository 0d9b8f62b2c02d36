"""Headers of every answer: as strict as Streamlit and its map allow. That they break no page is tried in a browser (tests/browser/test_other_sites.py)."""

from __future__ import annotations

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from pages.http import gate
from pages.server import policies
from pages.server.web import SecurityHeaders
from tests.support.asgi import ask
from tests.support.http import fetch
from tests.support.loop import wait_for
from tests.support.server import App


def policy(headers: dict[str, str]) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in headers["content-security-policy"].split(";"))}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/explore",
        "/nothing-here",
        "/component/streamlit_folium.st_folium/index.html",
        "/component/pages.briefing.scene_drawings.border_atlas_drawing/index.html",
        "/view.html",
        "/present?briefing=foreign-forces",
    ],
)
def test_html_is_held_to_what_it_needs(app: App, path: str) -> None:
    _, headers, _ = fetch(app, path, Accept="text/html")
    said = policy(headers)
    assert (
        said["object-src"] == ["'none'"]
        and said["base-uri"] == ["'self'"]
        and said["form-action"] in (["'self'"], ["'none'"])
    )
    assert (
        headers["cross-origin-opener-policy"] == "same-origin"
        and "geolocation=()" in headers["permissions-policy"]
        and "camera=()" in headers["permissions-policy"]
    )
    in_frames = "/component/streamlit_folium" in path
    assert said["frame-ancestors"] == (["*"] if in_frames else ["'self'"])
    # The script of streamlit-folium makes elements of the scripts that it is sent, and evaluates them. Nothing else of ours does.
    assert ({"'unsafe-inline'", "'unsafe-eval'"} <= set(said["script-src"])) == in_frames
    assert in_frames or not {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(said["script-src"])


@pytest.mark.parametrize(
    ("query", "anyone"),
    [
        ("", False),
        ("embed=true", True),
        ("date=2022-09-16&embed=true", True),
        ("embed=True", True),
        ("embed=false", False),
        ("embed", False),
        ("x=embed=true", False),
    ],
)
@pytest.mark.parametrize("path", ["/", "/explore", "/compare", "/brief", "/own-data", "/sources"])
def test_another_site_may_frame_the_map_alone(path: str, query: str, anyone: bool) -> None:
    allowed = policy(ask(path, query).headers)["frame-ancestors"]
    assert allowed == (["*"] if anyone and path in ("/", "/explore", "/compare") else ["'self'"])


def test_the_operator_says_who_may_frame_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, allowed in (
        (
            "https://news.example.org, https://*.example.net",
            ["'self'", "https://news.example.org", "https://*.example.net"],
        ),
        ("none", ["'self'"]),
    ):
        monkeypatch.setenv("BORDER_ATLAS_EMBEDDERS", value)
        assert policy(ask("/", "embed=true").headers)["frame-ancestors"] == allowed
        assert policy(ask("/brief", "embed=true").headers)["frame-ancestors"] == ["'self'"]
    monkeypatch.delenv("BORDER_ATLAS_EMBEDDERS")
    monkeypatch.setattr(gate, "required", lambda: True)
    assert policies.frames("/", b"embed=true") == "'self'"


@pytest.mark.parametrize(
    ("path", "whose"),
    [
        ("/view.txt", "cross-origin"),
        ("/view.geojson", "cross-origin"),
        ("/", "same-origin"),
        ("/data/sections.json", "same-origin"),
        ("/assets/atlas.js", "same-origin"),
        ("/health", "same-origin"),
        ("/own/x/points.bin", "same-origin"),
        ("/media/x.csv", "same-origin"),
        ("/present", "same-origin"),
    ],
)
def test_other_sites_may_use_the_faces_of_a_view_and_nothing_else(path: str, whose: str) -> None:
    assert ask(path).headers["cross-origin-resource-policy"] == whose


@pytest.mark.parametrize(
    "path", ["/own/x/points.bin", "/own/x/shapes.json", "/own/x/present", "/media/x.svg", "/media/x.html"]
)
def test_a_readers_own_data_is_kept_nowhere_and_runs_nothing(path: str) -> None:
    headers = ask(path).headers
    assert headers["cache-control"] == "no-store" and headers["x-content-type-options"] == "nosniff"
    assert (
        headers["content-security-policy"].startswith("default-src 'none'")
        and "frame-ancestors 'self'" in headers["content-security-policy"]
    )


def test_what_a_session_offers_for_download_runs_nothing_when_it_is_opened() -> None:
    """A picture in SVG, which can hold scripts, at an address of Streamlit's."""

    async def picture(scope: Scope, receive: Receive, send: Send) -> None:
        await Response("<svg xmlns='http://www.w3.org/2000/svg'/>", media_type="image/svg+xml")(scope, receive, send)

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    wait_for(
        SecurityHeaders(picture)(
            {"type": "http", "path": "/media/x.svg", "query_string": b"", "method": "GET", "headers": []}, None, send
        )
    )
    said = dict(sent[0]["headers"])[b"content-security-policy"].decode()
    assert said.startswith("default-src 'none'; sandbox")


def test_https_is_insisted_on_where_the_operator_says_that_there_is_https(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "strict-transport-security" not in ask("/").headers
    monkeypatch.setenv("BORDER_ATLAS_ADDRESS", "http://atlas.example.org")
    assert "strict-transport-security" not in ask("/").headers
    monkeypatch.setenv("BORDER_ATLAS_ADDRESS", "https://atlas.example.org")
    assert ask("/").headers["strict-transport-security"] == "max-age=31536000"
    assert ask("/health").headers["strict-transport-security"] == "max-age=31536000"
