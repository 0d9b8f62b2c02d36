"""The HTML file in a room without a network: opened from disk, walked through by keys, drawn as the pictures are."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from geodata.ledger import current
from geodata.parties import PARTIES, SIDES
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.buttons import SceneButton
from layers.briefings.html_file import document
from pages.visit.session import today
from tests.browser.test_map import drawn, unsure
from tests.support.atlas import PAINTED
from tests.support.scenes import HOSTILE, built_in, twelve, view

SETTLED = """(day) => { const atlas = window.borderAtlas; const s = atlas && atlas.config && atlas.snapshot();
  return s && s.date === day && atlas.config.order.every((id) => id in atlas.layerData()); }"""

#: What is written smaller than so many pixels of the screen, in either map.
SMALLER = """(least) => { const found = [];
  const look = (page) => { for (const element of page.querySelectorAll("body *:not(script, style, noscript)")) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
    if (!element.checkVisibility({ visibilityProperty: true }) || !element.getBoundingClientRect().width) continue;
    const size = parseFloat(getComputedStyle(element).fontSize) * window.borderAtlas.stageScale;
    if (size < least - 0.01) found.push([element.outerHTML.slice(0, 90), size]);
  } };
  for (const page of [document, ...[...document.querySelectorAll("iframe")].filter((one) => one.checkVisibility()).map((one) => one.contentDocument)]) look(page);
  return found; }"""

HALF_OR_NONE = (
    "() => !document.body.matches('.pr-beside') || window.frames[0]?.document.querySelector('.pr-half .ba-credits a')"
)


@pytest.fixture
def present(new_reader: Callable[..., Page], tmp_path: Path) -> Callable[..., Page]:
    """Open a briefing's file from disk in a browser without a network, on a wall or on another screen."""

    def go(briefing: Briefing, **screen: object) -> Page:
        file = tmp_path / "briefing.html"
        file.write_bytes(document(briefing, current(), today=today(), address="https://atlas.test"))
        page = new_reader(offline=True, **({"viewport": {"width": 1280, "height": 720}} | screen))
        page.goto(file.as_uri())
        settle(page, briefing.scenes[0])
        return page

    return go


def settle(page: Page, scene: Scene) -> None:
    """Wait until a scene's date, the earlier of two, is drawn; the test's browser asks for no motion."""
    page.wait_for_function(SETTLED, arg=min(day for day in (scene.view.date, scene.view.against) if day).isoformat())
    page.evaluate(PAINTED)


def test_twelve_views_are_drawn_on_the_map_as_in_their_pictures(present: Callable[..., Page]) -> None:
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


def test_a_clicker_walks_through_a_briefing(present: Callable[..., Page]) -> None:
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
        assert not page.locator(".pr-say").is_visible()  # whoever goes on has read which keys there are
    expect(page.locator(".pr-foot span")).to_have_text(f"1 / {last + 1}")
    expect(page.locator(".pr-sources")).to_contain_text(current().revision)
    # Black, white and the keys lie over the scene one at a time, and Escape takes away what lies there.
    cover, sheet = page.locator(".pr-cover"), page.locator(".pr-sheet")
    page.keyboard.press("b")
    expect(cover).to_have_css("background-color", "rgb(0, 0, 0)")
    page.keyboard.press("?")
    expect(sheet).to_contain_text("PageDown")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press(",")
    expect(cover).to_have_css("background-color", "rgb(255, 255, 255)")
    page.keyboard.press("Escape")
    expect(cover).to_be_hidden()
    # A scene by its number, and by its name where there is no keyboard.
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(title).to_have_text(briefing.scenes[2].title)
    page.locator(".pr-foot button", has_text="⋯").click()
    sheet.locator(".pr-scenes button").nth(1).click()
    expect(title).to_have_text(briefing.scenes[1].title)
    page.keyboard.press("Backspace")
    expect(title).to_have_text(briefing.scenes[0].title)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("F5")  # as a clicker starts a show: not the page loaded anew, which would have begun at #2
    expect(title).to_have_text(briefing.scenes[0].title)
    page.keyboard.press("l")
    page.mouse.move(300, 200)
    spot = page.locator(".pr-spot").bounding_box()
    assert spot and (spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2) == pytest.approx((300, 200), abs=1)
    page.keyboard.press("l")
    expect(page.locator(".pr-field")).to_be_hidden()
    page.locator(".ba-track").click(position={"x": 300, "y": 100})
    page.wait_for_function(
        "(day) => window.borderAtlas.snapshot().date !== day", arg=briefing.scenes[0].view.date.isoformat()
    )


