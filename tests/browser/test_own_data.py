"""A reader's own file in a real browser: on the slider, in the reader's own view alone, gone when removed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from shapely import Point, box

from tests.browser.conftest import FAILED, Witness, kind_of
from tests.browser.test_compare import BOTH_READY, other, wait_for_other
from tests.browser.test_keyboard import focused, wait_for_focus
from tests.support.atlas import Atlas
from tests.support.own_files import acled_row, csv_of, frame, vector_of
from tests.support.server import TODAY, App

HOSTILE = "</script><img src=x onerror='window.stung=1'>"
LOADED = "(id) => Boolean(window.borderAtlas.drawnSets()[id])"

#: The legend of a set stands free of the controls of the map.
CLEAR = """() => {
  const [legend, ...others] = [".ba-set", ".ba-datebox", ".ba-presets", ".ba-edge-north", ".ba-column"].map((name) => document.querySelector(name).getBoundingClientRect());
  return others.every(({ left, right, top, bottom }) => legend.left >= right || legend.right <= left || legend.top >= bottom || legend.bottom <= top);
}"""


def drop(page: Page, app: App, name: str, data: bytes) -> None:
    page.goto(f"{app.url}/own-data")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": data}
    )


def put(page: Page) -> Atlas:
    page.get_by_role("button", name="Put it on the map").click()
    atlas = Atlas.on(page)
    atlas.frame.wait_for_function(LOADED, arg="own:1")
    return atlas


def shown(atlas: Atlas) -> int:
    return atlas.frame.evaluate("() => window.borderAtlas.drawnSets()['own:1'].shown")


def events_on(page: Page, app: App) -> Atlas:
    """Return a map with three made-up events of ACLED's layout: of two only the region is known, of one of these only the week, and its text is hostile."""
    days = ("2021-04-28", "2022-01-27", "2022-09-16")
    rows = [
        acled_row(
            number,
            event_date=day,
            time_precision=1,
            geo_precision=1,
            latitude="39.1",
            longitude=f"{70 + number / 5:.1f}",
            location=f"Sample {number}",
        )
        for number, day in enumerate(days, start=1)
    ]
    rows[1] |= {"geo_precision": 3}
    rows[2] |= {"time_precision": 2, "geo_precision": 3, "notes": HOSTILE, "location": HOSTILE}
    drop(page, app, "export.csv", csv_of(rows))
    return put(page)


@pytest.fixture
def acled(
    app: App,
    contexts: Callable[..., BrowserContext],
    standing: dict[tuple[str, str], Page],
    request: pytest.FixtureRequest,
    witness: Witness,
) -> Iterator[Atlas]:
    """The map of `events_on` as it was at first. Its page stays for the next test, as a reader's does who goes from page to page."""
    kind = kind_of(request.node)
    key = (repr(kind), "own data")
    is_new = key not in standing
    page = standing[key] = witness.watch(contexts(kind).new_page() if is_new else standing[key])
    yield events_on(page, app) if is_new else back_on_the_map(page, app)
    witness.leave(page)
    if request.node.stash[FAILED]:
        standing.pop(key).close()


def back_on_the_map(page: Page, app: App) -> Atlas:
    """Return to the map from wherever the last test left the page, with the set put there anew if that test removed it."""
    page.get_by_role("link", name="Map", exact=True).click()
    page.wait_for_url(f"{app.url}/?*")
    atlas = Atlas.on(page)
    if not atlas.snapshot()["sets"]:
        return events_on(page, app)
    atlas.frame.evaluate(
        "(day) => window.borderAtlas.patch({ date: window.borderAtlas.toDay(day), select: null }, true)", TODAY
    )
    atlas.wait_for_date(TODAY)
    page.wait_for_function(
        "(day) => location.search.includes(`date=${day}`) && !location.search.includes('select=')", arg=TODAY
    )
    return atlas


def test_rows_follow_the_slider_and_a_click_opens_their_card_with_hostile_text_as_text(acled: Atlas) -> None:
    assert shown(acled) == 3
    acled.frame.wait_for_function("() => (window.borderAtlas.drawnShapes()['own:1'] || {}).circles === 2")
    x, y = acled.frame.evaluate(
        "() => { const p = window.borderAtlas.map.latLngToContainerPoint([39.1, 70.6]); return [p.x, p.y]; }"
    )
    acled.frame.locator(".leaflet-container").click(position={"x": x, "y": y})
    for words in ("Some time within 13–19 September 2022", "The lowest figure reported", HOSTILE):
        acled.expect_text(words)
    assert acled.page.evaluate("() => window.stung") is None and acled.frame.evaluate("() => window.stung") is None
    acled.frame.evaluate("() => window.borderAtlas.setDate('2022-02-01')")
    acled.wait_for_date("2022-02-01")
    assert shown(acled) == 2
    acled.wait_for_link("date=2022-02-01")
    assert "own=ACLED" in acled.page.url and "select=" not in acled.page.url
    # By key too: each row is among the marks that the arrows reach, and has the focus again when its card closes.
    acled.frame.evaluate("() => window.borderAtlas.map.setView([39.1, 70.4], 10, { animate: false })")
    acled.frame.evaluate("() => window.borderAtlas.patch({ layers: [] }, true)")  # no marks of the atlas between them
    keyboard, names = acled.page.keyboard, []
    acled.frame.locator(".leaflet-container").focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowRight"):
        keyboard.press(key)
        names.append(focused(acled.page))
    assert ["Sample 2" in names[0], "Sample 1" in names[1], names[2] == names[0]] == [True] * 3, names
    assert "27 January 2022" in names[0] and "28 April 2021" in names[1]
    keyboard.press("Enter")
    acled.wait_for("s.selected === 'own:1:1'")
    acled.expect_text("Your own file, not part of the atlas")
    wait_for_focus(acled.page, "Battles · Sample 2")  # the card, from which Escape leads back
    keyboard.press("Escape")
    acled.wait_for("s.selected === null")
    wait_for_focus(acled.page, names[-1])


