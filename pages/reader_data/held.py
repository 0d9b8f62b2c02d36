"""What a session holds of its reader's own data: sets, the file being looked at, what was made of sets. Counted, locked, and ended once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Lock, RLock

import numpy as np
import streamlit as st
from streamlit.runtime.scriptrunner import ScriptRunContext, get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geodata.importers.report import Loaded, Refused, Report
from geodata.sets.kept import Reader
from geodata.store import PointSet
from geodata.translation import mark, tr
from layers.reader_data.points import hue
from layers.view.state import OWN
from pages.reader_data import leaving, routes
from pages.reader_data import stage as own_stage
from pages.reader_data.arrived import LARGE, Files
from pages.reader_data.own import Opened, Own
from pages.reader_data.room import ROWS_EACH, Share, share_of
from pages.reader_data.shelf import SHELF
from pages.reader_data.wide import Wide

ENDED = mark("This visit has ended. Reload the page and drop the file again.")

#: Under which names a session's share counts what was seen of a file at first, and what was read of it and is not on the map yet.
PEEKED, _READ = "peeked", "read"


class Held(dict[str, Own]):
    """A session's sets by id.

    A reader who acts while the page is still at work has two runs of it going at once, and the server may find the session gone meanwhile:
    whatever changes what is held does so under `lock`. After `end` nothing is held ever again.

    Attributes
    ----------
    share : Share
        What the session's data takes of the room.
    stage : str or None
        The key under which sets are presented.
    making, wide : Lock, dict of str to Wide
        Held while a file is made of sets, one at a time; sets that are shown without being held.
    """

    def __init__(self, share: Share) -> None:
        super().__init__()
        self.lock = RLock()
        self.making = Lock()
        self.share = share
        self.stage: str | None = None
        self.wide: dict[str, Wide] = {}
        self.ended = False
        self._last = 0
        self._file = ""
        self._read: tuple[object, Loaded | Refused] | None = None
        self._made: dict[str, tuple[frozenset[str], Callable[[], None]]] = {}

    def look_at(self, file_id: str) -> None:
        """Say which file the reader has dropped, "" for none; what was read of another is let go of."""
        with self.lock:
            if file_id != self._file:
                self.discard()
                self._file = file_id

    def discard(self) -> None:
        """Let go of the file that is looked at: what was read of it."""
        with self.lock:
            self._file, self._read = "", None
            for name in (PEEKED, _READ):
                self.share.free(name)

    def read(self, asked: object) -> Loaded | Refused | None:
        """Return what came of reading the file in this way, or None if it was not read so."""
        return self._read[1] if self._read is not None and self._read[0] == asked else None

    def keep_read(self, asked: object, file_id: str, outcome: Loaded | Refused) -> Loaded | Refused:
        """Keep what came of reading the file, unless it has been let go of meanwhile; returns it, or why it is not kept."""
        with self.lock:
            if self.ended or self._file != file_id:
                return Refused(tr(ENDED) if self.ended else tr("The file was taken away while it was read."))
            self._read = None
            self.share.free(_READ)
            try:
                self.share.take(_READ, 0 if isinstance(outcome, Refused) else outcome.nbytes)
            except Refused as refusal:
                outcome = Refused(str(refusal))
            self._read = (asked, outcome)
            return outcome

    def add(self, loaded: Loaded, title: str) -> Own:
        """Hold a set.

        Raises
        ------
        Refused
            When this reader, or all together, hold as much as they can.
        """
        with self.lock:
            if self.ended:
                raise Refused(tr(ENDED))
            own_id = f"{OWN}{self._last + 1}"
            was_read = self._read is not None and self._read[1] is loaded
            # Narrowed, a set has its columns once more.
            self.share.take(
                own_id, loaded.nbytes + loaded.points.nbytes, len(loaded.points), instead_of=_READ if was_read else ""
            )
            if loaded.nbytes > LARGE:
                leaving.lighten()
            return self._hold(own_id, title, loaded.points, loaded.report)

    def open(self, opened: Opened, title: str, read: Callable[[], Loaded]) -> Own:
        """Hold a version of a kept set, which is in memory once for all who look at it; `read` reads it where nobody does yet.

        Raises
        ------
        Refused
            When it has more rows than a browser may have to draw, or there is no room for it.
        NotKept
        """
        file = opened.version.file
        shared = SHELF.open(file, read)
        with self.lock:
            why = ""
            if self.ended:
                why = tr(ENDED)
            elif sum(len(one.points) for one in self.values()) + len(shared.points) > ROWS_EACH:
                why = tr("With this your session holds more rows than there is room for. Remove a set.")
            if not why:
                own_id = f"{OWN}{self._last + 1}"
                return self._hold(
                    own_id, title, replace(shared.points, title=title), shared.report, opened, shared.files
                )
        SHELF.close(file)
        raise Refused(why)

    def open_wide(self, opened: Opened, title: str, reader: Reader) -> Wide:
        """Show a version of a kept set that has too many rows to hold; raises as `open` does."""
        with self.lock:
            if self.ended:
                raise Refused(tr(ENDED))
            self._last += 1
            one = Wide.opened(f"{OWN}{self._last}", title, opened, reader)
            return self.wide.setdefault(one.id, one)

    def any(self, own_id: str) -> Own | Wide | None:
        """Return a set, held or only shown."""
        return next((one for one in self.every() if one.id == own_id), None)

    def every(self) -> list[Own | Wide]:
        """Return both kinds."""
        return [*list(self.values()), *list(self.wide.values())]

    def _hold(
        self,
        own_id: str,
        title: str,
        points: PointSet,
        report: Report,
        of: Opened | None = None,
        files: routes.Files | None = None,
    ) -> Own:
        self._last += 1
        whole = replace(points, hue=hue(points, [one.points for one in self.values()]))
        # What all share has the colours that it was kept with.
        key = routes.serve(whole, self.share, files if whole.hue == points.hue else None)
        self[own_id] = Own(own_id, title, whole, report, whole, key, of=of)
        return self[own_id]

    def narrow(self, one: Own, wanted: np.ndarray, q: str) -> None:
        """Show some rows of a set (bool array) from now on, at a new address; one that is gone meanwhile stays so.

        Raises
        ------
        Refused
            Where there is no room for the rows of a kept set beside those that all share; what is shown stays as it was.
        """
        with self.lock:
            if self.get(one.id) is one:
                whole = bool(wanted.all())
                shown = one.points if whole else one.points.narrowed(wanted)
                if one.of:
                    # All share its rows; what is narrowed is this reader's alone.
                    self.share.take(one.id, 0 if whole else shown.nbytes)
                routes.forget(one.key)
                one.q, one.shown = q, shown
                one.key = routes.serve(shown, self.share)

    def drop(self, own_id: str) -> Own | Wide | None:
        """Let go of a set and of all that was made of it; returns it, or None where there is none."""
        with self.lock:
            one = self.wide.pop(own_id, None) or self.pop(own_id, None)
            if one is not None:
                routes.forget(one.key)
                for what in [what for what, (sets, _) in self._made.items() if own_id in sets]:
                    self._made.pop(what)[1]()
                self.share.free(own_id)
                if isinstance(one, Wide):
                    one.forget()
                elif one.of:
                    SHELF.close(one.of.version.file)
            if not self.every():
                self.leave_stage()
            return one

    def present(self, stage: Callable[[str | None], str]) -> str:
        """Present sets under the session's key, which `stage` takes and returns; returns the key."""
        with self.lock:
            if self.every():
                self.stage = stage(self.stage)
            return self.stage or ""

    def points_of(self, names: Iterable[str]) -> dict[str, PointSet | Wide]:
        """Return the rows shown of the sets that are named so in views, by name; of one that is not held what asks for them."""
        with self.lock:
            return {one.name: one if isinstance(one, Wide) else one.shown for one in self.every() if one.name in names}

    def leave_stage(self) -> None:
        """Present nothing any more."""
        with self.lock:
            own_stage.forget(self.stage)
            self.stage = None

    def keep_made(self, what: str, sets: frozenset[str], forget: Callable[[], None]) -> None:
        """Have a file that was made of sets forgotten when one of them goes, and forget now an earlier one of the same name.

        Raises
        ------
        Refused
            When one of the sets is gone.
        """
        with self.lock:
            if not sets <= {*self, *self.wide}:
                raise Refused(tr("The set is gone."))
            _, earlier = self._made.pop(what, (sets, None))
            if earlier is not None:
                earlier()
            self._made[what] = (sets, forget)

    def end(self) -> None:
        """Let go of everything, for good; said twice is no fault."""
        with self.lock:
            self.ended = True
            self.discard()
            for own_id in [*self, *self.wide]:
                self.drop(own_id)
            # Nobody waits any more for what is being made without them.
            for _, forget in self._made.values():
                forget()
            self._made.clear()
            self.leave_stage()


