"""One process beside the server that draws pictures and makes documents, so that pages never wait for matplotlib.

It starts with the first file asked for, steps back behind the server on a busy machine, ends with the server however that
ends, and is started anew should it die.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from layers.core import rendering

#: How much the process gives way to the server, as `nice` counts it.
_NICE = 5


def _begin() -> None:
    os.nice(_NICE)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        parent.join()
        os._exit(0)  # The server is gone, perhaps killed: nobody waits for what this process is doing.

    threading.Thread(target=follow, daemon=True).start()


class Studio(Executor):
    """An executor with one process of its own that outlives the death of that process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object) -> Future:
        """Have `fn` run in the process; function and arguments must be picklable."""
        with self._lock:
            if self._pool is None:
                # Spawned: a fork of a server with threads may inherit a lock that nobody will ever open.
                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _begin)
            try:
                return self._pool.submit(fn, *args, **kwargs)
            except BrokenProcessPool:
                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _begin)
                return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the process."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait, cancel_futures=cancel_futures)
                self._pool = None


STUDIO = Studio()
atexit.register(STUDIO.shutdown, wait=False, cancel_futures=True)


def warm() -> None:
    """Let the process get ready while the reader still looks round."""
    STUDIO.submit(rendering.warm)
