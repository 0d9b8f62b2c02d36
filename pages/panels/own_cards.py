"""A reader's own sets beside the map: switches in the sidebar, and the card of a row."""

from __future__ import annotations

import streamlit as st

from layers.kit.text import escape, link
from layers.reader_data.card import OwnCard, own_card
from layers.view.filters import is_narrowed
from pages.reader_data import sets
from pages.visit import session
from pages.visit.page import plain

#: Smallest zoom to which "Zoom to this" goes; a rough place is seen from farther off.
_ZOOM, _ROUGH_ZOOM = 11, 8


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


def show(record_id: str) -> bool:
    """Draw the card of a row of an own set; tell whether the id is one."""
    found = sets.find(record_id)
    if found is None:
        return False
    one, row = found
    points = one.shown
    zoom = _ROUGH_ZOOM if points.precision_m[row] > 0 else _ZOOM
    at = (float(points.lat[row]), float(points.lon[row]), zoom)
    with st.container(horizontal=True, gap="small"):
        st.button("Close", key="card-close", on_click=session.change, kwargs={"select": None}, icon=":material/close:")
        st.button(
            "Zoom to this", key="card-zoom", on_click=session.change, kwargs={"at": at}, icon=":material/my_location:"
        )
    st.html(_body(own_card(points, row, one.title)))
    return True


def _body(card: OwnCard) -> str:
    parts = [
        f'<article><p class="ba-kicker">{escape(card.kicker)}</p><h2 class="ba-title">{escape(card.title)}</h2>',
        f'<p class="ba-text">{escape(card.when)}</p>',
    ]
    if card.figure:
        parts.append(
            f'<p class="ba-text"><b>{escape(card.figure)}</b></p><p class="ba-muted">{escape(card.figure_note)}</p>'
        )
    if card.uncertain:
        parts.append(
            '<p class="ba-h">Uncertain</p>'
            + "".join(f'<p class="ba-muted">{escape(words)}</p>' for words in card.uncertain)
        )
    if card.facts:
        parts.append(_table("Coded as", card.facts))
    if card.row:
        parts.append(_table("The row as the file has it", card.row))
    parts.append(
        '<p class="ba-h">Whose data</p><p class="ba-muted">Your own file, not part of the atlas’s ledger and not checked by it. '
        f"It stays in your session. {escape(card.terms)}</p>"
    )
    return "".join(parts) + "</article>"


def _table(title: str, rows: tuple[tuple[str, str], ...]) -> str:
    lines = "".join(f"<tr><td>{escape(name)}</td><td>{link(text, text)}</td></tr>" for name, text in rows)
    return f'<p class="ba-h">{escape(title)}</p><table class="ba-table ba-own-row">{lines}</table>'
