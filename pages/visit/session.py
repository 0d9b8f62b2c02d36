"""The session's view: restored from the link, changed in callbacks, published by the router alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geodata.ledger import Ledger, current
from geodata.settings import settings
from layers.kit.layer import all_layers
from layers.view.cameras import target
from layers.view.filters import choices
from layers.view.link import from_params, to_params
from layers.view.state import ViewState, Vocabulary

ALL_KEYS = tuple("date mode days layers at region line select base only lit near km against layout asks own".split())


def today() -> date:
    """Return the day the slider ends on; BORDER_ATLAS_TODAY sets it, for tests and for pictures that stay the same."""
    return settings().today or date.today()


def vocabulary(ledger: Ledger) -> Vocabulary:
    """Return what a link may name in this ledger."""
    return Vocabulary(
        today=today(),
        layers=tuple(layer.id for layer in all_layers()),
        default_layers=tuple(layer.id for layer in all_layers() if layer.default_on),
        resolve=lambda record_id: target(record_id, ledger, today()),
        revision=ledger.revision,
        choices=choices(ledger),
    )


def view() -> ViewState:
    """Return the session's view."""
    return st.session_state["view"]


def restore(page: str) -> None:
    """Take the view from the link: on a first visit, and when the browser goes back or forward.

    Any other run may have been asked for before the browser had taken over the address we published last. Its link is of no use then:
    the session's own view is the newer one.
    """
    state = st.session_state
    arrived = state.get("page") != page
    state["page"] = page
    went = _through_history()
    if went or "view" not in state:
        arriving = st.query_params.to_dict()
        found, problems = from_params(arriving, replace(vocabulary(current()), own=state.get("own-titles", ())))
        arrived = arrived or found != state.get("view")
        state["view"] = state["restored"] = found
        state["problems"], state["made-on"] = problems, arriving.get("rev", "")[:40]
    if arrived:
        tell(ALL_KEYS)


#: Sessions whose browser went back or forward and whose link has not been read since. Not in the session's state: whoever asks that may be cut off.
_went: set[str] = set()


def begin() -> None:
    """Note whether the browser's Back or Forward asked for this run, before anything can cut it off.

    A word from the map that comes at once starts another run in its place, and of that run Streamlit no longer says so.
    """
    context = get_script_run_ctx()
    if context is not None and context.is_history_navigation:
        _went.add(context.session_id)


def _through_history() -> bool:
    """Tell whether the browser has gone back or forward since the link was read."""
    context = get_script_run_ctx()
    if context is None or context.session_id not in _went:
        return False
    _went.discard(context.session_id)
    return True


def change(**changes: object) -> None:
    """Change the view from the page's side (in a callback) and tell the map."""
    st.session_state["view"] = view().with_(**changes)
    tell(tuple(changes))


def become(new: ViewState) -> None:
    """Change to another view from the page's side (in a callback) and tell the map what differs."""
    old = view()
    changed = tuple(name for name in new.__dataclass_fields__ if getattr(new, name) != getattr(old, name))
    if changed:
        st.session_state["view"] = new
        tell(changed)


def hear(**changes: object) -> None:
    """Take over what the reader did on the map; the map knows already."""
    st.session_state["view"] = view().with_(**changes)


def tell(keys: tuple[str, ...]) -> None:
    """Number a new command to the map that carries these parts of the view."""
    number, _ = st.session_state.get("command", (0, ()))
    st.session_state["command"] = (number + 1, keys)


def params() -> dict[str, str]:
    """Return the view as link parameters; none while it is what `/` alone opens."""
    words = vocabulary(current())
    return {} if view() == words.default() else to_params(view(), words.revision)


def publish() -> None:
    """Write the view into the address bar. Only the router calls this, after the page has run."""
    if st.session_state.get("playing"):
        return  # Each step of a play in the browser's history would bury the view before it.
    now = params()
    if st.query_params.to_dict() != now:
        st.query_params.from_dict(now)
