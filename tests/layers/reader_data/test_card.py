"""The card of a reader's own row says what the dataset means by its figure, and what is not known exactly."""

from __future__ import annotations

from shapely import Point

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.store import PointSet
from layers.kit.told import Card
from layers.reader_data import card as own_card
from tests.support.own_files import Row, acled_row, csv_of, frame, ucdp_row, vector_of, xlsx_of


def points(*rows: Row) -> PointSet:
    return read("rows.csv", csv_of(list(rows)), Options(title="Mine")).points


def card(row: Row) -> Card:
    return own_card.card(points(row), 0, "Mine")


def test_acleds_zero_is_no_certainty() -> None:
    found = card(acled_row(fatalities=0))
    assert found.figure == "Fatalities: 0 (none reported, or not known)"
    assert found.figure_note.startswith("The lowest figure reported")


def test_acleds_figure_and_a_missing_one() -> None:
    assert card(acled_row(fatalities=12)).figure == "Fatalities: 12"
    assert card(acled_row(fatalities="")).figure == "Fatalities: not stated"


def test_ucdp_gives_best_low_and_high() -> None:
    assert card(ucdp_row(best=5, low=3, high=1200)).figure == "Deaths: best 5, low 3, high 1,200"


def test_uncertain_days_and_places_are_said() -> None:
    found = card(acled_row(event_date="2022-09-16", time_precision=2, geo_precision=3))
    assert found.summary == "Some time within 13–19 September 2022."
    assert "week" in found.uncertain[0] and "50 km" in found.uncertain[1]
    sure = card(acled_row(event_date="2022-09-16", time_precision=1, geo_precision=1))
    assert sure.summary == "16 September 2022." and sure.uncertain == ()


def test_the_row_is_there_in_its_own_words() -> None:
    found = card(acled_row(notes="As written; “so”."))
    row = dict(cells for cells, _, _ in found.tables[-1].rows)
    assert row["notes"] == "As written; “so”." and "line 2" in found.kicker
    assert "ACLED's terms" in found.whose


def test_a_row_is_counted_in_what_its_file_has() -> None:
    sheet = read("rows.xlsx", xlsx_of([["lat", "lon"], [39.9, 70.6]])).points
    shapes = read("rows.geojson", vector_of(frame(Point(70.6, 39.9), Name=["Post"]), "GeoJSON")).points
    assert own_card.card(sheet, 0, "Posts").kicker.endswith("row 2")
    assert own_card.card(shapes, 0, "Posts").kicker.endswith("feature 1")


def test_a_table_without_dates_or_figures_has_a_card_too() -> None:
    loaded = read("rows.csv", b"lat,lon,name\n39.9,70.6,Post\n").points
    found = own_card.card(loaded, 0, "Posts")
    assert (found.title, found.summary, found.figure) == ("Post", "No date.", "")


def test_a_month_is_said_as_one() -> None:
    found = card(ucdp_row(date_start="2022-09-01", date_end="2022-09-30", date_prec=4))
    assert found.summary == "Some time within September 2022."
