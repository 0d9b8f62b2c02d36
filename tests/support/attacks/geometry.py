"""Geometry that is nested without end, claims much or swells (C2, C3, S2, S3, S15)."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import shapely
from pyarrow import parquet

from tests.support.attacks.broken_files import geojson, geopackage, geoparquet, kml, placemark, point, repacked, sound


def nested_wkb(depth: int) -> bytes:
    """Return a collection within a collection within …, a point in the innermost."""
    return struct.pack("<BII", 1, 7, 1) * depth + struct.pack("<BIdd", 1, 1, 70.6, 39.9)


def _parquet_of(cells: Iterable[bytes | None]) -> bytes:
    table = parquet.read_table(io.BytesIO(sound("GeoParquet")))
    cells = list(cells)
    place = table.column_names.index("geometry")
    columns = {name: pa.array(["x"] * len(cells)) for name in table.column_names} | {
        "geometry": pa.array(cells, pa.binary())
    }
    out = io.BytesIO()
    parquet.write_table(
        pa.table(columns).replace_schema_metadata(table.schema.metadata), out, compression="zstd", compression_level=19
    )
    assert table.column_names[place] == "geometry"
    return out.getvalue()


def nested_geoparquet() -> bytes:
    """Return a GeoParquet of some kilobytes whose geometry is nested a million times."""
    return _parquet_of([nested_wkb(1_000_000)])


def nested_to_the_other_end() -> bytes:
    """Return nested geometry with the big end first, and with Z in its type."""
    return _parquet_of(
        [struct.pack(">BII", 0, 1007, 1) * 500_000 + struct.pack(">BIddd", 0, 1001, 70.6, 39.9, 1), nested_wkb(300_000)]
    )


def wkb_that_claims_much() -> bytes:
    """Return geometries that say they have four thousand million points, parts or rings."""
    return _parquet_of([struct.pack("<BII", 1, kind, 0xFFFFFFFF) for kind in (2, 3, 4, 5, 6, 7)])


def swollen_geoparquet() -> bytes:
    """Return a GeoParquet of some kilobytes that says it holds little and unpacks to gigabytes: one text of a megabyte, 4,500 times."""
    rows = 4_500
    return _columns(
        rows,
        notes=pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array(["n" * (1 << 20)])).cast(
            pa.dictionary(pa.int32(), pa.large_string())
        ),
    )


def swollen_geometry() -> bytes:
    """Return a GeoParquet whose one line of 65,000 points is named by 4,500 rows."""
    line = shapely.to_wkb(shapely.linestrings(np.column_stack([np.linspace(70, 71, 65_000), np.full(65_000, 39.5)])))
    return _columns(
        4_500,
        geometry=pa.DictionaryArray.from_arrays(pa.array(np.zeros(4_500, np.int32)), pa.array([line], pa.binary())),
    )


def swollen_lists() -> bytes:
    """Return a GeoParquet with a column of lists, of a hundred thousand numbers in each row."""
    rows = 2_000
    one = pa.DictionaryArray.from_arrays(pa.array(np.zeros(100_000 * rows, np.int8)), pa.array([1.5]))
    return _columns(
        rows, marks=pa.LargeListArray.from_arrays(pa.array(np.arange(rows + 1, dtype=np.int64) * 100_000), one)
    )


def many_empty_columns() -> bytes:
    """Return a GeoParquet of 490 columns without a value and 150,000 rows: more cells than are read."""
    rows = 150_000
    return _columns(rows, **dict.fromkeys((f"c{number}" for number in range(490)), pa.nulls(rows, pa.string())))


def _columns(rows: int, **more: pa.Array) -> bytes:
    wkb = shapely.to_wkb(shapely.Point(70.6, 39.9))
    table = pa.table(
        {"geometry": pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([wkb], pa.binary()))}
        | more
    )
    metadata = parquet.read_schema(io.BytesIO(sound("GeoParquet"))).metadata
    out = io.BytesIO()
    # Without the Arrow schema the reader does not know that a dictionary was meant, and writes every value out.
    with parquet.ParquetWriter(out, table.schema, compression="zstd", store_schema=False) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({"geo": metadata[b"geo"].decode()})
    return out.getvalue()


def empty_objects(megabytes: int = 60) -> bytes:
    """Return a feature collection of nothing but empty objects."""
    return b'{"type":"FeatureCollection","features":[' + b"{}," * ((megabytes << 20) // 3) + b"{}]}"


def empty_numbers(megabytes: int = 60) -> bytes:
    """Return one geometry of nothing but empty positions."""
    return b'{"type":"MultiPoint","coordinates":[' + b"[]," * ((megabytes << 20) // 3) + b"[]]}"


def many_properties(megabytes: int = 30) -> bytes:
    """Return features of which each has a column of its own."""
    one = '{{"type":"Feature","geometry":null,"properties":{{"column {0}":1}}}}'
    return (
        b'{"type":"FeatureCollection","features":['
        + ",".join(one.format(number) for number in range((megabytes << 20) // 80)).encode()
        + b"]}"
    )


def deep_json(opening: bytes = b"[", closing: bytes = b"]") -> bytes:
    return b'{"type": "Point", "coordinates": ' + opening * 5_000_000 + closing * 5_000_000 + b"}"


def nested_collections(depth: int = 300) -> bytes:
    """Return GeoJSON whose geometry is a collection within a collection, and so on."""
    return geojson(
        json.loads('{"type":"GeometryCollection","geometries":[' * depth + json.dumps(point(70.6, 39.9)) + "]}" * depth)
    )


def nested_kml(depth: int = 100_000) -> bytes:
    return kml("<Folder>" * depth + placemark("70.6,39.9") + "</Folder>" * depth)


def nested_multigeometry(depth: int = 100_000) -> bytes:
    return kml(
        "<Placemark><name>a</name>"
        + "<MultiGeometry>" * depth
        + "<Point><coordinates>70,39</coordinates></Point>"
        + "</MultiGeometry>" * depth
        + "</Placemark>"
    )


def attributes_without_end() -> bytes:
    return b"<kml " + b" ".join(b'a%d="%d"' % (number, number) for number in range(2_000_000)) + b"/>"


def claimed_blob() -> bytes:
    """Return a GeoPackage whose geometry says it has four thousand million points."""
    head = b"GP\x00\x01" + struct.pack("<i", 4326)
    return geopackage(f"update data set geom = x'{(head + struct.pack('<BII', 1, 2, 0xFFFFFFFF)).hex()}'")


def nested_blob() -> bytes:
    head = b"GP\x00\x01" + struct.pack("<i", 4326)
    return geopackage(f"update data set geom = x'{(head + nested_wkb(50_000)).hex()}'")


def shapefile_that_claims_much() -> bytes:
    """Return a shapefile whose one shape says it has two thousand million points, and whose table as many rows."""

    def changed(name: str, data: bytes) -> bytes:
        if name.endswith(".shp"):
            return (
                data[:100]
                + struct.pack(">ii", 1, 0x7FFFFF)
                + struct.pack("<i4dii", 5, 0, 0, 1, 1, 0x7FFFFFFF, 0x7FFFFFFF)
                + data[100:]
            )
        return data[:4] + b"\xff\xff\xff\x7f" + data[8:] if name.endswith(".dbf") else data

    return repacked(sound("shapefile"), changed)


def nested_projjson(depth: int = 100_000) -> bytes:
    """Return a GeoParquet whose reference system is nested without end."""
    marked = geoparquet(lambda geo: {**geo, "columns": {"geometry": {**geo["columns"]["geometry"], "crs": "HERE"}}})
    table = parquet.read_table(io.BytesIO(marked))
    text = table.schema.metadata[b"geo"].replace(
        b'"HERE"', b'{"type":"BoundCRS","source_crs":' * depth + b"{}" + b"}" * depth
    )
    out = io.BytesIO()
    parquet.write_table(table.replace_schema_metadata({**table.schema.metadata, b"geo": text}), out)
    return out.getvalue()


def nested_crs_of_geojson(depth: int = 900) -> bytes:
    return geojson(point(70.6, 39.9), crs=json.loads('{"type":"name","properties":' * depth + "{}" + "}" * depth))


def nested_prj() -> bytes:
    return repacked(
        sound("shapefile"), lambda name, data: b'GEOGCS["a",' + b"DATUM[" * 100_000 if name.endswith(".prj") else data
    )


def geojson_of_numbers() -> bytes:
    """Return a GeoJSON with whole numbers of a hundred thousand digits."""
    return geojson(point(70.6, 39.9)).replace(b"70.6", b"7" * 100_000).replace(b'"a"', b"9" * 100_000)
