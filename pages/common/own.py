"""The session's own sets: held in memory for this reader alone, put on the map, narrowed, removed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from threading import Lock, Timer

import numpy as np
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geodata.importers.build import Options, Progress
from geodata.importers.process import READERS, Look
from geodata.importers.report import Loaded, Refused, Report
from geodata.store import PointSet
from layers.core.narrowing import clean_words
from layers.core.own_rows import named
from layers.core.view import OWN
from pages.common import own_routes, own_stage, session

#: Rows that one reader, and all readers together, may hold.
ROWS_EACH, ROWS_ALL = 3_000_000, 12_000_000
TITLE_LENGTH = 40

#: So long after its browser has gone a session's sets are kept, in seconds: as long as Streamlit keeps the session itself.
AWAY_S = 120

#: A column with more distinct words than this is no list to tick.
MOST_CHOICES = 80

_rows_held = 0
_counting = Lock()


@dataclass
class Own:
    """One of the session's sets.

    Attributes
    ----------
    id : str
        "own:1"; a selected row is "own:1:17", counted in `shown`.
    title : str
    points : PointSet
        All accepted rows.
    report : Report
    shown : PointSet
        The rows that pass `chosen` and have the words of `q`.
    key : str
        Under which `shown` is served.
    chosen : dict of str to list of str
        Column → words ticked; no entry lets everything through.
    q : str
        The view's words in names by which `shown` was narrowed last.
    """

    id: str
    title: str
    points: PointSet
    report: Report
    shown: PointSet
    key: str
    chosen: dict[str, list[str]] = field(default_factory=dict)
    q: str = ""

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return the columns that can be narrowed, with their words, the most frequent first."""
        return {name: column.words for name, column in self.points.coded.items() if 1 < len(column.words) <= MOST_CHOICES}


class Held(dict[str, Own]):
    """A session's sets by id, the clock that runs while its reader is away, and the key under which they are presented."""

    clock: Timer | None = None
    stage: str | None = None

    def leave(self) -> None:
        """Let go of the sets soon, unless the reader comes back: a lost connection is not the end of a session."""
        if self:
            self.clock = Timer(AWAY_S, self.end)
            self.clock.daemon = True
            self.clock.start()

    def back(self) -> None:
        """Stop the clock."""
        if self.clock:
            self.clock.cancel()
            self.clock = None

    def end(self) -> None:
        """Let go of the sets."""
        for one in self.values():
            _let_go(one)
        self.clear()
        own_stage.forget(self.stage)
        self.stage = None


# Streamlit releases what a session has cached as soon as its browser is gone, and asks for it anew when it is back.
@st.cache_resource(scope="session", on_release=Held.leave, show_spinner=False)
def _presence(_sets: Held) -> Held:
    _sets.back()
    return _sets


def held() -> Held:
    """Return this session's sets by id."""
    return st.session_state.setdefault("own-sets", Held())


def stay() -> None:
    """Tell, once in every run, that the reader is here; sets that went while the reader was away leave the view, the others follow its words."""
    if st.session_state.get("own-titles"):
        _presence(held())
        if not held():
            _publish(())
        late = [one for one in shown() if one.q != session.view().q]
        if late:
            for one in late:
                _narrow(one)
            # The map has yet to hear what set the words, too.
            _, before = st.session_state.get("command", (0, ()))
            _publish(session.view().own)
            session.tell((*before, *st.session_state["command"][1]))


def _let_go(one: Own) -> None:
    global _rows_held
    own_routes.forget(one.key)
    with _counting:
        _rows_held -= len(one.points)


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


def _seat() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""


def put(loaded: Loaded, title: str) -> Own:
    """Hold a set for this session and show it on the map.

    Raises
    ------
    Refused
        When this reader, or the server, holds as many rows as it can.
    """
    global _rows_held
    sets = held()
    with _counting:
        mine = sum(len(one.points) for one in sets.values())
        if mine + len(loaded.points) > ROWS_EACH or _rows_held + len(loaded.points) > ROWS_ALL:
            whose = "your session holds" if mine + len(loaded.points) > ROWS_EACH else "the server holds for all its readers"
            raise Refused(f"With this set {whose} more rows than there is room for. Remove a set, or split the file.")
        _rows_held += len(loaded.points)
    number = st.session_state["own-last"] = st.session_state.get("own-last", 0) + 1
    one = Own(f"{OWN}{number}", _title(title), loaded.points, loaded.report, loaded.points, own_routes.STORE.put(loaded.points))
    sets[one.id] = one
    show(one.id, True)
    stay()
    return one


