"""Which of the reader's briefings is open: their list, and what is done with one as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geodata.dates import parse_day, say
from geodata.importers.report import Refused
from geodata.ledger import current
from geodata.translation import tr, tr_n
from layers.briefings.briefing import Briefing
from layers.briefings.reading import read
from layers.briefings.shelf import Kept
from layers.kit.text import escape
from layers.words.headline import shorten
from pages.briefing import mine
from pages.briefing.files import present
from pages.reader_data import held as own_held
from pages.reader_data import sets as own_sets
from pages.visit import session
from pages.visit.page import plain, told_apart

#: Of the words of a step a button has room for so many letters.
_MOST_LETTERS = 80


def own() -> None:
    """Draw the list of the reader's briefings and the menu of the open one."""
    shelf, version = mine.shelf(), mine.version()
    # One that is opened comes into view, with the focus here (layers/browser/page/in_view.js).
    st.html(f'<h2 class="ba-h" tabindex="-1" data-opened="{version}">{escape(tr("Your briefings"))}</h2>')
    with st.container(horizontal=True, vertical_alignment="bottom", key="brief-choice"):
        if shelf.kept:
            # Where the words are others, it is another list.
            told = told_apart({one.id: _told(one) for one in shelf.kept})
            key = f"brief-open-{version}-{hash(tuple(told.values()))}"
            st.selectbox(
                tr("Briefing"),
                list(told),
                list(told).index(shelf.open),
                key=key,
                format_func=lambda one: told.get(one, one),
                label_visibility="collapsed",
                on_change=_chosen,
                args=(key,),
            )
        acts = _acts(shelf.find(shelf.open))
        key = f"brief-menu-{version}"
        st.menu_button(tr("New and more"), list(acts), key=key, on_click=_act, args=(key, acts), width="content")
    # Places of their own, filled or not: if what follows moved down in the page, a map that is drawn on would be built anew.
    with st.container(key="brief-present"):
        # Before all that is edited: ten minutes before a meeting nothing else is looked for.
        present(mine.held())
    with st.container(key="brief-steps"):
        if st.session_state.get("brief-opening"):
            _uploader(version)
        _steps()


def _told(kept: Kept) -> str:
    """Return how a briefing is called, how many scenes it has and when it was changed."""
    title, n = mine.called(kept.briefing), len(kept.briefing.scenes)
    if not kept.day:
        return tr_n("{title} · {n} scene", "{title} · {n} scenes", n, title=title)
    if kept.day == session.today().isoformat():
        return tr_n("{title} · {n} scene · changed today", "{title} · {n} scenes · changed today", n, title=title)
    when = say(parse_day(kept.day))
    return tr_n(
        "{title} · {n} scene · changed {when}", "{title} · {n} scenes · changed {when}", n, title=title, when=when
    )


def _chosen(key: str) -> None:
    if mine.shelf().find(chosen := st.session_state[key]):
        mine.show(chosen)


def _acts(kept: Kept | None) -> dict[str, Callable[[], None]]:
    """Return what the menu offers, by its words."""
    acts: dict[str, Callable[[], None]] = {tr("New briefing"): _new, tr("Open a saved file"): _open}
    if kept is None:
        return acts
    acts[tr("Duplicate this briefing")] = _duplicate
    if kept.earlier_day:
        when = say(parse_day(kept.earlier_day))
        acts[tr("Open a copy as it was on {when}", when=when)] = _earlier
    acts[tr("Delete this briefing")] = mine.remove
    return acts


def _act(key: str, acts: dict[str, Callable[[], None]]) -> None:
    st.session_state["brief-opening"] = False
    if act := acts.get(st.session_state[key] or ""):
        act()


def _new() -> None:
    mine.take(Briefing(mine.shelf().named(tr("New briefing"))), tr("New briefing made"))


def _open() -> None:
    st.session_state["brief-opening"] = True


def _duplicate() -> None:
    held = mine.held()
    _copy(held, tr("“{title}” duplicated", title=mine.called(held)))


def _earlier() -> None:
    kept = mine.shelf().find(mine.shelf().open)
    if kept:
        when = say(parse_day(kept.earlier_day))
        named = replace(kept.earlier, title=tr("{title}, {when}", title=mine.called(kept.earlier), when=when))
        _copy(named, tr("Copy of {when} opened", when=when))


def _copy(briefing: Briefing, words: str) -> None:
    mine.take(replace(briefing, title=mine.shelf().named(mine.called(briefing))), words)


def _uploader(version: int) -> None:
    key = f"brief-load-{version}"
    st.file_uploader(
        tr("Open a saved briefing"), type=["json"], max_upload_size=1, key=key, on_change=_load, args=(key,)
    )


def _load(key: str) -> None:
    file = st.session_state.get(key)
    if file is None:
        return
    found, problems = _read(file)
    if found is not None:
        mine.take(found, tr("“{title}” opened from a file", title=found.title or file.name))
        st.session_state["brief-opening"] = False
    st.session_state["briefing-problems"] = problems


def _read(file: UploadedFile) -> tuple[Briefing | None, list[str]]:
    try:
        return read(own_sets.briefing(file.name, own_held.raw(file)), session.vocabulary(current()))
    except Refused as refusal:
        return None, [str(refusal)]


def _steps() -> None:
    """Draw what takes back the last step, and takes it again."""
    undo, redo = mine.steps(), mine.steps("redo")
    if not undo and not redo:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="brief-undo"):
        # Icons by their whole names, by which those that a page has are found (layers/browser/typefaces/cut.py).
        for steps, act, key, icon, words in (
            (undo, mine.undo, "undo", ":material/undo:", tr("Undo: {step}", step=_last(undo))),
            (redo, mine.redo, "redo", ":material/redo:", tr("Redo: {step}", step=_last(redo))),
        ):
            if steps:
                st.button(words, key=f"brief-{key}-step", on_click=act, icon=icon, type="tertiary")


def _last(steps: list[mine.Step]) -> str:
    return plain(shorten(steps[-1].words, _MOST_LETTERS)) if steps else ""
