"""Distances, against values worked out in another way: Vincenty's formulae, and outlines walked in small steps.

`geodata.nearby` asks pyproj for geodesics and finds nearest points in a projection. The tests use neither: `tests.support.geodesy`
writes the formulae out, and they are checked below against their author's own example; an outline's distance is the least of
such distances to points set every few metres along it.
"""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, radians

import pytest
from shapely import LineString, Polygon

from geodata import geometry_files, nearby
from geodata.ledger import current
from tests.support.geodesy import BESSEL, vincenty_km

LEDGER = current()


def walked_km(lon: float, lat: float, line: list[tuple[float, float]], step_m: float = 15.0) -> float:
    """Return the least distance from a point to a line that is walked in steps of some metres."""
    least = float("inf")
    # Far pieces are left out by a rough distance in degrees, which is enough to tell 100 km from 10 km.
    near = min(hypot((x - lon) * cos(radians(lat)), y - lat) for x, y in line)
    for (x1, y1), (x2, y2) in pairwise(line):
        if min(hypot((x - lon) * cos(radians(lat)), y - lat) for x, y in ((x1, y1), (x2, y2))) > 2 * near + 0.05:
            continue
        steps = max(1, round(hypot((x2 - x1) * 85_000, (y2 - y1) * 111_000) / step_m))
        least = min(
            least,
            *(vincenty_km(lon, lat, x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps) for i in range(steps + 1)),
        )
    return least


def dms(degrees: int, minutes: int, seconds: float) -> float:
    return degrees + minutes / 60 + seconds / 3600


def test_the_yardstick_gives_the_example_its_author_printed() -> None:
    # Example (a) of the paper: Bessel's ellipsoid, from 55°45' N to 33°26' S over 108°13', 14 110 526.170 m.
    there = vincenty_km(0, dms(55, 45, 0), dms(108, 13, 0), -dms(33, 26, 0), BESSEL)
    assert there == pytest.approx(14110.526170, abs=1e-6)


@pytest.mark.parametrize("spot", [(70.53, 39.97), (69.6, 40.16), (70.86, 39.93), (71.77, 39.5), (69.3, 39.5)])
def test_the_line_is_as_far_as_a_walk_along_it_finds(spot: tuple[float, float]) -> None:
    for found in nearby.to_line(*spot):
        features = [
            feature
            for feature in geometry_files.border(found.vintage)
            if feature.properties["kind"] in ("line", "exclave")
        ]
        walked = {}
        for feature in features:
            owners = {feature.properties.get("owner"), feature.properties.get("host")}
            if feature.properties["kind"] == "line" or owners == {"KG", "TJ"}:
                outline = (
                    feature.geometry.coords
                    if feature.properties["kind"] == "line"
                    else feature.geometry.exterior.coords
                )
                walked[feature.id] = walked_km(*spot, list(outline))
        nearest = min(walked, key=walked.__getitem__)
        assert found.km == pytest.approx(walked[nearest], abs=0.02)
        assert (
            found.nearest == "line" if "line" in nearest or "border" in nearest else nearest.startswith(found.nearest)
        )


def test_both_years_of_mapping_are_given_oldest_first() -> None:
    assert [found.vintage for found in nearby.to_line(70.53, 39.97)] == [2024, 2026]


@pytest.mark.parametrize("spot", [(70.53, 39.97), (69.75, 40.05), (71.2, 39.9)])
def test_an_outline_is_as_far_as_a_walk_round_it_and_no_distance_inside(spot: tuple[float, float]) -> None:
    for name, feature in list(geometry_files.sections().items())[:6]:
        rings = feature.geometry.geoms if feature.geometry.geom_type == "MultiPolygon" else [feature.geometry]
        walked = min(walked_km(*spot, list(ring.exterior.coords), 40.0) for ring in rings)
        assert nearby.to_geometry_km(*spot, feature.geometry) == pytest.approx(walked, abs=0.05), name
    inside = geometry_files.sections()["vorukh"].geometry.representative_point()
    assert nearby.to_geometry_km(inside.x, inside.y, geometry_files.sections()["vorukh"].geometry) == 0


def test_a_square_is_as_far_as_its_nearest_edge() -> None:
    # So narrow that its northern edge is the same line in degrees and on the ground.
    square = Polygon([(70.49, 39.98), (70.51, 39.98), (70.51, 40), (70.49, 40)])
    assert nearby.to_geometry_km(70.5, 40.1, square) == pytest.approx(vincenty_km(70.5, 40.1, 70.5, 40.0), rel=1e-4)
    assert nearby.to_geometry_km(70.5, 39.99, square) == 0
    assert nearby.to_geometry_km(70.5, 40.0, LineString([(70.49, 40), (70.51, 40)])) == 0


def test_records_come_nearest_first_each_measured_to_its_first_located_place_or_what_of_its_stretch_is_nearest() -> (
    None
):
    spot = (69.63, 40.16)
    found = nearby.records(*spot, LEDGER.incidents.values(), LEDGER)
    expected = {}
    for incident in LEDGER.incidents.values():
        located = [LEDGER.places[name] for name in incident.places if LEDGER.places[name].lon is not None]
        if located:
            expected[incident.id] = vincenty_km(*spot, located[0].lon, located[0].lat)
    for name, feature in geometry_files.conflicts().items():
        places = [
            LEDGER.places[place] for place in LEDGER.incidents[name].places if LEDGER.places[place].lon is not None
        ]
        expected[name] = min(
            *(walked_km(*spot, list(part.coords), 60.0) for part in feature.geometry.geoms),
            *(vincenty_km(*spot, place.lon, place.lat) for place in places),
        )
    assert {
        near.record.id: pytest.approx(near.km, abs=0.05 if near.record.kind == "armed conflict" else 1e-4)
        for near in found
    } == expected
    assert [near.km for near in found] == sorted(near.km for near in found)


def test_a_place_known_roughly_may_lie_within_where_its_point_does_not() -> None:
    near = nearby.Near(next(iter(LEDGER.incidents.values())), km=30, precision_km=8)
    assert not near.may_be_within(21) and near.may_be_within(22) and near.may_be_within(30)


@pytest.mark.parametrize(
    ("km", "words"),
    [
        (0.0, "less than 0.1 km"),
        (0.04, "less than 0.1 km"),
        (0.05, "0.1 km"),
        (2.345, "2.3 km"),
        (9.94, "9.9 km"),
        (10.5, "11 km"),
        (217.4, "217 km"),
    ],
)
def test_a_distance_is_written_no_closer_than_the_data_bear(km: float, words: str) -> None:
    assert nearby.say_km(km) == words
