"""“Keep this briefing”, and the briefings that are kept: as sets are, with a link, versions and an end of their own."""

from __future__ import annotations

import streamlit as st

from geodata.ledger import current
from geodata.sets.here import catalogue, say_place
from geodata.sets.kept import Kept, Reader
from geodata.sets.whole import NotKept
from geodata.translation import tr, tr_n
from layers.briefings.briefing import Briefing, plain
from layers.kit.text import escape, listing
from layers.view.state import is_kept
from pages.briefing import mine
from pages.keeping import offer, shelf
from pages.visit import keeping
from pages.visit.kept_briefings import opened
from pages.visit.page import base_address, notice, paragraph

#: How the keys of these forms begin.
_FORM = "brief-kept"


def show() -> None:
    """Draw the form that keeps the open briefing, for whoever may, and the list of those that are kept."""
    if not keeping.on():
        return
    reader, briefing = keeping.reader(), mine.held()
    try:
        found = {one.id: one for one in catalogue().listed(reader, "briefing")}
    except NotKept as why:
        if reader.keeps:
            st.html(notice(escape(str(why))))
        return
    if reader.keeps and briefing.scenes:
        with st.expander(tr("Keep this briefing"), key=f"{_FORM}-form"):
            _offer(briefing, [one for one in found.values() if one.kept_by(reader)], reader)
    with st.container():
        shelf.say_refused()
        for name, words in (
            (f"{_FORM}-just-now", tr("The briefing is kept. Its link stands below.")),
            (f"{_FORM}-told", ""),
        ):
            told = st.session_state.pop(name, "")
            if told:
                st.html(f'<div class="ba-notice" data-told>{escape(words or told)}</div>')
    if not found:
        return
    st.html(paragraph(tr("Kept briefings"), "h", "h2"))
    picked = shelf.pick(found, tr("Kept briefing"), _FORM)
    if picked in found:
        with st.container(border=True, key=f"{_FORM}-one"):
            _one(found[picked], reader)


def _offer(briefing: Briefing, known: list[Kept], reader: Reader) -> None:
    before = offer.chosen(known, _FORM, tr("a briefing of its own"))
    wanted = before.id if before else offer.wish(briefing.title, "", _FORM, tr("Whose it is"))
    said = tr(
        "Scenes, texts and notes are written to disk, {place}, and whoever may see the briefing can read all of it, notes too. Whoever runs this atlas can read what is kept.",
        place=say_place(),
    )
    own = [name for name in briefing.own() if not is_kept(name)]
    if own:
        said += " " + tr("Your own data, {titles}, is not kept with it.", titles=listing([f"“{one}”" for one in own]))
    st.html(paragraph(said, "muted"))
    if not st.button(offer.label(before), type="primary", key=f"{_FORM}-it"):
        return
    try:
        kept = catalogue().keep_briefing(plain(briefing, current().revision), wanted, reader)
    except NotKept as why:
        st.html(f'<div class="ba-notice" role="alert">{escape(str(why))}</div>')
        return
    st.session_state[f"{_FORM}-just-now"], st.session_state[f"{_FORM}-set"] = kept.reference(), kept.id
    st.rerun()


def _one(kept: Kept, reader: Reader) -> None:
    shelf.about(kept, reader, tr("By {owner}.", owner=kept.owner.rstrip(".")))
    if kept.state == "withdrawn":
        st.html(notice(escape(tr("This briefing is withdrawn: links to it say so and show nothing of it."))))
    versions = {one.number: one for one in reversed(kept.versions)}
    number = st.selectbox(
        tr("Version"),
        list(versions),
        format_func=lambda one: tr_n(
            "Version {number}, {day}: {n} scene",
            "Version {number}, {day}: {n} scenes",
            versions[one].rows,
            number=one,
            day=keeping.say_day(versions[one].kept),
        ),
        key=f"{_FORM}-version-{kept.id}",
    )
    if kept.state == "here":
        name = kept.reference(number if number in versions else 0)
        # Presented it is without a session, where nobody knows who asks.
        path = "brief" if kept.seen_by == "me" else "present"
        address = f"{base_address()}/{path}?briefing={name}"
        st.code(address, language=None, wrap_lines=True)
        with st.container(horizontal=True):
            if path == "present":
                st.link_button(tr("Present"), address, icon=":material/slideshow:")
            st.button(
                tr("Open"),
                key=f"{_FORM}-open",
                on_click=_open,
                args=(name,),
                help=tr("A copy becomes one of your briefings, to edit it or to make files of it."),
            )
    if kept.kept_by(reader):
        sure = tr("Delete “{title}” with all its versions? Nothing brings them back.", title=kept.title)
        shelf.changes(kept, _FORM, sure)


def _open(name: str) -> None:
    briefing, problems = opened(name, keeping.reader())
    if briefing:
        mine.take(briefing, tr("Copy of “{title}” opened", title=briefing.title))
    st.session_state["briefing-problems"] = problems
