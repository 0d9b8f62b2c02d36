"""Dates that are typed: they count when they are finished, what can mean two days is asked, and a period has two ends."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.support.atlas import PAINTED, Atlas

#: Each date that the map stands on from now on, and each step that the history of the browser takes.
WATCH = """() => {
  window.days = [];
  window.steps = 0;
  const { history } = window.parent;
  const push = history.pushState;
  history.pushState = (...step) => { window.steps += 1; push.apply(history, step); };
  window.borderAtlas.painters.push((state, keys) => { if (keys.has("date")) window.days.push(window.borderAtlas.toIso(state.date)); });
}"""


def test_a_typed_date_counts_when_it_is_finished_as_one_step_of_history(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-16")
    atlas.wait_for_link("date=2022-09-16")
    atlas.frame.evaluate(WATCH)
    atlas.date_field.click()
    atlas.date_field.press("Control+a")
    atlas.date_field.press_sequentially("11.1.2014")
    assert atlas.snapshot()["date"] == "2022-09-16"
    atlas.thumb.focus()
    atlas.wait_for_date("2014-01-11")
    expect(atlas.date_field).to_have_value("11 January 2014")
    atlas.wait_for_link("date=2014-01-11")
    assert atlas.frame.evaluate("() => [...new Set(window.days)]") == ["2014-01-11"]
    assert atlas.frame.evaluate("() => window.steps") == 1


def test_what_cannot_be_taken_stays_with_a_sentence_and_what_can_be_two_days_is_asked(
    turn_to: Callable[..., Atlas],
) -> None:
    atlas = turn_to("/?date=2022-09-16")
    problem = atlas.frame.locator(".ba-problem:not(:empty)")
    for typed, words in (
        ("the day of the ceasefire", "“the day of the ceasefire” is no date."),
        ("5 May 1985", "5 May 1985 lies outside the atlas, which runs from 1 January 1991 to 1 November 2026."),
    ):
        atlas.type_date(typed)
        expect(problem).to_contain_text(words)
        expect(atlas.date_field).to_have_value(typed)
        expect(atlas.date_field).to_have_attribute("aria-invalid", "true")
        assert atlas.snapshot()["date"] == "2022-09-16"
    atlas.type_date("03/04/2022")
    expect(problem.get_by_role("button")).to_have_text(["3 April 2022", "4 March 2022"])
    assert atlas.snapshot()["date"] == "2022-09-16"
    problem.get_by_role("button", name="4 March 2022").click()
    atlas.wait_for_date("2022-03-04")
    expect(atlas.date_field).to_have_value("4 March 2022")
    expect(problem).to_have_count(0)
    # A period is asked for by two fields: what the one for a day could not take is said no longer.
    atlas.type_date("2014?")
    expect(problem).to_contain_text("“2014?” is no date.")
    atlas.frame.get_by_role("combobox", name="Which events show").select_option("In this period")
    expect(problem).to_have_count(0)
    expect(atlas.frame.get_by_role("textbox", name="Last day of the period")).to_have_value("4 March 2022")


def test_a_period_is_typed_from_its_first_day_to_its_last_and_its_link_keeps_it(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-16&mode=window&days=30")
    first = atlas.frame.get_by_role("textbox", name="First day of the period")
    expect(first).to_have_value("18 August 2022")
    first.fill("2020")
    first.press("Enter")
    expect(atlas.frame.locator(".ba-pill")).to_have_text("1 January 2020 to 16 September 2022")
    atlas.type_date("December 2022")
    expect(atlas.frame.locator(".ba-pill")).to_have_text("1 January 2020 to 31 December 2022")
    atlas.wait_for_link("date=2022-12-31&mode=window&days=1096")
    # One that would end before it begins moves as a whole.
    atlas.type_date("31.12.2002")
    expect(first).to_have_value("1 January 2000")
    first.fill("1 March 2021")
    first.press("Enter")
    expect(atlas.date_field).to_have_value("29 February 2024")
    # Two dates in one field are a period, in every mode.
    atlas.frame.get_by_role("combobox", name="Which events show").select_option("Up to this day")
    atlas.type_date("1–30 April 2021")
    expect(atlas.frame.locator(".ba-pill")).to_have_text("1–30 April 2021")
    expect(first).to_have_value("1 April 2021")
    expect(atlas.date_field).to_have_value("30 April 2021")


def test_dates_stand_whole_in_their_fields_with_the_widest_spacing_of_letters(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/?date=2022-09-30&mode=window&days=30")
    atlas.frame.add_style_tag(content="* { letter-spacing: .12em !important; word-spacing: .16em !important; }")
    for width, height in ((1440, 900), (390, 844), (844, 390)):
        atlas.page.set_viewport_size({"width": width, "height": height})
        atlas.frame.evaluate(PAINTED)
        for field in atlas.frame.locator(".ba-date").all():
            assert field.evaluate("(field) => field.scrollWidth - field.clientWidth") <= 1, (width, height)
