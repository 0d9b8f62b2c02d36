"""S9, S11: pages and documents are read and made outside the event loop, and what is kept of them is bounded in bytes."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Callable
from time import perf_counter

import pytest

from layers.briefings.briefing import Briefing, Scene
from layers.making import jobs
from layers.view.state import ViewState
from pages.http import faces, head, kept, render_routes
from pages.server.routes import routes
from pages.visit import kept_briefings
from tests.support.asgi import _ask, ask
from tests.support.loop import wait_for

DAY = "date=2022-09-16"


def letters(number: int, seed: int) -> str:
    return "".join(random.Random(seed).choices("abcdefgh", k=number))


def test_the_pages_kept_are_bounded_in_bytes() -> None:
    for number in range(300):
        host = ".".join([letters(60, number)] * 4)
        assert ask("/", f"q={'ж' * 100}{number}&utm={letters(1000, number)}", host=host).status == 200
    assert 0 < head.MADE.currsize <= head.MADE.maxsize <= 20_000_000
    assert sum(len(page.encode()) for page in head.MADE.values()) <= head.MADE.maxsize
    # What they are found by is a few letters, however long the link was.
    assert all(len(key) < 40 for key in head.MADE)


def test_the_briefings_kept_are_bounded_in_bytes() -> None:
    scene = Scene(ViewState(head.session.today()), notes="ж" * 8000)
    tokens = [kept.keep(Briefing(title=str(number), scenes=(scene,) * 60)) for number in range(40)]
    assert kept._held.currsize <= kept._held.maxsize <= 32_000_000
    assert kept.find(tokens[-1]) is not None and kept.find(tokens[0]) is None
    kept._held.clear()


def test_the_pictures_and_packed_files_kept_are_bounded_in_bytes() -> None:
    for cache in (jobs.MAPS, faces._packed):
        assert cache.getsizeof(b"x" * 1000) == 1000 and cache.maxsize <= 32_000_000


@pytest.mark.parametrize(
    ("path", "query", "where", "name"),
    [
        ("/", DAY, head, "from_params"),
        ("/explore", DAY, head, "headline"),
        ("/brief", "briefing=foreign-forces", head, "from_token"),
        ("/present", "briefing=foreign-forces", kept_briefings, "from_token"),
        ("/view.txt", DAY, faces, "from_params"),
        ("/view.geojson", DAY, faces, "from_params"),
        ("/view.html", DAY, render_routes, "headline"),
    ],
)
def test_what_a_reader_sends_is_not_read_in_the_event_loop(
    monkeypatch: pytest.MonkeyPatch, path: str, query: str, where: object, name: str
) -> None:
    threads: list[str] = []
    read: Callable[..., object] = getattr(where, name)

    def seen(*arguments: object, **named: object) -> object:
        threads.append(threading.current_thread().name)
        return read(*arguments, **named)

    monkeypatch.setattr(where, name, seen)
    head.MADE.clear()
    assert ask(path, query).status == 200
    assert threads and all(thread.startswith("reading") for thread in threads)


def test_a_document_is_compressed_once_and_not_in_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[str] = []
    pack = faces.gzip.compress

    def seen(*arguments: object) -> bytes:
        threads.append(threading.current_thread().name)
        return pack(*arguments)

    monkeypatch.setattr(faces.gzip, "compress", seen)
    faces._packed.clear()
    first, again = (ask("/view.txt", f"{DAY}&days=30", accept_encoding="gzip") for _ in range(2))
    assert (
        first.headers["content-encoding"] == "gzip"
        and first.body == again.body
        and "Accept-Encoding" in first.headers["vary"]
    )
    assert faces.gzip.decompress(first.body) == ask("/view.txt", f"{DAY}&days=30").body
    assert len(threads) == 1 and threads[0].startswith("reading")


def test_whoever_finds_too_much_being_read_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nobody else waits for it: another route answers while all of them do."""
    held = threading.Event()
    monkeypatch.setattr(head, "html", lambda *_: "held" if held.wait(30) else "")
    monkeypatch.setattr(faces, "_MOST_ASIDE", 5)

    async def go() -> tuple[list[int], float, int]:
        asking = [asyncio.create_task(_ask("/", b"", "GET", {"accept": "text/html"})) for _ in range(8)]
        start = perf_counter()
        health = await _ask("/health", b"", "GET", {})
        took = perf_counter() - start
        held.set()
        return [answer.status for answer in await asyncio.gather(*asking)], took, health.status

    statuses, took, health = wait_for(go())
    assert sorted(statuses) == [200] * 5 + [503] * 3 and health == 200 and took < 1


def test_what_takes_too_long_to_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    held = threading.Event()
    monkeypatch.setattr(head, "html", lambda *_: "late" if held.wait(30) else "")
    monkeypatch.setattr(faces, "_ASIDE_S", 0.05)
    answer = ask("/", accept="text/html")
    held.set()
    assert (
        answer.status == 503
        and answer.headers["retry-after"]
        and answer.headers["content-type"].startswith("text/html")
        and "Ask again" in answer.text
    )


def test_no_endpoint_of_ours_waits_for_a_thread_that_others_may_hold() -> None:
    """Starlette runs a plain function in one of a few threads, which whoever asks for enough else can hold."""
    plain = [route.path for route in routes() if not asyncio.iscoroutinefunction(route.endpoint)]
    # The readers' own sets, and views of what a session shows of a kept one, are put together there on purpose.
    assert plain in ([], ["/own/{key}/view.bin", "/own/{key}/{kind}"]), plain
