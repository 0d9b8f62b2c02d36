"""Downloads of the records and of the reader's own sets, in every format, each zipped with the text that says whose rows they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from threading import Lock

import numpy as np
import streamlit as st

from geodata.dates import say
from geodata.ledger import current
from layers.files.formats import FORMATS, MOST_ROWS, bundle
from layers.files.records import Records
from layers.kit.dataset import Dataset
from layers.kit.text import count, escape
from layers.reader_data.rows import say_rows, showing
from layers.view.state import MODES
from pages.panels import own_sets
from pages.panels.reading import link
from pages.reader_data import media, sets
from pages.visit import session

#: Writing a large file takes a core and half a gigabyte: one at a time, so that the others' maps go on.
_TURN = Lock()


def show() -> None:
    """Draw the downloads of the records in view and of the rows of each own set on the map, and what the records' columns hold."""
    view, today = session.view(), session.today()
    records = Records(view, current(), link())
    rows = records.listed()
    st.html(
        f'<p class="ba-text">{escape(count(len(rows), "record").capitalize())}, exactly those of the table: filters, date and layers as set. Each file comes as a zip with a text '
        "that names sources, licence, attribution, filters, revision and the link to this view.</p>"
    )
    with st.container(key="downloads", horizontal=True, gap="small"):
        _buttons(records, rows, "file")
        st.download_button(
            "Citation alone",
            lambda: records.citation(rows, today, {}),
            f"{records.stem}.citation.txt",
            "text/plain",
            key="file-citation",
            on_click="ignore",
            icon=":material/download:",
        )
    for one in sets.shown():
        rows = np.flatnonzero(showing(one.shown, view))[::-1]
        when = f"{MODES[view.mode]}: {say(view.date)}" if one.points.time == "event" else f"States of {say(view.date)}"
        period = f" ({view.days:,} days)" if view.mode == "window" and one.points.time == "event" else ""
        st.html(
            f'<h2 class="ba-title">{escape(one.title)}</h2><p class="ba-text">{escape(say_rows(len(rows)).capitalize())} of your own file: what is on the map, on its date and under the set’s filters. Each download is a zip '
            f"with a text that says whose rows they are, what their figures mean and under which terms. {escape(own_sets.scope())}</p>"
        )
        of_set(one, rows, "explore", (f"{when}{period}.",))
    st.html(
        '<p class="ba-h">Columns of the records</p><dl class="ba-columns">'
        + "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(column.gloss)} ({escape(column.type_words)})</dd>"
            for name, column in records.columns.items()
        )
        + "</dl>"
    )


def of_set(one: sets.Own, rows: np.ndarray, where: str, narrowed: tuple[str, ...] = ()) -> None:
    """Draw the downloads of rows of an own set.

    Parameters
    ----------
    rows : ndarray of int
        Numbers of rows of `one.shown`.
    where : str
        The page, for the widgets' keys.
    narrowed : tuple of str
        What narrowed the rows beside the set's own filters and the view's words, in sentences.
    """
    dataset = one.dataset()
    with st.container(key=f"own-downloads-{where}-{one.id.removeprefix('own:')}", horizontal=True, gap="small"):
        _buttons(replace(dataset, filters=(*narrowed, *dataset.filters)), rows, f"own-file-{where}-{one.id}", [one])


def _buttons(dataset: Dataset, rows: np.ndarray, key: str, own: list[sets.Own] | None = None) -> None:
    """Draw a button for each format; a file is made, in memory, when it is asked for."""
    today = session.today()
    for name, kind in FORMATS.items():
        most = MOST_ROWS.get(name)
        over = most is not None and len(rows) > most
        st.download_button(
            kind.title,
            media.of(own or (), f"{key}-{name}", partial(_made, name, dataset, rows, today)),
            f"{dataset.stem}-{name}.zip",
            "application/zip",
            key=f"{key}-{name}",
            on_click="ignore",
            icon=":material/download:",
            disabled=over or not len(rows),
            help=f"For {kind.opens}."
            + (f" Up to {most:,} rows: narrow the set, or take another format." if over else ""),
        )


def _made(name: str, dataset: Dataset, rows: np.ndarray, today: date) -> bytes:
    if not dataset.private:
        return bundle(name, dataset, rows, today)
    with _TURN:
        return bundle(name, dataset, rows, today)
