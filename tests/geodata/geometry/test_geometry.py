"""The committed lines and polygons: what a reader of the map, and anybody who measures on it, relies on."""

from __future__ import annotations

import itertools
import random
import re
from pathlib import Path

import pytest
import shapely
from shapely import Point

from geodata import atlas, geometry_files, measure
from geodata.geometry_files import GEOMETRY_DIR, Feature
from geodata.provenance import derived_files
from tests.support.exclaves import exclaves

FILES = sorted(path.stem for path in GEOMETRY_DIR.glob("*.geojson"))
GROUPS = (
    ["three-state-junction", "lakko", "kara-bak"],
    ["zhiydelik", "zhany-zher", "arki-2", "arki-1", "maksat", "kulundu", "kayragach"],
)
STRIPS = [name for group in GROUPS for name in group]
#: Rounding to 1e-6° moves a corner by up to 8 cm: along a seam of 4 km that is some 300 m².
SEAM_KM2 = 0.0005


def one(vintage: int, kind: str) -> Feature:
    [found] = [f for f in geometry_files.border(vintage) if f.properties["kind"] == kind]
    return found


@pytest.mark.parametrize("name", FILES)
def test_every_feature_is_valid_and_lies_in_central_asia_lon_first(name: str) -> None:
    features = geometry_files.read(name)
    assert len({f.id for f in features}) == len(features)
    for feature in features:
        assert feature.geometry.is_valid and not feature.geometry.is_empty, feature.id
        west, south, east, north = feature.geometry.bounds
        assert 55 < west <= east < 90 and 30 < south <= north < 50, feature.id


@pytest.mark.parametrize(("name", "decimals"), [("border", 6), ("sections", 6), ("states", 6), ("backdrop", 4)])
def test_coordinates_are_rounded(name: str, decimals: int) -> None:
    longest = max(
        len(digits)
        for digits in re.findall(r"\d\.(\d+)[],]", re.sub(r'"properties":.*?}', "", geometry_files.text(name)))
    )
    assert longest == decimals


# 990.1 and 1002.2 km are the reference material's figures for the same two editions.
@pytest.mark.parametrize(("vintage", "total_km"), [(2024, 990.1), (2026, 1002.2)])
def test_the_line_with_its_exclaves_is_as_long_as_the_reference_says(vintage: int, total_km: float) -> None:
    main = one(vintage, "line")
    rings = [
        f.geometry.exterior
        for f in exclaves(vintage).values()
        if {f.properties["owner"], f.properties["host"]} == {"KG", "TJ"}
    ]
    measured = measure.length_km(main.geometry) + sum(measure.length_km(ring) for ring in rings)
    assert measured == pytest.approx(total_km, rel=0.005)
    assert main.properties["total_with_exclaves_km"] == pytest.approx(measured, abs=0.01)
    assert main.properties["length_km"] == pytest.approx(measure.length_km(main.geometry), abs=0.01)


@pytest.mark.parametrize("vintage", [2024, 2026])
def test_the_line_is_one_piece_from_uzbekistan_to_china(vintage: int) -> None:
    line = one(vintage, "line").geometry
    assert line.geom_type == "LineString" and line.is_simple
    steps = [measure.distance_km(*a, *b) for a, b in itertools.pairwise(line.coords)]
    assert max(steps) < 15, "a longer step would be a gap bridged by a straight line"
    assert Point(line.coords[0]).distance(Point(70.94, 40.22)) < 0.1
    assert Point(line.coords[-1]).distance(Point(73.6003, 39.4597)) < 0.001


def test_which_exclaves_stood_in_which_year() -> None:
    between = {
        year: {
            name for name, f in exclaves(year).items() if {f.properties["owner"], f.properties["host"]} == {"KG", "TJ"}
        }
        for year in (2024, 2026)
    }
    assert between == {2024: {"vorukh", "kayragach-exclave"}, 2026: {"vorukh", "khojai-alo"}}
    assert measure.area_km2(exclaves(2026)["vorukh"].geometry) == pytest.approx(145, abs=1)
    assert measure.area_km2(exclaves(2024)["vorukh"].geometry) == pytest.approx(101, abs=1)
    assert {"sokh", "shohimardon", "sarvak"} <= exclaves(2026).keys() & exclaves(2024).keys()


def test_the_neutral_strip_is_true_to_scale() -> None:
    strip = one(2026, "neutral").geometry
    assert geometry_files.sections()["tort-kocho"].geometry.equals(strip)
    corners = shapely.minimum_rotated_rectangle(strip).exterior.coords
    sides = sorted(measure.distance_km(*a, *b) * 1000 for a, b in itertools.pairwise(corners))
    assert sides[0] == pytest.approx(40, abs=6) and sides[-1] == pytest.approx(254, abs=12)


def test_the_ten_strips_are_disjoint() -> None:
    strips = {name: geometry_files.sections()[name].geometry for name in STRIPS}
    for (a, first), (b, second) in itertools.combinations(strips.items(), 2):
        shared = first.intersection(second)
        polygons = [part for part in shapely.get_parts(shared) if part.geom_type == "Polygon"]
        assert sum(measure.area_km2(part) for part in polygons) < SEAM_KM2, (a, b)


@pytest.mark.parametrize("name", STRIPS)
def test_a_strip_holds_its_anchor_and_the_anchor_its_kilometre(name: str) -> None:
    section = geometry_files.sections()[name]
    p = section.properties
    anchor = Point(p["anchor_lon"], p["anchor_lat"])
    assert section.geometry.contains(anchor)
    found = measure.line(2026).locate(anchor.x, anchor.y)
    assert found.km_to_line < 0.001 and found.km_along == pytest.approx(p["anchor_km"], abs=0.01)
    assert p["km_from"] <= p["anchor_km"] < p["km_to"]


