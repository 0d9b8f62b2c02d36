"""Windows of every size: nothing is wider than the screen, a desk's window holds the map page without scrolling, and the date hides no border."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.atlas import Atlas
from tests.support.server import App

#: How far the document and anything in it that shows reaches beyond the right edge, in CSS pixels.
BEYOND = """() => {
  const wide = document.documentElement.clientWidth;
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
  return { scroll: document.documentElement.scrollWidth - wide, over: over.slice(0, 5) };
}"""
FITS = {"scroll": 0, "over": []}


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
@pytest.mark.parametrize("path", ["/", "/?select=kant", "/?select=2014-01-11-ak-sai&date=someday"])
def test_nothing_on_the_map_page_is_wider_than_a_phone(turn_to: Callable[..., Atlas], path: str) -> None:
    atlas = turn_to(path)
    assert atlas.page.evaluate(BEYOND) == FITS
    assert atlas.frame.evaluate(BEYOND) == FITS
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


@pytest.mark.viewport(1440, 900)
def test_the_map_page_needs_no_scrolling_on_a_desk(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/")
    assert atlas.page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
    main = atlas.page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollHeight <= element.clientHeight + 1")
    box = atlas.thumb.bounding_box()
    assert box["y"] + box["height"] <= 900


def test_the_date_lies_beside_the_border_on_the_low_map_of_explore(open_map: Callable[..., Atlas]) -> None:
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
