"""The session's view: restored from the link, changed in callbacks, published by the router alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from time import time_ns
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geodata import atlas
from geodata.ledger import Ledger, current
from geodata.sets.kept import ANYBODY, Reader
from geodata.settings import settings
from layers.kit.layer import all_layers
from layers.view.cameras import target
from layers.view.filters import choices
from layers.view.link import from_params, to_params
from layers.view.state import ViewState, Vocabulary
from pages.visit import keeping

ALL_KEYS = tuple(
    "date mode days layers at region line select base tint only lit near km against layout asks own kept".split()
)


#: Where a day begins first.
_EASTERNMOST = timezone(timedelta(hours=14))


def today() -> date:
    """Return the reader's day, on which the slider ends, outside a session the server's.

    BORDER_ATLAS_TODAY sets it, for tests and for pictures that stay the same.
    """
    return settings().today or datetime.now(_zone()).date()


def _zone() -> timezone | None:
    """Return how far the reader's clock is from the others, as the browser says; None outside a session."""
    context = get_script_run_ctx(suppress_warning=True)
    info = context.context_info if context else None
    # Anybody may say anything.
    if info is None or not info.HasField("timezone_offset") or abs(info.timezone_offset) > 14 * 60:
        return None
    return timezone(timedelta(minutes=-info.timezone_offset))


def latest() -> date:
    """Return the last day that a link may name: today, and outside a session, where the reader's day is not known, that of the easternmost."""
    in_session = get_script_run_ctx(suppress_warning=True) is not None
    return today() if in_session else settings().today or datetime.now(_EASTERNMOST).date()


def vocabulary(ledger: Ledger, who: Reader = ANYBODY) -> Vocabulary:
    """Return what a link may name in this ledger for a reader. One that names no day opens on the last to which the facts were checked."""
    last = latest()
    return Vocabulary(
        today=last,
        opens=min(last, ledger.meta.facts_checked_to),
        layers=tuple(layer.id for layer in all_layers()),
        default_layers=tuple(layer.id for layer in all_layers() if layer.default_on),
        resolve=lambda record_id: target(record_id, ledger, last),
        revision=ledger.revision,
        choices=choices(ledger),
        kept=keeping.resolver(who),
    )


def view() -> ViewState:
    """Return the session's view."""
    return st.session_state["view"]


def restore(page: str) -> bool:
    """Take the view from the link: on a first visit, and when the browser goes back or forward; tell whether the run came from elsewhere.

    Any other run may have been asked for before the browser had taken over the address we published last. Its link is of no use then:
    the session's own view is the newer one.

    Any access to the session's state may end a run whose successor has been asked for. So what has come is noted as done last of all.
    """
    state = st.session_state
    arrived = state.get("page") != page
    step = _step()
    if step or "view" not in state:
        arriving = dict(parse_qsl(step.link, keep_blank_values=True)) if step else st.query_params.to_dict()
        found, problems = from_params(
            arriving,
            replace(
                vocabulary(current()),
                own=state.get("own-titles", ()),
                kept=keeping.resolver(keeping.reader(), waits=True),
            ),
        )
        arrived = arrived or found != state.get("view")
        state["problems"], state["made-on"] = problems, arriving.get("rev", "")[:40]
        state["view"] = state["restored"] = found
    if arrived:
        tell(ALL_KEYS)
    state["page"] = page
    if step:
        state["step"] = step
    return arrived


@dataclass(frozen=True, eq=False)
class _Step:
    """One step of the browser back or forward, to a link."""

    link: str


#: The last such step of each session. Not in the session's state: whoever writes there may be cut off.
_went: dict[str, _Step] = {}


def went(session_id: str, link: str) -> None:
    """Note that the browser has gone back or forward to a link, the part of the address behind the question mark.

    The run that it asks for may not be the one that reads it: a word from the map just before has a run begin that knows the old link only,
    and one just after starts another run in its place.
    """
    _went[session_id] = _Step(link)


def forget(session_id: str) -> None:
    """Let go of what is noted of a session that is gone."""
    _went.pop(session_id, None)


def _step() -> _Step | None:
    """Return the step back or forward whose link has not been taken over yet."""
    context = get_script_run_ctx()
    step = _went.get(context.session_id) if context else None
    return None if step is st.session_state.get("step") else step


def paired(view: ViewState) -> ViewState:
    """Return a view with a second date: where it has none, the pair that there is something to compare of."""
    if view.against:
        return view
    opens, last = vocabulary(current()).default().date, today()
    # Nothing after the day on which the atlas opens was looked for: no later one is compared by itself.
    there = (min(view.date, opens), max(view.date, opens))
    first, second = atlas.current().compared if view.date in (opens, last) else there
    return view.with_(date=first, against=second)


def as_on(path: str, view: ViewState) -> ViewState:
    """Return a view as a page shows it: with a second date on Compare alone, whatever date was compared before."""
    return paired(view) if path == "/compare" else view.with_(against=None)


def change(**changes: object) -> None:
    """Change the view from the page's side (in a callback) and tell the map."""
    st.session_state["view"] = view().with_(**changes)
    tell(tuple(changes))


def become(new: ViewState) -> None:
    """Change to another view from the page's side (in a callback) and tell the map what differs."""
    old = view()
    changed = tuple(name for name in new.__dataclass_fields__ if getattr(new, name) != getattr(old, name))
    if changed:
        st.session_state["view"] = new
        tell(changed)


def hear(**changes: object) -> None:
    """Take over what the reader did on the map; the map knows already."""
    st.session_state["view"] = view().with_(**changes)


def tell(keys: tuple[str, ...]) -> None:
    """Have the map take over these parts of the view with the next command.

    Each part has the number of the command that carried it first: the map says how far it has obeyed, and the run that sent a command may have been
    cut off. Numbers go on from the clock, since the map stays where a session is lost and another takes its place.
    """
    told = st.session_state.get("told", {})
    number = max(time_ns() // 1_000_000, *(before + 1 for before in told.values()), st.session_state.get("seen", 0) + 1)
    st.session_state["told"] = told | dict.fromkeys(keys, number)


def not_obeyed(seen: object) -> set[str]:
    """Return the parts of the view that the map has yet to take over, by the number of the last command that it says to have obeyed.

    That may be one of another session, before this one, on a machine whose clock goes ahead: then all is told once more.
    """
    told, number = st.session_state["told"], seen if isinstance(seen, int) else 0
    if number > max(told.values()):
        st.session_state["seen"] = number
        tell(ALL_KEYS)
        return set(ALL_KEYS)
    return {name for name, of in told.items() if of > number}


def params() -> dict[str, str]:
    """Return the view as link parameters; none while it is what `/` alone opens."""
    words = vocabulary(current())
    return {} if view() == words.default() else to_params(view(), words.revision)


def publish() -> None:
    """Write the view into the address bar. Only the router calls this: before a page that is shown already runs again, and after every page."""
    state = st.session_state
    if state.get("playing"):
        return  # Each step of a play in the browser's history would bury the view before it.
    now = params()
    # A run that ended while the browser went back may have written over the link that it went to.
    if st.query_params.to_dict() != now or state.get("published", now) != now:
        st.query_params.from_dict(now)
    state["published"] = now
