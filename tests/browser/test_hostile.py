"""Text from the ledger is text: whatever stands in a field is shown as it stands there, on the page and in the map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from geodata.ledger import load
from tests.support.atlas import Atlas
from tests.support.ledgers import HOSTILE, hostile, sound, write
from tests.support.server import App, serve

SUMMARIES = {
    record["id"]: record["summary"]
    for name, rows in sound().items()
    if name not in ("meta", "periods")
    for record in rows
    if "summary" in record
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which every free text tries to be more than text."""
    return write(tmp_path_factory.mktemp("hostile") / "ledger", hostile())


@pytest.fixture(scope="module")
def hostile_app(folder: Path, standing: dict[tuple[str, str], Page]) -> Iterator[App]:
    """The app over it."""
    with serve(folder.parent / "server.log", BORDER_ATLAS_LEDGER=str(folder)) as running:
        yield running
        for key in [key for key in standing if key[1].startswith(running.url)]:
            standing.pop(key).close()
        assert "Traceback" not in running.said(), running.said()


@pytest.fixture
def map_of(turn_to: Callable[..., Atlas], hostile_app: App, folder: Path) -> Callable[[str], Atlas]:
    """Turn the standing map of the hostile ledger to an address."""
    return lambda path: turn_to(path, hostile_app, load(folder))


def plain(text: str) -> str:
    """Return text as a reader compares it: runs of white space are one space, line breaks of any kind too."""
    return re.sub(r"[\s\u2028\u2029]+", " ", text).strip()


def assert_shown(place: Locator) -> None:
    """Check that each hostile text stands in a place letter by letter."""
    # The page is put together unseen, behind what its HTML showed first.
    expect(place).to_be_visible()
    shown = plain(place.inner_text())
    missing = [text for text in HOSTILE if plain(text) not in shown]
    assert missing == [], shown


def assert_unstung(page: Page) -> None:
    for frame in page.frames:
        assert frame.evaluate("() => window.stung") is None, frame.url
        assert frame.locator("img[src=x], b[onmouseover], a[href^='javascript:']").count() == 0, frame.url


def test_cards_show_hostile_text_as_text(map_of: Callable[[str], Atlas]) -> None:
    atlas = map_of("/")
    card = atlas.page.locator("article")
    for record_id, summary in SUMMARIES.items():
        atlas.frame.evaluate("(id) => window.borderAtlas.patch({ select: id }, true)", record_id)
        atlas.wait_for_link(f"select={record_id}&")
        told = card.locator("p.ba-text", has_text=summary)
        expect(told).to_be_visible()
        for place in (told, atlas.page.locator("[data-card]"), card.locator(".ba-sources")):
            assert_shown(place)
        assert_unstung(atlas.page)


def test_the_map_stands_and_its_tooltips_show_hostile_text_as_text(map_of: Callable[[str], Atlas]) -> None:
    atlas = map_of("/?date=2010-01-01&layers=bases&at=39.9,70.6,12")
    assert atlas.visible("bases") == {"camp"}
    atlas.mark("camp").hover()
    assert_shown(atlas.frame.locator(".ba-tip:visible"))
    assert_unstung(atlas.page)


def test_panel_lists_and_search_show_hostile_text_as_text(map_of: Callable[[str], Atlas]) -> None:
    atlas = map_of("/?date=2022-09-16&layers=sections,clashes,crossings,bases,transfers,exercises,milestones")
    assert_shown(atlas.page.get_by_role("link", name="First clash").first)
    for title in ("Trucks", "Drill", "Talks"):
        assert_shown(atlas.page.get_by_role("link", name=title).first)
    search = atlas.page.get_by_test_id("stSidebar").get_by_label("Search")
    search.click()
    search.type("Camp")
    assert_shown(atlas.page.get_by_role("option").filter(has_text="Camp").first)
    assert_unstung(atlas.page)


def test_the_sources_page_shows_hostile_text_as_text(page: Page, hostile_app: App) -> None:
    page.goto(f"{hostile_app.url}/sources")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("A report")
    assert_shown(main)
    assert_unstung(page)
