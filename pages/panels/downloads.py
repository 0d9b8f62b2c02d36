"""Downloads of a reader's own set, in every format of the atlas, each zipped with the text that says whose rows they are."""

from __future__ import annotations

from datetime import date
from threading import Lock

import numpy as np
import streamlit as st

from geodata.dates import say
from layers.files.formats import FORMATS
from layers.kit.text import escape
from layers.reader_data import exports
from layers.reader_data.exports import Taken
from layers.reader_data.rows import say_rows, showing
from layers.view.state import MODES
from pages.panels import own_sets
from pages.reader_data import media, sets
from pages.visit import session

#: Writing a large file takes a core and half a gigabyte: one at a time, so that the others' maps go on.
_TURN = Lock()


def show() -> None:
    """Draw, for each own set on the map, the downloads of the rows on the map."""
    view = session.view()
    for one in sets.shown():
        rows = np.flatnonzero(showing(one.shown, view))[::-1]
        when = f"{MODES[view.mode]}: {say(view.date)}" if one.points.time == "event" else f"States of {say(view.date)}"
        period = f" ({view.days:,} days)" if view.mode == "window" and one.points.time == "event" else ""
        st.html(
            f'<h2 class="ba-title">{escape(one.title)}</h2><p class="ba-text">{escape(say_rows(len(rows)).capitalize())} of your own file: what is on the map, on its date and under the set’s filters. Each download is a zip '
            f"with a text that says whose rows they are, what their figures mean and under which terms. {escape(own_sets.scope())}</p>"
        )
        buttons(one, rows, "explore", (f"{when}{period}.",))


def buttons(one: sets.Own, rows: np.ndarray, where: str, narrowed: tuple[str, ...] = ()) -> None:
    """Draw a button for each format; a file is made, in memory, when it is asked for.

    Parameters
    ----------
    rows : ndarray of int
        Numbers of rows of `one.shown`.
    where : str
        The page, for the widgets' keys.
    narrowed : tuple of str
        What narrowed the rows beside the set's own filters and the view's words, in sentences.
    """
    taken = Taken(one.title, one.shown, rows, one.report, (*narrowed, *exports.filters_in_words(one.chosen, one.q)))
    today = session.today()
    with st.container(key=f"own-downloads-{where}-{one.id.removeprefix('own:')}", horizontal=True, gap="small"):
        for name, kind in FORMATS.items():
            most = exports.MOST_ROWS.get(name)
            over = most is not None and len(rows) > most
            st.download_button(
                kind.title,
                media.of([one], f"{where}-{one.id}-{name}", lambda name=name: _made(name, taken, today)),
                f"{exports.stem(taken)}-{name}.zip",
                "application/zip",
                key=f"own-file-{where}-{one.id}-{name}",
                on_click="ignore",
                icon=":material/download:",
                disabled=over or not len(rows),
                help=f"For {kind.opens}."
                + (f" Up to {most:,} rows: narrow the set, or take another format." if over else ""),
            )


def _made(name: str, taken: Taken, today: date) -> bytes:
    with _TURN:
        return exports.bundle(name, taken, today)
