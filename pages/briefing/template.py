"""The template of the reader's organisation for the deck: chosen, told about, held in the session's memory alone."""

from __future__ import annotations

import streamlit as st

from geodata.importers.report import Refused
from geodata.importers.template import MOST, Template
from geodata.translation import tr
from layers.kit.text import escape, sentences
from pages.reader_data import held as own_held
from pages.reader_data import sets as own_sets
from pages.visit.page import paragraph

_HELD, _KEY, _NUMBER, _WHY = "brief-template", "brief-template-file", "brief-template-number", "brief-template-refused"


def held() -> Template | None:
    """Return the session's template."""
    return st.session_state.get(_HELD)


def chooser() -> None:
    """Draw where a template is given, and what is used of the one that is held."""
    found, state = held(), st.session_state
    with st.expander(tr("Your organisation’s template for the deck"), expanded=found is not None or _WHY in state):
        if found is not None:
            _told(found)
            return
        words = tr(
            "A .pptx or .potx whose slide size, typefaces, colours and logos the deck shall have. It stays in your session’s memory and is gone with it."
        )
        st.html(paragraph(words))
        if why := state.get(_WHY):
            st.html(f'<div class="ba-notice" role="alert">{escape(why)}</div>')
        key = f"{_KEY}-{state.setdefault(_NUMBER, 0)}"
        st.file_uploader(
            tr("Choose a template"),
            type=["pptx", "potx", "pptm", "potm", "ppt"],
            max_upload_size=MOST >> 20,
            key=key,
            on_change=_take,
            args=(key,),
        )


def _take(key: str) -> None:
    state, file = st.session_state, st.session_state.get(key)
    state.pop(_WHY, None)
    if file is None:
        return
    try:
        state[_HELD] = own_sets.template(file.name, own_held.raw(file))
    except Refused as refusal:
        state[_WHY] = str(refusal)
    # A new uploader, so that the file itself is let go of.
    state[_NUMBER] += 1
    own_held.keep_upload("")


def _told(found: Template) -> None:
    first, text = found.names
    words = tr(
        "The deck takes its look from “{name}”: “{first}” for the first slide, “{text}” for all others.",
        name=found.name,
        first=first,
        text=text,
    )
    st.html(paragraph(sentences(words, *found.dropped)))
    st.button(tr("Use the atlas’s own look"), key="brief-template-off", on_click=_off)


def _off() -> None:
    st.session_state.pop(_HELD, None)
