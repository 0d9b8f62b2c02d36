"""A run of a page that begins while the one before it is being put away.

Streamlit gives each run a lock of its own over the same session, goes through the session's widgets at the begin of one and takes widgets out at the
end of another. A reader who clicked at that moment was shown an error instead of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from streamlit.runtime.state.session_state import WStates


def install() -> None:
    """Have a session's widgets gone through as they were when that began."""
    WStates.__iter__ = _as_they_were  # type: ignore[method-assign]  # Streamlit has no place for another.


def _as_they_were(states: WStates) -> Iterator[str]:
    return iter(list(states.states))
