"""Broken variants of every format a reader may drop, made in code: what is wrong with each, and what its owner is to be told.

`REFUSED` are files of which nothing can be taken, `PARTLY` files with good rows and a broken one.
"""

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
from shapely import LineString, Point, Polygon, box

from tests.support.own_files import acled_row, csv_of, frame, ucdp_row, vector_of, xlsx_of, zip_of

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
        "no list of contents": (lambda: geopackage("drop table gpkg_contents"), "gpkg_contents, is missing"),
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
        "no .shx": (lambda: shapefile_without(".shx"), "lacks its .shx file"),
        "no .shp": (lambda: shapefile_without(".shp"), "without its .shp: put .shp, .shx"),
        "no .prj": (lambda: shapefile_without(".prj"), "does not say in which reference system"),
        "the .shp alone, without a zip": (
            lambda: b"\x00\x00\x27\x0a" + b"\0" * 96,
            "one part of a shapefile.*into one zip",
        ),
        "the .shp is something else": (lambda: shapefile_with(".shp", lambda data: b"PK" + data), "no shapefile"),
        "the .shp cut": (lambda: shapefile_with(".shp", lambda data: data[:40]), "breaks off: of .* bytes it holds 40"),
        "the .dbf is something else": (lambda: shapefile_with(".dbf", lambda data: SIGN_IN), "no dBASE table"),
        "the .prj is nonsense": (
            lambda: shapefile_with(".prj", lambda data: b"somewhere"),
            "does not say in which reference system",
        ),
        "two of them": (lambda: zip_of(a_shp=b"", b_shp=b""), "several shapefiles"),
        "locked": (lambda: locked(sound("shapefile")), "password"),
        "no features": (lambda: vector_of(frame(GOOD).iloc[:0], "shapefile"), "no features"),
        "inside another zip": (lambda: zip_of(a_zip=sound("shapefile")), "another archive"),
    },
    "KML": {
        "cut": (lambda: cut(sound("KML"), 0.8), "KML cannot be read"),
        "never closed": (lambda: kml(placemark("70.6,39.9"))[: -len("</Document></kml>")], "KML cannot be read"),
        "a web page": (lambda: SIGN_IN, "web page"),
        "other XML": (lambda: b'<?xml version="1.0"?><gpx version="1.1"></gpx>', "XML but no KML"),
        "entities": (lambda: kml("", f'<?xml version="1.0"?>{BOMB}'), "declares entities"),
        "entities in UTF-16": (
            lambda: kml("", f'<?xml version="1.0"?>{BOMB}').decode().encode("utf-16"),
            "declares entities",
        ),
        "no placemark": (lambda: kml(""), "no layer"),
        "only a link to another file": (
            lambda: kml("<NetworkLink><Link><href>http://127.0.0.1/a.kml</href></Link></NetworkLink>"),
            "no features",
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
        "packed with gzip": (lambda: b"\x1f\x8b\x08\0" + b"\0" * 100, "an archive must be a .zip"),
        "an old Excel file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "saved as .xlsx"),
    },
    "UCDP": {
        "a web page": (lambda: SIGN_IN, "web page"),
        "an answer of its service": (lambda: b'{"TotalCount": 1, "Result": [{"id": 1}]}', "JSON but no GeoJSON"),
        "the header alone": (lambda: csv_of([ucdp_row()]).splitlines()[0] + b"\n", "no rows"),
        "no coordinates": (
            lambda: csv_of([without(ucdp_row(), "latitude", "longitude")]),
            "no column for latitude and longitude",
        ),
        "a zip that breaks off": (
            lambda: cut(zip_of(ged_csv=csv_of([ucdp_row(number) for number in range(1, 50)]))),
            "damaged",
        ),
        "the code book instead": (lambda: b"%PDF-1.7 code book", "none of the formats"),
        "two releases in one zip": (
            lambda: zip_of(a_csv=csv_of([ucdp_row()]), b_csv=csv_of([ucdp_row()])),
            "several files",
        ),
    },
    "CSV": {
        "empty": (lambda: b"", "The file is empty"),
        "only blank lines": (lambda: b"\n\r\n\n", "no more than blank lines"),
        "one column": (lambda: b"one\n1\n2\n", "single column"),
        "no header": (lambda: b"2022,39.9,70.6\n2023,39.9,70.6\n", "names no columns"),
        "the header alone": (lambda: b"date,lat,lon\n", "no rows"),
        "10,000 columns": (
            lambda: (",".join(f"c{number}" for number in range(MANY)) + "\n1\n").encode(),
            "10,000 columns; at most 500",
        ),
        "no place": (lambda: b"date,name\n2022-09-16,x\n", "no column for latitude"),
        "zero bytes": (lambda: b"a,b\n" + b"\0" * 9000, "zero bytes"),
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


def _with(kind: str, broken: object, good: object = GOOD, **columns: list[object]) -> Maker:
    return lambda: vector_of(frame(good, good, broken, **columns), kind)


def _acled(**changes: object) -> Maker:
    return lambda: csv_of([acled_row(1, time_precision=1), acled_row(2, time_precision=1) | changes])


def _ucdp(**changes: object) -> Maker:
    return lambda: csv_of([ucdp_row(1), ucdp_row(2) | changes])


def _xlsx(*row: object) -> Maker:
    return lambda: xlsx_of([HEADER, SHEET, SHEET, list(row)])


BAD_DATE = {"date": ["2022-09-16", "2022-09-16", "31 February 2022"]}
REVERSED = {"date": ["2022-09-16"] * 3, "end_date": ["2022-09-17", "2022-09-17", "2022-09-01"]}

#: Format → what is wrong with one of its rows → (file, key of `report.REASONS`).
PARTLY: dict[str, dict[str, tuple[Maker, str]]] = {
    **{
        kind: {
            "a bow-tie": (_with(kind, BOWTIE, VALLEY), "broken geometry"),
            "beyond the world": (
                _with(kind, Point(700_000, 4_400_000))
                if kind != "KML"
                else lambda: kml(placemark("70.6,39.9") + placemark("70.6,99999")),
                "outside",
            ),
            "no day of a calendar": (_with(kind, GOOD, **BAD_DATE), "bad date"),
            "an end before its beginning": (_with(kind, GOOD, **REVERSED), "reversed"),
            "at 0, 0": (_with(kind, Point(0, 0)), "zero"),
            "swapped": (
                lambda kind=kind: vector_of(frame(GOOD, Point(70.7, 39.8), Point(39.9, 70.6)), kind),
                "swapped",
            ),
        }
        for kind in ("GeoJSON", "GPKG", "shapefile", "KML", "GeoParquet")
    },
    "ACLED": {
        "no coordinates": (_acled(latitude="", longitude=""), "no coordinates"),
        "a word for a number": (_acled(latitude="north"), "no coordinates"),
        "swapped": (_acled(latitude="70.6", longitude="39.9"), "swapped"),
        "beyond the world": (_acled(longitude="270.6"), "outside"),
        "at 0, 0": (_acled(latitude="0", longitude="0", country="Ghana"), "zero"),
        "no day of a calendar": (_acled(event_date="2022-02-30"), "bad date"),
        "no date": (_acled(event_date=""), "no date"),
        "a slip of the year": (_acled(event_date="0202-09-16"), "bad date"),
        "a line cut short": (lambda: csv_of([acled_row(1)]) + b"XXX2,2022-09-16,2022\n", "fields"),
        "not a number": (_acled(latitude="NaN"), "no coordinates"),
    },
    "UCDP": {
        "no coordinates": (_ucdp(latitude="", longitude=""), "no coordinates"),
        "swapped": (_ucdp(latitude="70.6", longitude="39.9"), "swapped"),
        "beyond the world": (_ucdp(latitude="-95", longitude="200"), "outside"),
        "at 0, 0": (_ucdp(latitude="0", longitude="0", country="Ghana"), "zero"),
        "an end before its beginning": (_ucdp(date_start="2022-09-16", date_end="2022-09-01"), "reversed"),
        "no first day": (_ucdp(date_start=""), "no date"),
        "no day of a calendar": (_ucdp(date_start="2022-13-01"), "bad date"),
        "a last day that is none": (_ucdp(date_end="soon"), "bad date"),
        "a line cut short": (lambda: csv_of([ucdp_row(1)]) + b"2,XXX-2\n", "fields"),
        "a row too long": (lambda: csv_of([ucdp_row(1)]) + b"x," * 60 + b"\n", "fields"),
    },
    "CSV": {
        "a field too few": (
            lambda: rows("date,lat,lon,name", *["2022-09-16,39.9,70.6,good"] * 2, "2022-09-16,39.9,70.6"),
            "fields",
        ),
        "no coordinates": (
            lambda: rows("date,lat,lon,name", *["2022-09-16,39.9,70.6,good"] * 2, "2022-09-16,,,x"),
            "no coordinates",
        ),
        "no day of a calendar": (
            lambda: rows("date,lat,lon,name", *["2022-09-16,39.9,70.6,good"] * 2, "2022-02-30,39.9,70.6,x"),
            "bad date",
        ),
        "an end before its beginning": (
            lambda: rows("date,end_date,lat,lon", "2022-09-16,2022-09-17,39.9,70.6", "2022-09-16,2022-09-01,39.9,70.6"),
            "reversed",
        ),
    },
    "XLSX": {
        "no coordinates": (_xlsx("2022-09-16", "", "", "x"), "no coordinates"),
        "an error of a formula": (_xlsx("2022-09-16", "#REF!", 70.6, "x"), "no coordinates"),
        "no day of a calendar": (_xlsx("2022-02-31", 39.9, 70.6, "x"), "bad date"),
        "beyond the world": (_xlsx("2022-09-16", 39.9, 300, "x"), "outside"),
    },
}
PARTLY["GeoJSON"]["a feature without geometry"] = (lambda: geojson(point(70.6, 39.9), None), "no geometry")
PARTLY["GeoJSON"]["coordinates that are words"] = (
    lambda: geojson(point(70.6, 39.9), point("east", "north")),
    "no geometry",
)
PARTLY["KML"]["a placemark without a place"] = (
    lambda: kml(placemark("70.6,39.9") + "<Placemark><name>b</name></Placemark>"),
    "no geometry",
)
PARTLY["GPKG"]["geometry with NaN"] = (_with("GPKG", LineString([(70, 39), (float("nan"), 40)])), "no coordinates")
PARTLY["GeoParquet"]["geometry with NaN"] = (
    _with("GeoParquet", LineString([(70, 39), (float("nan"), 40)])),
    "no coordinates",
)
PARTLY["GeoParquet"]["a feature without geometry"] = (_with("GeoParquet", None), "no geometry")
