"""A record that is chosen leaves the reader's day where it shows then; where it does not, there is a way back."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.support.pages import lead, markup, opened

CLASH, LATER = "2019-07-22-vorukh", "2022-09-16-ovchi-kalacha"


def choose(at: AppTest, record_id: str) -> None:
    """Choose a record in the search."""
    lead(at, record_id)
    assert at.session_state["view"].select == record_id


def day(at: AppTest) -> tuple[str, str]:
    view = at.session_state["view"]
    return view.date.isoformat(), view.mode


def test_a_record_that_shows_leaves_the_day() -> None:
    at = opened("map.py", date="2022-01-10", mode="upto")
    choose(at, CLASH)
    assert day(at) == ("2022-01-10", "upto") and "Moved to" not in markup(at)


def test_from_a_day_that_was_led_to_there_is_a_way_back_with_and_without_a_card() -> None:
    at = opened("map.py", date="2022-01-10", mode="day")
    choose(at, CLASH)
    assert day(at) == ("2019-07-22", "day")
    assert "Moved to 22 July 2019: this does not show on 10 January 2022." in markup(at)
    choose(at, LATER)
    assert day(at) == ("2022-09-16", "day")
    at.button(key="card-close").click().run()
    assert "does not show on 10 January 2022." in markup(at)  # The reader's own day, not the one of the record before.
    at.button(key="day-back").click().run()
    assert day(at) == ("2022-01-10", "day") and "Moved to" not in markup(at)


def test_a_day_that_the_reader_chooses_is_no_way_back_any_more() -> None:
    at = opened("map.py", date="2022-01-10", mode="day")
    choose(at, CLASH)
    at.session_state["view"] = at.session_state["view"].with_(mode="upto")
    at.run()
    assert "Moved to" not in markup(at)


def test_that_the_map_goes_to_a_place_which_has_no_card_is_told() -> None:
    at = opened("map.py", date="2022-01-10", mode="upto")
    lead(at, "batken")
    assert at.session_state["view"].select is None and at.session_state["view"].at
    assert 'data-told="The map shows Batken."' in markup(at)
