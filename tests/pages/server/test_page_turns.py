"""What a browser tells that does not know better yet undoes neither a click on a page's link, nor the browser's Back, nor what the server has set."""

from __future__ import annotations

from functools import partial
from unittest.mock import Mock

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils import script_requests
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from pages.server import page_turns, reruns
from pages.server.page_turns import Browser
from pages.visit.unbroken import unbroken
from tests.support.loop import wait_for
from tests.support.server import App
from tests.support.session import Session


def test_a_word_from_the_map_does_not_undo_the_click_on_a_pages_link(app: App) -> None:
    async def go() -> None:
        async with Session(app.url, "date=2022-09-16") as session:
            atlas = await session.first()
            brief = await session.turn(atlas, "Brief", date="2021-04-29")
            assert brief.page == atlas.pages["Brief"]
            assert (await session.turn(brief, "Map")).page == atlas.page

    wait_for(go())


def test_a_word_from_the_map_does_not_undo_back(app: App) -> None:
    async def go() -> None:
        async with Session(app.url, "date=2022-09-16") as session:
            atlas = await session.first()
            assert (await session.back(atlas, "date=2020-01-01", days=7)).view["date"] == "2020-01-01"

    wait_for(go())


class Visit:
    """A session as far as pages and the words of its widgets go."""

    def __init__(self) -> None:
        self.now, self._browser = "map", Browser()
        assert self.ask("map", region="Batken") == "map"

    def ask(self, page: str, timer: str = "", **widgets: str | bool) -> str:
        """Send what a browser sends: the page it shows or the one whose link was clicked, and what its widgets hold; return the page that is run."""
        state = ClientState(page_script_hash=page, fragment_id=timer)
        for name, value in widgets.items():
            kind = "trigger_value" if isinstance(value, bool) else "json_value" if name == "atlas" else "string_value"
            state.widget_states.widgets.add(id=name, **{kind: value})
        self.now = self._browser.page(state, self.now)
        self.heard = {one.id for one in state.widget_states.widgets}
        return self.now


def test_whatever_the_page_before_still_tells_belongs_to_the_page_turned_to() -> None:
    visit = Visit()
    assert visit.ask("brief") == "brief"
    assert visit.ask("map", region="Sughd") == "brief"
    assert visit.ask("map", region="Batken") == "brief"
    for _ in range(2):  # A button may be pressed twice.
        assert visit.ask("map", region="Batken", add=True) == "brief"
    assert visit.ask("map", "a timer's part", region="Batken") == "brief"
    assert visit.ask("brief", title="Spring") == "brief"


def test_a_link_turns_the_page_whether_or_not_the_page_before_had_a_word() -> None:
    visit = Visit()
    assert visit.ask("brief") == "brief"
    assert visit.ask("map") == "map"  # At once, before the other had come.
    assert visit.ask("brief") == visit.ask("brief") == "brief"  # A click too many.
    assert visit.ask("map", region="Batken", stored="a briefing") == "brief"
    assert visit.ask("map", stored="a briefing") == "map"  # What all pages have is told with each of them.
    assert visit.ask("sources", stored="a briefing") == "sources"


def test_a_click_at_the_very_moment_of_a_word_is_a_click() -> None:
    visit = Visit()
    assert visit.ask("sources") == visit.ask("sources", add=True) == "sources"
    assert visit.ask("brief", stored="a briefing") == "brief"
    assert visit.ask("sources", stored="a briefing") == "brief"


def test_a_page_that_the_server_turned_to_stays_too() -> None:
    visit = Visit()
    visit.now = "brief"  # `st.switch_page`
    assert visit.ask("map", region="Sughd") == "brief"


def test_of_a_word_from_the_map_or_a_button_only_that_word_is_heard() -> None:
    visit = Visit()
    visit.ask("map", date="2022-09-16", atlas="first")
    # The server has set the date since, of which the browser knows nothing yet.
    visit.ask("map", date="2022-09-16", atlas="second")
    assert visit.heard == {"atlas"}
    visit.ask("map", date="2022-09-16", atlas="second", exchange=True)
    assert visit.heard == {"exchange"}
    # It has come to know another day than the server has by now.
    visit.ask("map", date="2021-04-29", atlas="third")
    assert visit.heard == {"atlas"}


def test_what_a_reader_chooses_is_heard_and_so_is_what_has_never_been_told() -> None:
    visit = Visit()
    visit.ask("map", date="2022-09-16", atlas="first")
    visit.ask("map", date="2021-04-29", atlas="first")
    assert "date" in visit.heard
    visit.ask("map", date="2021-04-29", atlas="second", region="Sughd")
    assert visit.heard == {"atlas", "region"}


def test_what_was_typed_into_a_form_comes_with_its_button() -> None:
    visit = Visit()
    visit.ask("brief", title="", date="2022-09-16")
    visit.ask("brief", title="", date="2022-09-16", atlas="first")
    visit.ask("brief", title="Spring", date="2022-09-16", atlas="first", keep=True)
    assert visit.heard == {"title", "keep"}


def test_one_run_for_two_messages_hears_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppSession, "request_rerun", AppSession.request_rerun)
    monkeypatch.setattr(script_requests, "_coalesce_widget_states", script_requests._coalesce_widget_states)
    page_turns.install()
    older, newer = WidgetStates(), WidgetStates()
    older.widgets.add(id="date", string_value="2021-04-29")
    older.widgets.add(id="atlas", json_value="first")
    newer.widgets.add(id="atlas", json_value="second")
    both = script_requests._coalesce_widget_states(older, newer)
    assert {one.id: one.string_value or one.json_value for one in both.widgets} == {
        "date": "2021-04-29",
        "atlas": "second",
    }


class Ended(Exception):
    """A run gives way to the one that was asked for meanwhile."""


class Hearing(SessionState):
    """The state of a session whose reader's word changes the date."""

    session: SafeSessionState

    def on_script_will_rerun(self, *told: object, **how: object) -> None:
        self.session["date"] = "2022-02-01"


def test_a_run_that_another_follows_hears_its_reader_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(runner: object) -> None:
        raise Ended

    monkeypatch.setattr(reruns, "_end_if_asked", end)
    state = Hearing()
    session = state.session = SafeSessionState(state, partial(reruns._end_unless_unbroken, Mock()))
    reruns._hear_all(session, WidgetStates())
    with pytest.raises(Ended):
        session["date"]
    assert state["date"] == "2022-02-01"


def test_what_is_told_once_is_taken_whole_before_a_run_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(runner: object) -> None:
        raise Ended

    monkeypatch.setattr(reruns, "_end_if_asked", end)
    state = SessionState()
    session = SafeSessionState(state, partial(reruns._end_unless_unbroken, Mock()))
    with unbroken():
        session["taken"] = "a link"
        session["open"] = "its briefing"
    with pytest.raises(Ended):
        session["open"]
    assert state["taken"] == "a link" and state["open"] == "its briefing"
