"""The session's view and the link: what was heard from the map survives runs that are overtaken before they publish."""

from __future__ import annotations

import re
from datetime import date, timedelta
from threading import Event
from types import SimpleNamespace

import pytest
from streamlit.proto.ClientState_pb2 import ContextInfo
from streamlit.testing.v1 import AppTest

from geodata.dates import say
from geodata.ledger import current
from pages.http import sheet
from pages.visit import session
from tests.support.pages import markup, opened


def page() -> None:
    """A run of the router that ends before it publishes."""
    import streamlit as st

    from pages.visit import session

    if "cut" not in st.query_params:
        session.restore("")


@pytest.fixture
def visit() -> AppTest:
    """A session that a link has opened."""
    run = AppTest.from_function(page, default_timeout=60)
    run.query_params["date"] = "2022-09-16"
    run.run()
    assert not run.exception and run.session_state["view"].date.isoformat() == "2022-09-16"
    return run


def test_what_was_done_since_is_not_lost_to_a_link_that_is_behind(visit: AppTest) -> None:
    visit.session_state["view"] = visit.session_state["view"].with_(select="kayragach")
    visit.run().run()
    visit.query_params["date"] = (
        "2021-04-29"  # as a run has it that was asked for before the browser took over the address published last
    )
    visit.run()
    assert not visit.exception
    assert (
        visit.session_state["view"].select == "kayragach"
        and visit.session_state["view"].date.isoformat() == "2022-09-16"
    )


def test_the_link_that_the_browser_goes_back_to_is_taken_over_once_by_whichever_run_comes(
    visit: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_went", {})
    session.went("test session id", "date=2021-04-29")  # So Streamlit calls it.
    visit.query_params["cut"] = "before it has read the link"
    visit.run()
    del visit.query_params["cut"]
    visit.run()  # Asked for by the map before the browser went back, so with the link from before.
    assert not visit.exception and visit.session_state["view"].date.isoformat() == "2021-04-29"
    visit.query_params["date"] = "2020-01-01"  # Only once: what comes after is not Back's.
    visit.run()
    assert visit.session_state["view"].date.isoformat() == "2021-04-29"


def test_line_and_basemap_are_there_once_asked_for() -> None:
    at = opened("map.py", line="2024")
    assert not at.radio  # A closed list costs every first map its share.
    at.session_state["line-and-basemap"] = True
    at.run()
    assert at.radio(key="line").value == 2024
    at.radio(key="base").set_value("osm").run()
    assert at.session_state["view"].base == "osm" and at.session_state["view"].line == 2024 and not at.exception


def test_the_style_sheet_goes_with_the_page_where_its_html_did_not_link_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "given", Event())
    assert ".ba-kicker {" in markup(opened("sources.py"))
    sheet.given.set()
    assert ".ba-kicker {" not in markup(opened("sources.py"))


def map_speaks() -> None:
    """A run in which the map says how far it has obeyed."""
    import streamlit as st

    from pages.visit import session

    state = st.session_state
    state["told"] = {"date": 7, "mode": 3}
    state["behind"], state["nothing"] = session.not_obeyed(5), session.not_obeyed("")
    state["ahead"] = session.not_obeyed(10**15)  # Of a session before, on a machine whose clock goes ahead.


def test_what_the_map_has_not_obeyed_overrules_what_it_says_and_one_that_is_ahead_is_told_all() -> None:
    run = AppTest.from_function(map_speaks, default_timeout=60).run()
    assert not run.exception
    assert (run.session_state["behind"], run.session_state["nothing"]) == ({"date"}, {"date", "mode"})
    assert run.session_state["ahead"] == set(session.ALL_KEYS)
    assert min(run.session_state["told"].values()) > 10**15


def test_today_is_the_readers_day_and_a_link_from_where_it_is_tomorrow_is_read_outside_a_session_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(session, "settings", lambda: SimpleNamespace(today=None))

    def at(minutes_behind: int) -> date:
        info = ContextInfo(timezone_offset=minutes_behind)
        monkeypatch.setattr(session, "get_script_run_ctx", lambda **_: SimpleNamespace(context_info=info))
        return session.today()

    here = session.today()
    assert session.latest() - here in (timedelta(0), timedelta(1))
    honolulu, kiritimati = at(600), at(-840)
    assert kiritimati - honolulu == timedelta(1) and session.latest() == kiritimati
    assert at(2**31 - 1) == here  # no zone of this world


def test_a_link_without_a_day_opens_on_the_last_to_which_the_facts_were_checked() -> None:
    ledger = current()
    words = session.vocabulary(ledger)
    assert words.default().date == ledger.meta.facts_checked_to < words.today
    at = opened("map.py")
    assert f"On this date, the last day checked{say(ledger.meta.facts_checked_to)}" in re.sub("<[^>]+>", "", markup(at))


def test_the_dated_list_is_shown_whole_and_short_again() -> None:
    def records() -> int:
        return markup(at).partition("latest first")[2].count("<time>")

    at = opened("map.py", date="2022-09-16")
    short = records()
    [turn] = [one for one in at.button if one.label.startswith("Show all")]
    number = int(turn.label.rpartition(" ")[2])
    at = turn.click().run()
    assert records() == number > short
    [turn] = [one for one in at.button if one.label == f"Show {short} only"]
    at = turn.click().run()
    assert records() == short
