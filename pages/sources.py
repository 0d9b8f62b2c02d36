"""Sources: what the atlas rests on."""

from __future__ import annotations

import streamlit as st

st.title("Sources")
