"""What can be chosen of an archive is offered with the number of its rows, as far as to count them takes no time."""

from __future__ import annotations

import io
import zipfile

import pytest
from shapely.geometry import Point

from geodata.importers import counting
from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from tests.support.own_files import frame, vector_of, xlsx_of, zip_of
from tests.support.tables.workbooks import book_of

HEADER = ["date", "lat", "lon", "name"]
GOOD = ["2022-09-16", 39.9, 70.6, "good"]


def test_the_files_of_an_archive_are_offered_with_counts_and_the_one_that_is_read_names_the_set() -> None:
    table = frame(Point(70.6, 39.9), Point(70.7, 39.8))
    files = {
        "events_csv": b'date,lat,lon,name\n2022-09-16,39.9,70.6,A\n\n2022-09-17,39.9,70.6,"B\nC"\n' + b"\n" * 9000,
        "lines_jsonl": b'{"lat": 39.9, "lon": 70.6}\n' * 4,
        "places_geojson": vector_of(table, "GeoJSON"),
        "marks_kml": vector_of(table, "KML"),
        "broken_json": b'{"features": [',
        "book_xlsx": xlsx_of([["All incidents"], [], HEADER, GOOD, GOOD, GOOD]),
        "open_ods": book_of("ods", [["All incidents"], [], HEADER, GOOD, GOOD, GOOD]),
        "old_xls": book_of("xls", [HEADER, GOOD]),
        "store_gpkg": vector_of(table, "GPKG"),
        "net_topojson": b'{"type": "Topology", "objects": {"net": {"type": "GeometryCollection", "geometries": [{}, {}, {}]}}}',
        "torn_xlsx": xlsx_of([HEADER, GOOD])[:-200],
    }
    found = peek("all.zip", zip_of(**files))
    assert dict(zip(found.layers, found.counts, strict=True)) == {
        "events.csv": 2,
        "lines.jsonl": 4,
        "places.geojson": 2,
        "marks.kml": 2,
        "broken.json": -1,
        "book.xlsx": 3,
        "open.ods": 3,
        "old.xls": -1,
        "store.gpkg": 2,
        "net.topojson": 3,
        "torn.xlsx": -1,
    }
    del files["store_gpkg"]  # the largest
    found = peek("all.zip", zip_of(**files))
    assert (found.layer, found.name) == ("events.csv", "events.csv")
    assert peek("one.zip", zip_of(places_geojson=files["places_geojson"])).name == "places.geojson"
    assert peek("My map.kmz", zip_of(doc_kml=files["marks_kml"])).name == "My map.kmz"


def test_the_sheets_of_a_workbook_in_an_archive_are_offered_in_its_place() -> None:
    book = xlsx_of([HEADER, GOOD, GOOD], [HEADER, GOOD], names=("Now", "Then"))
    archive = zip_of(book_xlsx=book + b"\0" * 5000, notes_csv=b"date,lat,lon\n2022-09-16,39.9,70.6\n")
    found = peek("all.zip", archive)
    assert dict(zip(found.layers, found.counts, strict=True)) == {
        "book.xlsx › Now": 2,
        "book.xlsx › Then": 1,
        "notes.csv": 1,
    }
    assert (found.layer, found.name) == ("book.xlsx › Now", "book.xlsx")
    assert len(read("all.zip", archive, Options(layer=found.layer)).points) == 2
    assert peek("all.zip", archive, Options(layer="book.xlsx › Then")).layer == "book.xlsx › Then"
    assert len(read("all.zip", archive, Options(layer="book.xlsx › Then")).points) == 1
    other = peek("all.zip", archive, Options(layer="notes.csv"))
    assert (other.layers, other.counts, other.layer) == (["book.xlsx", "notes.csv"], [2, 1], "notes.csv")


def test_a_workbook_with_a_cell_far_away_is_not_counted_beside_others() -> None:
    far = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_of([HEADER, GOOD]))) as book, zipfile.ZipFile(far, "w") as out:
        for part in book.namelist():
            cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            out.writestr(part, book.read(part).replace(b"</sheetData>", cell))
    archive = zip_of(far_xlsx=far.getvalue(), rows_csv=b"date,lat,lon\n" + b"2022-09-16,39.9,70.6\n" * 500)
    found = peek("all.zip", archive, Options(layer="rows.csv"))
    assert dict(zip(found.layers, found.counts, strict=True)) == {"rows.csv": 500, "far.xlsx": -1}


def test_what_takes_long_to_count_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST", 30)
    rows = b"date,lat,lon\n2022-09-16,39.9,70.6\n"
    assert peek("all.zip", zip_of(a_csv=rows * 2, b_csv=rows)).counts == [-1, -1]
