"""Names on the map: none on another, on a mark, on a control or on the edge of its own area, and both sides named in every view."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, permutations
from typing import Any

import pytest
from shapely import Point, Polygon, box
from shapely.affinity import rotate

from geodata import atlas as folder
from geodata import geometry_files
from tests.support.atlas import Atlas

LAYERS = "sections,border,crossings,works,bases,clashes,milestones"
VIEWS = {
    "whole": "/",
    "valley": f"/?date=2022-09-17&layers={LAYERS}&at=39.9500,70.6000,10",
    "close": f"/?date=2022-09-17&layers={LAYERS}&at=39.9700,70.5600,12",
    "west": f"/?date=2021-04-30&layers={LAYERS}&at=40.1000,69.6000,10",
    "east": "/?at=39.3000,71.9000,11",
    "around an exclave": f"/?date=2022-09-17&layers={LAYERS}&at=39.8760,70.6240,10",
}

#: Names with their middle, size and turn; marks with their radius; controls; the edges of the areas: all in pixels of the window.
DRAWN = """() => {
  const { map, drawnPoints } = window.borderAtlas;
  const inner = (element) => element.querySelector("i") || element;
  const names = [...document.querySelectorAll(".ba-name:not(.ba-name-dot)")].map((name) => {
    const { left, top, width, height } = name.getBoundingClientRect();
    const turn = parseFloat(getComputedStyle(name).getPropertyValue("--turn")) || 0;
    const look = name.className.match(/ba-name-(\\w+)/)[1];
    const place = (part) => { const half = (part * name.offsetWidth) / 2; const at = map.containerPointToLatLng([left + name.offsetWidth / 2 + half * Math.cos(turn), top + name.offsetHeight / 2 + half * Math.sin(turn)]); return [at.lng, at.lat]; };
    return { text: inner(name).textContent, look, places: [-0.9, 0, 0.9].map(place), x: left + name.offsetWidth / 2, y: top + name.offsetHeight / 2, width: name.offsetWidth, height: name.offsetHeight, turn };
  });
  const marks = drawnPoints().map(({ latlng, radiusPx, id }) => ({ id, radius: radiusPx, ...map.latLngToContainerPoint(latlng) }));
  const controls = [...document.querySelectorAll(".ba-keepout, .ba-edge")].map((element) => element.getBoundingClientRect())
    .filter(({ width }) => width).map(({ left, top, right, bottom }) => [left, top, right, bottom]);
  const rings = [];
  const take = (held) => (held[0] && held[0].lat !== undefined ? rings.push(held.map((at) => map.latLngToContainerPoint(at)).map(({ x, y }) => [x, y])) : held.forEach(take));
  map.eachLayer((layer) => { if (layer instanceof L.Polygon && layer.getElement() && layer.getElement().classList.contains("areas") && layer.getElement().style.visibility === "") take(layer.getLatLngs()); });
  return { names, marks, controls, rings };
}"""


def _shape(name: dict[str, Any]) -> Polygon:
    x, y, wide, high = name["x"], name["y"], name["width"] / 2 - 1, name["height"] / 2 - 2
    return rotate(box(x - wide, y - high, x + wide, y + high), name["turn"], origin=(x, y), use_radians=True)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_no_name_lies_on_another_on_a_mark_on_a_control_or_across_the_edge_of_an_area(
    turn_to: Callable[..., Atlas], view: str
) -> None:
    atlas = turn_to(view)
    atlas.frame.wait_for_function("() => document.querySelectorAll('.ba-name').length > 1")
    drawn = atlas.frame.evaluate(DRAWN)
    shapes = [(name, _shape(name)) for name in drawn["names"]]
    found = [f"{a['text']} on {b['text']}" for (a, one), (b, other) in combinations(shapes, 2) if one.intersects(other)]
    for name, shape in shapes:
        found += [
            f"{name['text']} on {mark['id']}"
            for mark in drawn["marks"]
            if shape.intersects(Point(mark["x"], mark["y"]).buffer(mark["radius"] - 1))
        ]
        found += [f"{name['text']} on a control" for sides in drawn["controls"] if shape.intersects(box(*sides))]
        if name["look"] in ("area", "mark"):
            rings = [Polygon(ring).exterior for ring in drawn["rings"] if len(ring) > 3]
            found += [f"{name['text']} across an edge" for ring in rings if shape.intersects(ring)]
    assert found == []
    # Each of the two sides, as large as the other.
    sides = [name for name in drawn["names"] if name["look"] in ("side", "closer")]
    assert {name["text"] for name in sides} == {side.state for side in folder.current().sides}
    assert len({name["height"] for name in sides}) == 1
    grounds = {name["text"].upper() for name in drawn["names"] if name["look"] == "country"}
    assert not grounds & {name["text"].upper() for name in sides}, "a side stands in larger letters too"
    # Each on its own land.
    lands = {one.properties["state"]: one.geometry for one in geometry_files.states()}
    others = {side.state: lands[other.code] for side, other in permutations(folder.current().sides)}
    astray = [name["text"] for name in sides for place in name["places"] if others[name["text"]].covers(Point(place))]
    assert astray == []


@pytest.mark.touch
@pytest.mark.parametrize(
    "at",
    [
        "39.95,70.55,9.5",
        "40.05,69.75,9.5",
        pytest.param("40.01,70.685,9.25", marks=pytest.mark.viewport(844, 390)),
        pytest.param("39.6,69.5,9.5", marks=pytest.mark.viewport(844, 390)),
    ],
)
def test_a_phone_names_both_sides_or_neither(turn_to: Callable[..., Atlas], at: str) -> None:
    atlas = turn_to(f"/?at={at}")
    atlas.frame.wait_for_function("() => document.querySelectorAll('.ba-name').length > 1")
    drawn = atlas.frame.evaluate(DRAWN)
    states = {side.state.upper() for side in folder.current().sides}
    named = {name["text"].upper() for name in drawn["names"]} & states
    assert named in (set(), states)


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
def test_where_a_phones_controls_leave_little_room_both_sides_are_named_in_closer_letters(
    turn_to: Callable[..., Atlas],
) -> None:
    atlas = turn_to("/?at=39.95,70.3,9.5")
    atlas.frame.wait_for_function("() => document.querySelectorAll('.ba-name').length > 1")
    drawn = atlas.frame.evaluate(DRAWN)
    named = {(name["text"], name["look"]) for name in drawn["names"] if name["look"] in ("side", "closer")}
    assert named == {(side.state, "closer") for side in folder.current().sides}
