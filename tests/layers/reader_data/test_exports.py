"""A reader's own rows as files, read back with what an analyst reads them with; made in memory, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import tempfile
import warnings
import zipfile
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
from shapely import LineString, Point, box

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Loaded
from layers.files.formats import FORMATS, bundle
from layers.files.formats import frame as file_frame
from layers.reader_data.dataset import COLUMNS, ReaderSet, filters_in_words
from layers.reader_data.rows import figure_columns
from tests.support.own_files import Row, acled_row, csv_of, frame, ucdp_row, vector_of

MADE = date(2026, 11, 1)
#: Type of a column → how GDAL names it, or what stands for it where a format has no such type.
OGR = {
    "text": {"OFTString"},
    "number": {"OFTReal"},
    "integer": {"OFTInteger", "OFTInteger64"},
    "date": {"OFTDate", "OFTDateTime", "OFTString"},
}
with_geometry = pytest.mark.parametrize("name", [name for name in FORMATS if name != "csv"])


def loaded(*rows: Row) -> Loaded:
    return read("rows.csv", csv_of(list(rows)), Options(title="My set"))


#: What the atlas adds to a file → type.
ADDED = {f"atlas_{name}": column.type for name, column in COLUMNS.items() if name not in ("label", "category")}

Taken = tuple[ReaderSet, np.ndarray]


def taken(found: Loaded, rows: np.ndarray | None = None, filters: tuple[str, ...] = ()) -> Taken:
    dataset = ReaderSet("own:1", "My set", found.points, found.report, filters)
    return dataset, np.arange(len(found.points))[::-1] if rows is None else rows


def unpacked(name: str, what: Taken) -> tuple[bytes, str]:
    """Return the data file and the citation of a download."""
    with zipfile.ZipFile(io.BytesIO(bundle(name, *what, MADE))) as archive:
        files = archive.namelist()
        assert files == [f"own-my-set{FORMATS[name].ending}", "own-my-set.citation.txt"]
        return archive.read(files[0]), archive.read(files[1]).decode()


def reread(name: str, what: Taken) -> gpd.GeoDataFrame:
    data, _ = unpacked(name, what)
    return gpd.read_parquet(io.BytesIO(data)) if name == "parquet" else pyogrio.read_dataframe(data)


@with_geometry
def test_a_file_holds_the_rows_with_crs_names_types_and_places(name: str) -> None:
    found = loaded(
        *(
            ucdp_row(
                number,
                latitude=f"{39 + number / 100}",
                longitude=f"{70 + number / 50}",
                date_start="2022-09-16",
                date_end="2022-09-17",
                date_prec=1,
            )
            for number in range(1, 41)
        )
    )
    what = taken(found)
    table = reread(name, what)
    assert len(table) == 40
    assert table.crs.to_epsg() == 4326 or table.crs.to_string() == "OGC:CRS84"
    columns, names = file_frame(*what, FORMATS[name])
    assert set(columns.columns) - {"geometry", "atlas_title"} <= set(table.columns) and {
        column for column in ADDED if "title" not in column and column in columns
    } <= set(table.columns)
    number = table[names["file: id"]].astype(int)
    assert sorted(number) == list(range(1, 41))
    # (lon, lat), not the other way round, and not as the noise of single floats.
    for row, shape in zip(number, table.geometry, strict=True):
        assert shape.equals_exact(Point(round(70 + row / 50, 5), round(39 + row / 100, 5)), 1e-9)
    assert (table["atlas_value"].astype(float) == table["best"].astype(float)).all() and (
        table["atlas_high"].astype(float) == table["high"].astype(float)
    ).all()
    if name != "parquet":
        info = pyogrio.read_info(unpacked(name, what)[0])
        types = dict(zip(info["fields"], info["ogr_types"], strict=True))
        assert not [column for column, kind in ADDED.items() if column in types and types[column] not in OGR[kind]]
        assert types["country_id"] == "OFTString"  # The file's own cells stay as they are written.


@pytest.mark.parametrize("name", ["geojson", "gpkg", "parquet"])
def test_days_are_days_and_what_is_not_stated_stays_missing(name: str) -> None:
    table = reread(
        name,
        taken(
            loaded(
                acled_row(1, event_date="2022-09-16", time_precision=1, fatalities=""),
                acled_row(2, event_date="2022-09-16", time_precision=3, fatalities=0),
            )
        ),
    )
    by_line = table.set_index("atlas_line")
    assert (
        str(by_line["atlas_first_day"][2])[:10] == "2022-09-16"
        and str(by_line["atlas_last_day"][3])[:10] == "2022-09-30"
    )
    assert by_line["atlas_dated"].to_dict() == {2: "yes", 3: "not exactly"}
    assert np.isnan(by_line["atlas_value"][2]) and by_line["atlas_value"][3] == 0


@with_geometry
def test_outlines_come_back_as_they_were(name: str) -> None:
    shapes = [box(70, 39, 70.5, 39.5), LineString([(70, 39), (71, 40)]), Point(70.6, 39.9)]
    found = read("file.gpkg", vector_of(frame(*shapes), "GPKG"))
    back = reread(name, taken(found)).sort_values("atlas_line").geometry
    assert [
        shape.equals_exact(wanted, 1e-5) or shape.normalize().equals_exact(wanted.normalize(), 1e-5)
        for shape, wanted in zip(back, shapes, strict=True)
    ] == [True] * 3


def test_csv_is_one_row_a_record_with_outlines_as_wkt() -> None:
    data, _ = unpacked(
        "csv", taken(read("file.gpkg", vector_of(frame(LineString([(70, 39), (71, 40)]), Point(70.6, 39.9)), "GPKG")))
    )
    assert data.startswith(b"\xef\xbb\xbf")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))}
    assert (
        rows["Feature 1"]["wkt"].startswith("LINESTRING")
        and rows["Feature 2"]["wkt"] == ""
        and rows["Feature 2"]["atlas_lat"] == "39.9"
    )


@pytest.mark.parametrize("sting", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "＝1"])
def test_no_cell_and_no_heading_of_a_csv_is_a_formula_and_numbers_stay_numbers(sting: str) -> None:
    data, _ = unpacked(
        "csv", taken(loaded(acled_row(1, notes=sting, location=sting, longitude="-70.5") | {sting: sting}))
    )
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "@", "-2", "＝"))]
    assert f"'{sting}" in rows[0] and f"'{sting}" in rows[1] and "-70.5" in rows[1]


#: Names that a format would take for something else: KML for a link it follows or a time, GeoPackage for its key and its geometry.
TAKEN = (
    "id",
    "fid",
    "geom",
    "geometry",
    "Name",
    "description",
    "timestamp",
    "begin",
    "networklink",
    "model",
    "OGR_STYLE",
    "wkt",
    "atlas_line",
    "Same",
    "same",
)


@pytest.mark.parametrize("name", FORMATS)
def test_columns_of_any_name_keep_their_cells_under_a_free_one(name: str) -> None:
    found = loaded(acled_row(1) | {column: f"of {column}" for column in TAKEN})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data, text = unpacked(name, taken(found))
    cells = data.decode() if name in ("csv", "geojson", "kml") else reread(name, taken(found)).astype(str).to_csv()
    for column in TAKEN:
        assert f"of {column}" in cells
    if name == "kml":
        assert (
            "<NetworkLink" not in cells
            and "<Model" not in cells
            # The atlas's own, and none that a column asks for.
            and cells.count("<Style") == cells.count('<Style id="kind-')
            and "of timestamp</when>" not in cells
        )
    _, names = file_frame(*taken(found), FORMATS[name])
    renamed = [
        key.removeprefix("file: ") for key, called in names.items() if key == f"file: {key[6:]}" != f"file: {called}"
    ]
    assert all(f"the file's “{old}”" in " ".join(text.split()) for old in renamed) and len(renamed) > 1


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_texts_do_not_break_a_file(name: str) -> None:
    hostile = "</script><img src=x onerror=alert(1)> \\2019 `${x}` \u202e ]]> \ufffe &lt; Ӯғҷ العربية"
    data, _ = unpacked(name, taken(loaded(acled_row(1, notes=hostile, location=hostile))))
    if name == "csv":
        assert len(list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))) == 2
    else:
        assert "<img src=x" in reread(name, taken(loaded(acled_row(1, notes=hostile, location=hostile))))["notes"][0]


def test_the_text_beside_it_says_whose_rows_they_are_what_they_mean_and_what_narrowed_them() -> None:
    found = loaded(*(acled_row(number) for number in range(1, 20)), acled_row(20, latitude=""))
    what = taken(
        found,
        rows=np.arange(5),
        filters=filters_in_words(
            {"event type": ["Battles", ""]}, "sample", {"value": (2.0, None)}, figure_columns(found.points)
        ),
    )
    text = " ".join(unpacked("csv", what)[1].split())
    for words in (
        "My set: rows of a file of your own",
        "“rows.csv” as ACLED, CSV: 20 rows, of which 19 were taken and 1 rejected",
        "This file holds 5 of them",
        "1 November 2026",
        "not part of the atlas's ledger",
        "Event type: Battles, (not stated).",
        "Fatalities: 2 or more.",
        "Words in place or kind: “sample”.",
        "ACLED's terms of use apply",
        "The lowest figure reported",
        "0: none reported, or not known.",
        "circle of 50 km",
        "drawn as uncertain over the week",
        "EPSG:4326",
        "atlas_dated (text)",
        "event_id_cnty",
    ):
        assert words in text, words
    assert "CC BY 4.0" in unpacked("csv", taken(loaded(ucdp_row())))[1]
    unknown = unpacked("csv", taken(read("t.csv", b"lat,lon,name\n39.9,70.6,Post\n")))[1]
    assert (
        "does not say under which terms" in " ".join(unknown.split())
        and "Nothing: all rows that were taken." in unknown
    )


@pytest.mark.parametrize("name", FORMATS)
def test_rows_without_date_name_or_figure_and_no_rows_at_all_make_a_file(name: str) -> None:
    found = read("t.csv", b"lat,lon,note\n39.9,70.6,Post\n39.8,70.6,Post\n")
    data, _ = unpacked(name, taken(found))
    assert len(data) > 0
    unpacked(name, taken(found, rows=np.zeros(0, int)))


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="only Linux counts what a process writes")
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_written_to_disk(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    what = taken(loaded(*(acled_row(number) for number in range(1, 2000))))
    bundle(name, *what, MADE)  # Once before: imports may write their bytecode.
    monkeypatch.setattr(
        tempfile, "tempdir", str(tmp_path / "no such folder")
    )  # Whoever wants a temporary file in Python fails.
    before = _written()
    assert len(bundle(name, *what, MADE)) > 10_000
    assert _written() - before < 1000  # Whatever GDAL, SQLite or Arrow wrote, temporary files included, was counted.


def _written() -> int:
    """Return how many bytes this process has handed to write() so far."""
    return next(
        int(line.split()[1])
        for line in Path("/proc/self/io").read_text(encoding="ascii").splitlines()
        if line.startswith("wchar")
    )
