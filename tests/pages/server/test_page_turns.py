"""A word from the page that a reader has just left undoes neither the click on another page's link nor the browser's Back."""

from __future__ import annotations

from streamlit.proto.ClientState_pb2 import ClientState

from pages.server.page_turns import Browser
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
            kind = "trigger_value" if isinstance(value, bool) else "string_value"
            state.widget_states.widgets.add(id=name, **{kind: value})
        self.now = self._browser.page(state, self.now)
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
