"""S9, S11, S17: twenty thousand requests as no browser sends them, while `/health` is asked: no fault, no stall, no memory kept."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

import pytest

from tests.support.attacks import odd_requests
from tests.support.loop import wait_for
from tests.support.memory import held_mb
from tests.support.server import App, serve

pytestmark = pytest.mark.services

NUMBER, AT_ONCE, SEED, QUIET_S = 20_000, 4, 13, 5.0

#: The longest that `/health` may take, over what it takes at worst on this machine while nobody asks for anything else.
HEALTH_S = 0.2

#: What the caches of pages, pictures and files may hold between them, and what Python keeps of what it has had.
KEPT_MB = 80


async def health(port: int, done: asyncio.Event) -> list[float]:
    """Ask for `/health` five times a second until told to stop; returns how long each answer took."""
    took = []
    while not done.is_set():
        start = perf_counter()
        answer = await odd_requests.send(port, b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert answer.status == 200
        took.append(perf_counter() - start)
        try:
            await asyncio.wait_for(done.wait(), 0.2)
        except TimeoutError:
            continue
    return took


async def flood(app: App, number: int, seed: int) -> tuple[Counter[int], list[float], list[bytes]]:
    port, done = urlsplit(app.url).port, asyncio.Event()
    asked, statuses, faults = odd_requests.requests(seed, number), Counter[int](), []
    watch = asyncio.create_task(health(port, done))

    async def some() -> None:
        # A request whose end never comes is left after a moment: the server's own patience is another test's.
        for request in asked:
            sent = await odd_requests.send(
                port,
                request,
                2.0 if b"Content-Length" in request or b"chunked" in request or b"100-" in request else 20.0,
            )
            statuses[sent.status] += 1
            if sent.status >= 500 and sent.status != 503:
                faults.append(sent.request)

    try:
        await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    finally:
        done.set()
    return statuses, await watch, faults


async def quiet(app: App) -> list[float]:
    """Return how long `/health` takes for some seconds in which nobody asks for anything else."""
    done = asyncio.Event()
    asyncio.get_running_loop().call_later(QUIET_S, done.set)
    return await health(urlsplit(app.url).port, done)


def test_odd_requests_do_no_harm(tmp_path: Path) -> None:
    with serve(tmp_path / "server.log") as app:
        wait_for(flood(app, 1500, SEED + 1))
        before, calm = held_mb(app.pid), wait_for(quiet(app))
        statuses, took, faults = wait_for(flood(app, NUMBER, SEED))
        print(
            f"\n{dict(statuses)}; /health: worst {max(took) * 1000:.0f} ms of {len(took)}; memory {before:.0f} to {held_mb(app.pid):.0f} MB"
        )
        assert faults == [], faults[:3]
        assert statuses[200] > 1000 and statuses[400] > 1000 and statuses[404] > 500
        assert "Traceback" not in app.said() and len(app.said()) < 40_000
        assert max(took) < HEALTH_S + max(calm)
        assert held_mb(app.pid) - before < KEPT_MB
