"""Kept sets in a session: opened when its view names them, let go of when they are gone or for others only, and what there is to say of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from time import monotonic

import streamlit as st

from geodata.importers.report import Loaded, Refused
from geodata.sets.here import AGAIN_S, catalogue
from geodata.sets.kept import Away, Kept, Version
from geodata.sets.naming import reference
from geodata.sets.whole import NotKept
from geodata.translation import tr
from layers.view.state import ViewState, is_kept
from pages.reader_data import sets
from pages.reader_data.held import held
from pages.reader_data.own import Opened, Own
from pages.reader_data.shelf import SHELF
from pages.reader_data.wide import WIDE, Wide
from pages.visit import keeping, session

#: So often, in seconds, a session asks whether what it has opened is still there and still for its reader.
LOOK_S = 2


def stay() -> None:
    """Have open, at the beginning of every run, what the view names and its reader may see, and nothing else."""
    state, view = st.session_state, session.view()
    if not view.kept and not any(one.of for one in _held()):
        return
    gone = _look_again()
    waited_for = away()[0] if monotonic() - state.get("kept-asked", float("-inf")) < AGAIN_S else ()
    _put_right(hold(name for name in view.kept if name not in gone and name not in waited_for), waited_for)


def _put_right(found: dict[str, NotKept | Refused], waited_for: tuple[str, ...] = ()) -> None:
    """Have the view name no more what could not be opened; what is only away it names on, and waits for it (`come_back`)."""
    state = st.session_state
    absent = {name: why for name, why in found.items() if isinstance(why, Away)}
    if absent:
        state["kept-asked"] = monotonic()
    if absent or not waited_for:
        state["kept-away"] = ((*waited_for, *absent), str(next(iter(absent.values()), "")) or away()[1])
    lost = {name: str(why) for name, why in found.items() if name not in absent}
    if lost:
        # Where the link was all that the reader had, what it could not show is said with the rest of it.
        restored = session.view() == state.get("restored")
        sets.publish(name for name in session.view().sets if name not in lost)
        state["kept-lost"] = (session.view().kept, tuple(lost.values()))
        if restored:
            state["restored"] = session.view()


def _held() -> list[Own | Wide]:
    return held().every() if "own-sets" in st.session_state else []


def hold(names: Iterable[str]) -> dict[str, NotKept | Refused]:
    """Open kept sets by their names in links, unless they are open; return what could not be, and why."""
    lost: dict[str, NotKept | Refused] = {}
    there, opened = {one.name for one in _held()}, dict[str, str]()
    for name in names:
        asked = reference(name)
        if name in there or asked is None or not is_kept(name):
            continue
        try:
            found = keeping.find(asked, keeping.reader())
            if found is None or found.state != "here":
                lost[name] = NotKept(_gone(name, found))
                continue
            opened[name] = found.reference(asked.version)
            if opened[name] not in there:
                _open(found, opened[name])
        except (NotKept, Refused) as why:
            lost[name] = why
    if opened:
        # One that was waited for as the newest has its version from now on.
        sets.publish(dict.fromkeys(opened.get(name, name) for name in session.view().sets))
    return lost


def _open(found: Kept, name: str) -> Own | Wide:
    """Hold a version of a set, named as views name it, or show it where it has too many rows for that.

    Raises
    ------
    NotKept, Refused
    """
    asked = reference(name)
    version = found.version(asked.version) if asked else None
    assert version is not None, "found has the version that was asked for"
    opened = Opened.of(found, version, name)
    if is_wide(version):
        return held().open_wide(opened, sets.title_of(found.title), keeping.reader())
    return held().open(opened, sets.title_of(found.title), lambda: loaded(found, version))


def is_wide(version: Version) -> bool:
    """Tell whether a version has too many rows to hold."""
    return version.rows > WIDE


def loaded(found: Kept, version: Version) -> Loaded:
    """Read a version of a set under the title that the set has now.

    Raises
    ------
    NotKept
    """
    return Loaded(replace(catalogue().points(version), title=found.title), catalogue().report(version))


def _gone(name: str, found: Kept | None) -> str:
    if found is None:
        return keeping.ended(name) or tr(
            "The kept set “{name}” is not here, not here any more, or not for you.", name=name
        )
    return tr("The set “{title}” was withdrawn by its keeper and is not shown.", title=found.title)


def _look_again() -> dict[str, str]:
    """Ask of what is open whether it still may be; let go of the rest and return it, with why."""
    state = st.session_state
    gone: dict[str, str] = {}
    if monotonic() - state.get("kept-looked", float("-inf")) < LOOK_S:
        return gone
    state["kept-looked"] = monotonic()
    for one in [one for one in _held() if one.of]:
        asked = reference(one.name)
        try:
            found = keeping.find(asked, keeping.reader()) if asked else None
            why = _gone(one.name, found) if found is None or found.state != "here" else ""
        except Away:
            return {}  # What is open stays open meanwhile.
        if why:
            gone[one.name] = why
            sets.remove(one.id)
            if found is None and one.of:
                SHELF.forget(one.of.version.file)
        elif one.of and found:
            one.of = replace(one.of, set=found)
    if gone:
        state["kept-lost"] = (session.view().kept, tuple(gone.values()))
    return gone


def lost() -> tuple[str, ...]:
    """Return why sets that the view has named are not shown, as long as it shows the same others."""
    of, words = st.session_state.get("kept-lost", ((), ()))
    return words if of == session.view().kept else ()


def away() -> tuple[tuple[str, ...], str]:
    """Return the names of sets that the view shows as soon as their place can be used again, and why it cannot be."""
    names, why = st.session_state.get("kept-away", ((), ""))
    wanted = session.view().kept
    return tuple(name for name in names if name in wanted), why


def come_back() -> bool:
    """Open what was away, where its place has not just been asked; tell whether anything of the page is another by that."""
    if monotonic() - st.session_state.get("kept-asked", float("-inf")) < AGAIN_S / 2:
        return False
    names = away()[0]
    _put_right(hold(names))
    return away()[0] != names


def public(view: ViewState) -> ViewState:
    """Return a view with those of its kept sets alone that whoever has its link sees: one at an address is made of no others."""
    shown = {one.name for one in _held() if one.of and one.of.set.seen_by != "me"}
    return view.with_(kept=tuple(name for name in view.kept if name in shown))


def changed() -> list[tuple[Own | Wide, Opened]]:
    """Return the sets shown of which there is a newer version."""
    named = session.view().sets
    shown = [(one, one.of) for one in _held() if one.of and one.name in named]
    return [(one, of) for one, of in shown if of.version.number < of.set.newest.number]


def open_newest(own_id: str) -> None:
    """Show the newest version of a set in the place of the one shown (in a callback)."""
    one = held().any(own_id)
    if one is not None and one.of:
        newest = one.of.set.reference()
        names = [newest if name == one.name else name for name in session.view().sets]
        sets.remove(own_id)
        show(dict.fromkeys(names))


def show(names: Iterable[str]) -> None:
    """Have the view name sets, which the next run opens (in a callback)."""
    wanted = tuple(names)
    st.session_state["kept-looked"] = float("-inf")
    sets.publish(wanted)
