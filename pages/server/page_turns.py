"""What a browser's message asks for, and what in it is only what the browser does not know better yet.

From the click on a page's link to the server's first answer a browser goes by the page it still shows, and names it in whatever its widgets tell: a map
that has come to rest, the frame that keeps the briefing, a timer. Streamlit took that for the wish to be there again, and the click was lost.

Every message holds the values of all widgets. One that the server has just set otherwise, as a date field to the day of the link that the browser
went back to, still has its old value in a message of the map's, and Streamlit took that for the reader's choice.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils import script_requests

from pages.reader_data import leaving
from pages.visit import session

_request_rerun = AppSession.request_rerun
_coalesce = script_requests._coalesce_widget_states


class Browser:
    """What a session's browser has told of its widgets, by their ids, and the pages that it may still show."""

    def __init__(self) -> None:
        self._told: dict[str, bytes] = {}
        self._may_show: set[str] = set()

    def page(self, asked: ClientState, now: str) -> str:
        """Return the page that a message is for, of a session that has turned to the page `now`, and take out of it what it was not sent for."""
        page = asked.page_script_hash
        self._may_show.add(now)
        pressed = {one.id for one in asked.widget_states.widgets if _is_trigger(one)}
        widgets = {one.id: one.SerializeToString() for one in asked.widget_states.widgets}
        # Who turns a page has told all before, unless a widget had its word at the very moment of the click. A page not shown yet was clicked.
        tells = bool(asked.fragment_id) or not widgets.items() <= self._told.items()
        if tells and page in self._may_show and not asked.is_history_navigation:
            self._withhold(asked, widgets)
            # A button that is pressed again is news again.
            self._told = {one: held for one, held in widgets.items() if one not in pressed}
            if page == now:
                self._may_show.clear()
            page = now
        self._may_show.add(page)
        return page

    def _withhold(self, asked: ClientState, held: dict[str, bytes]) -> None:
        """Leave of a message only what it was sent for, where that is certain: each thing that a reader does has a message of its own."""
        widgets = list(asked.widget_states.widgets)
        new = [one for one in widgets if held[one.id] != self._told.get(one.id)]
        pressed = [one for one in new if _is_trigger(one)]
        # No server sets the value of a component. What is pressed may be a form's, whose fields come with it.
        speak = new if pressed else [one for one in new if one.WhichOneof("value") == "json_value"]
        if speak:
            del asked.widget_states.widgets[:]
            asked.widget_states.widgets.extend(one for one in widgets if one in speak or one.id not in self._told)


def _is_trigger(widget: WidgetState) -> bool:
    """Tell whether a widget is one that is pressed, and has no value that stays."""
    return (widget.WhichOneof("value") or "").endswith("trigger_value")


_browsers: WeakKeyDictionary[AppSession, Browser] = WeakKeyDictionary()


def install() -> None:
    """Have only what turns a page turn it, and Back noted when it is asked for: the run that reads its link may be cut off before it begins."""
    AppSession.request_rerun = _asked  # type: ignore[method-assign]  # Streamlit has no place for another.
    script_requests._coalesce_widget_states = _both  # type: ignore[assignment]  # It names the same things otherwise.


def _asked(self: AppSession, client_state: ClientState | None) -> None:
    if client_state is not None:
        if client_state.is_history_navigation:
            session.went(self.id, client_state.query_string)
            leaving.when_gone(self.id, "went", lambda: session.forget(self.id))
        # The first run knows its page by name alone until it has ended.
        known = self.page_script_hash in self.get_pages()
        now = self.page_script_hash if known else self._pages_manager.current_page_script_hash
        page = _browsers.setdefault(self, Browser()).page(client_state, now)
        client_state.page_script_hash = page
        # Streamlit itself would know it only once the run has begun.
        self._client_state.page_script_hash = page or self.page_script_hash
    _request_rerun(self, client_state)


def _both(older: WidgetStates | None, newer: WidgetStates | None) -> WidgetStates | None:
    """Return what two messages hold for one run: Streamlit would go by the newer one's widgets alone, which are not all of them here."""
    both = _coalesce(older, newer)
    if older and newer and both:
        held = {one.id for one in both.widgets}
        both.widgets.extend(one for one in older.widgets if one.id not in held)
    return both
