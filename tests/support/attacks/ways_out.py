"""Files that reach for what is not theirs: other files of the server, addresses, statements of their own (S1, and S3's databases)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePosixPath

from tests.support.attacks.broken_files import geopackage, kml, placemark
from tests.support.own_files import zip_of

#: A file of the server that no reader has any business with; there on every Linux.
SECRET = "/etc/passwd"
#: Nobody listens there; who asks it fails at once.
ADDRESS = "http://127.0.0.1:9/places"


def vrt(source: str, sql: str = "", head: str = "<!-- <kml> -->", encoding: str = "utf-8") -> bytes:
    """Return a virtual dataset of GDAL's that shows another file, line by line, and passes a search for "<kml"."""
    layer = f"<SrcSQL>{sql}</SrcSQL>" if sql else f"<SrcLayer>{PurePosixPath(source).stem}</SrcLayer>"
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{head}<OGRVRTDataSource><OGRVRTLayer name="places"><SrcDataSource>{source}</SrcDataSource>{layer}'
        "<GeometryType>wkbPoint</GeometryType><LayerSRS>EPSG:4326</LayerSRS></OGRVRTLayer></OGRVRTDataSource>"
    )
    return text.encode(encoding)


def vrt_in_a_kmz() -> bytes:
    return zip_of(doc_kml=vrt(f"CSV:{SECRET}"))


def vrt_as_a_root_of_kml_s_namespace() -> bytes:
    return (
        b'<?xml version="1.0"?><OGRVRTDataSource xmlns="http://www.opengis.net/kml/2.2" kml="<kml"><OGRVRTLayer name="a">'
        + f"<SrcDataSource>CSV:{SECRET}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>".encode()
    ).replace(b'"<kml"', b'"&lt;kml"')


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
    return (
        f'<?xml version="1.0"?><!-- <kml> --><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="http://x {ADDRESS}.xsd"><gml:featureMember/></gml:FeatureCollection>'
    ).encode()


def kml_with_network_links(address: str = ADDRESS) -> bytes:
    """Return a KML with a place, a link to another file and a style that lies at an address."""
    links = "".join(
        f"<NetworkLink><name>n</name><Link><href>{where}</href></Link></NetworkLink>"
        for where in (address, f"file://{SECRET}", SECRET)
    )
    style = f"<Placemark><name>styled</name><styleUrl>{address}#style</styleUrl><Point><coordinates>70.6,39.9</coordinates></Point></Placemark>"
    return kml(placemark("70.6,39.9") + links + style)


def external_entity(encoding: str = "utf-8") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file://{SECRET}">]><kml xmlns="http://www.opengis.net/kml/2.2">'
        "<Placemark><name>&x;</name><Point><coordinates>70.6,39.9</coordinates></Point></Placemark></kml>"
    )
    return text.encode(encoding)


def _layer(*statements: str) -> bytes:
    """Return a GeoPackage that lists a further layer "more", which the statements make."""
    return geopackage(
        *statements,
        "insert into gpkg_contents (table_name, data_type, identifier, srs_id) values ('more', 'features', 'more', 4326)",
        "insert into gpkg_geometry_columns values ('more', 'geom', 'POINT', 4326, 0, 0)",
        "delete from gpkg_contents where table_name = 'data'",
        "delete from gpkg_geometry_columns where table_name = 'data'",
    )


def _written(*rows: tuple[str, str, str, int, str]) -> Callable[[], bytes]:
    """Return a maker of a GeoPackage whose schema holds what its maker's SQLite would not have made: (type, name, table, root page, sql)."""
    values = ", ".join(
        "({})".format(
            ", ".join(f"'{cell.replace(chr(39), chr(39) * 2)}'" if isinstance(cell, str) else str(cell) for cell in row)
        )
        for row in rows
    )
    return lambda: _layer("pragma writable_schema = on", f"insert into sqlite_master values {values}")


def geopackage_of_a_file_s_bytes() -> bytes:
    return _layer(f"create view more as select 1 as fid, readfile('{SECRET}') as name, geom from data")


def geopackage_with_another_source() -> Callable[[], bytes]:
    return _written(("table", "more", "more", 0, f"CREATE VIRTUAL TABLE more USING VirtualOGR('CSV:{SECRET}')"))


def geopackage_with_an_extension() -> bytes:
    return _layer("create view more as select 1 as fid, load_extension('/tmp/extension.so') as name, geom from data")


def geopackage_that_asks_an_address() -> bytes:
    return _layer(
        f"create view more as select 1 as fid, ogr_datasource_load_layers('/vsicurl/{ADDRESS}') as name, geom from data"
    )


def recursive_view() -> bytes:
    return _layer(
        "create view more as with recursive n(fid) as (select 1 union all select fid + 1 from n) select fid, (select geom from data) as geom from n"
    )


def huge_view() -> bytes:
    """Return a GeoPackage with a view of 40 million rows."""
    return _layer(
        "create table n (i)",
        "insert into n with recursive c(i) as (select 1 union all select i + 1 from c where i < 350) select i from c",
        "create view more as select a.i * 122500 + b.i * 350 + c.i as fid, (select geom from data limit 1) as geom from n a, n b, n c",
    )


def endless_generated_column() -> bytes:
    """Return a GeoPackage with a column that is worked out at each reading, from a blob of a hundred million bytes."""
    return _layer(
        "create table more (fid integer primary key, geom blob, name text as (hex(zeroblob(100000000 + fid))) virtual)",
        "insert into more (geom) select geom from data",
    )


def slow_trigger() -> bytes:
    """Return a GeoPackage with a trigger, and with an index of what is worked out."""
    return geopackage(
        "create trigger slow after insert on gpkg_contents begin insert into data (name) select hex(randomblob(1000000)); end",
        "create index slow_index on data (hex(name))",
    )


def endless_check() -> bytes:
    """Return a GeoPackage with many tables, each with a name of thousands of letters."""
    return geopackage(
        *(f'create table "{"t" * 5_000}{number}" (a check (abs(a) < 1), b default (hex(1)))' for number in range(500))
    )
