"""Brief: built-in briefings, the reader's own, and what is made of them."""

from __future__ import annotations

import streamlit as st

from geodata.translation import tr
from pages.briefing import mine, panels
from pages.http import drawing

drawing.warm()
with st.container(key="reading"):
    st.title(tr("Brief"), anchor=False)
    words = tr(
        "A briefing is an ordered list of views with your words to each. It can be presented from here, or as one file in a room "
        "without a network; as a deck to edit, and as a handout."
    )
    st.html(f'<p class="ba-text">{words}</p>')
    # A place of its own, filled or not: if what follows moved down in the page, a map that is drawn on would be built anew.
    with st.container(key="brief-notices"):
        panels.notices(mine.take_from_link())
    panels.built_in()
    panels.own()
