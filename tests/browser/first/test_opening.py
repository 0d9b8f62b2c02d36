"""The first visit: what somebody is told who comes without a link, and the story in the map that stands."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from geodata import atlas
from geodata.ledger import current
from layers.briefings.reading import from_token
from pages.visit.session import vocabulary
from tests.support.atlas import FRAME, Atlas
from tests.support.axe import violations
from tests.support.server import App

#: The setting with which a browser keeps nothing for a site.
BLOCKED = """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });"""


def card(page: Page) -> Locator:
    return page.frame_locator(FRAME).get_by_role("dialog", name=atlas.current().opening.headline)


def story(page: Page) -> Locator:
    return page.frame_locator(FRAME).get_by_role("dialog", name="The story of the border")


def dates() -> list[str]:
    briefing, _ = from_token(atlas.current().opening.story, vocabulary(current()))
    return [scene.view.date.isoformat() for scene in briefing.scenes]


def test_a_first_visit_is_told_the_opening_once(new_reader: Callable[..., Page], app: App) -> None:
    page = new_reader()
    # What a newsletter adds makes no link of an address.
    page.goto(f"{app.url}/?utm_source=letter&fbclid=IwAR0x")
    for sentence in atlas.current().opening.sentences:
        expect(card(page)).to_contain_text(sentence.text)
    assert violations(page) == []
    # The whole has the focus and says how it is left; Escape does so too from the page around the map.
    expect(card(page)).to_be_focused()
    expect(card(page)).to_have_accessible_description(re.compile("Escape leads to the map"))
    # It is said to be modal: the page around its frame is no further stop.
    for key, name in (
        ("Tab", "Start the story"),
        ("Tab", "Open the map"),
        ("Tab", "Start the story"),
        ("Shift+Tab", "Open the map"),
    ):
        page.keyboard.press(key)
        expect(card(page).get_by_role("button", name=name)).to_be_focused()
    page.get_by_role("link", name="Explore").focus()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    map_ = Atlas.on(page)
    expect(map_.thumb).to_be_focused()
    assert map_.snapshot()["date"] == current().meta.facts_checked_to.isoformat()

    page.reload()
    Atlas.on(page)
    page.get_by_role("button", name="The story of the border").click()
    expect(story(page)).to_be_visible()
    expect(card(page)).to_have_count(0)


def test_a_link_that_names_a_view_opens_on_it(newcomer: Page, app: App) -> None:
    page = newcomer
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{app.url}/?date=2022-09-16")
    Atlas.on(page)
    assert not [url for url in asked if "opening.json" in url]
    expect(card(page)).to_have_count(0)


def test_keys_lead_through_the_scenes_and_back_to_the_readers_own_view(newcomer: Page, app: App) -> None:
    page = newcomer
    page.goto(app.url)
    card(page).get_by_role("button", name="Start the story").click()
    map_ = Atlas.on(page)
    days = dates()
    map_.wait_for_date(days[0])
    ways = {"ArrowRight": "ArrowLeft", "ArrowDown": "ArrowUp", "PageDown": "PageUp", "Space": "ArrowLeft"}
    for on, back in ways.items():
        page.keyboard.press(on)
        map_.wait_for_date(days[1])
        page.keyboard.press(back)
        map_.wait_for_date(days[0])
    for day in days[1:]:
        story(page).get_by_role("button", name="Next").click()
        map_.wait_for_date(day)
    assert violations(page) == []
    page.keyboard.press("ArrowRight")
    expect(story(page)).to_have_count(0)
    expect(map_.thumb).to_be_focused()
    map_.wait_for("s.date === value && s.visible.clashes.length > 0", current().meta.facts_checked_to.isoformat())
    assert page.evaluate("() => location.search") == ""


def test_wheel_and_finger_lead_on_and_leave_the_map_where_the_scene_has_it(
    new_reader: Callable[..., Page], app: App
) -> None:
    page = new_reader(has_touch=True)
    page.goto(app.url)
    card(page).get_by_role("button", name="Start the story").click()
    map_, days = Atlas.on(page), dates()
    box = map_.frame.locator("#map_div").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 160
    page.mouse.move(x, y)
    page.mouse.wheel(0, 240)
    map_.wait_for_date(days[1])
    camera = map_.frame.evaluate("() => borderAtlas.camera()")
    swipe(page, (x + 90, y), (x - 90, y))
    map_.wait_for_date(days[2])
    swipe(page, (x - 90, y), (x + 90, y))
    map_.wait_for_date(days[1])
    assert map_.frame.evaluate("() => borderAtlas.camera()") == camera


def swipe(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    hand = page.context.new_cdp_session(page)
    for kind, points in (("touchStart", [start]), ("touchMove", [end]), ("touchEnd", [])):
        touched = [{"x": x, "y": y} for x, y in points]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})
    hand.detach()


def test_the_line_draws_itself_where_motion_is_wanted(newcomer: Page, app: App) -> None:
    page = newcomer
    drawing = "() => document.getAnimations().some((one) => one.effect.target?.matches?.('path.line'))"
    for motion, drawn in (("no-preference", True), ("reduce", False)):
        page.emulate_media(reduced_motion=motion)
        page.goto(app.url)
        frame = Atlas.on(page).frame
        assert not frame.evaluate(drawing)
        # The click and the look at what it sets going are one step, so that nothing has ended in between.
        click = "() => { document.querySelector('.st-card .st-go').click(); return (" + drawing + ")(); }"
        frame.wait_for_selector(".st-card .st-go")
        assert frame.evaluate(click) is drawn
        page.evaluate("() => localStorage.clear()")


def test_the_story_ends_where_the_reader_was(newcomer: Page, app: App) -> None:
    page = newcomer
    page.goto(f"{app.url}/?date=2022-09-16&mode=day&layers=border,clashes&at=39.9500,70.6000,9")
    map_ = Atlas.on(page)
    before = map_.frame.evaluate("() => [borderAtlas.state, borderAtlas.camera()]")
    page.get_by_role("button", name="The story of the border").click()
    map_.wait_for_date(dates()[0])
    page.keyboard.press("Escape")
    map_.wait_for_date("2022-09-16")
    assert map_.frame.evaluate("() => [borderAtlas.state, borderAtlas.camera()]") == before


def test_a_browser_that_keeps_nothing_is_told_each_time(new_reader: Callable[..., Page], app: App) -> None:
    page = new_reader()
    page.add_init_script(BLOCKED)
    for _ in range(2):
        page.goto(app.url)
        card(page).get_by_role("button", name="Open the map").click()
        expect(Atlas.on(page).thumb).to_be_focused()


@pytest.mark.touch
@pytest.mark.viewport(360, 640)
def test_a_tap_on_share_before_the_page_is_there_opens_its_dialog(app: App, page: Page) -> None:
    page.goto(f"{app.url}/?date=2022-09-16", wait_until="domcontentloaded")
    page.get_by_role("navigation", name="Border Atlas").get_by_role("button", name="Share").tap()
    expect(page.get_by_role("dialog", name="Share this view")).to_be_visible()


@pytest.mark.touch
@pytest.mark.viewport(844, 390)
def test_card_and_scenes_leave_a_lying_phone_line_and_credits_and_a_turn_moves_the_line_clear_of_the_words(
    new_reader: Callable[..., Page], app: App
) -> None:
    page = new_reader()
    page.goto(f"{app.url}/")
    expect(card(page)).to_be_visible()
    box, window = card(page).bounding_box(), page.frame_locator(FRAME).locator("#map_div").bounding_box()
    assert box and window and box["x"] >= window["width"] / 2 - 1
    assert card(page).evaluate("(one) => one.scrollHeight <= one.clientHeight")
    page.set_viewport_size({"width": 390, "height": 844})
    card(page).get_by_role("button", name="Start the story").tap()
    page.set_viewport_size({"width": 844, "height": 390})
    frame = page.frame_locator(FRAME).locator("body").element_handle().owner_frame()
    assert frame
    # The whole line, and the names of whose data it is, stand left of the words.
    frame.wait_for_function("""() => {
      const { map, layerData } = window.borderAtlas;
      const ends = document.querySelector(".st-panel").getBoundingClientRect().left;
      const line = layerData().border.features.filter((one) => one.geometry && one.geometry.type === "LineString").flatMap((one) => one.geometry.coordinates);
      const most = Math.max(...line.map(([lon, lat]) => map.latLngToContainerPoint([lat, lon]).x));
      return ends < innerWidth && most < ends && document.querySelector(".ba-foot").getBoundingClientRect().right <= ends;
    }""")
