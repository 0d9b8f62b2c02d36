"""What the map and its legend are drawn with: the picture of marks, the typefaces, and many marks as a set."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.request import urlopen

from playwright.sync_api import Page, expect

from tests.support.atlas import PAINTED, Atlas
from tests.support.server import App


def test_the_map_is_set_in_its_typeface_and_links_no_sheet_that_could_come_late(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/")
    atlas.frame.wait_for_function("() => document.fonts.status === 'loaded'")
    loaded = atlas.frame.evaluate(
        "() => [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family)"
    )
    assert {name.strip('"') for name in loaded} == {"Atlas Sans", "Atlas Serif"}
    assert atlas.frame.locator("link[rel=stylesheet]").count() == 0


def test_a_layer_that_has_grown_is_drawn_as_a_set_and_keeps_its_switch_and_region(app: App, page: Page) -> None:
    day = 19_251  # 16 September 2022
    with urlopen(f"{app.url}/data/layers.json") as answer:
        layers = json.load(answer)
    layer = layers["clashes"]
    model = next(feature for feature in layer["features"] if feature["point"] and feature["interval"])
    layer["features"] = [
        model
        | {
            "id": f"made-{n}",
            "select": model["select"],
            "point": [69.5 + n % 40 / 10, 39.2 + n // 40 / 20],
            "interval": [day + n, day + n + 1, day + n, day + n + 1],
            "regions": ["batken"] if n % 2 else ["sughd"],
        }
        for n in range(500)
    ]
    page.route("**/data/layers.json*", lambda route: route.fulfill(json=layers))
    page.goto(f"{app.url}/?date=2022-09-25")
    atlas = Atlas.on(page)
    drawn = "() => window.borderAtlas.snapshot().sets.clashes"
    assert atlas.frame.evaluate(drawn)["ids"] == [f"made-{n}" for n in range(10)]
    expect(atlas.frame.locator(".point.clashes")).to_have_count(0)
    atlas.frame.evaluate("() => window.borderAtlas.patch({ region: 'batken' })")
    atlas.frame.evaluate(PAINTED)
    assert atlas.frame.evaluate(drawn)["ids"] == ["made-1", "made-3", "made-5", "made-7", "made-9"]
    atlas.frame.evaluate("() => window.borderAtlas.patch({ layers: ['border'] })")
    atlas.frame.evaluate(PAINTED)
    assert atlas.frame.evaluate(drawn) is None
