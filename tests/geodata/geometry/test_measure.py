"""Geodesic answers against values known from elsewhere: the ellipsoid, the gazetteer, the map's own towns."""

from __future__ import annotations

import math

import pytest
from shapely import LineString, Polygon

from geodata import measure


def haversine_m(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """The distance on a sphere: independent of pyproj, within 0.6 % of the geodesic."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(half))


def test_lengths_and_areas_are_those_of_the_ellipsoid() -> None:
    # WGS 84: a degree of the meridian around 40.5° N is 111.044 km, of the parallel at 40° N 85.394 km.
    assert measure.length_km(LineString([(70, 40), (70, 41)])) == pytest.approx(111.044, abs=0.02)
    assert measure.distance_km(70, 40, 71, 40) == pytest.approx(85.394, abs=0.02)
    cell = Polygon([(70, 40), (70.1, 40), (70.1, 40.1), (70, 40.1)])
    assert measure.area_km2(cell) == pytest.approx(8.5394 * 11.1037, rel=0.002)
    assert measure.area_km2(Polygon(cell.exterior.coords[::-1])) == measure.area_km2(cell)


def test_a_hole_is_taken_off_whatever_way_its_ring_turns() -> None:
    outer = [(70, 40), (70.2, 40), (70.2, 40.2), (70, 40.2)]
    inner = [(70.05, 40.05), (70.1, 40.05), (70.1, 40.1), (70.05, 40.1)]
    whole, hole = measure.area_km2(Polygon(outer)), measure.area_km2(Polygon(inner))
    for ring in (inner, inner[::-1]):
        assert measure.area_km2(Polygon(outer, [ring])) == pytest.approx(whole - hole)


@pytest.mark.parametrize("radius_m", [250.0, 1_000.0, 30_000.0])
def test_a_circle_is_as_wide_as_asked_in_every_direction(radius_m: float) -> None:
    ring = measure.circle(70.5, 40.0, radius_m)
    distances = [haversine_m(70.5, 40.0, lon, lat) for lon, lat in ring.exterior.coords]
    assert min(distances) > radius_m * 0.994 and max(distances) < radius_m * 1.006
    assert measure.area_km2(ring) == pytest.approx(math.pi * (radius_m / 1000) ** 2, rel=0.003)


@pytest.mark.parametrize("radius_m", [0, -5, float("nan")])
def test_a_circle_without_a_radius_is_refused(radius_m: float) -> None:
    with pytest.raises(ValueError, match="above 0 m"):
        measure.circle(70.5, 40.0, radius_m)


def test_a_made_up_line_is_measured_along_and_across() -> None:
    line = measure.Line(LineString([(70, 40), (70, 40.5), (70, 41)]), {"ring": LineString([(71, 40), (71, 41)])})
    assert line.length_km == pytest.approx(111.044, abs=0.02)
    found = line.locate(70.1, 40.5)
    assert found.km_along == pytest.approx(55.52, abs=0.1)
    assert found.km_to_line == pytest.approx(8.48, abs=0.03)
    assert found.nearest == "line" and found.km_to_border == found.km_to_line
    near_ring = line.locate(70.9, 40.5)
    assert near_ring.nearest == "ring"
    assert near_ring.km_to_border == pytest.approx(8.48, abs=0.03)
    assert near_ring.km_to_line == pytest.approx(76.3, abs=0.2)


@pytest.mark.parametrize("vintage", [2024, 2026])
def test_locating_a_point_of_the_line_gives_its_kilometre_back(vintage: int) -> None:
    line = measure.line(vintage)
    for km in range(0, int(line.length_km), 7):
        found = line.locate(*line.at(km))
        assert found.km_to_line < 0.001
        # Where the line comes back close to itself a point has still one kilometre only.
        assert found.km_along == pytest.approx(km, abs=0.01)


@pytest.mark.parametrize("km", [-0.1, 924.5, float("nan")])
def test_a_kilometre_the_line_does_not_have_is_refused(km: float) -> None:
    with pytest.raises(ValueError, match="is not on the line"):
        measure.line(2026).at(km)


def test_a_stretch_is_as_long_as_its_kilometres_say() -> None:
    line = measure.line(2026)
    assert measure.length_km(line.between(147, 209.5)) == pytest.approx(62.5, abs=0.001)
    with pytest.raises(ValueError, match="not before"):
        line.between(10, 10)


# Coordinates from GeoNames and Wikipedia; kilometres along the 2026 line from the reference material.
@pytest.mark.parametrize(
    ("place", "lon", "lat", "km", "km_off"),
    [
        ("Kayragach, the former exclave", 69.5463, 40.068, 202, 1.96),
        ("Kulundu", 69.64127, 40.10635, 187, 1.52),
        ("Arka-1", 69.82999, 40.1879, 160, 0.31),
        ("Arka-2", 69.8881, 40.1978, 155, 0.7),
        ("Jigdalik", 69.99963, 40.23692, 144, 0.66),
        ("Kara-Bak", 70.81959, 40.16169, 19, 1.25),
        ("Lakkon", 70.85846, 40.17329, 14, 0.44),
        ("the tripoint with Uzbekistan", 70.984622, 40.22241, 0, 0.0),
        ("the western tip of Leilek", 69.264952, 39.806038, 287, 0.0),
        ("the tripoint with China", 73.600275, 39.459673, 924, 0.0),
    ],
)
def test_places_lie_at_the_kilometre_the_reference_gives(
    place: str, lon: float, lat: float, km: float, km_off: float
) -> None:
    found = measure.line(2026).locate(lon, lat)
    assert found.km_along == pytest.approx(km, abs=0.5), place
    assert found.km_to_line == pytest.approx(km_off, abs=0.2), place


def test_an_exclave_is_nearer_than_the_line_where_it_is() -> None:
    vorukh = measure.line(2026).locate(70.58012, 39.85125)
    assert vorukh.nearest == "vorukh"
    assert vorukh.km_to_border == pytest.approx(2.86, abs=0.1)
    assert vorukh.km_to_line > 8


@pytest.mark.parametrize(
    ("place", "lon", "lat", "in_2024", "in_2026"),
    [
        ("Bishkek", 74.59, 42.87, "KG", "KG"),
        ("Batken", 70.81939, 40.06259, "KG", "KG"),
        ("Dushanbe", 68.77, 38.5543, "TJ", "TJ"),
        ("Isfara", 70.62526, 40.12648, "TJ", "TJ"),
        ("Vorukh", 70.58012, 39.85125, "TJ", "TJ"),
        ("Kayragach exclave", 69.5463, 40.068, "TJ", "KG"),
        ("Dostuk in Batken", 70.63191, 40.0524, "KG", "TJ"),
        ("Khojai A'lo", 70.4949, 39.93, "KG", "TJ"),
        ("Tort-Kocho", 70.51515, 39.95604, "KG", "neutral"),
        ("Sokh, in its exclave", 71.13, 39.96, "UZ", "UZ"),
        ("Tashkent", 69.2163, 41.2646, "UZ", "UZ"),
        ("Kabul", 69.17233, 34.52813, None, None),
    ],
)
def test_whose_land_a_place_stands_on(
    place: str, lon: float, lat: float, in_2024: str | None, in_2026: str | None
) -> None:
    assert measure.state_at(lon, lat, 2024) == in_2024, place
    assert measure.state_at(lon, lat, 2026) == in_2026, place


def test_a_year_without_a_map_is_refused() -> None:
    with pytest.raises(ValueError, match="2026 and 2024, not in 2025"):
        measure.state_at(70, 40, 2025)
