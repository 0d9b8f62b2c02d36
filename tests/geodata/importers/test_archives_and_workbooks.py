"""Archives are opened with a measure in hand; workbooks are read as values."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from geodata.importers.formats.unpack import unpack
from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from geodata.importers.report import Refused
from geodata.intervals import day_number
from tests.support.own_files import acled_row, csv_of, frame, vector_of, xlsx_of, zip_of
from tests.support.tables.workbooks import KINDS, book_of

HEADER = ["date", "lat", "lon", "name"]
GOOD = ["2022-09-16", 39.9, 70.6, "good"]


def zeros(megabytes: int) -> bytes:
    """Return a zip that unpacks to zero bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("rows.csv", "w") as entry,
    ):
        for _ in range(megabytes):
            entry.write(b"\0" * (1 << 20))
    return out.getvalue()


def test_a_zip_bomb_is_told_from_its_directory_and_not_opened() -> None:
    with pytest.raises(Refused, match="would unpack"):
        unpack("bomb.zip", zeros(700))


def test_a_workbook_that_is_a_bomb_is_not_opened() -> None:
    out = io.BytesIO(xlsx_of([HEADER, GOOD]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", b" " * (100 << 20))
    with pytest.raises(Refused, match="would unpack"):
        unpack("bomb.xlsx", out.getvalue())


def test_an_archive_that_lies_about_its_sizes_is_not_believed() -> None:
    data = bytearray(zip_of(rows_csv=b"a" * 100_000))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Refused, match=r"wrong size|damaged"):
        unpack("liar.zip", bytes(data))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zip_of(readme_md=b"x"), "nothing the atlas reads"),
        (zip_of(a_csv=b"\0" * 9, b_csv=b"a,b\n1,2\n"), "2 files the largest was looked at, “a.csv”: .*zero bytes"),
        (zip_of(rows_csv=zip_of(more_csv=b"a,b\n")), "another archive"),
        (zip_of(**{f"f{n}_txt": b"" for n in range(300)}), "300 files"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (zip_of(data_shp=b"\x00\x00\x27\x0a"), "lacks its .dbf file"),
        (zip_of(data_shp=b"no shapefile", data_shx=b"", data_dbf=b""), "no shapefile"),
        (zip_of(a_shp=b"", b_shp=b""), "2 files .* lacks its .dbf file"),
        (zip_of(rows_csv=b"\0" * 5000), "zero bytes"),
        (zip_of(rows_csv=b"<html></html>"), "web page"),
        (zip_of(content_xml=b"<a/>", mimetype=b"application/vnd.oasis.opendocument.text"), "without a sheet"),
        (b"Rar!\x1a\x07", "none of the formats"),
        (b"\xd0\xcf\x11\xe0 old excel", "none of the formats"),
    ],
    ids=[
        "nothing",
        "two-csv-zeros",
        "nested",
        "many",
        "cut",
        "no-dbf",
        "no-shp",
        "two-shp",
        "zeros",
        "html",
        "ods",
        "rar",
        "xls",
    ],
)
def test_archives_that_cannot_be_read_are_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read("file.zip", data)


