"""Brief: built-in briefings, the reader's own, and what is made of them."""

from __future__ import annotations

import streamlit as st

from pages.common import brief_panels, own_briefing, studio

studio.warm()
with st.container(key="reading"):
    st.title("Brief", anchor=False)
    st.html('<p class="ba-text">A briefing is an ordered list of views with your words to each. It can be presented from here, or as one file in a room '
            "without a network; as a deck to edit, and as a handout.</p>")
    brief_panels.notices(own_briefing.take_from_link())
    brief_panels.built_in()
    brief_panels.own()
