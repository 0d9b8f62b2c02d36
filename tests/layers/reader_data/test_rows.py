"""Which rows of an own set a view shows: by hand in each mode, at the edges of an interval, and what can never be drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from geodata.intervals import ALWAYS, FOREVER, day_number
from geodata.store import Coded, Meaning, PointSet
from layers.reader_data.rows import figure_columns, named, say_range, showing, within
from layers.view.state import ViewState

DAY = date(2022, 9, 16)
NUMBER = day_number(DAY)


def made(*spans: tuple[int, int], time: str = "event") -> PointSet:
    """Return rows of the intervals given in days from 16 September 2022, all at one place."""
    start, end = np.array(spans, np.int32).T + NUMBER
    count = len(spans)
    return PointSet(
        title="Set",
        dataset="made",
        lon=np.full(count, 70.6, np.float32),
        lat=np.full(count, 39.9, np.float32),
        day_start=start,
        day_end=end,
        vague=np.zeros(count, bool),
        precision_m=np.zeros(count, np.float32),
        category="",
        label="",
        coded={},
        line=np.arange(count, dtype=np.int32),
        time=time,
    )


#: Long over, a week before, a range that ends the day before, one that holds the day, the day itself, the day after.
SPANS = ((-400, -399), (-7, -6), (-3, 0), (-3, 1), (0, 1), (1, 2))


@pytest.mark.parametrize(
    ("mode", "days", "seen"),
    [
        ("upto", 30, [0, 1, 2, 3, 4]),
        ("day", 30, [3, 4]),
        ("window", 1, [3, 4]),
        ("window", 2, [2, 3, 4]),
        ("window", 7, [2, 3, 4]),
        ("window", 8, [1, 2, 3, 4]),
        ("window", 401, [0, 1, 2, 3, 4]),
    ],
)
def test_events_follow_the_mode(mode: str, days: int, seen: list[int]) -> None:
    assert np.flatnonzero(showing(made(*SPANS), ViewState(DAY, mode=mode, days=days))).tolist() == seen


@pytest.mark.parametrize("mode", ["upto", "day", "window"])
def test_states_are_those_of_the_date_in_every_mode(mode: str) -> None:
    assert np.flatnonzero(showing(made(*SPANS, time="state"), ViewState(DAY, mode=mode, days=500))).tolist() == [3, 4]


@pytest.mark.parametrize("mode", ["upto", "day", "window"])
def test_rows_without_a_date_show_on_every_day(mode: str) -> None:
    undated = replace(
        made((0, 1)), day_start=np.array([ALWAYS], np.int32), day_end=np.array([FOREVER], np.int32), time="state"
    )
    assert showing(undated, ViewState(date(1991, 1, 1), mode=mode)).all()


def test_what_the_map_cannot_draw_is_not_shown() -> None:
    points = made((0, 1), (0, 1), (0, 1), (0, 0), (-80_000, 1))
    points.lon[1] = points.lat[1] = 0
    points.lat[2] = 89
    assert showing(points, ViewState(DAY)).tolist() == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("q", "rows"),
    [
        ("", [0, 1, 2]),
        ("kok-tash", [0]),
        ("KÖK", [0]),
        ("кулунду", [1]),
        ("battle", [0, 2]),
        ("battle samarkandek", [2]),
        ("kulundu", []),
        ("battle кулунду", []),
    ],
)
def test_words_are_looked_for_in_place_and_kind_in_any_spelling(q: str, rows: list[int]) -> None:
    places, kinds = (
        Coded(np.array([0, 1, 2], np.uint8), ("Kök-Tash", "Кулунду", "Samarkandek")),
        Coded(np.array([0, 1, 0], np.uint8), ("Battles", "")),
    )
    points = replace(
        made((0, 1), (0, 1), (0, 1)),
        coded={"place": places, "kind": kinds, "notes": Coded(np.zeros(3, np.uint8), ("kulundu",))},
        label="place",
        category="kind",
    )
    assert np.flatnonzero(named(points, q)).tolist() == rows


def test_no_row_of_a_set_without_names_has_a_word() -> None:
    assert named(made((0, 1)), "").all() and not named(made((0, 1)), "kulundu").any()


def test_a_range_lets_through_its_ends_and_no_row_without_a_figure() -> None:
    figures = np.array([0, 1.5, 2, np.nan], np.float32)
    points = replace(made(*[(0, 1)] * 4), value=figures, value_high=figures + 1, meaning=Meaning("deaths"))
    assert figure_columns(points) == {"value": "Deaths", "value_high": "Deaths, highest"}
    assert within(points, {}).tolist() == [True] * 4
    assert within(points, {"value": (1.5, None)}).tolist() == [False, True, True, False]
    assert within(points, {"value": (None, 1.5)}).tolist() == [True, True, False, False]
    assert within(points, {"value": (0, 2), "value_high": (3, 3)}).tolist() == [False, False, True, False]
    said = [say_range("Deaths", *ends) for ends in ((1.5, None), (None, 2), (0, 1200))]
    assert said == ["Deaths: 1.5 or more.", "Deaths: 2 or less.", "Deaths: 0 to 1,200."]
