"""The slider as an instrument: keys, edges, marks, what has changed, what is not known, a lost connection."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations

import pytest
import shapely
from playwright.sync_api import Browser, expect

from geodata.intervals import say_days
from geodata.ledger import current
from tests.support.atlas import AT_REST, PAINTED, Atlas

LEDGER = current()
#: From 19 September 2022, a day of the ledger whose neighbours there are six days after and two before.
KEYS = {
    "ArrowLeft": "2022-09-18",
    "ArrowRight": "2022-09-20",
    "ArrowUp": "2022-09-20",
    "ArrowDown": "2022-09-18",
    "Shift+ArrowLeft": "2022-08-19",
    "Shift+ArrowRight": "2022-10-19",
    "PageUp": "2023-09-19",
    "PageDown": "2021-09-19",
    ".": "2022-09-25",
    ",": "2022-09-17",
    "Home": "1991-01-01",
    "End": "2026-11-01",
}


def test_a_step_is_drawn_at_once_and_the_next_in_the_same_frame_with_that_frame(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-16")
    drawn = atlas.frame.evaluate(
        """async (days) => {
      const visible = () => JSON.stringify(window.borderAtlas.snapshot().visible);
      const seen = [visible()];
      await new Promise((done) => requestAnimationFrame(done));
      for (const day of days) { window.borderAtlas.setDate(day); seen.push(visible()); }
      await new Promise((done) => requestAnimationFrame(done));
      return [...seen, visible()];
    }""",
        ["2021-04-01", "2002-01-01"],
    )
    before, first, second, after = drawn
    assert first not in (before, after) and second == first
    assert after == atlas.frame.evaluate("() => JSON.stringify(window.borderAtlas.snapshot().visible)")


@pytest.mark.parametrize("focus", ["the map", "the slider"])
def test_keys_move_the_date_while_the_map_or_the_slider_has_focus(turn_to: Callable[..., Atlas], focus: str) -> None:
    atlas = turn_to("/?date=2022-09-19")
    target = atlas.thumb if focus == "the slider" else atlas.frame.locator(".leaflet-container")
    camera = atlas.frame.evaluate("() => window.borderAtlas.camera()")
    for key, day in KEYS.items():
        if focus == "the map" and (key.startswith("Arrow") or key in ("Home", "End")):
            continue  # On the map these go from mark to mark (test_keyboard.py).
        atlas.frame.evaluate("() => window.borderAtlas.setDate('2022-09-19')")
        atlas.wait_for_date("2022-09-19")
        target.press(key)
        atlas.wait_for_date(day)
    assert atlas.frame.evaluate("() => window.borderAtlas.camera()") == camera  # arrows move time, not the map
    target.press(" ")
    atlas.frame.wait_for_function("() => window.borderAtlas.state.playing")
    target.press(" ")
    atlas.frame.wait_for_function("() => !window.borderAtlas.state.playing")


def test_a_screen_reader_hears_date_and_mode(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-16&mode=window&days=30")
    expect(atlas.thumb).to_have_attribute("aria-valuetext", "16 September 2022, events from 18 August 2022")
    expect(atlas.frame.get_by_role("slider", name="First day of the period")).to_have_attribute(
        "aria-valuetext", "18 August 2022, events to 16 September 2022"
    )
    atlas.frame.get_by_role("combobox", name="Which events show").select_option("Up to this day")
    expect(atlas.thumb).to_have_attribute("aria-valuetext", "16 September 2022, up to this day")


def drag(atlas: Atlas, selector: str, across_px: float) -> None:
    box = atlas.frame.locator(selector).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    atlas.page.mouse.move(x, y)
    atlas.page.mouse.down()
    atlas.page.mouse.move(x + across_px / 2, y)
    atlas.page.mouse.move(x + across_px, y)
    atlas.page.mouse.up()
    atlas.frame.evaluate(PAINTED)


def test_both_edges_and_the_middle_of_a_period_drag(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2020-06-01&mode=window&days=400")
    state = "() => [window.borderAtlas.state.date, window.borderAtlas.state.days]"
    end, days = atlas.frame.evaluate(state)

    drag(atlas, ".ba-opener", -60)
    same_end, wider = atlas.frame.evaluate(state)
    assert same_end == end and wider > days

    drag(atlas, ".ba-track .ba-thumb:not(.ba-opener)", 60)
    later, widest = atlas.frame.evaluate(state)
    assert later > end and later - widest == end - wider  # the first day stayed

    drag(atlas, ".ba-pill", -90)
    moved, same = atlas.frame.evaluate(state)
    assert same == widest and moved < later
    words = say_days(moved - same + 1, moved + 1)
    expect(atlas.frame.locator(".ba-pill")).to_have_text(words)


def test_the_first_day_of_a_period_never_passes_its_last(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2020-06-01&mode=window&days=3")
    drag(atlas, ".ba-opener", 300)
    atlas.wait_for_date("2020-06-01")
    assert atlas.frame.evaluate("() => window.borderAtlas.state.days") == 1


def test_a_click_on_a_tick_goes_to_its_day_and_one_on_a_band_opens_its_card(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2020-01-01")
    box = atlas.frame.locator(".ba-strip").bounding_box()
    x = atlas.frame.evaluate(
        "() => parseFloat(document.querySelector('.ba-thumb:not(.ba-opener)').style.getPropertyValue('--x'))"
    )
    assert 0 < x < box["width"]
    period = next(iter(LEDGER.periods.values()))
    band = atlas.frame.get_by_role("button", name=f"{period.title}: open its card").bounding_box()
    atlas.page.mouse.click(band["x"] + band["width"] / 2, band["y"] + band["height"] / 2)
    atlas.wait_for("s.selected === value", period.id)
    atlas.wait_for_date("2020-01-01")
    atlas.expect_text(period.summary[:60])

    for day in ("2024-12-04", "2014-06-03"):
        at = atlas.frame.evaluate(
            """(day) => {
          const config = window.borderAtlas.config;
          const canvas = document.querySelector(".ba-strip");
          const scale = window.borderAtlas.timeScale(config.first, config.joint, config.today, 10, canvas.clientWidth - 12);
          return scale.toX(window.borderAtlas.toDay(day));
        }""",
            day,
        )
        atlas.page.mouse.click(box["x"] + at, box["y"] + box["height"] - (61 if day == "2024-12-04" else 43))
        atlas.wait_for_date(day)


def test_a_step_in_which_no_mark_comes_or_goes_sorts_no_layers_anew(
    turn_to: Callable[..., Atlas], browser: Browser
) -> None:
    atlas = turn_to("/?date=2020-06-01&layers=border")
    # The trace is of the whole browser: what still comes beside this map, or on a page that another test left open, would count too.
    for page in [page for context in browser.contexts for page in context.pages]:
        page.wait_for_function(AT_REST)
    atlas.frame.evaluate(PAINTED)
    browser.start_tracing(categories=["blink", "devtools.timeline"])
    atlas.frame.evaluate("""async () => {
      const atlas = window.borderAtlas;
      const { date } = atlas.state;
      // Where frames take long the map tells Python of a date between two steps, and what Python draws beside the map would count too.
      const { Streamlit } = window;
      const tell = Streamlit.setComponentValue;
      Streamlit.setComponentValue = () => {};
      for (const mode of ["upto", "window"]) {
        atlas.patch({ mode, days: 400 }, false);
        for (let step = 1; step <= 15; step += 1) {
          atlas.patch({ date: date + 9 * step }, false);
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        }
      }
      Streamlit.setComponentValue = tell;
    }""")
    names = [event["name"] for event in json.loads(browser.stop_tracing())["traceEvents"]]
    assert names.count("PrePaint") >= 30, "the trace does not show the frames"
    assert (
        names.count("PaintArtifactCompositor::Update") <= 5
    )  # the mode changes, and now and then what the view does not know


def test_the_strip_is_drawn_at_once_after_a_filter_and_after_another_line(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-16")
    drawn = atlas.frame.evaluate("""async () => {
      const strip = document.querySelector(".ba-strip");
      const drawn = [];
      for (const change of [{ only: [] }, { line: 2024 }]) {
        window.borderAtlas.patch(change, false);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        drawn.push(strip.getContext("2d").getImageData(0, 0, strip.width, strip.height).data.some(Boolean));
      }
      return drawn;
    }""")
    assert drawn == [True, True]


@pytest.mark.parametrize(
    "width", [pytest.param(width, marks=pytest.mark.viewport(width, 900)) for width in (390, 800, 1440)]
)
def test_bands_and_their_names_never_overlap(turn_to: Callable[..., Atlas], width: int) -> None:
    atlas = turn_to("/")
    assert atlas.page.viewport_size["width"] == width
    expect(atlas.frame.locator(".ba-band")).to_have_count(len(LEDGER.periods))
    boxes = [button.bounding_box() for button in atlas.frame.locator(".ba-band").all()]
    # On a phone, where the room is the map's, a finger takes the nearest.
    least_px = 24 if atlas.frame.evaluate("() => window.innerWidth") > 700 else 13
    assert all(box["width"] >= 24 and box["height"] >= least_px for box in boxes)
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            if one["y"] == other["y"]:
                assert one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
def test_a_finger_finds_targets_of_44_pixels(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-16&mode=window&days=90")
    for control in atlas.frame.locator(".ba-bar button, .ba-bar input, .ba-bar select, .ba-unknown").all():
        if control.is_visible():
            box = control.bounding_box()
            assert min(box["width"], box["height"]) >= 44, control.get_attribute("aria-label")
    # The edges take a touch well beside their mark.
    for selector, way in ((".ba-thumb:not(.ba-opener)", 1), (".ba-opener", -1)):
        # In the frame's own pixels: on a phone it stands under the bar.
        box = atlas.frame.locator(selector).evaluate("(element) => element.getBoundingClientRect().toJSON()")
        hit = atlas.frame.evaluate(
            """([x, y, selector]) => document.elementFromPoint(x, y).matches(selector)""",
            [
                box["x"] + box["width"] / 2 + way * 22,
                box["y"] + box["height"] / 2,
                selector,
            ],
        )
        assert hit
    assert atlas.frame.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    # A tap on a date offers the day beside it, and what does not hold a date keeps its place in every mode.
    atlas.date_field.tap()
    atlas.frame.get_by_role("button", name="One day back").tap()
    atlas.wait_for_date("2022-09-15")
    expect(atlas.date_field).to_have_value("15 September 2022")
    expect(atlas.frame.get_by_role("button", name="Next change: 16 September 2022")).to_be_visible()
    places = "() => [...document.querySelectorAll('.ba-bar button, .ba-bar select')].map((one) => one.getBoundingClientRect().toJSON())"
    before = atlas.frame.evaluate(places)
    atlas.frame.get_by_role("combobox", name="Which events show").select_option("Up to this day")
    atlas.wait_for("s.mode === value", "upto")
    assert atlas.frame.evaluate(places) == before
    # The days beside it leave the key's button free, and the sentence about a year that was typed stands above them.
    atlas.date_field.tap()
    atlas.type_date("2014")
    expect(atlas.frame.get_by_text("2014 is read as 31 December 2014.")).to_be_visible()
    taken = [atlas.frame.locator(one).bounding_box() for one in (".ba-days:not([hidden])", ".ba-key-open", ".ba-say")]
    areas = [shapely.box(at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]) for at in taken]
    assert not [pair for pair in combinations(areas, 2) if pair[0].intersects(pair[1])]


@pytest.mark.touch
@pytest.mark.parametrize(
    "folded",
    [
        pytest.param(False, marks=pytest.mark.viewport(390, 844)),
        pytest.param(True, marks=pytest.mark.viewport(844, 390)),
    ],
)
def test_each_band_of_a_phones_timeline_is_as_high_as_a_target(open_map: Callable[..., Atlas], folded: bool) -> None:
    atlas = open_map("/")
    if folded:
        atlas.frame.get_by_role("button", name="The whole timeline").click()
    # Bands of one row begin at one height, and each row where the one above it ends.
    tops = "() => [...new Set([...document.querySelectorAll('.ba-band')].map((band) => band.getBoundingClientRect().top))].sort((a, b) => a - b)"
    atlas.frame.wait_for_function(
        f"() => {{ const tops = ({tops})(); return tops.length === 3 && tops.slice(1).every((top, row) => top - tops[row] >= 24); }}"
    )


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
def test_nothing_lies_over_the_handle_at_either_end_of_an_unfolded_timeline(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/explore")
    atlas.frame.get_by_role("button", name="The whole timeline").click()
    covered = """() => {
      const thumb = document.querySelector(".ba-thumb:not(.ba-opener)");
      const { left, top, width, height } = thumb.getBoundingClientRect();
      return [0.2, 0.5, 0.8].flatMap((x) => [0.2, 0.5, 0.8].map((y) => document.elementFromPoint(left + x * width, top + y * height)))
        .filter((one) => one !== thumb).length;
    }"""
    for key in ("Home", "End"):
        atlas.thumb.press(key)
        assert atlas.frame.evaluate(covered) == 0, key
