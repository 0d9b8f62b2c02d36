"""A reader's own rows as a table: which are listed and in which order, and what is said of each."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from shapely import LineString, Point

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Report
from geodata.importers.rows import CompressedRows
from geodata.store import PointSet
from layers.reader_data.card import card
from layers.reader_data.dataset import ReaderSet
from layers.reader_data.rows import LISTED, newest
from tests.support.own_files import Row, acled_row, csv_of, frame, ucdp_row, vector_of


def points(*rows: Row) -> PointSet:
    return read("rows.csv", csv_of(list(rows))).points


def listed(found: PointSet, rows: np.ndarray, small: bool = True) -> pd.DataFrame:
    """Return rows as the page lists them, days as such."""
    dataset = ReaderSet(
        "own:1", "Mine", found, Report("rows.csv", "CSV", 0, 0, (), (), (), CompressedRows([])), small=small
    )
    table = dataset.table(rows, [name for name, column in dataset.columns.items() if column.listed]).to_pandas()
    return table.assign(**{name: pd.to_datetime(table[name]) for name in ("first_day", "last_day")})


def test_the_newest_rows_come_first_and_a_chosen_one_before_them() -> None:
    shown = np.array([True, False, True, True])
    assert newest(shown).tolist() == [3, 2, 0]
    assert newest(shown, 0).tolist() == [0, 3, 2]
    # A row that is not on the map is not listed because it was selected, nor one of a set that has grown smaller.
    assert newest(shown, 1).tolist() == newest(shown, 9).tolist() == [3, 2, 0]


def test_of_a_large_set_the_first_few_thousand_are_listed_the_chosen_one_among_them() -> None:
    shown = np.ones(LISTED + 500, bool)
    assert len(newest(shown)) == LISTED and newest(shown)[0] == len(shown) - 1
    assert newest(shown, 0)[0] == 0


def test_a_row_says_line_days_place_kind_figure_and_precision() -> None:
    table = listed(
        points(
            acled_row(
                1,
                event_date="2022-09-16",
                time_precision=1,
                geo_precision=1,
                location="Sample 1",
                event_type="Battles",
                fatalities=4,
                latitude="39.91",
                longitude="70.61",
            ),
            acled_row(2, event_date="2022-01-10", time_precision=3, geo_precision=3, fatalities=""),
        ),
        np.array([1, 0]),
    )
    first, second = table.to_dict("records")
    assert (first["line"], first["first_day"].date(), first["last_day"].date(), first["dated"]) == (
        2,
        date(2022, 9, 16),
        date(2022, 9, 16),
        "yes",
    )
    assert (first["label"], first["category"], first["value"], first["lon"], first["lat"]) == (
        "Sample 1",
        "Battles",
        4,
        70.61,
        39.91,
    )
    assert pd.isna(first["precision_m"])
    assert (second["line"], second["first_day"].date(), second["last_day"].date(), second["dated"]) == (
        3,
        date(2022, 1, 1),
        date(2022, 1, 31),
        "not exactly",
    )
    assert second["precision_m"] == 50_000 and np.isnan(second["value"])  # not stated is not 0


def test_how_closely_places_are_known_is_listed_only_where_a_row_tells() -> None:
    for code, is_listed in ((1, False), (3, True)):
        assert ("precision_m" in listed(points(acled_row(geo_precision=code)), np.array([0]))) is is_listed


def test_low_best_and_high_stand_apart_and_only_where_the_set_has_them() -> None:
    assert listed(points(ucdp_row(best=5, low=3, high=9)), np.array([0]))[["low", "value", "high"]].iloc[
        0
    ].tolist() == [3, 5, 9]
    assert not {"low", "high"} & set(listed(points(acled_row()), np.array([0])).columns)


def test_a_row_without_a_date_has_none_and_what_lasts_has_no_last_day() -> None:
    undated = read("rows.csv", b"lat,lon,name\n39.9,70.6,Post\n").points
    assert listed(undated, np.array([0]))[["first_day", "last_day", "dated"]].iloc[0].tolist() == [
        pd.NaT,
        pd.NaT,
        "no date",
    ]
    lasting = read("rows.csv", b"date,lat,lon,name\n2022-09-16,39.9,70.6,Post\n", lasting=True).points
    found = listed(lasting, np.array([0])).iloc[0]
    assert found["first_day"].date() == date(2022, 9, 16) and found["last_day"] is pd.NaT


@pytest.mark.parametrize("small", [True, False])
def test_beside_it_stand_the_files_own_columns_or_those_that_filters_use(small: bool) -> None:
    found = points(acled_row(1, notes="Words as written", actor1="Group A"))
    table = listed(found, np.array([0]), small)
    if small:
        assert table["file: notes"][0] == "Words as written" and table["file: event_id_cnty"][0] == "XXX1"
    else:
        assert table["file: actor 1"][0] == "Group A" and "file: notes" not in table


def test_a_column_of_the_files_own_may_have_any_name() -> None:
    found = read("rows.csv", b"line,lat,lon,first_day\n=1,39.9,70.6,2022-09-16\n").points
    table = listed(found, np.array([0]), small=True)
    assert table["line"][0] == 2 and table["file: line"][0] == "=1" and table["file: first_day"][0] == "2022-09-16"


def test_features_are_listed_by_number_with_a_point_on_them() -> None:
    found = read(
        "file.geojson", vector_of(frame(Point(70.6, 39.9), LineString([(70, 39), (71, 39)])), "GeoJSON")
    ).points
    table = listed(found, np.array([1, 0]), small=True)
    assert (
        table["line"].tolist() == [2, 1]
        and table["lat"].tolist() == [39, 39.9]
        and table["label"].tolist() == ["Feature 2", "Feature 1"]
    )


def test_what_is_read_of_a_row_is_not_listed_once_more_as_it_stands_in_the_file() -> None:
    own = read("rows.csv", b"date,lat,lon,Name,type,Deaths\n2022-09-16,39.9,70.6,Post,shelling,3\n").points
    for found in (own, points(acled_row())):
        names = [name.removeprefix("file: ").replace("_", " ").lower() for name in listed(found, np.array([0]), True)]
        assert not {"name", "type", "deaths", "event type", "fatalities"} & set(names)


def test_what_has_only_an_end_says_until_when_on_the_card_and_in_the_table() -> None:
    mapping = {"lat": "lat", "lon": "lon", "date": "from", "date_end": "to", "label": "name"}
    body = b"lat,lon,name,from,to\n39.9,70.6,Post,,2021-06-29\n39.9,70.6,Camp,2021-05,\n39.9,70.6,Gate,2021-05-03,\n39.9,70.6,Tent,,\n"
    rows = read("rows.csv", body, Options("Mine", mapping), lasting=True).points
    said = {rows.coded["name"][row]: card(rows, row, "Mine").summary for row in range(4)}
    assert said == {
        "Post": "Until 29 June 2021, no start stated.",
        "Camp": "From 1 May 2021 or later, no end stated.",
        "Gate": "From 3 May 2021, no end stated.",
        "Tent": "No date.",
    }
    table = listed(rows, np.arange(4)).set_index("label")
    assert str(table.last_day["Post"].date()) == "2021-06-29" and pd.isna(table.first_day["Post"])
    assert pd.isna(table.last_day["Camp"]) and pd.isna(table.last_day["Tent"])
    assert dict(table.dated) == {"Post": "only its end", "Camp": "not exactly", "Gate": "yes", "Tent": "no date"}
