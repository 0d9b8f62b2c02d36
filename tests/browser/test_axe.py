"""What axe finds on every page: once in a run of all tests, and in every state, size and look where there is more time."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.support.atlas import Atlas
from tests.support.axe import violations
from tests.support.own_files import acled_row, csv_of
from tests.support.server import App

Look = Literal["light", "dark"]
Forced = Literal["none", "active"]

#: Path → whether a map stands there, which is waited for.
PAGES = {
    "/?date=2022-09-16": True,
    "/explore?date=2022-09-16": True,
    "/compare?date=2022-09-16&against=2021-05-01": True,
    "/brief": False,
    "/own-data": False,
    "/sources": False,
    "/view.html": True,
    "/present": True,
}
#: More states of them: a card is open, filters narrow the view.
STATES = {
    "/?date=2022-09-16&select=2022-09-14-september-2022": True,
    "/explore?date=2022-09-16&region=batken&kind=shooting": True,
    "/compare?date=2022-09-16&against=2021-05-01&layout=swipe": True,
}
#: A phone upright, a phone lying, a desk; 200 % of zoom are half as many pixels, each twice as large.
SIZES = {"upright": (390, 844), "lying": (844, 390), "desk": (1440, 900), "200 %": (720, 450)}


def found_on(page: Page, app: App, path: str, has_map: bool) -> list[str]:
    page.goto(app.url + path)
    if has_map:
        page.wait_for_function(STANDS) if path in ALONE else Atlas.on(page)
    else:
        expect(page.locator("h1").first).to_be_visible()
    return violations(page)


#: Documents that hold their map themselves, and how it is told that it stands.
ALONE = ("/view.html", "/present")
STANDS = "() => window.borderAtlas?.map && window.borderAtlas.snapshot().date !== null"


@pytest.mark.parametrize(("size", "scheme"), [("upright", "light"), ("desk", "dark")])
def test_axe_finds_nothing_on_any_page(page: Page, app: App, size: str, scheme: Look) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    found = {path: found_on(page, app, path, has_map) for path, has_map in PAGES.items()}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.services
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_any_state_size_or_look(
    page: Page, app: App, size: str, forced: Forced, scheme: Look
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, forced_colors=forced)
    found = {path: found_on(page, app, path, has_map) for path, has_map in (PAGES | STATES).items()}
    page.goto(f"{app.url}/?date=2022-09-16")
    Atlas.on(page)
    menu = page.locator(".ba-topbar [data-opens=menu]")
    if menu.is_visible():
        menu.click()
        expect(page.locator("html.ba-menu")).to_have_count(1)
        found["the menu is open"] = violations(page)
    page.goto(f"{app.url}/own-data")
    rows = csv_of([acled_row(1, event_date="2022-09-16")])
    page.locator("input[type=file]").set_input_files({"name": "rows.csv", "mimeType": "text/csv", "buffer": rows})
    put = page.get_by_role("button", name="Put it on the map")
    expect(put).to_be_visible()
    found["a file was read"] = violations(page)
    put.click()
    Atlas.on(page)
    found["a set of one's own is on the map"] = violations(page)
    assert {path: lines for path, lines in found.items() if lines} == {}
