"""A briefing presented by keys, for whoever does not see the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from geodata.ledger import current
from layers.briefings.briefing import Scene
from layers.briefings.html_file import document
from pages.visit.session import today
from tests.support.scenes import built_in, view
from tests.support.server import App

STANDS = "() => window.borderAtlas?.map && window.borderAtlas.snapshot().date !== null"
#: Where the focus goes by some presses of Tab, by what lies over the screen.
WITHIN = "(selector) => document.activeElement === document.body || document.activeElement.closest(selector) !== null"


def test_what_lies_beneath_a_cover_is_out_of_reach_until_it_is_gone(app: App, page: Page) -> None:
    page.goto(f"{app.url}/present?briefing=foreign-forces", timeout=60_000)  # The server makes the document first.
    page.wait_for_function(STANDS)
    onward = page.get_by_role("button", name="Next (key →)")
    onward.focus()
    page.keyboard.press("c")
    expect(page.get_by_role("dialog")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate(WITHIN, ".pr-sheet")
    page.keyboard.press("Escape")
    expect(onward).to_be_focused()
    told = page.get_by_role("status")
    page.keyboard.press("b")
    expect(told.filter(has_text="The screen is black.")).to_have_count(1)
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate(WITHIN, ".pr-cover")
    page.keyboard.press("b")
    expect(told.filter(has_text="The scene shows again.")).to_have_count(1)
    expect(onward).to_be_focused()
    # What came last lies uppermost, and Escape takes that away first.
    cover, sheet = page.locator(".pr-cover"), page.get_by_role("dialog")
    above = "() => document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('.pr-cover, .pr-sheet').className"
    page.keyboard.press("?")
    expect(sheet).to_be_focused()
    page.keyboard.press("b")
    expect(cover).to_be_visible()
    assert page.evaluate(above) == "pr-cover"
    page.keyboard.press("Escape")
    expect(cover).to_be_hidden()
    expect(sheet).to_be_focused()
    page.keyboard.press("Escape")
    for key in ("b", "c"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog", name="Who says what on this")).to_be_focused()
    assert page.evaluate(above) == "pr-sheet"
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(cover).to_be_visible()


def test_a_single_scene_that_nobody_speaks_to_has_the_keys_of_its_buttons_and_no_others(
    new_reader: Callable[..., Page], tmp_path: Path
) -> None:
    scene = Scene(view("date=2022-09-17&mode=window&days=5&select=2022-09-14-september-2022"), chart="time")
    file = tmp_path / "scene.html"
    file.write_bytes(document(scene, current(), today=today(), address="https://atlas.test"))
    page = new_reader(offline=True, viewport={"width": 1280, "height": 720})
    page.goto(file.as_uri())
    page.wait_for_function(STANDS)
    sheet = page.get_by_role("dialog")
    for key, name in (("c", "Who says what on this"), ("v", "Chart"), ("g", "What changed")):
        page.keyboard.press(key)
        expect(page.get_by_role("dialog", name=name)).to_be_focused()
        page.keyboard.press(key)
        expect(sheet).to_have_count(0)
    page.keyboard.press("d")
    expect(page.get_by_role("status").filter(has_text="This scene compares no dates.")).to_be_visible()
    for key in ("b", "?"):
        page.keyboard.press(key)
    expect(page.locator(".pr-cover")).to_be_hidden()
    expect(sheet).to_have_count(0)


def test_what_a_scene_is_about_says_how_it_stands_and_how_it_stood_last(app: App, page: Page) -> None:
    scenes = built_in().scenes
    number, gate = next(
        (place, one.view.select) for place, one in enumerate(scenes, 1) if one.view.select in current().crossings
    )
    page.goto(f"{app.url}/present?briefing=open-conflict-to-signed-border#{number}", timeout=60_000)
    page.wait_for_function(STANDS)
    # A smaller mark beside it takes clicks beyond its own edge, and not where another is seen.
    mark, card = page.locator(".point.crossings.selected").bounding_box(), page.locator(".pr-card")
    assert mark
    page.mouse.click(mark["x"] + mark["width"] / 2 + 3, mark["y"] + mark["height"] / 2 - 2)
    expect(card).to_contain_text(current().crossings[gate].title)
    expect(card).to_contain_text("On this date: closed since 21 May 2021")
    page.keyboard.press("y")
    expect(card).to_contain_text("On this date: open since 13 March 2025")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.locator(".pr-day")).to_have_text("21 May 2021")
    checked = page.get_by_text("Facts are checked to 13 March 2026 only.")
    expect(checked).to_be_hidden()
    page.evaluate("(day) => window.borderAtlas.setDate(day)", today().isoformat())
    expect(checked).to_be_visible()
