"""S6, S17: connections that ask nothing, send nothing or take nothing are closed; too many are told so; the end comes in time."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.http import refusals
from pages.server import descriptors, door, seats
from tests.support.asgi import ask

#: How long anything here may take; what must not happen at all is not waited for.
PATIENCE_S = 20.0

BIG = b"x" * 50_000_000


async def _hello(request: Request) -> Response:
    return PlainTextResponse("hello")


async def _big(request: Request) -> Response:
    return Response(BIG)


async def _read(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


@dataclass
class House:
    """A server behind our door, with its port."""

    server: uvicorn.Server
    port: int
    thread: threading.Thread

    def connect(self, sent: bytes = b"", receive_bytes: int | None = None) -> socket.socket:
        """Open a connection and send something over it."""
        made = socket.socket()
        if receive_bytes:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        made.settimeout(PATIENCE_S)
        made.connect(("127.0.0.1", self.port))
        made.sendall(sent)
        return made

    def asked(self, path: str = "/") -> bytes:
        """Return the answer to a request on a connection of its own."""
        with self.connect(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()) as made:
            return everything(made)

    def count(self) -> int:
        return len(self.server.server_state.connections)


def everything(made: socket.socket) -> bytes:
    """Return all that comes until the other side closes."""
    found = []
    try:
        while part := made.recv(65_536):
            found.append(part)
    except ConnectionResetError:
        pass
    return b"".join(found)


@contextmanager
def house(limit: int = 1024) -> Iterator[House]:
    opened = socket.create_server(("127.0.0.1", 0))  # As Streamlit does, without naming the protocol.

    async def app(scope: dict[str, object], receive: Callable[..., object], send: Callable[..., object]) -> None:
        await inner(scope, receive, send)

    inner = Starlette(routes=[Route("/", _hello), Route("/big", _big), Route("/read", _read, methods=["PUT"])])
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    # Under `streamlit run` that is done by the time the app is loaded.
    server.config.load()
    door.fit(server, limit)

    async def serve() -> None:
        door.watch(server)
        await server.serve([opened])

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    made = House(server, opened.getsockname()[1], thread)
    try:
        wait(lambda: server.started)
        yield made
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)


def wait(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds, and fail when it does not come to hold."""
    deadline, pause = monotonic() + PATIENCE_S, threading.Event()
    while not condition():
        assert monotonic() < deadline, "it did not come to hold"
        pause.wait(0.02)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the door wait for clients a hundredth of what it does."""
    for name in ("HEAD_S", "PACE_S", "LOOK_S"):
        monkeypatch.setattr(door, name, getattr(door, name) / 50)


def test_a_look_that_fails_is_not_the_last(hasty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    overdue, failed = door.Guarded.overdue, []

    def fails_once(one: door.Guarded, now: float) -> bool:
        if not failed:
            failed.append(one)
            raise KeyError("nobody foresaw it")
        return overdue(one, now)

    monkeypatch.setattr(door.Guarded, "overdue", fails_once)
    with house() as served, served.connect(b"") as idle:
        assert everything(idle) == b"" and failed


def test_what_is_sent_does_not_wait_until_what_was_sent_before_is_confirmed() -> None:
    with house() as served, served.connect():
        wait(lambda: served.count() == 1)
        (connection,) = served.server.server_state.connections
        assert connection.transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


HALVES = {
    "nothing": b"",
    "half a line": b"GET / HT",
    "half a head": b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ",
    "half a second head": b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost",
    "half a body": b"PUT /read HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc",
    "half a body nobody reads": b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc",
    "half a chunk": b"PUT /read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
}


@pytest.mark.parametrize("half", HALVES)
def test_a_client_that_does_not_go_on_is_not_waited_for(hasty: None, half: str) -> None:
    with house() as made, made.connect(HALVES[half]) as client:
        everything(client)
        wait(lambda: made.count() == 0)


def test_letters_that_trickle_are_not_waited_for_either(hasty: None) -> None:
    with house() as made, made.connect(HALVES["half a body"]) as body, made.connect(HALVES["half a head"]) as head:
        for client in (body, head):
            client.settimeout(0.02)
        open_ones = {body, head}
        deadline = monotonic() + PATIENCE_S
        while open_ones and monotonic() < deadline:
            for client in open_ones.copy():
                try:
                    client.sendall(b"a")
                    if client.recv(1000) == b"":
                        open_ones.discard(client)
                except TimeoutError:
                    continue
                except OSError:
                    open_ones.discard(client)
        assert not open_ones


def test_a_client_that_takes_nothing_is_not_waited_for(hasty: None) -> None:
    with house() as made, made.connect(b"GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 4096):
        wait(lambda: made.count() == 1)
        wait(lambda: made.count() == 0)


def test_a_client_that_goes_on_is_served_however_long_it_takes(hasty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "PACE_BYTES", 1000)
    monkeypatch.setattr(door, "PACE_S", 1.2)
    with house() as made, made.connect(b"PUT /read HTTP/1.1\r\nHost: x\r\nContent-Length: 400000\r\n\r\n") as client:
        began, pause = monotonic(), threading.Event()
        for _ in range(100):
            client.sendall(b"x" * 4000)
            pause.wait(0.02)
        assert monotonic() - began > door.PACE_S
        assert client.recv(1000).endswith(b"400000") or client.recv(1000).endswith(b"400000")
        slow = made.connect(b"GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 65_536)
        with slow:
            taken, began = 0, monotonic()
            while monotonic() - began < 1.5 * door.PACE_S:
                taken += len(slow.recv(200_000))
                pause.wait(0.01)
            assert len(everything(slow)) + taken > len(BIG)


def test_half_open_connections_lock_nobody_out() -> None:
    limit = descriptors.OWN + descriptors.AT_ONCE + 40
    with house(limit) as made, ExitStack() as stack:
        for number in range(120):
            stack.enter_context(made.connect(HALVES["half a head"] if number % 2 else b""))
            if number % 20 == 0:
                assert made.asked().endswith(b"hello")
        assert made.asked().endswith(b"hello")
        assert made.count() <= 41


def test_where_every_connection_is_at_work_one_more_is_told_so() -> None:
    limit = descriptors.OWN + descriptors.AT_ONCE + 20
    with house(limit) as made, ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(made.connect(HALVES["half a body"]))
        wait(lambda: sum(1 for one in list(made.server.server_state.connections) if one.asked) == 20)
        with made.connect() as more:
            answer = everything(more)
        assert answer.startswith(b"HTTP/1.1 503 ") and b"Try again in a minute" in answer


@pytest.mark.parametrize("behind", [b"\x00\x01\x02\r\n\r\n", b"5\r\nab\r\n\r\nzz", b"a" * 100_000])
@pytest.mark.parametrize("request_line", [b"GET / HTTP/1.1", b"HEAD / HTTP/1.1", b"PUT /read HTTP/1.1"])
def test_rubbish_behind_a_request_is_the_end_of_it(
    request_line: bytes, behind: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with house() as made:
        with made.connect(request_line + b"\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + behind) as client:
            client.shutdown(socket.SHUT_WR)
            everything(client)
        assert made.asked().endswith(b"hello")
    assert not [record for record in caplog.records if record.exc_info]


def test_the_end_comes_in_time_while_uploads_trickle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "END_S", 0.3)
    with house() as made, made.connect(HALVES["half a body"]), made.connect(HALVES["half a chunk"]):
        wait(lambda: made.count() == 2)
        made.server.should_exit = True
        began = monotonic()
        made.thread.join(PATIENCE_S)
        assert not made.thread.is_alive() and monotonic() - began < 5


def test_the_limit_of_open_files_is_raised_and_carries_the_readers() -> None:
    resource = descriptors.resource
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
        assert (
            descriptors.raise_limit() == min(hard, descriptors.PLENTY) == resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        )
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert descriptors.readers(1024) >= 400
    for limit in (256, 1024, 4096):
        assert descriptors.connections(limit) + descriptors.AT_ONCE < limit and 2 * descriptors.readers(
            limit
        ) <= descriptors.connections(limit)


def test_an_event_loop_that_never_runs_opens_nothing() -> None:
    """Streamlit makes one for each session: three descriptors of four."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    loops = [descriptors._LateLoops().new_event_loop() for _ in range(20)]
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    # In a thread, as Streamlit's sessions run: in the main one the browser tests may have left Playwright's loop.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(loops[0].run_until_complete, _one()).result() == 1
    for loop in loops:
        loop.close()
        assert loop.is_closed()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


async def _one() -> int:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, lambda: 1)


def test_one_reader_too_many_gets_a_page_and_no_session(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(seats.Seats, "taken", seats.Seats.most)
    answer = ask("/explore", "date=2022-09-16", accept="text/html,*/*")
    assert (
        answer.status == 503
        and answer.headers["content-type"].startswith("text/html")
        and answer.headers["retry-after"] == str(refusals.COME_BACK_S)
    )
    assert "Try again in a minute" in answer.text and answer.headers["cache-control"] == "no-store"
    assert ask("/health").status == 200 and ask("/view.txt", "date=2022-09-16").status == 200
