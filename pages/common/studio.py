"""One process beside the server that draws pictures and makes documents, so that pages never wait for matplotlib.

It starts with the first file asked for and is started anew should it die. It is no `multiprocessing` process: those import the
main module again, which under Streamlit is the page's script.
"""

from __future__ import annotations

import atexit
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path

from layers.core import rendering

ROOT = Path(__file__).resolve().parents[2]


class NotDrawn(RuntimeError):
    """A job failed in the rendering process, or the process died over it; the message says how."""


class Studio(Executor):
    """An executor whose one worker is a process; functions and arguments must be picklable."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: queue.SimpleQueue[tuple[Future, bytes]] = queue.SimpleQueue()
        self._clerk: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object) -> Future:
        """Have ``fn(*args)`` run in the process."""
        if kwargs:
            raise TypeError("the studio takes positional arguments only")
        future: Future = Future()
        self._jobs.put((future, pickle.dumps((fn, args))))
        with self._lock:
            if self._clerk is None:
                self._clerk = threading.Thread(target=self._serve, name="studio", daemon=True)
                self._clerk.start()
        return future

    @property
    def started(self) -> bool:
        """Tell whether anything was ever asked of it."""
        return self._clerk is not None

    def _serve(self) -> None:
        while True:
            future, job = self._jobs.get()
            if future.set_running_or_notify_cancel():
                try:
                    done, found = self._ask(job)
                except (OSError, EOFError, pickle.UnpicklingError) as error:
                    self.shutdown()
                    done, found = False, f"the drawing process ended ({type(error).__name__})"
                if done:
                    future.set_result(found)
                else:
                    future.set_exception(NotDrawn(str(found)))

    def _ask(self, job: bytes) -> tuple[bool, object]:
        if self._process is None or self._process.poll() is not None:
            # matplotlib must not look for a window system, nor NumPy take every core.
            settings = os.environ | {"MPLBACKEND": "agg", "OMP_NUM_THREADS": "1"}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "layers.core.render_worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=settings,
            )
        self._process.stdin.write(job)
        self._process.stdin.flush()
        return pickle.load(self._process.stdout)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the process; the next job starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()


STUDIO = Studio()
atexit.register(STUDIO.shutdown)


def warm() -> None:
    """Let the process get ready while the reader still looks round."""
    if not STUDIO.started:
        STUDIO.submit(rendering.warm)
