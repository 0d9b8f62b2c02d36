"""How many files and connections the process may have open, and how many readers that carries.

Each connection is a descriptor, and a process that has none left can neither answer nor read its own files. So the limit is as high as the
system lets it be, and the server counts (door.py, seats.py) before the system does.
"""

from __future__ import annotations

import asyncio
import logging
import selectors

from geodata.settings import settings

try:
    import resource
except ModuleNotFoundError:  # Windows, which has no such limit.
    resource = None  # type: ignore[assignment]  # Then nothing here asks it.

_LOG = logging.getLogger(__name__)

#: Descriptors that are nobody's connection: the program's own files, pipes to its child processes, what is read and sent at the moment.
OWN = 100

#: How many connections are taken before any of them is looked at.
AT_ONCE = 100

#: A limit that needs no more than this is as good as none.
PLENTY = 65_536


def raise_limit() -> int:
    """Raise the soft limit of open files to the hard one and return it, at most `PLENTY`."""
    if resource is None:
        return PLENTY
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = PLENTY if hard == resource.RLIM_INFINITY else min(hard, PLENTY)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return PLENTY if soft == resource.RLIM_INFINITY else min(soft, PLENTY)


def connections(limit: int) -> int:
    """Return how many connections a limit carries; `OWN` and `AT_ONCE` are left for the rest."""
    return max(limit - OWN - AT_ONCE, 16)


def readers(limit: int) -> int:
    """Return how many readers a limit carries: each has one connection for good, and one at a time for what the page loads."""
    return min(connections(limit) // 2, settings().readers)


def say(limit: int) -> None:
    """Write into the log what the limit carries."""
    few = (
        ""
        if readers(limit) == settings().readers
        else f", which is what {limit:,} open files carry: raise the limit (ulimit -Hn) for more"
    )
    _LOG.info("Open files: %s. Up to %s readers at once%s.", f"{limit:,}", f"{readers(limit):,}", few)


class _Late(asyncio.SelectorEventLoop):
    """An event loop that opens descriptors when it first runs; asyncio's own opens three when it is made.

    Streamlit makes one for every session, in which no page of ours ever runs anything.
    """

    def __init__(self) -> None:
        super().__init__(selectors.PollSelector() if hasattr(selectors, "PollSelector") else selectors.SelectSelector())

    def _make_self_pipe(self) -> None:
        self._ssock = self._csock = None

    def _close_self_pipe(self) -> None:
        if self._ssock is not None:
            super()._close_self_pipe()

    def run_forever(self) -> None:
        """Run until stopped."""
        if self._ssock is None:
            super()._make_self_pipe()  # type: ignore[misc]  # asyncio’s own, of which its types say nothing.
        super().run_forever()


class _LateLoops(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        """Return a loop that costs nothing until it runs."""
        return _Late()


def spare_loops() -> None:
    """Let loops made from now on open no descriptor before they run."""
    asyncio.set_event_loop_policy(_LateLoops())
