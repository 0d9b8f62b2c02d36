"""What commas and points mean in figures is decided over the whole column, said, and asked where nothing tells."""

from __future__ import annotations

import math

import pytest

from geodata.importers.figures import is_figure
from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from geodata.importers.report import Loaded
from tests.support.own_files import Row, csv_of

COMMA, POINT = ("39,9", "70,6"), ("39.9", "70.6")


def load(*deaths: str, place: tuple[str, str] = POINT, decimal: str = "") -> Loaded:
    rows = "".join(f'2022-09-16;{place[0]};{place[1]};"{cell}"\n' for cell in deaths)
    return read("rows.csv", f"date;lat;lon;deaths\n{rows}".encode(), Options(decimal=decimal, mapping=MAPPING))


MAPPING = {"date": "date", "lat": "lat", "lon": "lon", "value": "deaths"}
NAN = math.nan


@pytest.mark.parametrize(
    ("cells", "place", "figures", "said"),
    [
        (("36", "1,024", "5"), POINT, (36, 1024, 5), "parts thousands: “1,024” is 1024"),
        (("33,000", "136,770", "1,200,000"), POINT, (33000, 136770, 1200000), "parts thousands"),
        (("12,00,000", "4"), POINT, (1200000, 4), "parts thousands"),
        (("1,024.5", "2,000"), POINT, (1024.5, 2000), "parts thousands: “2,000” is 2000"),
        (("1.024,5", "2.000"), COMMA, (1024.5, 2000), "parts thousands: “2.000” is 2000"),
        (("1.024", "36"), COMMA, (1024, 36), "“1.024” is 1024"),
        (("1.024", "36", "2.50"), POINT, (1.024, 36, 2.5), ""),
        (("3,5", "1,024"), POINT, (3.5, 1.024), "decimal one: “1,024” is 1.024"),
        (("0,125", "1,250"), COMMA, (0.125, 1.25), "decimal one: “1,250” is 1.25"),
        (("1 024", "1\u00a0200\u202f000", "1’024"), POINT, (1024, 1200000, 1024), ""),
        (("1,200,000", "3,5", "1,024"), POINT, (1200000, 3.5, NAN), "could be either and gives no figure"),
        (("2[1]", "5 [note 3]", "9*", "4[a][b]†"), POINT, (2, 5, 9, 4), ""),
        (("1,024[2]", "36"), POINT, (1024, 36), "parts thousands: “1,024” is 1024"),
        (("-4", "−4", "1e3", ".5"), POINT, (-4, -4, 1000, 0.5), ""),
    ],
)
def test_signs_are_decided_over_the_column(
    cells: tuple[str, ...], place: tuple[str, str], figures: tuple[float, ...], said: str
) -> None:
    loaded = load(*cells, place=place)
    assert loaded.points.value is not None
    assert loaded.points.value.tolist() == pytest.approx(list(figures), nan_ok=True)
    notes = " ".join(loaded.report.notes)
    assert said in notes and ("thousands" in notes or "decimal" in notes) == bool(said)


@pytest.mark.parametrize(
    ("text", "place", "meant"),
    [("1,024", COMMA, {",": 1.024, ".": 1024}), ("1.024", POINT, {",": 1024, ".": 1.024})],
)
def test_where_nothing_tells_it_is_asked_and_the_answer_is_obeyed(
    text: str, place: tuple[str, str], meant: dict[str, float]
) -> None:
    asked = load("36", text, place=place)
    assert any(f"Nothing in “deaths” tells whether “{text}” is 1024 or 1.024" in note for note in asked.report.notes)
    for decimal, figure in meant.items():
        loaded = load("36", text, place=place, decimal=decimal)
        assert loaded.points.value is not None and loaded.points.value.tolist() == pytest.approx([36, figure])
        assert not any("tells" in note for note in loaded.report.notes)


def test_marks_of_footnotes_are_left_off_with_a_word_and_what_may_be_more_than_a_mark_is_none() -> None:
    loaded = load("2[1]", "3", "10²", "4 (5)", "[6]", "007[1]")
    assert loaded.points.value is not None
    assert loaded.points.value.tolist() == pytest.approx([2, 3, NAN, NAN, NAN, NAN], nan_ok=True)
    assert "In “deaths” marks of footnotes, as in “2[1]”, were left off the figures." in loaded.report.notes
    assert loaded.points.rows is not None and loaded.points.rows[0]["deaths"] == "2[1]"
    assert not any("footnotes" in note for note in load("2", "3").report.notes)


@pytest.mark.parametrize(
    ("written", "said"),
    [("136770123", "136,770,123 is said as 136,770,130"), ("16777216", ""), ("0.1", ""), ("1200000.55", "1,200,000.5")],
)
def test_what_has_more_digits_than_are_held_is_said(written: str, said: str) -> None:
    notes = [note for note in load(written).report.notes if "seven digits" in note]
    assert said in " ".join(notes) and bool(notes) == bool(said)


