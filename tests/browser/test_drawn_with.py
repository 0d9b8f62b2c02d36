"""What the map and its legend are drawn with: the picture of marks, the typefaces."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.support.atlas import Atlas


def test_every_mark_of_the_legend_is_cut_from_one_picture(turn_to: Callable[..., Atlas]) -> None:
    """Of a picture that is not there, or of a place outside it, nothing would be seen."""
    atlas = turn_to("/?date=2022-09-16")
    marks = atlas.page.locator(".ba-legend i")
    expect(marks.first).to_be_visible()
    addresses, tops = zip(
        *marks.evaluate_all("""(all) => all.map((mark) => {
      const { backgroundImage, backgroundPositionY } = getComputedStyle(mark);
      return [backgroundImage.slice(5, -2), -parseFloat(backgroundPositionY)];
    })"""),
        strict=True,
    )
    assert len(set(addresses)) == 1 and len(tops) > 5
    size = atlas.page.evaluate(
        "async (src) => { const image = new Image(); image.src = src; await image.decode(); return [image.width, image.height]; }",
        addresses[0],
    )
    assert size[0] == 20 and all(top % 16 == 0 and 0 <= top <= size[1] - 16 for top in tops)
    assert len(set(tops)) == len(tops), "two entries of one legend look alike"


def test_the_map_is_set_in_its_typeface_and_links_no_sheet_that_could_come_late(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/")
    atlas.frame.wait_for_function("() => document.fonts.status === 'loaded'")
    loaded = atlas.frame.evaluate(
        "() => [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family)"
    )
    assert {name.strip('"') for name in loaded} == {"Atlas Sans", "Atlas Serif"}
    assert atlas.frame.locator("link[rel=stylesheet]").count() == 0
