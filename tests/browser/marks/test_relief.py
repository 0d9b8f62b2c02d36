"""The ground: the shaded relief lies over the ground and under everything else, as strong as the theme and the zoom let it."""

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


#: Names of rivers that lie on the course of that river.
CROSSED = """async () => {
  const { map, config } = window.borderAtlas;
  const { features } = await (await fetch(config.backdrop)).json();
  const frame = map.getContainer().getBoundingClientRect();
  const names = [...document.querySelectorAll(".ba-name-water")].map((one) => [one.textContent, one.getBoundingClientRect()]);
  const rivers = features.filter(({ properties }) => properties.kind === "river");
  const courses = (name) => rivers.filter(({ properties }) => properties.name === name)
    .flatMap(({ geometry }) => geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates);
  const hit = (line, box) => line.some(([lon, lat], index) => {
    if (!index) return false;
    const [a, b] = [line[index - 1], [lon, lat]].map(([x, y]) => map.latLngToContainerPoint([y, x]));
    return Array.from({ length: 201 }, (_, part) => a.add(b.subtract(a).multiplyBy(part / 200)))
      .some(({ x, y }) => x + frame.x > box.left && x + frame.x < box.right && y + frame.y > box.top && y + frame.y < box.bottom);
  });
  const written = names.filter(([name]) => courses(name).length);
  return { written: written.length, crossed: written.filter(([name, box]) => courses(name).some((line) => hit(line, box))).map(([name]) => name) };
}"""


@pytest.mark.parametrize("at", ["40.0,70.6,8", "38.9,70.5,9", "40.0,70.0,6.5"])
def test_a_rivers_name_keeps_off_its_own_course(at: str, turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to(f"/?date=2022-09-16&at={at}")
    atlas.frame.wait_for_function(f"async () => (await ({CROSSED})()).written > 0")
    assert atlas.frame.evaluate(CROSSED)["crossed"] == []
