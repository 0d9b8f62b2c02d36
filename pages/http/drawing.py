"""Processes beside the server that draw pictures and make documents, so that pages never wait for matplotlib.

Each starts with the first file asked for and is started anew should it die, take too long over a job or have grown too large. They are no
`multiprocessing` processes: those import the main module again, which under Streamlit is the page's script.
"""

from __future__ import annotations

import atexit
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, ParamSpec, TypeVar

from geodata.translation import spoken, tr
from layers.making import jobs
from layers.making.process import ANSWER, JOB
from pages.http.workshop import Busy

_P = ParamSpec("_P")
_T = TypeVar("_T")

ROOT = Path(__file__).resolve().parents[2]

#: Seconds that a job may take, beside those that a new process has to get ready. A picture takes some 0.5 s, one of a large set of a reader's own
#: some seconds, a deck of 60 scenes 10 s, or 80 s where every letter stands on a line of its own.
PATIENCE_S: Mapping[Callable[..., object], float] = {
    jobs.own_png: 40,
    jobs.document: 40,
    jobs.film_frame: 40,
    jobs.film_card: 40,
    jobs.film_file: 240,
    jobs.deck_file: 240,
    jobs.handout_file: 240,
}
PICTURE_S, READY_S = 20, 30

#: So many jobs may wait, of so many bytes: a large set of a reader's own has some 50 MB.
WAITING, WAITING_BYTES = 64, 400_000_000
#: A process that has held more than this, in bytes, makes place for a new one after its job.
LARGE = 1_200_000_000
#: No file is larger, whatever the process says.
MOST_BYTES = 400_000_000
#: How long a reader waits for a picture to download, in seconds.
WAITED_FOR_S = 40


class NotDrawn(Busy):
    """A job failed in the rendering process, or the process died or was ended over it; the message is a sentence for the asker."""


