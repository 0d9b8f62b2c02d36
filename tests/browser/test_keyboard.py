"""The atlas by keyboard alone, and what a screen reader is told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from geodata.ledger import current
from tests.support.atlas import PAINTED, Atlas

#: What has the focus, in the page or in the map's frame, by the name a screen reader has for it.
FOCUSED = """() => {
  let one = document.activeElement;
  while (one.tagName === "IFRAME") one = one.contentDocument.activeElement;
  return one.getAttribute("aria-label") || one.textContent;
}"""
#: A day with marks of all kinds, a conflict's stretch and its places.
DAY = "/?date=2022-09-16"
#: From the top of the page to the slider, the links that skip left out.
MOST_STOPS = 12


def focused(page: Page) -> str:
    return str(page.evaluate(FOCUSED))


def wait_for_focus(page: Page, words: str) -> None:
    page.wait_for_function(f"(words) => ({FOCUSED})() === words", arg=words)


def reached(atlas: Atlas) -> tuple[str, int]:
    """Return the name of the mark that has the focus and its number among all, once it lies in the window."""
    atlas.frame.wait_for_function("""() => {
      const { left, top, right, bottom } = document.activeElement.getBoundingClientRect();
      return right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    }""")
    counted = atlas.frame.evaluate("() => document.activeElement.getAttribute('aria-description')")
    return focused(atlas.page), int(counted.split(" of ")[0])


def test_the_slider_is_two_keys_from_the_start_of_a_page_and_few_from_its_main_part(
    open_map: Callable[..., Atlas],
) -> None:
    atlas = open_map(DAY)
    page = atlas.page
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the time slider"
    page.keyboard.press("Enter")
    wait_for_focus(page, "Date of the map")
    page.locator("[data-skip=side]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-side-panel")).to_be_focused()
    page.get_by_role("link", name="Skip to the menu").focus()
    page.keyboard.press("Enter")
    assert focused(page) == "Map"
    # Behind the links that skip the main part comes first, in which the map does; the menu stands behind it.
    page.get_by_role("navigation", name="Skip").get_by_role("link").last.focus()
    stops: list[str] = []
    while not stops or stops[-1] != "slider":
        page.keyboard.press("Tab")
        stops.append(
            atlas.frame.evaluate(
                "() => document.activeElement.className.includes('ba-thumb') ? 'slider' : document.activeElement.outerHTML.slice(0, 90)"
            )
        )
        assert len(stops) - (stops[-1] == "slider") <= MOST_STOPS, stops
    # What stands upright goes up and down, and says what its numbers count.
    page.get_by_role("button", name="Border sections").focus()
    for key, name in (("ArrowDown", "Border line"), ("ArrowUp", "Border sections"), ("End", "A tint for each side")):
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=name)).to_be_focused()
    expect(page.get_by_role("button", name=re.compile(r"^Bases \d+ shown$"))).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile(r"^Transfers \d+ not shown$"))).to_have_count(1)
    # The foot of the slider is gone through as it is read.
    foot = "[...document.querySelectorAll('.ba-slider-foot button:not([hidden])')].map((one) => one.getBoundingClientRect()).filter((box) => box.width).map((box) => box.left)"
    lefts = atlas.frame.evaluate(f"() => {foot}")
    assert lefts == sorted(lefts) and len(lefts) > 1
    expect(page.get_by_role("navigation", name="Pages")).to_have_count(1)
    expect(page.locator("iframe[title='Map and time slider']")).to_have_count(1)


def test_arrows_reach_every_mark_of_the_map_which_is_one_stop(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to(DAY)
    for day in ("2022-09-15", "2022-09-16"):  # What the visit before left to be said of its date is said then.
        atlas.frame.evaluate("(day) => window.borderAtlas.setDate(day)", day)
        expect(atlas.frame.locator(".ba-said")).to_have_text(f"The map stands at {int(day[-2:])} September 2022.")
    stops = "[...document.querySelectorAll('.leaflet-map-pane [tabindex]')].filter((one) => one.tabIndex >= 0).length"
    assert atlas.frame.evaluate(f"() => {stops}") == 0
    nameless = "() => [...document.querySelectorAll('.leaflet-map-pane .leaflet-interactive')].filter((one) => one.tabIndex !== -1 || !(one.getAttribute('aria-label') || one.classList.contains('flows'))).length"
    assert atlas.frame.evaluate(nameless) == 0
    atlas.frame.locator(".leaflet-container").focus()
    atlas.page.keyboard.press("ArrowRight")
    # Each arrow leads to the next of one order, and its opposite back, wherever the map was led meanwhile.
    there = [reached(atlas)]
    for _ in range(12):
        atlas.page.keyboard.press("ArrowRight")
        there.append(reached(atlas))
    back = [there[-1]]
    for _ in range(12):
        atlas.page.keyboard.press("ArrowLeft")
        back.append(reached(atlas))
    assert back == there[::-1]
    assert [n - there[0][1] for _, n in there] == list(range(13))
    # A mark says what it is and when; no button says the same twice.
    strike = current().incidents["2022-09-16-ovchi-kalacha"]
    expect(atlas.frame.get_by_role("button", name=f"{strike.title}, {strike.kind}, 16 September 2022")).to_have_count(1)
    atlas.page.mouse.move(0, 0)  # Where the visit before left it, it may point at one.
    expect(atlas.frame.locator("button[title]")).to_have_count(0)
    zoom = atlas.frame.get_by_role("button", name="Zoom in")
    zoom.hover()
    expect(zoom).to_have_attribute("title", "Zoom in")
    atlas.frame.locator(".leaflet-container").focus()
    # Home and End lead to the outermost marks and leave the date alone; beyond the last one it is said that there is none.
    ends = []
    for key in ("End", "Home"):
        atlas.page.keyboard.press(key)
        ends.append(reached(atlas)[0])
    assert len(set(ends)) == 2 and reached(atlas)[1] == 1
    atlas.page.keyboard.press("End")
    atlas.page.keyboard.press("ArrowRight")
    assert focused(atlas.page) == ends[0]
    expect(atlas.frame.locator(".ba-said")).to_have_text("No mark lies further that way.")
    assert atlas.frame.evaluate(f"() => {stops}") == 1
    assert atlas.snapshot()["date"] == "2022-09-16"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_focus_goes_to_the_card_that_a_mark_opens_and_back_when_it_closes(
    open_map: Callable[..., Atlas], key: str
) -> None:
    atlas = open_map("/?date=2020-01-01&at=42.8530,74.8460,11")
    page, title = atlas.page, current().bases["kant"].title
    atlas.mark("kant").focus()
    mark = focused(page)
    page.keyboard.press(key)
    wait_for_focus(page, title)
    expect(atlas.frame.get_by_role("status").filter(has_text=f"Card open: {title}.")).to_have_count(1)
    expect(page.get_by_role("link", name=f"Copy link to {title}", exact=True)).to_have_count(1)
    assert not atlas.frame.evaluate("() => window.borderAtlas.state.playing")
    if key == "Enter":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Close").focus()
        page.keyboard.press("Enter")
    atlas.wait_for("s.selected === null")
    wait_for_focus(page, mark)


def test_a_mark_says_how_it_stands_on_the_day(turn_to: Callable[..., Atlas]) -> None:
    atlas, crossing = turn_to(DAY), current().crossings["bor-dobo-crossing"]
    # The last is the visit's own day: the next test begins there, with no other on its way.
    for day, state in (("2018-01-01", "open"), ("2022-09-16", "closed")):
        atlas.frame.evaluate("(day) => window.borderAtlas.setDate(day)", day)
        atlas.frame.evaluate(PAINTED)  # Another state is another symbol.
        atlas.mark(crossing.id).focus()
        wait_for_focus(atlas.page, f"{crossing.title}, crossing, {state}")


def test_the_date_is_told_once_it_rests_and_not_while_it_plays(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to(DAY)
    told = atlas.frame.locator(".ba-said")
    atlas.frame.locator(".leaflet-container").focus()
    atlas.page.keyboard.press(".")
    expect(told).to_contain_text("The map stands at")
    atlas.page.keyboard.press("Space")
    atlas.frame.wait_for_function("() => window.borderAtlas.state.playing")
    expect(told).to_have_text("Playing.")
    expect(atlas.frame.locator(".ba-changes")).to_have_attribute("aria-live", "off")
    atlas.wait_for("s.date > '2022-10-01'")
    assert told.text_content() in ("Playing.", "")  # It is gone once it was read.
    atlas.page.keyboard.press("Space")
    expect(told).to_contain_text("Stopped at")


def test_a_layer_that_is_switched_is_told_each_time(turn_to: Callable[..., Atlas]) -> None:
    page = turn_to(DAY).page
    layer = page.get_by_role("button", name="Crossings", exact=False).first
    for words in ("Taken off the map: Crossings.", "Shown on the map: Crossings.", "Taken off the map: Crossings."):
        layer.press("Space")
        expect(page.get_by_role("status").filter(has_text=words)).to_have_count(1)
        expect(layer).to_be_focused()
    layer.press("Space")
    expect(page.get_by_role("status").filter(has_text="Shown on the map: Crossings.")).to_have_count(1)


def test_the_divider_of_two_dates_moves_by_a_click(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/compare?date=2022-09-16&against=2021-05-01&layout=swipe")
    divider = atlas.frame.get_by_role("slider", name="Divider between the two dates")
    for name, share in (("More of the left date", "55"), ("More of the right date", "50")):
        atlas.frame.get_by_role("button", name=name).click()
        expect(divider).to_have_attribute("aria-valuenow", share)
    expect(divider).to_be_focused()


def test_zooming_is_at_once_for_whoever_wants_no_motion(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to(f"{DAY}&at=40.0,70.5,8")
    zoomed = atlas.frame.evaluate(
        """() => {
      const { map } = window.borderAtlas;
      const before = map.getZoom();
      document.querySelector("[aria-label='Zoom in']").click();
      return map.getZoom() - before;
    }"""
    )
    assert zoomed == 1


def test_forced_colours_leave_what_is_in_use_to_be_told(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map(DAY)
    atlas.page.emulate_media(forced_colors="active")
    assert atlas.frame.locator(".ba-step").first.evaluate("(one) => getComputedStyle(one, '::after').backgroundColor")
    box = "(one) => getComputedStyle(one, '::before').backgroundColor"
    on, off = (atlas.page.locator(f".st-key-layers button[aria-pressed={is_on}]").first for is_on in ("true", "false"))
    assert on.evaluate(box) != off.evaluate(box)
    date_box, presets = (atlas.frame.locator(name).bounding_box() for name in (".ba-datebox", ".ba-presets"))
    assert date_box and presets and date_box["x"] + date_box["width"] <= presets["x"] + 1


def test_the_focus_goes_on_from_a_chip_that_was_taken_away(open_map: Callable[..., Atlas]) -> None:
    page = open_map("/explore?date=2022-09-20&kind=armed-clash,shooting&party=tajik").page
    names = [
        f"Remove filter: {name}" for name in ("Kind: Armed clash", "Kind: Shooting", "Party of the sources: Tajik")
    ]
    # Arrows choose of which field the choices are listed.
    page.get_by_role("radio", name="Kind").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Fired by, as claimed")).to_be_checked()
    listed = page.get_by_role("combobox", name="Fired by, as claimed")
    expect(listed).to_be_visible()
    # Chosen once more it stays, Tab enters at what is chosen, and Enter in its list takes one choice.
    page.keyboard.press("Space")
    listed.focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("radio", name="Fired by, as claimed")).to_be_focused()
    expect(page.get_by_role("radio", name="Fired by, as claimed")).to_be_checked()
    listed.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("option", name="Select all")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=names[1]).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=names[1])).to_have_count(0)
    expect(page.get_by_role("button", name=names[2])).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=names[2])).to_have_count(0)
    expect(page.get_by_role("button", name="Reset")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Reset")).to_have_count(0)
    expect(page.get_by_role("heading", name="20 September 2022")).to_be_focused()


def test_escape_closes_a_card_from_the_menu_too(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/?date=2020-01-01&select=kant")
    brief = atlas.page.get_by_role("link", name="Brief", exact=True)
    brief.focus()
    atlas.page.keyboard.press("Escape")
    atlas.wait_for("s.selected === null")
    expect(brief).to_be_focused()


def test_enter_opens_the_card_of_a_row_and_a_link_skips_to_the_table(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/explore?date=2022-09-20&kind=armed-clash")
    page = atlas.page
    expect(page.locator(".st-key-explore-below [role=grid]")).to_be_attached()
    page.get_by_role("link", name="Skip to the table").focus()
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.activeElement.matches('[role=row][aria-rowindex=\"4\"] [role=gridcell]')")
    title = focused(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=title)).to_be_focused()
    # Once more it is not let go; Escape leads back to the row, from which arrows go on. The grid has let go of its cell before.
    in_row = "() => document.activeElement.matches('[aria-rowindex=\"{}\"] [role=gridcell][aria-selected=true]')"
    expect(page.locator('[aria-rowindex="4"][aria-selected=true]')).to_be_attached()
    expect(page.locator('[aria-rowindex="4"][aria-selected=true] [aria-selected=true]')).to_have_count(0)
    page.keyboard.press("Escape")
    atlas.wait_for("s.selected === null")
    page.wait_for_function(in_row.format(4))
    wait_for_focus(page, title)
    page.keyboard.press("ArrowUp")
    page.wait_for_function(in_row.format(3))
    # The table says its keys while it has the focus, which Tab takes out of it either way.
    keys = page.locator(".ba-keys")
    expect(keys).to_be_visible()
    for way, inside in (("Shift+Tab", False), ("Tab", True), ("Tab", False)):
        page.keyboard.press(way)
        expect(keys).to_be_visible(visible=inside)
        assert page.evaluate("() => Boolean(document.activeElement.closest('canvas'))") == inside
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_role("link", name="Skip to the table")).to_have_count(0)
    # A page that is chosen by key says its name, and is where the focus goes on.
    for name in ("Brief", "Compare"):
        page.get_by_role("link", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name=name, exact=True)).to_be_focused()