def test_an_archive_locked_with_a_password_is_refused() -> None:
    data = bytearray(zip_of(rows_csv=b"a,b\n1,2\n"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    with pytest.raises(Refused, match="password"):
        read("file.zip", bytes(data))


def test_only_the_parts_of_the_shapefile_reach_the_reader() -> None:
    from shapely import Point

    out = io.BytesIO(vector_of(frame(Point(70.6, 39.9)), "shapefile"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("shapes/other.vrt", "<OGRVRTDataSource/>")
    with zipfile.ZipFile(io.BytesIO(unpack("file.zip", out.getvalue()).data)) as clean:
        assert {name.rsplit(".")[-1] for name in clean.namelist()} <= {"shp", "shx", "dbf", "prj", "cpg"}


def test_of_several_shapefiles_the_one_that_is_wanted_is_read() -> None:
    from shapely import Point

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, places in (("districts", 3), ("regions", 1)):
            shapes = frame(*(Point(70.6, 39.9 + number / 10) for number in range(places)), name=["a"] * places)
            with zipfile.ZipFile(io.BytesIO(vector_of(shapes, "shapefile"))) as one:
                for part in one.namelist():
                    archive.writestr(f"adm/{name}.{part.rsplit('.')[-1]}", one.read(part))
    found = peek("adm.zip", out.getvalue())
    assert (found.layers, found.counts, found.layer) == (
        ["adm/districts.shp", "adm/regions.shp"],
        [3, 1],
        "adm/districts.shp",
    )
    assert len(read("adm.zip", out.getvalue(), Options(layer="adm/regions.shp")).points) == 1


def test_a_zipped_csv_is_read() -> None:
    assert len(read("export.zip", zip_of(export_csv=csv_of([acled_row()]))).points) == 1


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


def test_cells_come_as_a_reader_of_the_sheet_sees_them(kind: str) -> None:
    loaded = read("file", book_of(kind, [HEADER, GOOD, [44820, 39.5, 70, 12.0]]))
    assert loaded.points.day_start.tolist() == [day_number(date(2022, 9, 16))] * 2
    assert loaded.points.rows[1] == {"date": "44820", "lat": "39.5", "lon": "70", "name": "12"}


def test_the_row_numbers_are_the_spreadsheets_own(kind: str) -> None:
    loaded = read("file", book_of(kind, [HEADER, GOOD, ["", "", "", ""], ["2022-09-16", "", "", "nowhere"], GOOD]))
    assert [rejection.lines.tolist() for rejection in loaded.report.rejected] == [[4]]
    assert loaded.points.line.tolist() == [2, 5] and loaded.report.unit == "row"


def test_a_header_below_empty_rows_is_found(kind: str) -> None:
    assert read("file", book_of(kind, [["", ""], HEADER, GOOD])).points.line.tolist() == [3]


def test_a_formula_is_its_value_and_is_not_run() -> None:
    loaded = read("file.xlsx", xlsx_of([[*HEADER, "sum"], GOOD], formula='HYPERLINK("http://example.invalid","x")'))
    assert loaded.points.rows[0]["sum"] == "7"


def test_a_sheet_is_chosen_by_name_and_the_choice_is_said(kind: str) -> None:
    data = book_of(kind, [HEADER, GOOD], [HEADER, GOOD, GOOD])
    assert peek("file", data).layers == ["Sheet1", "Sheet2"]
    loaded = read("file", data, Options(layer="Sheet2"))
    assert len(loaded.points) == 2 and any("Sheet2" in note for note in loaded.report.notes)


README = [["Some key points:"], ["Made up."], ["One row is one event."]]


def test_the_sheet_that_holds_the_table_is_read_and_all_are_offered_with_counts(kind: str) -> None:
    data = book_of(
        kind, README, [["code", "name"], *([1, "x"] for _ in range(9))], [HEADER, GOOD, GOOD], names=("A", "B", "C")
    )
    found = peek("file", data)
    assert (found.layers, found.counts[1:], found.layer) == (["A", "B", "C"], [9, 2], "C")
    assert len(read("file", data).points) == 2
    with pytest.raises(Refused, match="single column"):
        read("file", data, Options(layer="A"))


def test_a_hidden_sheet_is_offered_and_not_taken(kind: str) -> None:
    data = book_of(kind, [HEADER, GOOD, GOOD], [HEADER, GOOD], hidden=("Sheet1",))
    loaded = read("file", data)
    assert len(loaded.points) == 1 and any("Hidden" in note and "Sheet1" in note for note in loaded.report.notes)
    assert len(read("file", data, Options(layer="Sheet1")).points) == 2


def test_rows_above_between_and_below_the_table_are_set_aside(kind: str) -> None:
    rows = [
        ["Incidents, 2021", "", "", ""],
        ["", "by nobody", "", ""],
        [""] * 4,
        HEADER,
        ["#date", "#geo+lat", "#geo+lon", "#loc"],
    ]
    loaded = read("file", book_of(kind, [*rows, GOOD, [""] * 4, GOOD, ["Source: nobody", "", "", ""]]))
    assert loaded.points.line.tolist() == [6, 8] and loaded.report.rows_read == 2 and not loaded.report.rejected
    aside = {kind: lines.tolist() for kind, lines in loaded.report.aside.items()}
    assert aside == {"title": [1, 2], "header": [4], "hxl": [5], "empty": [3, 7], "note": [9]}
    assert any("row 5 holds HXL tags" in note for note in loaded.report.notes)


def test_merged_cells_speak_for_all_rows_that_they_cover(kind: str) -> None:
    rows = [GOOD, *(["", 39.9, 70.6, name] for name in "ab"), ["2022-09-17", 39.9, 70.6, "c"], ["", 39.9, 70.6, "d"]]
    loaded = read("file", book_of(kind, [["Incidents"], HEADER, *rows], merged=("A1:D1", "A3:A5")))
    assert (loaded.points.day_start == day_number(date(2022, 9, 16))).sum() == 3
    assert [(one.reason, one.lines.tolist()) for one in loaded.report.rejected] == [("no date", [7])]


def test_names_of_groups_above_the_names_of_columns_are_titles(kind: str) -> None:
    rows = [["date", "place", "", "name"], ["", "lat", "lon", ""]]
    loaded = read("file", book_of(kind, [*rows, GOOD, GOOD], merged=("A1:A2", "B1:C1", "D1:D2")))
    assert loaded.points.line.tolist() == [3, 4] and loaded.report.aside["title"].tolist() == [1]


@pytest.mark.parametrize("beside", ["README.txt", "LICENSE.csv", "readme.csv", "data.citation.txt"])
def test_an_archive_with_a_file_that_explains_the_data_is_opened(beside: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(beside, "Made up.")
        archive.writestr("events.csv", "date,lat,lon\n2022-09-16,39.9,70.6\n")
    loaded = read("export.zip", out.getvalue())
    assert len(loaded.points) == 1 and loaded.report.file == "events.csv"


def test_acled_rows_in_a_workbook_are_recognised(kind: str) -> None:
    row = acled_row()
    assert read("file", book_of(kind, [list(row), list(row.values())])).points.dataset == "ACLED"


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ([], "empty"),
        ([["only"], ["one"]], "single column"),
        ([HEADER], "no rows"),
        ([[f"c{n}" for n in range(1000)], [1] * 1000], "columns; at most 500"),
        ([["date", "name"], ["2022-09-16", "x"]], "no column for latitude"),
    ],
    ids=["empty", "one-column", "no-rows", "1000-columns", "no-place"],
)
def test_sheets_that_hold_no_table_of_places_are_refused(kind: str, sheet: list[list[object]], words: str) -> None:
    if kind == "xls":
        # More columns than such a workbook can have.
        sheet = [row[:256] for row in sheet]
        words = words.replace("columns; at most 500", "no column for latitude")
    with pytest.raises(Refused, match=words):
        read("file", book_of(kind, sheet))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["2022-09-16", "", "", "x"], "no coordinates"),
        (["2022-09-16", 70.6, 39.9, "x"], "swapped"),
        (["2022-09-16", 39.9, 300, "x"], "outside"),
        (["2022-02-31", 39.9, 70.6, "x"], "bad date"),
        (["", 39.9, 70.6, "x"], "no date"),
        (["2022-09-16", 0, 0, "x"], "zero"),
        (["2022-09-16", "#REF!", 70.6, "x"], "no coordinates"),
    ],
)
def test_a_broken_row_of_a_sheet_is_reported_and_the_others_are_taken(
    kind: str, row: list[object], reason: str
) -> None:
    loaded = read("file", book_of(kind, [HEADER, GOOD, GOOD, row, GOOD]))
    assert [(rejection.reason, rejection.lines.tolist()) for rejection in loaded.report.rejected] == [(reason, [4])]
    assert len(loaded.points) == 3


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_workbook_that_breaks_off_is_refused(kind: str, share: float) -> None:
    data = book_of(kind, [HEADER, GOOD])
    with pytest.raises(Refused, match="damaged"):
        read(f"file.{kind}", data[: int(len(data) * share)])
