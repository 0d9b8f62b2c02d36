"""What a file may not say itself, and how its reader says it: systems, orders and signs that no column tells."""

from __future__ import annotations

import streamlit as st

from geodata.importers.formats.encodings import ENCODINGS
from geodata.importers.options import Options
from geodata.importers.report import TICKED, Loaded, Refused
from geodata.translation import tr


def asked() -> Options:
    """Ask for what a file may not say itself."""
    opened = st.session_state.get("own-asking", False)
    with st.expander(tr("If the report shows that something was read wrongly"), expanded=opened):
        crs = st.text_input(
            tr("Reference system, if it is not degrees of WGS 84 and the file does not say it"),
            placeholder="EPSG:32642",
            key="own-crs",
        ).strip()
        swap = st.checkbox(tr("Exchange swapped coordinates"), key="own-swap")
        repair = st.checkbox(tr("Repair broken geometry"), key="own-repair")
        orders = {None: tr("as the column shows"), False: tr("day first"), True: tr("month first")}
        order = st.radio(
            tr("Dates such as 03/04/2022"), list(orders), key="own-order", horizontal=True, format_func=orders.get
        )
        firsts = {None: tr("as the column shows"), True: tr("latitude first"), False: tr("longitude first")}
        first = st.radio(
            tr("Two coordinates in one cell"), list(firsts), key="own-pair", horizontal=True, format_func=firsts.get
        )
        signs = {
            "": tr("as the column shows"),
            ".": tr("1.024 is one and a little"),
            ",": tr("1,024 is one and a little"),
        }
        decimal = st.radio(
            tr("Figures such as 1,024"), list(signs), key="own-decimal", horizontal=True, format_func=signs.get
        )
        encoding = st.selectbox(
            tr("Encoding of the text"),
            ["", *ENCODINGS],
            key="own-encoding",
            format_func=lambda key: ENCODINGS.get(key) or tr("as the text shows"),
        )
    return Options(
        crs=crs,
        repair=repair,
        swap=swap,
        month_first=order,
        encoding=encoding,
        decimal=decimal,
        lat_first=first,
    )


def open_for(found: Refused | Loaded) -> None:
    """Open the corrections, drawn above already, where a refusal or a report asks for one of them."""
    asks = found.asks if isinstance(found, Refused) else any(one.reason in TICKED for one in found.report.rejected)
    if asks and not st.session_state.get("own-asking"):
        st.session_state["own-asking"] = True
        st.rerun()
