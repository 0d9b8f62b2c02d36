"""A workbook keeps “May 2021” as its first day with a format that has no day: it is read as what it shows."""

from __future__ import annotations

import pytest

from geodata.importers.reading import read
from geodata.importers.report import Loaded
from geodata.importers.sheets.codes import shown
from tests.support.tables.dated import notes, said
from tests.support.tables.workbooks import KINDS, book_of


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


#: 1 January and 1 May 2021, 12 May 2021, and 1 January 2022 as a spreadsheet counts them.
JANUARY, MAY, TWELFTH, NEXT = 44197, 44317, 44328, 44562


def book(kind: str, *days: object, from_1904: bool = False) -> Loaded:
    rows = [[day, 39.9 + number / 10, 70.6, "x"] for number, day in enumerate(days)]
    return read("file", book_of(kind, [["date", "lat", "lon", "name"], *rows], from_1904=from_1904))


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("mmm yyyy", "month"),
        ("mm/yyyy", "month"),
        ("mmm\\-yy", "month"),
        ("[$-409]mmm\\ yy;@", "month"),
        ("[$-419]mmmm\\ yyyy\\ \\г\\.;@", "month"),
        ('yyyy"年"m"月"', "month"),
        ("yyyy", "year"),
        ('"FY" yyyy', "year"),
        ("mmmm", "month alone"),
        ("d-mmm", "no year"),
        ("dd.mm.yyyy", None),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", None),
        ("ddd", None),
        ("h:mm", None),
        ("mm:ss", None),
        ("[h]:mm", None),
        ("0.00E+00", None),
        ('0" m"', None),
        ("General", None),
    ],
)
def test_a_format_shows_so_much_of_a_date(code: str, what: str | None) -> None:
    assert shown(code) == what


def test_a_cell_that_shows_a_month_is_that_month_and_it_is_said(kind: str) -> None:
    loaded = book(kind, (JANUARY, "mmm yyyy"), (TWELFTH, "dd.mm.yyyy"), (MAY, "mmm yyyy"))
    assert said(loaded) == {
        2: ("2021-01-01", "2021-01-31", True),
        3: ("2021-05-12", "2021-05-12", False),
        4: ("2021-05-01", "2021-05-31", True),
    }
    assert "“date”: 2 cells show a month and no day; they were read as whole months." in notes(loaded)


def test_a_cell_that_shows_a_year_is_that_year(kind: str) -> None:
    loaded = book(kind, (JANUARY, "yyyy"), (NEXT, "yyyy"))
    assert said(loaded)[3] == ("2022-01-01", "2022-12-31", True)
    assert "2 cells show a year and no day" in notes(loaded)


def test_days_that_a_format_merely_hides_are_kept_and_it_is_said(kind: str) -> None:
    loaded = book(kind, (TWELFTH, "mmm yyyy"), (TWELFTH + 1, "mmm yyyy"))
    assert said(loaded)[2] == ("2021-05-12", "2021-05-12", False)
    assert "cells that show no day hold one all the same, such as 12 May 2021" in notes(loaded)


def test_a_year_that_is_not_shown_is_told_of(kind: str) -> None:
    loaded = book(kind, (TWELFTH, "d-mmm"), (MAY, "d-mmm"))
    assert said(loaded)[2] == ("2021-05-12", "2021-05-12", False) and "here 2021: check it" in notes(loaded)


def test_days_counted_from_1904_are_read_so_and_plain_numbers_are_told_of(kind: str) -> None:
    assert said(book(kind, (MAY - 1462, "mmm yyyy"), from_1904=True))[2] == ("2021-05-01", "2021-05-31", True)
    assert "counts days from 1904" in notes(book(kind, MAY - 1462, MAY - 1400, from_1904=True))
    assert "1904" not in notes(book(kind, MAY, MAY + 1))


def test_months_beside_a_column_of_years_are_those_of_its_years(kind: str) -> None:
    """“May” typed into a cell is kept with the year of the day of typing."""
    rows = [["Year", "Month", "lat", "lon"], [2014, (MAY, "mmmm"), 39.9, 70.6], [2015, (JANUARY, "mmmm"), 39.8, 70.5]]
    loaded = read("file", book_of(kind, rows))
    assert said(loaded) == {2: ("2014-05-01", "2014-05-31", True), 3: ("2015-01-01", "2015-01-31", True)}