def _title(wish: str) -> str:
    """Return a title as a link holds it, unlike those of the other sets."""
    # Letters, figures and few signs: a title stands in links, in labels that read Markdown, and in file names.
    words = clean_words(re.sub(r"[^\w .()-]+", " ", wish))[:TITLE_LENGTH].strip() or "Own data"
    taken = {one.title for one in held().values()}
    return next(title for number in range(1, len(taken) + 2) if (title := words if number == 1 else f"{words} {number}") not in taken)


def remove(own_id: str) -> None:
    """Forget a set (in a callback)."""
    one = held().pop(own_id, None)
    if one:
        _let_go(one)
        if not held():
            held().end()
        job = st.session_state.get("making")
        if job is not None and job.holds(one.title):
            job.cancel()
            del st.session_state["making"]
        _publish(title for title in session.view().own if title != one.title)


def show(own_id: str, wanted: bool) -> None:
    """Put a set on the map or take it off (in a callback)."""
    title = held()[own_id].title
    _publish([other for other in session.view().own if other != title] + [title] * wanted)


def choose(own_id: str, column: str, words: list[str]) -> None:
    """Narrow a set to the rows with one of these words in a column (in a callback)."""
    one = held()[own_id]
    one.chosen = {name: chosen for name, chosen in (one.chosen | {column: words}).items() if chosen}
    _narrow(one)
    _publish(session.view().own)


def _narrow(one: Own) -> None:
    """Work out anew which rows pass, and serve them at a new address."""
    one.q = session.view().q
    wanted = named(one.points, one.q)
    for name, chosen in one.chosen.items():
        coded = one.points.coded[name]
        wanted &= np.isin(coded.codes, [coded.words.index(word) for word in chosen if word in coded.words])
    own_routes.forget(one.key)
    one.shown = one.points if wanted.all() else one.points.take(wanted)
    one.key = own_routes.STORE.put(one.shown)


def _publish(titles: object) -> None:
    """Write what is shown into the view; a selected row may have gone with its set."""
    # The session reads it when a link arrives, and knows nothing of this module.
    st.session_state.pop("own-scene-map", None)
    st.session_state["own-titles"] = tuple(one.title for one in held().values())
    selected = session.view().select or ""
    session.change(own=tuple(titles), **({"select": None} if selected.startswith(OWN) else {}))


def shown() -> list[Own]:
    """Return the sets that the view shows."""
    if not session.view().own:
        return []
    return [one for one in held().values() if one.title in session.view().own]


def points_of(titles: tuple[str, ...]) -> dict[str, PointSet]:
    """Return the rows shown of the session's sets with these titles, by title."""
    return {one.title: one.shown for one in held().values() if one.title in titles}


def specs(base: str = "../../") -> list[dict[str, object]]:
    """Return what the browser needs to fetch the sets shown."""
    return [
        {
            "id": one.id, "title": one.title, "url": f"{base}own/{one.key}/points.bin",
            "shapes": f"{base}own/{one.key}/shapes.json" if one.shown.shapes is not None or (one.shown.precision_m > 0).any() else None,
            "circle": _circle(one),
        }
        for one in shown()
    ]


def _circle(one: Own) -> list[float] | None:
    """Return the circle of the selected row, [row, first day, first day after, lon, lat, metres]: a large set sends no others."""
    found = find(session.view().select or "")
    if found is None or found[0] is not one or not one.shown.precision_m[found[1]] > 0:
        return None
    row, points = found[1], one.shown
    return [row, int(points.day_start[row]), int(points.day_end[row]), float(points.lon[row]), float(points.lat[row]), float(points.precision_m[row])]


def find(record_id: str) -> tuple[Own, int] | None:
    """Return the set and row of a selected id, or None."""
    if not record_id.startswith(OWN):
        return None
    own_id, _, row = record_id.rpartition(":")
    one = held().get(own_id)
    return (one, int(row)) if one and row.isascii() and row.isdigit() and int(row) < len(one.shown) else None
