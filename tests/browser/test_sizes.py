"""Windows of every size: nothing is wider than the screen, a desk's window holds the map page without scrolling, and the date hides no border."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from geodata.ledger import current
from tests.support.atlas import CONTROLS, FRAME, PAINTED, Atlas
from tests.support.server import App

#: How far the document and anything in it that shows reaches beyond the right edge, in CSS pixels.
BEYOND = """() => {
  const wide = document.documentElement.clientWidth;
  const main = document.querySelector("[data-testid=stMain]") ?? document.documentElement;
  const clipped = (element) => {
    for (let up = element.parentElement; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.overflowX !== "visible" || style.position === "fixed") return true;
    }
    return false;
  };
  const over = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.right > wide + 1 && box.left < wide && !clipped(element);
  }).map((element) => `${element.tagName}.${element.className}`);
  return { scroll: Math.max(document.documentElement.scrollWidth - wide, main.scrollWidth - main.clientWidth), over: over.slice(0, 5) };
}"""
FITS = {"scroll": 0, "over": []}


#: Windows by width and height in CSS pixels, zoomed ones included (a desk's at 200 and 400 %), and which share of each the map has at least.
SIZES = {
    (1440, 900): 0.35,
    (1280, 720): 0.35,
    (1024, 768): 0.3,
    (768, 1024): 0.50,
    (844, 390): 0.60,
    (667, 375): 0.60,
    (640, 360): 0.60,
    (390, 844): 0.50,
    (360, 640): 0.50,
    (720, 450): 0.50,
    (360, 225): 0.50,
}
#: The map's part of the window that is in sight, how much of the window lies beside or below it, where finger and wheel scroll the page, the
#: slider's lower edge in the page, and whether the camera has a place.
LOOK = """(frame) => {
  const { top, left } = frame.getBoundingClientRect();
  const box = (selector) => frame.contentDocument.querySelector(selector).getBoundingClientRect();
  const map = box("#map_div");
  const across = Math.min(innerWidth, left + map.right) - Math.max(0, left + map.left);
  const down = Math.min(innerHeight, top + map.bottom) - Math.max(0, top + map.top);
  const leaflet = frame.contentWindow.borderAtlas.map;
  const { x, y } = leaflet.getSize();
  const { lat, lng } = leaflet.getCenter();
  return {
    fits: x === frame.contentDocument.querySelector("#map_div").clientWidth && y === Math.round(map.height),
    share: (across * Math.max(0, down)) / (innerWidth * innerHeight),
    free: Math.max(innerWidth - left - map.right, innerHeight - top - map.bottom),
    slider: top + box(".ba-track").bottom,
    camera: [lat, lng, leaflet.getZoom()],
  };
}"""
#: Pairs of controls on the map that lie over one another.
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".ba-datebox, .ba-presets, .ba-column, .ba-corner .leaflet-control-scale, .ba-key-open, .ba-where, .ba-foot, .ba-edge, .ba-slider")]
    .map((element) => [element.className, element.getBoundingClientRect()]).filter(([, box]) => box.width && box.height);
  return boxes.flatMap(([one, a], index) => boxes.slice(index + 1)
    .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
    .map(([other]) => `${one} / ${other}`));
}"""


