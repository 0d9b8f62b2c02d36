"""What becomes of the reader’s briefing on the page “Brief”: presented, made into files, saved, sent as a link."""

from __future__ import annotations

import re

import streamlit as st

from geodata.ledger import current
from geodata.translation import tr, tr_n
from layers.briefings.briefing import MAX_LINK, Briefing, file_of, token_of
from layers.words.headline import shorten
from pages.briefing import mine as own_briefing
from pages.briefing import template
from pages.briefing.making import KINDS, Job
from pages.http import kept
from pages.reader_data import media, pictures
from pages.reader_data import sets as own_sets
from pages.visit import session
from pages.visit.page import base_address, outcome, paragraph, plain

#: How often the page looks whether a file is ready.
_LOOK_S = 0.7


def file_name(briefing: Briefing, ending: str) -> str:
    """Return what a file of a briefing is called: its title, of the letters and digits that every system takes in a name."""
    words = "-".join(re.findall(r"\w+", briefing.title))[:60]
    return f"{words or 'briefing'}{ending}"


def present(briefing: Briefing) -> None:
    """Draw what presents a briefing, once it has scenes."""
    if briefing.scenes:
        mine = own_sets.points_of(briefing.own())
        address = pictures.stage(briefing) if mine else f"{base_address()}/present?briefing={kept.keep(briefing)}"
        title = plain(shorten(briefing.title, 40))
        st.link_button(
            tr("Present “{title}”", title=title) if title else tr("Present"),
            address,
            icon=":material/slideshow:",
            type="primary",
        )


def files(briefing: Briefing) -> None:
    """Draw what saves and sends a briefing, once it has scenes."""
    if briefing.scenes:
        st.html(paragraph(tr("Save and send"), "h", "h2"))
        revision = current().revision
        with st.container(horizontal=True, key="brief-files"):
            for kind, what in KINDS.items():
                st.button(what.title, key=f"make-{kind}", on_click=_make, args=(kind,), disabled=_running())
            st.download_button(
                tr("Save as file"),
                lambda: file_of(briefing, revision),
                file_name(briefing, ".json"),
                "application/json",
                key="brief-save",
                on_click="ignore",
            )
        if "making" in st.session_state:
            _making()
        template.chooser()
        link = f"{base_address()}/brief?briefing={token_of(briefing, revision)}"
        if len(link) <= MAX_LINK:
            with st.expander(tr("Share as a link")):
                st.code(link, language=None, wrap_lines=True)
        else:
            words = tr_n(
                "As a link it would have {n} letter; {most} arrive safely. Save it as a file and send that.",
                "As a link it would have {n} letters; {most} arrive safely. Save it as a file and send that.",
                len(link),
                most=f"{MAX_LINK:,}",
            )
            st.html(paragraph(words, "muted"))


def _running() -> bool:
    return "making" in st.session_state and st.session_state["making"].running


def _make(kind: str) -> None:
    briefing = own_briefing.held()
    job = st.session_state["making"] = Job(
        kind,
        briefing,
        session.today(),
        base_address(),
        current().revision,
        own_sets.points_of(briefing.own()),
        template.held(),
    )
    own_sets.held().keep_made("making", frozenset(one.id for one in own_sets.any_of(briefing.own())), job.cancel)


def _making() -> None:
    job: Job = st.session_state["making"]
    st.fragment(_progress, run_every=_LOOK_S if job.running else None)(job)


def _progress(job: Job) -> None:
    what = KINDS[job.kind]
    if job.failed:
        words = tr("{file}: {why}", file=what.title, why=job.failed)
        st.html(outcome(words, not job.cancelled))
    elif (body := job.body) is not None:
        st.download_button(
            what.download,
            media.of(own_sets.any_of(job.briefing.own()), "briefing", lambda: body),
            file_name(job.briefing, what.ending),
            what.media_type,
            key="brief-download",
            type="primary",
            on_click="ignore",
        )
        if job.briefing != own_briefing.held():
            st.html(paragraph(tr("It holds the briefing as it was when the making began."), "muted"))
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            done = tr("{file}: {done} of {all}", file=what.title, done=min(job.done + 1, job.steps), all=job.steps)
            st.progress(job.done / job.steps, done)
            st.button(tr("Cancel"), key="brief-cancel", on_click=job.cancel)
        return
    if st.session_state.get("made-last") is not job:
        st.session_state["made-last"] = job
        st.rerun()
