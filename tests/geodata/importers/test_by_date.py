"""Tables with a column for each year, month or day."""

from __future__ import annotations

import pytest
from shapely import box

from geodata.importers.formats import csv_text
from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from geodata.importers.wide import unfold
from tests.support.own_files import frame, vector_of
from tests.support.tables.dated import figures, notes, table_of


def test_a_table_with_a_column_for_each_year_has_a_row_for_each_place_and_year() -> None:
    loaded = table_of(
        "place,lat,lon,2014,2015,2016\nA,39.9,70.6,1,,3\nB,39.8,70.5,0,5,-\nC,39.7,70.4,,,\n\n"
        "place,lat,lon,2014,2015,2016\nTotal,,,1,5,3\nSource: nobody,,,,,\n"
    )
    assert figures(loaded) == {
        (2, "2014-01-01", 1),
        (2, "2016-01-01", 3),
        (3, "2014-01-01", 0),
        (3, "2015-01-01", 5),
    }
    assert loaded.points.vague.all() and loaded.points.rows[0]["place"] in "AB"
    report = loaded.report
    assert {one.reason: one.lines.tolist() for one in report.rejected} == {"no date": [4]}
    assert report.rows_read == 5 and report.rejected_count == 1
    aside = {kind: lines.tolist() for kind, lines in report.aside.items()}
    assert aside == {"header": [1, 6], "empty": [5], "total": [7], "note": [8]}
    # Totals and note below are two of the five, and four of the nine.
    assert any("from “2014” to “2016”: its 5 rows were read as 9" in note for note in report.notes)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("n,lat,lon,1/22/20,1/23/20\na,39.9,70.6,4,5\n", {(2, "2020-01-22", 4), (2, "2020-01-23", 5)}),
        ("n,lat,lon,Jan-21,Feb-21\na,39.9,70.6,4,5\n", {(2, "2021-01-01", 4), (2, "2021-02-01", 5)}),
        ("n,lat,lon,2021-Q1,2021-Q2\na,39.9,70.6,4,5\n", {(2, "2021-01-01", 4), (2, "2021-04-01", 5)}),
        ("n,lat,lon,X2014,X2015\na,39.9,70.6,4,5\n", {(2, "2014-01-01", 4), (2, "2015-01-01", 5)}),
        ("n;lat;lon;2014 год;2015 год\na;39,9;70,6;4;5\n", {(2, "2014-01-01", 4), (2, "2015-01-01", 5)}),
        ("n,lat,lon,2014,2015*\na,39.9,70.6,4,5\n", {(2, "2014-01-01", 4), (2, "2015-01-01", 5)}),
        ("n;lat;lon;1 кв. 2021;2 кв. 2021\na;39,9;70,6;4;5\n", {(2, "2021-01-01", 4), (2, "2021-04-01", 5)}),
        ("n,lat,lon,2014,2015,2016\na,39.9,70.6,4,none told,5\n", {(2, "2014-01-01", 4), (2, "2016-01-01", 5)}),
        (
            "year,n,lat,lon,Jan,Feb,Mar,Apr\n2021,a,39.9,70.6,4,,,5\n",
            {(2, "2021-01-01", 4), (2, "2021-04-01", 5)},
        ),
        (
            "n,lat,lon,injured_2021,injured_2022,injured_2023,killed_2021,killed_2022,killed_2023\na,39.9,70.6,1,2,3,4,5,\n",
            {(2, "2021-01-01", 4), (2, "2022-01-01", 5)},
        ),
    ],
)
def test_columns_named_by_months_days_or_a_word_and_a_year_are_read_so(
    text: str, wanted: set[tuple[int, str, float]]
) -> None:
    assert wanted <= figures(table_of(text))


@pytest.mark.parametrize(
    "dates",
    [
        [f"2021-01-{day:02}" for day in range(1, 32)],
        [f"{month}/{day}/21" for month in range(1, 13) for day in range(1, 29)],
        ["Jan-21", "Feb-21", "Mar-21"],
        ["1 кв. 2021", "2 кв. 2021"],
    ],
)
def test_a_total_below_is_one_whatever_the_columns_are_called(dates: list[str]) -> None:
    sums = ",".join("7" * len(dates))
    loaded = table_of(f"n,lat,lon,{','.join(dates)}\na,39.9,70.6,{sums}\nTotal,,,{sums}\nSource: nobody\n")
    assert len(loaded.points) == loaded.report.rows_read == len(dates) and not loaded.report.rejected
    assert {kind: lines.tolist() for kind, lines in loaded.report.aside.items()} == {
        "header": [1],
        "total": [3],
        "note": [4],
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("n,lat,lon,Jan,Feb,Mar,Apr\na,39.9,70.6,4,,,5\n", "nothing says of which year"),
        ("n,lat,lon,2019,2020,2021\na,39.9,70.6,1%,2%,3%\n", "hold texts such as “1%”"),
        ("date,lat,lon,pop_2019,pop_2020,pop_2021\n2022-09-16,39.9,70.6,4,5,6\n", "“date” gives the date"),
    ],
)
def test_columns_of_dates_that_cannot_be_meant_so_are_told_of(text: str, words: str) -> None:
    loaded = table_of(text)
    assert len(loaded.points) == 1 and any(words in note for note in loaded.report.notes)


