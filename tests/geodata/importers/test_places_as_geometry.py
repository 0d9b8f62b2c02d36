"""Geometries as the text of a cell, features without any, open rings, metres, 0 and 0."""

from __future__ import annotations

import io
import json
import math

import pyogrio
import pytest
from shapely import Point, Polygon, to_wkb

from geodata.importers.report import Refused
from tests.support.own_files import frame, vector_of
from tests.support.tables.placed import LAT, LON, load, reasons, table, where

MERCATOR = f"SRID=3857;POINT({math.radians(LON) * 6378137} {math.asinh(math.tan(math.radians(LAT))) * 6378137})"
HEX = to_wkb(Point(LON, LAT), hex=True)


@pytest.mark.parametrize(
    "cell",
    [
        "POINT (70.51 39.91)",
        "point(70.51 39.91)",
        "POINT Z (70.51 39.91 800)",
        "SRID=4326;POINT(70.51 39.91)",
        MERCATOR,
        '{"type": "Point", "coordinates": [70.51, 39.91]}',
        "{'type': 'Point', 'coordinates': [70.51, 39.91]}",
        HEX,
        "\\x" + HEX.lower(),
        to_wkb(Point(LON, LAT), hex=True, include_srid=True),
    ],
)
def test_a_point_is_read_from_the_text_of_a_geometry(cell: str) -> None:
    loaded = load(table(anything=cell, note="x"))
    assert where(loaded) == [(LAT, LON)] and loaded.points.shapes is None


def test_lines_and_areas_are_read_from_text_beside_points() -> None:
    cells = (
        "POINT (70.51 39.91)",
        "LINESTRING (70.5 39.9, 70.6 39.95)",
        "POLYGON ((70.5 39.9, 70.6 39.9, 70.6 40, 70.5 39.9))",
        "MULTIPOLYGON (((70.5 39.9, 70.6 39.9, 70.6 40, 70.5 39.9)))",
        "POLYGON ((70.5 39.9, 70.6",
        "",
    )
    loaded = load(table(WKT=cells, name=tuple("abcdef")))
    assert [None if shape is None else shape.geom_type for shape in loaded.points.shapes] == [
        None,
        "LineString",
        "Polygon",
        "MultiPolygon",
    ]
    assert reasons(loaded) == [(6, "no coordinates"), (7, "no coordinates")]


def test_a_text_of_nested_collections_is_no_geometry() -> None:
    deep = "GEOMETRYCOLLECTION(" * 5000 + "POINT(70 39)" + ")" * 5000
    loaded = load(table(WKT=("POINT (70.51 39.91)", "POINT (70.51 39.91)", deep), name=("a", "b", "c")))
    assert len(loaded.points) == 2 and reasons(loaded) == [(4, "no coordinates")]


OPEN = {"type": "Polygon", "coordinates": [[[70.5, 39.9], [70.6, 39.9], [70.6, 40.0], [70.5, 40.0]]]}


def features(*shapes: dict[str, object] | None, **properties: object) -> bytes:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {"date": "2022-09-16"} | properties, "geometry": shape}
                for shape in shapes
            ],
        }
    ).encode()


@pytest.mark.parametrize(
    "data",
    [
        features({"type": "Point", "coordinates": [70.6, 39.9]}, OPEN),
        table(WKT=("POINT (70.6 39.9)", "POLYGON ((70.5 39.9, 70.6 39.9, 70.6 40, 70.5 40))"), name=("a", "b")),
        table(shape=('{"type": "Point", "coordinates": [70.6, 39.9]}', json.dumps(OPEN)), name=("a", "b")),
    ],
    ids=["GeoJSON", "WKT", "GeoJSON in a cell"],
)
def test_an_open_ring_is_said_to_be_one_and_closed_when_asked(data: bytes) -> None:
    loaded = load(data)
    assert [reason for _, reason in reasons(loaded)] == ["open ring"]
    assert "not closed" in loaded.report.rejected[0].sentence and loaded.report.notes == ()
    mended = load(data, repair=True)
    assert len(mended.points) == 2 and mended.points.shapes[1].area == pytest.approx(0.01)


