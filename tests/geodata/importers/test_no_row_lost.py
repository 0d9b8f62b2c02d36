"""Two hundred files of every format, a little changed: what is taken, rejected and set aside by name is all that the format's own reader finds."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from xml.etree import ElementTree

import numpy as np
import pytest
import python_calamine as calamine
from pyarrow import parquet

from geodata.importers.reading import peek, read
from geodata.importers.report import Refused, Report
from tests.support.tables.mutated_features import mutated_features
from tests.support.tables.mutated_tables import mutated_table

TABLES = 100


def accounted(report: Report) -> int:
    """Return the records that a report accounts for, each of them once."""
    lines = [np.asarray(one.lines) for one in report.rejected]
    assert report.rows_read == report.accepted + sum(map(len, lines))
    return report.rows_read + sum(len(aside) for aside in report.aside.values())


@pytest.mark.parametrize("first", range(0, TABLES, 20))
def test_a_table_is_all_that_csv_reads(first: int) -> None:
    taken = 0
    for number in range(first, first + 20):
        data, separator = mutated_table(number)
        records = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))
        try:
            report = read("rows.csv", data).report
        except Refused:
            continue
        taken += 1
        assert accounted(report) == len(records), (number, data.decode())
    # Only one whose names or places are gone is refused.
    assert taken > 0.8 * 20


def _sheet(data: bytes) -> int:
    book = calamine.load_workbook(io.BytesIO(data))
    return len(book.get_sheet_by_name(peek("sheet.xlsx", data).layer).to_python(skip_empty_area=False))


def _geojson(data: bytes) -> int:
    return len(json.loads(data)["features"])


def _kml(data: bytes) -> int:
    return sum(one.tag.rpartition("}")[2] == "Placemark" for one in ElementTree.fromstring(data).iter())


def _gpkg(data: bytes) -> int:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        table = connection.execute("select table_name from gpkg_contents where data_type = 'features'").fetchone()[0]
        return connection.execute(f'select count(*) from "{table}"').fetchone()[0]


def _shapefile(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        table = next(archive.read(name) for name in archive.namelist() if name.endswith(".dbf"))
    return int.from_bytes(table[4:8], "little")


def _parquet(data: bytes) -> int:
    return parquet.read_metadata(io.BytesIO(data)).num_rows


#: Format → name of its file, how many of it, and what its own reader counts.
OTHERS: dict[str, tuple[str, int, Callable[[bytes], int]]] = {
    "xlsx": ("sheet.xlsx", 20, _sheet),
    "ods": ("sheet.ods", 20, _sheet),
    "xls": ("sheet.xls", 20, _sheet),
    "geojson": ("places.geojson", 30, _geojson),
    "kml": ("places.kml", 20, _kml),
    "GPKG": ("places.gpkg", 10, _gpkg),
    "shapefile": ("shapes.zip", 10, _shapefile),
    "GeoParquet": ("places.parquet", 10, _parquet),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_a_file_is_all_that_its_format_holds(kind: str) -> None:
    name, count, held = OTHERS[kind]
    taken = 0
    for number in range(count):
        data = mutated_features(kind, number)
        try:
            report = read(name, data).report
        except Refused:
            continue
        taken += 1
        assert accounted(report) == held(data), (number, report.notes)
    assert taken > 0.7 * count
