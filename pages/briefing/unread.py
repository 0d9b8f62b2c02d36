"""What this browser keeps under a briefing's name and nobody can read: said, handed out as it is, taken away when the reader wishes."""

from __future__ import annotations

import streamlit as st

from geodata.translation import tr
from layers.kit.text import escape, sentences
from pages.visit.page import notice

_ALL, _WISH, _NUMBER = "briefings-unread", "briefings-give", "briefings-give-number"


def entries() -> dict[str, str]:
    """Return why what is kept under an id was not read, by the id."""
    return st.session_state.setdefault(_ALL, {})


def wish() -> tuple[str, int] | None:
    """Return the id of what the browser is to hand out as a file, and the number of that wish."""
    return st.session_state.get(_WISH)


def granted(number: object) -> None:
    """Note that the browser has handed it out."""
    if (asked := wish()) and asked[1] == number:
        del st.session_state[_WISH]


def show() -> None:
    """Say of each why it was not read, with what can be done with it."""
    for number, (kept_id, why) in enumerate(list(entries().items())):
        left = tr("It was left where it is. Removed, it cannot be brought back.")
        st.html(notice(escape(sentences(why, left))))
        with st.container(horizontal=True, key=f"brief-unread-{number}"):
            st.button(
                tr("Download it as it is"),
                key=f"brief-unread-give-{number}",
                on_click=_give,
                args=(kept_id,),
                icon=":material/download:",
            )
            st.button(
                tr("Remove it from this browser"),
                key=f"brief-unread-drop-{number}",
                on_click=_drop,
                args=(kept_id,),
                icon=":material/delete:",
            )


def _give(kept_id: str) -> None:
    state = st.session_state
    state[_NUMBER] = state.get(_NUMBER, 0) + 1
    state[_WISH] = (kept_id, state[_NUMBER])


def _drop(kept_id: str) -> None:
    entries().pop(kept_id, None)
    st.session_state.setdefault("briefings-gone", set()).add(kept_id)
