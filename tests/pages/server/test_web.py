"""Headers on every answer of the running app: what a browser may do with it, and that nothing is served beside what is meant to be."""

from __future__ import annotations

import re

import pytest

from geodata.ledger import current
from layers.browser import compose
from layers.browser.compose import TILES
from pages.server import web
from pages.visit.page import PAGES
from tests.support.http import fetch
from tests.support.server import App

COMPONENT = "/component/streamlit_folium.st_folium/index.html"


def policy(headers: dict[str, str]) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in headers["content-security-policy"].split(";"))}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sources",
        "/assets/atlas.js",
        "/data/sections.json",
        "/health",
        "/_stcore/health",
        COMPONENT,
        "/nothing-here",
        "/data/nothing.json",
    ],
)
def test_every_answer_says_its_type_and_guards_the_referrer(app: App, path: str) -> None:
    _, headers, _ = fetch(app, path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_a_page_runs_no_script_but_the_servers_own(app: App) -> None:
    scripts = policy(fetch(app, "/")[1])["script-src"]
    assert "'self'" in scripts and not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & set(scripts)


def test_only_the_maps_frame_may_ask_the_makers_of_basemaps_and_nobody_else(app: App) -> None:
    images = policy(fetch(app, COMPONENT)[1])["img-src"]
    assert len([source for source in images if source.startswith("https:")]) == len(TILES)
    for tiles in TILES.values():
        host = tiles["url"].replace("{s}", "*").split("/{")[0].removeprefix("https://").split("/")[0]
        assert f"https://{host}" in images
    assert not [source for source in policy(fetch(app, "/")[1])["img-src"] if source.startswith("http")]


def test_a_browser_keeps_the_script_of_the_maps_frame(app: App) -> None:
    page = fetch(app, COMPONENT)[2].decode()
    script = re.search(r'src="\./(static/js/main\.\w+\.js)"', page)
    status, headers, _ = fetch(app, COMPONENT.replace("index.html", script[1]))
    assert status == 200 and headers["cache-control"] == "public, max-age=31536000, immutable"
    # What may change under its name is asked for again.
    assert "immutable" not in fetch(app, COMPONENT)[1]["cache-control"]


@pytest.mark.parametrize("path", ["/", "/sources", "/health", "/assets/atlas.js"])
def test_head_answers_as_get_does_without_a_body(app: App, path: str) -> None:
    status, headers, _ = fetch(app, path)
    head_status, head_headers, body = fetch(app, path, "HEAD")
    assert (head_status, body) == (status, b"")
    same = ("content-type", "etag", "cache-control", "content-security-policy")
    assert {name: head_headers.get(name) for name in same} == {name: headers.get(name) for name in same}


def test_the_maps_frame_asks_at_once_for_all_that_its_map_loads(app: App) -> None:
    preload = r'<link rel="preload" as="(\w+)"( crossorigin)? href="\.\./\.\.(/[^"]+)"'
    ahead = re.findall(preload, fetch(app, COMPONENT)[2].decode())
    assert [address for *_, address in ahead] == compose.first_asked(current(), "/")
    # Asked for in another way than the map then does, it would come twice.
    assert [tuple(how) for *how, _ in ahead] == [("script", ""), *[("fetch", " crossorigin")] * 3]


@pytest.mark.parametrize(
    "path",
    [
        "/assets/leaflet/../../../../../etc/passwd",
        "/assets/leaflet/%2e%2e/%2e%2e/__init__.py",
        "/assets/leaflet/%2fetc%2fpasswd",
        "/component/streamlit_folium.st_folium/../../../../etc/passwd",
        "/.streamlit/config.toml",
        "/.git/config",
        "/geodata/ledger/meta.yaml",
        "/app/static/app.py",
        "/app.py",
        "/pages/router.py",
        "/.streamlit/secrets.toml",
    ],
)
def test_no_file_is_served_beside_those_meant_to_be(app: App, path: str) -> None:
    status, _, body = fetch(app, path)
    assert status in (400, 403, 404)
    for secret in (b"root:", b"import ", b"gatherUsageStats", b"facts_checked_to", b"[core]"):
        assert secret not in body


@pytest.mark.parametrize("path", ["/explor", "/explore/more", "/index.html", "/sources.html", "/data/nothing.json"])
def test_an_address_with_nothing_at_it_is_answered_so_to_whoever_asks(app: App, path: str) -> None:
    for method in ("GET", "HEAD"):
        status, headers, body = fetch(app, path, method, Accept="text/html")
        assert status == 404 and headers["content-type"].startswith("text/html")
        assert (b"There is nothing at this address." in body) == (method == "GET") and b'<div id="root">' not in body
    status, headers, body = fetch(app, path)
    assert (status, headers["content-type"]) == (404, "text/plain; charset=utf-8") and len(body) < 100


@pytest.mark.parametrize(("method", "path"), [("POST", "/"), ("DELETE", "/view.txt"), ("POST", "/explor")])
def test_an_address_that_takes_no_such_request_says_which_it_takes(app: App, method: str, path: str) -> None:
    status, headers, body = fetch(app, path, method, Accept="text/html")
    assert (status, headers["allow"]) == (405, "GET, HEAD") and headers["cache-control"] == "no-store"
    assert b"<h1>This cannot be asked of this address.</h1>" in body and b'href="/explore"' in body
    status, headers, body = fetch(app, path, method)
    assert (status, headers["content-type"]) == (405, "text/plain; charset=utf-8") and b"GET, HEAD" in body


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there(app: App, path: str) -> None:
    assert fetch(app, path, Accept="text/html")[0] == 200


def test_the_server_gathers_no_statistics_and_asks_nobody_for_its_address(app: App) -> None:
    status, _, body = fetch(app, "/_stcore/host-config")
    assert status == 200 and b"webhooks.fivetran" not in body
    assert "External URL" not in app.said() and "external IP" not in app.said()


def test_what_readers_ask_for_is_not_logged(app: App) -> None:
    fetch(app, "/?date=2022-09-16&q=whom-I-look-for")
    fetch(app, "/data/nothing-private.json?token=abc-secret")
    assert "whom-I-look-for" not in app.said() and "abc-secret" not in app.said()


def test_a_day_before_the_atlas_begins_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDER_ATLAS_TODAY", "0001-01-01")
    with pytest.raises(SystemExit, match="BORDER_ATLAS_TODAY is “0001-01-01”"):
        web.check()
