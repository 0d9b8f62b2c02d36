"""The rendering process: ``python -m layers.making.process`` reads jobs from its standard input and writes what came of them.

A job comes as a pickle, which only the server that started the process writes. What goes back is bytes or words and no pickle: readers' own
data is drawn here, and whatever it might do to this process, it must not reach the server. The process ends when its input does: with the
server, however that ends.
"""

from __future__ import annotations

import ctypes
import logging
import os
import pickle
import resource
import signal
import struct
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from geodata.translation import speak

#: How much the process gives way to the server, as `nice` counts it.
NICE = 5
#: What the process may ask for in all, in bytes: beyond it a job fails instead of the machine.
MOST_MEMORY = 4_000_000_000

#: Before each job: its length. Before each answer: whether there is a file, how long it is (or the words are), and the most memory in bytes
#: that the process has held so far.
JOB, ANSWER = struct.Struct("!Q"), struct.Struct("!?QQ")

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Work until the input ends."""
    speak(*map(Path, sys.argv[1:]))
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    os.nice(NICE)
    if sys.platform == "linux":
        # However the server ends, this ends with it, even where a job stopped it or goes on for ever.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever prints must not print into the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # A thread, since its future holds whatever a job raises, of any type.
    with ThreadPoolExecutor(1, "job") as hand:
        while head := jobs.read(JOB.size):
            done, body = _answer(hand, jobs.read(*JOB.unpack(head)))
            answers.write(ANSWER.pack(done, len(body), _most_held()))
            answers.write(body)
            answers.flush()


def _most_held() -> int:
    """Return the most memory in bytes that this process has held so far."""
    if sys.platform != "linux":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in `ru_maxrss` what the server held when it started this process.
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def _answer(hand: ThreadPoolExecutor, job: bytes) -> tuple[bool, bytes]:
    done = hand.submit(_work, job)
    error = done.exception()
    if error is None:
        return True, done.result()
    sys.excepthook(type(error), error, error.__traceback__)
    # By name alone: the words of an error may hold what is the server's own business. The log has them.
    return False, type(error).__name__.encode()


def _work(job: bytes) -> bytes:
    work, arguments = pickle.loads(job)
    # Bytes and nothing else; `bytes` itself would make zeros of a number.
    return bytes(memoryview(work(*arguments)))


if __name__ == "__main__":
    main()
