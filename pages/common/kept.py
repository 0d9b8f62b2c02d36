"""Briefings that readers have open, kept for a while by a digest of their content, for those too long for a link.

In this process's memory alone: after a restart, or on another replica, the page “Brief” keeps it anew.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from layers.core.briefing import Briefing

#: So many are kept; the longest unused goes first. A full one takes some 100 kB.
MOST = 200

_held: OrderedDict[str, Briefing] = OrderedDict()
_lock = threading.Lock()


def keep(briefing: Briefing) -> str:
    """Keep a briefing and return the token under which a link finds it."""
    token = f"kept-{hashlib.sha256(repr(briefing).encode('utf-8', 'replace')).hexdigest()[:24]}"
    with _lock:
        _held[token] = briefing
        _held.move_to_end(token)
        while len(_held) > MOST:
            _held.popitem(last=False)
    return token


def find(token: str) -> Briefing | None:
    """Return the briefing of a token, or None for one that is not kept (any more)."""
    with _lock:
        if token in _held:
            _held.move_to_end(token)
        return _held.get(token)
