"""The parts of the page “Brief”: the built-in briefings, the reader's own, its scenes, its files and its link."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geodata.ledger import current
from geodata.translation import tr, tr_n
from layers.briefings.briefing import MAX_LETTERS, Briefing
from layers.briefings.reading import built_in_names, clean, from_token
from layers.kit.text import escape, listing
from pages.briefing import mine as own_briefing
from pages.briefing.files import files
from pages.briefing.scenes import scene_row
from pages.reader_data import sets as own_sets
from pages.visit import session
from pages.visit.page import base_address, paragraph


def notices(problems: list[str]) -> None:
    """Say what could not be read, and offer to take back the last step."""
    if problems:
        words = "".join(f"<div>{escape(sentence)}</div>" for sentence in problems)
        st.html(f'<div class="ba-notice" role="status">{words}</div>')
    if st.session_state.get("briefing-refused"):
        st.html(f'<div class="ba-notice" role="status">{escape(tr(own_briefing.REFUSED))}</div>')
    step = st.session_state.get("briefing-undo")
    if step:
        with st.container(horizontal=True, vertical_alignment="center", key="brief-undo"):
            st.html(f'<p class="ba-text" role="status">{escape(step[0])}</p>', width="content")
            st.button(tr("Undo"), on_click=own_briefing.undo, icon=":material/undo:")


def built_in() -> None:
    """List the briefings that come with the atlas."""
    st.html(paragraph(tr("Built in"), "h"))
    words = session.vocabulary(current())
    for name in built_in_names():
        briefing, _ = from_token(name, words)
        if briefing is None:
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"built-in-{name}"):
            scenes = tr_n("{n} scene.", "{n} scenes.", len(briefing.scenes))
            st.html(
                f'<p class="ba-text"><b>{escape(briefing.title)}</b><br><span class="ba-muted">{escape(briefing.summary)} {scenes}</span></p>',
                width="stretch",
            )
            # What is built in stands in a list, so of each its title is said with what is done with it (layers/browser/page/landmarks.js).
            st.link_button(tr("Present"), f"{base_address()}/present?briefing={name}", icon=":material/slideshow:")
            st.button(
                tr("Open"),
                key=f"open-{name}",
                on_click=_open,
                args=(briefing,),
                help=tr("Make it your own briefing, to edit it or to make files of it."),
            )


def _open(briefing: Briefing) -> None:
    words = (
        tr("“{title}” was opened. It took the place of yours.", title=briefing.title)
        if own_briefing.held().scenes
        else tr("“{title}” was opened.", title=briefing.title)
    )
    st.session_state["briefing-problems"] = []
    own_briefing.become(briefing, words)


def own() -> None:
    """Draw the reader's briefing: title, scenes, files, link."""
    briefing, version = own_briefing.held(), own_briefing.version()
    st.html(paragraph(tr("Your briefing"), "h"))
    if not briefing.scenes:
        words = tr(
            "It is empty. “Add to briefing” in the left column of every other page adds the view you see there; "
            "or open one of the above, or a file."
        )
        st.html(paragraph(words))
    else:
        st.text_input(
            tr("Title"),
            briefing.title,
            key=f"brief-title-{version}",
            max_chars=MAX_LETTERS["title"],
            on_change=_named,
            args=("title", version),
        )
        st.text_area(
            tr("Summary"),
            briefing.summary,
            key=f"brief-summary-{version}",
            max_chars=MAX_LETTERS["summary"],
            height=68,
            on_change=_named,
            args=("summary", version),
        )
        _missing(briefing)
        for index, scene in enumerate(briefing.scenes):
            scene_row(index, scene, len(briefing.scenes), version)
    files(briefing)


def _named(name: str, version: int) -> None:
    text = clean(st.session_state[f"brief-{name}-{version}"], lines=name != "title")
    held = own_briefing.held()
    own_briefing.become(replace(held, title=text) if name == "title" else replace(held, summary=text))


def _missing(briefing: Briefing) -> None:
    """Say once for all scenes which own data they name and this session does not hold."""
    held = own_sets.points_of(briefing.own())
    titles = [f"“{title}”" for title in briefing.own() if title not in held]
    if titles:
        words = tr(
            "This briefing was made with data of its maker’s own, {titles}, which no link and no saved briefing carries, and which is missing here. "
            "Drop the file on the page “Your own data” under the same name (if it is not yours, ask the briefing’s maker for it); until then the scenes are shown without it.",
            titles=listing(titles),
        )
        st.html(f'<div class="ba-notice" role="status">{escape(words)}</div>')
