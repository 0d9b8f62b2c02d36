"""“Keep this set”, after the report on a file: what its keeper says of it, where it will lie, and the link that leads to it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geodata.importers.report import Loaded
from geodata.sets.here import catalogue, say_place
from geodata.sets.kept import AUDIENCES, LICENCE, NOTE, OWNER, SPANS, TITLE, Audience, Kept, Limits, Reader, Span, Wish
from geodata.sets.whole import NotKept
from geodata.translation import tr
from layers.kit.text import escape
from pages.reader_data import kept as kept_sets
from pages.visit import keeping, session
from pages.visit.page import base_address, notice, paragraph, plain, told_apart

#: What is chosen instead of a set of which the file is another version.
_NEW = ""


def link(kept: Kept, version: int = 0) -> str:
    """Return the address that opens a version of a set on the map, by default the newest."""
    return f"{base_address()}/?kept={kept.reference(version)}"


def promise() -> None:
    """Say, to whoever may keep sets, what becomes of one that is kept; how much finds room is said before a file is chosen."""
    reader = keeping.reader()
    if not reader.keeps:
        return
    words = tr(
        "You may also keep a set here, after its report: then its rows are written to disk, {place}, and are there until you delete them or for as long as you say. "
        "Whoever runs this atlas can read what is kept.",
        place=say_place(),
    )
    try:
        limits, taken = catalogue().limits, catalogue().taken()
    except NotKept as why:
        st.html(paragraph(words) + notice(escape(str(why))))
        return
    st.html(paragraph(words) + paragraph(_say_room(limits, taken.rows, taken.bytes), "muted"))


def _say_room(limits: Limits, rows: int, size: int) -> str:
    return tr(
        "A set with all its versions has at most {rows} rows and {mb} MB; for all sets there is room for {left} more rows and {left_mb} MB.",
        rows=f"{limits.set_rows:,}",
        mb=_mb(limits.set_bytes),
        left=f"{max(0, limits.all_rows - rows):,}",
        left_mb=_mb(max(0, limits.all_bytes - size)),
    )


def _mb(size: int) -> str:
    return f"{size // 1_000_000:,}"


def offer(loaded: Loaded, title: str, done: Callable[[], None]) -> None:
    """Draw the form that keeps a set that has been read; `done` lets go of its file."""
    reader = keeping.reader()
    if not reader.keeps:
        return
    with st.expander(tr("Keep this set"), key="keep-form"):
        try:
            mine = [one for one in catalogue().listed(reader) if one.kept_by(reader)]
        except NotKept as why:
            st.html(notice(escape(str(why))))
            return
        known = chosen(mine, "keep")
        wanted = None if known else wish(title, loaded.points.meaning.licence, "keep")
        st.html(paragraph(tr("It will lie {place}.", place=say_place()), "muted"))
        if not st.button(label(known), type="primary", key="keep-it"):
            return
        with st.spinner(tr("Keeping")):
            try:
                kept = _keep(loaded, known, wanted, reader)
            except NotKept as why:
                st.html(f'<div class="ba-notice" role="alert">{escape(str(why))}</div>')
                return
    st.session_state["kept-just-now"], st.session_state["kept-set"] = kept.reference(), kept.id
    done()
    st.rerun()


def label(known: Kept | None) -> str:
    """Return what the button says that keeps a file, for itself or as the next version of a set."""
    return tr("Keep it as version {number}", number=known.newest.number + 1) if known else tr("Keep it")


def chosen(mine: list[Kept], form: str, new: str = "") -> Kept | None:
    """Let the keeper say whether it is another version of what they have kept, or `new`, in words."""
    if not mine:
        return None
    titles = told_apart(
        {_NEW: new or tr("a set of its own")} | {one.id: f"{one.title} ({one.id.partition('~')[0]})" for one in mine}
    )
    picked = st.selectbox(tr("Keep it as"), list(titles), format_func=titles.__getitem__, key=f"{form}-as")
    return next((one for one in mine if one.id == picked), None)


def wish(title: str, licence: str, form: str, whose: str = "") -> Wish:
    """Let the keeper say what a set is; `whose` asks for its owner, in words."""
    named = st.text_input(tr("Title"), value=title[:TITLE], max_chars=TITLE, key=f"{form}-title")
    owner = st.text_input(whose or tr("Whose data it is"), max_chars=OWNER, key=f"{form}-owner")
    terms = st.text_input(tr("Licence"), value=licence[:LICENCE], max_chars=LICENCE, key=f"{form}-licence")
    note = st.text_area(tr("Note"), max_chars=NOTE, key=f"{form}-note")
    who: list[Audience] = ["me", "link", "all"]
    seen_by = st.radio(tr("Who may see it"), who, format_func=AUDIENCES.__getitem__, key=f"{form}-seen-by")
    spans: list[Span] = ["good", "month", "week"]
    lasts = st.radio(tr("How long it is kept"), spans, format_func=SPANS.__getitem__, key=f"{form}-lasts")
    if lasts != "good":
        words = tr("After that it is deleted with all its versions and files, and its links say that it has ended.")
        st.html(paragraph(words, "muted"))
    return Wish(named, note, terms, owner, seen_by, lasts)


def _keep(loaded: Loaded, known: Kept | None, wanted: Wish | None, reader: Reader) -> Kept:
    if wanted is None:
        assert known is not None, "a wish is asked for where no set is chosen"
        return catalogue().keep_version(known.id, loaded, reader)
    return catalogue().keep(loaded, wanted, reader)


def kept_just_now() -> None:
    """Draw the link of the set that was kept last, until the page is left."""
    name = st.session_state.get("kept-just-now")
    if not name:
        return
    st.html(f'<div class="ba-notice" data-arrived tabindex="-1">{escape(tr("The set is kept. Its link:"))}</div>')
    st.code(f"{base_address()}/?kept={name}", language=None, wrap_lines=True)
    open_button(name, tr("Open it on the map"), "kept-just-now-open")


def open_button(name: str, words: str, key: str) -> None:
    """Draw a button that shows a kept set on the map."""
    if st.button(plain(words), key=key, icon=":material/map:"):
        st.session_state.pop("kept-just-now", None)
        session.change(at=None)
        kept_sets.show(dict.fromkeys([*session.view().sets, name]))
        st.switch_page("map.py", query_params=session.params())
