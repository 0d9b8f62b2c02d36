"""S1, S2, S3, S15, C1, C2, C3: a file is what its structure says, GDAL opens it with one driver, and what it claims of itself is not believed."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from time import monotonic

import pytest
from shapely import Point

from geodata.importers.apart.process import Readers
from geodata.importers.formats import json_text
from geodata.importers.positions import wkb
from geodata.importers.reading import read
from geodata.importers.report import Refused
from tests.support.attacks.broken_files import geojson, kml, placemark, point
from tests.support.attacks.files import ATTACKS, large_geojson
from tests.support.attacks.geometry import nested_wkb
from tests.support.attacks.mutations import VALID, mutated
from tests.support.own_files import frame, vector_of

#: Files in which there are rows to take once what would do harm is left alone.
READ = {
    "a KML with links",
    "nested collections",
    "a trigger and an index of an expression",
    "many tables with expressions",
    "a blob that claims much",
    "a nested blob",
    "a shapefile that claims much",
    "a nested reference system",
}
#: Those that take seconds to make or to read.
SLOW = {
    "a column for each feature",
    "many tables with expressions",
    "a zip of zeros",
    "a zip that says little",
    "a workbook that says little",
    "swollen geometry",
    "swollen lists",
    "empty positions",
    "deep objects",
    "attributes without end",
}


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    made = Readers()
    yield made
    made.end()


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.services) if name in SLOW else name for name in ATTACKS]
)
def test_an_attack_ends_in_a_sentence_or_in_rows(readers: Readers, name: str) -> None:
    file, make = ATTACKS[name]
    data, start, said = make(), monotonic(), ""
    try:
        found = readers.look(file, data)
        said = found.outcome if isinstance(found.outcome, str) else ""
        if found.outcome is None:
            readers.read(file, data)
    except Refused as refusal:
        said = str(refusal)
    assert monotonic() - start < 20
    assert bool(said) == (name not in READ), said
    assert not said or (
        said[0] in "“ABCDEFGHIJKLMNOPQRSTUVWXYZ" and said.endswith(".") and "/vsi" not in said and len(said) < 500
    )


@pytest.mark.parametrize(
    "data",
    [
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": NaN, "b": -Infinity}, "geometry": {"type": "Point", "coordinates": [70.6, 39.9]}}]}',
        b'{"type": "Feature", "properties": {"a": "cut \\ud83d here"}, "geometry": {"type": "Point", "coordinates": [70.6, 39.9]}}',
        b'{"geometry": {"coordinates": [70.6, 39.9], "type": "Point"}, "properties": {"type": "gdal_streamed_alg"}, "ty\\u0070e": "Feature"}',
    ],
    ids=["nan", "half-a-sign", "type-last"],
)
def test_what_python_and_javascript_write_is_still_read(data: bytes) -> None:
    assert len(read("file.geojson", data).points) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"type": "FeatureCollection", "features": [], "a": 01}', "malformed"),
        ('{"type": ["Feature"]}', "no GeoJSON"),
        ('{"note": "\\"type\\": \\"Feature\\""}', "no GeoJSON"),
        ('{"type": "Feature"', "breaks off"),
        ('{"type": "Feature"} {}', "malformed"),
    ],
)
def test_json_is_told_by_its_own_type(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        json_text.told(text.encode(), [])


def test_a_geojson_is_checked_without_being_held_once_more() -> None:
    data = large_geojson(8)
    tracemalloc.start()
    try:
        json_text.told(data, [])
        assert tracemalloc.get_traced_memory()[1] < len(data) / 8
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r"])
def test_a_kml_is_told_by_its_root_in_any_encoding(encoding: str) -> None:
    text = kml("<!-- <OGRVRTDataSource/> -->" + placemark("70.6,39.9", "Баткен")).decode().replace("UTF-8", encoding)
    assert read("file.kml", text.encode(encoding)).points.rows[0]["Name"] == "Баткен"


@pytest.mark.parametrize(
    "root",
    [
        "rss",
        "OGRVRTDataSource",
        "gml:FeatureCollection xmlns:gml='http://www.opengis.net/gml'",
        "WMS_Capabilities",
        "kml xmlns='http://www.w3.org/2000/svg'",
    ],
)
def test_other_markup_is_refused_by_name(root: str) -> None:
    with pytest.raises(Refused, match=f"“{root.partition(' ')[0].rpartition(':')[2]}”"):
        read("file.kml", f'<?xml version="1.0"?><!-- <kml> --><{root}/>'.encode())


def test_wkb_is_measured_in_every_form_of_it() -> None:
    assert wkb.flaw([nested_wkb(wkb.DEEPEST - 1), None, b"", Point(1, 2).wkb]) == ""
    assert "deep" in wkb.flaw([Point(1, 2).wkb, nested_wkb(wkb.DEEPEST + 1)])
    # After brothers; with the number of a reference system; with an order that is neither, which a parser passes over.
    brothers = b"\x01" + (7).to_bytes(4, "little") + (2).to_bytes(4, "little") + Point(1, 2).wkb
    assert "deep" in wkb.flaw([brothers * 40 + nested_wkb(1)])
    assert "deep" in wkb.flaw(
        [
            (b"\x01" + (0x20000007).to_bytes(4, "little") + (4326).to_bytes(4, "little") + (1).to_bytes(4, "little"))
            * 40
            + Point(1, 2).wkb
        ]
    )
    assert "deep" in wkb.flaw(
        [nested_wkb(1)[:9] + (b"\x07" + (7).to_bytes(4, "little") + (1).to_bytes(4, "little")) * 40]
    )
    assert "no well-known" in wkb.flaw([nested_wkb(100).hex().encode()])


def test_large_multi_geometries_are_not_taken_for_deep() -> None:
    many = vector_of(frame(Point(70.6, 39.9).buffer(0.1).union(Point(71, 39).buffer(0.1))), "GeoParquet")
    assert len(read("file.parquet", many).points) == 1


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", VALID)
def test_a_file_a_little_broken_is_read_or_refused(kind: str) -> None:
    """Fifteen of the 5,000 of each format that ``make test-services`` tries."""
    for number in range(15):
        try:
            read(VALID[kind][0], mutated(kind, number))
        except Refused as refusal:
            assert len(str(refusal)) < 600, number


def test_a_geojson_of_some_empty_properties_is_read() -> None:
    features = [
        {"type": "Feature", "properties": {}, "geometry": point(70 + number / 100_000, 39)} for number in range(20_000)
    ]
    assert len(read("file.geojson", geojson(*features)).points) == 20_000
