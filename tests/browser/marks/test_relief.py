"""The shaded relief lies over the ground and under everything else, as strong as the theme and the zoom let it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.atlas import Atlas

#: How strong it is, and what lies over it; once its picture has come.
SEEN = """async () => {
  const pane = document.querySelector(".leaflet-relief-pane");
  const image = pane.querySelector("img");
  if (image) await image.decode();
  const { opacity, display } = getComputedStyle(pane);
  const order = [...document.querySelectorAll(".leaflet-map-pane > .leaflet-pane")]
    .sort((a, b) => getComputedStyle(a).zIndex - getComputedStyle(b).zIndex).map((one) => one.classList[1]);
  return { opacity: Number(opacity), display, order, images: pane.querySelectorAll("img").length };
}"""


def seen(atlas: Atlas, script: str = "") -> dict[str, Any]:
    if script:
        atlas.frame.evaluate(
            f"async () => {{ {script}; await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); }}"
        )
    found: dict[str, Any] = atlas.frame.evaluate(SEEN)
    return found


@pytest.mark.expects_outside
def test_the_relief_is_as_strong_as_theme_and_zoom_let_it(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-16&at=39.5,72,8")
    atlas.frame.wait_for_function("() => document.querySelector('.leaflet-relief-pane img')")
    first = seen(atlas)
    assert first["opacity"] == 0.37 and first["images"] == 1
    assert first["order"][:2] == ["leaflet-backdrop-pane", "leaflet-relief-pane"]
    zoom = "window.borderAtlas.map.setZoom({}, {{ animate: false }})"
    assert seen(atlas, zoom.format(10))["opacity"] == 0.185
    assert seen(atlas, zoom.format(11))["images"] == 0
    assert seen(atlas, zoom.format(8))["opacity"] == 0.37
    assert seen(atlas, "window.borderAtlas.setTheme('dark')")["opacity"] == 1
    seen(atlas, "window.borderAtlas.setTheme('light')")
    assert seen(atlas, "window.borderAtlas.patch({ base: 'osm' })")["display"] == "none"
    seen(atlas, "window.borderAtlas.patch({ base: 'paper' })")
