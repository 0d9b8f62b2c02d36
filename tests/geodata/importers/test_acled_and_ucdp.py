"""ACLED's and UCDP's layouts, today's and the older ones: dates, precision, figures and words as the datasets mean them."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest
from shapely import Point

from geodata.importers import acled, ucdp
from geodata.importers.reading import peek, read
from geodata.importers.report import Loaded
from geodata.intervals import day_number
from tests.support.own_files import (
    Row,
    acled_row,
    csv_of,
    frame,
    old_acled_row,
    old_ucdp_row,
    ucdp_row,
    vector_of,
    xlsx_of,
)


def load(*rows: Row) -> Loaded:
    return read("rows.csv", csv_of(list(rows)))


def interval(loaded: Loaded, row: int = 0) -> tuple[int, int]:
    return int(loaded.points.day_start[row]), int(loaded.points.day_end[row])


def test_the_layouts_have_the_columns_of_the_codebooks() -> None:
    assert (len(acled.TODAY), len(old_acled_row()), len(ucdp.COLUMNS)) == (31, 31, 49)


@pytest.mark.parametrize(
    ("row", "title"),
    [(acled_row, "ACLED"), (old_acled_row, "ACLED"), (ucdp_row, "UCDP GED"), (old_ucdp_row, "UCDP GED")],
)
def test_each_layout_is_recognised_and_every_row_taken(row: object, title: str) -> None:
    loaded = load(*(row(number) for number in range(1, 51)))
    assert (loaded.points.dataset, loaded.report.rows_read, loaded.report.accepted) == (title, 50, 50)
    assert loaded.report.rejected == () and loaded.report.notes == ()


@pytest.mark.parametrize(
    "written",
    [
        "2022-09-16",
        "16 September 2022",
        "16-09-2022",
        "16/09/2022",
        "16.09.2022",
        "2022-09-16 00:00:00.000",
        "16-Sep-2022",
        "20220916",
    ],
)
def test_a_day_is_read_in_every_form_the_exports_have_had(written: str) -> None:
    loaded = load(acled_row(event_date=written, time_precision=1))
    assert interval(loaded) == (day_number(date(2022, 9, 16)), day_number(date(2022, 9, 17)))
    assert not loaded.points.vague[0]


def test_acled_time_precision_spreads_an_event_over_week_or_month() -> None:
    loaded = load(
        acled_row(event_date="2022-09-16", time_precision=2), acled_row(event_date="2022-09-16", time_precision=3)
    )
    assert interval(loaded, 1) == (day_number(date(2022, 9, 13)), day_number(date(2022, 9, 20)))
    assert interval(loaded, 0) == (day_number(date(2022, 9, 1)), day_number(date(2022, 10, 1)))
    assert loaded.points.vague.all()


def test_ucdp_dates_are_a_range_and_uncertain_only_where_its_code_says_so() -> None:
    loaded = load(
        ucdp_row(1, date_start="2022-09-14", date_end="2022-09-17", date_prec=1),
        ucdp_row(2, date_start="2022-09-15", date_end="2022-09-17", date_prec=2),
        ucdp_row(3, date_start="2022-09-16", date_end="2022-09-16", date_prec=2),
    )
    assert interval(loaded) == (day_number(date(2022, 9, 14)), day_number(date(2022, 9, 18)))
    assert loaded.points.vague.tolist() == [False, True, False]


def test_a_circle_is_drawn_from_code_3_of_place_precision_on() -> None:
    rough = load(
        *(ucdp_row(1, date_start=f"2022-09-0{code}", date_end="2022-09-09", where_prec=code) for code in range(1, 8))
    ).points.precision_m
    assert (rough[:2] == 0).all() and (rough[2:] >= 30_000).all()
    assert load(
        *(acled_row(1, event_date=f"2022-09-0{code}", time_precision=1, geo_precision=code) for code in (1, 2, 3))
    ).points.precision_m.tolist() == [0, 0, 50_000]


def test_ucdp_keeps_low_best_and_high_apart() -> None:
    for row in (ucdp_row(best=5, low=3, high=9), old_ucdp_row(best_est=5, low_est=3, high_est=9)):
        points = load(row).points
        assert (points.value[0], points.value_low[0], points.value_high[0]) == (5, 3, 9)


def test_acled_has_a_single_figure_whose_meaning_is_said() -> None:
    points = load(acled_row(fatalities=0)).points
    assert points.value[0] == 0 and points.value_low is None and points.value_high is None
    assert "lowest" in points.meaning.value_note and "not known" in points.meaning.value_note


def test_a_missing_figure_is_not_zero() -> None:
    loaded = load(acled_row(1, fatalities=""), acled_row(2, fatalities=4))
    assert sorted(np.nan_to_num(loaded.points.value, nan=-1).tolist()) == [-1, 4]
    assert any("no readable figure" in note for note in loaded.report.notes)


@pytest.mark.parametrize(
    ("code", "words"),
    [(1, "State forces"), (7, "Civilians"), (8, "External/Other forces"), ("State forces", "State forces")],
)
def test_numeric_actor_codes_of_older_files_read_as_todays_words(code: object, words: str) -> None:
    assert load(old_acled_row(inter1=code)).points.coded["kind of actor 1"][0] == words


def test_numeric_interaction_reads_as_both_sides() -> None:
    assert load(old_acled_row(interaction=17)).points.coded["interaction"][0] == "State forces-Civilians"


def test_rows_come_sorted_by_day_with_their_own_line_and_words() -> None:
    loaded = load(
        acled_row(1, event_date="2022-01-02", time_precision=1, notes="second"),
        acled_row(2, event_date="2022-01-01", time_precision=1, notes="first"),
    )
    assert loaded.points.line.tolist() == [3, 2]
    assert [loaded.points.rows[row]["notes"] for row in range(2)] == ["first", "second"]


def test_duplicates_share_day_place_and_actors_and_are_kept() -> None:
    same = dict(event_date="2022-09-16", time_precision=1, latitude="39.9", longitude="70.6", actor1="A", actor2="B")
    loaded = load(
        acled_row(1, **same),
        acled_row(2, **same),
        acled_row(3, **same | {"actor2": "C"}),
        acled_row(4, **same | {"event_date": "2022-09-17"}),
    )
    assert [group.tolist() for group in loaded.report.duplicates] == [[2, 3]]
    assert len(loaded.points) == 4


def test_unknown_columns_are_named_and_stay_with_the_row() -> None:
    loaded = load(acled_row() | {"population_best": 1234})
    assert any("population_best" in note for note in loaded.report.notes)
    assert loaded.points.rows[0]["population_best"] == "1234"


def test_a_known_layout_needs_no_mapping() -> None:
    found = peek("rows.csv", csv_of([ucdp_row()]))
    assert found.layout is ucdp.LAYOUT and found.mapping == {}


def test_some_rows_of_a_set_keep_their_order_codes_and_words() -> None:
    points = load(*(acled_row(number) for number in range(1, 31))).points
    part = points.take(points.coded["event type"].codes == 1)
    assert 0 < len(part) < 30 and set(part.coded["event type"].codes) == {1}
    assert part.rows[0]["event_type"] == points.coded["event type"].words[1]
    assert (np.diff(part.day_start) >= 0).all()


def test_rows_as_a_table_are_the_rows_one_by_one_in_the_order_asked_for() -> None:
    rows = [acled_row(number, notes=f" \u202e note {number}\x07 ") for number in range(1, 31)]
    points = load(*rows).points
    for chosen in (np.array([3, 0, 29, 3]), np.zeros(0, int)):
        table = points.rows.table(chosen)
        assert table.to_pylist() == [points.rows[row] for row in chosen.tolist()]
    part = points.take(np.array([4, 9, 20]))
    assert part.rows.table(np.array([2, 0])).to_pylist() == [points.rows[20], points.rows[4]]
    assert table.column_names == list(rows[0])


@pytest.mark.parametrize("code", ["{}", "{}.0", "{},0"])
def test_codes_are_the_same_however_a_table_wrote_its_numbers(code: str) -> None:
    def written(number: int) -> str:
        return code.format(number)

    points = load(
        ucdp_row(
            date_start="2022-09-01",
            date_end="2022-09-30",
            date_prec=written(4),
            where_prec=written(4),
            type_of_violence=written(1),
            event_clarity=written(2),
        )
    ).points
    assert (points.vague.tolist(), points.precision_m.tolist()) == ([True], [100_000])
    assert (points.coded["type of violence"][0], points.coded["event clarity"][0]) == ("State-based", "Aggregated")
    points = load(
        old_acled_row(
            event_date="2022-09-16",
            time_precision=written(2),
            geo_precision=written(3),
            inter1=written(7),
            interaction=written(17),
        )
    ).points
    assert (points.day_start[0], points.day_end[0]) == (day_number(date(2022, 9, 13)), day_number(date(2022, 9, 20)))
    assert points.vague.tolist() == [True] and points.precision_m.tolist() == [50_000]
    assert points.coded["kind of actor 1"][0] == "Civilians"
    assert points.coded["interaction"][0] == "State forces-Civilians"


def test_codes_and_layout_are_the_same_in_every_format() -> None:
    row = ucdp_row(date_start="2022-09-01", date_end="2022-09-30", date_prec=4.0, where_prec=4.0, type_of_violence=1.0)
    columns: dict[str, list[object]] = {
        name: [value] for name, value in row.items() if name not in ("latitude", "longitude")
    }
    point = frame(Point(70.5, 39.9), **columns)
    for name, data in (
        ("rows.xlsx", xlsx_of([list(row), list(row.values())])),
        ("rows.geojson", vector_of(point, "GeoJSON")),
        ("rows.json", json.dumps([row]).encode()),
    ):
        points = read(name, data).points
        assert (points.dataset, points.vague.tolist(), points.precision_m.tolist()) == (
            "UCDP GED",
            [True],
            [100_000],
        ), name
        assert points.coded["type of violence"][0] == "State-based"


def test_acled_of_before_2019_is_recognised_with_its_codes() -> None:
    row: Row = {
        "GWNO": 703,
        "EVENT_ID_CNTY": "1XKG",
        "EVENT_ID_NO_CNTY": 1,
        "EVENT_DATE": "10-January-2015",
        "YEAR": 2015,
        "TIME_PRECISION": 2,
        "EVENT_TYPE": "Battle-No change of territory",
        "ACTOR1": "Group A",
        "ALLY_ACTOR_1": "",
        "INTER1": 4,
        "LOCATION": "Batken",
        "LATITUDE": 40.06,
        "LONGITUDE": 70.82,
        "GEO_PRECISION": 3,
        "FATALITIES": 2,
    }
    loaded = load(row)
    assert loaded.points.dataset == "ACLED" and loaded.report.notes == ()
    assert interval(loaded) == (day_number(date(2015, 1, 7)), day_number(date(2015, 1, 14)))
    assert loaded.points.precision_m.tolist() == [50_000]


@pytest.mark.parametrize(
    ("row", "kept", "title"),
    [
        (acled_row(), "event_date time_precision event_type latitude longitude geo_precision fatalities", "ACLED"),
        (acled_row(), "event_date event_type sub_event_type latitude longitude", "ACLED"),
        (ucdp_row(), "date_start date_end date_prec type_of_violence latitude longitude best", "UCDP GED"),
        (ucdp_row(), "date_start type_of_violence dyad_name latitude longitude", "UCDP GED"),
    ],
)
def test_a_table_of_some_of_the_columns_is_recognised(row: Row, kept: str, title: str) -> None:
    assert load({name: row[name] for name in kept.split()}).points.dataset == title


def test_names_cut_by_a_shapefile_are_recognised() -> None:
    for row, title in ((acled_row(), "ACLED"), (ucdp_row(), "UCDP GED")):
        wanted = [
            name
            for name in row
            if not name.startswith(("event_id_no", "assoc", "source_", "conflict_d", "conflict_new", "dyad_d", "side_"))
        ]
        loaded = load({name[:10]: row[name] for name in wanted})
        assert loaded.points.dataset == title and not loaded.report.rejected


@pytest.mark.parametrize(
    ("row", "title"), [(acled_row(time_precision=2), "ACLED"), (ucdp_row(date_prec=2), "UCDP GED")]
)
def test_names_written_for_people_are_recognised(row: Row, title: str) -> None:
    """As Power BI and Tableau have them; their codes of precision would be lost with the layout."""
    loaded = load({name.replace("_", " ").title(): cell for name, cell in row.items()})
    assert loaded.points.dataset == title and not loaded.report.notes
    assert interval(loaded) == interval(load(row))
