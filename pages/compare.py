"""Compare: two dates on two maps in one frame, and what changed between them."""

from __future__ import annotations

import streamlit as st

from pages.common import change_panel, filter_panel, map_panel, panels

change_panel.choose_pair()
with st.container(key="compare-page"):
    with st.container(key="compare-head"):
        change_panel.head()
    with st.container(key="compare-map"):
        map_panel.show(compare=True)
    panels.sidebar(filter_panel.fields)
    with st.container(key="compare-below"):
        change_panel.below()
