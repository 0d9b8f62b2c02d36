"""The table of the records in view, linked both ways with the map."""

from __future__ import annotations

import streamlit as st

from geodata.ledger import current
from layers.files.table import arrow, columns
from layers.kit.dataset import Column
from layers.view.link_filters import MAX_LIT
from pages.visit import session

HEIGHT_PX = 420
KEY = "records"

_WIDTHS = {"title": "large", "districts": "medium", "place": "medium", "weapons": "medium"}


def show() -> None:
    """Draw the table: rows chosen here light up on the map, what is chosen on the map is chosen here and stands first."""
    view, ledger = session.view(), current()
    lit = tuple(dict.fromkeys(([view.select] if view.select else []) + list(view.lit)))
    if st.session_state.get("chosen-in-table") != lit:
        # Chosen on the map or by the link. What was chosen in the table stays where the reader found it.
        st.session_state["listed-first"] = st.session_state["chosen-in-table"] = lit
    listed = tuple(name for name, column in columns().items() if column.listed)
    table = arrow(view, ledger, ("id", *listed), st.session_state.get("listed-first", ()))
    ids = table["id"].to_pylist()
    st.session_state["table-ids"] = ids
    st.session_state[KEY] = {"selection": {"rows": [ids.index(record_id) for record_id in lit if record_id in ids]}}
    st.dataframe(
        table.select(listed),
        key=KEY,
        height=HEIGHT_PX,
        hide_index=True,
        on_select=_selected,
        selection_mode="multi-row",
        column_config={name: _column(name, columns()[name]) for name in listed},
    )


def _column(name: str, column: Column) -> object:
    kind, title, gloss = column.type, column.heading, column.gloss
    width = _WIDTHS.get(name)
    if kind == "date":
        return st.column_config.DateColumn(title, help=gloss, format="YYYY-MM-DD", width=width)
    if kind in ("integer", "number"):
        return st.column_config.NumberColumn(title, help=gloss, format="%d" if kind == "integer" else None, width=width)
    return st.column_config.TextColumn(title, help=gloss, width=width, pinned=name == "title")


def _selected() -> None:
    ids = st.session_state["table-ids"]
    chosen = [ids[row] for row in st.session_state[KEY]["selection"]["rows"] if row < len(ids)][: MAX_LIT + 1]
    view = session.view()
    before = {view.select, *view.lit}
    # The row chosen last opens its card; the others stay lit.
    newest = next((record_id for record_id in reversed(chosen) if record_id not in before), None)
    select = newest or (view.select if view.select in chosen else chosen[-1] if chosen else None)
    lit = tuple(record_id for record_id in chosen if record_id != select)
    st.session_state["chosen-in-table"] = tuple(([select] if select else []) + list(lit))
    session.become(view.with_(select=select, lit=lit))
