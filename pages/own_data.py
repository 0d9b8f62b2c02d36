"""Your own data: drop a file, see what it is and what is wrong with it, put it on the map for yourself alone."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geodata.translation import tr
from pages.frame import shell
from pages.keeping import large, offer, shelf
from pages.panels import dropping

with st.container(key="reading"):
    st.title(tr("Your own data"), anchor=False)
    parts = (shell.problems, dropping.promise, offer.promise, offer.kept_just_now, large.report, dropping.held)
    for part in (*parts, partial(dropping.drop, offer.offer), large.show, shelf.show):
        # In a place of its own: what comes and goes in one takes no field of another away from whoever is typing there.
        with st.container():
            part()
