"""Wait for a coroutine in a test that is none itself."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from functools import cache
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


def wait_for(coroutine: Coroutine[object, object, Result]) -> Result:
    """Run a coroutine to its end and return what it returns.

    Not `asyncio.run`: the browser tests leave Playwright's loop running in the main thread, where a second one cannot run.
    """
    return asyncio.run_coroutine_threadsafe(coroutine, _loop()).result()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    # One for the whole run, as in a server: a new one for each request would cost more than most answers.
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="tests' loop", daemon=True).start()
    return loop