def test_a_finger_steps_through_the_scenes_and_two_move_the_map_from_which_a_button_leads_back(
    present: Callable[..., Page],
) -> None:
    briefing = built_in()
    page = present(briefing, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    hand, touch = page.context.new_cdp_session(page), "Input.dispatchTouchEvent"

    def drag(across: float, *starts: float) -> None:
        for step in range(6):
            points = [{"x": x + across * step / 5, "y": 180, "id": number} for number, x in enumerate(starts)]
            hand.send(touch, {"type": "touchMove" if step else "touchStart", "touchPoints": points})
        hand.send(touch, {"type": "touchEnd", "touchPoints": []})

    title, camera = page.locator(".pr-title"), "() => window.borderAtlas.camera()"
    ways = page.locator(".pr-foot button:is(:text-is('‹'), :text-is('›'))")
    assert [way.get_attribute("aria-disabled") for way in ways.all()] == ["true", "false"]
    drag(-150, 300)
    settle(page, briefing.scenes[1])
    assert [way.get_attribute("aria-disabled") for way in ways.all()] == ["false", "false"]
    back, stood = page.get_by_role("button", name="Back to the scene’s view"), page.evaluate(camera)
    expect(back).to_be_hidden()
    drag(120, 100, 160)
    expect(back).to_be_visible()
    assert page.evaluate(camera) != stood
    back.tap()
    expect(back).to_be_hidden()
    assert page.evaluate(camera) == pytest.approx(stood, abs=0.01)
    expect(title).to_have_text(briefing.scenes[1].title)


def test_notes_stand_in_a_window_of_their_own_that_takes_the_keys(present: Callable[..., Page]) -> None:
    briefing = built_in("foreign-forces")
    page = present(briefing)
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator("body")).to_contain_text(briefing.scenes[0].notes)
    expect(notes.locator("body")).to_contain_text(briefing.scenes[1].title)
    # What comes next is seen as the wall will show it, a comparison's second date too.
    ahead = notes.get_by_role("img", name="Map of the next scene")
    drawn_next = """([date, id]) => { const next = window.frames[0].borderAtlas?.snapshot?.();
      return next?.date === date && (next.visible.bases ?? []).includes(id); }"""
    notes.wait_for_function(drawn_next, arg=[briefing.scenes[1].view.date.isoformat(), "manas-transit-center"])
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    notes.wait_for_function(drawn_next, arg=["2005-11-22", "manas-transit-center"])
    expect(ahead).to_be_visible()
    page.keyboard.press("End")
    expect(ahead).to_be_hidden()
    page.keyboard.press("Home")
    # Either window moves both, and no note is on the wall.
    notes.keyboard.press("ArrowRight")
    expect(page.locator(".pr-title")).to_have_text(briefing.scenes[1].title)
    expect(notes.locator("h1")).to_have_text(briefing.scenes[1].title)
    page.keyboard.press("ArrowRight")
    expect(notes.locator("h1")).to_have_text(briefing.scenes[2].title)
    assert briefing.scenes[2].notes not in page.locator("body").inner_text()
    notes.get_by_role("button", name="Pause").click()
    expect(notes.locator("header")).to_contain_text("paused")
    # Named and begun at its heading, it closes by Escape, and what is presented goes on.
    assert (notes.title(), notes.evaluate("() => document.documentElement.lang")) == ("Speaker’s notes", "en")
    with page.expect_popup() as opened:
        page.keyboard.type("nn")
    expect(opened.value.locator("h1")).to_be_focused()
    with opened.value.expect_event("close"), suppress(Error):  # It may be gone before the key is let go.
        opened.value.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".pr-title")).to_have_text(briefing.scenes[1].title)


