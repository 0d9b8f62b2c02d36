"""GDAL opens no file of the server, asks no address, and reads each format with its one driver."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyogrio
import pytest

from geodata.importers.formats import gdal, json_text
from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from geodata.importers.report import Refused
from tests.support.attacks.broken_files import sound
from tests.support.attacks.ways_out import kml_with_network_links, pipeline, vrt


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
    ("kind", "driver"), [("GeoJSON", "GeoJSON"), ("GPKG", "GPKG"), ("shapefile", "ESRI Shapefile")]
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
    assert json_text.told(json.dumps(topology).encode(), []).kind == "topojson"
    assert len(read("file.json", json.dumps(topology).encode(), Options(crs="EPSG:4326")).points) == 1


CONFINED = """
import json, sys, warnings
import pyogrio
warnings.simplefilter("ignore")
from geodata.importers.formats import gdal
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
        cwd=Path(__file__).parents[3],
    )
    told = json.loads(run.stdout)
    assert told["drivers"] == [] and told["opened"] == []
    assert sorted(told["file systems"]) == ["/vsimem/", "/vsizip/"]
    assert {name: str(value) for name, value in told["settings"].items()} == {
        name: str(value) for name, value in gdal.SETTINGS.items()
    }
    assert nobody_called(listener)
