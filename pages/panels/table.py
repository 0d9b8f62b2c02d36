"""Explore's table: the atlas's records, or the rows of one own set, never both in one; linked both ways with the map."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial

import numpy as np
import pyarrow as pa
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from geodata.ledger import current
from geodata.sets.here import rows
from geodata.sets.whole import NotKept
from geodata.translation import tr, tr_in, tr_n
from layers.files.records import Records
from layers.kit.dataset import Column, Dataset, sort
from layers.kit.text import escape
from layers.reader_data.rows import LISTED, newest, showing
from layers.view.filters import is_narrowed
from layers.view.link_filters import MAX_LIT
from layers.view.state import ViewState
from pages.panels import own_sets
from pages.reader_data import sets as own
from pages.reader_data.wide import Wide
from pages.visit import record_links, session
from pages.visit.page import notice, on_phone, paragraph, plain

HEIGHT_PX = 420
RECORDS = "records"

#: So wide the titles are on a phone, in CSS pixels: Streamlit keeps a column in sight only if it takes no more than 60 % of the table.
PHONE_TITLE_PX = 180


def show() -> None:
    """Draw the table of what is chosen above it; without own sets on the map, that of the records."""
    sets = own.any_of(session.view().sets)
    # A place of its own, asked or not: the table stays where it is when sets come and go.
    with st.container():
        one = _choice(sets) if sets else None
    if one is None:
        _records()
    elif isinstance(one, Wide):
        _counted(one)
    else:
        _rows(one)


def _choice(sets: list[own.Own | Wide]) -> own.Own | Wide | None:
    """Ask whose rows to list; what is selected on the map is listed without being asked for."""
    select, state = session.view().select, st.session_state
    if select and state.get("table-followed") != select:
        found = own.find(select)
        state["table-of"] = found[0].id if found else RECORDS
    state["table-followed"] = select
    titles = {RECORDS: Records(session.view(), current()).title} | {one.id: plain(one.title) for one in sets}
    if state.get("table-of") not in titles:
        state["table-of"] = RECORDS
    state["table-choice"] = state["table-of"]
    st.radio(
        tr("Rows of"),
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


def _order(dataset: Dataset, usual: str) -> Callable[[np.ndarray], np.ndarray] | None:
    """Ask by which column to sort, which the headings of the table take from a pointer alone; None: as listed, `usual` in words."""
    state = st.session_state
    names = ["", *_listed(dataset.columns)]
    by, descending = state.get("sorted-by", ("", False))
    state["sort-by"], state["sort-down"] = by if by in names else "", descending

    def say(name: str) -> str:
        return tr("Sorted by: {column}", column=str(dataset.columns[name].heading)) if name else usual

    figures = [name for name, one in dataset.columns.items() if name != "line" and one.type in ("integer", "number")]
    keys = tr(
        "By key: arrows move through the table, Enter opens the card of the row, Shift and Space choose a row or let it go, Tab leaves the table."
    )
    with st.container(key="table-sort", horizontal=True, vertical_alignment="center"):
        name = st.selectbox(
            tr("Sort by"),
            names,
            key="sort-by",
            format_func=say,
            label_visibility="collapsed",
            width=250,
            on_change=_sorted,
            args=(figures,),
        )
        if name:
            st.checkbox(tr("Descending"), key="sort-down", on_change=_sorted)
        st.html(f'<p class="ba-muted ba-keys" data-table="{escape(dataset.title)}">{escape(keys)}</p>', width="stretch")
    return partial(sort, dataset, name=name, descending=state["sort-down"]) if name else None


def _sorted(figures: Collection[str] = ()) -> None:
    """Note the order; a column of figures, of which the line in a file is none, begins with the highest, which is what is looked for in it."""
    state = st.session_state
    state["sorted-by"] = (state["sort-by"], state["sort-by"] in figures or state.get("sort-down", False))


def _draw(
    table: pa.Table, columns: Mapping[str, Column], key: str, chosen: list[int], many: bool, heard: Callable[[], None]
) -> None:
    """Draw listed columns of a set with some rows chosen, of which there may be `many`; `heard` is called when others are."""
    st.session_state[key] = {"selection": {"rows": chosen}}
    st.dataframe(
        table,
        key=key,
        height=HEIGHT_PX,
        hide_index=True,
        placeholder="",
        on_select=heard,
        selection_mode="multi-row" if many else "single-row",
        column_config={name: _column(name, columns[name]) for name in table.column_names},
    )
    on_paper = tr("The table is not printed: “Text” prints what it lists, and “Download” has all of it as a file.")
    st.html(paragraph(on_paper, "paper"))


def _column(name: str, column: Column) -> ColumnConfig:
    heading, gloss, width = column.heading, column.gloss or None, column.width
    if column.type == "date":
        # For translators: how a table writes 17 September 2022, as moment.js has it; the names of its months are English.
        written = tr_in("dates in a table", "D MMMM YYYY")
        return st.column_config.DateColumn(heading, help=gloss, width=width, format=written)
    if column.type == "integer":
        return st.column_config.NumberColumn(heading, help=gloss, width=width, format="%d")
    if column.type == "number":
        digits = "%.5f" if name in ("lon", "lat") else None
        return st.column_config.NumberColumn(heading, help=gloss, width=width, format=digits)
    is_title = column.role == "label"
    # Else a sideways swipe would take the titles away, and no row would say what it is of.
    given = PHONE_TITLE_PX if is_title and on_phone() else width
    return st.column_config.TextColumn(heading, help=gloss, width=given, pinned=is_title)


def _listed(columns: Mapping[str, Column]) -> list[str]:
    return [name for name, column in columns.items() if column.listed]


def _records() -> None:
    """Draw the records: rows chosen here light up on the map, what is chosen on the map is chosen here and stands first."""
    view, state = session.view(), st.session_state
    lit = tuple(dict.fromkeys(([view.select] if view.select else []) + list(view.lit)))
    before = state.get("chosen-in-table")
    if before != lit:
        state["chosen-in-table"] = lit
        if not lit or not set(lit) <= set(before or ()):
            # Chosen on the map or by the link. What was chosen in the table stays where the reader found it.
            state["listed-first"] = lit
    records = Records(view, current())
    columns = records.columns
    first = state.get("listed-first", ())
    numbers = records.listed(first)
    if not len(numbers):
        st.html(f'<p class="ba-text" data-told>{escape(_none_listed(view))}</p>')
        return
    order = _order(records, tr("As listed: layer by layer, latest first"))
    if order:
        led = numbers[: sum(record_id in first for record_id in records.table(numbers, ["id"])["id"].to_pylist())]
        numbers = np.concatenate([led, order(numbers[len(led) :])])
    table = records.table(numbers, ["id", *_listed(columns)])
    ids = table["id"].to_pylist()
    state["table-ids"] = ids
    chosen = [ids.index(record_id) for record_id in lit if record_id in ids]
    _draw(table.drop_columns("id"), columns, RECORDS, chosen, True, _records_chosen)
    # Where a row that is lit leads when its title is pressed (layers/browser/page/table.js): chosen once more, the grid would let it go.
    titles = table["title"].to_pylist()
    ways = "".join(record_links.record_link(ids[row], escape(titles[row])) for row in chosen)
    st.html(f'<div class="ba-chosen" hidden>{ways}</div>')


def _none_listed(view: ViewState) -> str:
    if is_narrowed(view) or view.region:
        return tr("No record of this view passes these filters. “Reset” above the map takes all of them away.")
    return tr("No record is in this view: none of the layers that are on has one at this time.")


def _records_chosen() -> None:
    ids = st.session_state["table-ids"]
    chosen = [ids[row] for row in st.session_state[RECORDS]["selection"]["rows"] if row < len(ids)][: MAX_LIT + 1]
    view = session.view()
    before = {view.select, *view.lit}
    # The row chosen last opens its card; the others stay lit.
    newest_chosen = next((record_id for record_id in reversed(chosen) if record_id not in before), None)
    select = newest_chosen or (view.select if view.select in chosen else chosen[-1] if chosen else None)
    lit = tuple(record_id for record_id in chosen if record_id != select)
    st.session_state["chosen-in-table"] = tuple(([select] if select else []) + list(lit))
    session.become(view.with_(select=select, lit=lit))


def _rows(one: own.Own) -> None:
    """Draw a set's rows: one chosen here is selected on the map, one selected on the map is chosen here and stands first."""
    state = st.session_state
    shown = showing(one.shown, session.view())
    found = own.find(session.view().select or "")
    selected = (one.key, found[1] if found and found[0] is one else None)
    if state.get("own-selected-in-table") != selected:
        # Chosen on the map. What was chosen in the table stays where the reader found it.
        state["own-listed-first"] = state["own-selected-in-table"] = selected
    key, first = state.get("own-listed-first", ("", None))
    number = int(shown.sum())
    st.html(f'<p class="ba-text" data-told>{escape(_said(one, number))}</p>')
    if not number:
        return
    dataset = one.dataset()
    order = _order(dataset, tr("As listed: newest first"))
    rows = newest(shown, first if key == one.key else None, order)
    # A set's key is in the widget's: under other filters the rows are others.
    state["own-table"] = (one.id, one.key, rows)
    chosen = np.flatnonzero(rows == selected[1]).tolist() if selected[1] is not None else []
    table = dataset.table(rows, _listed(dataset.columns))
    _draw(table, dataset.columns, f"own-rows-{one.key}", chosen, False, _row_chosen)


