"""The key on the map: it explains what this view draws and what stands on the timeline, by mouse, by touch and by key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from geodata.ledger import current
from layers.view.link import from_params
from layers.words.legend import legend_of
from pages.visit import session
from tests.support.atlas import Atlas
from tests.support.server import TODAY

VIEW = {"date": "2022-09-17", "mode": "upto", "layers": "sections,border,crossings,works,bases,clashes,exercises"}
PATH = "/?" + "&".join(f"{name}={value}" for name, value in VIEW.items())


def opener(atlas: Atlas) -> Locator:
    return atlas.frame.get_by_role("button", name="Key: what the marks mean")


def key(atlas: Atlas) -> Locator:
    return atlas.frame.get_by_role("region", name="Key: what the marks mean")


def test_the_key_explains_what_python_says_the_view_shows(
    turn_to: Callable[..., Atlas], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BORDER_ATLAS_TODAY", TODAY)
    view, _ = from_params(VIEW, session.vocabulary(current()))
    atlas = turn_to(PATH)
    expect(key(atlas)).to_have_count(0)
    opener(atlas).click()
    *on_the_map, at_the_edge, on_the_timeline = key(atlas).locator("ul").all()
    said = [[words.split("\n")[0] for words in group.locator("li > span").all_inner_texts()] for group in on_the_map]
    assert said == [[entry.label for entry in entries] for _, entries in legend_of(view, current())]
    expect(at_the_edge).to_contain_text("further that way")
    words = " ".join(on_the_timeline.all_inner_texts())
    for mark in ("Band:", "Triangle:", "Square:", "Hollow and wide:", "Hatched:", "Bar:"):
        assert mark in words
    assert "turning point" not in words, "of what the view does not show nothing is explained"
    # It follows the view while it is open.
    atlas.frame.evaluate("() => window.borderAtlas.patch({ layers: ['bases'] })")
    expect(key(atlas)).not_to_contain_text("Undelimited")
    expect(key(atlas)).to_contain_text("Air base")
    opener(atlas).click()
    expect(key(atlas)).to_have_count(0)


def test_the_key_opens_and_closes_by_keys_alone(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to(PATH)
    opener(atlas).press("Enter")
    key(atlas).get_by_role("button", name="Close the key").press("Escape")
    expect(key(atlas)).to_have_count(0)
    expect(opener(atlas)).to_be_focused()


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
def test_the_key_opens_under_a_finger_and_lies_on_the_map(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/")
    opener(atlas).tap()
    expect(key(atlas)).to_contain_text("On the timeline")
    box, frame = key(atlas).bounding_box(), atlas.frame.locator("#map_div").bounding_box()
    assert box["x"] >= frame["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert box["y"] >= frame["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]
    assert 150 < box["height"] <= 0.6 * frame["height"] + 1
    atlas.frame.locator(".ba-key-lists").evaluate("(lists) => lists.scrollTo(0, lists.scrollHeight)")
    expect(key(atlas).locator("li").last).to_be_in_viewport()
    key(atlas).get_by_role("button", name="Close the key").tap()
    expect(key(atlas)).to_have_count(0)


def test_a_record_whose_layer_is_off_is_shown_with_its_layer_and_that_is_said(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-17&layers=border,clashes")
    work = next(one for one in current().works.values() if one.kind == "reservoir")
    search = atlas.page.get_by_test_id("stSidebar").get_by_label("Search")
    search.click()
    search.press_sequentially(work.title)
    atlas.page.get_by_role("option", name=work.title).first.click()
    atlas.wait_for("s.selected === value && s.visible.works.includes(value)", work.id)
    atlas.wait_for_link("works")
    expect(atlas.frame.locator(".ba-say")).to_contain_text("“Water works and roads” is on now")
