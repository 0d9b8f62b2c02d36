"""Brief: the reader's own briefings, what is made of them, and those that are built in."""

from __future__ import annotations

import streamlit as st

from geodata.translation import tr
from pages.briefing import browser, choice, mine, panels, unread
from pages.http import drawing
from pages.keeping import briefings as kept_briefings
from pages.reader_data import kept

if st.session_state.pop("brief-goto", False):
    # A view of a scene is looked at where it can be changed.
    st.switch_page("compare.py" if st.session_state["view"].against else "map.py")
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
        panels.notices(mine.take_from_link(), browser.REFUSED.get(st.session_state.get("briefing-refused", "")))
        unread.show()
    kept.hold(mine.held().own())
    choice.own()
    panels.own()
    kept_briefings.show()
    panels.built_in()
