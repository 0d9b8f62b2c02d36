"""A file that takes long while it is being made: how far it is, how to stop it, what came of it."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet

from geodata.translation import tr
from pages.http.drawing import NotDrawn

#: So many readers' files are under way at once.
_MOST = threading.BoundedSemaphore(8)
#: How often it is looked whether the reader still wants it, in seconds.
LOOK_S = 0.2


class Making(ABC):
    """The making of one file, in a thread that waits for the processes that draw.

    Parameters
    ----------
    steps : int
        Parts of the work.
    safe : str
        A sentence said beside a failure, of what it has not touched.

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

    #: So many of its kind are under way at once, of all readers.
    most: threading.BoundedSemaphore = _MOST

    def __init__(self, steps: int, safe: str = "") -> None:
        self.steps, self.done, self._safe = steps, 0, safe
        self.body: bytes | None = None
        self.failed = ""
        self._stop = threading.Event()
        self.thread = threading.Thread(target=self._run, name="making", daemon=True)
        self.thread.start()

    @property
    def running(self) -> bool:
        """Tell whether there is still something to wait for."""
        return self.body is None and not self.failed

    @property
    def cancelled(self) -> bool:
        """Tell whether the reader stopped it."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Stop: what is being drawn is finished and thrown away, nothing more is begun."""
        self._stop.set()
        self.failed, self.body = tr("Cancelled."), None

    @abstractmethod
    def _made(self) -> bytes | None:
        """Return the file, or None when the reader does not want it any more."""

    @abstractmethod
    def _forget(self) -> None:
        """Let go of what the file was made of."""

    def _run(self) -> None:
        if not self.most.acquire(blocking=False):
            self.failed = tr("Too many files are being made right now. Try again in a minute.")
            return
        try:
            body = self._made()
            self.body = body
            # Looked at afterwards: who cancels at this moment finds a file here, or is found.
            if self._stop.is_set():
                self.body = None
        except NotDrawn as failure:
            self.failed = self.failed or " ".join(filter(None, (str(failure), self._safe)))
        finally:
            # What nobody foresaw ends this thread and is told in the log.
            if self.body is None and not self.failed:
                why = tr("The file could not be made, for a reason that the server’s log tells.")
                self.failed = " ".join(filter(None, (why, self._safe)))
            self._forget()
            self.most.release()

    def _wait(self, future: Future) -> bytes | None:
        """Return what a job made, or None when the reader does not want it any more."""
        while not self._stop.is_set():
            try:
                body = future.result(LOOK_S)
            except NotYet:
                continue
            self.done += 1
            return body
        future.cancel()
        return None
