"""What a chat program, a search engine or a reader without JavaScript learns from a page's HTML."""

from __future__ import annotations

import ast
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from geodata.ledger import current
from layers.briefings.reading import built_in_names, from_token
from layers.browser.compose import config, frame_script
from pages.visit import session
from pages.visit.page import PAGES
from tests.support.asgi import ask

ROOT = Path(__file__).resolve().parents[3]


class Tags(HTMLParser):
    """The head of a page as a chat program reads it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.scripts = 0
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta":
            self.meta[given.get("property") or given.get("name") or ""] = given.get("content") or ""
        elif tag == "link":
            self.links[f"{given.get('rel')} {given.get('type', '')}".strip()] = given.get("href") or ""
        self.scripts += tag == "script"
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def tags(path: str = "/", query: str = "") -> Tags:
    answer = ask(path, query)
    assert answer.status == 200
    return Tags(answer.text)


def test_a_page_with_a_map_loads_ahead_what_its_frame_asks_for_and_no_other_page_does() -> None:
    asked = config(current(), session.today(), "/")
    needed = {asked[name] for name in ("layers", "timeline", "backdrop")} | {frame_script("/")}
    for path in PAGES:
        ahead = re.findall(r'<link rel="prefetch" href="\.([^"]+)"', ask(path).text)
        assert set(ahead) == (needed if path in ("/", "/explore", "/compare") else set()), path


def test_a_link_unfolds_with_title_description_and_picture_of_its_view() -> None:
    found = tags("/", "date=2022-09-16&select=2022-09-16-ovchi-kalacha&layers=sections,clashes")
    record = current().incidents["2022-09-16-ovchi-kalacha"]
    assert found.meta["og:title"] == found.meta["twitter:title"] == f"{record.title} · 16 September 2022"
    assert found.meta["og:description"].removesuffix("…") in record.summary
    picture = urlsplit(found.meta["og:image"])
    assert (picture.scheme, picture.netloc, picture.path) == ("https", "atlas.test", "/preview.png")
    asked = parse_qs(picture.query)
    assert (
        asked["date"] == ["2022-09-16"] and asked["select"] == [record.id] and asked["layers"] == ["sections,clashes"]
    )
    assert found.meta["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("path", PAGES)
def test_the_canonical_link_names_the_page_and_the_whole_view(path: str) -> None:
    found = tags(path, "date=2022-09-16&embed=true&nonsense=1")
    canonical = urlsplit(found.links["canonical"])
    assert canonical.path == path
    asked = parse_qs(canonical.query)
    assert asked["date"] == ["2022-09-16"] and asked["rev"] == [current().revision] and asked["mode"] == ["upto"]
    assert not {"embed", "nonsense"} & set(asked)


def test_each_page_has_a_title_of_its_own() -> None:
    titles = {path: tags(path).title for path in PAGES}
    assert len(set(titles.values())) == len(PAGES)
    assert titles["/sources"] == "Sources · Border Atlas" and titles["/own-data"] == "Own data · Border Atlas"
    assert (
        titles["/compare"] == "Kyrgyz–Tajik border · 30 April 2021 and 31 March 2025 compared · Compare · Border Atlas"
    )
    previews = {path: tags(path).meta for path in PAGES}
    for name in ("og:title", "og:description"):
        assert len({found[name] for found in previews.values()}) == len(PAGES)


def test_a_title_says_what_the_view_shows() -> None:
    record = current().incidents["2022-09-16-ovchi-kalacha"]
    found = tags("/explore", f"date=2022-09-16&select={record.id}")
    assert found.title == f"{record.title} · 16 September 2022 · Explore · Border Atlas"


def test_a_record_alone_is_its_own_canonical_link_by_the_name_it_has_now() -> None:
    assert tags("/", "select=kulundu").links["canonical"] == "https://atlas.test/?select=kulundu"
    old, new = next(iter(current().meta.renamed.items()))
    assert tags("/", f"select={old}").links["canonical"] == f"https://atlas.test/?select={new}"


@pytest.mark.parametrize("query", ["", "date=2022-09-16&select=kulundu"])
def test_what_was_added_to_a_link_on_its_way_makes_no_other_page_of_it(query: str) -> None:
    plain = ask("/", query)
    added = ask("/", "&".join(["fbclid=IwAR0x", *filter(None, [query]), "utm_source=chat&gclid=1"]))
    assert (added.body, added.headers["etag"]) == (plain.body, plain.headers["etag"])
    assert "IwAR0x" not in added.text and "utm_" not in added.text


def test_a_link_longer_than_any_of_ours_shows_its_own_view_from_the_beginning() -> None:
    query = "date=2022-09-16&select=2022-09-16-ovchi-kalacha"
    short, long = tags("/", query), tags("/", f"{query}&q={'x' * 30_000}&{'y' * 20_000}=1")
    assert "16 September 2022" in short.title and long.title == short.title
    answer = ask("/", f"{query}&{'y' * 20_000}=1").text
    assert "parts the atlas does not know" in answer and len(answer) < len(ask("/", query).text) + 3000


def test_the_plain_address_is_its_own_canonical_link() -> None:
    assert tags().links["canonical"] == "https://atlas.test/"


def test_text_and_data_of_the_view_are_named_as_alternates() -> None:
    found = tags("/explore", "date=2021-04-29")
    assert "/view.txt?date=2021-04-29" in found.links["alternate text/plain"]
    assert "/view.geojson?date=2021-04-29" in found.links["alternate application/geo+json"]


@pytest.mark.parametrize("name", ["date", "select", "region", "layers", "q", "base", "rev", "x"])
@pytest.mark.parametrize(
    "poison",
    ['"><script>alert(1)</script>', "</title><script>", "'onload=alert(1)//", "\u2028\\2019${7}`", "ӣ ң \u202e"],
)
def test_nothing_in_a_link_becomes_markup(name: str, poison: str) -> None:
    plain, found = tags(), Tags(ask("/", f"{name}={poison}".encode()).text)
    assert found.scripts == plain.scripts
    assert set(found.meta) == set(plain.meta)


def test_the_address_of_the_atlas_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDER_ATLAS_ADDRESS", "https://atlas.example/")
    assert tags("/", "date=2021-01-02").links["canonical"].startswith("https://atlas.example/?date=2021-01-02")


def test_every_page_of_the_app_has_its_head() -> None:
    calls = [
        node
        for node in ast.walk(ast.parse((ROOT / "pages" / "router.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    paths = {
        "/" + next((keyword.value.value for keyword in call.keywords if keyword.arg == "url_path"), "")
        for call in calls
        if ast.unparse(call.func) == "st.Page"
    }
    assert paths and paths <= set(PAGES)


def test_a_page_is_asked_for_again_and_not_sent_again() -> None:
    first = ask("/", "date=2022-09-16")
    assert first.headers["cache-control"] == "no-cache"
    again = ask("/", "date=2022-09-16", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert ask("/", "date=2022-09-17", if_none_match=first.headers["etag"]).status == 200


@pytest.mark.parametrize("name", built_in_names())
def test_a_link_to_a_briefing_unfolds_with_the_briefing(name: str) -> None:
    found, _ = from_token(name, session.vocabulary(current()))
    read = tags("/brief", f"briefing={name}")
    assert read.meta["og:title"] == found.title
    assert f"date={found.scenes[0].view.date}" in read.meta["og:image"]
    assert read.links["canonical"] == f"https://atlas.test/brief?briefing={name}"


@pytest.mark.parametrize("token", ["nobody", "~", "~AAAA", "~" + "A" * 3000, "%00", "é"])
def test_a_briefing_that_cannot_be_read_leaves_the_page_as_it_is(token: str) -> None:
    assert tags("/brief", f"briefing={token}").meta["og:image"]


@pytest.mark.parametrize("path", ["/", "/sources"])
def test_catalogues_learn_what_the_dataset_is(path: str) -> None:
    written = re.findall(r'<script type="application/ld\+json">(.*?)</script>', ask(path).text, re.DOTALL)
    assert len(written) == 1
    said = json.loads(written[0])
    assert (said["@context"], said["@type"], said["url"]) == ("https://schema.org", "Dataset", "https://atlas.test/")
    assert 50 <= len(said["description"]) <= 5000 and said["version"] == current().revision
    first, last = said["temporalCoverage"].split("/")
    assert (first, last) == ("1991-01-01", current().meta.facts_checked_to.isoformat())
    south, west, north, east = map(float, said["spatialCoverage"]["geo"]["box"].split())
    # Bishkek lies outside, Batken and Khujand inside.
    assert south < 39.9 < 40.3 < north < 42.9 and west < 69.6 < 70.8 < east
    assert "https://opendatacommons.org/licenses/odbl/1-0/" in [one.get("url") for one in said["license"]]
    for file in said["distribution"]:
        parts = urlsplit(file["contentUrl"])
        answer = ask(parts.path, parts.query)
        assert answer.status == 200 and answer.headers["content-type"].startswith(file["encodingFormat"])
