"""Compare in a real browser: two dates in one frame, one camera, and a link that restores all of it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.support.atlas import Atlas

START = "/compare?date=2021-04-30&against=2025-03-31&layers=sections,border,crossings,clashes"
BOTH_READY = """() => { const other = borderAtlas.other(); return other && other.snapshot().date && other.config.order.every((id) => id in other.layerData()); }"""

#: What a long line of changes lies over, or its own class where it is cut off.
COVERED = """() => {
  const line = document.querySelector(".ba-changes"), said = line.textContent;
  line.textContent = "Not yet on this day: ".repeat(6);
  const a = line.getBoundingClientRect();
  const over = [...document.querySelectorAll(".ba-datebox, .ba-column, .ba-corner .leaflet-control-scale, .ba-key-open, .ba-foot")]
    .filter((one) => { const b = one.getBoundingClientRect(); return Math.min(a.right, b.right) > Math.max(a.left, b.left) && Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top); })
    .concat(line.scrollWidth > line.clientWidth ? [line] : []).map((one) => one.className);
  line.textContent = said;
  return over;
}"""


def other(atlas: Atlas, words: str) -> object:
    """Ask the second half; `o` is its borderAtlas."""
    return atlas.frame.evaluate(f"() => {{ const o = borderAtlas.other(); return ({words}); }}")


def opened(open_map: Callable[..., Atlas], path: str) -> Atlas:
    atlas = open_map(path)
    atlas.frame.wait_for_function(BOTH_READY)
    return atlas


def wait_for_other(atlas: Atlas, condition: str, value: object = None) -> None:
    atlas.frame.wait_for_function(f"(value) => {{ const o = borderAtlas.other(); return ({condition}); }}", arg=value)


def test_each_half_has_its_date_and_both_one_camera_and_one_selection(turn_to: Callable[..., Atlas]) -> None:
    atlas = opened(turn_to, START)
    assert (atlas.snapshot()["date"], other(atlas, "o.snapshot().date")) == ("2021-04-30", "2025-03-31")
    atlas.expect_text("Between 30 April 2021 and 31 March 2025:")

    # One key explains the marks of both dates: in force are sections on the right map alone.
    atlas.frame.get_by_role("button", name="Key: what the marks mean").click()
    key = atlas.frame.locator("#ba-key")
    expect(key).to_contain_text("Undelimited")
    expect(key).to_contain_text("In force")

    # The camera follows whichever half is moved.
    atlas.frame.evaluate("() => { borderAtlas.map.setView([39.9, 70.5], 10, { animate: false }); }")
    wait_for_other(atlas, "JSON.stringify(o.camera()) === JSON.stringify(borderAtlas.camera())")
    atlas.frame.evaluate("() => { borderAtlas.other().map.setView([40.1, 69.7], 9, { animate: false }); }")
    assert atlas.frame.evaluate("() => borderAtlas.camera()") == other(atlas, "o.camera()")
    assert atlas.frame.evaluate("() => borderAtlas.map.getSize().y") == other(atlas, "o.map.getSize().y")

    # What a date changes is said whole, clear of the credits and of every control.
    second = atlas.frame.locator(".ba-other iframe").element_handle().content_frame()
    assert second
    assert [half.evaluate(COVERED) for half in (atlas.frame, second)] == [[], []]

    # Each slider moves its own date; the other half's is the link's `against`.
    other(atlas, "o.setDate('2023-12-12')")
    atlas.wait_for_link("against=2023-12-12")
    assert atlas.snapshot()["date"] == "2021-04-30"
    atlas.expect_text("Between 30 April 2021 and 12 December 2023:")

    # A line of the change ledger lights up in both.
    atlas.page.get_by_role("link", name="Maksat section:").click()
    atlas.wait_for("s.selected === 'maksat'")
    wait_for_other(atlas, "o.snapshot().selected === 'maksat'")

    # On paper stand both maps with the key of either, and no slider.
    sheet = PdfReader(BytesIO(atlas.page.pdf(prefer_css_page_size=True))).pages[0].extract_text()
    for words in ("30 April 2021", "12 December 2023", "Border line"):
        assert words in sheet
    assert not [control for control in ("Up to this day", "Swipe", "Left date") if control in sheet]
    assert sheet.count("Point of three states") == 1


def test_the_swipe_uncovers_the_other_date_and_the_link_restores_it(turn_to: Callable[..., Atlas]) -> None:
    atlas = opened(turn_to, f"{START}&layout=swipe&at=40.05,70.2,9")
    divider = atlas.frame.get_by_role("slider", name="Divider between the two dates")
    expect(divider).to_have_attribute("aria-valuenow", "50")
    assert atlas.frame.evaluate("() => { const { x, y } = borderAtlas.map.getSize(); return [x, y]; }") == other(
        atlas, "[o.map.getSize().x, o.map.getSize().y]"
    )
    divider.press("ArrowRight")
    expect(divider).to_have_attribute("aria-valuenow", "55")
    # Left of the divider a click reaches this half, right of it the other.
    reached = atlas.frame.evaluate(
        """() => [0.5, 0.6].map((part) => document.elementFromPoint(innerWidth * part, 120).tagName)"""
    )
    assert reached[0] != "IFRAME" and reached[1] == "IFRAME"

    before = atlas.page.locator(".ba-between").text_content()
    atlas.page.get_by_role("button", name="Exchange", exact=True).click()
    atlas.wait_for("s.date === '2025-03-31'")
    wait_for_other(atlas, "o.snapshot().date === '2021-04-30'")
    atlas.expect_text("The left date is the later one.")
    assert atlas.page.locator(".ba-between").text_content() == before
    atlas.wait_for_link("against=2021-04-30")
    assert "layout=swipe" in atlas.page.url


@pytest.mark.viewport(390, 844)
def test_on_a_phone_each_date_stands_whole_in_its_half_of_the_swipe(turn_to: Callable[..., Atlas]) -> None:
    atlas = opened(turn_to, "/compare?date=2022-09-16&against=2022-09-30&mode=window&days=365")
    middle = atlas.frame.evaluate("() => window.innerWidth / 2")
    for script, left, right in (
        ("window", 0, middle),
        ("document.querySelector('.ba-other iframe').contentWindow", middle, 2 * middle),
    ):
        boxes = atlas.frame.evaluate(f"""() => [...{script}.document.querySelectorAll(".ba-datebox, .ba-datebox > *")].map((each) => {{
          const range = each.ownerDocument.createRange();
          range.selectNodeContents(each);
          return [each.getBoundingClientRect(), range.getBoundingClientRect()].map((box) => [box.left, box.right]);
        }}).flat()""")
        assert boxes
        for start, end in boxes:
            assert left <= start and end <= right
    # No name is cut by the divider or covered by its knob, in either half, wherever it stands.
    for way in ("More of the left date", "More of the right date"):
        atlas.frame.wait_for_function("""() => {
          const above = [...document.querySelectorAll(".ba-divider-line, .ba-divider-steps")].map((one) => one.getBoundingClientRect());
          const halves = [document, document.querySelector(".ba-other iframe").contentDocument];
          const names = halves.map((half) => [...half.querySelectorAll(".ba-name:not(.ba-name-dot)")].map((one) => one.getBoundingClientRect()));
          const cut = (name) => above.some((box) => name.left < box.right && name.right > box.left && name.top < box.bottom && name.bottom > box.top);
          return names.every((all) => all.length > 1 && !all.some(cut));
        }""")
        atlas.frame.get_by_role("button", name=way).click()
    # Whoever comes to compare two dates finds their fields before what there is to read of them.
    field, words = atlas.page.get_by_label("Right date"), atlas.page.locator(".ba-between")
    assert field.bounding_box()["y"] < words.bounding_box()["y"]
    # What a date field offers lies over both dates, and what has changed stays in the half whose date it was.
    atlas.date_field.click()
    atlas.type_date("31 December 2020")
    atlas.wait_for_date("2020-12-31")
    assert atlas.frame.get_by_role("button", name="One day on").evaluate(
        "(one) => { const { right, top } = one.getBoundingClientRect(); return document.elementFromPoint(right - 3, top + 9) === one; }"
    )
    changes = atlas.frame.locator(".ba-changes:not(:empty)")
    assert changes.evaluate("(line) => line.getBoundingClientRect().right") <= middle


def test_the_changes_come_as_files(turn_to: Callable[..., Atlas]) -> None:
    atlas = opened(turn_to, START)
    for name, words in (
        ("Changes as CSV", "group,day,what"),
        ("Changes as text", "Between 30 April 2021 and 31 March 2025:"),
    ):
        with atlas.page.expect_download() as coming:
            atlas.page.get_by_role("button", name=name).click()
        assert words in Path(coming.value.path()).read_text(encoding="utf-8")


def test_maps_sliders_and_divider_say_of_which_days_they_are(turn_to: Callable[..., Atlas]) -> None:
    atlas = opened(turn_to, f"{START}&layout=swipe")
    atlas.page.get_by_role("link", name="Skip to the divider between the maps").press("Enter")
    expect(atlas.frame.locator(".ba-divider")).to_be_focused()
    frame, left, right = atlas.frame, "30 April 2021", "31 March 2025"
    second = frame.frame_locator(f"iframe[title='Right map: {right}']")
    for half, side, day in ((frame, "left", left), (second, "right", right)):
        expect(half.get_by_role("application", name=f"{side.capitalize()} map: {day}")).to_have_count(1)
        time = half.locator(f"section[aria-label='Time of the {side} map: {day}']")
        expect(
            time.locator(f"[role=slider][aria-label='Date of the {side} map'][aria-valuetext^='{day}']")
        ).to_have_count(1)
        expect(time.locator(f"input[aria-label='Date of the {side} map']")).to_have_count(1)
    divider = frame.get_by_role("slider", name="Divider between the two dates")
    expect(divider).to_have_accessible_name(f"Divider between the two dates: left {left}, right {right}")
    atlas.page.get_by_role("button", name="Exchange").press("Enter")
    # What was said last may be of the test before.
    expect(divider).to_have_accessible_name(f"Divider between the two dates: left {right}, right {left}")
    expect(frame.locator(".ba-said")).to_have_text(f"Left map: {right}")
    expect(frame.frame_locator("iframe").locator(".ba-said")).to_have_text(f"Right map: {left}")
    frame.evaluate("() => window.borderAtlas.setDate('2021-05-01')")
    expect(divider).to_have_accessible_name(f"Divider between the two dates: left 1 May 2021, right {left}")


def test_a_date_that_waits_for_its_frame_is_not_told_before(turn_to: Callable[..., Atlas]) -> None:
    frame = opened(turn_to, START).frame
    frame.evaluate("""() => {
      window.held = [];
      window.frames_come = window.requestAnimationFrame;
      window.requestAnimationFrame = (draw) => window.held.push(draw);
      window.borderAtlas.setDate('2021-05-02');
      window.borderAtlas.setDate('2021-05-03');
    }""")
    expect(frame.locator(".ba-said")).to_have_text("Left map: 2 May 2021")
    frame.evaluate("""() => {
      window.requestAnimationFrame = window.frames_come;
      for (const draw of window.held) window.requestAnimationFrame(draw);
    }""")
    expect(frame.locator(".ba-said")).to_have_text("Left map: 3 May 2021")
