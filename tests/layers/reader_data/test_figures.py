"""The charts of a reader's own rows: counts by month and kind, and figures as ranges in the dataset's own words, never sums."""

from __future__ import annotations

from geodata.importers.reading import read
from geodata.store import PointSet
from layers.reader_data import figures
from layers.reader_data.points import COLOURS
from tests.support.own_files import Row, acled_row, csv_of, ucdp_row

SURE = {"time_precision": 1}


def points(*rows: Row) -> PointSet:
    return read("rows.csv", csv_of(list(rows))).points


def test_rows_are_counted_by_month_and_kind() -> None:
    found = figures.over_time(
        points(
            acled_row(1, event_date="2022-09-01", event_type="Battles", **SURE),
            acled_row(2, event_date="2022-09-30", event_type="Battles", **SURE),
            acled_row(3, event_date="2022-09-16", event_type="Riots", **SURE),
            acled_row(4, event_date="2022-11-02", event_type="Riots", **SURE),
        ),
        "month",
    )
    assert {(row["first"], row["kind"], row["rows"]) for row in found.rows} == {
        ("2022-09-01", "Battles", 2),
        ("2022-09-01", "Riots", 1),
        ("2022-11-01", "Riots", 1),
    }
    assert found.words == ("September 2022: 3 rows (Battles 2, Riots 1).", "November 2022: 1 row (Riots 1).")


def test_what_is_known_only_to_more_than_a_month_is_told_and_in_no_bar() -> None:
    rows = points(
        ucdp_row(1, date_start="2022-09-28", date_end="2022-10-03", date_prec=2),
        ucdp_row(2, date_start="2022-09-28", date_end="2022-10-03", date_prec=1),
        ucdp_row(3, date_start="2022-09-01", date_end="2022-09-30", date_prec=4),
        ucdp_row(4, date_start="2022-01-01", date_end="2022-12-31", date_prec=5),
    )
    months = figures.over_time(rows, "month")
    # A week over the month's end counts by its first day, as on the slider's strip.
    assert {row["label"] for row in months.rows} == {"September 2022"} and sum(row["rows"] for row in months.rows) == 3
    assert "longer than a month, and counted in none: 1 row." in months.words[-1]
    years = figures.over_time(rows, "year")
    assert (
        {row["label"] for row in years.rows} == {"2022"}
        and sum(row["rows"] for row in years.rows) == 4
        and len(years.words) == 1
    )


def test_rows_of_a_month_are_counted_by_the_day_unless_one_is_known_less_well() -> None:
    sure = [acled_row(day, event_date=f"2022-09-{day:02}", event_type="Battles", **SURE) for day in (2, 16)]
    rows = points(*sure, acled_row(17, event_date="2022-09-16", event_type="Battles", **SURE))
    assert figures.unit(rows) == "day"
    assert figures.over_time(rows, "day").words == (
        "2 September 2022: 1 row (Battles 1).",
        "16 September 2022: 2 rows (Battles 2).",
    )
    vague = points(*sure, acled_row(3, event_date="2022-09-01", event_type="Battles", time_precision=3))
    assert figures.unit(vague) == "month"


def test_a_long_span_is_told_by_year() -> None:
    assert (
        figures.unit(
            points(acled_row(1, event_date="2013-01-01", **SURE), acled_row(2, event_date="2022-12-31", **SURE))
        )
        == "month"
    )
    assert (
        figures.unit(
            points(acled_row(1, event_date="2013-01-01", **SURE), acled_row(2, event_date="2023-01-01", **SURE))
        )
        == "year"
    )


def test_kinds_keep_the_colours_of_the_map_and_the_rest_are_others() -> None:
    rows = points(
        *(
            acled_row(10 * kind + number, event_type=f"Kind {kind}", event_date="2022-09-16", **SURE)
            for kind in range(9)
            for number in range(9 - kind)
        )
    )
    names = figures.kinds(rows)
    assert names == (*(f"Kind {kind}" for kind in range(COLOURS)), figures.OTHERS)
    assert {row["kind"]: row["rows"] for row in figures.over_time(rows, "month").rows} == {
        **{f"Kind {kind}": 9 - kind for kind in range(COLOURS)},
        "others": 6,
    }
    # Of some of the rows too.
    assert figures.kinds(rows.take(rows.coded["event type"].codes == 4)) == names


def test_figures_are_the_range_of_single_rows_and_never_a_sum() -> None:
    found = figures.figures(
        points(
            acled_row(1, event_date="2022-09-01", fatalities=2, **SURE),
            acled_row(2, event_date="2022-09-16", fatalities=12, **SURE),
            acled_row(3, event_date="2022-09-20", fatalities="", **SURE),
            acled_row(4, event_date="2022-10-20", fatalities="", **SURE),
            acled_row(5, event_date="2022-11-20", fatalities=0, **SURE),
        ),
        "month",
    )
    assert [(row["label"], row["low"], row["high"]) for row in found.rows] == [
        ("September 2022", 2, 12),
        ("November 2022", 0, 0),
    ]
    assert found.words == (
        "September 2022: per row 2 to 12 (3 rows, 1 without a figure).",
        "October 2022: no figure in 1 row.",
        "November 2022: per row 0 (1 row).",
    )
    assert (
        found.title.startswith("Fatalities")
        and "The lowest figure reported" in found.note
        and "0 also stands for" in found.note
    )


def test_best_low_and_high_are_named_as_ucdp_names_them() -> None:
    found = figures.figures(
        points(
            ucdp_row(1, date_start="2022-09-01", date_end="2022-09-01", date_prec=1, best=5, low=3, high=9),
            ucdp_row(2, date_start="2022-09-02", date_end="2022-09-02", date_prec=1, best=1200, low=0, high=1500),
        ),
        "month",
    )
    assert found.words == ("September 2022: per row best estimate 5 to 1,200, low to high 0 to 1,500 (2 rows).",)
    assert (found.rows[0]["low"], found.rows[0]["high"]) == (0, 1500) and "best estimate" in found.note


def test_a_table_without_figures_or_dates_has_no_empty_chart() -> None:
    rows = read("rows.csv", b"lat,lon,name\n39.9,70.6,Post\n").points
    assert figures.figures(rows, figures.unit(rows)) is None
    found = figures.over_time(rows, figures.unit(rows))
    assert found.rows == () and found.words == ("Without a date: 1 row.",)
