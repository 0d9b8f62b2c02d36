"""Explore in a real browser: one filter for map, table and link; table and map select each other; a click on the ground asks; a table takes its room before it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from geodata.ledger import current
from layers.kit.layer import all_layers
from layers.view import facets
from layers.view.state import ViewState
from layers.view.visible import visible
from tests.browser.test_own_data import drop
from tests.support.atlas import Atlas
from tests.support.own_files import acled_row, csv_of
from tests.support.server import App

#: How far an element is from the heading of its page, however far that is scrolled.
FROM_TOP = (
    "(one) => Math.round(one.getBoundingClientRect().top - document.querySelector('h1').getBoundingClientRect().top)"
)

LEDGER = current()
LAYERS = "sections,border,crossings,bases,clashes,transfers,exercises,milestones"
DAY = date(2022, 9, 20)
VIEW = ViewState(DAY, layers=tuple(LAYERS.split(",")))
START = f"/explore?date={DAY}&layers={LAYERS}&at=39.95,70.4,9"


def drawn(view: ViewState) -> dict[str, set[str]]:
    shown = visible(view, LEDGER)
    return {
        layer.id: {found.id for found in shown[layer.id] if found.point or found.geometry}
        for layer in all_layers()
        if layer.draw != "list"
    }


def grid(page: Page) -> Locator:
    return page.locator("[data-testid='stDataFrame'] table[role='grid']")


def expect_rows(page: Page, number: int) -> None:
    """Wait until the table has that many rows below its head."""
    expect(grid(page)).to_have_attribute("aria-rowcount", str(number + 1))


def test_a_filter_narrows_map_table_and_link_and_its_chip_takes_it_back(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to(START)
    page = atlas.page
    everything = len(facets.shown_rows(VIEW, LEDGER))
    expect_rows(page, everything)
    camera = atlas.frame.evaluate("() => { window.sameFrame = true; return borderAtlas.camera(); }")

    page.get_by_role("radio", name="Weapon reported").click()
    page.get_by_role("combobox", name="Weapon reported").click()
    page.keyboard.type("Mortars")
    page.get_by_role("option", name="Mortars (").click()
    page.keyboard.press("Escape")  # While its list is open, nothing else on the page can be reached.
    narrowed = VIEW.with_(weapon=("mortars",))
    atlas.wait_for("s.visible.clashes.length === value", len(drawn(narrowed)["clashes"]))
    assert {name: set(ids) for name, ids in atlas.snapshot()["visible"].items()} == drawn(narrowed)
    number = len(facets.shown_rows(narrowed, LEDGER))
    expect_rows(page, number)
    expect(page.get_by_role("status").filter(has_text=f"{number} records under these filters")).to_have_count(1)
    atlas.wait_for_link("weapon=mortars")
    # The map stood all the while: the same document, the same camera.
    assert atlas.frame.evaluate("() => [window.sameFrame, borderAtlas.camera()]") == [True, camera]

    # The date still moves in the browser, under the filter.
    atlas.frame.evaluate("() => borderAtlas.setDate('2014-02-01')")
    earlier = narrowed.with_(date=date(2014, 2, 1))
    atlas.wait_for("s.date === '2014-02-01' && s.visible.clashes.length === value", len(drawn(earlier)["clashes"]))
    expect_rows(page, len(facets.shown_rows(earlier, LEDGER)))

    page.get_by_role("button", name="Weapon reported: Mortars").click()
    expect_rows(page, len(facets.shown_rows(VIEW.with_(date=date(2014, 2, 1)), LEDGER)))
    atlas.wait_for("s.visible.sections.length > 0")
    page.wait_for_function("() => !location.search.includes('weapon')")


def test_map_and_table_select_each_other(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to(f"{START}&kind=armed-clash,shooting")
    page = atlas.page
    cells = grid(page).locator("[role='row'][aria-rowindex='2'] [role='gridcell']")
    # On the map: the record's own mark is clicked, its row is chosen and stands first.
    atlas.frame.evaluate("() => borderAtlas.patch({ select: '2022-01-27-tort-kocho' }, true)")
    expect(cells.filter(has_text=LEDGER.incidents["2022-01-27-tort-kocho"].title)).to_have_count(1)
    expect(grid(page).locator("[role='row'][aria-rowindex='2']")).to_have_attribute("aria-selected", "true")
    # In the table: a second row lights up beside it, and becomes the card.
    box = page.locator("[data-testid='stDataFrame'] canvas").first.bounding_box()
    third = grid(page).locator("[role='row'][aria-rowindex='4'] [role='gridcell']").first.text_content()
    page.mouse.click(box["x"] + 16, box["y"] + 35 * 3.5)
    chosen = next(incident.id for incident in LEDGER.incidents.values() if incident.title == third)
    atlas.wait_for("s.selected === value && s.lit.includes('2022-01-27-tort-kocho')", chosen)
    expect(atlas.frame.locator(".selection")).to_have_count(2)
    atlas.wait_for_link("lit=2022-01-27-tort-kocho")
    expect(page.get_by_role("heading", name=third)).to_be_visible()
    # The title of a row opens its card too; that of one which is lit lets it not go.
    fourth = grid(page).locator("[role='row'][aria-rowindex='5'] [role='gridcell']").first.text_content()
    page.mouse.click(box["x"] + 120, box["y"] + 33 * 4.5)
    expect(page.locator("[data-card]")).to_have_text(fourth)
    page.mouse.click(box["x"] + 120, box["y"] + 33 * 3.5)
    expect(page.locator("[data-card]")).to_have_text(third)
    atlas.wait_for("s.selected === value && s.lit.includes('2022-01-27-tort-kocho')", chosen)


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
def test_on_a_phone_the_tools_of_the_table_leave_free_how_it_is_sorted(open_map: Callable[..., Atlas]) -> None:
    page = open_map(START).page
    sort = page.get_by_role("combobox", name="Sort by")
    sort.tap()
    sort.fill("Deaths")
    page.get_by_role("option").first.tap()
    down = page.locator(".st-key-sort-down")
    expect(down).to_be_visible()
    uncovered = "(one) => { const { left, bottom } = one.getBoundingClientRect(); return one.contains(document.elementFromPoint(left + 60, bottom - 3)); }"
    down.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    assert down.evaluate(uncovered)


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
def test_on_a_phone_a_row_leads_to_the_map_and_its_card_and_closing_the_card_back_there(
    open_map: Callable[..., Atlas],
) -> None:
    atlas = open_map(f"{START}&kind=armed-clash,shooting")
    page = atlas.page
    first = grid(page).locator("[role='row'][aria-rowindex='2'] [role='gridcell']").first.text_content()
    page.locator("[data-testid='stDataFrame'] .dvn-scroller").first.tap(position={"x": 16, "y": 35 * 1.5})
    card = page.locator("[data-card]")
    expect(card).to_have_text(first)
    map_panel = page.locator(".st-key-map-panel")
    expect(map_panel).to_be_in_viewport(ratio=0.95)
    expect(card).to_be_in_viewport()
    # Another card begins at its beginning, wherever one has read this one to, whose title stays in sight.
    page.locator(".st-key-side-panel a[data-record]").last.tap()
    expect(card).not_to_have_text(first)
    expect(page.locator(".st-key-card-deeds")).to_be_in_viewport()
    page.locator(".st-key-side-panel .ba-sources").last.scroll_into_view_if_needed()
    expect(map_panel).not_to_be_in_viewport(ratio=0.5)
    page.get_by_role("button", name="Close", exact=True).tap()
    expect(card).to_have_count(0)
    expect(map_panel).to_be_in_viewport(ratio=0.95)


def test_a_click_on_bare_ground_asks_what_is_near(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to(f"/explore?date={DAY}&layers=border&at=39.6,70.2,9&km=80")
    map_box = atlas.frame.locator("#map_div").bounding_box()
    atlas.page.mouse.click(map_box["x"] + map_box["width"] * 0.4, map_box["y"] + map_box["height"] * 0.75)
    atlas.wait_for_link("near=")
    lat, lon = (float(part) for part in unquote(atlas.page.url).split("near=")[1].split("&")[0].split(","))
    atlas.expect_text(f"What is within 80 km of {lat:.4f}, {lon:.4f} on 20 September 2022")
    expect(atlas.frame.locator(".ba-spot-ring")).to_have_count(1)
    atlas.expect_text("Nearest section")


def test_a_link_of_a_filtered_view_opens_it_and_says_what_it_could_not_read(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map(f"{START}&kind=shooting,teleport&party=tajik&deaths=1")
    view = VIEW.with_(kind=("shooting",), party=("tajik",), deaths=1)
    atlas.wait_for("s.visible.clashes.length === value", len(drawn(view)["clashes"]))
    expect_rows(atlas.page, len(facets.shown_rows(view, LEDGER)))
    atlas.expect_text("“teleport”")
    for words in ("Kind: Shooting", "Party of the sources: Tajik", "Deaths claimed: 1 or more"):
        expect(atlas.page.get_by_role("button", name=words)).to_be_visible()


def test_a_table_of_what_was_read_takes_its_room_before_it_is_drawn(app: App, page: Page) -> None:
    # What draws tables is held back until the page has been measured without it.
    held: list[Route] = []
    page.route("**/DataFrame.*.js", lambda route: held.append(route))
    drop(page, app, "export.csv", csv_of([acled_row(number, event_date="2021-04-28") for number in range(1, 4)]))
    button = page.get_by_role("button", name="Put it on the map")
    expect(button).to_be_visible()
    # All else is drawn: each field that Streamlit still fetches stands as a lower grey block, and the table alone may.
    expect(page.get_by_test_id("stSkeleton")).to_have_count(1)
    expect(page.locator("canvas")).to_have_count(0)
    before = button.evaluate(FROM_TOP)
    for route in held:
        route.continue_()
    expect(page.locator("canvas").first).to_be_visible()
    page.wait_for_function(
        f"(before) => ({FROM_TOP})([...document.querySelectorAll('button')].find((one) => one.textContent.includes('Put it on the map'))) === before",
        arg=before,
    )
    # The field for the file is unseen: the focus goes on to what was understood.
    expect(page.get_by_role("heading", name="What was read")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="3 rows read, 3 accepted")).to_have_count(1)
