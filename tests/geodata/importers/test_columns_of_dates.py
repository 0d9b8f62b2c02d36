"""Columns of dates: which hold them, what is decided over a whole column, and that it is said."""

from __future__ import annotations

import pytest

from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from tests.support.own_files import Row, csv_of
from tests.support.tables.dated import notes, reasons, said, table


def test_a_column_read_in_part_names_share_and_example() -> None:
    loaded = table("Spring 2022", "someday", "NA", "2022-09-16", "2022-09-17")
    assert reasons(loaded) == {2: "loose date", 3: "bad date", 4: "no date"}
    assert "“date”: 2 of 4 dates were not read, for example “Spring 2022”." in notes(loaded)


def test_a_column_without_a_date_is_left_out_with_a_note() -> None:
    loaded = table("one day", "another")
    assert said(loaded) == {2: ("", "", False), 3: ("", "", False)}
    assert "“date” is named like a date, but of 2 cells looked at 0 can be read as one, and “one day” cannot" in notes(
        loaded
    )


def test_months_and_years_are_spoken_of_where_there_are_some() -> None:
    assert [table(day).points.meaning.date_note != "" for day in ("Sep-22", "2022-09-16")] == [True, False]


@pytest.mark.parametrize(
    ("dates", "day", "words"),
    [
        (("03/04/2022", "25/03/2022"), "2022-04-03", "day/month/year, as “25/03/2022” can only be meant"),
        (("03/04/2022", "03/25/2022"), "2022-03-04", "month/day/year, as “03/25/2022” can only be meant"),
        (("03/04/2022", "05/04/2022"), "2022-04-03", "nothing in the file says which"),
        (("03/04/2022 - 05/04/2022", "03/25/2022"), "2022-03-04", "month/day/year"),
        (("03.04.2022", "05.04.2022"), "2022-04-03", "day.month.year"),
        (("3/4/22", "3/25/22"), "2022-03-04", "month/day/year"),
    ],
)
def test_day_or_month_first_is_decided_over_the_column_and_said(dates: tuple[str, ...], day: str, words: str) -> None:
    loaded = table(*dates)
    assert said(loaded)[2][0] == day and words in notes(loaded)


def test_a_column_that_writes_both_orders_is_asked_about() -> None:
    dates = ("03/04/2022", "25/03/2022", "03/25/2022", "05/05/2022")
    loaded = table(*dates)
    assert reasons(loaded) == {2: "either date"} and "Say which is meant" in notes(loaded)
    assert {line: one[0] for line, one in said(loaded).items()} == {3: "2022-03-25", 4: "2022-03-25", 5: "2022-05-05"}
    assert said(table(*dates, month_first=True))[2][0] == "2022-03-04"
    # One slip among many is a slip.
    assert reasons(
        table("03/04/2022", "03/25/2022", *["25/03/2022"] * 2, *[f"{day}/03/2022" for day in range(13, 32)])
    ) == {3: "bad date"}


def test_years_of_two_digits_have_one_rule_that_is_said() -> None:
    loaded = table("05.03.22", "7.3.29", "31.12.30", "9-May-99", "Sep-00")
    assert [one[0][:4] for _, one in sorted(said(loaded).items())] == ["2022", "2029", "1930", "1999", "2000"]
    assert "years of two digits were read as 1930 to 2029; “05.03.22” as 5 March 2022" in notes(loaded)


@pytest.mark.parametrize(
    ("dates", "days", "words"),
    [
        (("1619568000000", "1663286399999"), ("2021-04-28", "2022-09-15"), "milliseconds since 1970"),
        (("-631152000", "1619568000"), ("1950-01-01", "2021-04-28"), "seconds since 1970"),
        (("1.619568e+12", "1663286400000.0"), ("2021-04-28", "2022-09-16"), "milliseconds since 1970"),
        (("44820", "44820,75"), ("2022-09-16", "2022-09-16"), "since 30 December 1899"),
        (("20220916", "20210428.0"), ("2022-09-16", "2021-04-28"), ""),
        (("202209", "202104"), ("2022-09-01", "2021-04-01"), ""),
    ],
)
def test_numbers_count_days_or_what_has_passed_since_1970(
    dates: tuple[str, ...], days: tuple[str, ...], words: str
) -> None:
    loaded = table(*dates)
    assert [one[0] for _, one in sorted(said(loaded).items())] == list(days)
    assert words in notes(loaded)


def test_a_number_that_lost_its_last_figures_is_no_day() -> None:
    assert reasons(table("1.61957E+12", "1619568000000")) == {2: "bad date"}


