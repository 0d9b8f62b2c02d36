"""What the atlas wrote it reads back as it was: a reader's own rows and the ledger's records, in each format, with the text beside."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import numpy as np
import pytest
from shapely import LineString, Point, box

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Loaded
from geodata.intervals import FOREVER, from_day_number, last_day
from geodata.ledger import current
from geodata.store import PointSet
from layers.files.formats import FORMATS, bundle
from layers.files.records import Records
from layers.kit.dataset import Dataset
from layers.kit.layer import all_layers
from layers.reader_data.dataset import ReaderSet
from layers.view.state import ViewState
from tests.support.own_files import Row, acled_row, csv_of, frame, ucdp_row, vector_of

MADE = date(2026, 11, 1)
every_format = pytest.mark.parametrize("name", FORMATS)

#: Names that formats use for themselves, cells that a spreadsheet would compute or a globe read as HTML, open and uncertain ends.
ROWS: list[Row] = [
    {"начало": "2021-04-28", "Конец": "2021-05-01", "name": "B", "id": "7", "dead": "1,024.5", "note": "=1+1"},
    {"начало": "2022-09", "Конец": "", "name": "=A", "id": "07", "dead": "", "note": "'x"},
    {"начало": "2003", "Конец": "2014", "name": "C", "id": "2022-09-16", "dead": "3", "note": "a & b; 2 < 3"},
]
MAPPING = {
    "lat": "lat",
    "lon": "lon",
    "date": "начало",
    "date_end": "Конец",
    "category": "note",
    "label": "name",
    "value": "dead",
}


def mapped(lasting: bool) -> Loaded:
    rows = [row | {"lat": f"41.{number}", "lon": f"74.{number}"} for number, row in enumerate(ROWS, start=5)]
    return read("rows.csv", csv_of(rows), Options(title="T", mapping=MAPPING), lasting=lasting)


def drawn() -> Loaded:
    shapes = frame(box(70, 39, 71, 40), Point(70.5, 39.5), LineString([(70, 39), (71, 40)]), kind=["x", "y", "x"])
    return read("areas.geojson", vector_of(shapes, "GeoJSON"))


def measured() -> Loaded:
    where = [("39.9", "70.5", "4.5"), ("39.8", "70.6", "")]
    return read(
        "gps.csv", csv_of([{"date": "2022-09-16", "lat": a, "lon": b, "gps_accuracy_m": c} for a, b, c in where])
    )


SETS = {
    "measured": measured,
    "mapped events": lambda: mapped(False),
    "mapped states": lambda: mapped(True),
    "shapes": drawn,
    "ACLED": lambda: read("a.csv", csv_of([acled_row(number) for number in range(1, 9)])),
    "UCDP": lambda: read("u.csv", csv_of([ucdp_row(number) for number in range(1, 9)])),
}


def zipped(name: str, dataset: Dataset, rows: np.ndarray) -> Loaded:
    """Take a download and drop it as it comes: the zip with its text beside."""
    return read("download.zip", bundle(name, dataset, rows, MADE))


def all_of(points: PointSet) -> list[dict[str, object]]:
    """Return everything that a set says of its rows but their lines, in an order that reading does not change."""
    said = []
    for row in range(len(points)):
        shape = points.shapes[row] if points.shapes is not None else None
        figures = [
            None if column is None else str(column[row])
            for column in (points.value, points.value_low, points.value_high)
        ]
        said.append(
            {
                "days": (int(points.day_start[row]), int(points.day_end[row]), bool(points.vague[row])),
                "place": (float(points.lon[row]), float(points.lat[row]), float(points.precision_m[row])),
                "shape": shape.wkt if shape is not None else "",
                "coded": {name: column[row] for name, column in points.coded.items()},
                "figures": figures,
                "cells": points.rows[row],
            }
        )
    return sorted(said, key=str)


@every_format
@pytest.mark.parametrize("kind", SETS)
def test_a_readers_own_set_comes_back_as_it_was(kind: str, name: str) -> None:
    found = SETS[kind]()
    back = zipped(name, ReaderSet("own:1", "T", found.points, found.report), np.arange(len(found.points)))
    assert back.report.rejected == () and all_of(back.points) == all_of(found.points)
    for one in ("category", "label", "time", "dataset"):
        assert getattr(back.points, one) == getattr(found.points, one)
    unit = found.points.meaning.unit
    assert replace(back.points.meaning, unit=unit) == found.points.meaning
    # And once more: nothing grows on the way.
    again = zipped(name, ReaderSet("own:1", "T", back.points, back.report), np.arange(len(back.points)))
    assert all_of(again.points) == all_of(found.points)


def test_a_download_of_before_the_atlas_wrote_kind_and_name_has_its_days() -> None:
    rows: list[Row] = [
        {"date_start": "28.04.21", "Конец": "1 May", "place": "B", "lat": "41.6", "lon": "74.6"}
        | {"atlas_title": "B", "atlas_dataset": "Span", "atlas_line": "3", "atlas_first_day": "2021-04-28"}
        | {"atlas_last_day": "2021-05-01", "atlas_dated": "yes", "atlas_lon": "74.6", "atlas_lat": "41.6", "wkt": ""}
    ]
    points = read("own.csv", csv_of(rows)).points
    assert (str(from_day_number(points.day_start[0])), str(from_day_number(points.day_end[0]))) == (
        "2021-04-28",
        "2021-05-02",
    )
    assert points.label == "place" and points.rows.names == ["date_start", "Конец", "place", "lat", "lon"]


@every_format
def test_columns_that_are_called_as_the_atlas_calls_its_own_are_not_taken_for_them(name: str) -> None:
    called = ("atlas_label", "Atlas_Category", "atlas_time", "atlas_value", "atlas_id", "atlas_of_roads")
    rows: list[Row] = [
        {"date_start": f"2022-09-1{row}", "kind": f"k{row}", "lat": f"41.{row}", "lon": "74.5"}
        | {column: f"{row} of {column}" for column in called}
        for row in (1, 2)
    ]
    found = read("rows.csv", csv_of(rows))
    for _ in range(2):
        back = zipped(name, ReaderSet("own:1", "T", found.points, found.report), np.arange(2))
        # All but the last under a name that is free, with the number behind it.
        names = {column: column if column == "atlas_of_roads" else f"{column}_2" for column in called}
        kept = {row["date_start"]: row for row in back.points.rows}
        assert [kept[row["date_start"]][names[column]] for row in rows for column in called] == [
            row[column] for row in rows for column in called
        ]
        assert len(back.points.rows.names) == len(rows[0]) and back.points.category == "kind"
        assert back.points.value is None
        found = back


@every_format
def test_the_ledgers_records_come_back_as_they_were(name: str) -> None:
    view = ViewState(date(2026, 11, 1), layers=tuple(layer.id for layer in all_layers()))
    records = Records(view, current())
    numbers = records.listed()
    table = records.table(numbers, tuple(records.columns)).to_pylist()
    back = zipped(name, records, numbers)
    renamed = {"title": "Name", "summary": "description"} if name == "kml" else {}
    rows = {row["id"]: (at, row) for at, row in enumerate(back.points.rows)}
    placeless = 0
    for record, shape in zip(table, records.geometry(numbers), strict=True):
        if shape is None and record["lon"] is None:
            placeless += 1
            continue
        at, row = rows[record["id"]]
        for column, value in record.items():
            cell = row.get(renamed.get(column, column), "")
            assert cell == ("" if value is None else str(value)) or float(cell) == value, (record["id"], column)
        start, end = int(back.points.day_start[at]), int(back.points.day_end[at])
        if record["first_day"]:
            assert from_day_number(start) == record["first_day"]
        assert (None if end == FOREVER else last_day(from_day_number(end))) == record["last_day"]
        assert float(back.points.precision_m[at]) == (record["place_precision_m"] or 0)
    border = 0 if name == "csv" else len(records.drawings())
    assert back.report.rejected_count == placeless and len(table) + border == len(back.points) + placeless


def test_a_kml_has_a_colour_for_each_kind_and_whole_days() -> None:
    rows: list[Row] = [
        {"date_start": "2022-09-14", "date_end": "2022-09-17", "kind": "post", "lat": "41.5", "lon": "74.5"},
        {"date_start": "2022-09-16", "date_end": "", "kind": "gate", "lat": "41.6", "lon": "74.6"},
    ]
    found = read("rows.csv", csv_of(rows))
    with zipfile.ZipFile(
        io.BytesIO(bundle("kml", ReaderSet("own:1", "T", found.points, found.report), np.arange(2), MADE))
    ) as archive:
        tree = ElementTree.fromstring(archive.read(archive.namelist()[0]))
    kml = "{http://www.opengis.net/kml/2.2}"
    first, second = tree.iter(f"{kml}Placemark")
    assert [first.findtext(f"{kml}TimeSpan/{kml}{end}") for end in ("begin", "end")] == ["2022-09-14", "2022-09-17"]
    assert second.findtext(f"{kml}TimeStamp/{kml}when") == "2022-09-16"
    colours = {style.get("id"): style.findtext(f"{kml}IconStyle/{kml}color") for style in tree.iter(f"{kml}Style")}
    used = [colours[one.findtext(f"{kml}styleUrl").removeprefix("#")] for one in (first, second)]
    assert len(set(used)) == 2
