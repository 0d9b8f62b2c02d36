"""GeoJSON, GeoPackage, Shapefile, KML and GeoParquet: what is sound is read alike from each, what is broken is told in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box

from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from geodata.importers.report import Loaded, Refused
from tests.support.own_files import frame, vector_of, zip_of

FORMATS = ("GeoJSON", "GPKG", "KML", "shapefile", "GeoParquet")
BOWTIE = Polygon([(70, 39), (71, 40), (71, 39), (70, 40), (70, 39)])
VALLEY = box(70.5, 39.8, 70.7, 40.0)

every_format = pytest.mark.parametrize("kind", FORMATS)


def load(features: gpd.GeoDataFrame, kind: str, **options: object) -> Loaded:
    return read(f"file.{kind}", vector_of(features, kind), Options(**options))


def reasons(loaded: Loaded) -> list[tuple[int, str]]:
    return sorted((int(line), rejection.reason) for rejection in loaded.report.rejected for line in rejection.lines)


@every_format
def test_points_names_and_dates_are_read(kind: str) -> None:
    column = "Name" if kind == "KML" else "name"
    loaded = load(frame(Point(70.6, 39.9), Point(70.7, 39.8)), kind)
    assert np.allclose(loaded.points.lon, [70.6, 70.7], atol=1e-5) and np.allclose(
        loaded.points.lat, [39.9, 39.8], atol=1e-5
    )
    assert [loaded.points.rows[row].get(column) or loaded.points.rows[row]["name"] for row in range(2)] == [
        "Feature 1",
        "Feature 2",
    ]
    assert loaded.points.shapes is None and loaded.report.rejected == ()


@every_format
def test_lines_and_areas_keep_their_shape(kind: str) -> None:
    loaded = load(frame(VALLEY, MultiPolygon([VALLEY, box(69, 39, 69.1, 39.1)])), kind)
    assert [round(shape.area, 6) for shape in loaded.points.shapes] == [0.04, 0.05]
    assert all(
        shape.intersects(Point(lon, lat))
        for shape, lon, lat in zip(
            loaded.points.shapes, loaded.points.lon.tolist(), loaded.points.lat.tolist(), strict=True
        )
    )
    assert len(load(frame(LineString([(70, 39), (71, 40)])), kind).points.shapes) == 1


@every_format
def test_broken_geometry_is_rejected_and_mended_only_when_asked(kind: str) -> None:
    features = frame(VALLEY, BOWTIE)
    loaded = load(features, kind)
    assert reasons(loaded) == [(2, "broken geometry")] and len(loaded.points) == 1
    mended = load(features, kind, repair=True)
    assert reasons(mended) == [] and mended.points.shapes[1].is_valid
    assert mended.points.shapes[1].area == pytest.approx(0.5)


@pytest.mark.parametrize("kind", ["GeoJSON", "GPKG", "shapefile", "GeoParquet"])
def test_a_feature_without_geometry_is_rejected(kind: str) -> None:
    assert reasons(load(frame(Point(70.6, 39.9), None), kind)) == [(2, "no geometry")]


@pytest.mark.parametrize("kind", ["GPKG", "GeoParquet"])
def test_geometry_with_nan_is_rejected(kind: str) -> None:
    features = frame(LineString([(70, 39), (71, 40)]), LineString([(70, 39), (float("nan"), 40)]))
    assert reasons(load(features, kind)) == [(2, "no coordinates")]


@every_format
def test_what_lies_outside_the_world_is_rejected(kind: str) -> None:
    loaded = load(frame(Point(70.6, 39.9), Point(250, 39), crs="EPSG:4326"), kind)
    # A KML's driver turns longitudes round the globe by itself: 250° E is 110° W.
    assert reasons(loaded) == ([] if kind == "KML" else [(2, "outside")])


@every_format
def test_swapped_coordinates_are_rejected_and_exchanged_only_when_asked(kind: str) -> None:
    features = frame(Point(70.6, 39.9), Point(70.7, 39.8), Point(39.9, 70.6))
    assert reasons(load(features, kind)) == [(3, "swapped")]
    assert np.allclose(sorted(load(features, kind, swap=True).points.lon), [70.6, 70.6, 70.7], atol=1e-5)


@every_format
def test_dates_that_cannot_be_read_or_run_backwards_are_rejected(kind: str) -> None:
    features = frame(
        Point(70.6, 39.9),
        Point(70.6, 39.8),
        Point(70.6, 39.7),
        date=["2022-09-16", "someday", "2022-09-16"],
        end_date=["2022-09-17", "2022-09-17", "2022-09-01"],
    )
    mapping = (
        {"date": "date", "date_end": "end_date", "label": "name"}
        if kind != "KML"
        else {"date": "date", "date_end": "end_date", "label": "Name"}
    )
    assert reasons(load(features, kind, mapping=mapping)) == [(2, "bad date"), (3, "reversed")]


@every_format
def test_duplicates_are_shown_and_kept(kind: str) -> None:
    features = frame(Point(70.6, 39.9), Point(70.6, 39.9), Point(70.6, 39.9), name=["a", "a", "b"])
    loaded = load(features, kind)
    assert [group.tolist() for group in loaded.report.duplicates] == [[1, 2]] and len(loaded.points) == 3


@pytest.mark.parametrize("kind", ["GPKG", "shapefile", "GeoParquet"])
def test_other_reference_systems_are_converted_and_said(kind: str) -> None:
    loaded = load(frame(Point(70.6, 39.9)).to_crs("EPSG:32642"), kind)
    assert np.allclose([loaded.points.lon[0], loaded.points.lat[0]], [70.6, 39.9], atol=1e-5)
    assert any("UTM zone 42N" in note for note in loaded.report.notes)


@pytest.mark.parametrize("kind", ["shapefile", "GeoParquet"])
def test_an_unknown_reference_system_is_asked_for_never_guessed(kind: str) -> None:
    features = frame(Point(636766, 4417883), crs=None)
    with pytest.raises(Refused, match="reference system"):
        load(features, kind)
    assert np.allclose(load(features, kind, crs="EPSG:32642").points.lon, 70.6, atol=0.01)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_breaks_off_is_refused_or_read_as_far_as_it_goes(kind: str, share: float) -> None:
    data = vector_of(frame(*(Point(70 + number / 100, 39.9) for number in range(50))), kind)
    try:
        loaded = read("file", data[: int(len(data) * share)])
    except Refused as refusal:
        assert str(refusal)[0].isupper() and str(refusal).rstrip().endswith((".", ")"))
    else:
        assert 0 < len(loaded.points) <= 50


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_without_features_is_refused(kind: str) -> None:
    with pytest.raises(Refused):
        load(frame(Point(70, 39)).iloc[:0], kind)


def test_an_open_ring_is_broken_geometry_and_the_rest_is_read() -> None:
    shapes = [
        {"type": "Point", "coordinates": [70.6, 39.9]},
        {"type": "Polygon", "coordinates": [[[70, 39], [71, 39], [71, 40]]]},
    ]
    data = json.dumps(
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {"name": "a"}, "geometry": shape} for shape in shapes],
        }
    )
    loaded = read("file.geojson", data.encode())
    assert len(loaded.points) + loaded.report.rejected_count == 2 and len(loaded.points) >= 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"a": 1}', "no GeoJSON"),
        (b'{"type": "FeatureCollection", "features": [', "breaks off"),
        (b"[1, 2, 3]", "no GeoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "no features|no layer|cannot be read|no geometry"),
        (
            b'{"type": "Point", "coordinates": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
            "nested|cannot be read|no coordinates",
        ),
        (
            b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": {'
            + b",".join(b'"c%d": 1' % n for n in range(10_000))
            + b"}}]}",
            "10,000 columns",
        ),
        (b'<?xml version="1.0"?><rss></rss>', "neither KML nor GPX"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html></html>', "web page"),
        (b"SQLite format 3\0" + b"\0" * 500, "GeoPackage cannot be read"),
        (b"PAR1" + b"\0" * 50 + b"PAR1", "GeoParquet cannot be read"),
        (
            b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>',
            "markup",
        ),
        (b'<?xml version="1.0"?><OGRVRTDataSource><OGRVRTLayer name="kml"/></OGRVRTDataSource>', "neither KML nor GPX"),
    ],
    ids=[
        "json",
        "cut",
        "array",
        "no-features",
        "deep",
        "10000-columns",
        "rss",
        "html",
        "sqlite",
        "parquet",
        "vrt",
        "xml-vrt",
    ],
)
def test_what_is_none_of_the_formats_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read("file", data)


def test_a_billion_laughs_is_refused_before_any_parser_sees_it() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    data = f'<?xml version="1.0"?><!DOCTYPE kml [{entities}]><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&l9;</name></Placemark></kml>'
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(Refused, match="entities"):
            read("file.kml", data.encode(encoding))


def test_nan_in_geojson_is_refused_or_rejected_never_drawn() -> None:
    data = b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [NaN, 39.9]}}]}'
    try:
        loaded = read("file.geojson", data)
    except Refused as refusal:
        assert "GeoJSON" in str(refusal)
    else:
        assert len(loaded.points) == 0


def test_features_without_any_property_are_read() -> None:
    assert len(read("file.geojson", b'{"type": "Point", "coordinates": [70.6, 39.9]}').points) == 1


def test_a_kmz_and_a_zipped_geojson_are_opened() -> None:
    kml = vector_of(frame(Point(70.6, 39.9)), "KML")
    assert len(read("file.kmz", zip_of(doc_kml=kml)).points) == 1
    assert len(read("file.zip", zip_of(data_geojson=vector_of(frame(Point(70.6, 39.9)), "GeoJSON"))).points) == 1


@pytest.mark.parametrize("first", [True, False])
def test_what_qgis_keeps_beside_the_layers_is_no_layer(tmp_path: Path, first: bool) -> None:
    file, table = tmp_path / "project.gpkg", frame(Point(70.6, 39.9))
    styles = pd.DataFrame({"f_table_name": ["data"], "styleQML": ["<qgis/>"]})
    for part, layer in sorted([(styles, "layer_styles"), (table, "data")], key=lambda one: first is (one[1] == "data")):
        pyogrio.write_dataframe(part, file, driver="GPKG", layer=layer, append=file.exists())
    loaded = read("project.gpkg", file.read_bytes())
    assert len(loaded.points) == 1 and loaded.report.notes == ()
    assert peek("project.gpkg", file.read_bytes()).layers == ["data"]


def test_the_preview_offers_the_files_layers_and_its_guess() -> None:
    found = peek("file.gpkg", vector_of(frame(Point(70.6, 39.9), kind=["post"]), "GPKG"))
    assert found.layers == ["data"] and found.has_geometry
    assert found.mapping == {"date": "date", "category": "kind", "label": "name"}


def test_names_that_come_again_are_kinds_and_others_are_not() -> None:
    areas = [box(70 + step, 39, 70.5 + step, 40) for step in range(4)]
    zones = load(frame(*areas, name=["Occupied", "Liberated", "Occupied", "Unknown"]), "GeoJSON").points
    assert zones.category == "name" and zones.coded["name"].words == ("Occupied", "Liberated", "Unknown")
    assert load(frame(*areas, name=["A", "B", "C", "D"]), "GeoJSON").points.category == ""
