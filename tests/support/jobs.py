"""What a rendering process should never do, as jobs: each dies, hangs, fails or lies in its own way."""

from __future__ import annotations

import os
import pickle
import signal
import time
from pathlib import Path


def good(*_: object) -> bytes:
    """Make a file."""
    return b"good"


def good_after(file: str, *_: object) -> bytes:
    """Leave a trace, and make a file."""
    Path(file).touch()
    return b"good"


def die(*_: object) -> bytes:
    """End without a word, as a process does that the system killed."""
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def leave(*_: object) -> bytes:
    """End as C code may that finds something wrong."""
    os._exit(0)


def stop(*_: object) -> bytes:
    """Stand still until somebody says go on."""
    os.kill(os.getpid(), signal.SIGSTOP)
    return b"went on"


def hang(*_: object) -> bytes:
    """Work for ever."""
    while True:
        time.sleep(1)


def hang_after(pipe: str, *_: object) -> bytes:
    """Tell whoever reads the pipe that it has begun, and work for ever."""
    with Path(pipe).open("w", encoding="utf-8"):
        pass
    return hang()


class Unheard(BaseException):
    """An error of a kind that nobody expects."""


def raise_unheard(*_: object) -> bytes:
    """Fail in a way that `except Exception` would not catch."""
    raise Unheard("the secret is 4711")


def raise_exit(*_: object) -> bytes:
    """Ask for the program's end."""
    raise SystemExit(3)


def raise_keyboard(*_: object) -> bytes:
    """Fail as if somebody had pressed Ctrl and C."""
    raise KeyboardInterrupt


def raise_memory(*_: object) -> bytes:
    """Ask for more memory than any machine has."""
    return bytes(2**60)


def recurse(*_: object) -> bytes:
    """Call itself for ever."""
    return recurse()


def number(*_: object) -> int:
    """Return what is no file."""
    return 12_000_000


def large(*_: object) -> bytes:
    """Make a file and hold much memory over it."""
    held = b"x" * 150_000_000
    return held[:5]


class _Trap:
    def __init__(self, file: str) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (self.file, "w")


def lie(file: str, *_: object) -> bytes:
    """Answer with a pickle that makes a file where it is loaded."""
    return _shout(pickle.dumps((True, _Trap(file))) * 3)


def boast(*_: object) -> bytes:
    """Announce an answer of exabytes."""
    return _shout(b"\x01" + b"\xff" * 200)


def _shout(words: bytes) -> bytes:
    """Write to every pipe the process has: one of them takes its answers."""
    for handle in range(3, 20):
        try:
            os.write(handle, words)
        except OSError:
            continue
    return hang()