@pytest.mark.parametrize("group", GROUPS)
def test_the_strips_follow_each_other_cut_halfway_between_anchors(group: list[str]) -> None:
    rows = [geometry_files.sections()[name].properties for name in group]
    for before, after in itertools.pairwise(rows):
        assert before["km_to"] == after["km_from"] == (before["anchor_km"] + after["anchor_km"]) / 2
    first, last = rows[0], rows[-1]
    assert first["km_from"] == max(0, 2 * first["anchor_km"] - first["km_to"])
    assert last["km_to"] == 2 * last["anchor_km"] - last["km_from"]


def test_kilometres_22_to_141_have_no_name() -> None:
    line = measure.line(2026)
    strips = [geometry_files.sections()[name].geometry for name in STRIPS]
    for km in range(22, 141):
        point = Point(line.at(km))
        assert not any(strip.contains(point) for strip in strips), km


@pytest.mark.parametrize("name", STRIPS)
def test_the_ground_of_a_strip_is_nearest_to_its_own_stretch(name: str) -> None:
    section, line, chance = geometry_files.sections()[name], measure.line(2026), random.Random(name)
    west, south, east, north = section.geometry.bounds
    core = section.geometry.buffer(-0.001)  # 100 m inside: seams were smoothed
    points = [Point(chance.uniform(west, east), chance.uniform(south, north)) for _ in range(600)]
    inside = [point for point in points if core.contains(point)]
    assert len(inside) > 50
    for point in inside:
        found = line.locate(point.x, point.y)
        assert found.km_to_line < 2.01
        assert section.properties["km_from"] - 0.05 < found.km_along < section.properties["km_to"] + 0.05


@pytest.mark.parametrize("name", STRIPS)
def test_a_strip_leaves_no_ground_beside_its_middle_out(name: str) -> None:
    """Points up to 1.8 km to both sides of the line, if nearest to this stretch, belong to the strip."""
    section, line = geometry_files.sections()[name], measure.line(2026)
    p = section.properties
    km = (p["km_from"] + p["km_to"]) / 2
    lon, lat = line.at(km)
    belonging = 0
    for corner in measure.circle(lon, lat, 1_800, vertices=36).exterior.coords[:-1]:
        found = line.locate(*corner)
        if p["km_from"] + 0.1 < found.km_along < p["km_to"] - 0.1:
            belonging += 1
            assert section.geometry.contains(Point(corner)), corner
    assert belonging >= 6


def test_every_section_says_how_it_was_made_and_where_its_name_goes() -> None:
    for name, section in geometry_files.sections().items():
        p = section.properties
        assert p["kind"] in ("section", "area", "exclave") and isinstance(p["inferred"], bool), name
        assert p["method"].endswith("."), name
        label = Point(p["label_lon"], p["label_lat"])
        near = 0.035 if p["kind"] == "section" else 0.0
        assert section.geometry.distance(label) <= near, name


@pytest.mark.parametrize("vintage", [2024, 2026])
def test_the_states_meet_along_the_line_without_overlap(vintage: int) -> None:
    areas = {f.properties["state"]: f.geometry for f in geometry_files.states(vintage)}
    for a, b in itertools.combinations(areas, 2):
        shared = areas[a].intersection(areas[b])
        assert (
            measure.area_km2(shapely.MultiPolygon([p for p in shapely.get_parts(shared) if p.geom_type == "Polygon"]))
            < 0.001
        ), (a, b)
    tajik = {point for ring in _rings(areas["TJ"]) for point in ring.coords}
    kyrgyz = {point for ring in _rings(areas["KG"]) for point in ring.coords}
    line = one(vintage, "line").geometry.coords
    assert set(line) <= tajik
    # Along the neutral strip the line is the Tajik side's.
    assert len(set(line) - kyrgyz) <= 4


# Areas as the states publish them: 199,951 and 143,100 km², the latter without what went to China in 2011 (1,122 km²).
@pytest.mark.parametrize(("state", "area_km2"), [("KG", 199_951), ("TJ", 141_978), ("UZ", 447_400)])
@pytest.mark.parametrize("vintage", [2024, 2026])
def test_the_states_are_as_large_as_published(state: str, area_km2: float, vintage: int) -> None:
    [feature] = [f for f in geometry_files.states(vintage) if f.properties["state"] == state]
    assert measure.area_km2(feature.geometry) == pytest.approx(area_km2, rel=0.015)


def test_provenance_names_every_file_of_the_folder() -> None:
    listed = {row.file for row in derived_files()}
    assert listed == {f"{name}.geojson" for name in FILES} | {"relief.webp"}
    assert {path.name for path in GEOMETRY_DIR.iterdir()} == listed | {"provenance.yaml"}


def test_provenance_and_readme_name_the_versions_the_build_reads() -> None:
    geodata = Path(atlas.__file__).parent
    readme = (geodata / "README.md").read_text(encoding="utf-8")
    pinned = (geodata / "derive" / "requirements.txt").read_text(encoding="utf-8") + readme
    for row in derived_files():
        assert row.file in readme
        for source in row.sources:
            pin = source.package + {"PyPI": "==", "npm": "@"}.get(source.registry, " ") + source.version
            assert pin in pinned, pin


def _rings(area: shapely.Geometry) -> list[shapely.LinearRing]:
    return [ring for part in shapely.get_parts(area) for ring in (part.exterior, *part.interiors)]
