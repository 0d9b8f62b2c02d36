"""The card of a reader's own row says what the dataset means by its figure, and what is not known exactly."""

from __future__ import annotations

import numpy as np
import pandas as pd
from layers.reader_data.table import reading

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.store import PointSet
from layers.reader_data.card import OwnCard, own_card
from tests.support.own_files import Row, acled_row, csv_of, ucdp_row


def points(*rows: Row) -> PointSet:
    return read("rows.csv", csv_of(list(rows)), Options(title="Mine")).points


def card(row: Row) -> OwnCard:
    return own_card(points(row), 0, "Mine")


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
    assert found.when == "Some time within 13–19 September 2022."
    assert "week" in found.uncertain[0] and "50 km" in found.uncertain[1]
    sure = card(acled_row(event_date="2022-09-16", time_precision=1, geo_precision=1))
    assert sure.when == "16 September 2022." and sure.uncertain == ()


def test_the_row_is_there_in_its_own_words() -> None:
    found = card(acled_row(notes="As written; “so”."))
    assert dict(found.row)["notes"] == "As written; “so”." and "line 2" in found.kicker
    assert "ACLED's terms" in found.terms


def test_a_table_without_dates_or_figures_has_a_card_too() -> None:
    loaded = read("rows.csv", b"lat,lon,name\n39.9,70.6,Post\n").points
    found = own_card(loaded, 0, "Posts")
    assert (found.title, found.when, found.figure) == ("Post", "No date.", "")


def test_what_has_only_an_end_says_until_when_on_the_card_and_in_the_table() -> None:
    mapping = {"lat": "lat", "lon": "lon", "date": "from", "date_end": "to", "label": "name"}
    body = b"lat,lon,name,from,to\n39.9,70.6,Post,,2021-06-29\n39.9,70.6,Camp,2021-05,\n39.9,70.6,Tent,,\n"
    rows = read("rows.csv", body, Options("Mine", mapping), lasting=True).points
    said = {rows.coded["name"][row]: own_card(rows, row, "Mine").when for row in range(3)}
    assert said == {
        "Post": "Until 29 June 2021, no start stated.",
        "Camp": "From 1 May 2021, no end stated.",
        "Tent": "No date.",
    }
    table = reading(rows, np.arange(3)).set_index("label")
    assert str(table.last_day["Post"].date()) == "2021-06-29" and pd.isna(table.first_day["Post"])
    assert pd.isna(table.last_day["Camp"]) and pd.isna(table.last_day["Tent"])
    assert dict(table.dated) == {"Post": "only its end", "Camp": "not exactly", "Tent": "no date"}


def test_a_month_is_said_as_one() -> None:
    found = card(ucdp_row(date_start="2022-09-01", date_end="2022-09-30", date_prec=4))
    assert found.when == "Some time within September 2022."
