"""R7: what a search engine asks for, and what it and a reader get at an address with nothing at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from streamlit import config

from geodata.ledger import current
from layers.briefings.reading import built_in_names
from layers.view.link import from_params
from pages.visit import session
from pages.visit.page import PAGES
from tests.support.asgi import application, ask


@pytest.fixture
def below() -> Iterator[None]:
    """The atlas below a path of its host."""
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "atlas")
    application.cache_clear()
    yield
    config.set_option("server.baseUrlPath", before)
    application.cache_clear()


def listed(path: str = "/sitemap.xml") -> list[str]:
    answer = ask(path)
    assert answer.status == 200 and answer.headers["content-type"].startswith("application/xml")
    root = ElementTree.fromstring(answer.text)
    return [str(one.text) for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_the_sitemap_lists_every_page_briefing_and_record_once() -> None:
    links = listed()
    assert len(set(links)) == len(links) and all(link.startswith("https://atlas.test/") for link in links)
    assert {f"https://atlas.test{path}" for path in PAGES} <= set(links)
    assert {f"https://atlas.test/brief?briefing={name}" for name in built_in_names()} <= set(links)
    ids = [parse_qs(urlsplit(link).query)["select"][0] for link in links if "select=" in link]
    held = current()
    assert {*held.sections, *held.incidents, *held.bases, *held.crossings} <= set(ids)
    for record_id in ids:
        view, problems = from_params({"select": record_id}, session.vocabulary(held))
        assert (view.select, problems) == (record_id, [])


def test_a_listed_link_is_the_canonical_one_of_what_it_opens() -> None:
    for link in [*listed()[:12], *listed()[12::40]]:
        parts = urlsplit(link)
        assert f'<link rel="canonical" href="{link}">' in ask(parts.path, parts.query).text


def test_robots_are_told_where_the_sitemap_is_and_may_look_at_pictures() -> None:
    answer = ask("/robots.txt")
    lines = answer.text.splitlines()
    assert answer.headers["content-type"].startswith("text/plain") and lines[0] == "User-agent: *"
    assert "Sitemap: https://atlas.test/sitemap.xml" in lines and "Disallow: /" not in lines
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    assert closed and not [path for path in ("/view.png", *PAGES) if path.startswith(tuple(closed))]


def test_addresses_are_those_that_are_set(monkeypatch: pytest.MonkeyPatch, below: None) -> None:
    monkeypatch.setenv("BORDER_ATLAS_ADDRESS", "https://border.example")
    links = listed("/atlas/sitemap.xml")
    assert {"https://border.example/atlas/", "https://border.example/atlas/explore"} <= set(links)
    said = ask("/atlas/robots.txt").text
    assert "Sitemap: https://border.example/atlas/sitemap.xml" in said and "Disallow: /atlas/own/" in said


def ways(path: str) -> set[str]:
    answer = ask(path, accept="text/html,*/*")
    assert answer.status == 404 and answer.headers["cache-control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in answer.text
    return set(re.findall(r'(?:href|action)="([^"]+)"', answer.text))


def test_who_mistypes_an_address_finds_every_page_and_the_search() -> None:
    assert ways("/nowhere") >= {*PAGES, "/explore"}


def test_below_a_path_the_ways_on_stay_below_it(below: None) -> None:
    assert all(way.startswith("/atlas/") for way in ways("/atlas/nowhere"))


@pytest.mark.parametrize(
    ("path", "meant"), [("/Explorer", "/explore"), ("/maps/kulundu", "/?select=kulundu"), ("/source", "/sources")]
)
def test_what_may_have_been_meant_is_offered(path: str, meant: str) -> None:
    said = ask(path, accept="text/html").text
    assert f'Perhaps you meant: <a href="{meant}">' in said
    assert "Perhaps you meant" not in ask("/qqqqqq", accept="text/html").text


@pytest.mark.parametrize("path", ["/<script>alert(1)</script>", '/"onload=', "/" + "a" * 5000, "/ӣ\u202e"])
def test_nothing_of_an_address_becomes_markup(path: str) -> None:
    assert ask(path, accept="text/html").body == ask("/qqqqqq", accept="text/html").body
