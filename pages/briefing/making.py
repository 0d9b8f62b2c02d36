"""A briefing's file while it is being made: how far it is, how to stop it, what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, replace
from datetime import date

from geodata.importers.template import Template
from geodata.store import PointSet
from geodata.translation import Said, mark, tr
from layers.briefings.briefing import Briefing
from layers.making import jobs
from layers.reader_data.drawn import OwnSet, sets_of
from pages.http.drawing import BINDERY, STUDIO, NotDrawn

#: So many readers' files are under way at once.
_MOST = threading.BoundedSemaphore(8)
_LOOK_S = 0.2


@dataclass(frozen=True)
class Kind:
    """A kind of file: its ending and media type, who makes it, what it and its download are called, whether from a picture of each scene.

    With `shapes` it draws a scene's annotations itself, over its picture.
    """

    ending: str
    media_type: str
    make: Callable[..., bytes]
    title: Said = Said()
    download: Said = Said()
    pictures: bool = True
    shapes: bool = False


_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

KINDS = {
    "pptx": Kind(
        ".pptx", _PPTX, jobs.deck_file, mark("PowerPoint deck"), mark("Download the PowerPoint deck"), shapes=True
    ),
    "pdf": Kind(".pdf", "application/pdf", jobs.handout_file, mark("PDF handout"), mark("Download the PDF handout")),
    "html": Kind(
        ".html",
        "text/html",
        jobs.document,
        mark("Presenter’s file (HTML)"),
        mark("Download the Presenter’s file (HTML)"),
        pictures=False,
    ),
}


class Job:
    """The making of one file, in a thread that waits for the studio.

    Parameters
    ----------
    kind : str
        Key of `KINDS`.
    briefing : Briefing
    made : datetime.date
    address, revision : str
        Where readers have the app, and the ledger's revision.
    own : mapping of str to PointSet
        The reader's own sets that its scenes name, by title.
    template : Template or None
        Whose look a deck has.

    Attributes
    ----------
    steps, done : int
        Parts of the work, and how many are ready.
    body : bytes or None
        The file, when it is ready.
    failed : str
        A sentence when it is not to be had.
    thread : threading.Thread
        Ends when the file is ready or is not to be had.
    """

    def __init__(
        self,
        kind: str,
        briefing: Briefing,
        made: date,
        address: str,
        revision: str,
        own: Mapping[str, PointSet],
        template: Template | None = None,
    ) -> None:
        self.kind, self.briefing, self._own = kind, briefing, own
        self._template = template if KINDS[kind].shapes else None
        self.steps, self.done = (len(briefing.scenes) if KINDS[kind].pictures else 0) + 1, 0
        self.body: bytes | None = None
        self.failed = ""
        self._arguments = (made, address, revision)
        self._stop = threading.Event()
        self.thread = threading.Thread(target=self._run, name="making", daemon=True)
        self.thread.start()

    def holds(self, title: str) -> bool:
        """Tell whether the file is made with an own set of this title."""
        return title in self.briefing.own()

    @property
    def running(self) -> bool:
        """Tell whether there is still something to wait for."""
        return self.body is None and not self.failed

    def cancel(self) -> None:
        """Stop: what is being drawn is finished and thrown away, nothing more is begun."""
        self._stop.set()
        self.failed, self.body = tr("Cancelled."), None

    def _run(self) -> None:
        if not _MOST.acquire(blocking=False):
            self.failed = tr("Too many files are being made right now. Try again in a minute.")
            return
        try:
            body = self._made()
            if not self._stop.is_set():
                self.body = body
        except NotDrawn as failure:
            self.failed = self.failed or " ".join((str(failure), tr("The briefing itself is safe.")))
        finally:
            # What nobody foresaw ends this thread and is told in the log.
            if self.body is None and not self.failed:
                self.failed = tr(
                    "The file could not be made, for a reason that the server’s log tells. The briefing itself is safe."
                )
            self._own, self._template = {}, None
            _MOST.release()

    def _made(self) -> bytes | None:
        made, address, revision = self._arguments
        kind, pictures = KINDS[self.kind], []
        sets = tuple(OwnSet.of(title, points) for title, points in self._own.items())
        for scene in self.briefing.scenes if kind.pictures else ():
            own = tuple(sets_of(scene.view, sets))
            drawn = replace(scene, annotations=()) if kind.shapes else scene
            pictures.append(
                self._wait((BINDERY if own else STUDIO).submit(jobs.scene_picture, drawn, made, revision, own))
            )
            if pictures[-1] is None:
                return None
        return self._wait(
            (BINDERY if kind.pictures or sets else STUDIO).submit(
                kind.make,
                self.briefing,
                *([pictures] if kind.pictures else []),
                made,
                address,
                sets,
                *([self._template] if self._template else []),
            )
        )

    def _wait(self, future: Future) -> bytes | None:
        """Return what a job made, or None when the reader does not want it any more."""
        while not self._stop.is_set():
            try:
                body = future.result(_LOOK_S)
            except NotYet:
                continue
            self.done += 1
            return body
        future.cancel()
        return None