def _counted(one: Wide) -> None:
    """Draw the newest rows of a set that is not held, as `_rows` does; by another column none could be first without reading them all."""
    state, view = st.session_state, session.view()
    try:
        number = rows().count(one.of.version.file, one.on(view))
        dataset, numbers = one.dataset(view, LISTED)
    except NotKept as why:
        st.html(notice(escape(str(why))))
        return
    st.html(f'<p class="ba-text" data-told>{escape(_said_counted(one, number))}</p>')
    if not number:
        return
    listed, numbers = np.arange(len(numbers))[::-1], numbers[::-1]
    key = f"{one.key}-{view.date}-{view.mode}-{view.days}"
    state["own-table"] = (one.id, key, numbers)
    selected_id, _, row = (view.select or "").rpartition(":")
    chosen = np.flatnonzero(numbers == int(row)).tolist() if selected_id == one.id and row.isdigit() else []
    table = dataset.table(listed, _listed(dataset.columns))
    _draw(table, dataset.columns, f"own-rows-{key}", chosen, False, _row_chosen)


def _said_counted(one: Wide, number: int) -> str:
    if not number:
        return tr("No row of “{title}” is of this date and passes its filters.", title=one.title)
    told = tr_n(
        "{n} row of “{title}” of this date and under its filters, of {all} in the set.",
        "{n} rows of “{title}” of this date and under its filters, of {all} in the set.",
        number,
        title=one.title,
        all=f"{one.of.version.rows:,}",
    )
    if number <= LISTED:
        return told
    first = tr("The newest {listed} are listed; narrow the set by date or filter to see others.", listed=f"{LISTED:,}")
    return f"{told} {first}"


