"""Your own data: drop a file, see what it is and what is wrong with it, put it on the map for yourself alone."""

from __future__ import annotations

import streamlit as st

from pages.common import own_panels, shell

with st.container(key="reading"):
    st.title("Your own data")
    shell.problems()
    own_panels.promise()
    own_panels.held()
    own_panels.drop()
