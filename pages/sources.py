"""Sources: what the atlas rests on, how it was made, and what is not known."""

from __future__ import annotations

import streamlit as st

from pages.frame import shell
from pages.panels import sources

with st.container(key="reading"):
    shell.problems()
    sources.show()
