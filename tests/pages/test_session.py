"""The session's view and the link: what was heard from the map survives runs that are overtaken before they publish."""

from __future__ import annotations

from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from pages.common import sheet
from tests.support.pages import markup, opened


def page() -> None:
    """A run of the router that ends before it publishes."""
    from pages.common import session

    session.restore("")


def test_what_the_map_told_during_the_first_runs_is_not_lost_to_the_link() -> None:
    run = AppTest.from_function(page, default_timeout=60)
    run.query_params["date"] = "2022-09-16"
    run.run()
    assert not run.exception
    run.session_state["view"] = run.session_state["view"].with_(select="kayragach")
    run.session_state["moved-on-map"] = True
    run.run().run()
    assert not run.exception
    assert run.session_state["view"].select == "kayragach" and run.session_state["view"].date.isoformat() == "2022-09-16"


def test_a_link_that_arrives_later_is_read() -> None:
    run = AppTest.from_function(page, default_timeout=60)
    run.query_params["date"] = "2022-09-16"
    run.run()
    run.query_params["date"] = "2021-04-29"
    run.run()
    assert run.session_state["view"].date.isoformat() == "2021-04-29"


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