_first = RLock()


def held() -> Held:
    """Return this session's sets by id."""
    with _first:
        sets = st.session_state.get("own-sets")
        if sets is None:
            session_id = _run().session_id
            sets = st.session_state["own-sets"] = Held(share_of(session_id))
            leaving.when_gone(session_id, "sets", sets.end)
        return sets


def _run() -> ScriptRunContext:
    context = get_script_run_ctx()
    assert context is not None, "only a page's run has a session"
    return context


def _uploads() -> tuple[Files | None, str]:
    """Return what holds the raw uploads, or None in a test of pages without a server, and the session's id."""
    context = _run()
    return context.uploaded_file_mgr if isinstance(context.uploaded_file_mgr, Files) else None, context.session_id


def raw(file: UploadedFile) -> bytes:
    """Return the bytes of the file that a page's field holds; none any more where it has gone meanwhile."""
    files, session_id = _uploads()
    return file.getvalue() if files is None else files.data(session_id, file.file_id)


def keep_upload(file_id: str) -> None:
    """Forget the session's raw uploads that its page has seen and shows no more: all but one, or all."""
    files, session_id = _uploads()
    if files is not None:
        files.keep_only(session_id, file_id)


def turned() -> str:
    """Return why the session's last upload was turned away, once; empty where it was not."""
    files, session_id = _uploads()
    return files.turned(session_id) if files is not None else ""
