"""S6, S17: four hundred readers under the usual limit of 1,024 open files; one too many is told so; half-open connections and trickling uploads hold nothing up."""

from __future__ import annotations

import asyncio
import os
import re
import resource
import signal
import socket
from collections import Counter
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from websockets.exceptions import InvalidStatus

from tests.support.http import fetch
from tests.support.loop import wait_for
from tests.support.server import App, serve
from tests.support.session import Session

pytestmark = pytest.mark.services

READERS, AT_ONCE = 400, 8

#: How long the server may take to let go of connections that ask nothing.
DROPPED_S = 25.0

#: How long it may take to end, whatever is under way.
END_S = 10.0


def descriptors_of(app: App) -> int:
    return len(list(Path(f"/proc/{app.pid}/fd").iterdir()))


async def come(app: App, number: int, stack: AsyncExitStack) -> Counter[str]:
    """Let so many readers come, some at a time, and stay; returns how it went for them."""
    went, some = Counter[str](), asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with some:
            try:
                session = await stack.enter_async_context(Session(app.url, "date=2022-09-16"))
                went["shown" if (await session.first()).view else "empty"] += 1
            except InvalidStatus as refused:
                went[str(refused.response.status_code)] += 1

    await asyncio.gather(*(one() for _ in range(number)))
    return went


@pytest.mark.parametrize("hard", [1024, None], ids=["hard limit 1024", "soft limit 1024"])
def test_four_hundred_readers_at_once_and_one_too_many(tmp_path: Path, hard: int | None) -> None:

    hard = hard or resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with serve(tmp_path / "server.log", files=(1024, hard), BORDER_ATLAS_READERS="420") as app:
        allowed = int(re.search(r"Up to ([\d,]+) readers at once", app.said())[1].replace(",", ""))
        assert READERS <= allowed <= 420

        async def go() -> None:
            async with AsyncExitStack() as stack:
                assert await come(app, allowed, stack) == {"shown": allowed}
                assert descriptors_of(app) < allowed + 150
                assert await come(app, 30, stack) == {"403": 30}
                loop = asyncio.get_running_loop()
                status, headers, body = await loop.run_in_executor(
                    None, lambda: fetch(app, "/?date=2022-09-16", Accept="text/html")
                )
                assert status == 503 and headers["retry-after"] and b"Try again in a minute" in body and b"<h1>" in body
                for path in ("/health", "/view.txt?date=2022-09-16", "/assets/atlas.js"):
                    assert (await loop.run_in_executor(None, fetch, app, path))[0] == 200

        wait_for(go())
        deadline = monotonic() + DROPPED_S
        while fetch(app, "/")[0] != 200:
            assert monotonic() < deadline, "their seats were not free again"
        assert "Traceback" not in app.said() and app.said().count("\n") < 60


def test_half_open_connections_lock_nobody_out_and_are_dropped(tmp_path: Path) -> None:
    with serve(tmp_path / "server.log", files=(1024, 1024)) as app, ExitStack() as stack:
        before, port = descriptors_of(app), urlsplit(app.url).port
        for number in range(400):
            half = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            half.sendall((b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ")[number % 2])
            if number % 50 == 0:
                assert fetch(app, "/?date=2022-09-16")[0] == 200
        deadline = monotonic() + DROPPED_S
        while descriptors_of(app) > before + 20:
            assert fetch(app, "/?date=2022-09-16")[0] == 200
            assert monotonic() < deadline, "half-open connections are not dropped"
        assert "Traceback" not in app.said() and app.said().count("\n") < 30


def test_who_leaves_an_upload_or_talks_nonsense_is_no_fault_of_the_servers(app: App) -> None:
    async def go() -> None:
        async with Session(app.url, "") as session:
            session_id = await _id_of(session)
            for number in range(3):
                leaving = asyncio.create_task(_trickle(app, session_id, number))
                await asyncio.wait([leaving], timeout=0.3)
                leaving.cancel()
        async with Session(app.url, "") as session:
            await session._socket.send("letters, where only bytes are spoken")
            await session._socket.wait_closed()
        async with Session(app.url, "") as session:
            await session.first()

    before = len(app.said())
    wait_for(go())
    assert fetch(app, "/health")[0] == 200
    assert "ClientDisconnect" not in app.said()[before:] and "text frames" not in app.said()[before:]


async def _trickle(app: App, session_id: str, number: int) -> None:
    """Upload a file, a letter at a time, until the connection is gone."""
    _, writer = await asyncio.open_connection("127.0.0.1", urlsplit(app.url).port)
    token = generate_xsrf_token_string()
    writer.write(
        (
            f"PUT /_stcore/upload_file/{session_id}/file-{number} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n"
            f'Cookie: {XSRF_COOKIE_NAME}={token}\r\nX-Xsrftoken: {token}\r\n\r\n--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
        ).encode()
    )
    try:
        while not writer.transport.is_closing():
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.1)
    except OSError:
        return
    finally:
        writer.transport.abort()


async def _id_of(session: Session) -> str:
    back = BackMsg()
    back.rerun_script.query_string = ""
    await session._socket.send(back.SerializeToString())
    async for data in session._socket:
        said = ForwardMsg()
        said.ParseFromString(data)
        if said.WhichOneof("type") == "new_session":
            return said.new_session.initialize.session_id
    raise ConnectionError("the session was closed before it had a name")


def test_the_server_ends_in_time_while_uploads_trickle_and_files_are_drawn(tmp_path: Path) -> None:
    with serve(tmp_path / "server.log") as app:

        async def go() -> float:
            async with Session(app.url, "") as session:
                session_id = await _id_of(session)
                before = descriptors_of(app)
                under_way = [asyncio.create_task(_trickle(app, session_id, number)) for number in range(5)]
                under_way += [asyncio.create_task(asyncio.to_thread(_picture, app, number)) for number in range(4)]
                while descriptors_of(app) < before + 5:
                    await asyncio.sleep(0.05)
                os.kill(app.pid, signal.SIGTERM)
                began = monotonic()
                while _runs(app.pid) and monotonic() - began < 40:
                    await asyncio.sleep(0.05)
                took = monotonic() - began
                for task in under_way:
                    task.cancel()
                return took

        assert wait_for(go()) < END_S
        assert "Traceback" not in app.said()


def _picture(app: App, number: int) -> None:
    try:
        fetch(app, f"/view.png?date=2022-09-16&width={1500 + number}&height=1000")
    except OSError:
        return  # The server has ended, as it was told.


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
