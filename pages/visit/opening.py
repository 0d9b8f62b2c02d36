"""The opening of the atlas: where the map finds it, and the button that tells it again."""

from __future__ import annotations

import streamlit as st

from geodata.ledger import current
from geodata.translation import tr
from layers.briefings import opening
from layers.kit.asset import Asset
from layers.kit.text import escape
from pages.visit import session

#: What it is called among the layers' data.
NAME = "opening"


def told() -> Asset | None:
    """Return the opening as the browser reads it, or None."""
    return opening.opening(current(), session.vocabulary)


def address() -> str | None:
    """Return its address below the app's root, or None where nothing is told."""
    found = told()
    return f"data/{NAME}.json?rev={current().revision}-{found.etag}" if found else None


def button() -> None:
    """Draw the button that tells the story again; the map takes its click (story.js)."""
    with st.container(key="story"):
        st.html(f'<button type="button" class="ba-story" data-story>{escape(tr("The story of the border"))}</button>')