def test_areas_with_a_column_for_each_year_come_once_for_each() -> None:
    shapes = frame(box(70, 39, 71, 40), box(71, 39, 72, 40), y2021=[1, 2], y2022=[3, None]).drop(columns="date")
    loaded = read("file.geojson", vector_of(shapes, "GeoJSON"))
    assert figures(loaded) == {(1, "2021-01-01", 1), (1, "2022-01-01", 3), (2, "2021-01-01", 2)}
    assert loaded.points.shapes is not None and all(loaded.points.shapes)


def test_a_year_with_several_words_beside_it_holds_several_figures() -> None:
    loaded = table_of("n,lat,lon,2020 (men),2020 (women),2021 (men),2021 (women),2022 (men)\na,39.9,70.6,1,2,3,4,5\n")
    assert figures(loaded) == {(2, "2020-01-01", 1), (2, "2021-01-01", 3), (2, "2022-01-01", 5)}


BY_YEAR = {(3, "2021-01-01", 1), (3, "2022-01-01", 3), (4, "2021-01-01", 5), (4, "2022-01-01", 7)}


@pytest.mark.parametrize(
    "text",
    [
        ",,,2021,,2022,\nn,lat,lon,killed,injured,killed,injured\na,39.9,70.6,1,2,3,4\nb,39.8,70.5,5,6,7,8\n",
        "n,lat,lon,2021,,2022,\n,,,killed,injured,killed,injured\na,39.9,70.6,1,2,3,4\nb,39.8,70.5,5,6,7,8\n",
        "n,lat,lon,killed,,injured,\n,,,2021,2022,2021,2022\na,39.9,70.6,1,3,2,4\nb,39.8,70.5,5,7,6,8\n",
        "n,lat,lon,killed,,total\nn,lat,lon,2021,2022,\na,39.9,70.6,1,3,4\nb,39.8,70.5,5,7,12\n",
    ],
)
def test_names_of_groups_above_columns_are_part_of_their_names(text: str) -> None:
    loaded = table_of(text)
    assert figures(loaded) == BY_YEAR and loaded.report.aside["title"].tolist() == [1]


YEARS = "place,lat,lon,2014,2015\nA,39.9,70.6,1,\n\nB,39.8,70.5,0,5\n"


def test_whoever_says_that_columns_of_dates_are_none_has_the_rows_as_they_are() -> None:
    assert peek("rows.csv", YEARS.encode()).by_date == ("2014", "2015")
    asked = Options(unfold=False)
    look = peek("rows.csv", YEARS.encode(), asked)
    assert look.by_date == ("2014", "2015") and look.columns == ["place", "lat", "lon", "2014", "2015"]
    loaded = read("rows.csv", YEARS.encode(), asked)
    assert loaded.points.line.tolist() == [2, 4] and loaded.report.rows_read == 2
    assert loaded.points.rows[1] == dict(zip(look.columns, ("B", "39.8", "70.5", "0", "5"), strict=True))
    assert "“2014” to “2015” are named like dates. As chosen, they are fields" in notes(loaded)
    # What is no such table has nothing to choose.
    assert peek("rows.csv", b"date,lat,lon\n2022-09-16,39.9,70.6\n").by_date is None


def test_a_wide_table_is_read_in_parts_that_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    years = [str(year) for year in range(1990, 2021)]
    rows = [f"p{row},39.9,70.6,{','.join(str(row + at) for at in range(31))}" for row in range(40)]
    rows[10:10] = ["", "a row that was cut,39.9", '"p\n40"' + rows[3][2:]]
    foot = f"\nTotal,,,{','.join('1' * 31)}\nSource: nobody{',' * 33}\n"
    text = f"place,lat,lon,{','.join(years)}\n" + "\n".join(rows) + "\n" + foot
    whole = table_of(text)
    monkeypatch.setattr(unfold, "AT_ONCE", 4096)
    monkeypatch.setattr(csv_text, "_MANY", 30)
    monkeypatch.setattr(csv_text, "_RESERVED", 34 * 500)
    parts = table_of(text)
    assert figures(parts) == figures(whole) and len(parts.points) == 41 * 31
    assert parts.report.notes == whole.report.notes and parts.report.rows_read == whole.report.rows_read
    for one in (parts.report, whole.report):
        lines = {kind: lines.tolist() for kind, lines in one.aside.items()}
        assert lines == {"header": [1], "empty": [12, 46], "total": [47], "note": [48]}
        assert [(found.reason, found.lines.tolist()) for found in one.rejected] == [("fields", [13])]
