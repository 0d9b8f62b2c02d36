"""How files of every format a reader may drop are made and broken."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from pyarrow import parquet
from shapely import Point, Polygon, box

from tests.support.own_files import frame, vector_of, xlsx_of

GOOD = Point(70.6, 39.9)
VALLEY = box(70.5, 39.8, 70.7, 40.0)
BOWTIE = Polygon([(70, 39), (71, 40), (71, 39), (70, 40), (70, 39)])
SIGN_IN = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in</body></html>"
MANY = 10_000

Maker = Callable[[], bytes]


def sound(kind: str, *shapes: object, **more: object) -> bytes:
    """Return a sound vector file."""
    return vector_of(frame(*(shapes or (GOOD, Point(70.7, 39.8))), **more), kind)


def cut(data: bytes, share: float = 0.5) -> bytes:
    """Return the first part of a file."""
    return data[: int(len(data) * share)]


def geojson(*features: object, **members: object) -> bytes:
    """Return a feature collection of geometries, or of whatever stands for them."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                feature
                if isinstance(feature, dict) and "geometry" in feature
                else {"type": "Feature", "properties": {"name": "a", "date": "2022-09-16"}, "geometry": feature}
                for feature in features
            ],
            **members,
        }
    ).encode()


def point(lon: object, lat: object) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lon, lat]}


def wide(columns: int) -> dict[str, str]:
    """Return very many cells of one row, by column."""
    return {f"c{number}": "x" for number in range(columns)}


def repacked(kind_zip: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return a zip whose files were changed one by one; None leaves one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(kind_zip)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = change(name, before.read(name))
            if content is not None:
                after.writestr(name, content)
    return out.getvalue()


def shapefile_without(*endings: str) -> bytes:
    return repacked(sound("shapefile"), lambda name, content: None if name.endswith(endings) else content)


def part_of_shapefile(ending: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(sound("shapefile"))) as archive:
        return next(archive.read(name) for name in archive.namelist() if name.endswith(ending))


def shapefile_with(ending: str, change: Callable[[bytes], bytes]) -> bytes:
    return repacked(sound("shapefile"), lambda name, content: change(content) if name.endswith(ending) else content)


def locked(data: bytes) -> bytes:
    """Return a zip whose entries claim to be encrypted."""
    out = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(signature)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(signature, at + 4)
    return bytes(out)


def geopackage(*statements: str) -> bytes:
    """Return a sound GeoPackage after some statements of SQL."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data.gpkg"
        path.write_bytes(sound("GPKG"))
        with closing(sqlite3.connect(path)) as connection:
            for (trigger,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
                connection.execute(f'drop trigger "{trigger}"')
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        return path.read_bytes()


def sqlite_of(*statements: str) -> bytes:
    """Return a database that is no GeoPackage."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data.db"
        with closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        return path.read_bytes()


def kml(body: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return f'{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'.encode()


def placemark(coordinates: str, name: str = "a", when: str = "2022-09-16") -> str:
    return (
        f'<Placemark><name>{name}</name><ExtendedData><Data name="date"><value>{when}</value></Data></ExtendedData>'
        f"<Point><coordinates>{coordinates}</coordinates></Point></Placemark>"
    )


def geoparquet(change: Callable[[dict[str, object]], object], data: bytes | None = None) -> bytes:
    """Return a GeoParquet whose metadata was changed."""
    table = parquet.read_table(io.BytesIO(data or sound("GeoParquet")))
    geo = json.loads(table.schema.metadata[b"geo"])
    changed = change(geo)
    text = (changed if isinstance(changed, str) else json.dumps(geo if changed is None else changed)).encode()
    out = io.BytesIO()
    parquet.write_table(table.replace_schema_metadata({**table.schema.metadata, b"geo": text}), out)
    return out.getvalue()


def plain_parquet(**columns: list[object]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out)
    return out.getvalue()


def wkb_parquet(*cells: bytes | None, **more: str) -> bytes:
    """Return a GeoParquet whose geometry column holds these bytes, with columns beside it that hold one word."""
    table = parquet.read_table(io.BytesIO(vector_of(frame(*[GOOD] * len(cells)), "GeoParquet")))
    held = (
        {name: table.column(name) for name in table.column_names}
        | {"geometry": pa.array(list(cells), pa.binary())}
        | {name: [word] * len(cells) for name, word in more.items()}
    )
    out = io.BytesIO()
    parquet.write_table(pa.table(held).replace_schema_metadata(table.schema.metadata), out)
    return out.getvalue()


def rows(header: str, *lines: str) -> bytes:
    return "\n".join([header, *lines, ""]).encode()


HEADER = ["date", "lat", "lon", "name"]
SHEET = ["2022-09-16", 39.9, 70.6, "good"]


def without(row: dict[str, object], *names: str) -> dict[str, object]:
    return {name: cell for name, cell in row.items() if name not in names}


def workbook(change: Callable[[str, bytes], bytes | None]) -> bytes:
    return repacked(xlsx_of([HEADER, SHEET]), change)


BOMB = '<!DOCTYPE kml [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
