"""The map: layers and legend left, map and slider in the middle, card or "On this date" right."""

from __future__ import annotations

import streamlit as st

from pages.common import map_panel, panels

with st.container(key="map-page"):
    middle, right = st.columns([71, 29], gap=None)
    with middle:
        map_panel.show()
panels.sidebar()
with right, st.container(key="side-panel"):
    panels.side()
