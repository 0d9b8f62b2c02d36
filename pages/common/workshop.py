"""Bounded making of files for readers: so many at once, so many waiting, so long, so big; what was made is kept for the next.

The pages must not suffer when somebody asks for a thousand files: each kind of file has a workshop with its own workers, and
whoever finds the queue full is told to come back, at once and cheaply.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor


class Busy(Exception):
    """More is asked for than the workshop takes; the message is a sentence for the asker."""


class Workshop:
    """Makes bodies by key, one job per key at a time.

    Parameters
    ----------
    executor : concurrent.futures.Executor
        Does the work; its number of workers bounds how many are made at once.
    waiting : int
        How many jobs may be under way or queued.
    seconds : float
        How long an asker waits; the job itself goes on, and its result is kept for who asks again.
    body_bytes, kept_bytes : int
        The largest body handed out, and how much is kept in all; the longest unused goes first.
    """

    def __init__(self, executor: Executor, *, waiting: int, seconds: float, body_bytes: int, kept_bytes: int) -> None:
        self._executor = executor
        self._waiting, self._seconds = waiting, seconds
        self._body_bytes, self._kept_bytes = body_bytes, kept_bytes
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._jobs: dict[str, asyncio.Future[bytes]] = {}

    def kept(self, key: str) -> bytes | None:
        """Return a body that was made before and is still kept."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    async def make(self, key: str, work: Callable[..., bytes], *arguments: object) -> bytes:
        """Return the body of a key: kept, under way for somebody else, or made now by ``work(*arguments)``.

        Raises
        ------
        Busy
        """
        held = self.kept(key)
        if held is not None:
            return held
        job = self._jobs.get(key)
        if job is None:
            if len(self._jobs) >= self._waiting:
                raise Busy("Too many files are being made right now. Ask again in a few seconds.")
            job = asyncio.get_running_loop().run_in_executor(self._executor, work, *arguments)
            self._jobs[key] = job
            job.add_done_callback(lambda done: self._done(key, done))
        try:
            # Shielded: an asker who gives up must not take the job from the others.
            body = await asyncio.wait_for(asyncio.shield(job), self._seconds)
        except TimeoutError:
            raise Busy(f"The file was not ready within {self._seconds:g} s. Ask again: it is being made.") from None
        if len(body) > self._body_bytes:
            raise Busy(f"The file is larger than {self._body_bytes // 1_000_000} MB. Ask for a part of it.")
        return body

    def _done(self, key: str, job: asyncio.Future[bytes]) -> None:
        self._jobs.pop(key, None)
        if job.cancelled() or job.exception() is not None or len(job.result()) > self._body_bytes:
            return
        self._kept[key] = job.result()
        self._size += len(job.result())
        while self._size > self._kept_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest)
