"""The reader's own briefing: in the session while it is edited, in the browser's storage over reloads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components
from streamlit import runtime

from geodata.ledger import current
from geodata.translation import mark, tr, tr_n
from layers.briefings.briefing import MAX_SCENES, Briefing, Scene, file_of
from layers.briefings.reading import from_file, from_token
from layers.view.state import OWN
from layers.words.headline import headline, when
from pages.http import kept
from pages.visit import session
from pages.visit.page import plain

_STORE = components.declare_component("border_atlas_store", path=str(Path(__file__).parent / "browser_store"))

REFUSED = mark(
    "This browser keeps nothing for the atlas, so the briefing lasts only as long as this visit. Save it as a file."
)


def declare() -> None:
    """Make the component known to a server that has just started: another replica may be asked for its frame."""
    runtime.get_instance().component_registry.register_component(_STORE)


def held() -> Briefing:
    """Return the reader's briefing; empty at first."""
    return st.session_state.get("briefing", Briefing())


def become(briefing: Briefing, words: str = "") -> None:
    """Change the briefing; `words` say what was done where it can be undone."""
    state = st.session_state
    state["briefing-undo"] = (words, held()) if words else None
    state["briefing"] = briefing
    state["briefing-dirty"] = True
    state["briefing-version"] = version() + 1


def version() -> int:
    """Return a number that changes with the briefing, for the keys of widgets that show it."""
    return st.session_state.get("briefing-version", 0)


def undo() -> None:
    """Take back the last change that can be taken back (in a callback)."""
    step = st.session_state.get("briefing-undo")
    if step:
        become(step[1])


def add_button(page: str) -> None:
    """Draw the button that adds the view to the briefing."""
    if page != "brief":
        number = len(held().scenes)
        st.button(
            tr("Add to briefing ({n})", n=number) if number else tr("Add to briefing"),
            key="brief-add",
            on_click=add,
            icon=":material/playlist_add:",
            width="stretch",
        )


def add() -> None:
    """Add the session's view as the last scene (in a callback)."""
    briefing = held()
    if len(briefing.scenes) >= MAX_SCENES:
        _tell_full()
        return
    view = session.view()
    become(replace(briefing, scenes=(*briefing.scenes, scene_of(view))))
    st.session_state["briefing-added"] = True


def scene_of(view: session.ViewState) -> Scene:
    """Return a scene of a view, titled by what the view shows."""
    ledger = current()
    return Scene(view_of_scene(view), title=headline(view, ledger).title.removesuffix(f" · {when(view)}"))


def view_of_scene(view: session.ViewState) -> session.ViewState:
    """Return a view as a scene keeps it: the reader's own sets by name, without a row selected in one.

    A row's number means another row as soon as the set is narrowed, or dropped again.
    """
    return view.with_(select=None) if (view.select or "").startswith(OWN) else view


def take_from_link() -> list[str]:
    """Take over the briefing a link names or carries; returns what could not be read of it."""
    token = st.query_params.get("briefing")
    if not token or token == st.session_state.get("briefing-taken"):
        return st.session_state.get("briefing-problems", [])
    st.session_state["briefing-taken"] = token
    if kept.is_gone(token):
        gone = tr(
            "The briefing of this address is not kept any more: the server keeps what is presented only for a while. Present it again "
            "from this page, in the browser in which it was made or after opening its file, or choose one of those that are built in."
        )
        st.session_state["briefing-problems"] = [gone]
        return [gone]
    found, problems = from_token(token, session.vocabulary(current()))
    if found is not None:
        become(found, tr("The briefing of the link was opened."))
        st.session_state["briefing-from-link"] = True
    st.session_state["briefing-problems"] = problems
    return problems


def sync(page: str) -> None:
    """Hand the briefing to the browser's storage, and take over what is stored there when a visit begins.

    Mounted on the page “Brief”, and elsewhere once the reader has added a view.
    """
    state = st.session_state
    # Always a place of its own, filled or not: if what follows moved down in the page, the map's frame would be built anew.
    place = st.container(key="browser-store")
    if page != "brief" and not state.get("briefing-dirty"):
        return
    ledger = current()
    loaded = state.get("briefing-loaded", False)
    if loaded:
        _tell_added()
    save = file_of(held(), ledger.revision).decode() if loaded else None
    with place:
        told = _STORE(save=save, key="browser-store-frame", default=None)
    if not isinstance(told, dict):
        return
    state["briefing-refused"] = bool(told.get("failed"))
    if loaded:
        return
    state["briefing-loaded"] = True
    stored = told.get("stored")
    if isinstance(stored, str) and stored:
        found, problems = from_file(stored.encode("utf-8", "replace"), session.vocabulary(ledger))
        state["briefing-problems"] = [*state.get("briefing-problems", []), *problems]
        if found is not None:
            _join(found)
    st.rerun()


def _tell_full() -> None:
    st.toast(tr_n("A briefing has at most {n} scene.", "A briefing has at most {n} scenes.", MAX_SCENES))


def _tell_added() -> None:
    """Say which scene of which briefing a view has become: only once the browser has told what it kept, behind whose scenes it stands."""
    if not st.session_state.pop("briefing-added", False):
        return
    briefing = held()
    number = len(briefing.scenes)
    if briefing.title:
        words = tr("Added to the briefing “{title}” as scene {number}.", title=plain(briefing.title), number=number)
    else:
        words = tr("Added to your briefing as scene {number}.", number=number)
    st.toast(f"{words} {tr('The page “Brief” shows it.')}")


def _join(stored: Briefing) -> None:
    """Join what the browser kept with what this visit has made before it was told."""
    state, mine = st.session_state, held()
    if state.get("briefing-from-link"):
        state["briefing-undo"] = (tr("The briefing of the link was opened."), stored)
    elif mine.scenes:
        if len(stored.scenes) + len(mine.scenes) > MAX_SCENES:
            state.pop("briefing-added", None)
            _tell_full()
        state["briefing"] = replace(stored, scenes=(*stored.scenes, *mine.scenes)[:MAX_SCENES])
    else:
        state["briefing"] = stored
    state["briefing-version"] = version() + 1
