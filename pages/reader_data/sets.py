"""The session's own sets: held in memory for this reader alone, put on the map, narrowed, removed."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geodata import atlas
from geodata.importers.apart.process import READERS, Look
from geodata.importers.options import Options, Progress
from geodata.importers.report import Loaded, Refused
from geodata.importers.template import Template
from geodata.intervals import ALWAYS, FOREVER, from_day_number, last_day
from geodata.sets.whole import NotKept
from geodata.store import PointSet
from geodata.translation import tr
from layers.reader_data.rows import Range, named, showing, within
from layers.view.link_filters import clean_words
from layers.view.state import OWN, is_kept
from pages.reader_data import held as own_held
from pages.reader_data import routes
from pages.reader_data.held import Own, held
from pages.reader_data.wide import Wide
from pages.visit import day_left, session

TITLE_LENGTH = 40

ROW_ZOOM = 12

#: Of the number of a row.
_DIGITS = 9

#: The pages that take files.
TAKING = ("own-data", "brief")


def stay(page: str) -> None:
    """Put in order, at the beginning of every run, what the session holds: a file that was looked at on a page that has been left goes, the sets follow the view's words."""
    if page not in TAKING:
        discard()
    if st.session_state.get("own-names"):
        late = [one for one in shown() if one.q != session.view().q]
        if late:
            for one in late:
                _narrow(one)
            publish(session.view().sets)


def discard() -> None:
    """Let go of the file that is looked at and of what was read of it."""
    st.session_state.pop("own-peeked", None)
    own_held.keep_upload("")
    if "own-sets" in st.session_state:
        held().discard()


def look(name: str, data: bytes, options: Options, progress: Progress) -> Look:
    """Say what a file seems to be, and read it where its layout is known; for the rest see `process.Readers.look`."""
    return READERS.look(name, data, options, progress, _seat())


def load(name: str, data: bytes, options: Options, progress: Progress, lasting: bool) -> Loaded:
    """Read a file as its reader says that its columns are meant.

    Raises
    ------
    Refused
    """
    return READERS.read(name, data, options, progress, lasting, _seat())


def template(name: str, data: bytes) -> Template:
    """Read a template of slides.

    Raises
    ------
    Refused
    """
    return READERS.template(name, data, _seat())


def briefing(name: str, data: bytes) -> object:
    """Read the plain values of a saved briefing.

    Raises
    ------
    Refused
    """
    return READERS.briefing(name, data, _seat())


def _seat() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""


def put(loaded: Loaded, title: str) -> Own:
    """Hold a set for this session and show it on the map.

    Raises
    ------
    Refused
        When this reader, or the server, holds as much as it can.
    """
    sets = held()
    with sets.lock:
        one = sets.add(loaded, title_of(title))
    routes.prepare(one.key)
    # The map goes to it, unless a link names a camera before it has come.
    session.change(at=None)
    show(one.id, True)
    return one


def title_of(wish: str) -> str:
    """Return a title as a link holds it, unlike those of the other sets."""
    # Letters, figures and few signs: a title stands in links, in labels that read Markdown, and in file names.
    words = clean_words(re.sub(r"[^\w .()-]+", " ", wish))[:TITLE_LENGTH].strip() or tr("Own data")
    taken = {one.title for one in held().every()}
    return next(
        title
        for number in range(1, len(taken) + 2)
        if (title := words if number == 1 else f"{words} {number}") not in taken
    )


def remove(own_id: str) -> None:
    """Forget a set (in a callback)."""
    one = held().drop(own_id)
    if one is not None:
        job = st.session_state.get("making")
        if job is not None and job.holds(one.name):
            job.cancel()
            del st.session_state["making"]
        publish(name for name in session.view().sets if name != one.name)


def show(own_id: str, wanted: bool) -> None:
    """Put a set on the map or take it off (in a callback)."""
    one = held().any(own_id)
    if one is not None:
        publish([other for other in session.view().sets if other != one.name] + [one.name] * wanted)


def choose(own_id: str, column: str, words: list[str]) -> None:
    """Narrow a set to the rows with one of these words in a column (in a callback)."""
    one = held().any(own_id)
    if one is not None:
        before = one.chosen
        one.chosen = {name: chosen for name, chosen in (one.chosen | {column: words}).items() if chosen}
        if not _narrow(one):
            one.chosen = before
        publish(session.view().sets)


