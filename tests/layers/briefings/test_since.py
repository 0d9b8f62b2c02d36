"""What changed since the scene before: the lines of the Changes page between the two scenes' days, each layer by itself."""

from __future__ import annotations

from datetime import date

from geodata.ledger import current
from layers.briefings.briefing import Scene
from layers.briefings.since import MOST_LINES, Since, plain
from layers.kit.layer import all_layers
from layers.words.changes import change_sets
from tests.support.scenes import view

TODAY = date(2026, 11, 22)


def test_a_scene_tells_what_changed_since_the_later_day_of_the_one_before() -> None:
    before = Scene(view("date=2021-01-01&against=2022-01-01&layers=sections,clashes"))
    scene = Scene(view("date=2022-12-31&layers=sections,clashes"))
    rule = change_sets(view("date=2022-01-01&against=2022-12-31&layers=sections,clashes"), current())
    told = plain(scene, Since(before), current(), TODAY)
    expected = [
        [one.line(place) for place in range(min(one.number, MOST_LINES))] + ["more"] * (one.number > MOST_LINES)
        for one in rule
    ]
    assert expected and [group["lines"][:MOST_LINES] for group in told["groups"]] == [
        lines[:MOST_LINES] for lines in expected
    ]
    assert [len(group["lines"]) for group in told["groups"]] == [len(lines) for lines in expected]
    assert plain(before, Since(scene), current(), TODAY)["groups"] == told["groups"]


def test_a_long_time_is_cut_and_says_how_many_more_there_are() -> None:
    told = plain(
        Scene(view("date=2022-12-31&layers=clashes")),
        Since(Scene(view("date=1991-12-31&layers=clashes"))),
        current(),
        TODAY,
    )
    [found] = change_sets(view("date=1991-12-31&against=2022-12-31&layers=clashes"), current())
    assert found.number > MOST_LINES
    assert told["groups"][0]["lines"][-1] == f"… and {found.number - MOST_LINES} more, on the Changes page."


def test_the_first_scene_tells_what_it_compares_itself_and_one_without_another_date_says_so() -> None:
    compared = plain(Scene(view("date=2021-01-01&against=2022-12-31&layers=clashes")), Since(), current(), TODAY)
    assert compared["groups"] and "between the dates of this scene" in compared["title"]
    alone = plain(Scene(view("date=2021-01-01&layers=clashes")), Since(), current(), TODAY)
    assert not alone["groups"] and "No earlier scene" in alone["note"]


def test_with_a_day_of_the_last_meeting_all_is_told_since_then_whatever_scene_is_up() -> None:
    since = Since(Scene(view("date=2022-01-01&layers=clashes")), date(2021, 5, 1))
    every = ",".join(layer.id for layer in all_layers())
    rule = change_sets(view(f"date=2021-05-01&against={TODAY}&layers={every}"), current())
    told = [
        plain(Scene(view(shown)), since, current(), TODAY)
        for shown in (
            "date=2022-12-31&layers=clashes",
            f"date={TODAY}&layers=bases&region=batken",
            "date=2014-01-11&q=x",
        )
    ]
    assert told[0] == told[1] == told[2]
    assert "since we last met, on 1 May 2021" in told[0]["title"]
    assert [group["title"] for group in told[0]["groups"]] == [f"{one.heading} ({one.number:,})" for one in rule]
    today = plain(Scene(view("date=2014-01-11&layers=clashes")), Since(None, TODAY), current(), TODAY)
    assert not today["groups"] and "last met today" in today["note"]