def test_times_of_day_are_set_aside_with_a_note_and_midnight_without() -> None:
    assert "times of day, as in “2022-09-16 14:30”" in notes(table("2022-09-16 14:30", "2022-09-17 00:00:00.000"))
    assert notes(table("2022-09-16 00:00:00.000", "2022-09-17T00:00:00Z")) == ""


def test_an_end_may_be_present_in_any_words() -> None:
    ends = (
        "present",
        "ongoing",
        "н.в.",
        "по настоящее время",
        "to date",
        "азыркы учурга чейин",
        "à ce jour",
        "heute",
        "",
    )
    rows: list[Row] = [
        {"name": number, "lat": 39.9, "lon": 70.5 + number / 99, "start_date": "2003-10-02", "end_date": end}
        for number, end in enumerate((*ends, "2014-06-01"))
    ]
    loaded = read("posts.csv", csv_of(rows))
    assert {one[1] for line, one in said(loaded).items() if line < 11} == {""} and said(loaded)[11][1] == "2014-06-01"
    assert "1 row without a last day" in notes(loaded)


def test_ends_less_precise_than_beginnings_are_whole_and_uncertain() -> None:
    rows: list[Row] = [
        {"begin": "2003", "end": "2014", "lat": 39.9, "lon": 70.5},
        {"begin": "2021-04", "end": "2021-05", "lat": 39.9, "lon": 70.6},
        {"begin": "2021-05-14", "end": "2021", "lat": 39.9, "lon": 70.7},
        {"begin": "", "end": "2014-06-03", "lat": 39.9, "lon": 70.8},
    ]
    assert said(read("spans.csv", csv_of(rows))) == {
        2: ("2003-01-01", "2014-12-31", True),
        3: ("2021-04-01", "2021-05-31", True),
        4: ("2021-05-14", "2021-12-31", True),
        5: ("", "2014-06-03", False),
    }


def test_year_month_and_day_may_stand_in_columns_of_their_own() -> None:
    rows: list[Row] = [
        {"iyear": year, "imonth": month, "iday": day, "latitude": 39.9, "longitude": 70.5, "city": "A", "nkill": 2}
        for year, month, day in (
            (2019, 1, 14),
            (2020, 4, 0),
            ("2020.0", "0", "0.0"),
            (2021, "September", 3),
            (2021, 2, 30),
            ("", 1, 1),
        )
    ]
    loaded = read("gtd.csv", csv_of(rows))
    assert said(loaded) == {
        2: ("2019-01-14", "2019-01-14", False),
        3: ("2020-04-01", "2020-04-30", True),
        4: ("2020-01-01", "2020-12-31", True),
        5: ("2021-09-03", "2021-09-03", False),
    }
    assert reasons(loaded) == {6: "bad date", 7: "no date"}


@pytest.mark.parametrize(
    ("columns", "taken"),
    [
        ({"year": 2022, "Date of incident": "2022-09-16"}, "Date of incident"),
        ({"date_added": "2023-01-01", "year": 2022}, "year"),
        ({"eventDate": "2022-09-16", "year": 2022}, "eventDate"),
        ({"Дата публикации": "17.09.2022", "Дата происшествия": "16.09.2022"}, "Дата происшествия"),
        ({"Сана": "16.09.2022"}, "Сана"),
        ({"Күнү": "16.09.2022"}, "Күнү"),
        ({"from": "Batken", "date": "2022-09-16"}, "date"),
        ({"month": "Sep-22"}, "month"),
    ],
)
def test_the_date_of_what_happened_is_found_among_others(columns: Row, taken: str) -> None:
    assert peek("rows.csv", csv_of([columns | {"lat": 39.9, "lon": 70.5}])).mapping["date"] == taken


def test_an_end_that_is_left_out_is_named() -> None:
    row: Row = {"date": "2022-09-16", "date_end": "when it was over", "to": "Batken", "lat": 39.9, "lon": 70.5}
    loaded = read("rows.csv", csv_of([row]))
    assert "“date_end” is named like a date" in notes(loaded) and "“to”" not in notes(loaded)


def test_the_columns_of_the_terrorism_database_are_guessed() -> None:
    row: Row = {
        "eventid": 1,
        "iyear": 2019,
        "imonth": 1,
        "iday": 14,
        "country_txt": "Kyrgyzstan",
        "city": "A",
        "latitude": 39.9,
        "longitude": 70.5,
        "attacktype1_txt": "Armed Assault",
        "gname": "Unknown",
        "nkill": 2,
    }
    assert peek("gtd.csv", csv_of([row])).mapping == {
        "lat": "latitude",
        "lon": "longitude",
        "date": "iyear",
        "month": "imonth",
        "day": "iday",
        "category": "attacktype1_txt",
        "label": "city",
        "actor_1": "gname",
        "value": "nkill",
    }