def test_features_without_geometry_are_put_where_their_columns_say() -> None:
    nowhere = {"type": "Point", "coordinates": []}
    for shapes in ([None, None], [{"type": "Point", "coordinates": [70.6, 39.8]}, None], [None, nowhere]):
        loaded = load(features(*shapes, LATITUDE=39.91, LONGITUDE=70.51))
        placed = [(39.8, 70.6) if shape and shape is not nowhere else (LAT, LON) for shape in shapes]
        assert where(loaded) == placed and any("LATITUDE" in note for note in loaded.report.notes)
    assert reasons(load(features({"type": "Point", "coordinates": [70.6, 39.8]}, None))) == [(2, "no geometry")]


@pytest.mark.parametrize("kind", ["GPKG", "shapefile", "GeoParquet"])
def test_attributes_place_features_without_geometry_in_every_format(kind: str) -> None:
    data = vector_of(frame(Point(70.6, 39.8), None, lat=[39.8, 39.91], lon=[70.6, 70.51]), kind)
    assert where(load(data)) == [(39.8, 70.6), (LAT, LON)]


@pytest.mark.parametrize(
    ("x", "y", "system"),
    [
        ("636766", "4417883", "EPSG:32642"),
        ("7859155.9", "4850971.7", "EPSG:3857"),
        ("12636848", "4419559", "EPSG:28412"),
    ],
)
def test_metres_are_recognised_by_their_size_and_asked_for(x: str, y: str, system: str) -> None:
    for data in (
        table(x=x, y=y, name="a"),
        table(x=f"{float(x):,.1f}", y=f"{float(y):,.1f}", name="a"),
        table(WKT=f"POINT ({x} {y})", name="a"),
        table(coords=f"{x}, {y}", name="a"),
        features({"type": "Point", "coordinates": [float(x), float(y)]}),
    ):
        with pytest.raises(Refused, match=system) as asked:
            load(data)
        assert asked.value.asks
        points = load(data, crs=system).points
        assert (points.lat[0], points.lon[0]) == (pytest.approx(39.9, abs=0.01), pytest.approx(70.6, abs=0.01))


def test_metres_that_stand_in_each_others_column_are_noticed() -> None:
    # In Russian geodesy x runs north.
    data = table(X="4417883", Y="636766", name="a")
    assert reasons(load(data, crs="EPSG:32642")) == [(2, "swapped")]
    assert where(load(data, crs="EPSG:32642", swap=True))[0][0] == pytest.approx(39.9, abs=0.01)


def test_zero_and_zero_is_no_place_in_any_form() -> None:
    assert reasons(load(table(lat=("0", "39.91"), lon=("0", "70.51")))) == [(2, "zero")]
    assert reasons(load(table(coords=("0, 0", "39.91, 70.51"), note=("x", "y")))) == [(2, "zero")]
    assert reasons(load(table(WKT=("POINT (0 0)", "POINT (70.51 39.91)"), note=("x", "y")))) == [(2, "zero")]
    assert reasons(load(table(x=("0", "636766"), y=("0", "4417883")), crs="EPSG:32642")) == [(2, "zero")]


def test_a_sound_file_has_no_notes() -> None:
    heights = Polygon([(70.5, 39.9, 0), (70.6, 39.9, 0), (70.6, 40, 0)])
    for kind in ("GPKG", "GeoJSON", "shapefile", "KML", "GeoParquet"):
        assert load(vector_of(frame(heights), kind)).report.notes == ()
    assert load(features({"type": "Point", "coordinates": [70.6, 39.8, 12]})).report.notes == ()


def test_a_layer_or_a_parquet_without_geometry_is_placed_by_its_columns() -> None:
    table = frame(Point(0, 0), lat=[LAT], lon=[LON]).drop(columns="geometry")
    package, parquet = io.BytesIO(), io.BytesIO()
    pyogrio.write_dataframe(table, package, driver="GPKG", layer="posts")
    table.to_parquet(parquet)
    for data in (package.getvalue(), parquet.getvalue()):
        assert where(load(data)) == [(LAT, LON)]
