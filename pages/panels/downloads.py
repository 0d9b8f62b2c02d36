"""Downloads of the records and of the reader's own sets, in every format, each zipped with the text that says whose rows they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Lock

import numpy as np
import streamlit as st

from geodata.dates import say
from geodata.importers.report import Refused
from geodata.intervals import Time
from geodata.ledger import current
from geodata.sets.here import rows
from geodata.sets.whole import NotKept
from geodata.translation import mark, mark_n, tr, tr_n
from layers.files import shapes
from layers.files.formats import FORMATS, MOST_ROWS, bundle
from layers.files.records import Records
from layers.kit.dataset import Dataset
from layers.kit.text import escape, sentences
from layers.reader_data.rows import showing
from layers.view.state import MODES, ViewState
from pages.panels import own_sets
from pages.panels.reading import link
from pages.reader_data import media, sets
from pages.reader_data.wide import Wide
from pages.visit import session
from pages.visit.page import download, notice, paragraph

#: How many rows of a set a download has, and that it has none.
_OF_OWN = (
    mark_n(
        "{n} row of your own file: what is on the map, on its date and under the set’s filters.",
        "{n} rows of your own file: what is on the map, on its date and under the set’s filters.",
    ),
    mark("No row of your own file: what is on the map, on its date and under the set’s filters."),
)
_OF_KEPT = (
    mark_n(
        "{n} row of a kept set: what is on the map, on its date and under the set’s filters.",
        "{n} rows of a kept set: what is on the map, on its date and under the set’s filters.",
    ),
    mark("No row of the kept set: what is on the map, on its date and under the set’s filters."),
)

_COMES = mark(
    "Each download is a zip with a text that says whose rows they are, what their figures mean and under which terms."
)

#: So many rows of a set that is not held are read for a file.
MOST_READ = 100_000

#: Writing a large file takes a core and half a gigabyte: one at a time, so that the others' maps go on.
_TURN = Lock()


def show() -> None:
    """Draw the downloads of the records in view and of the rows of each own set on the map, and what the records' columns hold."""
    view = session.view()
    records = Records(view, current(), link())
    listed = records.listed()
    held = (
        tr_n(
            "{n} record, exactly those of the table: filters, date and layers as set.",
            "{n} records, exactly those of the table: filters, date and layers as set.",
            len(listed),
        )
        if len(listed)
        else tr("No record, exactly those of the table: filters, date and layers as set.")
    )
    comes = tr(
        "Each file comes as a zip with a table of every claim about its records, and a text that names sources, licence, attribution, filters, revision and the link to this view."
    )
    st.html(paragraph(sentences(held, comes, *shapes.told(view, current()))))
    with st.container(key="downloads", horizontal=True, gap="small"):
        _of(records, listed, "file")
        citation = partial(records.citation, listed, session.today(), {})
        download(tr("Citation alone"), citation, f"{records.stem}.citation.txt", "text/plain", "file-citation")
    for one in sets.any_of(view.sets):
        if isinstance(one, Wide):
            _of_counted(one, view)
            continue
        listed = np.flatnonzero(showing(one.shown, view))[::-1]
        filtered = len(one.shown) < len(one.points)
        rest = (
            tr("Its filters let {shown} of {n} rows through.", shown=f"{len(one.shown):,}", n=f"{len(one.points):,}")
            if filtered
            else ""
        )
        said = sentences(_held(one, len(listed)), rest, tr(_COMES), own_sets.scope())
        st.html(paragraph(one.title, "title", "h2") + paragraph(said))
        of_set(one, listed, "explore", (_looks_at(view, one.points.time),))
    st.html(
        paragraph(tr("Columns of the records"), "h")
        + '<dl class="ba-columns">'
        + "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(column.gloss)} ({escape(column.type_words)})</dd>"
            for name, column in records.columns.items()
        )
        + "</dl>"
    )


