"""Explore: filters left, map and card above, below them the same records as table, answers, charts, text and files."""

from __future__ import annotations

import streamlit as st

from geodata.translation import tr
from pages.panels import answers, charts, downloads, filters, reading, side, table
from pages.panels import map as map_panel
from pages.visit import page, session

#: Tab → what it shows. Only the open one is drawn, so that a filter need not wait for what nobody looks at.
READINGS = {
    tr("Table"): table.show,
    tr("Answers"): answers.show,
    tr("Charts"): charts.show,
    tr("Text"): reading.text,
    tr("Download"): downloads.show,
}

with st.container(key="explore-page"):
    page.heading(tr("Explore"), table=tr("Skip to the table"))
    filters.chips()
    with st.container(key="explore-top"):
        middle, right = st.columns([71, 29], gap=None)
        with middle:
            map_panel.show(asks=True)
        side.sidebar(filters.fields)
        with right, st.container(key="side-panel"):
            side.side()
    near = session.view().near
    if near and near != st.session_state.get("asked-about"):
        st.session_state["explore-tab"] = tr("Answers")
    st.session_state["asked-about"] = near
    with st.container(key="explore-below"):
        tabs = st.tabs(list(READINGS), key="explore-tab", on_change="rerun")
        for show, tab in zip(READINGS.values(), tabs, strict=True):
            if tab.open:
                with tab:
                    show()