@pytest.mark.touch
@pytest.mark.viewport(360, 640)
def test_every_size_shows_a_usable_map_and_heals(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/")
    frame = atlas.page.locator(FRAME)
    first = frame.evaluate(LOOK)["camera"]
    for (width, height), share in [*SIZES.items(), ((360, 90), 0.0), ((640, 360), 0.6), ((360, 640), 0.5)]:
        atlas.page.set_viewport_size({"width": width, "height": height})
        atlas.page.wait_for_function(f"() => ({LOOK})(document.querySelector({FRAME!r})).fits")
        atlas.frame.evaluate(PAINTED)
        now = frame.evaluate(LOOK)
        where = f"{width}x{height}"
        assert now["share"] >= share, where
        assert now["free"] >= 24, f"{where}: no place from which the page scrolls"
        assert height < 300 or now["slider"] <= height, f"{where}: the slider lies below the first screen"
        assert all(isinstance(number, float | int) and abs(number) < 90 for number in now["camera"]), where
        assert atlas.page.evaluate(BEYOND) == FITS, where
        assert atlas.frame.evaluate(OVERLAPS) == [], where
    assert now["camera"] == pytest.approx(first, abs=0.01), "turned sideways and back the phone shows what it did"


@pytest.mark.touch
@pytest.mark.viewport(360, 640)
def test_the_menu_closes_after_a_choice_and_a_visit_begins_without_it(open_map: Callable[..., Atlas]) -> None:
    page = open_map("/").page
    menu, bar = page.get_by_test_id("stSidebar"), page.get_by_role("navigation", name="Border Atlas")
    expect(menu).not_to_be_visible()
    bar.get_by_role("button", name="Search").tap()
    expect(menu).to_be_visible()
    page.keyboard.type("Strike at Ovchi")
    page.get_by_role("option", name="Strike at Ovchi").first.tap()
    expect(menu).not_to_be_visible()
    page.wait_for_function("() => location.search.includes('select=')")
    bar.get_by_role("button", name="Layers").tap()
    expect(menu.get_by_role("button", name="Clashes")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(menu).not_to_be_visible()
    bar.get_by_role("button", name="Menu").tap()
    menu.get_by_role("link", name="Sources").tap()
    expect(page.get_by_role("heading", name="Sources", exact=True)).to_be_visible()
    expect(menu).not_to_be_visible()


@pytest.mark.touch
@pytest.mark.viewport(360, 640)
def test_bar_and_card_share_by_the_systems_own_sheet(app: App, page: Page) -> None:
    page.add_init_script("window.shared = []; navigator.share = async (what) => { window.shared.push(what); };")
    page.goto(f"{app.url}/?date=2022-09-16&select=2022-09-16-ovchi-kalacha")
    atlas = Atlas.on(page)
    atlas.frame.evaluate("() => window.borderAtlas.setDate('2022-09-17')")
    page.get_by_role("navigation", name="Border Atlas").get_by_role("button", name="Share").tap()
    page.locator(".ba-share-link").tap()
    page.wait_for_function("() => window.shared.length === 2")
    of_view, of_card = page.evaluate("() => window.shared")
    assert "date=2022-09-17" in of_view["url"] and of_card["title"] == "Strike at Ovchi Kalacha"
    assert all("select=2022-09-16-ovchi-kalacha" in shared["url"] for shared in (of_view, of_card))


@pytest.mark.touch
@pytest.mark.viewport(360, 640)
def test_what_is_selected_comes_out_from_under_the_date(open_map: Callable[..., Atlas]) -> None:
    """The link's camera has the mark in the corner of the window where the date stands."""
    atlas = open_map("/?date=2022-09-16&select=2022-09-16-ovchi-kalacha&at=40.0,69.87,11")
    atlas.frame.wait_for_function("""() => {
      const point = window.borderAtlas.drawnPoints().find((one) => one.select === "2022-09-16-ovchi-kalacha");
      const { x, y, width, height } = point.marker.getElement().getBoundingClientRect();
      return Boolean(document.elementFromPoint(x + width / 2, y + height / 2)?.closest(".leaflet-map-pane"));
    }""")


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
@pytest.mark.parametrize("path", ["/", "/?select=kant", "/?select=2014-01-11-ak-sai&date=someday"])
def test_nothing_on_the_map_page_is_wider_than_a_phone(turn_to: Callable[..., Atlas], path: str) -> None:
    atlas = turn_to(path)
    assert atlas.page.evaluate(BEYOND) == FITS
    assert atlas.frame.evaluate(BEYOND) == FITS
    assert path != "/" or len(atlas.page.evaluate(CONTROLS)) <= 29
    main = atlas.page.get_by_test_id("stMain")
    assert main.evaluate("(main) => main.getBoundingClientRect().bottom <= innerHeight"), "its end cannot be reached"
    box = atlas.page.locator("iframe").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
def test_a_phone_shows_the_map_first_and_can_move_the_slider(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/?date=2022-09-16")
    expect(atlas.page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    box = atlas.thumb.bounding_box()
    assert box["y"] < 844, "the slider lies below the first screen"
    atlas.page.touchscreen.tap(60, box["y"] + box["height"] / 2)
    atlas.wait_for("s.date < value", "2022-09-16")
    atlas.wait_for_link(f"date={atlas.snapshot()['date']}")


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
def test_nothing_on_the_sources_page_is_wider_than_a_phone(app: App, page: Page) -> None:
    page.goto(f"{app.url}/sources")
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    assert page.evaluate(BEYOND) == FITS


@pytest.mark.viewport(390, 844)
def test_a_view_as_a_file_has_nothing_over_anything_else_on_a_phone_and_beside(app: App, page: Page) -> None:
    page.goto(f"{app.url}/view.html?date=2022-09-16")
    expect(page.get_by_role("slider", name="Date of the map")).to_be_visible()
    for width, height in ((390, 844), (720, 450), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(PAINTED)
        parts = page.evaluate(
            """() => ["#map_div", ".ba-slider", ".pr-side"].map((name) => document.querySelector(name).getBoundingClientRect().toJSON())"""
        )
        assert parts[0]["height"] >= 200
        for index, one in enumerate(parts):
            for other in parts[index + 1 :]:
                beside = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
                assert beside or one["bottom"] <= other["top"] + 1, (width, one, other)
        assert page.evaluate(BEYOND) == FITS


def test_on_paper_stand_the_map_its_key_and_the_whole_card(turn_to: Callable[..., Atlas]) -> None:
    page = turn_to("/?date=2022-09-16&select=2022-09-16-ovchi-kalacha").page
    expect(page.get_by_role("heading", name="Strike at Ovchi Kalacha")).to_be_visible()
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    words = " ".join(" ".join(sheets).split())
    assert len(sheets) == 2 and all(sheets), "a sheet is empty"
    for part in ("Undelimited", "MAM-L", "Human Rights Watch"):
        assert part in words
    assert not [word for word in ("Explore", "Add to briefing", "×") if word in words]
    ink = "() => getComputedStyle(document.documentElement).getPropertyValue('--ink')"
    of_screen = page.evaluate(ink)
    page.emulate_media(media="print", color_scheme="dark")
    of_paper = page.evaluate(ink)
    page.emulate_media(media="screen", color_scheme="light")
    assert of_paper == of_screen, "a dark page would be printed light on white"


@pytest.mark.viewport(1440, 900)
def test_the_map_page_needs_no_scrolling_on_a_desk(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/")
    assert atlas.page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
    assert len(atlas.page.evaluate(CONTROLS)) <= 54
    main = atlas.page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollHeight <= element.clientHeight + 1")
    box = atlas.thumb.bounding_box()
    assert box["y"] + box["height"] <= 900


def test_explore_has_the_date_beside_the_border_and_in_a_low_window_a_table_that_leaves_room_to_scroll_the_page(
    open_map: Callable[..., Atlas],
) -> None:
    atlas = open_map("/explore")
    box = atlas.frame.evaluate("""() => {
      const { left, right, top, bottom } = document.querySelector(".ba-datebox").getBoundingClientRect();
      return { left, right, top, bottom };
    }""")
    places = atlas.frame.evaluate("""() => window.borderAtlas.layerData().border.features.filter((feature) => feature.geometry && feature.geometry.type === "LineString")
      .flatMap((feature) => feature.geometry.coordinates).map(([lon, lat]) => window.borderAtlas.map.latLngToContainerPoint([lat, lon])).map(({ x, y }) => [x, y])""")
    assert len(places) > 100
    assert not [
        place for place in places if box["left"] <= place[0] <= box["right"] and box["top"] <= place[1] <= box["bottom"]
    ]
    table = atlas.page.get_by_test_id("stDataFrame").first
    expect(table.locator("canvas").first).to_be_attached()
    for width, height in ((720, 450), (844, 390), (360, 225)):
        atlas.page.set_viewport_size({"width": width, "height": height})
        atlas.page.wait_for_function(
            "([table, most]) => table.getBoundingClientRect().height <= most",
            arg=[table.element_handle(), height - 100],
        )


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
def test_the_title_of_a_card_that_opens_looks_in_below_the_map(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/?date=2022-09-20")
    atlas.frame.evaluate("() => window.borderAtlas.patch({ select: '2022-09-16-maksat' }, true)")
    expect(atlas.page.get_by_role("heading", name=current().incidents["2022-09-16-maksat"].title)).to_be_in_viewport(
        ratio=0.5  # its first line of two
    )
