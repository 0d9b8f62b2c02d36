"""The ground lies where the map is; the shaded relief lies over it and under everything else, as strong as the theme and the zoom let it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import shapely

from geodata import geometry_files
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
CROSSED = """(rivers) => {
  const { map } = window.borderAtlas;
  const frame = map.getContainer().getBoundingClientRect();
  const names = [...document.querySelectorAll(".ba-name-water")].map((one) => [one.textContent, one.getBoundingClientRect()]);
  const courses = (name) => rivers.filter((one) => one.name === name).map((one) => one.line);
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
    rivers = [
        {"name": one.properties["name"], "line": list(line.coords)}
        for one in geometry_files.backdrop("river")
        for line in shapely.get_parts(one.geometry)
    ]
    atlas.frame.wait_for_function(f"(rivers) => ({CROSSED})(rivers).written > 0", arg=rivers)
    assert atlas.frame.evaluate(CROSSED, rivers)["crossed"] == []


#: How far the edges of the land that is drawn lie from where the map has its bounds (south, west, north, east in degrees), in pixels.
OFF = """([south, west, north, east]) => {
  const { map } = window.borderAtlas;
  const frame = map.getContainer().getBoundingClientRect();
  const land = document.querySelector(".ba-land").getBoundingClientRect();
  const [top, foot] = [[north, west], [south, east]].map((place) => map.project(place).subtract(map.getPixelOrigin()))
    .map((place) => map.layerPointToContainerPoint(place));
  const off = [land.left - top.x, land.top - top.y, land.right - foot.x, land.bottom - foot.y];
  return Math.max(...off.map((one, index) => Math.abs(one - (index % 2 ? frame.top : frame.left))));
}"""


@pytest.mark.expects_outside
def test_the_ground_lies_where_the_map_is_after_each_move_and_zoom(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-16&at=40.0,70.6,8")
    west, south, east, north = geometry_files.backdrop("land")[0].geometry.bounds
    atlas.frame.wait_for_function("() => document.querySelector('.ba-land')")
    for move in ("panBy([-300, 170]", "setZoom(9.5", "setView([38.5, 71], 5", "setZoom(16"):
        atlas.frame.evaluate(f"() => {{ window.borderAtlas.map.{move}, {{ animate: false }}); }}")
        assert atlas.frame.evaluate(OFF, [south, west, north, east]) < 2, move
