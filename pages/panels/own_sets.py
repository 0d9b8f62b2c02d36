"""A reader's own sets beside the map: switches and filters in the sidebar, and what does not narrow them."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from geodata.sets.whole import NotKept
from geodata.translation import tr, tr_n
from layers.kit.text import listing, sentence_case, sentences
from layers.reader_data.rows import showing
from layers.view.filters import is_narrowed
from pages.reader_data import sets
from pages.reader_data.wide import Wide
from pages.visit import session
from pages.visit.page import paragraph, plain, tell_shown


def switches() -> None:
    """Draw a switch for each set the session holds."""
    if not st.session_state.get("own-names"):
        return
    held = sets.held().every()
    kinds = {
        tr("Your own data"): [one for one in held if not one.of],
        tr("Kept sets"): [one for one in held if one.of],
    }
    for heading, found in kinds.items():
        if found:
            st.html(paragraph(heading, "h"))
        for one in found:
            key = f"own-switch-{one.id}"
            st.session_state[key] = one.name in session.view().sets
            st.checkbox(plain(one.title), key=key, on_change=_switched, args=(one,))
    for one in sets.any_of(session.view().sets):
        with suppress(NotKept):  # Where they cannot be asked right now, the map says so.
            if one.choices() or one.figures():
                # Always the same words: with others Streamlit would close it after every choice.
                with st.expander(tr("Filter {title}", title=plain(one.title))):
                    filters(one)
    if sets.wide() and session.view().q:
        words = tr(
            "The words in names do not narrow {titles}: sets of so many rows follow their own filters.",
            titles=listing([f"“{one.title}”" for one in sets.wide()]),
        )
        st.html(paragraph(words, "muted"))
    if (sets.shown() or sets.wide()) and scope():
        st.html(paragraph(scope(), "muted"))


def scope() -> str:
    """Say what of the view does not narrow own sets; "" where nothing of that kind is set."""
    view = session.view()
    filtered = is_narrowed(view.with_(q=""))
    if view.region and filtered:
        return tr(
            "The region and the filters of the records narrow the atlas’s records alone: the rows of sets follow the date, the words in names and their own filters."
        )
    if view.region:
        return tr(
            "The region narrows the atlas’s records alone: the rows of sets follow the date, the words in names and their own filters."
        )
    if filtered:
        return tr(
            "The filters of the records narrow the atlas’s records alone: the rows of sets follow the date, the words in names and their own filters."
        )
    return ""


def told() -> tuple[str, ...]:
    """Say of each of the reader's own files on the map how many of its rows are there, and what narrows them; kept sets are said by their names (`keeping.told`)."""
    view = session.view()
    return tuple(
        sentences(
            tr_n(
                "“{title}”, your own file: {n} row on the map, of {all}.",
                "“{title}”, your own file: {n} rows on the map, of {all}.",
                int(showing(one.shown, view).sum()),
                title=one.title,
                all=f"{len(one.points):,}",
            ),
            tr("Not part of the atlas’s ledger and not checked by it."),
            *one.dataset().filters,
            one.points.meaning.value_note,
        )
        for one in sets.shown()
        if not one.of
    )


def filters(one: sets.Own | Wide) -> None:
    """Draw the fields that narrow a set; they narrow it on the map, in its chart and in its download."""
    for name, words in one.choices().items():
        key = f"own-filter-{one.id}-{name}"
        st.session_state[key] = one.chosen.get(name, [])
        st.multiselect(
            plain(sentence_case(name)),
            words,
            key=key,
            filter_mode="contains",
            format_func=lambda word: word or tr("(not stated)"),
            on_change=lambda column=name, state=key: sets.choose(one.id, column, st.session_state[state]),
        )
    for column, figure in one.figures().items():
        keys = [f"own-range-{one.id}-{column}-{end}" for end in ("least", "most")]
        labels = tr("{figure}, from", figure=plain(figure)), tr("{figure}, to", figure=plain(figure))
        with st.container(horizontal=True):
            for key, label, end in zip(keys, labels, one.ranges.get(column, (None, None)), strict=True):
                st.session_state[key] = end
                st.number_input(
                    label, value=None, key=key, step=1.0, format="%g", on_change=_ranged, args=(one.id, column, keys)
                )


def _ranged(own_id: str, column: str, keys: list[str]) -> None:
    least, most = (st.session_state[key] for key in keys)
    sets.choose_range(own_id, column, (least, most))


def _switched(one: sets.Own | Wide) -> None:
    wanted = st.session_state[f"own-switch-{one.id}"]
    sets.show(one.id, wanted)
    tell_shown(one.title, wanted)
