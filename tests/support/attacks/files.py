"""Files made to do harm, for an instance of our own, made in code.

`ATTACKS` holds each as (name under which it is dropped, maker), by the row of faults it belongs to. `LARGE` holds what is only large: it is to be read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable

from tests.support.attacks import geometry, refused_workbooks, tables, ways_out
from tests.support.own_files import acled_row, xlsx_of

Maker = Callable[[], bytes]

ATTACKS: dict[str, tuple[str, Maker]] = {
    # S1
    "a VRT behind a KML's comment": ("places.kml", lambda: ways_out.vrt(f"CSV:{ways_out.SECRET}")),
    "a VRT in UTF-16": ("places.kml", lambda: ways_out.vrt(f"CSV:{ways_out.SECRET}", encoding="utf-16")),
    "a VRT in windows-1251": ("places.kml", lambda: ways_out.vrt(f"CSV:{ways_out.SECRET}", encoding="windows-1251")),
    "a VRT in KML's namespace": ("places.kml", ways_out.vrt_as_a_root_of_kml_s_namespace),
    "a VRT in a KMZ": ("places.kmz", ways_out.vrt_in_a_kmz),
    "a VRT of an address": ("places.kml", lambda: ways_out.vrt(f"/vsicurl/{ways_out.ADDRESS}.csv")),
    "a VRT of an address within an archive": (
        "places.kml",
        lambda: ways_out.vrt(f"/vsizip/vsicurl/{ways_out.ADDRESS}.zip/a.csv"),
    ),
    "a VRT of standard input": ("places.kml", lambda: ways_out.vrt("CSV:/vsistdin/")),
    "a VRT that writes a file": (
        "places.kml",
        lambda: ways_out.vrt(":memory:", "VACUUM INTO '/tmp/written-by-an-upload.db'"),
    ),
    "a VRT of a database": ("places.kml", lambda: ways_out.vrt("PG:host=127.0.0.1")),
    "a pipeline": ("places.geojson", ways_out.pipeline),
    "a pipeline that quotes GeoJSON": ("places.geojson", ways_out.pipeline_that_quotes_geojson),
    "a pipeline named twice": ("places.geojson", ways_out.pipeline_named_twice),
    "a web service": ("places.kml", lambda: ways_out.web_service("OGRWFSDataSource", f"<URL>{ways_out.ADDRESS}</URL>")),
    "a map service": (
        "places.kml",
        lambda: ways_out.web_service(
            "GDAL_WMS", f"<Service name='WMS'><ServerUrl>{ways_out.ADDRESS}</ServerUrl></Service>"
        ),
    ),
    "a GML with a schema elsewhere": ("places.kml", ways_out.gml_with_a_schema_elsewhere),
    "a KML with links": ("places.kml", ways_out.kml_with_network_links),
    "an external entity": ("places.kml", ways_out.external_entity),
    "an external entity in UTF-16": ("places.kml", lambda: ways_out.external_entity("utf-16")),
    "a GeoPackage that reads a file": ("places.gpkg", ways_out.geopackage_of_a_file_s_bytes),
    "a GeoPackage with another source": ("places.gpkg", ways_out.geopackage_with_another_source()),
    "a GeoPackage with an extension": ("places.gpkg", ways_out.geopackage_with_an_extension),
    "a GeoPackage that asks an address": ("places.gpkg", ways_out.geopackage_that_asks_an_address),
    # S2, C1
    "far corners": ("sheet.xlsx", tables.far_corners),
    "far corners unsaid": ("sheet.xlsx", tables.far_corners_unsaid),
    "far corners under a prefix": ("sheet.xlsx", tables.prefixed_corners),
    "a wide and long sheet": ("sheet.xlsx", tables.wide_and_long_sheet),
    "an ODS whose cell fills it": ("sheet.ods", lambda: refused_workbooks.repeated(16_384, 1_048_576)),
    "an ODS whose cell fills many rows": ("sheet.ods", lambda: refused_workbooks.repeated(400, 200_000)),
    "nested WKB": ("places.parquet", geometry.nested_geoparquet),
    "nested WKB, the big end first": ("places.parquet", geometry.nested_to_the_other_end),
    "WKB that claims much": ("places.parquet", geometry.wkb_that_claims_much),
    # S3, C2, C3
    "a swollen GeoParquet": ("places.parquet", geometry.swollen_geoparquet),
    "swollen geometry": ("places.parquet", geometry.swollen_geometry),
    "swollen lists": ("places.parquet", geometry.swollen_lists),
    "many empty columns": ("places.parquet", geometry.many_empty_columns),
    "one shared string": ("sheet.xlsx", tables.one_shared_string),
    "claimed strings": ("sheet.xlsx", tables.claimed_strings),
    "empty objects": ("places.geojson", geometry.empty_objects),
    "empty positions": ("places.geojson", geometry.empty_numbers),
    "a column for each feature": ("places.geojson", geometry.many_properties),
    "deep arrays": ("places.geojson", geometry.deep_json),
    "deep objects": ("places.geojson", lambda: geometry.deep_json(b'{"a":', b"}")),
    "nested collections": ("places.geojson", geometry.nested_collections),
    "nested folders": ("places.kml", geometry.nested_kml),
    "nested geometries": ("places.kml", geometry.nested_multigeometry),
    "attributes without end": ("places.kml", geometry.attributes_without_end),
    "a recursive view": ("places.gpkg", ways_out.recursive_view),
    "a huge view": ("places.gpkg", ways_out.huge_view),
    "a generated column": ("places.gpkg", ways_out.endless_generated_column),
    "a trigger and an index of an expression": ("places.gpkg", ways_out.slow_trigger),
    "many tables with expressions": ("places.gpkg", ways_out.endless_check),
    "a blob that claims much": ("places.gpkg", geometry.claimed_blob),
    "a nested blob": ("places.gpkg", geometry.nested_blob),
    "a shapefile that claims much": ("shapes.zip", geometry.shapefile_that_claims_much),
    "a zip of zeros": ("rows.zip", tables.zip_of_zeros),
    "a zip whose entries overlap": ("rows.zip", tables.zip_that_overlaps),
    "archives within archives": ("rows.zip", tables.archives_within_archives),
    "a zip that says little": ("rows.zip", tables.zip_that_says_little),
    "a workbook that says little": ("sheet.xlsx", tables.workbook_that_says_little),
    # C6
    "a zip with tables.damaged bytes": ("rows.zip", lambda: tables.damaged(tables.packed_with(zipfile.ZIP_DEFLATED))),
    "a zip of LZMA": ("rows.zip", lambda: tables.packed_with(zipfile.ZIP_LZMA)),
    "a zip of tables.damaged LZMA": ("rows.zip", lambda: tables.damaged(tables.packed_with(zipfile.ZIP_LZMA))),
    "a zip of bzip2": ("rows.zip", lambda: tables.packed_with(zipfile.ZIP_BZIP2)),
    "a zip with a tables.damaged directory": (
        "rows.zip",
        lambda: tables.damaged(tables.packed_with(zipfile.ZIP_DEFLATED), 0.995, 6),
    ),
    # S15
    "a header cell of 200,000 letters": ("rows.csv", tables.long_header),
    "a quotation mark for a separator": ("rows.csv", tables.separator_of_a_quotation_mark),
    "nested PROJJSON": ("places.parquet", geometry.nested_projjson),
    "a nested reference system": ("places.geojson", geometry.nested_crs_of_geojson),
    "a nested .prj": ("shapes.zip", geometry.nested_prj),
    "numbers of a hundred thousand digits": ("places.geojson", geometry.geojson_of_numbers),
}


def large_geojson(megabytes: int = 292) -> bytes:
    """Return a sound GeoJSON of that size: places with properties as exports have them."""
    one = (
        '{{"type":"Feature","id":{0},"properties":{{"id":{0},"name":"Sample {0}","date":"2022-09-16","kind":"Battles","note":"'
        + "Invented words that stand for a report. " * 6
        + '","count":{1}}},"geometry":{{"type":"Point","coordinates":[{2:.5f},{3:.5f}]}}}}'
    )
    size = len(one.format(1_000_000, 10, 70.0, 39.0)) + 1
    features = ",".join(
        one.format(number, number % 90, 69.5 + number % 1000 / 500, 39.5 + number % 777 / 900)
        for number in range((megabytes << 20) // size)
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def large_sheet(rows: int = 50_000) -> bytes:
    """Return a sound workbook of ACLED rows."""
    head = list(acled_row())
    return xlsx_of([head, *(list(acled_row(number).values()) for number in range(1, rows))])


#: What is large and sound: it is read.
LARGE: dict[str, tuple[str, Maker]] = {
    "a GeoJSON of 292 MB": ("places.geojson", large_geojson),
    "a workbook of 50,000 rows": ("sheet.xlsx", large_sheet),
}