def _said(one: own.Own, number: int) -> str:
    if not number:
        words = tr("No row of “{title}” is on the map on this date and under these filters.", title=one.title)
        return f"{words} {own_sets.scope()}".strip()
    parts = [
        tr_n(
            "{n} row of “{title}” on the map, of {all} in the file.",
            "{n} rows of “{title}” on the map, of {all} in the file.",
            number,
            title=one.title,
            all=f"{len(one.points):,}",
        )
    ]
    if number > LISTED:
        parts.append(
            tr(
                "The first {listed} are listed; narrow the set by date or filter to see others, or take all in a download.",
                listed=f"{LISTED:,}",
            )
        )
    if one.points.meaning.value:
        parts += [tr("Figures: {what}.", what=one.points.meaning.value), one.points.meaning.value_note]
    return " ".join([*parts, own_sets.scope()]).strip()


def _row_chosen() -> None:
    state = st.session_state
    own_id, key, rows = state["own-table"]
    chosen = state[f"own-rows-{key}"]["selection"]["rows"]
    row = int(rows[chosen[0]]) if chosen and chosen[0] < len(rows) else None
    select = None if row is None else f"{own_id}:{row}"
    state["own-selected-in-table"], state["table-followed"] = (key, row), select
    # With the set, for the selected row's circle of precision.
    session.change(select=select, own=session.view().own)
