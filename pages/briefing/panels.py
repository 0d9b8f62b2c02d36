"""The parts of the page “Brief”: the open briefing with its scenes, files and link, and the briefings that are built in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from geodata.atlas import FIRST_DAY
from geodata.ledger import current
from geodata.translation import tr, tr_n
from layers.briefings.briefing import MAX_LETTERS, Briefing
from layers.briefings.reading import built_in_names, clean, from_token
from layers.kit.text import escape, listing
from layers.view.state import is_kept
from pages.briefing import mine as own_briefing
from pages.briefing.files import files
from pages.briefing.scenes import scene_list
from pages.reader_data import sets as own_sets
from pages.visit import session
from pages.visit.page import TYPED_DATE, base_address, notice, paragraph


def notices(problems: list[str], refused: str | None) -> None:
    """Say what could not be read, and what the browser does not keep."""
    if problems:
        words = "".join(f"<div>{escape(sentence)}</div>" for sentence in problems)
        st.html(notice(words))
    if refused:
        st.html(notice(escape(refused)))


def built_in() -> None:
    """List the briefings that come with the atlas."""
    st.html(paragraph(tr("Built in"), "h", "h2"))
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
                help=tr("A copy becomes one of your briefings, to edit it or to make files of it."),
            )


def _open(briefing: Briefing) -> None:
    own_briefing.take(briefing, tr("Copy of “{title}” opened", title=briefing.title))


def own() -> None:
    """Draw the open briefing: title, scenes, files, link."""
    briefing, version = own_briefing.held(), own_briefing.version()
    if not briefing.scenes:
        words = tr(
            "It is empty. “Add to briefing” in the menu of every other page adds the view you see there; "
            "or open one of those that are built in, or a file."
        )
        st.html(paragraph(words))
    if own_briefing.shelf().open:
        title, summary = f"brief-title-{version}", f"brief-summary-{version}"
        st.text_input(
            tr("Title"),
            briefing.title,
            key=title,
            max_chars=MAX_LETTERS["title"],
            live="0.6s",
            on_change=_named,
            args=("title", title),
        )
        st.text_area(
            tr("Summary"),
            briefing.summary,
            key=summary,
            max_chars=MAX_LETTERS["summary"],
            height=68,
            on_change=_named,
            args=("summary", summary),
        )
        met = f"brief-met-{version}"
        st.date_input(
            tr("Last met on"),
            briefing.met,
            min_value=FIRST_DAY,
            max_value=session.today(),
            key=met,
            format=TYPED_DATE,
            width=200,
            on_change=_met,
            args=(met,),
            help=tr(
                "Optional: with it, key G of the presenter tells what changed since that day, else since the scene before."
            ),
        )
    # As `brief-steps`: a place of its own, filled or not.
    with st.container(key="brief-missing"):
        _missing(briefing)
    scene_list(briefing, version)
    files(briefing)


def _named(name: str, key: str) -> None:
    text = clean(st.session_state[key], lines=name != "title")
    held = own_briefing.held()
    if name == "title":
        own_briefing.become(replace(held, title=text), tr("Title changed"), redrawn=False)
    else:
        own_briefing.become(replace(held, summary=text), tr("Summary changed"), redrawn=False)


def _met(key: str) -> None:
    given = st.session_state[key]
    day = given if isinstance(given, date) else None
    own_briefing.become(replace(own_briefing.held(), met=day), tr("Day of the last meeting changed"), redrawn=False)


def _missing(briefing: Briefing) -> None:
    """Say once for all scenes which own data they name and this session does not hold, to their owner in other words than to anybody else."""
    held, kept = own_sets.points_of(briefing.own()), own_briefing.shelf().find(own_briefing.shelf().open)
    missing = [title for title in briefing.own() if title not in held and not is_kept(title)]
    lost = [name for name in briefing.own() if name not in held and is_kept(name)]
    if lost:
        words = tr(
            "This briefing shows kept sets that are not here, not here any more, or not for you: {sets}. The scenes are shown without them.",
            sets=listing([f"“{name}”" for name in lost]),
        )
        st.html(notice(escape(words)))
    mine = [title for title in missing if kept and title in kept.own]
    others = [title for title in missing if title not in mine]
    if mine:
        words = tr(
            "This briefing shows your own data, {titles}, which the atlas holds no longer: it lets go of a file when you remove it, or close or reload the page. "
            "Drop the file again on the page “Your own data” under the same name; until then the scenes are shown without it.",
            titles=listing([f"“{title}”" for title in mine]),
        )
        st.html(notice(escape(words)))
    if others:
        words = tr(
            "This briefing was made with data of its maker’s own, {titles}, which no link and no saved briefing carries, and which is missing here. "
            "Drop the file on the page “Your own data” under the same name (if it is not yours, ask the briefing’s maker for it); until then the scenes are shown without it.",
            titles=listing([f"“{title}”" for title in others]),
        )
        st.html(notice(escape(words)))
