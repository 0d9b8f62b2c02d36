"""The day that a reader's view left for a record that does not show on it, and the way back to it."""

from __future__ import annotations

import streamlit as st

from geodata.dates import say
from geodata.translation import tr
from layers.kit.text import escape
from layers.view.state import ViewState
from pages.visit import session


def _same_days(one: ViewState, other: ViewState) -> bool:
    return (one.date, one.mode, one.days) == (other.date, other.mode, other.days)


def _left() -> ViewState | None:
    """Return the view whose days were left, while the reader is still on those that it was led to."""
    before, after = st.session_state.get("day-left", (None, None))
    return before if before and _same_days(after, session.view()) else None


def changed(**changes: object) -> None:
    """Change the view so that it shows a record (in a callback); where that leaves the reader's day, keep the way back.

    From record to record it is the day that the reader chose that is kept, not one that a record led to.
    """
    before = _left() or session.view()
    session.change(**changes)
    after = session.view()
    st.session_state["day-left"] = (None, None) if _same_days(before, after) else (before, after)


def show() -> None:
    """Say which day was left, with a button back to it; nothing where none was."""
    before = _left()
    if before is None:
        return
    left, now = say(before.date), say(session.view().date)
    if left == now:
        words = tr("More days up to {day} are shown: this does not show on that day alone.", day=now)
    else:
        words = tr("Moved to {day}: this does not show on {left}.", day=now, left=left)
    with st.container(key="day-left", horizontal=True, gap="small", vertical_alignment="center"):
        st.html(f'<p class="ba-muted" data-told>{escape(words)}</p>', width="content")
        st.button(tr("Back to {day}", day=left), key="day-back", type="tertiary", on_click=_back)


def _back() -> None:
    if before := _left():
        session.change(date=before.date, mode=before.mode, days=before.days)
