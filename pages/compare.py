"""Compare: two dates on two maps in one frame, and what changed between them."""

from __future__ import annotations

import streamlit as st

from geodata.translation import tr
from pages.panels import changes, filters, side
from pages.panels import map as map_panel
from pages.visit import page, session

changes.choose_pair()
with st.container(key="compare-page"):
    swipes = session.view().layout == "swipe"
    page.heading(tr("Compare"), divider=tr("Skip to the divider between the maps") if swipes else "")
    with st.container(key="compare-head"):
        changes.head()
    filters.narrowed()
    with st.container(key="compare-map"):
        map_panel.show(compare=True)
    side.sidebar(filters.fields, compare=True)
    with st.container(key="compare-below"):
        changes.below()
