"""Readers' files are read in a process beside the server, by a child that has one file, limits and no way out (`child`, `sandbox`).

The server hands over bytes and gets back Arrow data and plain words (`wire`). It watches time and memory, and a child that dies is a sentence.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Lock, Thread
from typing import BinaryIO

from geodata.importers.apart import wire
from geodata.importers.apart.answer import DAMAGED, LOOK_S, Answer, Into, Limits
from geodata.importers.formats.unpack import limit_size
from geodata.importers.options import Options, Progress
from geodata.importers.reading import Peek
from geodata.importers.report import Loaded, Refused, refused
from geodata.importers.template import Template
from geodata.translation import spoken, tr, tr_n

_log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[3]

#: So many files are read at once, and so many wait.
AT_ONCE, WAITING = 2, 24
_START_S = 60


@dataclass(frozen=True)
class Look:
    """What a file seems to be, and what came of reading it where its layout is known: the set, or why there is none."""

    peek: Peek
    outcome: Loaded | Refused | None


class Readers:
    """The warm process, and the queue of files before it.

    Parameters
    ----------
    module : str
        What is run as the process.
    """

    def __init__(self, module: str = "geodata.importers.apart.child") -> None:
        self._module = module
        self._start = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._turn = Condition()
        self._queue: list[object] = []
        self._seats: set[str] = set()
        self._held: dict[str, bool] = {}

    def look(
        self, name: str, data: bytes, options: Options = Options(), told: Progress | None = None, seat: str = ""
    ) -> Look:
        """Say what a file seems to be, and read it where its layout is known.

        Parameters
        ----------
        name : str
            Its name, for the report.
        data : bytes
        options : Options
        told : callable, optional
            Called with (share from 0 to 1, what is being done), some times a second; what it raises ends the reading.
        seat : str
            Whose file it is: of each seat one is read at a time.

        Raises
        ------
        Refused
            For what is not read, with the reason.
        """
        answer = self._ask("look", name, data, options, False, told, seat)
        if answer.look is None:
            raise answer.refused or Refused(tr(DAMAGED))
        return Look(answer.look, answer.refused or answer.loaded)

    def read(
        self,
        name: str,
        data: bytes,
        options: Options = Options(),
        told: Progress | None = None,
        lasting: bool = False,
        seat: str = "",
    ) -> Loaded:
        """Read a file; `lasting` rows of a mapped table are states rather than events. The rest is as for `look`.

        Raises
        ------
        Refused
        """
        answer = self._ask("read", name, data, options, lasting, told, seat)
        if answer.loaded is None:
            raise answer.refused or Refused(tr(DAMAGED))
        return answer.loaded

    def large(
        self,
        name: str,
        file: BinaryIO,
        into: Into,
        rows: int,
        options: Options = Options(),
        told: Progress | None = None,
        lasting: bool = False,
    ) -> Loaded:
        """Read a file where it lies, a plain table of any size with at most so many rows; the set that is returned has none of them.

        Raises
        ------
        Refused
        """
        size = os.fstat(file.fileno()).st_size
        told, limits = told or _nobody, Limits.large(size)
        asked = wire.Asked("large", name, options, lasting, size, limits.memory, limits.seconds, rows)
        with self._place(told, ""), self._child() as (link, fate):
            answer = Answer(link, fate, limits, told, into).hear(wire.packed(asked), file.fileno())
        if answer.loaded is None or answer.refused:
            raise answer.refused or Refused(tr(DAMAGED))
        return answer.loaded

    def template(self, name: str, data: bytes, seat: str = "") -> Template:
        """Read a template of slides; see `slides`.

        Raises
        ------
        Refused
        """
        answer = self._ask("template", name, data, Options(), False, None, seat)
        if answer.template is None:
            raise answer.refused or Refused(tr(DAMAGED))
        return answer.template

    def briefing(self, name: str, data: bytes, seat: str = "") -> object:
        """Read the plain values of a saved briefing.

        Raises
        ------
        Refused
        """
        answer = self._ask("briefing", name, data, Options(), False, None, seat)
        if answer.briefing is None:
            raise answer.refused or Refused(tr(DAMAGED))
        return answer.briefing[0]

    def warm(self) -> None:
        """Start the process if it does not run, without waiting for it."""
        if self._process is None or self._process.poll() is not None:
            Thread(target=self.protection, name="warm-readers", daemon=True).start()

    def end(self) -> None:
        """End the process; the next file starts another."""
        process = self._process
        if process is not None:
            process.kill()
            process.wait()

    def _ask(
        self, job: str, name: str, data: bytes, options: Options, lasting: bool, told: Progress | None, seat: str
    ) -> Answer:
        limit_size(data)
        told, limits = told or _nobody, Limits.of(len(data))
        asked = wire.Asked(job, name, options, lasting, len(data), limits.memory, limits.seconds)
        with self._place(told, seat), self._child() as (link, fate):
            return Answer(link, fate, limits, told).hear(wire.packed(asked), data)

    @contextmanager
    def _place(self, told: Progress, seat: str) -> Iterator[None]:
        """Wait for a place among the files that are read at once, and leave it at the end."""
        mine = object()
        with self._turn:
            if seat and seat in self._seats:
                raise refused("Another file of yours is being read. Wait until it is done, then drop this one again.")
            if len(self._queue) >= AT_ONCE + WAITING:
                raise refused("Too many files are waiting to be read right now. Try again in a minute.")
            self._queue.append(mine)
            self._seats.add(seat)
        try:
            while True:
                with self._turn:
                    before = self._queue.index(mine) - AT_ONCE + 1
                    if before <= 0:
                        break
                    self._turn.wait(LOOK_S)
                told(
                    0.0,
                    tr_n("Waiting: {n} file is before yours", "Waiting: {n} files are before yours", before),
                )
            yield
        finally:
            with self._turn:
                self._queue.remove(mine)
                self._seats.discard(seat)
                self._turn.notify_all()

    @contextmanager
    def _child(self) -> Iterator[tuple[socket.socket, int]]:
        """Have a child forked; yields the way to it, and where its exit code will be read."""
        ours, its = socket.socketpair()
        fate, told = os.pipe()
        try:
            with self._start:
                socket.send_fds(self._warmed(), [b"job"], [its.fileno(), told])
            its.close()
            os.close(told)
            told = -1
            yield ours, fate
        finally:
            ours.close()
            its.close()
            os.close(fate)
            if told >= 0:
                os.close(told)

    def protection(self) -> dict[str, bool]:
        """Return what the kernel forbids the process, by name; waits until the process is warm."""
        with self._start:
            self._warmed()
            return self._held

    def _warmed(self) -> socket.socket:
        """Return the way to the process; start it if it does not run, wait until it is warm, and say in the log what the kernel keeps from it."""
        if self._control is not None:
            if self._process is not None and self._process.poll() is None:
                return self._control
            self._control.close()
        self._control, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module, *spoken().file],
                stdin=its.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env=_environment(),
            )
        self._control.settimeout(_START_S)
        try:
            self._held = json.loads(self._control.recv(4096))["held"]
        except (TimeoutError, ValueError):
            self._process.kill()
            raise refused(
                "The process that reads files does not start on this server: whoever runs it finds the reason in its log."
            ) from None
        closed, left = (
            ", ".join(name for name, holds in self._held.items() if holds is wanted) for wanted in (True, False)
        )
        _log.warning(
            "Readers' files are read by a process with limits of memory and time. The kernel keeps from it: %s. It leaves it: %s.",
            closed or "nothing",
            left or "nothing else that was asked for",
        )
        return self._control


def _nobody(share: float, words: str) -> None:
    """Tell nobody how far reading is."""


def _environment() -> dict[str, str]:
    """Return all that the process learns of the server's environment: nothing but what makes Python and its libraries run small and alike."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
        if name in os.environ
    }
    return kept | {
        "TZ": "UTC",
        "HOME": "/nonexistent",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "JE_ARROW_MALLOC_CONF": "background_thread:false",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "1",
    }


READERS = Readers()
atexit.register(READERS.end)
