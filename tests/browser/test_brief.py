"""Briefings of one's own are kept in the browser: they survive another page, a reload and another window, and are presented from there."""

from __future__ import annotations

import json
import re
from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, expect

from tests.support.atlas import AT_REST, Atlas
from tests.support.axe import violations
from tests.support.server import App

#: Tells whether the browser keeps so many scenes of the briefing that is open.
KEPT = """(number) => {
  const kept = JSON.parse(localStorage.getItem("border-atlas-briefings/" + localStorage.getItem("border-atlas-briefings")));
  return kept && kept.briefing.scenes.length === number;
}"""
VIEWS = (
    "/?date=2022-09-16&mode=day",
    "/compare?date=2021-04-27&against=2022-09-19",
    "/?date=2021-04-29&mode=day",
    "/explore?date=2020-05-08",
    "/?date=2025-03-13",
)


class Hand:
    """Whoever uses the page, and how much it took: a click, a key, a drag, a field filled in or a view opened by its link is one action."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def open(self, address: str) -> None:
        self.actions += 1
        self.page.goto(address)

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def fill(self, what: Locator, words: str) -> None:
        self.actions += 1
        what.fill(words)

    def drag(self, what: Locator, onto: Locator) -> None:
        self.actions += 1
        self.page.wait_for_function(AT_REST)  # Nobody takes hold of a list that is still being drawn.
        what.scroll_into_view_if_needed()
        start, end = what.bounding_box(), onto.bounding_box()
        assert start and end
        self.page.mouse.move(start["x"] + 10, start["y"] + 10)
        self.page.mouse.down()
        self.page.mouse.move(end["x"] + 10, end["y"] + 4, steps=4)
        self.page.mouse.up()


def rows(page: Page) -> Locator:
    return page.locator(".ba-grip")


def title(page: Page, number: int) -> Locator:
    return page.get_by_role("textbox", name=f"Title of scene {number}")


def test_five_scenes_from_five_views_are_reordered_titled_and_presented_in_twenty_actions(
    app: App, keeping_page: Page
) -> None:
    page = keeping_page
    hand = Hand(page)
    for number, view in enumerate(VIEWS, start=1):
        hand.open(f"{app.url}{view}")
        Atlas.on(page)
        hand.click(page.get_by_role("button", name="Add to briefing"))
        page.wait_for_function(KEPT, arg=number)
        expect(page.get_by_role("status").filter(has_text=f"as scene {number}.")).to_have_count(1)
    hand.click(page.get_by_role("link", name="Brief", exact=True))
    expect(rows(page)).to_have_count(5)
    hand.drag(rows(page).nth(4), rows(page).nth(0))
    expect(title(page, 1)).to_have_value(re.compile(", 13 March 2025$"))  # told apart, though another visit added it
    expect(page.get_by_role("status").filter(has_text="is now scene 1 of 5")).to_have_count(1)
    expect(rows(page).nth(0)).to_be_focused()
    for number in range(1, 6):
        hand.fill(title(page, number), f"Scene of {number}")
    hand.fill(page.get_by_role("textbox", name="Title", exact=True), "Before the meeting")
    with page.expect_popup() as opened:
        hand.click(page.get_by_role("link", name="Present “Before the meeting”"))
    assert hand.actions <= 20
    expect((wall := opened.value).locator(".pr-day")).to_have_text("13 March 2025")
    expect(wall.locator(".pr-foot span")).to_have_text("1 / 5")
    # A server says which scripts may run: those of the second map and of the second window do.
    wall.goto(f"{app.url}/present?briefing=foreign-forces#5")
    expect(wall.locator(".pr-foot span")).to_have_text("5 / 10")
    wall.keyboard.press("s")
    wall.wait_for_function("() => window.frames[0]?.borderAtlas?.snapshot?.().date === '2005-11-22'")
    with wall.expect_popup() as second:
        wall.keyboard.press("n")
    expect(second.value.locator("header")).to_contain_text("Scene 5 of 10")
    second.value.wait_for_function("() => window.frames[0].borderAtlas?.snapshot?.().date")
    # Escape closes what is open, and where nothing is it leaves: the tab was opened for it.
    wall.keyboard.press("b")
    for covering in (".pr-cover", ".pr-other"):
        wall.keyboard.press("Escape")
        expect(wall.locator(covering)).to_be_hidden()
    expect(wall.get_by_role("button", name="Leave the presentation")).to_be_visible()
    # The tab may be gone before the key is up.
    with wall.expect_event("close"), suppress(Error):
        wall.keyboard.press("Escape")
    # Words are kept as typed, a comparison is one and a map is one; all of it is there after a reload.
    page.reload()
    expect(title(page, 5)).to_have_value("Scene of 5")
    expect(page.locator(".st-key-brief-scene-2")).to_contain_text("27 April 2021")
    expect(page.locator(".st-key-brief-scene-2")).to_contain_text("19 September 2022")
    expect(page.locator(".st-key-brief-scene-3")).not_to_contain_text("19 September 2022")
    picture = rows(page).nth(0).locator("xpath=following-sibling::img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("(one) => one.complete && one.naturalWidth > 0", arg=picture.element_handle())
    assert violations(page) == []
    # By keys, and taken back.
    rows(page).nth(0).focus()
    for key in ("ArrowDown", "ArrowDown"):  # faster than the order is drawn
        page.keyboard.press(key)
    expect(title(page, 3)).to_have_value("Scene of 1")
    expect(rows(page).nth(2)).to_be_focused()
    page.get_by_role("button", name="Undo: Scene 2 moved to place 3").click()
    page.get_by_role("button", name="Undo: Scene 1 moved to place 2").click()
    expect(title(page, 1)).to_have_value("Scene of 1")
    told = page.get_by_role("status")
    expect(told.filter(has_text="Taken back: Scene 1 moved to place 2.")).to_have_count(1)
    # The focus goes on from a scene that was deleted to the one that stands there then. A menu closes while its row is drawn anew.
    page.wait_for_function(AT_REST)
    page.locator(".st-key-brief-scene-4").get_by_role("button", name="More").press("Enter")
    page.get_by_role("menuitem", name="Delete").press("Enter")
    expect(rows(page)).to_have_count(4)
    expect(rows(page).nth(3)).to_be_focused()
    expect(told.filter(has_text="Scene 5 deleted, “Scene of 5”.")).to_have_count(1)


DRAWN = """(kinds) => { const held = JSON.parse(localStorage.getItem('border-atlas-briefings/' + localStorage.getItem('border-atlas-briefings'))).briefing;
  const drawn = held.scenes[0].annotations?.features ?? [];
  return drawn.map((one) => [one.properties.kind, one.properties.text ?? ''].join(' ').trim()).join() === kinds; }"""


def test_an_arrow_by_clicks_and_a_circle_by_keys_are_kept_and_presented(app: App, keeping_page: Page) -> None:
    page = keeping_page
    page.goto(f"{app.url}/?date=2022-09-16&mode=day")
    Atlas.on(page)
    page.get_by_role("button", name="Add to briefing").click()
    page.wait_for_function(KEPT, arg=1)
    page.get_by_role("link", name="Brief", exact=True).click()
    page.get_by_role("button", name=re.compile(r"^Edit: 1\. ")).click()
    page.get_by_role("button", name="Draw on this view").click()
    board = page.frame_locator("iframe[title='Map to draw on']")
    tool = board.get_by_role("toolbar", name="Tools to draw with").get_by_role
    place = board.get_by_role("application", name="Map to draw on")
    expect(place).to_be_in_viewport(ratio=0.9)
    tool("button", name="Arrow").click()
    size = place.bounding_box()
    assert size
    for x, y in ((0.3, 0.5), (0.5, 0.3)):
        place.click(position={"x": x * size["width"], "y": y * size["height"]})
    # What has just been drawn is chosen, and its words are asked for.
    board.get_by_label("Text beside it").fill("Reported")
    page.wait_for_function(DRAWN, arg="arrow Reported")
    tool("button", name="Circle").click()
    for key, words in ((" ", "A point is set."), ("ArrowRight", ""), (" ", "Drawn and chosen: Circle.")):
        place.press(key)
        expect(board.get_by_role("status").filter(has_text=words)).not_to_have_count(0)
    radius = board.get_by_label("Radius in km")
    radius.fill("25")
    radius.press("Enter")
    expect(board.locator(".ba-drawn-circle span")).to_have_text("25 km")
    page.wait_for_function(DRAWN, arg="arrow Reported,circle")
    # Another's day: the arrow is not shown on that of the scene.
    board.get_by_role("button", name="Arrow: Reported").click()
    board.get_by_label("Last day").fill("2022-09-15")
    page.wait_for_function("() => Object.values(localStorage).some((kept) => kept.includes('2022-09-15'))")
    page.reload()
    page.get_by_role("button", name=re.compile(r"^Edit: 1\. ")).click()
    # The scene's pictures have its drawings.
    for picture in (".ba-scene-map", ".ba-small-map"):
        expect(page.locator(picture)).to_have_attribute("src", re.compile("&drawn=kept-"))
        page.wait_for_function("(name) => document.querySelector(name).naturalWidth > 0", arg=picture)
    page.get_by_role("button", name="Draw on this view").click()
    expect(board.get_by_role("listitem")).to_have_text(["Arrow: Reporteduntil 15 September 2022", "Circle"])
    # The first step that can be taken back since the reload is offered above, and the map stays the same.
    place.evaluate("(element) => { element.dataset.same = 'map'; }")
    board.get_by_role("button", name="Circle").last.click()
    tool("button", name="Delete").click()
    page.wait_for_function(DRAWN, arg="arrow Reported")
    tool("button", name="Undo").click()
    page.wait_for_function(DRAWN, arg="arrow Reported,circle")
    expect(place).to_have_attribute("data-same", "map")
    with page.expect_popup() as opened:
        page.locator(".st-key-brief-present").get_by_role("link", name="Present").click()
    expect(opened.value.locator(".ba-drawn span")).to_have_text(["25 km"])
    opened.value.evaluate("() => borderAtlas.setDate('2022-09-15')")
    expect(opened.value.locator(".ba-drawn span")).to_have_text(["Reported", "25 km"])


def test_adding_a_view_says_which_scene_of_which_briefing_it_is_and_leaves_the_map(
    app: App, keeping_page: Page
) -> None:
    page = keeping_page
    page.goto(f"{app.url}/brief")
    page.get_by_role("button", name="Open: ").first.click()
    named = page.get_by_role("textbox", name="Title", exact=True)
    expect(named).not_to_have_value("")
    expect(page.get_by_role("heading", name="Your briefings")).to_be_focused()
    # What is shared from here is the briefing, not the map of the page before.
    shared = page.locator("[data-page-link]")
    expect(shared).to_have_attribute("data-page-link", re.compile(re.escape(f"{app.url}/brief?briefing=~")))
    title = named.input_value()
    scenes = rows(page).count()
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


def test_what_a_browser_keeps_from_before_or_broken_is_taken_over_and_nothing_of_it_lost(
    app: App, keeping_page: Page
) -> None:
    page = keeping_page
    page.goto(f"{app.url}/_stcore/health")
    old = {
        "format": "border-atlas-briefing",
        "version": 1,
        "title": "<b>Of old</b><script>x()</script>",
        "scenes": [{}],
    }
    page.evaluate(
        """(old) => {
      localStorage.setItem("border-atlas-briefing", old);
      localStorage.setItem("border-atlas-briefings/broken", "{\\"format\\": ");
      localStorage.setItem("border-atlas-briefings/large", "x".repeat(2_000_000));
    }""",
        json.dumps(old),
    )
    page.goto(f"{app.url}/brief?briefing=who-arms-whom")
    notice = page.locator(".ba-notice")
    expect(notice).to_contain_text(["could not be read: it is cut off", "has 2,000,000 letters and was not read"])
    expect(page.get_by_role("textbox", name="Title", exact=True)).to_have_value("Who arms whom, 2016–2024")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="<b>Of old</b>").click()
    named = page.get_by_role("textbox", name="Title", exact=True)
    expect(named).to_have_value("<b>Of old</b><script>x()</script>")
    named.fill("Of old")
    named.blur()
    page.wait_for_function("() => localStorage.getItem('border-atlas-briefings/first')?.includes('Of old')")
    left = page.evaluate("() => [localStorage.length > 3, localStorage.getItem('border-atlas-briefing')]")
    assert left == [True, None]
    # What cannot be read is handed out as it is, however large, and goes when the reader wishes.
    remove = page.get_by_role("button", name="Remove it from this browser")
    for kept_id, size, others in (("broken", len('{"format": '), 1), ("large", 2_000_000, 0)):
        key = f"border-atlas-briefings/{kept_id}"
        with page.expect_download() as given:
            page.get_by_role("button", name="Download it as it is").first.click()
        text = given.value.path().read_text()
        assert text == page.evaluate("(key) => localStorage.getItem(key)", key) and len(text) == size
        remove.first.click()
        page.wait_for_function("(key) => localStorage.getItem(key) === null", arg=key)
        expect(remove).to_have_count(others)
    # Full is said, and that there is room again.
    page.evaluate("() => localStorage.setItem('border-atlas-briefings/filling', 'x'.repeat(1_199_990))")
    named.fill("Of old, changed")
    expect(notice.filter(has_text="The room for briefings in this browser is full")).to_be_visible()
    page.evaluate("() => localStorage.removeItem('border-atlas-briefings/filling')")
    named.fill("Of old, changed again")
    expect(notice.filter(has_text="The room for briefings in this browser is full")).to_have_count(0)


def test_two_windows_keep_one_list(app: App, keeping_page: Page) -> None:
    page = keeping_page
    page.goto(f"{app.url}/brief")
    page.get_by_role("button", name="Open: ").first.click()
    page.wait_for_function(KEPT, arg=rows(page).count() or 6)
    other = page.context.new_page()
    other.goto(f"{app.url}/brief")
    expect(title(other, 1)).to_be_visible()
    title(page, 1).fill("Of the one window")
    title(page, 1).blur()
    expect(title(other, 1)).to_have_value("Of the one window")
    title(other, 2).fill("Of the other")
    title(other, 2).blur()
    expect(title(page, 2)).to_have_value("Of the other")
    expect(title(page, 1)).to_have_value("Of the one window")
    other.close()