def test_what_the_coordinates_tell_is_not_asked() -> None:
    told = " ".join(load("36", "1.024", place=COMMA).report.notes)
    assert "“1.024” is 1024" in told and "tells" not in told


def test_a_row_that_is_not_drawn_is_not_said_to_be_drawn_without_a_figure() -> None:
    text = "date,lat,lon,deaths\n2022-09-16,39.9,70.6,3\n2022-09-17,,,\n"
    assert not any("no readable figure" in note for note in read("rows.csv", text.encode()).report.notes)


@pytest.mark.parametrize("text", ["007", "+996 555 123 456", "10-15", "5+", "12%", "nan", "inf", "1_000", "1,02,4", ""])
def test_what_only_looks_like_a_number_is_no_figure(text: str) -> None:
    assert not is_figure(text)


def test_texts_that_give_no_figure_are_said() -> None:
    loaded = load("12", "at least 5", "007")
    assert loaded.points.value is not None and [math.isnan(value) for value in loaded.points.value] == [
        False,
        True,
        True,
    ]
    assert any("“at least 5”, “007”" in note for note in loaded.report.notes)


@pytest.mark.parametrize(
    "cells", [("007", "012", "101"), ("1", "2", "3", "4", "5", "6"), ("+996555123456", "+996555123457")]
)
def test_codes_and_running_numbers_are_not_guessed_to_be_figures(cells: tuple[str, ...]) -> None:
    rows = "".join(f"2022-09-16,39.9,70.6,{cell}\n" for cell in cells)
    assert read("rows.csv", f"date,lat,lon,number\n{rows}".encode()).points.value is None


def test_a_figure_named_as_such_may_happen_to_run_like_the_numbers_of_rows() -> None:
    rows = "".join(f"2022-09-16,39.9,70.6,{cell}\n" for cell in range(7))
    loaded = read("rows.csv", f"date,lat,lon,deaths\n{rows}".encode())
    assert loaded.points.value is not None and loaded.points.value.sum() == 21


@pytest.mark.parametrize("cells", [("5%", "12.5%"), ("5 чел.", "до 30", "несколько")])
def test_a_column_named_like_figures_is_not_left_out_without_a_word(cells: tuple[str, ...]) -> None:
    rows = "".join(f"2022-09-16,39.9,70.6,{cell}\n" for cell in cells)
    loaded = read("rows.csv", f"date,lat,lon,погибло\n{rows}".encode())
    assert loaded.points.value is None
    assert any("“погибло” is named like a figure" in note and cells[0] in note for note in loaded.report.notes)


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (
            "deaths (min),deaths (max),deaths (best)",
            {"value": "deaths (best)", "low": "deaths (min)", "high": "deaths (max)"},
        ),
        ("killed men,killed women,killed total", {"value": "killed total"}),
        ("min temp,max temp,injured", {"value": "injured"}),
    ],
)
def test_the_whole_figure_goes_before_its_parts_and_limits(names: str, taken: dict[str, str]) -> None:
    found = peek("rows.csv", f"lat,lon,{names}\n39.9,70.5,1,5,3\n39.8,70.4,2,6,4\n".encode()).mapping
    assert {key: column for key, column in found.items() if key not in ("lat", "lon")} == taken


@pytest.mark.parametrize(
    ("column", "cell", "metres"),
    [
        ("coordinateUncertaintyInMeters", "250", 250),
        ("_place_precision", "4.5", 4.5),
        ("accuracy_km", "2.5", 2500),
        ("Точность, м", "12", 12),
        ("positional_accuracy", "31", 31),
        ("GPS accuracy (ft)", "100", 30.48),
        # A code of precision, which has no unit, and what is no number or of no place.
        ("location_accuracy", "3", 0),
        ("accuracy", "high", 0),
        ("time_accuracy_m", "5", 0),
        ("coordinateUncertaintyInMeters", "-5", 0),
    ],
)
def test_how_closely_a_place_is_known_is_read_in_metres(column: str, cell: str, metres: float) -> None:
    rows: list[Row] = [
        {"date": "2022-09-16", "_place_latitude": 39.9, "_place_longitude": 70.6, "displaced": 120, column: cell}
    ]
    loaded = read("rows.csv", csv_of(rows))
    assert loaded.points.precision_m.tolist() == pytest.approx([metres])
    assert loaded.points.value is not None and loaded.points.value.tolist() == [120]
    said = any("how closely places are known" in note for note in loaded.report.notes)
    assert said is (metres > 0 or column in ("location_accuracy", "coordinateUncertaintyInMeters"))
