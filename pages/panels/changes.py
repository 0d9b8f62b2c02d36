"""The comparison beside its two maps: the dates, the paragraph, the change ledger with each line lit on the map."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from geodata.ledger import current
from geodata.translation import tr
from layers.files import formats
from layers.files.records import Records
from layers.kit.dataset import Dataset
from layers.kit.text import escape
from layers.kit.told import ChangeSet
from layers.view.state import LAYOUTS
from layers.words import changes
from pages.frame import shell
from pages.panels import cards
from pages.panels.reading import link
from pages.reader_data import media, sets
from pages.visit import record_links, session, typed_date
from pages.visit.page import download, paragraph

LIST_LENGTH = 10


def choose_pair() -> None:
    """Give the view a second date where it has none, so that there is something to compare."""
    view = session.view()
    if view.against is None:
        pair = session.paired(view)
        session.change(date=pair.date, against=pair.against)


def head() -> None:
    """Draw the two dates, the exchange of them, how the halves stand, and the paragraph."""
    shell.problems()
    view, ledger = session.view(), current()
    every = _found()
    own = [found for found in every if found.sentence]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for name, title in (("date", tr("Left date")), ("against", tr("Right date"))):
            typed_date.field(name, title, getattr(view, name), partial(_date_given, name))
        st.button(tr("Exchange"), key="compare-swap", icon=":material/swap_horiz:", on_click=_exchange)
        st.session_state["compare-layout"] = view.layout
        st.segmented_control(
            tr("Layout"),
            list(LAYOUTS),
            key="compare-layout",
            format_func=LAYOUTS.__getitem__,
            on_change=_layout_given,
            label_visibility="collapsed",
        )
        address, stem = link("compare"), f"border-atlas-changes-{_pair()}"
        # Files are made when they are asked for, outside the session: what they need goes with the button.
        made = media.of(sets.shown(), "changes-csv", lambda: _csv(every))
        download(tr("Changes as CSV"), made, f"{stem}.csv", "text/csv", "changes-csv")
        made = media.of(sets.shown(), "changes-text", lambda: changes.text(view, ledger, address, own))
        download(tr("Changes as text"), made, f"{stem}.txt", "text/plain", "changes-text")
    for name in ("date", "against"):
        typed_date.problem(name, getattr(view, name), partial(_date_given, name))
    if order := changes.order(view):
        st.html(paragraph(order, "muted"))
    # Below the dates, which on a phone lay a window's height under it.
    words = f'<p class="ba-between" data-told>{escape(changes.paragraph(view, ledger))}</p>'
    st.html(words + "".join(paragraph(found.sentence) for found in own))


def _date_given(name: str, day: date | None) -> None:
    if day:
        session.change(**{name: day})


def _pair() -> str:
    first, last = changes.earlier_later(session.view())
    return f"{first.isoformat()}-to-{last.isoformat()}"


def _found() -> list[ChangeSet]:
    """Return what changed in the records, layer by layer, and in each own set shown; nothing where both dates are one."""
    view = session.view()
    first, last = changes.earlier_later(view)
    datasets: list[Dataset] = [Records(view, current()), *(one.dataset() for one in sets.shown())]
    return [found for one in datasets for found in one.changes(first, last) if first < last]


def _csv(found: list[ChangeSet]) -> bytes:
    table = changes.table(found)
    return formats.spreadsheet(table, list(table.columns))


def _exchange() -> None:
    view = session.view()
    session.change(date=view.against or view.date, against=view.date)


def _layout_given() -> None:
    session.change(layout=st.session_state["compare-layout"] or "side")


def below() -> None:
    """Draw the change ledger, and the card of what is selected."""
    view = session.view()
    left, right = st.columns([64, 36], gap="large")
    with left, st.container(key="change-ledger"):
        there = [found for found in _found() if found.number]
        for found in there:
            _lines(found, (view.select, *view.lit))
        if not there:
            st.html(paragraph(tr("No change is recorded for these dates, layers and filters."), "muted"))
    with right:
        if view.select:
            cards.show(view.select)
        else:
            words = tr(
                "A click on a line, or Enter, lights it on both maps and opens its card here. The link in the address bar restores dates, "
                "layout, filters and selection."
            )
            st.html(paragraph(words, "muted ba-screen"))


def _lines(found: ChangeSet, chosen: tuple[str | None, ...]) -> None:
    """Draw what changed in a set, each line a link that lights it on both maps; of an own set, which may be large, the first."""
    key = f"all-{found.heading}"
    whole = not found.sentence and st.session_state.get(key, False)
    words = f'<h2 class="ba-h">{escape(found.heading)} ({found.number:,})</h2>'
    for place in range(found.number if whole else min(LIST_LENGTH, found.number)):
        opens, text = found.opens(place), escape(found.line(place))
        link = record_links.record_link(opens, f"<b>{text}</b>" if opens in chosen else text)
        words += f'<p class="ba-text ba-topic">{link}</p>'
    if found.sentence and found.number > LIST_LENGTH:
        words += paragraph(tr("The first {n} by day; the files have the others.", n=LIST_LENGTH), "muted")
    if not found.sentence and not whole and found.number > LIST_LENGTH:
        words += paragraph(
            tr("The first {n} of {all}; “Changes as text” has all of them.", n=LIST_LENGTH, all=found.number), "paper"
        )
    st.html(words)
    if not found.sentence and found.number > LIST_LENGTH:
        st.checkbox(tr("Show all {n}", n=found.number), key=key)
