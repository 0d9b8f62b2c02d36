"""A field in which a date is typed: what can mean two days is asked, and what is no date stays with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from geodata.atlas import FIRST_DAY
from geodata.dates import say
from geodata.importers.days.single import Span
from geodata.importers.days.typed import LONGEST, readings
from geodata.intervals import from_day_number, say_days
from geodata.translation import tr
from layers.kit.text import escape
from pages.visit import session

_WIDTH_PX = 170

#: What is done with the date that was typed, or with None where the field was emptied.
Take = Callable[[date | None], None]


def field(name: str, title: str, day: date | None, take: Take, about: str | None = None) -> None:
    """Draw the field of a date that is called `name` on its page; `about` is told beside its title."""
    key, typed = f"date-{name}", st.session_state.get(f"typed-{name}")
    # What was typed in vain stays until the date is another one.
    st.session_state[key] = typed[0] if typed and typed[1] == day else say(day) if day else ""
    st.text_input(title, key=key, width=_WIDTH_PX, on_change=_given, args=(name, day, take), help=about)


def problem(name: str, day: date | None, take: Take) -> None:
    """Say under the fields why a date that was typed is not taken, with the days it may have meant as buttons."""
    text, since = st.session_state.get(f"typed-{name}") or ("", day)
    if not text or since != day:
        return
    spans = readings(text)
    if not spans:
        words = tr("“{text}” is no date. One is written as 17 September 2022, 17.9.2022 or 2022-09-17.", text=text)
    elif len(spans) > 1:
        words = tr("“{text}” can be two days. Which one is meant?", text=text)
    else:
        ends = {"first": say(FIRST_DAY), "last": say(session.today())}
        words = tr(
            "{day} lies outside the atlas, which runs from {first} to {last}.", day=say_days(*spans[0][:3]), **ends
        )
    with st.container(key=f"problem-{name}", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="ba-notice" role="alert">{escape(words)}</p>', width="content")
        for number, span in enumerate(spans if len(spans) > 1 else ()):
            st.button(
                say_days(*span[:3]),
                key=f"meant-{name}-{number}",
                on_click=_take,
                args=(name, span, say_days(*span[:3]), day, take),
            )


def _given(name: str, day: date | None, take: Take) -> None:
    text = st.session_state[f"date-{name}"].strip()[: LONGEST + 1]
    spans = readings(text)
    if not text or text.lower() == tr("Today").lower():
        st.session_state[f"typed-{name}"] = None
        take(session.today() if text else None)
    elif len(spans) == 1:
        _take(name, spans[0], text, day, take)
    else:
        st.session_state[f"typed-{name}"] = (text, day)


def _take(name: str, span: Span, text: str, day: date | None, take: Take) -> None:
    """Take the last of the days that were typed, as far as the atlas goes; what lies outside stays in the field, beside the day that stands."""
    first, last = (from_day_number(number) for number in (span.start, span.end - 1))
    if last < FIRST_DAY or first > session.today():
        st.session_state[f"typed-{name}"] = (text, day)
    else:
        st.session_state[f"typed-{name}"] = None
        take(min(last, session.today()))
