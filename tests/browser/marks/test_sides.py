"""Whose side it is: beside the pointer's coordinates, and as a tint that is a choice of the view."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.support.atlas import Atlas

#: A spot of the map in the page's pixels.
AT = """([lat, lng]) => {
  const { left, top } = window.frameElement.getBoundingClientRect();
  const { x, y } = window.borderAtlas.map.latLngToContainerPoint([lat, lng]);
  return [left + x, top + y];
}"""


def test_the_pointers_coordinates_name_the_side_and_the_district(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?at=40.0000,70.7000,10&layers=border")
    where = atlas.frame.locator(".ba-where")
    for spot, words in (
        ([40.063, 70.85], "Kyrgyz side, Batken district"),
        ([40.11, 70.60], "Tajik side, Isfara (with Vorukh and Chorkuh)"),
        ([39.85, 70.56], "Tajik side, Isfara (with Vorukh and Chorkuh)"),  # Vorukh, an exclave
    ):
        atlas.page.mouse.move(*atlas.frame.evaluate(AT, spot))
        expect(where).to_contain_text(words)


def test_a_tint_for_each_side_is_a_choice_that_the_link_keeps(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-16")
    lands = atlas.frame.locator(".ba-ground.ba-side-1, .ba-ground.ba-side-2")
    expect(lands).to_have_count(0)
    switch = atlas.page.get_by_test_id("stSidebar").get_by_text("A tint for each side", exact=True)
    switch.click()
    expect(lands).to_have_count(2)
    atlas.wait_for_link("tint=sides")
    fills = lands.evaluate_all("(all) => all.map((land) => getComputedStyle(land).fill)")
    assert len(set(fills)) == 2
    # Another year of mapping has the land of that year; without the choice there is one paper for both again.
    atlas.frame.evaluate("() => window.borderAtlas.patch({ line: 2024 })")
    expect(lands).to_have_count(2)
    switch.click()
    expect(lands).to_have_count(0)
