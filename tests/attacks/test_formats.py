"""S1, S2, S3, S15, C1, C2, C3: a file is what its structure says, GDAL opens it with one driver, and what it claims of itself is not believed."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pyogrio
import pytest
from shapely import Point

from geodata.importers import gdal, json_text, wkb
from geodata.importers.options import Options
from geodata.importers.process import Readers
from geodata.importers.reading import peek, read
from geodata.importers.report import Refused
from tests.support.attack_files import ATTACKS, large_geojson
from tests.support.attack_geometry import nested_wkb
from tests.support.attack_ways_out import kml_with_network_links, pipeline, vrt
from tests.support.broken_files import geojson, kml, placemark, point, sound
from tests.support.mutations import VALID, mutated
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


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secrets.csv"
    path.write_text('[auth]\ncookie_secret = "do not tell"\nclient = "x"\n')
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "iso-8859-1"])
@pytest.mark.parametrize("head", ["", "<!-- <kml> -->", "<?kml <kml ?>"])
def test_a_file_of_the_server_is_not_shown(secret: Path, encoding: str, head: str) -> None:
    with pytest.raises(Refused, match="OGRVRTDataSource"):
        peek("places.kml", vrt(f"CSV:{secret}", head=head, encoding=encoding))


def test_a_file_of_the_server_is_not_shown_by_a_pipeline(secret: Path) -> None:
    with pytest.raises(Refused, match="gdal_streamed_alg"):
        peek(
            "places.geojson", pipeline(f"gdal vector pipeline ! read CSV:{secret}", note='"type": "FeatureCollection"')
        )


def test_no_file_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="OGRVRTDataSource"):
        read("places.kml", vrt(":memory:", f"VACUUM INTO '{tmp_path / 'written.db'}'"))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def nobody_called(listener: socket.socket) -> bool:
    try:
        listener.accept()
    except BlockingIOError:
        return True
    return False


def test_no_address_in_a_file_is_asked(listener: socket.socket) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/a"
    assert len(read("places.kml", kml_with_network_links(address)).points) == 1
    with pytest.raises(Refused, match="OGRVRTDataSource"):
        read("places.kml", vrt(f"/vsicurl/{address}.csv"))
    assert nobody_called(listener)


@pytest.mark.parametrize(
    ("kind", "driver"), [("GeoJSON", "GeoJSON"), ("GPKG", "GPKG"), ("KML", "LIBKML"), ("shapefile", "ESRI Shapefile")]
)
def test_a_format_is_opened_with_its_one_driver(monkeypatch: pytest.MonkeyPatch, kind: str, driver: str) -> None:
    data, before = sound(kind), pyogrio.list_drivers()
    seen = []
    for name in ("list_layers", "read_info", "read_dataframe"):
        real = getattr(pyogrio, name)
        monkeypatch.setattr(
            pyogrio,
            name,
            lambda *args, real=real, **more: (seen.append(list(pyogrio.list_drivers())), real(*args, **more))[1],
        )
    read("file", data)
    assert len(seen) >= 2 and all(drivers == [driver] for drivers in seen)
    assert pyogrio.list_drivers() == before


def test_a_topology_is_opened_with_its_own_driver() -> None:
    topology = {
        "type": "Topology",
        "arcs": [[[70, 39], [71, 40]]],
        "objects": {
            "b": {
                "type": "GeometryCollection",
                "geometries": [{"type": "LineString", "arcs": [0], "properties": {"n": "y"}}],
            }
        },
    }
    assert json_text.opened(json.dumps(topology).encode(), [], "")[1] == "topojson"
    assert len(read("file.json", json.dumps(topology).encode(), Options(crs="EPSG:4326")).points) == 1


CONFINED = """
import json, sys, warnings
import pyogrio
warnings.simplefilter("ignore")
from geodata.importers import gdal
gdal.confine()
told = {"drivers": list(pyogrio.list_drivers()), "settings": {name: pyogrio.get_gdal_config_option(name) for name in gdal.SETTINGS}, "file systems": gdal.file_systems(), "opened": []}
for driver in ["", *gdal.DRIVERS.values()]:
    for source in sys.argv[1:]:
        try:
            with gdal.one_driver(driver):
                told["opened"].append([driver, source[:40], str(pyogrio.list_layers(source.encode() if source.startswith("<") else source))])
        except pyogrio.errors.DataSourceError:
            pass
print(json.dumps(told))
"""


def test_in_a_confined_process_gdal_has_no_way_out(listener: socket.socket, secret: Path) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/a.csv"
    packed = secret.with_suffix(".zip")
    subprocess.run([sys.executable, "-m", "zipfile", "-c", str(packed), str(secret)], check=True)
    sources = [
        vrt(f"CSV:{secret}").decode(),
        f"CSV:{secret}",
        str(secret),
        f"/vsicurl/{address}",
        f"/vsicurl_streaming/{address}",
        f"HTTP:{address}",
        f"/vsizip/{packed}/secrets.csv",
        f"/vsigzip/{secret}",
        f"/vsisubfile/0_10,{secret}",
        "/vsistdin/",
        f"/vsicached?file={secret}",
        f"/vsitar/{secret}",
        '{"type":"gdal_streamed_alg","command_line":"gdal vector info"}',
    ]
    run = subprocess.run(
        [sys.executable, "-c", CONFINED, *sources],
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )
    told = json.loads(run.stdout)
    assert told["drivers"] == [] and told["opened"] == []
    assert sorted(told["file systems"]) == ["/vsimem/", "/vsizip/"]
    assert {name: str(value) for name, value in told["settings"].items()} == {
        name: str(value) for name, value in gdal.SETTINGS.items()
    }
    assert nobody_called(listener)


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
        ('{"a": {"type": "Feature"}}', "no GeoJSON"),
        ('{"note": "\\"type\\": \\"Feature\\""}', "no GeoJSON"),
        ('{"type": "Feature"', "breaks off"),
        ('[{"type": "Feature"}]', "no GeoJSON"),
        ('{"type": "Feature"} {}', "malformed"),
    ],
)
def test_json_is_told_by_its_own_type(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        json_text.opened(text.encode(), [], "Save it again.")


def test_a_geojson_is_checked_without_being_held_once_more() -> None:
    data = large_geojson(8)
    tracemalloc.start()
    try:
        json_text.opened(data, [], "")
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r"])
def test_a_kml_is_told_by_its_root_in_any_encoding(encoding: str) -> None:
    text = kml("<!-- <OGRVRTDataSource/> -->" + placemark("70.6,39.9", "Баткен")).decode().replace("UTF-8", encoding)
    assert read("file.kml", text.encode(encoding)).points.rows[0]["Name"] == "Баткен"


@pytest.mark.parametrize(
    "root",
    [
        "gpx",
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
