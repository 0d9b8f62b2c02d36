"""The shell of every page: page config, navigation, the view restored before a page and published after it."""

from __future__ import annotations

import sys
from pathlib import Path

# Streamlit puts this script's folder on the path, not the project's.
sys.path.insert(0, str(Path(__file__).parent.parent))

import streamlit as st

from geodata.translation import tr
from layers.words.headline import NAME
from pages.briefing import browser, mine
from pages.frame import shell
from pages.http import gate
from pages.panels import changes
from pages.panels import map as map_panel
from pages.reader_data import kept, sets
from pages.visit import page, session, titles
from pages.visit.unbroken import unbroken

admitted = gate.admits()
# Before the pages are named: Streamlit would write the bare name of one over the title that came with the HTML.
first = titles.at_first() if admitted else tr("Sign in") + f" · {NAME}"
st.set_page_config(page_title=first, layout="wide", initial_sidebar_state="auto")

pages = [
    st.Page("map.py", title=tr("Map"), default=True),
    st.Page("explore.py", title=tr("Explore"), url_path="explore"),
    st.Page("compare.py", title=tr("Compare"), url_path="compare"),
    st.Page("brief.py", title=tr("Brief"), url_path="brief"),
    st.Page("own_data.py", title=tr("Your own data"), url_path="own-data"),
    st.Page("sources.py", title=tr("Sources"), url_path="sources"),
]
chosen = st.navigation(pages, position="hidden")
if admitted:
    with unbroken():
        if not session.restore(chosen.url_path):
            # What the reader has just changed is in the browser's history before a click can lead elsewhere.
            session.publish()
        if chosen.url_path != "brief":  # It has yet to take the briefing from its link.
            titles.say(chosen.url_path)
        sets.stay(chosen.url_path)
        kept.stay()
    browser.sync(chosen.url_path)
    # The page comes before what stands above it and before its colours, so that its map begins to load while the rest is on its way.
    sidebar = None if page.embedded() else st.sidebar.container()
    try:
        if page.embedded() and chosen.url_path in ("", "explore"):
            map_panel.alone()
        elif page.embedded() and chosen.url_path == "compare":
            changes.choose_pair()
            map_panel.alone(compare=True)
        else:
            chosen.run()
    finally:
        if sidebar:
            shell.show(sidebar, pages, chosen.url_path)
        shell.style()
    # The page may have changed the view itself, or taken a briefing from its link.
    titles.say(chosen.url_path, mine.held().title)
    session.publish()
else:
    shell.style()
    gate.ask()