def test_a_comparison_shows_either_date_and_both_and_the_scenes_follow_by_themselves(
    present: Callable[..., Page],
) -> None:
    asked = SceneButton("And in 2010?", view("date=2010-06-01&layers=bases"))
    first, second = (
        Scene(view("date=2014-06-03&against=2014-06-02&layers=bases"), "Two dates", seconds=3, buttons=(asked,)),
        Scene(view("date=2020-01-01"), "After", seconds=3),
    )
    page = present(Briefing("Short", scenes=(first, second)))
    title, bases = page.locator(".pr-title"), "() => window.borderAtlas.snapshot().visible.bases"
    page.keyboard.press("PageDown")
    page.wait_for_function(SETTLED, arg="2014-06-03")
    page.evaluate(PAINTED)
    expect(title).to_have_text("Two dates")
    assert "manas-transit-center" not in page.evaluate(bases)
    page.keyboard.press("PageUp")
    page.wait_for_function(SETTLED, arg="2014-06-02")
    # Both at once, with one camera, and the later date on the right.
    page.keyboard.press("s")
    page.wait_for_function(
        """() => { const other = window.frames[0]?.borderAtlas?.snapshot?.();
          return other?.date === "2014-06-03" && other.visible.bases && !other.visible.bases.includes("manas-transit-center"); }"""
    )
    assert "manas-transit-center" in page.evaluate(bases)
    page.keyboard.press("Escape")
    expect(page.locator(".pr-other")).to_be_hidden()
    # A question from the floor, and back to where the scene was.
    page.get_by_role("button", name="And in 2010?").click()
    expect(title).to_have_text("And in 2010?")
    page.wait_for_function(SETTLED, arg="2010-06-01")
    page.keyboard.press("Backspace")
    expect(title).to_have_text("Two dates")
    page.wait_for_function(SETTLED, arg="2014-06-02")
    page.keyboard.press("a")
    expect(title).to_have_text("After")


def test_who_says_what_stands_in_equal_columns_and_all_is_read_from_the_back(present: Callable[..., Page]) -> None:
    strike = "2022-09-16-ovchi-kalacha"
    number = next(place for place, scene in enumerate(built_in().scenes) if scene.view.select == strike)
    both = next(place for place, scene in enumerate(built_in().scenes) if scene.view.against)
    briefing = built_in().with_scene(number, chart="time").with_scene(both, chart="deaths")
    page = present(briefing)
    for index in (0, number, both):
        page.keyboard.type(str(index + 1))
        page.keyboard.press("Enter")
        settle(page, briefing.scenes[index])
        for key in ("c", "v", "?", "Escape", "s", "s", "m", "m"):
            page.keyboard.press(key)
            if key == "s" and briefing.scenes[index].view.against:
                page.wait_for_function(HALF_OR_NONE)
            page.evaluate(PAINTED)
            charted = page.locator(".pr-sheet :is(.pr-bars, .pr-ranges)").first.is_visible()
            assert (page.evaluate(SMALLER, 16), charted) == ([], key == "v" and index > 0), (index, key)
            if key == "c" and index == number:
                columns = page.locator(".pr-said").first.locator("thead th")
                expect(columns).to_contain_text(["What", *(PARTIES[side].side for side in SIDES)])
                widths = [column.bounding_box()["width"] for column in columns.all()[1:3]]
                assert widths[0] == pytest.approx(widths[1], abs=1)
                expect(page.locator(".pr-sheet")).to_contain_text("15 killed")
    # A question from the floor: the card says how it stands, the key who says so of it alone.
    gate = next(gate for gate in current().crossings.values() if not gate.statements)
    for one, key, said in ((gate.id, "c", "No word of the"), (strike, "c", "15 killed"), (None, "g", "No earlier")):
        page.keyboard.press("Home")
        page.evaluate("(select) => window.borderAtlas.patch({ select }, true)", one)
        page.keyboard.press(key)
        expect(page.locator(".pr-sheet")).to_contain_text(said)
        page.keyboard.press("Escape")


def test_words_fit_every_screen_and_lie_over_nothing(present: Callable[..., Page]) -> None:
    asked = (SceneButton(HOSTILE[:80], view("date=2014-01-11")),) * 8
    scene = Scene(view("date=2022-09-16&against=2020-01-01"), HOSTILE, f"{HOSTILE} " * 12, HOSTILE, buttons=asked)
    page = present(Briefing(HOSTILE, scenes=(replace(scene, chart="time"), replace(scene, title="Second"))))
    for width, height in ((1280, 720), (3840, 2160), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(PAINTED)
        assert page.evaluate("() => window.stung") is None
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), width
        boxes = page.evaluate("""() => ['.pr-day', '.pr-mode', '.pr-words', '.pr-dates', '.pr-buttons', '.pr-charts', '.pr-legend', '.pr-sources', '.pr-foot']
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
