"""The report on a file, and what the page says of a set that is held: figures, filters, downloads, chart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from geodata.dates import say
from geodata.importers.report import Loaded, Report
from geodata.intervals import ALWAYS, FOREVER, from_day_number
from geodata.store import PointSet
from geodata.translation import mark, mark_n, tr, tr_n
from layers.kit.text import escape
from layers.reader_data import figures
from layers.reader_data.points import say_early
from pages.panels import chart_kit, downloads, own_sets
from pages.reader_data import media, sets
from pages.visit.page import arrived, paragraph, table_height, tell, told

#: Rejected rows and groups of duplicates listed on the page; the download has all.
LISTED = 200
PREVIEWED = 8

#: How much of a set is shown; the same with words that are looked for.
_SHOWN = mark_n("{dataset}, {file}: {shown} of {n} row shown.", "{dataset}, {file}: {shown} of {n} rows shown.")
_NAMED = mark_n(
    "{dataset}, {file}: {shown} of {n} row shown, those with “{q}” in place or kind.",
    "{dataset}, {file}: {shown} of {n} rows shown, those with “{q}” in place or kind.",
)

#: What a row's place in its file is counted in → what one and several are called above a column.
_UNITS = {
    "line": (mark("line"), mark("lines")),
    "row": (mark("row"), mark("rows")),
    "feature": (mark("feature"), mark("features")),
}


def report(loaded: Loaded) -> None:
    """Draw the report and a preview of what was taken."""
    found = loaded.report
    st.html(
        arrived(tr("What was read"))
        + told(_figures(found))
        + paragraph(f"{found.kind}. {_figures(found)} {found.set_aside}")
        + "".join(paragraph(note, "muted") for note in (*found.notes, *say_early(loaded.points)))
    )
    if found.rejected:
        reasons = "".join(paragraph(rejection.sentence) for rejection in found.rejected)
        st.html(paragraph(tr("Rejected"), "h") + reasons)
        rejected = _rejected(found)
        st.dataframe(
            rejected,
            hide_index=True,
            height=min(table_height(len(rejected)), 210),
            column_config={"place": tr(_UNITS[found.unit][0]), "reason": tr("reason"), "words": tr("row")},
        )
    if found.duplicates:
        shared = tr_n(
            "{n} row shares {what} with another. They are kept.",
            "{n} rows share {what} with others. They are kept.",
            found.duplicate_count,
            what=found.said_shared,
        )
        st.html(paragraph(tr("Duplicates"), "h") + paragraph(shared))
        groups = [", ".join(map(str, group[:20].tolist())) for group in found.duplicates[:LISTED]]
        st.dataframe({tr(_UNITS[found.unit][1]): groups}, hide_index=True, height=min(table_height(len(groups)), 175))
    _offer(partial(_csv, found), "own-report")
    rows = loaded.points.rows
    if rows is not None and len(loaded.points):
        st.html(paragraph(tr("First of the rows taken, by day"), "h") + paragraph(_span(loaded.points)))
        first = pd.DataFrame([rows[row] for row in range(min(PREVIEWED, len(loaded.points)))])
        st.dataframe(first, hide_index=True, placeholder="", height=table_height(len(first)))
        meaning = loaded.points.meaning
        notes = (meaning.value_note, meaning.place_note, meaning.date_note, meaning.licence)
        if any(notes):
            st.html("".join(paragraph(words, "muted") for words in notes if words))


def _offer(made: Callable[[], bytes | str], key: str) -> None:
    st.download_button(tr("Download the report"), made, "import-report.csv", "text/csv", key)


def _csv(found: Report) -> bytes:
    return found.as_csv().encode("utf-8-sig")


def _figures(found: Report) -> str:
    parts = (
        tr_n("{n} row read", "{n} rows read", found.rows_read),
        tr("{n} accepted", n=f"{found.accepted:,}"),
        tr("{n} rejected", n=f"{found.rejected_count:,}"),
        tr_n("{n} duplicate among the accepted", "{n} duplicates among the accepted", found.duplicate_count),
    )
    return f"{', '.join(parts)}."


def _rejected(found: Report) -> pd.DataFrame:
    rows = []
    for rejection in found.rejected:
        for position, line in enumerate(rejection.lines[:LISTED].tolist()):
            words = (
                rejection.texts[position]
                if rejection.texts
                else ", ".join(text for text in found.rows[rejection.numbers[position]].values() if text)
            )
            rows.append((line, rejection.words, words[:300]))
    return pd.DataFrame(sorted(rows)[:LISTED], columns=["place", "reason", "words"])


def _span(points: PointSet) -> str:
    dated = points.day_start != ALWAYS
    if not dated.any():
        return tr("No row has a date.")
    first, last = int(points.day_start[dated].min()), int(points.day_end[dated].max()) - 1
    if last >= FOREVER - 1:
        return tr("From {first} on.", first=say(from_day_number(first)))
    return tr("From {first} to {last}.", first=say(from_day_number(first)), last=say(from_day_number(last)))


def one_set(one: sets.Own) -> None:
    """Draw a set that is held: what it is, its filters, its rows over time, downloads, and how to be rid of it."""
    points = one.shown
    values = {"dataset": points.dataset, "file": one.report.file, "shown": f"{len(points):,}", "q": one.q}
    shown = tr_n(*(_NAMED if one.q else _SHOWN), len(one.points), **values)
    words = f"{shown} {_span(points)}" if len(points) else shown
    st.html(paragraph(one.title, "title", "h2") + paragraph(words))
    if len(points) < len(one.points):
        st.html(
            paragraph(
                tr(
                    "{shown} of {n} rows: the filters are on, for the downloads too.",
                    shown=f"{len(points):,}",
                    n=f"{len(one.points):,}",
                )
            )
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        _removal(one)
        _offer(media.of([one], f"report-{one.id}", partial(_csv, one.report)), f"own-rep-{one.id}")
    downloads.of_set(one, np.arange(len(points))[::-1], "page")
    with st.expander(tr("Filter")):
        own_sets.filters(one)
    with st.expander(tr("Rows over time")):
        chart_kit.of_rows(points, f"own-{one.id}", figures.unit(points))


def _removal(one: sets.Own) -> None:
    """Draw the button that forgets a set, which asks first: nothing brings a set back but its file."""
    state = st.session_state
    if state.get("own-removing") != one.id:
        st.button(tr("Remove"), key=f"own-remove-{one.id}", on_click=state.update, args=({"own-removing": one.id},))
        return
    question = escape(tr("Remove this set? It comes back only by dropping its file again."))
    # The focus goes to the question, which is read out by that (layers/browser/page/adrift.js).
    st.html(f'<p class="ba-text ba-question" tabindex="-1">{question}</p>', width="content")
    st.button(tr("Remove it"), key=f"own-removed-{one.id}", type="primary", on_click=_remove, args=(one,))
    st.button(tr("Keep it"), key=f"own-kept-{one.id}", on_click=state.pop, args=("own-removing", None))


def _remove(one: sets.Own) -> None:
    sets.remove(one.id)
    tell(tr("{title} was removed.", title=one.title))
