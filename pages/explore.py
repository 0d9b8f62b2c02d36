"""Explore: filters left, map and card above, the same records as a table below."""

from __future__ import annotations

import streamlit as st

from pages.common import filter_panel, map_panel, panels, records_table

panels.sidebar(filter_panel.fields)
with st.container(key="explore-page"):
    filter_panel.chips()
    with st.container(key="explore-top"):
        middle, right = st.columns([71, 29], gap=None)
        with middle:
            map_panel.show()
        with right, st.container(key="side-panel"):
            panels.side()
    with st.container(key="explore-below"):
        records_table.show()
