"""A briefing's file while it is being made: how far it is, how to stop it, what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from datetime import date

from layers.core import rendering
from layers.core.briefing import Briefing
from pages.common.studio import STUDIO

#: So many readers' files are under way at once.
_MOST = threading.BoundedSemaphore(8)
_LOOK_S = 0.2


@dataclass(frozen=True)
class Kind:
    """A kind of file: what it is called, its ending and media type, who makes it, whether it needs a picture for each scene."""

    title: str
    ending: str
    media_type: str
    make: Callable[[Briefing, date, str, str], bytes]
    pictures: bool


KINDS = {
    "pptx": Kind("PowerPoint deck", ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", rendering.deck_file, True),
    "pdf": Kind("PDF handout", ".pdf", "application/pdf", rendering.handout_file, True),
    "html": Kind("Presenter’s file (HTML)", ".html", "text/html", rendering.document, False),
}


class Job:
    """The making of one file, in a thread that waits for the studio.

    Attributes
    ----------
    steps, done : int
        Parts of the work, and how many are ready.
    body : bytes or None
        The file, when it is ready.
    failed : str
        A sentence when it is not to be had.
    """

    def __init__(self, kind: str, briefing: Briefing, made: date, address: str, revision: str) -> None:
        self.kind, self.briefing = kind, briefing
        self.steps, self.done = (len(briefing.scenes) if KINDS[kind].pictures else 0) + 1, 0
        self.body: bytes | None = None
        self.failed = ""
        self._arguments = (made, address, revision)
        self._stop = threading.Event()
        if not _MOST.acquire(blocking=False):
            self.failed = "Too many files are being made right now. Try again in a minute."
            return
        threading.Thread(target=self._run, daemon=True).start()

    @property
    def running(self) -> bool:
        """Tell whether there is still something to wait for."""
        return self.body is None and not self.failed

    def cancel(self) -> None:
        """Stop: what is being drawn is finished and thrown away, nothing more is begun."""
        self._stop.set()
        self.failed = "Cancelled."

    def _run(self) -> None:
        try:
            made, address, revision = self._arguments
            scenes = self.briefing.scenes if KINDS[self.kind].pictures else ()
            for scene in scenes:
                if self._wait(STUDIO.submit(rendering.scene_picture, scene, made, revision)) is None:
                    return
            self.body = self._wait(STUDIO.submit(KINDS[self.kind].make, self.briefing, made, address, revision))
        finally:
            _MOST.release()

    def _wait(self, future: Future) -> bytes | None:
        while not self._stop.is_set():
            try:
                error = future.exception(_LOOK_S)
            except NotYet:
                continue
            if error is not None:
                self.failed = f"The file could not be made ({error}). The briefing itself is safe."
                return None
            self.done += 1
            return future.result()
        future.cancel()
        return None
