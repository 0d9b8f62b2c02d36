"""The search beside the map, by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from geodata.ledger import current
from tests.support.atlas import Atlas
from tests.support.server import App


def test_a_record_is_found_by_name_and_the_map_goes_there_and_the_focus_to_its_card_and_back(
    turn_to: Callable[..., Atlas],
) -> None:
    atlas = turn_to("/")
    search = atlas.page.get_by_test_id("stSidebar").get_by_label("Search")
    found = atlas.page.get_by_role("listbox", name="What is found").get_by_role("option")
    search.press_sequentially("no such place")
    expect(
        atlas.page.get_by_role("status").filter(has_text="No name or place here has “no such place” in it.")
    ).to_have_count(1)
    expect(found).to_have_count(0)
    # Without the marks on its letters it is found as well, and says by which of its names.
    search.fill("кук тош")
    expect(found.filter(has_text="Kok-Tash (place)").filter(has_text="Кӯк-Тош").first).to_be_visible()
    search.fill("Transit Center")
    manas = found.filter(has_text=current().bases["manas-transit-center"].title)
    expect(manas).to_be_visible()
    search.press("ArrowDown")
    expect(search).to_have_attribute("aria-activedescendant", str(found.first.get_attribute("id")))
    expect(found.first).to_have_attribute("aria-selected", "true")
    search.press("Home")
    expect(found.first).to_have_attribute("aria-selected", "false")
    search.press("Escape")
    expect(search).to_have_attribute("aria-expanded", "false")
    expect(search).to_have_value("Transit Center")
    search.press("ArrowDown")
    search.press("Enter")
    atlas.wait_for("s.selected === value", "manas-transit-center")
    # It closed in 2014: the map goes to a day on which it can be seen, and the focus to the card and from there back.
    atlas.wait_for("s.visible.bases.includes('manas-transit-center')")
    expect(atlas.page.locator("[data-card]")).to_be_focused()
    expect(found).to_have_count(0)
    atlas.page.keyboard.press("Escape")
    expect(search).to_be_focused()
    expect(search).to_have_value("")


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
def test_a_phones_bar_offers_search_and_layers_only_where_the_page_has_them(app: App, page: Page) -> None:
    bar = page.get_by_role("navigation", name="Border Atlas").get_by_role("button")
    for path, names in (
        ("", ["Menu", "Layers", "Search", "Share"]),
        ("explore", ["Menu", "Layers & filters", "Search", "Share"]),
        ("sources", ["Menu", "Share"]),
        ("brief", ["Menu", "Share"]),
    ):
        page.goto(f"{app.url}/{path}")
        expect(page.locator(".st-key-share")).to_be_attached()
        expect(bar.filter(visible=True)).to_have_text(names, use_inner_text=True)
