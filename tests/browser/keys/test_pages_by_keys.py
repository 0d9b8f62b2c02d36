"""The pages beside the map by keyboard alone: menus, links that skip, and what is told there."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support.atlas import AT_REST
from tests.support.server import App

#: The edges of an expander begin to fade and are stopped, as when Python draws anew what was about to be drawn otherwise.
STOPPED = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const { style } = document.querySelector("details");
  for (const [name, value] of [["transition", "border-color 60s"], ["border-color", "red"], ["transition", "none"]]) {
    style.setProperty(name, value);
    await frame();
    await frame();
  }
}"""


def test_an_opened_menu_has_the_focus_and_gives_it_back(app: App, keeping_page: Page) -> None:
    page = keeping_page
    page.emulate_media(reduced_motion="no-preference")
    page.goto(f"{app.url}/brief")
    page.get_by_role("button", name="Open: A border in six scenes").press("Enter")
    scene = page.locator(".st-key-brief-scene-0")
    scene.get_by_role("button", name="Edit").press("Enter")
    expect(page.get_by_role("textbox", name="Text on the screen")).to_be_visible()
    page.wait_for_function(AT_REST)
    opener = scene.get_by_role("button", name="More")
    page.evaluate(STOPPED)  # No menu had the focus after that.
    opener.press("Enter")
    expect(page.get_by_role("menu")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Delete")).to_be_focused()
    expect(page.get_by_role("menuitem", name="Delete")).to_have_css("outline-style", "solid")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.get_by_role("button", name="Share this briefing").press("Enter")
    expect(page.get_by_role("dialog")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("dialog").get_by_role("button", name="Close")).to_have_css("outline-style", "solid")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    # Whoever skipped to the menu of the pages finds its first page on the way back, too.
    page.get_by_role("link", name="Skip to the menu").press("Enter")
    pages = page.get_by_role("navigation", name="Pages").get_by_role("link")
    expect(pages.first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(pages.first).to_be_focused()


def test_the_contents_of_the_sources_are_few_keys_from_the_start_and_lead_to_each_part(app: App, page: Page) -> None:
    page.goto(f"{app.url}/sources")
    page.wait_for_function(AT_REST)
    page.get_by_role("link", name="Skip to the contents of this page").press("Enter")
    contents = page.get_by_role("navigation", name="On this page").get_by_role("link")
    expect(contents.first).to_be_focused()
    contents.filter(has_text="Persons quoted").press("Enter")
    # The next stop is the first of that part.
    page.keyboard.press("Tab")
    heading = page.get_by_role("heading", name="Persons quoted")
    table = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="Person", exact=True))
    expect(heading).to_be_in_viewport()
    expect(table.get_by_role("link").first).to_be_focused()
    # On a phone, where the menu is folded away, they stand above the lists.
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("link", name="Skip to the contents of this page").press("Enter")
    expect(page.get_by_role("navigation", name="Contents").get_by_role("link").first).to_be_focused()
    page.goto(f"{app.url}/brief")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Skip to the contents of this page")).to_have_count(0)


def test_a_closed_menu_leaves_its_room_to_the_map_and_has_no_stop(app: App, page: Page) -> None:
    page.goto(f"{app.url}/?date=2022-09-16")
    page.wait_for_function(AT_REST)
    menu, panel = page.get_by_test_id("stSidebar"), page.locator(".st-key-map-panel")
    page.get_by_role("button", name="Collapse sidebar").press("Enter")
    expect(menu).to_be_hidden()
    page.wait_for_function("(panel) => panel.getBoundingClientRect().left === 0", arg=panel.element_handle())
    page.get_by_role("button", name="Expand sidebar").press("Enter")
    expect(menu).to_be_visible()
    page.wait_for_function("(panel) => panel.getBoundingClientRect().left === 250", arg=panel.element_handle())