def _looks_at(view: ViewState, time: Time) -> str:
    """Say of which day or days a view shows events or states."""
    if time == "state":
        return tr("States of {day}.", day=say(view.date))
    day = view.period if view.mode == "window" else say(view.date)
    return tr("{mode}: {day}.", mode=MODES[view.mode], day=day)


def of_set(one: sets.Own, listed: np.ndarray, where: str, narrowed: tuple[str, ...] = ()) -> None:
    """Draw the downloads of rows of an own set.

    Parameters
    ----------
    listed : ndarray of int
        Numbers of rows of `one.shown`.
    where : str
        The page, for the widgets' keys.
    narrowed : tuple of str
        What narrowed the rows beside the set's own filters and the view's words, in sentences.
    """
    dataset = one.dataset()
    with st.container(key=f"own-downloads-{where}-{one.id.removeprefix('own:')}", horizontal=True, gap="small"):
        _of(replace(dataset, filters=(*narrowed, *dataset.filters)), listed, f"own-file-{where}-{one.id}", [one])


def _of_counted(one: Wide, view: ViewState) -> None:
    """Draw the downloads of those rows of a set that is not held which the view shows, if they are few enough; they are read when a file is asked for."""
    try:
        number = rows().count(one.of.version.file, one.on(view))
        empty = one.dataset(view, 0)[0]
    except NotKept as why:
        st.html(notice(escape(str(why))))
        return
    over = number > MOST_READ
    most = tr("A file is made of up to {n} rows: narrow the set by date or filter.", n=f"{MOST_READ:,}") if over else ""
    said = sentences(_held(one, number), most or tr(_COMES), own_sets.scope())
    st.html(paragraph(one.title, "title", "h2") + paragraph(said))
    today, filters = session.today(), (_looks_at(view, one.time), *empty.filters)

    def made(name: str) -> bytes:
        try:
            listed = one.dataset(view, MOST_READ)[0]
        except NotKept as why:
            raise Refused(str(why)) from why
        return _made(name, replace(listed, filters=filters), np.arange(len(listed.points))[::-1], today)

    if not over:
        with st.container(key=f"own-downloads-counted-{one.id.removeprefix('own:')}", horizontal=True, gap="small"):
            _buttons(empty.stem, number, False, made, f"own-file-counted-{one.id}", [one])


def _held(one: sets.Own | Wide, number: int) -> str:
    """Say how many rows of a set a download has."""
    some, none = _OF_KEPT if one.of else _OF_OWN
    return tr_n(*some, number) if number else tr(none)


def _of(dataset: Dataset, listed: np.ndarray, key: str, own: Sequence[sets.Own] = ()) -> None:
    """Draw the buttons of rows that are held."""
    made = partial(_made, dataset=dataset, listed=listed, today=session.today())
    _buttons(dataset.stem, len(listed), bool(len(dataset.drawings())), made, key, own)


def _buttons(
    stem: str, number: int, drawings: bool, made: Callable[[str], bytes], key: str, own: Sequence[sets.Own | Wide]
) -> None:
    """Draw a button for each format; a file is made, in memory, when it is asked for."""
    for name, kind in FORMATS.items():
        most = MOST_ROWS.get(name)
        over = most is not None and number > most
        words = tr("For {programs}.", programs=kind.opens)
        if over:
            words += " " + tr("Up to {n} rows: narrow the set, or take another format.", n=f"{most:,}")
        download(
            tr("{format} (zip)", format=kind.title),
            media.of(own, f"{key}-{name}", partial(made, name)),
            f"{stem}-{name}.zip",
            "application/zip",
            f"{key}-{name}",
            words,
            disabled=over or not (number or (kind.draws and drawings)),
        )


def _made(name: str, dataset: Dataset, listed: np.ndarray, today: date) -> bytes:
    if not dataset.private:
        return bundle(name, dataset, listed, today)
    with _TURN:
        return bundle(name, dataset, listed, today)
