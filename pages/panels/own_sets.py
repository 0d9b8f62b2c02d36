"""A reader's own sets beside the map: switches and filters in the sidebar, and what does not narrow them."""

from __future__ import annotations

import streamlit as st

from layers.view.filters import is_narrowed
from pages.reader_data import sets
from pages.visit import session
from pages.visit.page import plain


def switches() -> None:
    """Draw a switch for each set the session holds."""
    if not st.session_state.get("own-titles"):
        return
    st.html('<p class="ba-h">Your own data</p>')
    for one in sets.held().values():
        key = f"own-switch-{one.id}"
        st.session_state[key] = one.title in session.view().own
        st.checkbox(plain(one.title), key=key, on_change=_switched, args=(one.id,))
    for one in sets.shown():
        if one.choices():
            # Always the same words: with others Streamlit would close it after every choice.
            with st.expander(f"Filter {plain(one.title)}"):
                filters(one)
    if sets.shown() and scope():
        st.html(f'<p class="ba-muted">{scope()}</p>')


def scope() -> str:
    """Say what of the view does not narrow own sets; "" where nothing of that kind is set."""
    view = session.view()
    what = " and ".join(
        ["the region"] * bool(view.region) + ["the filters of the records"] * is_narrowed(view.with_(q=""))
    )
    if not what:
        return ""
    return f"{what[:1].upper()}{what[1:]} {'narrow' if ' and ' in what or not view.region else 'narrows'} the atlas’s records alone: your rows follow the date, the words in names and their own filters."


def filters(one: sets.Own) -> None:
    """Draw the fields that narrow a set; they narrow it on the map, in its chart and in its download."""
    for name, words in one.choices().items():
        key = f"own-filter-{one.id}-{name}"
        st.session_state[key] = one.chosen.get(name, [])
        st.multiselect(
            plain(name[:1].upper() + name[1:]),
            words,
            key=key,
            format_func=lambda word: word or "(not stated)",
            on_change=lambda column=name, state=key: sets.choose(one.id, column, st.session_state[state]),
        )


def _switched(own_id: str) -> None:
    sets.show(own_id, st.session_state[f"own-switch-{own_id}"])
