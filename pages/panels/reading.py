"""The view as text to read aloud."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geodata.ledger import current
from geodata.translation import tr
from layers.files.records import stem
from layers.kit.text import escape
from layers.view.link import to_query
from layers.words import text_twin
from pages.panels import own_sets
from pages.visit import keeping, session
from pages.visit.page import base_address, download


def link(page: str = "explore") -> str:
    """Return the whole address of the session's view on a page."""
    return f"{base_address()}/{page}?{to_query(session.view(), current().revision)}"


def text() -> None:
    """Draw the text twin: everything the map shows, in order, with headings a screen reader can step through."""
    view, ledger = session.view(), current()
    kept = keeping.told(view.kept, keeping.reader())
    own = own_sets.told()
    made = partial(text_twin.text, view, ledger, link(), kept, own)
    download(tr("Download as text"), made, f"{stem(view)}.txt", "text/plain", "twin-file")
    parts = "".join(
        f"<h3>{escape(passage.title)}</h3>" + "".join(f"<p>{escape(paragraph)}</p>" for paragraph in passage.paragraphs)
        for passage in (*text_twin.passages(view, ledger), *text_twin.of_sets(kept, own))
    )
    label = escape(tr("This view as text"))
    st.html(f'<article class="ba-twin" aria-label="{label}">{parts}</article>')
