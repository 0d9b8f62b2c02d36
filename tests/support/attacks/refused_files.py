"""Files of each format that are broken or made to do harm, and what is said when they are refused."""

from __future__ import annotations

import json

from tests.support.attacks.broken_files import (
    BOMB,
    GOOD,
    HEADER,
    MANY,
    SHEET,
    SIGN_IN,
    Maker,
    cut,
    geojson,
    geopackage,
    geoparquet,
    kml,
    locked,
    part_of_shapefile,
    placemark,
    plain_parquet,
    point,
    shapefile_with,
    shapefile_without,
    sound,
    sqlite_of,
    wide,
    without,
    wkb_parquet,
    workbook,
)
from tests.support.own_files import acled_row, csv_of, frame, ucdp_row, vector_of, xlsx_of, zip_of

WAYPOINT = '<wpt lat="39.9" lon="70.6"><name>a post</name></wpt>'


def gpx(inside: str) -> bytes:
    """Return a GPX that holds what is given."""
    return f'<gpx version="1.1" creator="me" xmlns="http://www.topografix.com/GPX/1/1">{inside}</gpx>'.encode()


#: Format → what is wrong → (file, a part of the sentence that its owner reads).
REFUSED: dict[str, dict[str, tuple[Maker, str]]] = {
    "GeoJSON": {
        "empty": (lambda: b"", "The file is empty"),
        "cut": (lambda: cut(sound("GeoJSON")), "breaks off or is malformed"),
        "a web page": (lambda: SIGN_IN, "web page"),
        "other JSON": (lambda: b'{"rows": [1, 2]}', "JSON but no GeoJSON"),
        "no features": (lambda: geojson(), "no features"),
        "a comma too many": (lambda: geojson(point(70, 39))[:-2] + b",]}", "malformed"),
        "two files in one": (lambda: geojson(point(70, 39)) * 2, "malformed"),
        "nested without end": (
            lambda: b'{"type": "Point", "coordinates": ' + b"[" * 90_000 + b"]" * 90_000 + b"}",
            "nested deeper",
        ),
        "10,000 columns": (
            lambda: geojson({"type": "Feature", "properties": wide(MANY), "geometry": point(70, 39)}),
            "10,000 columns; at most 500",
        ),
        "zero bytes": (lambda: b"\0" * 5000, "nothing but zero bytes"),
        "inside two zips": (lambda: zip_of(a_zip=zip_of(data_geojson=sound("GeoJSON"))), "another archive: unpack it"),
    },
    "GPKG": {
        "cut": (lambda: cut(sound("GPKG")), "GeoPackage cannot be read.*save or download it again"),
        "the signature alone": (
            lambda: b"SQLite format 3\0" + b"\0" * 400,
            "GeoPackage cannot be read.*save or download it again",
        ),
        "a web page": (lambda: SIGN_IN, "web page"),
        "no features": (lambda: geopackage("delete from data"), "no features"),
        "another database": (
            lambda: sqlite_of("create table t (a, b)", "insert into t values (1, 2)"),
            "“t” has no geometry",
        ),
        "an empty database": (lambda: sqlite_of("create table t (a)", "drop table t"), "no layer"),
        "its table gone": (lambda: geopackage("drop table data"), "no layer"),
        "no geometry column": (
            lambda: geopackage(
                "delete from gpkg_geometry_columns", "update gpkg_contents set data_type = 'attributes'"
            ),
            "no geometry",
        ),
        "no list of contents": (lambda: geopackage("drop table gpkg_contents"), "list of layers is missing"),
        "1,500 columns": (
            lambda: sound("GPKG", GOOD, **{name: [cell] for name, cell in wide(1498).items()}),
            "1,500 columns; at most 500",
        ),
        "zero bytes inside": (
            lambda: sound("GPKG")[:100] + b"\0" * 40_000,
            "GeoPackage cannot be read.*save or download it again",
        ),
        "an unknown reference system": (
            lambda: geopackage("update gpkg_geometry_columns set srs_id = -1", "update gpkg_contents set srs_id = -1"),
            "does not say in which reference system",
        ),
    },
    "shapefile": {
        "cut": (lambda: cut(sound("shapefile")), "damaged"),
        "no .dbf": (lambda: shapefile_without(".dbf"), "lacks its .dbf file"),
        "no .shp": (lambda: shapefile_without(".shp"), "without its .shp: put .shp, .shx"),
        "no .prj": (lambda: shapefile_without(".prj"), "does not say in which reference system"),
        "the .shp alone, without a zip": (
            lambda: b"\x00\x00\x27\x0a" + b"\0" * 96,
            "one part of a shapefile.*into one zip",
        ),
        "the .dbf alone": (
            lambda: part_of_shapefile(".dbf"),
            "one part of a shapefile.*into one zip",
        ),
        "the .shp is something else": (lambda: shapefile_with(".shp", lambda data: b"PK" + data), "no shapefile"),
        "the .shp cut": (lambda: shapefile_with(".shp", lambda data: data[:40]), "breaks off: of .* bytes it holds 40"),
        "the .dbf is something else": (lambda: shapefile_with(".dbf", lambda data: SIGN_IN), "no dBASE table"),
        "the .prj is nonsense": (
            lambda: shapefile_with(".prj", lambda data: b"somewhere"),
            "does not say in which reference system",
        ),
        "two of them": (lambda: zip_of(a_shp=b"", b_shp=b""), "2 files .* lacks its"),
        "locked": (lambda: locked(sound("shapefile")), "password"),
        "no features": (lambda: vector_of(frame(GOOD).iloc[:0], "shapefile"), "no features"),
        "inside another zip": (lambda: zip_of(a_zip=sound("shapefile")), "another archive"),
    },
    "KML": {
        "cut": (lambda: cut(sound("KML"), 0.8), "KML cannot be read"),
        "never closed": (lambda: kml(placemark("70.6,39.9"))[: -len("</Document></kml>")], "KML cannot be read"),
        "a web page": (lambda: SIGN_IN, "web page"),
        "other XML": (lambda: b'<?xml version="1.0"?><rss version="2.0"></rss>', "XML but neither KML nor GPX"),
        "entities": (lambda: kml("", f'<?xml version="1.0"?>{BOMB}'), "declares entities"),
        "entities in UTF-16": (
            lambda: kml("", f'<?xml version="1.0"?>{BOMB}').decode().encode("utf-16"),
            "declares entities",
        ),
        "no placemark": (lambda: kml(""), "no features"),
        "only a link to another file": (
            lambda: kml("<NetworkLink><Link><href>http://127.0.0.1/a.kml</href></Link></NetworkLink>"),
            "holds no features itself.*fetches nothing",
        ),
        "crossed tags": (lambda: kml("<Placemark><name></Placemark></name>"), "KML cannot be read"),
        "an ampersand alone": (lambda: kml(placemark("70.6,39.9", "a & b")), "KML cannot be read"),
        "a KMZ without a KML": (lambda: zip_of(picture_png=b"\x89PNG"), "nothing the atlas reads"),
        "a KMZ that is cut": (lambda: cut(zip_of(doc_kml=sound("KML"))), "damaged"),
    },
    "GeoParquet": {
        "cut": (lambda: cut(sound("GeoParquet")), "GeoParquet cannot be read"),
        "the signature alone": (lambda: b"PAR1" + b"\0" * 60 + b"PAR1", "GeoParquet cannot be read"),
        "no geometry": (lambda: plain_parquet(a=[1], b=[2]), "no GeoParquet"),
        "no features": (lambda: vector_of(frame(GOOD).iloc[:0], "GeoParquet"), "no features"),
        "no reference system": (lambda: sound("GeoParquet", crs=None), "does not say in which reference system"),
        "metadata that is no JSON": (lambda: geoparquet(lambda geo: "{"), "GeoParquet cannot be read"),
        "metadata without columns": (lambda: geoparquet(lambda geo: {"version": "1.0.0"}), "GeoParquet cannot be read"),
        "a geometry column that is not there": (
            lambda: geoparquet(
                lambda geo: {**geo, "primary_column": "shape", "columns": {"shape": geo["columns"]["geometry"]}}
            ),
            "GeoParquet cannot be read",
        ),
        "an encoding nobody knows": (
            lambda: geoparquet(
                lambda geo: {**geo, "columns": {"geometry": {**geo["columns"]["geometry"], "encoding": "magic"}}}
            ),
            "GeoParquet cannot be read",
        ),
        "a reference system nobody knows": (
            lambda: geoparquet(
                lambda geo: {
                    **geo,
                    "columns": {"geometry": {**geo["columns"]["geometry"], "crs": {"type": "Nonsense"}}},
                }
            ),
            "names its reference system in a way",
        ),
        "geometry that is no WKB": (lambda: wkb_parquet(b"nonsense", b"\x01\x02"), "GeoParquet cannot be read"),
        "10,000 columns": (lambda: wkb_parquet(GOOD.wkb, **wide(MANY - 2)), "10,001 columns; at most 500"),
        "a web page": (lambda: SIGN_IN, "web page"),
    },
    "ACLED": {
        "a web page": (lambda: SIGN_IN, "web page"),
        "an error of its service": (
            lambda: b'{"status": 403, "success": false, "error": "Access denied"}',
            "JSON but no GeoJSON",
        ),
        "the header alone": (lambda: csv_of([acled_row()]).splitlines()[0] + b"\n", "no rows"),
        "no coordinates": (
            lambda: csv_of([without(acled_row(), "latitude", "longitude")]),
            "no column for latitude and longitude",
        ),
        "zero bytes": (lambda: b"\0" * 4096, "zero bytes"),
        "packed with gzip": (lambda: b"\x1f\x8b\x08\0" + b"\0" * 100, "An archive must be a .zip"),
        "an old Excel file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "none of the formats"),
    },
    "UCDP": {
        "a web page": (lambda: SIGN_IN, "web page"),
        "an answer of its service without places": (
            lambda: b'{"TotalCount": 1, "Result": [{"id": 1}]}',
            "no column for latitude",
        ),
        "the header alone": (lambda: csv_of([ucdp_row()]).splitlines()[0] + b"\n", "no rows"),
        "no coordinates": (
            lambda: csv_of([without(ucdp_row(), "latitude", "longitude", "geom_wkt")]),
            "no column for latitude and longitude",
        ),
        "a zip that breaks off": (
            lambda: cut(zip_of(ged_csv=csv_of([ucdp_row(number) for number in range(1, 50)]))),
            "damaged",
        ),
        "the code book instead": (lambda: b"%PDF-1.7 code book", "none of the formats"),
    },
    "GPX": {
        "empty": (lambda: b"", "The file is empty"),
        "cut": (lambda: cut(gpx(WAYPOINT * 9)), "GPX cannot be read"),
        "no waypoint": (lambda: gpx(""), "no features"),
        "no waypoint with a position": (lambda: gpx("<wpt><name>a</name></wpt>"), "no features"),
        "entities": (lambda: f'<?xml version="1.0"?>{BOMB}'.encode() + gpx(WAYPOINT), "declares entities"),
        "crossed tags": (lambda: gpx('<wpt lat="39.9" lon="70.6"><name></wpt></name>'), "GPX cannot be read"),
        "an ampersand alone": (lambda: gpx(WAYPOINT.replace("a post", "a & b")), "GPX cannot be read"),
        "nested without end": (
            lambda: gpx("<extensions>" * 200 + "</extensions>" * 200),
            "GPX cannot be read: its elements are nested",
        ),
        "locked": (lambda: locked(zip_of(a_gpx=gpx(WAYPOINT))), "password"),
        "inside two zips": (lambda: zip_of(a_zip=zip_of(a_gpx=gpx(WAYPOINT))), "another archive"),
    },
    "JSON": {
        "cut": (lambda: b'[{"lat": 39.9}, {"l', "breaks off or is malformed"),
        "an empty list": (lambda: b"[]", "nor does it hold a list of objects"),
        "a list of figures": (lambda: b"[1, 2, 3]", "nor does it hold a list of objects"),
        "a single object": (lambda: b'{"error": {"code": 400, "message": "no"}}', "nor does it hold a list of objects"),
        "no places": (lambda: b'[{"a": 1}, {"a": 2}]', "no column for latitude"),
        "a comma too many": (lambda: b'[{"lat": 39.9},]', "malformed"),
        "nested without end": (lambda: b'[{"a": ' + b"[" * 90_000 + b"]" * 90_000 + b"}]", "nested deeper"),
        "10,000 columns": (lambda: json.dumps([wide(MANY)]).encode(), "10,000 columns; at most 500"),
        "an element of Overpass that is none": (
            lambda: b'{"elements": [{"type": "node", "id": "x"}]}',
            "answer of Overpass cannot be read",
        ),
        "Esri JSON that is none": (
            lambda: b'{"geometryType": 5, "features": [{"attributes": 7, "geometry": "x"}]}',
            "Esri JSON cannot be read",
        ),
        "a TopoJSON without its arcs": (
            lambda: b'{"type": "Topology", "objects": {"a": {"type": "LineString", "arcs": [7]}}, "arcs": []}',
            "does not say in which reference system",
        ),
    },
    "CSV": {
        "empty": (lambda: b"", "The file is empty"),
        "only blank lines": (lambda: b"\n\r\n\n", "no more than blank lines"),
        "one column": (lambda: b"one\n1\n2\n", "single column"),
        "no header": (lambda: b"2022,39.9,70.6\n2023,39.9,70.6\n", "no column for latitude"),
        "the header alone": (lambda: b"date,lat,lon\n", "no rows"),
        "10,000 columns": (
            lambda: (",".join(f"c{number}" for number in range(MANY)) + "\n1\n").encode(),
            "10,000 columns; at most 500",
        ),
        "no place": (lambda: b"date,name\n2022-09-16,x\n", "no column for latitude"),
        "zero bytes": (lambda: b"a,b\n" + b"\0" * 9000, "zero bytes"),
        "a FlatGeobuf": (lambda: b"fgb\x03fgb\0" + b"\0" * 90, "format FlatGeobuf.*save it as GeoPackage"),
        "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "none of the formats"),
        "one endless line": (lambda: b"a," * (1 << 20), "longer than a megabyte"),
    },
    "XLSX": {
        "cut": (lambda: cut(xlsx_of([HEADER, SHEET])), "damaged"),
        "locked with a password": (
            lambda: (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
            ),
            "password",
        ),
        "no sheet in it": (
            lambda: workbook(lambda name, data: None if "sheet1" in name else data),
            "workbook is damaged.*save it anew",
        ),
        "a sheet that breaks off": (
            lambda: workbook(lambda name, data: data[: len(data) // 2] if "sheet1" in name else data),
            "workbook is damaged.*save it anew",
        ),
        "a list of sheets that breaks off": (
            lambda: workbook(lambda name, data: data[:60] if name.endswith("workbook.xml") else data),
            "workbook is damaged.*save it anew",
        ),
        "a text document": (
            lambda: zip_of(**{"[Content_Types]_xml": b"<Types/>", "word/document_xml": b"<w/>"}),
            "office document without a sheet",
        ),
        "nothing in it": (lambda: xlsx_of([]), "empty"),
        "one column": (lambda: xlsx_of([["only"], ["one"]]), "single column"),
        "the header alone": (lambda: xlsx_of([HEADER]), "no rows"),
        "1,000 columns": (
            lambda: xlsx_of([[f"c{number}" for number in range(1000)], ["x"] * 1000]),
            "columns; at most 500",
        ),
        "no place": (lambda: xlsx_of([["date", "name"], ["2022-09-16", "x"]]), "no column for latitude"),
        "a bomb": (
            lambda: workbook(lambda name, data: data + b" " * (80 << 20) if "sheet1" in name else data),
            "would unpack",
        ),
    },
}
