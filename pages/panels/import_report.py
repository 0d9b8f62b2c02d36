"""The report on a file, and what the page says of a set that is held: figures, filters, downloads, chart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from geodata.dates import say
from geodata.importers.report import Loaded, Report
from geodata.intervals import ALWAYS, from_day_number
from geodata.store import PointSet
from layers.kit.text import escape
from layers.reader_data import figures
from pages.panels import chart_kit, downloads, own_sets
from pages.reader_data import media, sets

#: Rejected rows and groups of duplicates listed on the page; the download has all.
LISTED = 200
PREVIEWED = 8


def report(loaded: Loaded) -> None:
    """Draw the report and a preview of what was taken."""
    found = loaded.report
    st.html(
        f'<h2 class="ba-title">What was read</h2><p class="ba-text">{escape(found.kind)}. {_figures(found)}</p>'
        + "".join(f'<p class="ba-muted">{escape(note)}</p>' for note in found.notes)
    )
    if found.rejected:
        st.html(
            '<p class="ba-h">Rejected</p>'
            + "".join(f'<p class="ba-text">{escape(rejection.sentence)}</p>' for rejection in found.rejected)
        )
        st.dataframe(_rejected(found), hide_index=True, height=210 if found.rejected_count > 5 else "content")
    if found.duplicates:
        st.html(f'<p class="ba-h">Duplicates</p><p class="ba-text">{escape(_shared(found))} They are kept.</p>')
        st.dataframe(
            {f"{found.unit}s": [", ".join(map(str, group[:20].tolist())) for group in found.duplicates[:LISTED]]},
            hide_index=True,
            height=175 if len(found.duplicates) > 4 else "content",
        )
    st.download_button(
        "Download the report",
        lambda: found.as_csv().encode("utf-8-sig"),
        file_name="import-report.csv",
        mime="text/csv",
        key="own-report",
    )
    rows = loaded.points.rows
    if rows is not None and len(loaded.points):
        st.html(
            f'<p class="ba-h">First of the rows taken, by day</p><p class="ba-text">{escape(_span(loaded.points))}</p>'
        )
        st.dataframe(
            pd.DataFrame([rows[row] for row in range(min(PREVIEWED, len(loaded.points)))]),
            hide_index=True,
            height="content",
        )
        meaning = loaded.points.meaning
        st.html(
            "".join(
                f'<p class="ba-muted">{escape(words)}</p>'
                for words in (meaning.value_note, meaning.place_note, meaning.date_note, meaning.licence)
                if words
            )
        )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _shared(found: Report) -> str:
    number = found.duplicate_count
    return (
        "1 row shares day, place and actors with another."
        if number == 1
        else f"{number:,} rows share day, place and actors with others."
    )


def _figures(found: Report) -> str:
    return escape(
        f"{_counted(found.rows_read, 'row')} read, {found.accepted:,} accepted, {found.rejected_count:,} rejected, {_counted(found.duplicate_count, 'duplicate')} among the accepted."
    )


def _rejected(found: Report) -> list[dict[str, object]]:
    rows = []
    for rejection in found.rejected:
        for position, line in enumerate(rejection.lines[:LISTED].tolist()):
            words = (
                rejection.texts[position]
                if rejection.texts
                else ", ".join(text for text in found.rows[rejection.numbers[position]].values() if text)
            )
            rows.append({found.unit: line, "reason": rejection.reason, "row": words[:300]})
    return sorted(rows, key=lambda row: row[found.unit])[:LISTED]


def _span(points: PointSet) -> str:
    dated = points.day_start != ALWAYS
    if not dated.any():
        return "No row has a date."
    first, last = int(points.day_start[dated].min()), int(points.day_start[dated].max())
    return f"From {say(from_day_number(first))} to {say(from_day_number(last))}."


def one_set(one: sets.Own) -> None:
    """Draw a set that is held: what it is, its filters, its rows over time, downloads, and how to be rid of it."""
    points = one.shown
    st.html(
        f'<h2 class="ba-title">{escape(one.title)}</h2><p class="ba-text">{escape(points.dataset)}, {escape(one.report.file)}: '
        f"{len(points):,} of {_counted(len(one.points), 'row')} shown{escape(f', those with “{one.q}” in place or kind' if one.q else '')}. {escape(_span(points)) if len(points) else ''}</p>"
    )
    with st.container(horizontal=True):
        st.button("Remove", key=f"own-remove-{one.id}", on_click=sets.remove, args=(one.id,))
        st.download_button(
            "Download the report",
            media.of([one], f"report-{one.id}", lambda: one.report.as_csv().encode("utf-8-sig")),
            file_name="import-report.csv",
            mime="text/csv",
            key=f"own-rep-{one.id}",
        )
    downloads.of_set(one, np.arange(len(points))[::-1], "page")
    with st.expander("Filter"):
        own_sets.filters(one)
    with st.expander("Rows over time"):
        chart_kit.of_rows(points, f"own-{one.id}", figures.unit(points))