def choose_range(own_id: str, column: str, ends: Range) -> None:
    """Narrow a set to the rows whose figure lies in a range (in a callback); an open one lets everything through."""
    one = held().any(own_id)
    if one is not None:
        others = {name: given for name, given in one.ranges.items() if name != column}
        before = one.ranges
        one.ranges = others | ({} if ends == (None, None) else {column: ends})
        if not _narrow(one):
            one.ranges = before
        publish(session.view().sets)


def looked_at() -> None:
    """Take note that the map has a camera of its reader's: it goes to no set by itself any more."""
    for one in held().every():
        one.fits = one.fits and one.name not in session.view().sets


def _narrow(one: Own | Wide) -> bool:
    """Work out anew which rows pass, and serve them at a new address; tell whether there was room for them."""
    if isinstance(one, Wide):
        one.serve()
        return True
    q = session.view().q
    wanted = named(one.points, q)
    for name, chosen in one.chosen.items():
        coded = one.points.coded[name]
        wanted &= np.isin(coded.codes, [coded.words.index(word) for word in chosen if word in coded.words])
    try:
        held().narrow(one, wanted & within(one.points, one.ranges), q)
    except Refused as refusal:
        st.toast(str(refusal))
        return False
    return True


def publish(names: Iterable[str]) -> None:
    """Write what is shown into the view; a selected row may have gone with its set."""
    # The session reads the titles when a link arrives, and knows nothing of this module.
    state, sets, shown = st.session_state, held().every(), list(names)
    state["own-titles"] = tuple(one.title for one in sets if not one.of)
    state["own-names"] = tuple(one.name for one in sets)
    selected = session.view().select or ""
    session.change(
        own=tuple(name for name in shown if not is_kept(name)),
        kept=tuple(name for name in shown if is_kept(name)),
        **({"select": None} if selected.startswith(OWN) else {}),
    )


def shown() -> list[Own]:
    """Return the sets that the view shows."""
    return of_names(session.view().sets)


def wide() -> list[Wide]:
    """Return the sets that the view shows and the session does not hold."""
    names = session.view().sets
    return [one for one in list(held().wide.values()) if one.name in names] if names else []


def of_names(names: tuple[str, ...]) -> list[Own]:
    """Return the session's sets that are named so in views."""
    return [one for one in list(held().values()) if one.name in names] if names else []


def any_of(names: tuple[str, ...]) -> list[Own | Wide]:
    """Return the session's sets that are named so in views, held or only shown."""
    return [one for one in held().every() if one.name in names] if names else []


def points_of(names: tuple[str, ...]) -> dict[str, PointSet | Wide]:
    """Return the rows shown of the session's sets that are named so in views, by name; of one that is not held what asks for them."""
    return held().points_of(names)


def find(record_id: str) -> tuple[Own, int] | None:
    """Return the set and row of a selected id, or None; of a set that is not held a set of this row alone."""
    own_id, _, row = record_id.rpartition(":")
    if not record_id.startswith(OWN) or not (row.isascii() and row.isdigit() and len(row) <= _DIGITS):
        return None
    one = held().any(own_id)
    if isinstance(one, Wide):
        try:
            alone = one.row(int(row))
            return None if alone is None else (Own(one.id, one.title, alone, one.report, alone, "", of=one.of), 0)
        except NotKept:
            return None
    return (one, int(row)) if one and int(row) < len(one.shown) else None


def sought() -> list[Own]:
    """Return the sets that the view shows whose rows the search finds."""
    return [one for one in shown() if len(one.shown) <= routes.SOUGHT]


def lead_to(one: Own, row: int) -> None:
    """Select a row and go to it, on a day on which it shows (in a callback)."""
    points, changes = one.shown, {}
    if not showing(points, session.view())[row]:
        start, end = int(points.day_start[row]), int(points.day_end[row])
        if start > ALWAYS:
            changes["date"] = max(from_day_number(start), atlas.FIRST_DAY)
        elif end < FOREVER:
            changes["date"] = max(last_day(from_day_number(end)), atlas.FIRST_DAY)
    at = (float(points.lat[row]), float(points.lon[row]), ROW_ZOOM)
    # With the set, for the selected row's circle of precision.
    day_left.changed(select=f"{one.id}:{row}", at=at, own=session.view().own, **changes)
