"""Play: from change to change or evenly, holding at turning points, to the end or again from the start."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from geodata.ledger import current
from tests.support.atlas import Atlas
from tests.support.server import App

LEDGER = current()


def test_a_link_opens_stopped_and_play_holds_at_a_turning_point(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/?date=2024-12-03&mode=upto")
    assert atlas.frame.evaluate("() => window.borderAtlas.state.playing") is False
    atlas.frame.get_by_role("button", name="Play", exact=True).click()
    expect(atlas.frame.locator(".ba-caption")).to_contain_text("4 December 2024")
    atlas.wait_for_date("2024-12-04")
    expect(atlas.frame.locator(".ba-caption b")).to_have_text(
        LEDGER.milestones["2024-12-04-line-fully-described"].title
    )
    line, caption = (atlas.frame.locator(name).bounding_box() for name in (".ba-changes", ".ba-caption"))
    assert caption["y"] + caption["height"] <= line["y"] and line["height"] < 40  # both can be read, the one in a line
    atlas.frame.get_by_role("button", name="Pause", exact=True).click()
    expect(atlas.frame.locator(".ba-caption")).to_be_hidden()
    atlas.wait_for_date("2024-12-04")


def test_a_turning_point_that_is_all_that_changes_is_named_once(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/?date=2022-09-24&mode=upto")
    atlas.frame.get_by_role("button", name="Play", exact=True).click()
    expect(atlas.frame.locator(".ba-caption")).to_contain_text("25 September 2022")
    atlas.wait_for_date("2022-09-25")
    title = atlas.frame.locator(".ba-caption b").inner_text()
    assert (
        atlas.frame.evaluate("(title) => document.querySelector('.ba-told').textContent.split(title).length", title)
        == 2
    )


def test_play_runs_evenly_along_the_strip_if_wished_ends_at_the_last_change_or_begins_again(
    app: App, page: Page
) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.goto(f"{app.url}/?date=2016-01-10&layers=bases")  # no change for long: from change to change it would jump
    atlas = Atlas.on(page)
    play = atlas.frame.get_by_role("button", name="Play", exact=True)
    options = atlas.frame.get_by_role("button", name="How to play, now")
    following = atlas.frame.evaluate(
        "() => window.borderAtlas.toIso(window.borderAtlas.nextChange(window.borderAtlas.state.date))"
    )
    options.click()
    atlas.frame.get_by_label("Evenly along the strip").check()
    play.click()
    atlas.wait_for("s.date > '2016-01-20'")
    atlas.frame.get_by_role("button", name="Pause", exact=True).click()
    assert atlas.snapshot()["date"] < following

    page.emulate_media(reduced_motion="reduce")
    last = atlas.frame.evaluate(
        "() => { const atlas = window.borderAtlas; return atlas.toIso(atlas.previousChange(atlas.config.today + 1)); }"
    )
    options.click()
    atlas.frame.get_by_role("radio", name="From change to change").check()
    atlas.frame.get_by_label("4×").check()
    atlas.frame.evaluate("(day) => window.borderAtlas.patch({ date: window.borderAtlas.toDay(day) - 1 })", last)
    play.click()
    atlas.frame.wait_for_function(
        "(day) => !window.borderAtlas.state.playing && window.borderAtlas.snapshot().date === day", arg=last
    )
    options.click()
    atlas.frame.get_by_label("Begin again at the end").check()
    atlas.frame.evaluate("(day) => window.borderAtlas.patch({ date: window.borderAtlas.toDay(day) - 1 })", last)
    play.click()
    atlas.wait_for_date("1991-01-01")


def test_a_period_plays_from_its_first_day_to_its_last_and_stays_as_it_was_set(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-20&mode=window&days=30")
    atlas.frame.evaluate(
        "() => { const { painters, toIso } = window.borderAtlas; window.played = []; painters.push(({ date, days, mode }) => window.played.push([toIso(date), toIso(date - days + 1), mode])); }"
    )
    button = atlas.frame.locator(".ba-play")
    button.click()
    atlas.wait_for("s.date > '2022-09-12' && s.date < '2022-09-20'")
    button.click()
    expect(atlas.frame.locator(".ba-say")).to_contain_text("20 September 2022")
    button.click()
    atlas.frame.wait_for_function("() => !window.borderAtlas.state.playing")
    steps = atlas.frame.evaluate("() => window.played")
    days = [day for day, _, _ in steps]
    assert days == sorted(days) and (days[0], days[-1]) == ("2022-08-22", "2022-09-20")
    assert {(first, mode) for _, first, mode in steps} == {("2022-08-22", "window")}
    assert atlas.frame.evaluate("() => window.borderAtlas.state.days") == 30
