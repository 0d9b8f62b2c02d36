"""A page that a reader has turned to, though a word from the page before it comes after.

From the click on a page's link to the server's first answer a browser goes by the page it still shows, and names it in whatever its widgets tell: a map
that has come to rest, the frame that keeps the briefing, a timer. Streamlit took that for the wish to be there again, and the click was lost.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

from pages.visit import session

_request_rerun = AppSession.request_rerun


class Browser:
    """What a session's browser has told of its widgets, by their ids, and the pages that it may still show."""

    def __init__(self) -> None:
        self._told: dict[str, bytes] = {}
        self._may_show: set[str] = set()

    def page(self, asked: ClientState, now: str) -> str:
        """Return the page that a message is for, of a session that has turned to the page `now`."""
        page = asked.page_script_hash
        self._may_show.add(now)
        widgets = {one.id: one.SerializeToString() for one in asked.widget_states.widgets}
        # Who turns a page has told all before, unless a widget had its word at the very moment of the click. A page not shown yet was clicked.
        tells = bool(asked.fragment_id) or not widgets.items() <= self._told.items()
        if tells and page in self._may_show and not asked.is_history_navigation:
            self._told = {
                one.id: widgets[one.id]
                for one in asked.widget_states.widgets
                # A button that is pressed again is news again.
                if not (one.WhichOneof("value") or "").endswith("trigger_value")
            }
            if page == now:
                self._may_show.clear()
            page = now
        self._may_show.add(page)
        return page


_browsers: WeakKeyDictionary[AppSession, Browser] = WeakKeyDictionary()


def install() -> None:
    """Have only what turns a page turn it, and Back noted when it is asked for: the run that reads its link may be cut off before it begins."""
    AppSession.request_rerun = _asked  # type: ignore[method-assign]  # Streamlit has no place for another.


def _asked(self: AppSession, client_state: ClientState | None) -> None:
    if client_state is not None:
        if client_state.is_history_navigation:
            session.went(self.id)
        # The first run knows its page by name alone until it has ended.
        known = self.page_script_hash in self.get_pages()
        now = self.page_script_hash if known else self._pages_manager.current_page_script_hash
        page = _browsers.setdefault(self, Browser()).page(client_state, now)
        client_state.page_script_hash = page
        # Streamlit itself would know it only once the run has begun.
        self._client_state.page_script_hash = page or self.page_script_hash
    _request_rerun(self, client_state)
