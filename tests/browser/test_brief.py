"""A briefing of one's own is kept in the browser: it survives another page and a reload, and is presented from there."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support.atlas import Atlas
from tests.support.server import App

KEPT = "(number) => { const held = JSON.parse(localStorage.getItem('border-atlas-briefing') || 'null'); return held && held.scenes.length === number; }"


def test_a_view_added_on_the_map_survives_a_reload_and_is_presented(app: App, keeping_page: Page) -> None:
    page = keeping_page
    page.goto(f"{app.url}/?date=2022-09-16&mode=day")
    Atlas.on(page)
    page.get_by_role("button", name="Add to briefing").click()
    page.wait_for_function(KEPT, arg=1)
    page.get_by_role("link", name="Brief", exact=True).click()
    expect(page.get_by_text("16 September 2022").first).to_be_visible()
    page.get_by_role("button", name="Duplicate").click()
    page.wait_for_function(KEPT, arg=2)
    page.reload()
    expect(page.get_by_role("button", name="Duplicate")).to_have_count(2)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Present").last.click()
    expect(opened.value.locator(".pr-day")).to_have_text("16 September 2022")
    wall = opened.value
    expect(wall.locator(".pr-foot span")).to_have_text("1 / 2")
    # A server says which scripts may run: those of the second map and of the second window do.
    wall.goto(f"{app.url}/present?briefing=foreign-forces#5")
    expect(wall.locator(".pr-foot span")).to_have_text("5 / 10")
    wall.keyboard.press("s")
    wall.wait_for_function("() => window.frames[0]?.borderAtlas?.snapshot?.().date === '2005-11-22'")
    with wall.expect_popup() as second:
        wall.keyboard.press("n")
    expect(second.value.locator("header")).to_contain_text("Scene 5 of 10")


DRAWN = """(kinds) => { const held = JSON.parse(localStorage.getItem('border-atlas-briefing'));
  const drawn = held.scenes[0].annotations?.features ?? [];
  return drawn.map((one) => [one.properties.kind, one.properties.text ?? ''].join(' ').trim()).join() === kinds; }"""


def test_an_arrow_by_clicks_and_a_circle_by_keys_are_kept_and_presented(app: App, keeping_page: Page) -> None:
    page = keeping_page
    page.goto(f"{app.url}/?date=2022-09-16&mode=day")
    Atlas.on(page)
    page.get_by_role("button", name="Add to briefing").click()
    page.wait_for_function(KEPT, arg=1)
    page.get_by_role("link", name="Brief", exact=True).click()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_role("button", name="Draw on this view").click()
    board = page.frame_locator("iframe[title$=border_atlas_drawing]")
    tool = board.get_by_role("toolbar", name="Tools to draw with").get_by_role
    tool("button", name="Arrow").click()
    place = board.get_by_role("application", name="Map to draw on")
    size = place.bounding_box()
    assert size
    for x, y in ((0.3, 0.5), (0.5, 0.3)):
        place.click(position={"x": x * size["width"], "y": y * size["height"]})
    # What has just been drawn is chosen, and its words are asked for.
    board.get_by_label("Text beside it").fill("Reported")
    page.wait_for_function(DRAWN, arg="arrow Reported")
    tool("button", name="Circle").click()
    for key in (" ", "ArrowRight", " "):
        place.press(key)
    radius = board.get_by_label("Radius in km")
    radius.fill("25")
    radius.press("Enter")
    expect(board.locator(".ba-drawn-circle span")).to_have_text("25 km")
    page.wait_for_function(DRAWN, arg="arrow Reported,circle")
    tool("button", name="Delete").click()
    page.wait_for_function(DRAWN, arg="arrow Reported")
    tool("button", name="Undo").click()
    page.wait_for_function(DRAWN, arg="arrow Reported,circle")
    # Another's day: the arrow is not shown on that of the scene.
    board.get_by_role("button", name="Arrow: Reported").click()
    board.get_by_label("Last day").fill("2022-09-15")
    page.wait_for_function("() => localStorage.getItem('border-atlas-briefing').includes('2022-09-15')")
    page.reload()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_role("button", name="Draw on this view").click()
    expect(board.get_by_role("listitem")).to_have_text(["Arrow: Reporteduntil 15 September 2022", "Circle"])
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Present").last.click()
    expect(opened.value.locator(".ba-drawn span")).to_have_text(["25 km"])
    opened.value.evaluate("() => borderAtlas.setDate('2022-09-15')")
    expect(opened.value.locator(".ba-drawn span")).to_have_text(["Reported", "25 km"])


def test_adding_a_view_says_which_scene_of_which_briefing_it_is_and_leaves_the_map(
    app: App, keeping_page: Page
) -> None:
    page = keeping_page
    page.goto(f"{app.url}/brief")
    page.get_by_role("button", name="Open: ").first.click()
    named = page.get_by_role("textbox", name="Title").first
    expect(named).not_to_have_value("")
    title = named.input_value()
    scenes = page.get_by_role("button", name="Duplicate").count()
    page.wait_for_function(KEPT, arg=scenes)
    # Another visit, which has yet to hear what the browser keeps.
    page.goto(f"{app.url}/?date=2022-09-16&mode=day")
    atlas = Atlas.on(page)
    before = atlas.frame.evaluate(
        "() => { window.sameFrame = true; borderAtlas.map.setView([39.9, 70.5], 10, { animate: false }); return borderAtlas.camera(); }"
    )
    for number in (1, 2):
        page.get_by_role("button", name="Add to briefing").click()
        expect(page.get_by_role("region", name="Notifications")).to_contain_text(
            f"Added to the briefing “{title}” as scene {scenes + number}"
        )
        page.wait_for_function(KEPT, arg=scenes + number)
    assert atlas.frame.evaluate("() => [window.sameFrame, borderAtlas.camera()]") == [True, before]
    assert atlas.snapshot()["date"] == "2022-09-16"
