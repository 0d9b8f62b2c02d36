"""Explore's table where own sets are on the map: the atlas's records, or the rows of one set, never both in one."""

from __future__ import annotations

import numpy as np
import streamlit as st

from layers.kit.text import escape
from layers.reader_data import table as own_table
from layers.reader_data.rows import say_rows, showing
from pages.panels import own_sets
from pages.panels import table as records_table
from pages.reader_data import sets as own
from pages.visit import session
from pages.visit.page import plain

RECORDS = "records"


def show() -> None:
    """Draw the table of what is chosen above it; without own sets on the map, that of the records."""
    sets = own.shown()
    one = _choice(sets) if sets else None
    if one is None:
        records_table.show()
    else:
        _rows(one)


def _choice(sets: list[own.Own]) -> own.Own | None:
    """Ask whose rows to list; what is selected on the map is listed without being asked for."""
    select, state = session.view().select, st.session_state
    if select and state.get("table-followed") != select:
        found = own.find(select)
        state["table-of"] = found[0].id if found else RECORDS
    state["table-followed"] = select
    titles = {RECORDS: "Records of the atlas"} | {one.id: plain(one.title) for one in sets}
    if state.get("table-of") not in titles:
        state["table-of"] = RECORDS
    state["table-choice"] = state["table-of"]
    st.radio(
        "Rows of",
        list(titles),
        key="table-choice",
        format_func=titles.get,
        horizontal=True,
        label_visibility="collapsed",
        on_change=_chosen,
    )
    return next((one for one in sets if one.id == state["table-of"]), None)


def _chosen() -> None:
    st.session_state["table-of"] = st.session_state["table-choice"]


def _rows(one: own.Own) -> None:
    """Draw a set's rows: one chosen here is selected on the map, one selected on the map is chosen here and stands first."""
    state, points = st.session_state, one.shown
    shown = showing(points, session.view())
    found = own.find(session.view().select or "")
    selected = (one.key, found[1] if found and found[0] is one else None)
    if state.get("own-selected-in-table") != selected:
        # Chosen on the map. What was chosen in the table stays where the reader found it.
        state["own-listed-first"] = state["own-selected-in-table"] = selected
    key, first = state.get("own-listed-first", ("", None))
    rows = own_table.newest(shown, first if key == one.key else None)
    number = int(shown.sum())
    st.html(f'<p class="ba-text" role="status">{escape(_said(one, number))}</p>')
    if not number:
        return
    table = own_table.frame(points, rows, small=len(one.points) <= own_table.SMALL)
    # A set's key is in the widget's: under other filters the rows are others.
    widget = f"own-rows-{one.key}"
    state["own-table"] = (one.id, one.key, rows)
    state[widget] = {
        "selection": {"rows": np.flatnonzero(rows == selected[1]).tolist() if selected[1] is not None else []}
    }
    st.dataframe(
        table,
        key=widget,
        height=records_table.HEIGHT_PX,
        hide_index=True,
        on_select=_selected,
        selection_mode="single-row",
        column_config={name: _column(name, one) for name in table.columns},
    )


def _said(one: own.Own, number: int) -> str:
    if not number:
        return f"No row of “{one.title}” is on the map on this date and under these filters. {own_sets.scope()}".strip()
    rows = say_rows(number)
    parts = [
        f"{rows[:1].upper()}{rows[1:]} of “{one.title}” on the map, of {len(one.points):,} in the file, newest first."
    ]
    if number > own_table.LISTED:
        parts.append(
            f"The newest {own_table.LISTED:,} are listed; narrow the set by date or filter to see others, or take all in a download."
        )
    if one.points.meaning.value:
        parts.append(f"Figures: {one.points.meaning.value}. {one.points.meaning.value_note}")
    return " ".join([*parts, own_sets.scope()]).strip()


def _column(name: str, one: own.Own) -> object:
    kind, title, gloss = own_table.COLUMNS.get(name, ("text", name.removeprefix(own_table.OF_FILE), ""))
    points = one.points
    title = {"label": points.label, "category": points.category, "value": points.meaning.value}.get(name, "") or title
    title = title[:1].upper() + title[1:]
    if kind == "date":
        return st.column_config.DateColumn(title, help=gloss, format="YYYY-MM-DD")
    if kind in ("integer", "number"):
        return st.column_config.NumberColumn(
            title, help=gloss, format="%d" if kind == "integer" else "%.5f" if name in ("lon", "lat") else None
        )
    return st.column_config.TextColumn(title, help=gloss or None, width="small" if name == "dated" else "medium")


def _selected() -> None:
    state = st.session_state
    own_id, key, rows = state["own-table"]
    chosen = state[f"own-rows-{key}"]["selection"]["rows"]
    row = int(rows[chosen[0]]) if chosen and chosen[0] < len(rows) else None
    select = None if row is None else f"{own_id}:{row}"
    state["own-selected-in-table"], state["table-followed"] = (key, row), select
    # With the set, for the selected row's circle of precision.
    session.change(select=select, own=session.view().own)
