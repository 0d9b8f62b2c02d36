"""What changed in a reader's own set between two dates: counted row by row, never a date sharper than the file's."""

from __future__ import annotations

from datetime import date
from time import process_time

import numpy as np
import pytest

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.intervals import day_number
from geodata.store import Coded, PointSet
from layers.reader_data import changes as own_changes
from layers.reader_data.changes import OwnChanges
from layers.words.changes import MOST_LINES, passage
from tests.support.own_files import acled_row, csv_of

FIRST, LAST = date(2021, 4, 30), date(2025, 3, 31)


def events(*days: str, **changes: object) -> PointSet:
    rows = [
        acled_row(
            number,
            event_date=day,
            time_precision=1,
            event_type="Battles" if number % 2 else "Riots",
            location=f"Sample {number}",
        )
        | changes
        for number, day in enumerate(days, start=1)
    ]
    return read("rows.csv", csv_of(rows)).points


def between(points: PointSet, first: date = FIRST, last: date = LAST) -> OwnChanges:
    return own_changes.own_changes(points, "My rows", first, last)


def states() -> PointSet:
    table = "name,lat,lon,from,to,kind\nPost A,39.9,70.6,2021-04-30,2022-01-01,post\nPost B,39.9,70.6,2021-05-01,2025-03-31,post\nPost C,39.9,70.6,2022-06-01,,camp\nPost D,39.9,70.6,2019-01-01,,camp\n"
    mapping = {"lat": "lat", "lon": "lon", "date": "from", "date_end": "to", "category": "kind", "label": "name"}
    return read("posts.csv", table.encode(), Options("Posts", mapping), lasting=True).points


def test_events_after_the_first_day_up_to_the_last_are_counted_and_named() -> None:
    points = events("2021-04-30", "2021-05-01", "2022-09-16", "2025-03-31", "2025-04-01")
    found = between(points)
    assert [str(points.day_start[row].astype("datetime64[D]")) for row in found.rows] == [
        "2021-05-01",
        "2022-09-16",
        "2025-03-31",
    ]
    words = own_changes.sentence(found)
    assert (
        words
        == "My rows (your own data): 3 rows between 30 April 2021 and 31 March 2025. By event type: 2 Riots and 1 Battles."
    )
    assert own_changes.line(found, 1) == "16 September 2022: Battles · Sample 3"
    assert not len(between(points, date(1993, 1, 1), date(1993, 2, 1)).rows)
    assert "no row between" in own_changes.sentence(between(points, date(1993, 1, 1), date(1993, 2, 1)))


def test_a_state_is_told_when_it_begins_and_when_it_ends() -> None:
    found = between(states())
    told = [own_changes.line(found, place) for place in range(len(found.rows))]
    assert told == [
        "post · Post B: began, 1 May 2021",
        "post · Post A: ended, last day 1 January 2022",
        "camp · Post C: began, 1 June 2022",
    ]
    assert "2 rows began and 1 ended between" in own_changes.sentence(found)
    assert "and none ended" in own_changes.sentence(between(states(), FIRST, date(2021, 6, 1)))


def test_a_day_that_is_not_known_is_never_sharpened_and_said_where_it_reaches_over_a_date() -> None:
    found = between(events("2022-09-16", time_precision=2), FIRST, date(2022, 9, 15))
    assert found.astride == 1 and "dated only to a period that reaches over one of the dates" in own_changes.sentence(
        found
    )
    assert own_changes.line(found, 0).startswith("Some time within 13–19 September 2022:")
    assert list(own_changes.table(found)["change"]) == ["some time within 2022-09-13 to 2022-09-19"]
    assert between(events("2022-09-16", time_precision=2)).astride == 0


def test_the_files_hold_every_row_apart_from_the_ledger() -> None:
    found = between(states())
    table = own_changes.table(found)
    assert set(table["group"]) == {"My rows (your own data)"} and list(table["what"]) == ["began", "ended", "began"]
    assert list(table["source_ids"]) == ["your own file, line 3", "your own file, line 2", "your own file, line 4"]
    text = passage(own_changes.change_set(states(), "own:1", "My rows", FIRST, LAST))
    assert all(f"- {own_changes.line(found, place)}" in text for place in range(3))
    assert "not part of the atlas" in text


@pytest.fixture(scope="module")
def many() -> PointSet:
    count, draw = 350_000, np.random.default_rng(1)
    start = np.sort(draw.integers(day_number(date(1995, 1, 1)), day_number(date(2026, 1, 1)), count)).astype(np.int32)
    kinds = Coded(draw.integers(0, 4, count).astype(np.uint8), ("a", "b", "c", ""))
    return PointSet(
        "Many",
        "CSV",
        draw.uniform(69, 73, count).astype("f4"),
        draw.uniform(39, 41, count).astype("f4"),
        start,
        start + 1,
        np.zeros(count, bool),
        np.zeros(count, "f4"),
        "kind",
        "",
        {"kind": kinds},
        np.arange(count, dtype=np.int32),
    )


def test_a_large_set_is_compared_within_a_fraction_of_a_second(many: PointSet) -> None:
    began = process_time()
    found = between(many)
    words = own_changes.sentence(found)
    assert process_time() - began < 0.5
    assert f"{len(found.rows):,} rows" in words and len(found.rows) > 30_000
    text = passage(own_changes.change_set(many, "own:1", "Many", FIRST, LAST))
    assert text.endswith(f"and {len(found.rows) - MOST_LINES:,} more, in the CSV file.")
    assert len(own_changes.table(found)) == len(found.rows)
