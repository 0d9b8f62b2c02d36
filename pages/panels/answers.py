"""Answers on Explore: about the selected clash, the spot asked about, the region, each on its date and with its method."""

from __future__ import annotations

import streamlit as st

from geodata import atlas
from geodata.dates import say
from geodata.ledger import Ledger, current
from geodata.translation import tr
from layers.kit.text import escape
from layers.kit.told import Topic
from layers.view.filters import fold
from layers.view.link_filters import MAX_KM, MAX_SPAN_DAYS
from layers.words import answers
from pages.visit import record_links, session
from pages.visit.page import paragraph

#: How a spot is typed: latitude, longitude.
_EXAMPLE = "{:.2f}, {:.2f}".format(*atlas.current().centre)


def show() -> None:
    """Draw the questions' settings and every answer the view gives rise to."""
    view, ledger = session.view(), current()
    _settings()
    asked = answers.asks_around(view.select, ledger)
    if asked:
        _show(answers.about_record(asked, view.km, view.span, ledger))
    if view.near:
        lat, lon = view.near
        spot = next(
            (forms for forms, at in _places(ledger).items() if _to_metres(at) == view.near), f"{lat:.4f}, {lon:.4f}"
        )
        title = tr("What is within {km} km of {spot} on {day}", km=view.km, spot=spot, day=say(view.date))
        st.html(f'<h3 class="ba-answer">{escape(title)}</h3>')
        _show(answers.about_spot(lon, lat, view.date, view.km, view.span, ledger))
    if view.region:
        _show(answers.about_region(view.region, view, ledger))
    if not (view.near or view.region or asked):
        words = tr(
            "Select a clash, click a spot on the map, type a place or choose a region: the answers stand here, "
            "for the date of the map (of a clash: for its own day)."
        )
        st.html(paragraph(words))


def _settings() -> None:
    view, ledger = session.view(), current()
    with st.container(key="questions", horizontal=True, vertical_alignment="bottom"):
        st.session_state["place"] = None
        st.selectbox(
            tr("What is near a place or a point (lat, lon)"),
            sorted(_places(ledger)),
            index=None,
            key="place",
            accept_new_options=True,
            placeholder=tr("A place, or {example}", example=_EXAMPLE),
            on_change=_place_given,
            width=340,
        )
        for name, title, low, high in (
            ("km", tr("Within km"), 1, MAX_KM),
            ("span", tr("Days before and after"), 0, MAX_SPAN_DAYS),
        ):
            st.session_state[f"ask-{name}"] = getattr(view, name)
            st.number_input(
                title, low, high, key=f"ask-{name}", step=1, width=180, on_change=_number_given, args=(name,)
            )
        if view.near:
            st.button(tr("Clear the spot"), key="near-clear", on_click=session.change, kwargs={"near": None})
    if st.session_state.get("place-unread"):
        st.html(f'<p class="ba-notice" data-told>{escape(st.session_state["place-unread"])}</p>')


def _places(ledger: Ledger) -> dict[str, tuple[float, float]]:
    return {
        " / ".join(place.names.forms()): (place.lat, place.lon)
        for place in ledger.places.values()
        if place.lon is not None
    }


def _to_metres(at: tuple[float, float]) -> tuple[float, float]:
    """Return (lat, lon) as a view keeps it, to some ten metres."""
    return round(at[0], 4), round(at[1], 4)


def _place_given() -> None:
    words = (st.session_state["place"] or "").strip()
    if not words:
        return
    st.session_state.pop("place-unread", None)
    at = _places(current()).get(words) or _read_point(words)
    if isinstance(at, str):
        st.session_state["place-unread"] = at
    else:
        session.change(near=_to_metres(at), at=(at[0], at[1], 10.0))


def _read_point(words: str) -> tuple[float, float] | str:
    """Return (lat, lon) of typed coordinates or of a place's name, or the sentence that says why not."""
    parts = words.replace(";", ",").split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        named = [
            at for forms, at in _places(current()).items() if fold(words) in (fold(form) for form in forms.split(" / "))
        ]
        return (
            named[0]
            if named
            else tr(
                "“{words}” is neither a place of the ledger nor a latitude and a longitude such as {example}.",
                words=words[:60],
                example=_EXAMPLE,
            )
        )
    if not (-85 <= lat <= 85 and -180 <= lon <= 180):
        return tr(
            "“{words}” is outside the map: latitude goes from -85 to 85, longitude from -180 to 180.", words=words[:60]
        )
    return lat, lon


def _number_given(name: str) -> None:
    session.change(**{name: int(st.session_state[f"ask-{name}"])})


def _show(found: list[Topic]) -> None:
    st.html(f'<div class="ba-answers">{record_links.topics(found)}</div>')
