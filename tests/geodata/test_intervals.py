"""The rule of time, case by case, as the table has it that JavaScript's tests read too."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from geodata import intervals
from geodata.dates import say
from geodata.fields import Dated
from geodata.intervals import ALWAYS, FOREVER, Interval, day_number, from_day_number

CASES = json.loads((Path(__file__).parents[1] / "time_cases.json").read_text(encoding="utf-8"))


def _number(day: str) -> int:
    return {"always": ALWAYS, "forever": FOREVER}.get(day) or day_number(date.fromisoformat(day))


def _dated(case: dict[str, Any]) -> Dated:
    return SimpleNamespace(
        **{name: day and date.fromisoformat(day) for name, day in case.items() if name in ("start", "end")},
        **{f"{name}_precision": case.get(f"{name}_precision", "day") for name in ("start", "end")},
    )


def _of(name: str) -> Any:
    return pytest.mark.parametrize("case", CASES[name], ids=lambda case: case.get("name") or case["day"])


def test_the_ends_of_time_are_those_of_the_table() -> None:
    assert (CASES["always"], CASES["forever"]) == (ALWAYS, FOREVER)


@_of("days")
def test_a_day_has_its_number_and_its_words(case: dict[str, Any]) -> None:
    day = date.fromisoformat(case["day"])
    assert day_number(day) == case["number"]
    assert from_day_number(case["number"]) == day
    assert [say(day), say(day, "month"), say(day, "year")] == [case["said"], case["month"], case["year"]]


@_of("views")
def test_a_view_looks_at_its_days(case: dict[str, Any]) -> None:
    looked = intervals.looked_at(case["time"], date.fromisoformat(case["date"]), case["mode"], case["days"])
    assert looked == (_number(case["first"]), _number(case["last"]))


@_of("records")
def test_a_record_holds_as_far_as_it_is_known(case: dict[str, Any]) -> None:
    dated = _dated(case)
    interval = Interval.state(dated) if case["time"] == "state" else Interval.event(dated)
    if case["may"] is None:
        assert interval is None
        return
    assert (interval.start, interval.end) == tuple(map(_number, case["may"]))
    assert interval.vague == case["vague"]
    if "sure" in case:
        assert (interval.sure_start, interval.sure_end) == tuple(map(_number, case["sure"]))


@_of("records")
def test_a_record_shows_on_its_days_for_certain_or_not(case: dict[str, Any]) -> None:
    may = case["may"] and [_number(day) for day in case["may"]]
    for on in case["on"]:
        day = date.fromisoformat(on["date"])
        looked = intervals.looked_at(case["time"], day, on.get("mode", "day"), on.get("days", 1))
        shown = may is not None and intervals.shows(*may, looked)
        assert shown == on["shows"], on
        if may is not None:  # The rule for one is the rule for many.
            many = intervals.shows(*np.array([may] * 3, np.int32).T, looked)
            assert many.tolist() == [shown] * 3, on
        if shown and case["time"] == "state":
            assert Interval(*may, *map(_number, case["sure"])).surely_on(day_number(day)) == on["sure"], on
        elif shown:
            assert case["vague"] != on["sure"], on


@_of("records")
def test_a_record_is_said_as_precisely_as_it_is_known(case: dict[str, Any]) -> None:
    assert intervals.say_interval(_dated(case), lasting=case["time"] == "state") == case["said"]


@_of("records")
def test_the_last_day_of_a_record_is_the_last_on_which_it_may_hold(case: dict[str, Any]) -> None:
    dated = _dated(case)
    if dated.end:
        assert intervals.last_day(dated.end, dated.end_precision).isoformat() == case["last_day"]
        said = intervals.say_end(dated.end, dated.end_precision)
        assert said.startswith("last day ") and case["said"].endswith(said.split(" ", 2)[2].removeprefix("in "))


@_of("spans")
def test_a_span_is_said_and_counted_once(case: dict[str, Any]) -> None:
    start, end, vague = _number(case["start"]), _number(case["end"]), case["vague"]
    assert intervals.say_days(start, end, vague) == case["said"]
    for unit in ("month", "year"):
        counted = intervals.counted_in(start, end, vague, unit)
        assert (None if np.isnat(counted) else str(counted)) == case[unit], unit


def test_many_spans_are_counted_as_one_is() -> None:
    columns = [[_number(case[end]) for case in CASES["spans"]] for end in ("start", "end")]
    vague = np.array([case["vague"] for case in CASES["spans"]])
    counted = intervals.counted_in(*np.array(columns, np.int32), vague, "month")
    assert [None if np.isnat(month) else str(month) for month in counted] == [case["month"] for case in CASES["spans"]]
