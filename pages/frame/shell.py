"""The frame of every page: colours and style, the name of the house, and what could not be read of the link."""

from __future__ import annotations

from datetime import date
from functools import cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geodata import atlas
from geodata.atlas import FIRST_DAY
from geodata.dates import say
from geodata.ledger import current
from geodata.sets.here import AGAIN_S
from geodata.sets.naming import reference
from geodata.translation import tr
from layers.kit.palette import css_variables
from layers.kit.text import escape
from layers.view.link_filters import quoted
from layers.words.since_link import since_link
from pages.briefing import mine
from pages.frame import share
from pages.http import gate, sheet
from pages.reader_data import kept
from pages.visit import opening, page, session
from pages.visit.page import last_told


@cache
def _style(theme: str, whole: bool) -> str:
    return f"<style>{sheet.sheet().body.decode() if whole else ''}:root {{ {css_variables(theme)} }}</style>"


def style() -> None:
    """Give the page the colours of the reader's theme; the style sheet that uses them is linked from its HTML (`sheet`)."""
    st.html(_style(page.theme(), not sheet.given.is_set()))


def show(place: DeltaGenerator, pages: list[st.Page], path: str) -> None:
    """Draw what stands above the page's own part of the sidebar: name, page links and the share button. Called by the router, at a place it kept."""
    with place:
        border = tr("{title}, {year}–today", title=atlas.current().title, year=FIRST_DAY.year)
        st.html(f'<div class="ba-brand"><b>Border Atlas</b><span>{escape(border)}</span></div>{last_told()}')
        # With the view in the link's address, Back finds it in the history of the browser too.
        params = session.params()
        with st.container(key="pages"):
            for page in pages:
                st.page_link(page, query_params=params)
        share.button(path)
        mine.add_button(path)
        if path == "" and opening.told():
            opening.button()
        gate.sign_out()


def _kept() -> None:
    """Say which sets that the view has named are gone, and of which there is a newer version, with the way to it."""
    if kept.away()[0]:
        st.fragment(_away, run_every=AGAIN_S)()
    lost = kept.lost()
    if lost:
        st.html(page.notice("".join(f"<div>{escape(sentence)}</div>" for sentence in lost)))
    for one, of in kept.changed():
        newest = of.set.newest
        words = tr(
            "“{title}” has changed since: version {shown} is shown, version {newest} was kept on {day}.",
            title=one.title,
            shown=of.version.number,
            newest=newest.number,
            day=say(date.fromisoformat(newest.kept[:10])),
        )
        st.html(page.notice(escape(words)))
        label = tr("Open version {number}", number=newest.number)
        st.button(label, key=f"kept-newest-{one.id}", on_click=kept.open_newest, args=(one.id,))


def _away() -> None:
    """Say which sets cannot be reached, and show them as soon as they can be."""
    names, why = kept.away()
    if not names:
        return
    if kept.come_back():
        st.rerun()
    missing = tr(
        "Not shown until then: {sets}. What is missing comes by itself.",
        sets=quoted([str(reference(name) or name) for name in names]),
    )
    st.html(page.notice("".join(f"<div>{escape(sentence)}</div>" for sentence in (why, missing))))


def problems() -> None:
    """Say what could not be read of the link, and what has changed since it was made, as long as the view is still the one it restored; of kept sets always."""
    # A place of its own, filled or not: what follows would move down, and what is being typed in it be lost.
    with st.container():
        _kept()
        _of_link()


def _of_link() -> None:
    if session.view() != st.session_state.get("restored"):
        return
    sentences = st.session_state.get("problems") or []
    if sentences:
        words = "".join(f"<div>{escape(sentence)}</div>" for sentence in sentences)
        st.html(page.notice(words))
    changed = since_link(st.session_state.get("made-on", ""), session.view(), current())
    if changed:
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in changed.sentences)
        # One line until it is asked for, so that the map stays in sight.
        lines = f"<details><summary>{escape(changed.title)}</summary><ul>{items}</ul></details>"
        st.html(f'<div class="ba-notice ba-since" data-told>{lines}</div>')
