"""The HTML file in a room without a network: opened from disk, walked through by keys, drawn as the pictures are."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geodata.ledger import current
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.html_file import document
from pages.visit.session import today
from tests.browser.test_map import drawn, unsure
from tests.support.atlas import PAINTED
from tests.support.scenes import HOSTILE, built_in, twelve, view

SETTLED = """(day) => { const atlas = window.borderAtlas; const s = atlas && atlas.config && atlas.snapshot();
  return s && s.date === day && atlas.config.order.every((id) => id in atlas.layerData()); }"""


@pytest.fixture
def present(new_reader: Callable[..., Page], tmp_path: Path) -> Callable[[Briefing], Page]:
    """Open a briefing's file from disk in a browser without a network."""

    def go(briefing: Briefing) -> Page:
        file = tmp_path / "briefing.html"
        file.write_bytes(document(briefing, current(), today=today(), address="https://atlas.test"))
        page = new_reader(offline=True, viewport={"width": 1280, "height": 720})
        page.goto(file.as_uri())
        settle(page, briefing.scenes[0])
        return page

    return go


def settle(page: Page, scene: Scene) -> None:
    """Wait until a scene's date is drawn; the test's browser asks for no motion."""
    days = sorted(day for day in (scene.view.date, scene.view.against) if day)
    page.wait_for_function(SETTLED, arg=(scene.view.date if scene.view.date in days else days[0]).isoformat())
    page.evaluate(PAINTED)


def test_twelve_views_are_drawn_on_the_map_as_in_their_pictures(present: Callable[[Briefing], Page]) -> None:
    briefing = twelve()
    page = present(briefing)
    for number, scene in enumerate(briefing.scenes):
        if number:
            page.keyboard.press("PageDown")
            settle(page, scene)
        snapshot = page.evaluate("() => window.borderAtlas.snapshot()")
        # The same that tests/layers/pictures/test_picture.py asks of the pictures of these views.
        assert {name: set(ids) for name, ids in snapshot["visible"].items()} == drawn(scene.view), scene.view
        assert set(snapshot["uncertain"]) == unsure(scene.view)
        assert snapshot["selected"] == scene.view.select


def test_a_clicker_walks_through_a_briefing(present: Callable[[Briefing], Page]) -> None:
    briefing = built_in()
    page, last = present(briefing), len(briefing.scenes) - 1
    title = page.locator(".pr-title")
    for key, index in (
        ("ArrowRight", 1),
        ("PageDown", 2),
        (" ", 3),
        ("ArrowLeft", 2),
        ("PageUp", 1),
        ("End", last),
        ("ArrowRight", last),
        ("Home", 0),
    ):
        page.keyboard.press(key)
        expect(title).to_have_text(briefing.scenes[index].title)
        settle(page, briefing.scenes[index])
    expect(page.locator(".pr-foot span")).to_have_text(f"1 / {last + 1}")
    expect(page.locator(".pr-sources")).to_contain_text(current().revision)
    page.keyboard.press("b")
    expect(page.locator(".pr-black")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".pr-black")).to_be_hidden()
    page.locator(".ba-track").click(position={"x": 300, "y": 100})
    page.wait_for_function(
        "(day) => window.borderAtlas.snapshot().date !== day", arg=briefing.scenes[0].view.date.isoformat()
    )


def test_notes_stand_in_a_window_of_their_own_that_takes_the_keys(present: Callable[[Briefing], Page]) -> None:
    briefing = built_in("foreign-forces")
    page = present(briefing)
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator("body")).to_contain_text(briefing.scenes[0].notes)
    expect(notes.locator("body")).to_contain_text(briefing.scenes[1].title)
    notes.keyboard.press("ArrowRight")
    expect(page.locator(".pr-title")).to_have_text(briefing.scenes[1].title)
    expect(notes.locator("h1")).to_have_text(briefing.scenes[1].title)


def test_a_comparison_shows_either_date_and_the_scenes_follow_by_themselves(
    present: Callable[[Briefing], Page],
) -> None:
    first, second = (
        Scene(view("date=2014-06-02&against=2014-06-03&layers=bases"), "Two dates", seconds=3),
        Scene(view("date=2020-01-01"), "After", seconds=3),
    )
    page = present(Briefing("Short", scenes=(first, second)))
    page.keyboard.press("c")
    page.wait_for_function(SETTLED, arg="2014-06-03")
    page.evaluate(PAINTED)
    assert "manas-transit-center" not in page.evaluate("() => window.borderAtlas.snapshot().visible.bases")
    page.keyboard.press("a")
    expect(page.locator(".pr-title")).to_have_text("After")


def test_words_fit_every_screen_and_lie_over_nothing(present: Callable[[Briefing], Page]) -> None:
    scene = Scene(view("date=2022-09-16"), HOSTILE, f"{HOSTILE} " * 12, HOSTILE)
    page = present(Briefing(HOSTILE, scenes=(scene, replace(scene, title="Second"))))
    for width, height in ((1280, 720), (3840, 2160), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(PAINTED)
        assert page.evaluate("() => window.stung") is None
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), width
        boxes = page.evaluate("""() => ['.pr-day', '.pr-mode', '.pr-words', '.pr-legend', '.pr-sources', '.pr-foot']
          .map((name) => document.querySelector(name).getBoundingClientRect()).map((r) => [r.top, r.bottom])""")
        assert all(upper[1] <= lower[0] + 1 for upper, lower in itertools.pairwise(boxes)), (width, boxes)
        letters = page.evaluate(
            "() => parseFloat(getComputedStyle(document.querySelector('.pr-day')).fontSize) * window.borderAtlas.stageScale"
        )
        assert letters >= (height * 0.04 if width > 700 else 20), width
        thumb = page.locator(".ba-thumb:not(.ba-opener)").bounding_box()
        assert width < 700 or (thumb and thumb["y"] + thumb["height"] <= height + 1), (width, thumb)
    for width, height in ((844, 390), (667, 375), (640, 360)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(PAINTED)
        side, beside = page.locator(".pr-side").bounding_box(), page.locator("#map_div").bounding_box()
        assert side and beside and beside["x"] + beside["width"] <= side["x"] + 1, (width, side, beside)
        assert (side["y"], side["height"]) == (0, height), "the words scroll by themselves, beside the map"
        assert page.evaluate("() => document.documentElement.scrollHeight <= window.innerHeight"), width
        letters = page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('.pr-text')).fontSize)")
        assert letters >= 16, "long words are scrolled, not shrunk"
