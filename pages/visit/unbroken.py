"""What of a run is done as a whole, though the reader has asked for another meanwhile (`pages.server.reruns`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

_run = local()  # Each run has a thread of its own.


@contextmanager
def unbroken() -> Iterator[None]:
    """Have the run not end within, though another has been asked for; it does as soon as it is out. `st.rerun` has no place there."""
    before = is_unbroken()
    _run.unbroken = True
    try:
        yield
    finally:
        _run.unbroken = before


def is_unbroken() -> bool:
    """Tell whether the run is within."""
    return getattr(_run, "unbroken", False)