def test_map_and_table_of_own_rows_select_each_other(acled: Atlas) -> None:
    page = acled.page
    page.get_by_role("link", name="Explore").click()
    # The page that is left has a map too: it is gone once what stands below Explore's is there.
    expect(page.get_by_role("tab", name="Table")).to_be_visible()
    atlas = Atlas.on(page)
    atlas.frame.wait_for_function(LOADED, arg="own:1")
    # On the low map of this page the legend stands beside what else is at the top.
    atlas.frame.wait_for_function(CLEAR)
    # On the map: the row is listed first and chosen, its set's table being shown without being asked for.
    atlas.frame.evaluate("() => window.borderAtlas.patch({ select: 'own:1:0' }, true)")
    grid = page.locator("[data-testid='stDataFrame'] table[role='grid']")
    rows = grid.locator("[role='row']")
    expect(grid).to_have_attribute("aria-rowcount", "4")
    expect(rows.nth(1)).to_have_attribute("aria-selected", "true")
    expect(rows.nth(1).locator("[role='gridcell']").filter(has_text="Sample 1")).to_have_count(1)
    expect(page.get_by_role("radio", name="ACLED")).to_be_checked()
    page.get_by_role("link", name="Skip to the table").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="ACLED")).to_be_focused()
    # In the table: the newest row, which stands second, becomes the card, and the circle of its rough place is drawn.
    box = page.locator("[data-testid='stDataFrame'] canvas").first.bounding_box()
    page.mouse.click(box["x"] + 16, box["y"] + 35 * 2.5)
    atlas.wait_for("s.selected === value", "own:1:2")
    atlas.expect_text("Some time within 13–19 September 2022")
    expect(rows.nth(2)).to_have_attribute("aria-selected", "true")
    # The slider narrows the table with the map.
    atlas.frame.evaluate("() => window.borderAtlas.setDate('2022-02-01')")
    expect(grid).to_have_attribute("aria-rowcount", "3")


def test_compare_has_the_set_on_both_halves_and_tells_its_rows(acled: Atlas) -> None:
    page = acled.page
    page.get_by_role("link", name="Compare").click()
    page.wait_for_url("**/compare*")
    # The page that is left has a map too: it is gone once there are two halves.
    atlas = Atlas.on(page)
    atlas.frame.wait_for_function(BOTH_READY)
    wait_for_other(atlas, "o.drawnSets()['own:1'] && borderAtlas.drawnSets()['own:1']")
    assert (shown(atlas), other(atlas, "o.drawnSets()['own:1'].shown")) == (1, 3)
    atlas.expect_text("ACLED (your own data): 2 rows between 30 April 2021 and")

    # A row is lit on both, with the circle of its place, and its card opens; the other half's click does the same.
    page.get_by_role("link", name="Sample 2").click()
    atlas.expect_text("Your own file, not part of the atlas")
    wait_for_other(
        atlas, "o.snapshot().selected === 'own:1:1' && o.state.sets[0].circle && o.state.sets[0].circle[0] === 1"
    )
    wait_for_other(
        atlas, "o.drawnShapes()['own:1'].circles === 2 && !(borderAtlas.drawnShapes()['own:1'] || {}).circles"
    )
    other(atlas, "o.patch({ select: 'own:1:2' }, true)")
    atlas.wait_for("s.selected === 'own:1:2'")
    atlas.expect_text("Some time within 13–19 September 2022")


def test_a_set_is_taken_away_with_the_text_that_says_whose_it_is(acled: Atlas) -> None:
    acled.page.get_by_role("link", name="Your own data").click()
    with acled.page.expect_download() as waiting:
        acled.page.get_by_role("button", name="GeoJSON").click()
    told = acled.page.get_by_role("status").filter(has_text="GeoJSON (zip): the download begins.")
    expect(told).to_have_count(1)
    with zipfile.ZipFile(waiting.value.path()) as archive:
        assert archive.namelist() == ["own-acled.geojson", "own-acled.citation.txt"]
        features = json.loads(archive.read("own-acled.geojson"))["features"]
        text = archive.read("own-acled.citation.txt").decode()
    assert [feature["properties"]["atlas_line"] for feature in features] == [4, 3, 2] and features[0]["properties"][
        "notes"
    ] == HOSTILE
    assert "ACLED's terms of use apply" in text and "This file holds 3 of them" in text


