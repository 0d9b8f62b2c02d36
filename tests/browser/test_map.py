"""The map page in a real browser: what is drawn, the slider by hand and by key, and Python's panel that follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from geodata.dates import say
from geodata.ledger import current
from geodata.places import REGIONS
from layers.kit.layer import all_layers
from layers.kit.palette import DARK, LIGHT
from layers.view.state import MODES, ViewState
from layers.view.visible import uncertain, visible
from tests.support.atlas import Atlas

LEDGER = current()

#: The day on which the map opens.
OPENS = LEDGER.meta.facts_checked_to
DAYS = [
    "1991-01-01",
    "2005-11-21",
    "2014-01-11",
    "2014-06-02",
    "2014-06-03",
    "2021-04-28",
    "2022-09-16",
    "2025-03-13",
    "2026-11-01",
]


def drawn(view: ViewState) -> dict[str, set[str]]:
    """Return what Python says a view draws, layer by layer."""
    shown = visible(view, LEDGER)
    return {
        layer.id: {found.id for found in shown[layer.id] if layer.id in view.layers and (found.point or found.geometry)}
        for layer in all_layers()
        if layer.draw != "list"
    }


def unsure(view: ViewState) -> set[str]:
    """Return what Python says a view draws as uncertain."""
    shown, on = visible(view, LEDGER), drawn(view)
    return {
        found.id
        for layer in all_layers()
        if layer.id in on
        for found in shown[layer.id]
        if found.id in on[layer.id] and uncertain(found, layer, view)
    }


def as_sets(snapshot: dict) -> dict[str, set[str]]:
    return {name: set(ids) for name, ids in snapshot["visible"].items()}


def test_the_map_shows_its_layers_and_asks_nothing_of_the_outside(open_map: Callable[..., Atlas]) -> None:
    # That no outside address was asked for is checked at the end of every test; this one is about the first visit.
    atlas = open_map("/")
    snapshot = atlas.snapshot()
    on = tuple(layer.id for layer in all_layers() if layer.default_on)
    assert (snapshot["date"], snapshot["mode"], snapshot["selected"]) == (OPENS.isoformat(), "upto", None)
    assert as_sets(snapshot) == drawn(ViewState(date=OPENS, layers=on))
    assert all(as_sets(snapshot)[name] for name in ("sections", "border", "bases", "clashes", "crossings"))
    expect(atlas.page).to_have_title(f"Kyrgyz–Tajik border · {say(OPENS)} · Border Atlas")
    expect(atlas.frame.locator(".leaflet-tile")).to_have_count(0)


def test_peaks_and_passes_are_named_on_the_ground(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?layers=border&at=39.42,73.4,9.5")
    for name in ("Kurumdy 6,614 m", "Taldyk Pass 3,615 m"):
        expect(atlas.frame.locator(".ba-name-height", has_text=name)).to_be_visible()
    expect(atlas.frame.locator(".ba-name-peak").first).to_be_visible()
    expect(atlas.frame.locator(".ba-name-pass").first).to_be_visible()


def test_the_browser_draws_what_python_lists_on_every_kind_of_view(turn_to: Callable[..., Atlas]) -> None:
    """The two write the same rules down twice; here each view is asked of both."""
    atlas = turn_to("/")
    on = tuple(layer.id for layer in all_layers() if layer.draw != "list")
    places = ((None, 2026), ("batken", 2026), ("sughd", 2024), ("gbao", 2026))
    # Each day in each mode; each place on each day and in each mode.
    views = [
        ViewState(date=date.fromisoformat(day), mode=mode, days=days, layers=on, region=region, line=line)
        for number, day in enumerate(DAYS)
        for mode_number, (mode, days) in enumerate((("day", 30), ("window", 1), ("window", 365), ("upto", 30)))
        for region, line in [places[(number + mode_number) % len(places)]]
    ]
    script = """async (views) => {
      const found = [];
      for (const view of views) {
        window.borderAtlas.patch({ ...view, date: window.borderAtlas.toDay(view.date) }, false);
        await new Promise(requestAnimationFrame);  // it is drawn when this one's turn comes, behind the map's own
        found.push(window.borderAtlas.snapshot());
      }
      return found;
    }"""
    asked = [
        {
            "date": view.date.isoformat(),
            "mode": view.mode,
            "days": view.days,
            "layers": view.layers,
            "region": view.region,
            "line": view.line,
        }
        for view in views
    ]
    for view, snapshot in zip(views, atlas.frame.evaluate(script, asked), strict=True):
        assert as_sets(snapshot) == drawn(view), view
        assert set(snapshot["uncertain"]) == unsure(view), view


def test_python_follows_the_slider(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-15&mode=day")
    atlas.thumb.press("ArrowRight")
    atlas.wait_for_date("2022-09-16")
    atlas.expect_text(f"On this date{say(date(2022, 9, 16))}")
    atlas.wait_for_link("date=2022-09-16")
    expect(atlas.thumb).to_have_attribute("aria-valuetext", "16 September 2022, on this day")
    assert (
        as_sets(atlas.snapshot())["clashes"]
        == drawn(ViewState(date=date(2022, 9, 16), mode="day", layers=("clashes",)))["clashes"]
    )


def test_dragging_moves_the_map_while_the_hand_is_down(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/")
    box = atlas.thumb.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    atlas.page.mouse.move(x, y)
    atlas.page.mouse.down()
    atlas.page.mouse.move(x - 300, y, steps=6)
    atlas.wait_for("s.date < value", "2024-01-01")
    held = atlas.snapshot()["date"]
    atlas.page.mouse.move(x - 400, y, steps=4)
    atlas.wait_for("s.date < value", held)
    atlas.page.mouse.up()
    day = atlas.snapshot()["date"]
    atlas.expect_text(f"On this date{say(date.fromisoformat(day))}")
    atlas.wait_for_link(f"date={day}")
    assert atlas.snapshot()["date"] == day, "what Python answers must not move the slider again"


def test_modes_change_the_events_and_leave_the_states(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-20&mode=upto&days=10")
    events = {layer.id for layer in all_layers() if layer.time == "event"}
    states = {name: ids for name, ids in as_sets(atlas.snapshot()).items() if name not in events}
    seen = {}
    for mode, title in MODES.items():
        atlas.frame.get_by_role("combobox", name="Which events show").select_option(title)
        atlas.wait_for("s.mode === value", mode)
        snapshot = as_sets(atlas.snapshot())
        seen[mode] = snapshot["clashes"]
        assert {name: ids for name, ids in snapshot.items() if name not in events} == states
    assert seen["day"] < seen["window"] < seen["upto"]
    atlas.wait_for_link("mode=upto")


def test_playing_goes_from_change_to_change_until_it_is_stopped(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-01-01")
    atlas.frame.get_by_role("button", name="Play", exact=True).click()
    atlas.wait_for("s.date > value", "2022-01-28")
    assert "date=2022-01-01" in atlas.page.url, "a play must not bury the view before it in the browser's history"
    atlas.frame.get_by_role("button", name="Pause", exact=True).click()
    expect(atlas.frame.get_by_role("button", name="Play", exact=True)).to_be_visible()
    atlas.wait_for_link(f"date={atlas.snapshot()['date']}")


def test_a_layer_switch_takes_its_layer_away_and_keeps_the_map(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/")
    atlas.frame.evaluate("() => { window.sameMap = true; }")
    everything = as_sets(atlas.snapshot())
    switch = atlas.page.get_by_test_id("stSidebar").get_by_text("Bases", exact=True).first
    switch.click()
    atlas.wait_for("s.visible.bases.length === 0")
    assert as_sets(atlas.snapshot()) == everything | {"bases": set()}
    atlas.wait_for_link("layers=sections,border,crossings,clashes")
    switch.click()
    atlas.wait_for("s.visible.bases.length > 0")
    assert as_sets(atlas.snapshot()) == everything
    assert atlas.frame.evaluate("() => window.sameMap"), "the map was rebuilt"


def test_the_region_filter_reaches_the_map(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/")
    field = atlas.page.get_by_test_id("stSidebar").get_by_label("Region", exact=True)
    field.select_option(REGIONS["lakhsh"].title)
    atlas.wait_for_link("region=lakhsh")
    on = tuple(layer.id for layer in all_layers() if layer.default_on)
    expected = drawn(ViewState(date=OPENS, layers=on, region="lakhsh"))
    atlas.wait_for("s.visible.clashes.length === value", len(expected["clashes"]))
    assert as_sets(atlas.snapshot()) == expected
    atlas.page.get_by_role("button", name="Reset").click()
    expect(field).to_have_value("")
    atlas.wait_for("s.visible.clashes.length > value", len(expected["clashes"]))


def test_a_click_on_a_mark_opens_its_card_and_a_click_beside_it_closes_it(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2020-01-01&at=42.8530,74.8460,11")
    atlas.mark("kant").click()
    atlas.wait_for("s.selected === value", "kant")
    expect(atlas.page.locator("[data-card]")).to_have_text(LEDGER.bases["kant"].title)
    atlas.wait_for_link("select=kant")
    (sent,) = re.findall(r"at=([\d.]+),([\d.]+),([\d.]+)", unquote(atlas.page.url))
    # Leaflet stands on whole pixels, of some 0.0005 degrees at this zoom.
    assert [float(part) for part in sent] == pytest.approx([42.853, 74.846, 11], abs=0.001), (
        "selecting must not move the camera"
    )
    atlas.frame.locator("#map_div").click(position={"x": 300, "y": 500})
    atlas.wait_for("s.selected === null")
    expect(atlas.page.locator("article")).to_have_count(0)


def test_a_mark_can_be_opened_by_key(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2020-01-01&at=42.8530,74.8460,11")
    mark = atlas.mark("kant")
    mark.focus()
    mark.press("Enter")
    expect(atlas.page.locator("[data-card]")).to_have_text(LEDGER.bases["kant"].title)


def test_python_sets_the_date_without_rebuilding_the_map(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/?mode=day")
    atlas.frame.evaluate("""() => {
      window.sameMap = true;
      window.told = [];
      const tell = Streamlit.setComponentValue.bind(Streamlit);
      Streamlit.setComponentValue = (value) => { told.push(value.view); tell(value); };
    }""")
    last = max(
        (i for i in LEDGER.incidents.values() if i.start and i.kind not in ("tally", "accusation")),
        key=lambda i: i.start,
    )
    atlas.page.get_by_role("link", name=f"Last: {last.title}").click()
    atlas.wait_for_date(last.start.isoformat())
    atlas.wait_for("s.selected === value", last.id)
    expect(atlas.page.locator("[data-card]")).to_have_text(last.title)
    assert atlas.frame.evaluate("() => window.sameMap"), "the map was rebuilt"
    # The hand takes over where Python left the slider.
    atlas.thumb.press("ArrowRight")
    atlas.wait_for_date((last.start + timedelta(days=1)).isoformat())
    atlas.wait_for_link(f"date={last.start + timedelta(days=1)}")
    # What was asked for is done: a server that has forgotten it would otherwise lead there again.
    first, *_, latest = atlas.frame.evaluate("() => window.told")
    assert first["asked"]["id"] == last.id and "asked" not in latest


def test_a_record_named_beside_the_map_is_a_link_that_the_map_follows(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2021-05-30")
    # The visit's own day may be told after the card is.
    atlas.frame.evaluate("""() => {
      const line = document.querySelector(".ba-said");
      window.heard = [];
      new MutationObserver(() => window.heard.push(line.textContent)).observe(line, { childList: true });
    }""")
    link = atlas.page.get_by_role("link", name="As a whole:")
    address = atlas.page.evaluate("(link) => link.href", link.element_handle())
    link.click()
    atlas.wait_for("s.selected === 'whole-border' && s.date === '2021-05-30'")
    title = LEDGER.sections["whole-border"].title
    expect(atlas.page.locator("[data-card]")).to_have_text(title)
    # Of a page that was loaded anew nothing was heard.
    atlas.frame.wait_for_function("(words) => window.heard.includes(words)", arg=f"Card open: {title}.")
    # In a tab of its own it opens the same.
    atlas.page.goto(address)
    again = Atlas.on(atlas.page)
    assert again.snapshot()["selected"] == "whole-border" and again.snapshot()["date"] == "2021-05-30"


@pytest.mark.parametrize(
    ("scheme", "palette"),
    [
        pytest.param("light", LIGHT, marks=pytest.mark.scheme("light")),
        pytest.param("dark", DARK, marks=pytest.mark.scheme("dark")),
    ],
)
def test_page_and_map_wear_the_readers_theme(
    turn_to: Callable[..., Atlas], scheme: str, palette: dict[str, str]
) -> None:
    atlas = turn_to("/?select=kant")
    red, green, blue = (int(palette["paper"][index : index + 2], 16) for index in (1, 3, 5))
    expect(atlas.page.get_by_test_id("stApp")).to_have_css("background-color", f"rgb({red}, {green}, {blue})")
    atlas.frame.wait_for_function("(theme) => document.documentElement.dataset.theme === theme", arg=scheme)
    ink = tuple(int(palette["ink"][index : index + 2], 16) for index in (1, 3, 5))
    expect(atlas.page.locator("[data-card]")).to_have_css("color", "rgb({}, {}, {})".format(*ink))
