"""Dates of a table that say no day of what happened: when it was told of, when its row was changed, and what only its cells show to be dates."""

from __future__ import annotations

import pytest

from geodata.importers.reading import peek, read
from tests.support.own_files import Row, csv_of
from tests.support.tables.dated import notes, said


def rows(**column: tuple[str, ...]) -> bytes:
    [(name, cells)] = column.items()
    table: list[Row] = [{"lat": 39.9, "lon": 70.5, name: cell} for cell in cells]
    return csv_of(table)


@pytest.mark.parametrize("name", ["Reported on", "Published", "Дата сообщения"])
def test_when_a_row_was_told_of_is_its_day_where_nothing_else_is_and_said(name: str) -> None:
    loaded = read("rows.csv", rows(**{name: ("2022-09-16", "September 2022")}))
    assert said(loaded) == {2: ("2022-09-16", "2022-09-16", False), 3: ("2022-09-01", "2022-09-30", True)}
    assert f"“{name}” is by its name when the row was written" in notes(loaded)


@pytest.mark.parametrize("name", ["Last updated", "osm edited"])
def test_when_a_row_was_changed_is_no_day_of_it_and_said(name: str) -> None:
    loaded = read("rows.csv", rows(**{name: ("2022-09-16", "2021-04-28")}))
    assert f"“{name}” holds what can be read as dates, such as “2022-09-16”" in notes(loaded)
    assert "No column was taken for a date" in notes(loaded)


def test_months_under_a_name_of_their_own_are_named() -> None:
    data = rows(Quando=("Sept. 2022", "April 2021"))
    assert "date" not in peek("rows.csv", data).mapping
    assert "“Quando” holds what can be read as dates, such as “Sept. 2022”" in notes(read("rows.csv", data))


def test_the_day_of_a_birth_is_none_of_what_happened() -> None:
    loaded = read("rows.csv", rows(**{"Date of birth": ("1970-05-01", "1981-01-31")}))
    assert "“Date of birth” is by its name the date of something else" in notes(loaded)


def test_figures_are_called_no_dates() -> None:
    assert "holds what can be read as dates" not in notes(read("rows.csv", rows(houses=("2014", "1999"))))


@pytest.mark.parametrize("cell", ["s1", "q2", "H1", "T1"])
def test_a_number_that_is_written_like_a_spell_of_no_year_is_not_said_to_be_a_date(cell: str) -> None:
    for row in ({"date": "2022-09-16"}, {}):
        told = notes(read("rows.csv", csv_of([{"lat": 39.9, "lon": 70.5, **row, "sources": cell}] * 2)))
        assert "“sources” holds" not in told, told
