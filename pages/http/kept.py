"""Briefings that readers have open, kept for a while by a digest of their content, for those too long for a link.

In this process's memory alone: after a restart, or on another replica, the page “Brief” keeps it anew.
"""

from __future__ import annotations

import hashlib
import sys
import threading

from cachetools import LRUCache

from layers.briefings.briefing import Briefing

#: So many bytes of them are kept, told by their letters; the longest unused goes first. A full one takes some 100 kB.
MOST_BYTES = 20_000_000

#: Token → a briefing, and what it takes.
_held: LRUCache[str, tuple[Briefing, int]] = LRUCache(MOST_BYTES, getsizeof=lambda held: held[1])
_lock = threading.Lock()


#: With what the token of each begins.
_MARK = "kept-"


def keep(briefing: Briefing) -> str:
    """Keep a briefing and return the token under which a link finds it."""
    text = repr(briefing)
    token = f"{_MARK}{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:24]}"
    with _lock:
        _held[token] = briefing, sys.getsizeof(text)
    return token


def is_gone(token: str) -> bool:
    """Tell whether a token is that of a briefing which is not kept any more."""
    return token.startswith(_MARK) and find(token) is None


def find(token: str) -> Briefing | None:
    """Return the briefing of a token, or None for one that is not kept (any more)."""
    with _lock:
        found = _held.get(token)
    return found[0] if found else None
