"""A run of a page that begins while the one before it is being put away.

Streamlit gives each run a lock of its own over the same session, goes through the session's widgets at the begin of one and takes widgets out at the
end of another. A reader who clicked at that moment was shown an error instead of the page. And all runs of a session note in one place which page they
are for: a run that began once more while the next was beginning drew its own page in the place of the one clicked.

A run ends at the next access to the session's state once another has been asked for, also while it still hears what the reader did. What it had not
heard by then was lost: the browser tells it once, as a link brings its briefing once. So such a part of a run is `unbroken`.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import local

from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import WStates

from pages.visit.unbroken import is_unbroken, unbroken


class _OfTheRun:
    """An attribute of which each run, in a thread of its own, has its own; who has none yet has the one set last."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, pages: PagesManager, owner: object = None) -> str | None:
        own, last = vars(pages)[self._name]
        return getattr(own, "value", last)

    def __set__(self, pages: PagesManager, value: str | None) -> None:
        if self._name in vars(pages):
            own, _ = vars(pages)[self._name]
            own.value = value
        else:
            own = local()
        vars(pages)[self._name] = own, value


_end_if_asked = ScriptRunner._maybe_handle_execution_control_request
_hear_all = unbroken()(SafeSessionState.on_script_will_rerun)


def install() -> None:
    """Have a session's widgets gone through as they were when that began, each run keep to its page, and none end before it has heard its reader."""
    SafeSessionState.on_script_will_rerun = _hear_all  # type: ignore[method-assign]
    ScriptRunner._maybe_handle_execution_control_request = _end_unless_unbroken  # type: ignore[method-assign]
    WStates.__iter__ = _as_they_were  # type: ignore[method-assign]  # Streamlit has no place for another.
    for name in ("_intended_page_script_hash", "_intended_page_name", "_current_page_script_hash"):
        setattr(PagesManager, name, _OfTheRun(name))


def _as_they_were(states: WStates) -> Iterator[str]:
    return iter(list(states.states))


def _end_unless_unbroken(self: ScriptRunner) -> None:
    if not is_unbroken():
        _end_if_asked(self)
