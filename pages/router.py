"""The shell of every page: page config, navigation, the view restored before a page and published after it."""

from __future__ import annotations

import sys
from pathlib import Path

# Streamlit puts this script's folder on the path, not the project's.
sys.path.insert(0, str(Path(__file__).parent.parent))

import streamlit as st

from pages.common import change_panel, gate, map_panel, own, own_briefing, session, shell

st.set_page_config(page_title="Border Atlas", layout="wide", initial_sidebar_state="auto")

pages = [
    st.Page("map.py", title="Map", default=True),
    st.Page("explore.py", title="Explore", url_path="explore"),
    st.Page("compare.py", title="Compare", url_path="compare"),
    st.Page("brief.py", title="Brief", url_path="brief"),
    st.Page("own_data.py", title="Your own data", url_path="own-data"),
    st.Page("sources.py", title="Sources", url_path="sources"),
]
page = st.navigation(pages, position="hidden")
if gate.admits():
    session.restore(page.url_path)
    own.stay(page.url_path)
    own_briefing.sync(page.url_path)
    # The page comes before what stands above it and before its colours, so that its map begins to load while the rest is on its way.
    sidebar = None if shell.embedded() else st.sidebar.container()
    try:
        if shell.embedded() and page.url_path in ("", "explore"):
            map_panel.alone()
        elif shell.embedded() and page.url_path == "compare":
            change_panel.choose_pair()
            map_panel.alone(compare=True)
        else:
            page.run()
    finally:
        if sidebar:
            shell.show(sidebar, pages, page.url_path)
        shell.style()
    session.publish()
else:
    shell.style()
    gate.ask()
