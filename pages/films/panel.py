"""What asks for a film of a view: two days, how it goes between them, its form; then how far it is, and the film."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import streamlit as st

from geodata.ledger import current
from geodata.translation import tr, tr_n
from layers.films.steps import FORMATS, STEPS, NoFilm, days_of, lasting
from layers.kit.annotation import Annotation
from layers.view.link import to_query
from layers.view.state import ViewState, within
from pages.films.making import Film, FilmJob
from pages.reader_data import media
from pages.reader_data import sets as own_sets
from pages.reader_data.wide import Wide
from pages.visit import session, typed_date
from pages.visit.page import base_address, outcome, theme

_LOOK_S = 1.0
#: Of both choices, which stand one above the other where there is no room beside.
_WIDTH_PX = 250


def show(view: ViewState, where: str, title: str = "", annotations: tuple[Annotation, ...] = ()) -> None:
    """Draw the panel for a film of a view.

    Parameters
    ----------
    view : ViewState
        A comparison's film goes from one of its dates to the other.
    where : str
        The place on the page, for the widgets' keys; a film is shown where it was asked for.
    title : str
        A scene's; it stands over every frame unless it is of one time, else what the view is called does.
    annotations : tuple of Annotation
    """
    job = _job()
    opened = st.expander(tr("Film"), expanded=job is not None and job.where == where)
    with opened, st.container(gap="small"):
        st.caption(tr("This map from one day to another, with date, legend, sources and link."))
        offered = _offered(view)
        days = _days(offered, where)
        takes = {name: partial(_day_given, name, where, day) for name, day in offered.items()}
        with st.container(horizontal=True, gap="small"):
            for name, words in (("first", tr("First day")), ("last", tr("Last day"))):
                typed_date.field(f"film-{name}-{where}", words, days[name], takes[name])
        for name, take in takes.items():
            typed_date.problem(f"film-{name}-{where}", days[name], take)
        with st.container(horizontal=True, gap="small"):
            st.selectbox(
                tr("From frame to frame"),
                list(STEPS),
                format_func=STEPS.__getitem__,
                key=f"film-step-{where}",
                width=_WIDTH_PX,
            )
            st.selectbox(
                tr("Made for"),
                list(FORMATS),
                format_func=lambda name: FORMATS[name].title,
                key=f"film-form-{where}",
                width=_WIDTH_PX,
            )
        if st.button(tr("Make the film"), key=f"film-make-{where}"):
            _make(view.with_(against=None), days, where, lasting(title, view, current()), annotations)
            job = _job()
        if job is not None and job.where == where:
            st.fragment(_progress, run_every=_LOOK_S if job.running else None)(job)


def _job() -> FilmJob | None:
    return st.session_state.get("film")


def _offered(view: ViewState) -> dict[str, date]:
    """Return the days between which a film is offered: those of a comparison, else the year up to the date."""
    if view.against:
        return {"first": min(view.date, view.against), "last": max(view.date, view.against)}
    return {"first": within(view.date - timedelta(days=365), session.today()), "last": view.date}


def _days(offered: dict[str, date], where: str) -> dict[str, date]:
    """Return the film's days: those that were typed, as long as the same are offered."""
    typed = {name: st.session_state.get(f"film-{name}-{where}") for name in offered}
    return {name: found[1] if (found := typed[name]) and found[0] == day else day for name, day in offered.items()}


def _day_given(name: str, where: str, offered: date, day: date | None) -> None:
    st.session_state[f"film-{name}-{where}"] = (offered, day) if day else None


def _make(
    view: ViewState, between: dict[str, date], where: str, title: str | None, annotations: tuple[Annotation, ...]
) -> None:
    step, form = (st.session_state[f"film-{name}-{where}"] for name in ("step", "form"))
    own, ledger = own_sets.points_of(view.sets), current()
    try:
        days = days_of(
            view,
            ledger,
            between["first"],
            between["last"],
            step,
            [one for one in own.values() if not isinstance(one, Wide)],
        )
    except NoFilm as refusal:
        st.html(outcome(str(refusal), wrong=True))
        # A film that is there stays; what is said of one that is not would stand below as if of this one.
        if (before := _job()) and before.failed:
            st.session_state["film"] = None
        return
    link = f"{base_address()}/?{to_query(view, ledger.revision)}"
    if before := _job():
        before.cancel()  # Asked for once more, as with other days, it takes the place of the one that is being made.
    job = FilmJob(Film(view, days, form, title, link, theme(), session.today(), annotations), where, own)
    st.session_state["film"] = job
    own_sets.held().keep_made("film", frozenset(one.id for one in own_sets.any_of(view.sets)), job.cancel)


def _progress(job: FilmJob) -> None:
    form = FORMATS[job.film.form]
    if job.failed:
        words = tr("Film: {why}", why=job.failed)
        st.html(outcome(words, not job.cancelled))
    elif (body := job.body) is not None:
        frames = tr_n("{n} frame, {mb} MB", "{n} frames, {mb} MB", len(job.film.days), mb=f"{len(body) / 1e6:.1f}")
        st.download_button(
            tr("Download the film ({frames})", frames=frames),
            media.of(own_sets.any_of(job.film.view.sets), "film-file", lambda: body),
            f"border-atlas-{job.film.days[0]}-{job.film.days[-1]}{form.ending}",
            form.media_type,
            key=f"film-download-{job.where}",
            type="primary",
            on_click="ignore",
        )
    else:
        all_frames = len(job.film.days)
        words = (
            tr("Frame {number} of {all}", number=job.done + 1, all=all_frames)
            if job.done < all_frames
            else tr("Putting {all} frames together", all=all_frames)
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(job.done / job.steps, words)
            st.button(tr("Cancel"), key=f"film-cancel-{job.where}", on_click=job.cancel)
