"""The backdrop: land without a line between the two, names in their place, light enough to send."""

from __future__ import annotations

import itertools
import math

import pytest
import shapely
from shapely import Point, Polygon

from geodata import geometry_files, measure
from geodata.geometry_files import GEOMETRY_DIR, Feature
from tests.support.exclaves import exclaves


@pytest.fixture(scope="module")
def land() -> shapely.Geometry:
    [feature] = geometry_files.backdrop("land")
    return feature.geometry


@pytest.mark.parametrize("vintage", [2024, 2026])
def test_the_backdrop_shows_no_line_between_the_two(vintage: int, land: shapely.Geometry) -> None:
    drawn = shapely.union_all([land.boundary, *(f.geometry for f in geometry_files.backdrop("neighbours"))])
    shapely.prepare(land)
    line = measure.line(vintage)
    # 3 km from the tripoints, where the states' outer border begins.
    for km in range(3, int(line.length_km) - 3):
        point = Point(line.at(km))
        assert land.contains(point) and drawn.distance(point) > 0.003, km
    for name in ("vorukh", "khojai-alo", "kayragach-exclave"):
        if name in exclaves(vintage):
            assert land.contains(exclaves(vintage)[name].geometry), name


def test_the_land_has_holes_only_where_uzbekistan_is(land: shapely.Geometry) -> None:
    holes = [Polygon(ring) for part in shapely.get_parts(land) for ring in part.interiors]
    assert sorted(round(measure.area_km2(hole)) for hole in holes) == pytest.approx([47, 223], rel=0.02)
    for hole in holes:
        inside = hole.representative_point()
        assert measure.state_at(inside.x, inside.y) == "UZ"
    assert land.contains(exclaves(2026)["sarvak"].geometry.buffer(-0.003))


def test_the_backdrop_is_light_enough_to_send() -> None:
    assert (GEOMETRY_DIR / "backdrop.geojson").stat().st_size < 600_000


def test_no_name_lost_a_letter_on_the_way() -> None:
    names = [f.properties["name"] for f in geometry_files.backdrop()]
    assert [name for name in names if "?" in name or "\ufffd" in name or name != name.strip()] == []


def test_towns_stand_in_their_state() -> None:
    towns = [f for f in geometry_files.backdrop("town") if f.properties["country"] in ("KG", "TJ", "UZ")]
    assert {"Khujand", "Isfara", "Batken", "Konibodom", "Suluktu", "Razzakov", "Vorukh", "Samarkandek"} <= {
        f.properties["name"] for f in towns
    }
    for town in towns:
        assert measure.state_at(town.geometry.x, town.geometry.y) == town.properties["country"], town.properties["name"]


def test_country_names_stand_in_their_country() -> None:
    codes = {"KYRGYZSTAN": "KG", "TAJIKISTAN": "TJ", "UZBEKISTAN": "UZ"}
    labels = geometry_files.backdrop("country_label")
    assert codes.keys() < {f.properties["name"] for f in labels}
    for label in labels:
        assert measure.state_at(label.geometry.x, label.geometry.y) == codes.get(label.properties["name"]), label.id


@pytest.mark.parametrize("name", ["Lenin (Ibn Sina) Peak", "Piramidalny Peak", "Tandykul", "Kurumdy", "Kyzyl-Art Pass"])
def test_a_peak_or_pass_of_the_border_stands_at_the_line(name: str) -> None:
    """Where one and where the other is are from different sources, so each holds the other."""
    [found] = [f for kind in ("peak", "pass") for f in geometry_files.backdrop(kind) if f.properties["name"] == name]
    assert measure.line(2026).locate(found.geometry.x, found.geometry.y).km_to_border < 0.6


def test_peaks_and_passes_carry_their_height_and_stay_out_of_the_wide_view() -> None:
    found = [f.properties for kind in ("peak", "pass") for f in geometry_files.backdrop(kind)]
    assert {one["kind"] for one in found} == {"peak", "pass"}
    assert all(one["min_zoom"] >= 9 and 2000 < one["height_m"] < 7700 for one in found)


@pytest.mark.parametrize("zoom", range(5, 13))
def test_no_two_town_names_lie_on_each_other(zoom: int) -> None:
    shown = [f for f in geometry_files.backdrop("town") if f.properties["min_zoom"] <= zoom]
    pixels = 256 * 2**zoom / 360

    def place(town: Feature) -> tuple[float, float]:
        return town.geometry.x * pixels, math.degrees(math.asinh(math.tan(math.radians(town.geometry.y)))) * pixels

    for a, b in itertools.combinations(shown, 2):
        (left, y_a), (right, y_b) = sorted((place(a), place(b)))
        text = a if place(a)[0] == left else b
        # Type of 12 px is at least 6 px wide a letter and 14 px high.
        apart = abs(y_a - y_b) >= 14 or right - left >= 6 * len(text.properties["name"])
        assert apart, (a.properties["name"], b.properties["name"])
