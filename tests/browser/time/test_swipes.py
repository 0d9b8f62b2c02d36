"""Fingers on map and slider: which swipes scroll the page, and which move date and map."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.atlas import Atlas

# However slow the machine is, the page has only just come to its top until what waits for that (shared/around.js) is let go.
HOLD = "() => { const wait = setTimeout; window.held = []; window.setTimeout = (f, ms) => ms === 700 ? held.push(f) : wait(f, ms); }"


def swipe(atlas: Atlas, x: float, y: float, across: float, down: float) -> None:
    hand = atlas.page.context.new_cdp_session(atlas.page)
    for step in range(11):
        points = [{"x": x + across * step / 10, "y": y + down * step / 10}]
        hand.send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.touch
@pytest.mark.viewport(360, 640)
def test_a_swipe_up_on_the_slider_and_one_back_on_the_map_scroll_and_others_move_date_and_map(
    open_map: Callable[..., Atlas],
) -> None:
    atlas = open_map("/?date=2022-09-16")
    box = atlas.frame.locator(".ba-track").bounding_box()
    x, y = box["x"] + 80, box["y"] + box["height"] / 2
    swipe(atlas, x, y, 120, -3)
    atlas.wait_for("s.date !== value", "2022-09-16")
    before, camera = atlas.snapshot(), atlas.frame.evaluate("() => borderAtlas.camera()")
    swipe(atlas, x, y, 3, -200)
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    atlas.page.wait_for_function(f"() => {scrolled} > 50")
    atlas.frame.evaluate(HOLD)
    swipe(atlas, x, 90, 3, 400)
    atlas.page.wait_for_function(f"() => {scrolled} === 0")
    swipe(atlas, x, 90, 3, 100)
    assert (atlas.snapshot(), atlas.frame.evaluate("() => borderAtlas.camera()")) == (before, camera), "one too many"
    atlas.frame.evaluate("() => held.forEach((then) => then())")
    swipe(atlas, x, 90, 3, 100)
    atlas.frame.wait_for_function("was => String(borderAtlas.camera()) !== String(was)", arg=camera)


@pytest.mark.touch
@pytest.mark.viewport(360, 640)
def test_swipes_on_the_map_lead_no_further_than_its_widest_camera(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/?date=2022-09-16")
    for _ in range(8):
        swipe(atlas, 200, 180, 0, 180)
    north = "Math.max(...Object.values(window.borderAtlas.config.presets).map(({ bounds }) => bounds[1][0]))"
    beyond = f"window.borderAtlas.camera()[0] - {north}"
    assert atlas.frame.evaluate(f"() => {beyond}") == pytest.approx(0, abs=0.02), "of the eight, some went too far"
