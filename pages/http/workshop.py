"""Bounded making of files for readers: so many at once, so many waiting, so long, so big; what was made is kept for the next.

The pages must not suffer when somebody asks for a thousand files: each kind of file has a workshop with its own workers, and
whoever finds the queue full is told to come back, at once and cheaply.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from cachetools import LRUCache

from geodata.translation import tr


class Busy(Exception):
    """A file is not to be had now; the message is a sentence for the asker."""


@dataclass
class _Job:
    """A job under way, and how many wait for it."""

    future: Future[bytes]
    done: asyncio.Future[bytes]
    askers: int = 0


class Workshop:
    """Makes bodies by key, one job per key at a time.

    Parameters
    ----------
    executor : concurrent.futures.Executor
        Does the work; its number of workers bounds how many are made at once.
    waiting : int
        How many jobs may be under way or queued.
    seconds : float
        How long an asker waits. A job that was begun goes on, and its result is kept for who asks again; one that nobody waits for any more is
        not begun.
    body_bytes, kept_bytes : int
        The largest body handed out, and how much is kept in all; the longest unused goes first.
    """

    def __init__(self, executor: Executor, *, waiting: int, seconds: float, body_bytes: int, kept_bytes: int) -> None:
        self._executor = executor
        self._waiting, self._seconds, self._body_bytes = waiting, seconds, body_bytes
        self._kept: LRUCache[str, bytes] = LRUCache(kept_bytes, getsizeof=len)
        self._jobs: dict[str, _Job] = {}

    def kept(self, key: str) -> bytes | None:
        """Return a body that was made before and is still kept."""
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
                raise Busy(tr("Too many files are being made right now. Ask again in a few seconds."))
            future = self._executor.submit(work, *arguments)
            job = self._jobs[key] = _Job(future, asyncio.wrap_future(future))
            job.done.add_done_callback(lambda done: self._done(key, job))
        job.askers += 1
        try:
            # Shielded: an asker who gives up must not take the job from the others.
            body = await asyncio.wait_for(asyncio.shield(job.done), self._seconds)
        except TimeoutError:
            raise Busy(
                tr("The file was not ready within {seconds} s. Ask again in a moment.", seconds=f"{self._seconds:g}")
            ) from None
        finally:
            job.askers -= 1
            # Its turn may not have come yet, and it would be drawn for nobody.
            if not job.askers and job.future.cancel():
                self._forget(key, job)
        if len(body) > self._body_bytes:
            most = self._body_bytes // 1_000_000
            raise Busy(tr("The file is larger than {most} MB. Ask for a part of it.", most=most))
        return body

    def _done(self, key: str, job: _Job) -> None:
        self._forget(key, job)
        if not job.done.cancelled() and job.done.exception() is None:
            body = job.done.result()
            if len(body) <= min(self._body_bytes, self._kept.maxsize):
                self._kept[key] = body

    def _forget(self, key: str, job: _Job) -> None:
        if self._jobs.get(key) is job:
            del self._jobs[key]
