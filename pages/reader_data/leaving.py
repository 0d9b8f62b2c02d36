"""What ends when a reader's session is gone, and when memory goes back to the system: found out by looking, every few seconds.

Streamlit's own signs would not do. The release of what a session has cached fires for all sessions as soon as any visitor asks for it, and
a session that is gone is put away only when another visitor comes.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
from collections.abc import Callable
from contextlib import ExitStack
from time import monotonic

import pyarrow as pa
from streamlit import runtime

#: So long after its browser has gone a session is kept, in seconds, looked after so often: a lost connection is not the end of one, and after two
#: minutes it is gone. Streamlit would keep it longer (`disconnectedSessionTTL`), so that it is always ended here.
AWAY_S = 110
LOOK_S = 5

_ends: dict[str, dict[str, Callable[[], None]]] = {}
_away: dict[str, float] = {}
#: When memory that a large file has left unused is given back, if it is due.
_due: list[float] = []


def when_gone(session_id: str, what: str, end: Callable[[], None]) -> None:
    """Have something of a session's ended when it is gone, before what was said earlier; said again of the same thing, the later word holds."""
    _ends.setdefault(session_id, {})[what] = end


def lighten() -> None:
    """Have what a file has left unused given back to the system once its set has been drawn."""
    _due[:] = [monotonic() + 2 * LOOK_S]


def look(now: float, is_here: Callable[[str], bool], close: Callable[[str], None]) -> None:
    """End what belongs to sessions that have been gone for `AWAY_S`.

    Parameters
    ----------
    now : float
        Seconds of a clock that never goes back.
    is_here : callable
        Whether a session's browser is connected.
    close : callable
        Closes a session for Streamlit, which may have done so.
    """
    if _due and _due[0] <= now:
        _due.clear()
        _trim()
    for session_id in list(_ends):
        if is_here(session_id):
            _away.pop(session_id, None)
        elif now - _away.setdefault(session_id, now) >= AWAY_S:
            del _away[session_id]
            with ExitStack() as ends:
                ends.callback(_give_back)
                for end in list(_ends.pop(session_id).values()):
                    ends.callback(end)
                # First of all: nothing of it can come back after this, and no run of it begins any more.
                ends.callback(close, session_id)


def _give_back() -> None:
    """Give the system back what the session has held: neither Python, Arrow nor the C library does so by itself, or not soon."""
    # What a request or a run has held is a ring of objects, which would keep the reader's bytes until Python looks for such by itself.
    gc.collect()
    _trim()


def _trim() -> None:
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def watch() -> None:
    """Look after the sessions from now on, on the running event loop."""
    asyncio.get_running_loop().call_later(LOOK_S, watch)
    streamlit = runtime.get_instance()
    look(monotonic(), streamlit.is_active_session, streamlit.close_session)
