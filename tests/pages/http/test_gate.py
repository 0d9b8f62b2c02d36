"""A protected instance gives a stranger neither page, picture nor data; whoever signed in gets all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from pages.http import bar, gate, sheet
from pages.server.routes import routes
from pages.visit.page import PAGES
from tests.support.http import fetch
from tests.support.loop import wait_for
from tests.support.server import App, serve
from tests.support.session import Session, Shown
from tests.support.signin import cookie, socket_headers, write_secrets

DAY = "date=2022-09-16&select=2022-09-16-ovchi-kalacha&layers=sections,clashes"

#: Words that only somebody who may read should see.
WORDS = (b"Ovchi", b"16 September 2022", b"clashes", b"Kayragach")


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    home = tmp_path_factory.mktemp("protected")
    with serve(
        home / "server.log", **write_secrets(home, border_atlas='readers = ["@newsroom.test", "guest@elsewhere.test"]')
    ) as running:
        yield running


def addresses() -> list[str]:
    """Return an address of every route there is, and of what Streamlit serves beside them."""
    of_routes = [
        route.path.replace("{name:path}", "leaflet.js")
        .replace("{theme}", "light")
        .replace("{name}", "sections")
        .replace("{key}/{kind}", "x/points.bin")
        for route in routes()
    ]
    beside = [
        "/component/streamlit_folium.st_folium/index.html",
        "/media/x.png",
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/somewhere",
        "/app/static/x",
    ]
    # What the sign-in page is made of says nothing of the atlas's.
    own = ("/health", "/robots.txt", sheet.PATH, bar.PATH)
    return [path for path in of_routes if path not in own and not path.startswith("/assets/fonts/")] + beside


def test_a_search_engine_is_asked_to_stay_out(protected: App) -> None:
    status, _, body = fetch(protected, "/robots.txt")
    assert (status, body) == (200, b"User-agent: *\nDisallow: /\n")


@pytest.mark.parametrize("path", addresses())
def test_a_stranger_learns_nothing(protected: App, path: str) -> None:
    for method in ("GET", "HEAD"):
        status, headers, body = fetch(protected, f"{path}?{DAY}", method)
        assert status == (200 if path in PAGES else 401)
        assert not [word for word in WORDS if word in body]
        assert headers["cache-control"] == "no-store" and "etag" not in headers
    if path in PAGES:
        assert b"Sign in" in fetch(protected, path)[2] and b"og:image" not in fetch(protected, path)[2]


def test_a_browser_connects_at_once_only_where_nobody_signs_in(app: App, protected: App) -> None:
    # Where readers sign in Streamlit's first answer has the cookie without which its server takes them for strangers.
    told = [b"HOST_CONFIG" in fetch(one, "/", Cookie=cookie())[2] for one in (app, protected)]
    assert told == [True, False]


def test_a_strangers_browser_is_led_to_the_sign_in(protected: App) -> None:
    status, _, body = fetch(protected, "/view.png", Accept="text/html")
    assert status == 401 and b'<a href="/">Sign in</a>' in body and b"<nav" not in body


def test_the_sign_in_page_has_all_that_it_asks_for(protected: App) -> None:
    page = fetch(protected, "/")[2].decode()
    asked = re.findall(r'(?:href|src)="\.(/assets/[^"]*)"', page)
    assert {address.partition("?")[0].rpartition(".")[2] for address in asked} == {"css", "js", "woff2"}
    assert {fetch(protected, address)[0] for address in asked} == {200}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/view.png", "/_stcore/upload_file/x/y", "/_stcore/agent/interact"])
def test_no_method_gets_a_stranger_further(protected: App, path: str, method: str) -> None:
    assert fetch(protected, path, method)[0] == 401


@pytest.mark.parametrize(
    "forged",
    [
        "_streamlit_user=",
        "_streamlit_user=true",
        cookie(secret="another-secret-that-the-server-does-not-know"),
        cookie("http://elsewhere.test"),
        cookie(is_logged_in=False),
        cookie(email="somebody@elsewhere.test"),
        cookie(email="x@notnewsroom.test"),
        cookie(email=""),
        cookie(email_verified=False),
        cookie(email="a@newsroom.test.evil.test"),
        cookie().replace("_streamlit_user", "_streamlit_user_tokens"),
    ],
)
def test_a_cookie_that_is_not_ours_or_not_a_readers_opens_nothing(protected: App, forged: str) -> None:
    status, _, body = fetch(protected, f"/view.txt?{DAY}", Cookie=forged)
    assert status == 401 and b"Ovchi" not in body


@pytest.mark.parametrize(
    "allowed", [cookie(), cookie(email="Guest@Elsewhere.test"), cookie(email="other@NEWSROOM.test")]
)
def test_a_reader_who_signed_in_gets_page_and_data(protected: App, allowed: str) -> None:
    status, headers, body = fetch(protected, f"/?{DAY}", Cookie=allowed)
    assert status == 200 and b"og:image" in body and b"Ovchi" in body
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    for path in ("/view.txt", "/view.geojson", "/data/sections.json"):
        status, headers, body = fetch(protected, f"{path}?{DAY}", Cookie=allowed)
        assert status == 200 and len(body) > 1000
        assert "public" not in headers["cache-control"] and "Cookie" in headers["vary"]


def shown(app: App, cookies: str = "", origin: str = "http://127.0.0.1") -> Shown:
    async def go() -> Shown:
        headers, protocols = socket_headers(origin, cookies) if cookies else ({}, ("streamlit",))
        async with Session(app.url, DAY, "", headers, protocols) as session:
            return await session.first()

    return wait_for(go())


def test_a_strangers_session_shows_the_sign_in_page_and_nothing_else(protected: App) -> None:
    for seen in (shown(protected), shown(protected, cookie(secret="another-secret-that-the-server-does-not-know"))):
        assert "Sign in" in seen.words and seen.view is None and "Ovchi" not in seen.words
    turned = shown(protected, cookie(email="somebody@elsewhere.test"))
    assert "somebody@elsewhere.test may not read" in turned.words and turned.view is None


def test_the_link_a_stranger_followed_opens_after_sign_in(protected: App) -> None:
    _, headers, _ = fetch(protected, f"/explore?{DAY}")
    kept = headers["set-cookie"].partition(";")[0]
    assert kept.startswith(gate.WANTED) and unquote(kept.partition("=")[2]) == f"/explore?{DAY}"


@pytest.mark.parametrize(
    ("kept", "leads_to"),
    [
        ("%2Fexplore%3Fdate%3D2022-09-16", "/explore?date=2022-09-16"),
        ("https%3A%2F%2Fevil.test%2F", ""),
        ("%2F%2Fevil.test", ""),
        ("%2F%5Cevil.test", ""),
        ("%2Fview.png", ""),
        ("", ""),
        ("%2F", ""),
        ("javascript%3Aalert(1)", ""),
    ],
)
def test_only_a_page_of_ours_is_returned_to(kept: str, leads_to: str) -> None:
    assert gate._wanted(kept) == leads_to


def test_health_stays_open_and_tells_no_more_than_that(protected: App) -> None:
    status, _, body = fetch(protected, "/health")
    assert (status, body) == (200, b'{"ok":true}')


def test_neither_secret_nor_cookie_is_logged(protected: App) -> None:
    fetch(protected, f"/view.txt?{DAY}", Cookie=cookie(email="not-in-the-log@newsroom.test"))
    assert not [
        word
        for word in ("a-secret-of-the-tests", "known-to-both", "not-in-the-log", "_streamlit_user")
        if word in protected.said()
    ]


def test_without_the_section_nobody_is_asked(app: App) -> None:
    assert fetch(app, f"/view.txt?{DAY}")[0] == 200
    assert shown(app).view is not None
