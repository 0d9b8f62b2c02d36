"""A briefing presented by keys, for whoever does not see the screen."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support.server import App

STANDS = "() => window.borderAtlas?.map && window.borderAtlas.snapshot().date !== null"
#: Where the focus goes by some presses of Tab, by what lies over the screen.
WITHIN = "(selector) => document.activeElement === document.body || document.activeElement.closest(selector) !== null"


def test_what_lies_beneath_a_cover_is_out_of_reach_until_it_is_gone(app: App, page: Page) -> None:
    page.goto(f"{app.url}/present?briefing=foreign-forces")
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
    # Black lies above a sheet, which is there again when it goes; a sheet that is asked for takes black away.
    cover = page.get_by_role("button", name="Show the scene again (key B)")
    for key, is_black in (("?", False), ("b", True), ("Escape", False)):
        page.keyboard.press(key)
        expect(cover).to_be_visible(visible=is_black)
    expect(page.get_by_role("dialog")).to_be_focused()
    for key in ("?", "b", "c"):
        page.keyboard.press(key)
    expect(cover).to_be_hidden()
    expect(page.get_by_role("dialog", name="Who says what on this")).to_be_focused()
