"""Kept sets that end are deleted when the server starts and once an hour; until then nobody sees what has ended."""

from __future__ import annotations

import asyncio

from geodata.sets.here import drop_ended
from geodata.sets.whole import NotKept
from pages.reader_data.shelf import SHELF
from pages.visit import keeping

HOUR_S = 3600


def watch() -> None:
    """Delete what has ended, now and from now on, beside the running event loop."""
    loop = asyncio.get_running_loop()
    loop.call_later(HOUR_S, watch)
    if keeping.on():
        loop.run_in_executor(None, look)


def look() -> None:
    """Delete what has ended; where the place cannot be used, which the log says, the next hour does it."""
    try:
        for file in drop_ended():
            SHELF.forget(file)
    except NotKept:
        return
