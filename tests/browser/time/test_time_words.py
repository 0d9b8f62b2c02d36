"""What the slider says: what has just changed, what is not known, a lost connection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, WebSocketRoute, expect

from geodata.intervals import FOREVER, day_number
from geodata.ledger import current
from layers.browser.timeline import timeline
from layers.kit.layer import all_layers
from layers.view.state import ViewState
from layers.view.visible import uncertain, visible
from tests.browser.conftest import Witness
from tests.support.atlas import PAINTED, Atlas
from tests.support.server import App

LEDGER = current()


def test_a_line_says_what_has_just_changed_and_who_says_so_and_it_pulses_once_unless_the_reader_wants_no_motion(
    open_map: Callable[..., Atlas],
) -> None:
    atlas = open_map("/?date=2023-12-11")
    line = atlas.frame.locator(".ba-changes")
    expect(line).to_be_empty()  # a link opens on a state, not on a change
    atlas.frame.evaluate("""() => {
      new MutationObserver((changes) => changes.forEach((change) => { window.pulses += change.addedNodes.length; }))
        .observe(window.borderAtlas.map.getPane("pulse"), { childList: true });
    }""")
    for motion, pulses in (("no-preference", True), ("reduce", False)):
        atlas.page.emulate_media(reduced_motion=motion)
        atlas.frame.evaluate("() => { window.pulses = 0; }")
        atlas.thumb.press("ArrowRight")
        expect(line).to_contain_text("Kulundu")
        expect(line).to_contain_text("undelimited → agreed in principle, says the Kyrgyz side")
        atlas.frame.evaluate(PAINTED)
        assert (atlas.frame.evaluate("() => window.pulses") > 0) is pulses
        expect(atlas.frame.locator(".ba-pulse")).to_have_count(0)
        atlas.thumb.press("ArrowLeft")
        expect(line).to_contain_text("Not yet on this day: ")
        expect(atlas.frame.locator(".ba-pulse")).to_have_count(0)
    atlas.frame.locator(".ba-slider-foot").click(position={"x": 200, "y": 2})
    expect(line).to_be_empty()


def not_known(view: ViewState) -> dict[str, set[str]]:
    """Return what Python finds undated, rough, unlocated, single-source and disputed in a view."""
    known = timeline(LEDGER)
    found: dict[str, set[str]] = {name: set() for name in ("undated", "rough", "unlocated", "single", "disputed")}
    day = day_number(view.date)
    for layer in all_layers():
        if layer.id not in view.layers or not layer.regional:
            continue
        shown = list(visible(view, LEDGER)[layer.id])
        for feature in shown:
            lacks = feature.interval is None or feature.interval.sure_start >= FOREVER
            found["undated"] |= {feature.select} if lacks else set()
            found["rough"] |= {feature.select} if not lacks and uncertain(feature, layer, view) else set()
            found["unlocated"] |= (
                {feature.select} if layer.draw != "list" and not feature.point and not feature.geometry else set()
            )
            found["single"] |= {feature.select} & set(known["single"])
            found["disputed"] |= (
                {feature.select}
                if any(first <= day < after for first, after in known["disputed"].get(feature.select, []))
                else set()
            )
    return found


def test_the_strip_counts_what_is_not_known_and_each_count_opens_its_list(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-11-01&layers=sections,clashes,bases,crossings&mode=upto")
    expected = not_known(ViewState(date=date(2022, 11, 1), layers=("sections", "clashes", "bases", "crossings")))
    script = "() => Object.fromEntries(Object.entries(window.borderAtlas.unknowns(window.borderAtlas.state)).map(([name, found]) => [name, [...found.keys()]]))"
    counted = {name: set(ids) for name, ids in atlas.frame.evaluate(script).items()}
    assert counted == expected
    assert all(expected.values())  # the view is chosen so that no count is empty

    # One button until it is asked which doubts there are.
    chip = atlas.frame.get_by_role("button", name="from one source: open the list")
    expect(chip).to_be_hidden()
    atlas.frame.get_by_role("button", name="in doubt").click()
    expect(chip).to_have_text(f"{len(expected['single'])} from one source")
    chip.click()
    lines = atlas.frame.locator(".ba-list-line")
    expect(lines).to_have_count(len(expected["single"]))
    lines.first.click()
    atlas.wait_for("value.includes(s.selected)", sorted(expected["single"]))
    atlas.frame.locator(".ba-list-close").press("Escape")
    expect(atlas.frame.locator(".ba-list")).to_be_hidden()
    expect(chip).to_be_focused()


def test_a_lost_connection_is_said_and_the_slider_goes_on(app: App, page: Page, witness: Witness) -> None:
    lost = {"now": False}
    open_sockets: list[WebSocketRoute] = []

    def pass_on(socket: WebSocketRoute) -> None:
        if lost["now"]:
            socket.close()
            return
        socket.connect_to_server()
        open_sockets.append(socket)

    page.route_web_socket("**/_stcore/stream", pass_on)
    page.goto(f"{app.url}/?date=2022-09-16")
    atlas = Atlas.on(page)
    expect(atlas.frame.locator(".ba-lost")).to_have_count(0)
    lost["now"] = True
    open_sockets[-1].close()
    expect(atlas.frame.locator(".ba-lost")).to_contain_text("The connection to the server is lost")
    atlas.thumb.press("PageDown")
    atlas.wait_for_date("2021-09-16")
    lost["now"] = False
    expect(atlas.frame.locator(".ba-lost")).to_have_count(0)
    atlas.wait_for_link("date=2021-09-16")  # Python hears what the hand did meanwhile
    # Streamlit itself tells that it could not send; nothing else may have gone wrong.
    assert all("disconnected from server" in fault or "WebSocket" in fault for fault in witness.faults)
    witness.faults.clear()
