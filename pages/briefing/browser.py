"""The reader's briefings in the browser's storage, over reloads and between its windows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components
from streamlit import runtime

from geodata.importers.apart.briefing import MOST
from geodata.ledger import current
from geodata.translation import mark, tr
from layers.briefings.briefing import MAX_SCENES
from layers.briefings.shelf import Shelf, from_text, text_of
from pages.briefing import mine, scenes, unread
from pages.visit import session
from pages.visit.unbroken import unbroken

_STORE = components.declare_component("border_atlas_store", path=str(Path(__file__).parent / "browser_store"))

#: Why the browser did not keep something → what the reader is told.
REFUSED = {
    "refused": mark(
        "This browser keeps nothing for the atlas, so the briefing lasts only as long as this visit. Save it as a file."
    ),
    "full": mark(
        "The room for briefings in this browser is full: what you changed last lasts only as long as this visit. "
        "Save a briefing that you need less as a file and delete it here, or save this one as a file."
    ),
}


def declare() -> None:
    """Make the component known to a server that has just started: another replica may be asked for its frame."""
    runtime.get_instance().component_registry.register_component(_STORE)


def sync(page: str) -> None:
    """Hand the briefings to the browser's storage, and take over what is stored there when a visit begins or another window writes.

    Mounted on the page “Brief”, and elsewhere once the reader has added a view.
    """
    state = st.session_state
    mine.look(page)
    # Always a place of its own, filled or not: if what follows moved down in the page, the map's frame would be built anew.
    place = st.container(key="browser-store")
    if page != "brief" and not state.get("briefing-dirty"):
        return
    loaded, heard = state.get("briefing-loaded", False), state.get("briefings-heard", 0)
    if loaded:
        mine.tell_added()
    save, gone = _saved() if loaded else ([], [])
    with place:
        told = _STORE(
            visit=mine.visit(),
            save=save,
            gone=gone,
            open=mine.shelf().open,
            heard=heard,
            give=unread.wish(),
            key="browser-store-frame",
            default=None,
        )
    news = told.get("news") if isinstance(told, dict) else None
    ours = [one for one in news or () if isinstance(one, dict) and one.get("visit") == mine.visit()]
    new = [one for one in ours if _int(one.get("number")) > heard]
    with unbroken():
        for one in new:
            _hear(one)
            state["briefings-heard"] = _int(one["number"])
    if new:  # So that it hears what of that was heard, and writes what it has yet to write.
        st.rerun()


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _saved() -> tuple[list[dict[str, object]], list[str]]:
    """Return what the browser is to keep: the briefings that this visit changed, and the ids of those that it took away."""
    revision = current().revision
    save: list[dict[str, object]] = [
        {"id": one.id, "text": text_of(one, revision), "changed": one.changed, "by": one.by, "base": one.base}
        for one in mine.shelf().kept
        if one.by == mine.visit()
    ]
    return save, sorted(st.session_state.get("briefings-gone", ()))


def _hear(one: dict[str, object]) -> None:
    """Take over what the browser tells: what it keeps, what it could not keep, or which scene was moved by hand."""
    state = st.session_state
    if isinstance(failed := one.get("failed"), str):
        state["briefing-refused"] = failed
        state["briefing-loaded"] = True
    if isinstance(kept := one.get("kept"), dict):
        first = not state.get("briefing-loaded", False)
        state["briefing-loaded"] = True
        _take_over(kept, str(one.get("open", "")), first)
        _note_large(one.get("large"))
        if one.get("beside"):
            _say(tr("Another window changed the same briefing: its state stands in the list beside this one."))
    if isinstance(gone := one.get("gone"), str):
        unread.entries().pop(gone, None)
        if found := mine.shelf().find(gone):
            state["briefings"] = mine.shelf().without(found.id)
            mine.redraw()
    unread.granted(one.get("gave"))
    match one.get("move"):
        case [int(start), int(end)]:
            scenes.move(start, end)


def _say(words: str) -> None:
    st.session_state["briefing-problems"] = [*st.session_state.get("briefing-problems", []), words]


def _note_large(large: object) -> None:
    for kept_id, letters in large.items() if isinstance(large, dict) else ():
        unread.entries()[kept_id] = tr(
            "A briefing that this browser keeps has {n} letters and was not read; no briefing of ours has more than {most}.",
            n=f"{_int(letters):,}",
            most=f"{MOST:,}",
        )


def _take_over(kept: dict[str, object], opened: str, first: bool) -> None:
    """Put what the browser keeps beside what this visit has made; of the same briefing the newer stands."""
    state, vocabulary = st.session_state, session.vocabulary(current())
    made, shelf = mine.shelf(), mine.shelf()
    for kept_id, text in kept.items():
        found, problems = from_text(kept_id, str(text), vocabulary)
        if found is None:
            if shelf.find(kept_id) is None:  # Else it is written anew with the briefing's next change.
                unread.entries()[kept_id] = tr(
                    "A briefing that this browser keeps could not be read: {why}", why=" ".join(problems)
                )
            continue
        unread.entries().pop(kept_id, None)
        for sentence in problems:
            _say(tr("{title}: {why}", title=mine.called(found.briefing), why=sentence))
        here = shelf.find(kept_id)
        if here is None or here.changed < found.changed:
            shelf = shelf.put(replace(found, base=found.changed))
    newest = max(kept.keys() & {one.id for one in shelf.kept}, key=lambda one: _changed(shelf, one), default="")
    last = opened if shelf.find(opened) else newest
    state["briefings"] = shelf if shelf.open else replace(shelf, open=last)
    if first and last:
        _join(made, last)
    if mine.shelf() != made:
        mine.redraw()


def _changed(shelf: Shelf, kept_id: str) -> int:
    found = shelf.find(kept_id)
    return found.changed if found else 0


def _join(made: Shelf, last: str) -> None:
    """Join what this visit made before it was told with what the browser kept, of which `last` was open."""
    state, shelf, new = st.session_state, mine.shelf(), made.find(made.open)
    if new is None or new.id == last:
        return
    if state.get("briefing-from-link") == new.id:
        # Opened once before: it is there already, perhaps under a name that tells it from another.
        rest = shelf.without(new.id)
        if same := rest.same(new.briefing):
            state["briefings"] = replace(rest, open=same.id)
            mine.steps().clear()
        else:
            title = rest.named(new.briefing.title)
            state["briefings"] = shelf.put(replace(new, briefing=replace(new.briefing, title=title)))
        return
    # Scenes that were added on another page go behind those of the briefing that was open last.
    mine.steps().clear()
    state["briefings"] = replace(shelf.without(new.id), open=last)
    briefing = mine.held()
    if len(briefing.scenes) + len(new.briefing.scenes) > MAX_SCENES:
        state.pop("briefing-added", None)
        mine.tell_full()
    more = briefing.with_more(*new.briefing.scenes)
    mine.become(more, tr("Scene {number} added", number=len(more.scenes)), aloud="")