class Studio(Executor):
    """An executor whose one worker is a process; functions and arguments must be picklable, and what the functions return is bytes.

    Parameters
    ----------
    patience_s : mapping of callable to float
        Seconds a job of each function may take; those of a picture where it is not named.
    ready_s : float
        Seconds more for the first job of a process.
    idle_s : float or None
        The process ends when it has been without work for so long; None keeps it for the next who asks.
    """

    def __init__(
        self,
        patience_s: Mapping[Callable[..., object], float] = PATIENCE_S,
        ready_s: float = READY_S,
        idle_s: float | None = None,
    ) -> None:
        self._patience_s, self._ready_s, self._idle_s = patience_s, ready_s, idle_s
        self._lock = threading.Lock()
        self._jobs: queue.Queue[tuple[Future[Any], bytes, float]] = queue.Queue(WAITING)
        self._waiting_bytes = 0
        self._clerk: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Have ``fn(*args)`` run in the process.

        The future holds its bytes or a `NotDrawn`; one that is cancelled before its turn is not drawn.

        Raises
        ------
        NotDrawn
            When too many jobs wait.
        """
        if kwargs:
            raise TypeError("the studio takes positional arguments only")
        future: Future[_T] = Future()
        job = pickle.dumps((fn, args))
        with self._lock:
            if self._jobs.full() or (self._waiting_bytes and self._waiting_bytes + len(job) > WAITING_BYTES):
                raise NotDrawn(tr("Too many pictures and files are being made right now. Ask again in a few seconds."))
            self._jobs.put_nowait((future, job, self._patience_s.get(fn, PICTURE_S)))
            self._waiting_bytes += len(job)
            if self._clerk is None or not self._clerk.is_alive():
                self._begin()
        return future

    def picture(self, work: Callable[_P, bytes], /, *args: _P.args, **kwargs: _P.kwargs) -> bytes:
        """Return the picture that a job draws, for a download that a reader waits for.

        Raises
        ------
        NotDrawn
            With a sentence, when it is not ready in time.
        """
        job = self.submit(work, *args, **kwargs)
        try:
            return job.result(WAITED_FOR_S)
        except NotYet:
            job.cancel()
            raise NotDrawn(tr("The picture was not ready in time. Try again in a moment.")) from None

    @property
    def started(self) -> bool:
        """Tell whether anything was ever asked of it."""
        return self._clerk is not None

    @property
    def pid(self) -> int | None:
        """Return the number of the process that draws now, or None where there is none."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def _begin(self) -> None:
        self._clerk = threading.Thread(target=self._serve, name="studio", daemon=True)
        self._clerk.start()

    def _serve(self) -> None:
        try:
            while True:
                try:
                    future, job, patience_s = self._jobs.get(timeout=self._idle_s)
                except queue.Empty:
                    self.shutdown()
                    continue
                with self._lock:
                    self._waiting_bytes -= len(job)
                self._do(future, job, patience_s)
        finally:
            # What nobody foresaw ends this thread and is told in the log; the jobs that wait are another's.
            with self._lock:
                self._begin()

    def _do(self, future: Future, job: bytes, patience_s: float) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(self._ask(job, patience_s))
        except NotDrawn as failure:
            future.set_exception(failure)
        finally:
            if not future.done():
                self.shutdown()
                future.set_exception(NotDrawn(tr("The file could not be made. Ask again in a moment.")))

    def _ask(self, job: bytes, patience_s: float) -> bytes:
        if self._process is None or self._process.poll() is not None:
            patience_s += self._ready_s
            self._process = _launched()
        process, late = self._process, threading.Event()

        def stop() -> None:
            # Even a stopped process ends so, and whoever waits to write to it or to read from it waits no more.
            late.set()
            process.kill()

        clock = threading.Timer(patience_s, stop)
        clock.start()
        try:
            done, body, held = _exchanged(process, job)
        except (OSError, EOFError) as error:
            self.shutdown()
            raise NotDrawn(
                tr("Making the file took longer than {seconds} s and was stopped.", seconds=f"{patience_s:g}")
                if late.is_set()
                else tr("The process that draws ended. Ask again in a moment."),
            ) from error
        finally:
            clock.cancel()
            clock.join()
        if held > LARGE or late.is_set():
            self.shutdown()
        if not done:
            raise NotDrawn(
                tr(
                    "The file could not be made: drawing it met an error ({error}), which the server's log tells.",
                    error=body.decode("ascii", "replace")[:60],
                )
            )
        return body

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the process; the next job starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in filter(None, (process.stdin, process.stdout)):
                # What was left to write has nobody to go to.
                with suppress(BrokenPipeError):
                    pipe.close()


def _launched() -> subprocess.Popen[bytes]:
    # matplotlib must not look for a window system, nor NumPy take every core.
    settings = os.environ | {"MPLBACKEND": "agg", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "layers.making.process", *spoken().file],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=settings,
    )


def _exchanged(process: subprocess.Popen[bytes], job: bytes) -> tuple[bool, bytes, int]:
    """Return what came of a job: whether there is a file, its bytes or words, the most memory that the process has held."""
    hand, mouth = process.stdin, process.stdout
    assert hand and mouth, "launched with both"
    hand.write(JOB.pack(len(job)))
    hand.write(job)
    hand.flush()
    done, length, held = ANSWER.unpack(_read(mouth, ANSWER.size))
    if length > MOST_BYTES:
        raise EOFError(f"an answer of {length} bytes")
    return done, _read(mouth, length), held


def _read(mouth: IO[bytes], length: int) -> bytes:
    found = mouth.read(length)
    if len(found) < length:
        raise EOFError
    return found


STUDIO = Studio()
#: What may take long, decks, handouts and whatever holds readers' own sets: a process of its own, so that nobody else's picture waits for them.
BINDERY = Studio(idle_s=300)
#: Beside the bindery for the frames of films, which are many; soon gone again.
DARKROOM = Studio(idle_s=30)
for _studio in (STUDIO, BINDERY, DARKROOM):
    atexit.register(_studio.shutdown)


def warm() -> None:
    """Let the process get ready while the reader still looks round."""
    if not STUDIO.started:
        STUDIO.submit(jobs.warm)