def test_nobody_else_gets_the_data_and_a_removed_set_leaves_map_and_server(
    acled: Atlas, new_reader: Callable[..., Page]
) -> None:
    other = new_reader()
    other.goto(acled.page.url)
    theirs = Atlas.on(other)
    theirs.expect_text("“ACLED”, which is not part of a link and is missing here")
    assert theirs.frame.evaluate("() => Object.keys(window.borderAtlas.drawnSets())") == []
    address = acled.frame.evaluate("() => new URL(window.borderAtlas.state.sets[0].url, location.href).href")
    answer = acled.frame.evaluate(
        "(url) => fetch(url).then((answer) => [answer.status, answer.headers.get('cache-control')])", address
    )
    assert answer == [200, "no-store"]
    acled.page.get_by_role("link", name="Your own data").click()
    page = acled.page
    # By key each step leads on from where the last one ended, and what came of it is told.
    for pressed, place in (
        ("Remove: ", page.get_by_text("Remove this set?")),
        ("Keep it", page.get_by_role("button", name="Remove")),
        ("Remove: ", page.get_by_text("Remove this set?")),
        ("Remove it", page.get_by_role("heading", name="Your own data")),
    ):
        page.get_by_role("button", name=pressed, exact=pressed == "Remove it").press("Enter")
        expect(place).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="was removed.")).to_have_count(1)
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    assert acled.page.context.request.get(address).status == 404


def test_the_map_goes_to_areas_which_are_drawn_on_their_dates_and_open_their_card(page: Page, app: App) -> None:
    areas = frame(
        box(76.2, 39.7, 76.4, 39.9),
        box(76.6, 39.9, 78.8, 40.1),
        Point(77, 40),
        date=["2020-01-01", "2022-01-01", "2020-01-01"],
        name=["First", "Second", "Third"],
    )
    drop(page, app, "areas.geojson", vector_of(areas, "GeoJSON"))
    page.get_by_role("button", name="Check the file").click()
    atlas = put(page)
    atlas.frame.wait_for_function(
        "() => (window.borderAtlas.drawnShapes()['own:1'] || {shapes: []}).shapes.length === 2"
    )
    # Far from the border: the map has gone there, and the address says so.
    assert atlas.frame.evaluate("() => window.borderAtlas.map.getBounds().contains([[39.7, 76.2], [40.1, 78.8]])")
    page.wait_for_function("() => location.search.includes('&at=')")
    atlas.frame.evaluate("() => window.borderAtlas.setDate('2021-01-01')")
    atlas.wait_for_date("2021-01-01")
    atlas.frame.wait_for_function("() => window.borderAtlas.drawnShapes()['own:1'].shapes.length === 1")
    atlas.frame.evaluate("() => window.borderAtlas.patch({ select: 'own:1:0' }, true)")
    atlas.expect_text("Your own file, not part of the atlas")


def test_a_scene_with_own_data_is_presented_to_its_reader_and_carried_by_the_file(
    app: App, keeping_page: Page, new_reader: Callable[..., Page], tmp_path: Path
) -> None:
    page = keeping_page
    acled = events_on(page, app)
    page.get_by_role("button", name="Add to briefing").click()
    acled.frame.evaluate("() => window.borderAtlas.setDate('2022-02-01')")
    acled.wait_for_link("date=2022-02-01")
    page.get_by_role("button", name="Add to briefing (1)").click()
    expect(page.get_by_role("button", name="Add to briefing (2)")).to_be_visible()
    page.get_by_role("link", name="Brief", exact=True).click()
    with page.expect_popup() as opened:
        page.locator(".st-key-brief-present").get_by_role("link", name="Present").click()
    page.get_by_role("button", name="Presenter’s file").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the Presenter’s file").click()
    file = tmp_path / "briefing.html"
    coming.value.save_as(file)
    offline = new_reader(offline=True)
    offline.goto(file.as_uri())
    for screen in (opened.value, offline):
        screen.wait_for_function(
            "() => window.borderAtlas.drawnSets && (window.borderAtlas.drawnSets()['own:0'] || {}).shown === 3"
        )
        expect(screen.locator(".pr-sources")).to_contain_text("“ACLED” (ACLED")
        screen.wait_for_function("() => window.borderAtlas.drawnShapes()['own:0'].circles === 2")
        screen.keyboard.press("ArrowRight")
        screen.wait_for_function("() => window.borderAtlas.drawnSets()['own:0'].shown === 2")
        assert screen.evaluate("() => window.stung") is None

    # Nothing is presented there any more once the set is removed.
    page.get_by_role("link", name="Your own data").click()
    page.get_by_role("button", name="Remove: ").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    assert opened.value.reload().status == 404
