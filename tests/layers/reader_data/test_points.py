"""The binary form of large point sets: what it holds, in which order, and what becomes of rows that cannot be drawn."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import date
from math import inf, nan

import numpy as np
import pytest
from shapely import box

from geodata.intervals import ALWAYS, FOREVER, day_number
from geodata.store import Coded, Meaning, PointSet
from layers.reader_data import points

TYPES = {"i4": np.int32, "u4": np.uint32, "u1": np.uint8, "u2": np.uint16, "f4": np.float32}
DAY = day_number(date(2022, 9, 16))


def read(body: bytes) -> tuple[dict, dict[str, np.ndarray]]:
    """Read the binary form as its description says, independently of the code that wrote it."""
    assert body[:4] == b"BAP1"
    length = int.from_bytes(body[4:8], "little")
    header = json.loads(body[8 : 8 + length])
    return header, {
        name: np.frombuffer(body, TYPES[kind], header["count"], 8 + length + at)
        for name, (at, kind) in header["columns"].items()
    }


def point_set(rows: list[tuple], words: tuple[str, ...] = ("battle",), value: list[float] | None = None) -> PointSet:
    """Make a set from rows of (lon, lat, first day, first day after, code)."""
    lon, lat, start, end, code = zip(*rows, strict=True)
    count = len(rows)
    return PointSet(
        title="Set",
        dataset="made",
        lon=np.array(lon, np.float32),
        lat=np.array(lat, np.float32),
        day_start=np.array(start, np.int32),
        day_end=np.array(end, np.int32),
        vague=np.zeros(count, bool),
        precision_m=np.zeros(count, np.float32),
        category="kind",
        label="kind",
        coded={"kind": Coded(np.array(code, np.uint8), words)},
        line=np.arange(count, dtype=np.int32),
        value=None if value is None else np.array(value, np.float32),
        meaning=Meaning("deaths"),
    )


def test_rows_come_in_order_of_their_day_and_keep_their_number() -> None:
    header, columns = read(
        points.pack(
            point_set([(70, 40, DAY + 5, DAY + 6, 0), (71, 39, DAY, DAY + 1, 0), (70.5, 39.5, DAY + 2, DAY + 9, 0)])
        )
    )
    assert header["count"] == 3
    assert columns["start"].tolist() == [DAY, DAY + 2, DAY + 5]
    assert columns["end"].tolist() == [DAY + 1, DAY + 9, DAY + 6]
    assert columns["row"].tolist() == [1, 2, 0]


def test_places_are_web_mercator_to_within_a_metre() -> None:
    _, columns = read(points.pack(point_set([(70.5, 39.9, DAY, DAY + 1, 0), (-179.5, -60.25, DAY, DAY + 1, 0)])))
    lon = columns["x"] / 2**32 * 360 - 180
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (columns["y"] / 2**32)))))
    assert lon == pytest.approx([70.5, -179.5], abs=1e-5)
    assert lat == pytest.approx([39.9, -60.25], abs=1e-5)


def test_columns_begin_where_typed_arrays_may_begin() -> None:
    body = points.pack(point_set([(70, 40, DAY + i, DAY + i + 1, 0) for i in range(3)], value=[1, 2, 3]))
    header, _ = read(body)
    length = int.from_bytes(body[4:8], "little")
    assert all((8 + length + at) % 8 == 0 for at, _ in header["columns"].values())


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((nan, 40, DAY, DAY + 1, 0), "no place on the map"),
        ((70, inf, DAY, DAY + 1, 0), "no place on the map"),
        ((70, 89, DAY, DAY + 1, 0), "no place on the map"),
        ((0, 0, DAY, DAY + 1, 0), "at 0° N 0° E"),
        ((70, 40, DAY, DAY, 0), "ends before it begins"),
        ((70, 40, DAY, DAY - 3, 0), "ends before it begins"),
        ((70, 40, day_number(date(1899, 12, 31)), DAY, 0), "before 1900"),
    ],
)
def test_a_row_that_cannot_be_drawn_is_left_out_and_counted(row: tuple, reason: str) -> None:
    header, columns = read(points.pack(point_set([row, (70, 40, DAY, DAY + 1, 0)])))
    assert header["left_out"] == {reason: 1}
    assert columns["row"].tolist() == [1]


def test_each_row_left_out_counts_for_one_reason_only() -> None:
    header, columns = read(points.pack(point_set([(0, 0, DAY, DAY - 1, 0), (nan, 0, DAY, DAY, 0)])))
    assert sum(header["left_out"].values()) == 2
    assert header["count"] == 0 and len(columns["start"]) == 0


def test_what_is_far_away_in_the_future_or_without_a_start_is_kept() -> None:
    future = day_number(date(2099, 1, 1))
    header, columns = read(
        points.pack(
            point_set([(-70, -33, DAY, DAY + 1, 0), (70, 40, future, future + 1, 0), (70, 40, ALWAYS, FOREVER, 0)])
        )
    )
    assert header["left_out"] == {}
    assert header["outside"] == 1
    assert columns["start"].tolist() == [ALWAYS, DAY, future]


def test_the_six_most_frequent_categories_have_a_colour_each_and_the_others_share_one() -> None:
    words = tuple(f"kind {number}" for number in range(9))
    header, columns = read(
        points.pack(point_set([(70, 40, DAY + code, DAY + code + 1, code) for code in range(9)], words))
    )
    assert columns["colour"].tolist() == [0, 1, 2, 3, 4, 5, 6, 6, 6]
    assert columns["word"].tolist() == list(range(9))
    assert header["words"] == list(words)


def test_area_follows_the_figure_and_a_missing_figure_is_the_smallest_mark_not_zero() -> None:
    values = [nan, 0, 1, 25, 100, 100_000]
    many = [*values, *[100.0] * 300]
    header, columns = read(
        points.pack(point_set([(70, 40, DAY + i, DAY + i + 1, 0) for i in range(len(many))], value=many))
    )
    size = columns["look"] & 15
    assert size[:2].tolist() == [0, 0]
    assert (
        size[2] < size[3] < size[4] == size[5] == len(header["radii_px"]) - 1
    )  # one huge figure does not shrink all others
    assert np.isnan(columns["value"][0])
    assert header["size_limits"] == sorted(header["size_limits"])


def test_what_is_vague_in_time_is_marked() -> None:
    made = point_set([(70, 40, DAY, DAY + 30, 0), (70, 40, DAY + 1, DAY + 2, 0)])
    _, columns = read(points.pack(replace(made, vague=np.array([True, False]))))
    assert (columns["look"] >> 7).tolist() == [1, 0]


def test_the_file_is_compressed_once_and_its_tag_follows_its_content() -> None:
    made = point_set([(70, 40, DAY, DAY + 1, 0)])
    first, again = points.asset(made), points.asset(made)
    other = points.asset(point_set([(70, 40.001, DAY, DAY + 1, 0)]))
    assert gzip.decompress(first.gzipped) == first.body == points.pack(made)
    assert first.etag == again.etag != other.etag


def test_a_row_goes_by_its_name_beside_its_kind_and_by_its_line_where_it_has_neither() -> None:
    kinds = Coded(np.array([0, 1, 1], np.uint8), ("battle", ""))
    names = Coded(np.array([1, 1, 0], np.uint8), ("", "Post A"))
    made = point_set([(70, 40, DAY, DAY + 1, 0)] * 3)
    header, columns = read(points.pack(replace(made, label="name", coded={"kind": kinds, "name": names}), named=True))
    assert [header["names"][code] for code in columns["name"]] == ["Post A", "Post A", "Row 2"]
    assert "name" not in read(points.pack(made))[1]
    # What the kind says already is not said twice.
    assert read(points.pack(made, named=True))[0]["names"] == []


def test_the_bounds_hold_every_row_and_the_whole_of_its_outline() -> None:
    made = point_set([(70, 40, DAY, DAY + 1, 0), (71, 39, DAY, DAY + 1, 0), (0, 0, DAY, DAY + 1, 0)])
    assert read(points.pack(made))[0]["bounds"] == [[39, 70], [40, 71]]
    areas = np.array([None, box(70.5, 38, 72, 39.5), None], object)
    assert read(points.pack(replace(made, shapes=areas)))[0]["bounds"] == [[38, 70], [40, 72]]
    assert read(points.pack(point_set([(0, 0, DAY, DAY + 1, 0)])))[0]["bounds"] == []


def test_rows_that_the_slider_cannot_reach_are_said() -> None:
    early, old = day_number(date(1936, 8, 5)), day_number(date(1880, 1, 1))
    made = point_set([(70, 40, old, old + 1, 0), (70, 40, early, early + 1, 0), (70, 40, DAY, DAY + 1, 0)])
    (words,) = points.say_early(made)
    assert words.startswith("1 row ends before 1 January 1991") and "only among all “up to this day”" in words
    assert "only among" not in points.say_early(replace(made, time="state"))[0]
    assert points.say_early(point_set([(70, 40, ALWAYS, FOREVER, 0)])) == []
