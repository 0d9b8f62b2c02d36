"""The filters of Explore: the choices of one field at a time, a chip for each that is set, and who is to blame for nothing."""

from __future__ import annotations

import streamlit as st

from geodata.ledger import current
from geodata.places import REGIONS
from geodata.translation import mark_n, tr, tr_n
from layers.kit.layer import owner_of
from layers.kit.text import escape
from layers.view import facets, filters
from layers.view.cameras import camera_of_all
from layers.view.link_filters import MAX_DEATHS, MAX_Q, clean_words
from layers.view.state import CHOICES, FILTERS
from layers.words import text_twin
from pages.reader_data import sets
from pages.visit import session
from pages.visit.page import paragraph, plain

#: The fields of which one at a time is open: with a list for each, most of a filter's time would go into lists nobody looks at.
FIELDS = [name for name in FILTERS if name != "q"]


def fields() -> None:
    """Draw the words to look for, the names of the fields, and what the open field offers."""
    view = session.view()
    st.html(paragraph(tr("Filters"), "h") + _marks())
    with st.container(key="filters"):
        st.session_state["filter-q"] = view.q
        st.text_input(
            tr("Words in names"),
            key="filter-q",
            placeholder=tr("Words in names and aliases"),
            max_chars=MAX_Q,
            label_visibility="collapsed",
            on_change=_words_given,
        )
        if "filter-field" not in st.session_state:
            st.session_state["filter-field"] = next((name for name in FIELDS if getattr(view, name)), "kind")
        opened = st.pills(
            tr("Filter by"),
            FIELDS,
            key="filter-field",
            required=True,  # Chosen once more, it would be let go, and its list with it.
            format_func=FILTERS.__getitem__,
            label_visibility="collapsed",
        )
        if opened == "deaths":
            st.session_state["filter-deaths"] = view.deaths or None
            st.number_input(
                FILTERS["deaths"],
                min_value=0,
                max_value=MAX_DEATHS,
                step=1,
                key="filter-deaths",
                placeholder=tr("A number"),
                label_visibility="collapsed",
                on_change=_deaths_given,
            )
            st.caption(
                tr(
                    "A clash passes if the highest of the claimants’ latest figures for one side is at least this. Nothing is added up."
                )
            )
        elif opened:
            _choices_of(opened)


def _choices_of(name: str) -> None:
    """Draw the list of a field, every choice with its count under the other filters."""
    view, ledger = session.view(), current()
    titles, numbers = filters.choices(ledger)[name], facets.counts(view, ledger)[name]
    # Tokens only, so that the list stays the same widget while its counts change.
    st.session_state[f"filter-{name}"] = [value for value in getattr(view, name) if value in titles]
    st.multiselect(
        CHOICES[name],
        list(titles),
        key=f"filter-{name}",
        placeholder=tr("Any: {what}", what=CHOICES[name].lower()),
        label_visibility="collapsed",
        on_change=_chosen,
        args=(name,),
        select_all=False,  # It would lie under Enter each time the list opens and after each choice.
        filter_mode="contains",  # Matched loosely, “dron” would find armoured carriers.
        format_func=lambda value: f"{titles[value]} ({numbers.get(value, 0)})",
    )


def _marks() -> str:
    """Return a style that marks the fields in which something is set."""
    view = session.view()
    rules = "".join(
        f".st-key-filter-field button:nth-of-type({place})::after {{ content: ' •'; content: ' •' / ', {tr('narrows')}'; white-space: pre; }}"
        for place, name in enumerate(FIELDS, 1)
        if getattr(view, name)
    )
    return f"<style>{rules}</style>"


def narrowed() -> None:
    """Draw the chips of what narrows the map on a page without the filters' own fields; nothing where nothing does."""
    view = session.view()
    # Always a place of its own, filled or not: see `chips`.
    with st.container(key="narrowed"):
        if filters.is_narrowed(view) or view.region:
            _chips(len(facets.shown_rows(view, current())))


def chips() -> None:
    """Say how much is shown, and draw a chip for every active filter: one click removes it."""
    view, ledger = session.view(), current()
    shown = facets.shown_rows(view, ledger)
    _chips(len(shown))
    # Always a place of its own, filled or not: if what follows moved up or down in the page, the map's frame could be built anew.
    with st.container(key="notes"):
        balance = text_twin.balance_of([row for row, _ in shown], ledger)
        if balance:
            st.html(f'<p class="ba-muted ba-warn ba-lean" role="note">{escape(balance)}</p>')
        if not shown:
            st.html(f'<p class="ba-notice" data-told>{escape(facets.blame(view, ledger) or "")}</p>')


def _chips(number: int) -> None:
    """Draw how many records are shown, and the chips."""
    view = session.view()
    set_now = list(filters.active(view, current()))
    with st.container(key="chips", horizontal=True, gap="small", vertical_alignment="center"):
        st.html(f'<p class="ba-shown" data-told>{_shown(number, bool(set_now or view.region))}</p>', width="content")
        close = ":material/close:"
        if view.region:
            words = tr("Region: {region}", region=plain(REGIONS[view.region].title))
            st.button(words, key="chip-region", icon=close, on_click=session.change, kwargs={"region": None})
        for name, value, words in set_now:
            st.button(plain(words), f"chip-{name}-{value}", icon=close, on_click=_remove, args=(name, value))
        if set_now or view.region:
            st.button(tr("Reset"), key="chips-reset", type="tertiary", on_click=_reset)


def _shown(number: int, narrowed: bool) -> str:
    if narrowed:
        some = tr_n("<b>{n} record</b> under these filters", "<b>{n} records</b> under these filters", number)
        return some if number else tr("<b>No record</b> under these filters")
    all_of = mark_n("<b>{n} record</b> in this view, no filter set", "<b>{n} records</b> in this view, no filter set")
    if any(one.narrowed for one in sets.shown()):
        all_of = mark_n(
            "<b>{n} record</b> in this view, filters on sets alone",
            "<b>{n} records</b> in this view, filters on sets alone",
        )
        none = tr("<b>No record</b> in this view, filters on sets alone")
    else:
        none = tr("<b>No record</b> in this view, no filter set")
    return tr_n(*all_of, number) if number else none


def _chosen(name: str) -> None:
    view, ledger = session.view(), current()
    chosen = facets.choose(view, name, tuple(st.session_state[f"filter-{name}"]))
    layer = owner_of(f"{name}s")
    # Who narrows the map to some parts of the line looks at these, as whoever clicks on one.
    at = camera_of_all(getattr(chosen, name), layer, ledger) if layer else None
    session.become(chosen.with_(at=at) if at else chosen)


def _words_given() -> None:
    session.become(session.view().with_(q=clean_words(st.session_state["filter-q"])))


def _deaths_given() -> None:
    session.become(facets.choose(session.view(), "deaths", int(st.session_state["filter-deaths"] or 0)))


def _remove(name: str, value: str) -> None:
    session.become(filters.removed(session.view(), name, value))


def _reset() -> None:
    session.become(filters.without_filters(session.view()).with_(region=None))