def test_parts_of_first_and_last_day_go_with_their_years() -> None:
    row: Row = {
        "Start Year": 2021,
        "Start Month": 4,
        "Start Day": 28,
        "End Year": 2021,
        "End Month": 5,
        "End Day": 1,
        "Latitude": 39.9,
        "Longitude": 70.5,
    }
    assert said(read("emdat.csv", csv_of([row]))) == {2: ("2021-04-28", "2021-05-01", False)}
    # Beside a whole date they say nothing new.
    beside: Row = {"date": "2021-04-28", "year": 2021, "month": 4, "day": 28, "lat": 39.9, "lon": 70.5}
    assert "month" not in peek("rows.csv", csv_of([beside])).mapping


def test_states_end_where_a_range_says_so_and_last_on_otherwise() -> None:
    mapping = {"lat": "lat", "lon": "lon", "date": "date"}
    rows: list[Row] = [{"date": day, "lat": 39.9, "lon": 70.5} for day in ("2003 – 2014", "2014", "2022-09-16")]
    loaded = read("posts.csv", csv_of(rows), Options(mapping=mapping), lasting=True)
    assert [one[1] for _, one in sorted(said(loaded).items())] == ["2014-12-31", "", ""]


def test_what_begins_before_1900_is_counted_in_the_report() -> None:
    assert "1 row begins before 1900" in notes(table("1867-07-11", "1936-12-05", "2022-09-16"))


def test_firsts_of_months_throughout_are_pointed_out() -> None:
    """A spreadsheet shows “Sep-22” and keeps 1 September."""
    assert "first of a month" in notes(table("2022-09-01", "2022-10-01", "2022-11-01"))
    assert "first of a month" not in notes(table("2022-09-01", "2022-10-01", "2022-11-02"))


@pytest.mark.parametrize(
    ("name", "first", "last", "note"),
    [("WEEK", "2022-09-10", "2022-09-16", "begins"), ("Week ending", "2022-09-04", "2022-09-10", "ends")],
)
def test_a_day_in_a_column_of_weeks_is_a_week(name: str, first: str, last: str, note: str) -> None:
    """ACLED's sums by week have its first day."""
    rows: list[Row] = [{name: "2022-09-10", "EVENTS": 5, "lat": 39.9, "lon": 70.5}]
    loaded = read("weeks.csv", csv_of(rows))
    assert said(loaded) == {2: (first, last, True)}
    assert f"“{name}”: each day was read as the week that {note} with it." in notes(loaded)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Q3 2022", "2022-07-01", "2022-09-30"),
        ("III кв. 2022 г.", "2022-07-01", "2022-09-30"),
        ("2022 H1", "2022-01-01", "2022-06-30"),
        ("2-е полугодие 2022", "2022-07-01", "2022-12-31"),
        ("KW 37/2022", "2022-09-12", "2022-09-18"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2022年9月16日", "2022-09-16", "2022-09-16"),
        ("2022-yil 16-sentabr", "2022-09-16", "2022-09-16"),
    ],
)
def test_spans_that_go_by_number_are_read_as_spans(text: str, first: str, last: str) -> None:
    assert said(table(text)) == {2: (first, last, first != last)}


def test_a_year_has_no_fifth_quarter_and_seldom_a_week_53() -> None:
    assert reasons(table("Q5 2022", "2022-W53", "2020-W53")) == {2: "bad date", 3: "bad date"}


@pytest.mark.parametrize(
    ("column", "cell", "first", "last"),
    [
        ("quarter", "3", "2022-07-01", "2022-09-30"),
        ("Quarter of the year", "Q3", "2022-07-01", "2022-09-30"),
        ("Полугодие", "II", "2022-07-01", "2022-12-31"),
        ("epi_week", "37", "2022-09-12", "2022-09-18"),
        ("week", "", "2022-01-01", "2022-12-31"),
    ],
)
def test_a_column_beside_the_years_says_which_part_of_them(column: str, cell: str, first: str, last: str) -> None:
    rows: list[Row] = [{"year": 2022, column: cell, "lat": 39.9, "lon": 70.5}]
    assert said(read("rows.csv", csv_of([*rows, rows[0] | {column: 1}])))[2] == (first, last, True)


@pytest.mark.parametrize("column", ["date of census", "year_built", "Год постройки"])
def test_the_date_of_something_else_is_left_out_by_name(column: str) -> None:
    rows: list[Row] = [{column: 1975, "lat": 39.9, "lon": 70.5}]
    loaded = read("rows.csv", csv_of(rows))
    assert said(loaded) == {2: ("", "", False)} and f"“{column}” is by its name the date of something else" in notes(
        loaded
    )
    assert said(read("rows.csv", csv_of([rows[0] | {"date": "2022-09-16"}])))[2][0] == "2022-09-16"
