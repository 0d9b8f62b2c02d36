"""The view as text to read aloud, and as files to take away."""

from __future__ import annotations

import streamlit as st

from geodata.ledger import current
from layers.files import formats
from layers.kit.text import count, escape
from layers.view.facets import shown_rows
from layers.view.link import to_query
from layers.words import text_twin
from pages.visit import session
from pages.visit.page import base_address


def link(page: str = "explore") -> str:
    """Return the whole address of the session's view on a page."""
    return f"{base_address()}/{page}?{to_query(session.view(), current().revision)}"


def text() -> None:
    """Draw the text twin: everything the map shows, in order, with headings a screen reader can step through."""
    view, ledger = session.view(), current()
    address = link()
    st.download_button(
        "Download as text",
        lambda: text_twin.text(view, ledger, address),
        f"{formats.stem(view)}.txt",
        "text/plain",
        key="twin-file",
        on_click="ignore",
        icon=":material/download:",
    )
    parts = []
    for passage in text_twin.passages(view, ledger):
        parts.append(
            f"<h3>{escape(passage.title)}</h3>"
            + "".join(f"<p>{escape(paragraph)}</p>" for paragraph in passage.paragraphs)
        )
    st.html(f'<article class="ba-twin" aria-label="This view as text">{"".join(parts)}</article>')


def downloads() -> None:
    """Draw a button for each format; a file is made when it is asked for, and comes zipped with its citation."""
    view, ledger = session.view(), current()
    address, today = link(), session.today()
    number = len(shown_rows(view, ledger))
    st.html(
        f'<p class="ba-text">{escape(count(number, "record").capitalize())}, exactly those of the table: filters, date and layers as set. Each file comes as a zip with a text '
        "that names sources, licence, attribution, filters, revision and the link to this view.</p>"
    )
    with st.container(key="downloads", horizontal=True, gap="small"):
        for name, kind in formats.FORMATS.items():
            st.download_button(
                kind.title,
                lambda name=name: formats.bundle(name, view, ledger, address, today),
                f"{formats.stem(view)}-{name}.zip",
                "application/zip",
                key=f"file-{name}",
                on_click="ignore",
                icon=":material/download:",
                help=f"For {kind.opens}.",
                disabled=not number,
            )
        st.download_button(
            "Citation alone",
            lambda: formats.citation(view, ledger, address, today),
            f"{formats.stem(view)}.citation.txt",
            "text/plain",
            key="file-citation",
            on_click="ignore",
            icon=":material/download:",
        )


def columns() -> None:
    """Say what each column of the records' files holds."""
    st.html(
        '<p class="ba-h">Columns of the records</p><dl class="ba-columns">'
        + "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(column.gloss)} ({column.type})</dd>"
            for name, column in formats.columns().items()
        )
        + "</dl>"
    )
