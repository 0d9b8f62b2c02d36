"""Which features a view shows: worked by hand on small features, then held over the whole ledger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from geodata.atlas import FIRST_DAY
from geodata.fields import Dated
from geodata.intervals import Interval, Step, day_number
from geodata.ledger import current
from layers.kit.feature import Feature
from layers.kit.layer import Layer
from layers.view.state import MODES, ViewState
from layers.view.visible import shows, uncertain, visible

DAY = timedelta(days=1)
LEDGER = current()


def layer(time: str, **fields: object) -> Layer:
    return Layer(id="x", title="X", gloss="X.", time=time, draw="points", features=lambda ledger: [], order=0, **fields)


EVENTS, STATES = layer("event"), layer("state")


def feature(interval: Interval | None, **fields: object) -> Feature:
    return Feature(id="f", select="f", title="F", kind="thing", interval=interval, **fields)


def event(start: str, end: str | None = None, precision: str = "day") -> Feature:
    return feature(Interval.event(Dated(start=start, start_precision=precision, end=end)))


def state(start: str | None, end: str | None, start_precision: str = "day", end_precision: str = "day") -> Feature:
    known = {"start_precision": start_precision, "end": end, "end_precision": end_precision}
    return feature(Interval.state(Dated(start=start, **known)))


def view(day: str, mode: str = "day", **fields: object) -> ViewState:
    return ViewState(date=date.fromisoformat(day), mode=mode, **fields)


# A fight of three days: 14, 15 and 16 September 2022; the 17th is the first day after.
FIGHT = event("2022-09-14", "2022-09-17")


@pytest.mark.parametrize(
    ("day", "mode", "days", "seen"),
    [
        ("2022-09-13", "day", 1, False),
        ("2022-09-14", "day", 1, True),
        ("2022-09-16", "day", 1, True),
        ("2022-09-17", "day", 1, False),
        # A period of n days ends on the date: of the seven days to the 22nd, the 16th is the first.
        ("2022-09-22", "window", 7, True),
        ("2022-09-23", "window", 7, False),
        ("2022-09-22", "window", 6, False),
        ("2022-09-14", "window", 1, True),
        ("2022-09-13", "window", 400, False),
        ("2022-09-17", "window", 1, False),
        ("2022-09-13", "upto", 1, False),
        ("2022-09-14", "upto", 1, True),
        ("2026-11-01", "upto", 1, True),
    ],
)
def test_events_follow_the_mode(day: str, mode: str, days: int, seen: bool) -> None:
    assert shows(FIGHT, EVENTS, view(day, mode, days=days)) is seen


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [("day", "2022-09-14", "2022-09-14"), ("month", "2022-09-01", "2022-09-30"), ("year", "2022-01-01", "2022-12-31")],
)
def test_an_event_known_roughly_may_be_any_day_of_its_month_or_year(precision: str, first: str, last: str) -> None:
    rough = event("2022-09-14", precision=precision)
    inside = (date.fromisoformat(first), date.fromisoformat(last))
    assert [
        shows(rough, EVENTS, ViewState(date=day, mode="day")) for day in (inside[0] - DAY, *inside, inside[1] + DAY)
    ] == [False, True, True, False]
    assert uncertain(rough, EVENTS, view(first)) is (precision != "day")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("day", "seen"),
    [("1999-12-31", False), ("2000-01-01", True), ("2014-06-02", True), ("2014-06-03", False), ("2026-11-01", False)],
)
def test_states_are_those_of_the_date_in_every_mode(day: str, seen: bool, mode: str) -> None:
    assert shows(state("2000-01-01", "2014-06-03"), STATES, view(day, mode, days=9000)) is seen


def test_what_has_no_known_end_lasts_on_and_what_has_no_known_start_was_always_there() -> None:
    assert shows(state("2003-10-23", None), STATES, view("2026-11-01"))
    unknown_start = state(None, None)
    assert shows(unknown_start, STATES, view("1991-01-01"))
    assert uncertain(unknown_start, STATES, view("2026-11-01"))


def test_a_state_known_to_the_month_is_uncertain_within_it_only() -> None:
    # Opened some day of March 2005, closed some day of June 2014.
    camp = state("2005-03-01", "2014-06-01", "month", "month")
    days = [
        "2005-02-28",
        "2005-03-01",
        "2005-03-31",
        "2005-04-01",
        "2014-05-31",
        "2014-06-01",
        "2014-06-30",
        "2014-07-01",
    ]
    assert [shows(camp, STATES, view(day)) for day in days] == [False, True, True, True, True, True, True, False]
    assert [uncertain(camp, STATES, view(day)) for day in days[1:7]] == [True, True, False, False, True, True]


def test_an_undated_event_is_never_drawn_and_an_undated_state_always() -> None:
    undated = feature(None)
    for mode in MODES:
        assert not shows(undated, EVENTS, view("2022-09-16", mode, days=36525))
        assert shows(undated, STATES, view("2022-09-16", mode))
    assert uncertain(undated, STATES, view("2022-09-16"))


@pytest.mark.parametrize(
    ("vintage", "line", "seen"),
    [(None, 2024, True), (None, 2026, True), (2024, 2024, True), (2024, 2026, False), (2026, 2026, True)],
)
def test_the_line_has_one_vintage_whatever_the_date(vintage: int | None, line: int, seen: bool) -> None:
    drawn = feature(Interval.state(Dated()), vintage=vintage)
    for day in ("1991-01-01", "2024-06-01", "2026-11-01"):
        assert shows(drawn, STATES, view(day, line=line)) is seen


def test_the_region_filter_keeps_what_lies_in_the_region() -> None:
    def lies_in(*regions: str) -> Feature:
        return feature(FIGHT.interval, regions=regions)

    asked = view("2022-09-14", region="batken")
    assert shows(lies_in("batken"), EVENTS, asked)
    assert shows(lies_in("sughd", "batken"), EVENTS, asked)
    assert not shows(lies_in("sughd"), EVENTS, asked)
    assert not shows(lies_in(), EVENTS, asked)
    assert shows(lies_in(), EVENTS, view("2022-09-14"))
    assert shows(lies_in(), layer("event", regional=False), asked)


def test_the_step_in_force_is_the_latest_that_has_begun() -> None:
    march, april = day_number(date(2025, 3, 13)), day_number(date(2025, 4, 1))
    strip = feature(None, steps=(Step(-100_000, -100_000, "undelimited"), Step(march, april, "signed", inferred=True)))
    assert strip.step_on(march - 1).state == "undelimited"
    assert strip.step_on(march).state == "signed"
    assert feature(None, steps=(Step(march, march, "signed"),)).step_on(march - 1) is None


def test_a_step_not_known_to_the_day_is_uncertain_until_it_is_sure() -> None:
    march, april = day_number(date(2025, 3, 1)), day_number(date(2025, 4, 1))
    strip = feature(Interval(-100_000, 1_000_000, -100_000, 1_000_000), steps=(Step(march, april, "signed"),))
    assert [uncertain(strip, STATES, view(day)) for day in ("2025-02-28", "2025-03-31", "2025-04-01")] == [
        False,
        True,
        False,
    ]


def ids(shown: dict[str, list[Feature]], name: str) -> set[str]:
    return {found.id for found in shown[name]}


def days_of_the_ledger() -> list[date]:
    """Return each day on which a base opens or closes, the day before it, and the ends of the slider."""
    days = {FIRST_DAY, date(2026, 11, 1)}
    for base in LEDGER.bases.values():
        days |= {day for edge in (base.start, base.end) if edge for day in (edge - DAY, edge)}
    return sorted(day for day in days if day >= FIRST_DAY)


@pytest.mark.parametrize("mode", MODES)
def test_in_no_mode_and_on_no_day_does_a_closed_base_show(mode: str) -> None:
    for day in days_of_the_ledger():
        for base_id in ids(visible(ViewState(date=day, mode=mode, days=36525), LEDGER), "bases"):
            base = LEDGER.bases[base_id]
            if base.end and base.end_precision == "day":
                assert day < base.end, f"{base_id} is shown on {day}"


def test_up_to_a_day_holds_all_that_happened_within_any_period_to_it() -> None:
    for day in (date(2014, 1, 11), date(2021, 5, 1), date(2022, 9, 17), date(2026, 11, 1)):
        on_day, window, upto = (
            ids(visible(ViewState(date=day, mode=mode, days=90), LEDGER), "clashes")
            for mode in ("day", "window", "upto")
        )
        assert on_day <= window <= upto


def test_every_dated_clash_shows_up_to_today_and_none_before_the_first() -> None:
    dated = {incident.id for incident in LEDGER.incidents.values() if incident.start}
    assert ids(visible(ViewState(date=date(2026, 11, 1)), LEDGER), "clashes") == dated
    first = min(incident.start for incident in LEDGER.incidents.values() if incident.start).replace(day=1)
    assert ids(visible(ViewState(date=first - DAY), LEDGER), "clashes") == set()


def test_the_line_does_not_change_with_the_date() -> None:
    shown = [
        ids(visible(ViewState(date=day, mode=mode, line=2026), LEDGER), "border")
        for day in days_of_the_ledger()[::5]
        for mode in MODES
    ]
    assert all(each == shown[0] for each in shown) and shown[0]
    assert shown[0].isdisjoint(ids(visible(ViewState(date=FIRST_DAY, line=2024), LEDGER), "border"))
