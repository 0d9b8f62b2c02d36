"""The map: layers and legend left, map and slider in the middle, card or "On this date" right."""

from __future__ import annotations

import streamlit as st

from geodata.translation import tr
from pages.panels import filters, side
from pages.panels import map as map_panel
from pages.visit import page

with st.container(key="map-page"):
    filters.narrowed()
    middle, right = st.columns([71, 29], gap=None)
    with middle:
        map_panel.show(opens=True)
side.sidebar()
with right, st.container(key="side-panel"):
    page.heading(tr("Map"))
    side.side()
