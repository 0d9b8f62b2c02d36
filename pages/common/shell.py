"""The frame of every page: colours and style, the name of the house, and what could not be read of the link."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from layers.core.palette import css_variables
from layers.core.text import escape
from pages.common import session


@cache
def _style(theme: str) -> str:
    sheet = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    return f"<style>:root {{ {css_variables(theme)} }}\n{sheet}</style>"


def theme() -> str:
    """Return the reader's theme, ``light`` or ``dark``."""
    return st.context.theme.type or "light"


def show(pages: list[st.Page]) -> None:
    """Draw the frame: style, name and page links. Called by the router before the page."""
    st.html(_style(theme()))
    with st.sidebar:
        st.html('<div class="ba-brand"><b>Border Atlas</b><span>Kyrgyz–Tajik border, 1991–today</span></div>')
        with st.container(key="pages"):
            for page in pages:
                # With the view in the link's address, Back finds it in the history of the browser too.
                st.page_link(page, query_params=session.params())


def problems() -> None:
    """Say what could not be read of the link, as long as the view is still the one it restored."""
    sentences = st.session_state.get("problems") or []
    if sentences and session.view() == st.session_state.get("restored"):
        words = "".join(f"<div>{escape(sentence)}</div>" for sentence in sentences)
        st.html(f'<div class="ba-notice" role="status">{words}</div>')
