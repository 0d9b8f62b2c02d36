"""A reader's file behind nginx with the committed configuration: put on no disk on the way, there or back, and as large as the app takes it (rows S8, R11)."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pages.reader_data.arrived import BODY
from tests.services.test_replicas import answered, configuration, in_front
from tests.support.attacks.hurried import serve_hurried
from tests.support.loop import wait_for
from tests.support.own_files import acled_row, csv_of
from tests.support.own_reader import OwnReader, wrapped
from tests.support.server import free_port

pytestmark = pytest.mark.services

MB = 12


@dataclass
class Front:
    """nginx before one app, and the folder with its log and whatever it puts on disk."""

    url: str
    folder: Path

    def on_disk(self) -> list[str]:
        """Return what nginx has written of requests and answers, and what it says of having done so."""
        # A folder that was made for a temporary file stays when the file is gone.
        kept = [
            str(path.relative_to(self.folder))
            for name in ("client_body", "proxy")
            for path in (self.folder / name).glob("*")
        ]
        return kept + [
            line
            for line in (self.folder / "error.log").read_text(encoding="utf-8").splitlines()
            if "temporary file" in line
        ]


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder, port = tmp_path_factory.mktemp("front"), free_port()
    with serve_hurried(folder) as app:
        file = configuration(folder, port, [app] * 3)
        whole = file.read_text(encoding="utf-8").replace(
            f"error_log {folder / 'error.log'};", f"error_log {folder / 'error.log'} warn;"
        )
        for name in ("client_body", "proxy"):
            whole = whole.replace(f"{name}_temp_path {folder / name};", f"{name}_temp_path {folder / name} 1 2;")
        assert whole.count(" 1 2;") == 2 and " warn;" in whole
        file.write_text(whole, encoding="utf-8")
        url = f"http://127.0.0.1:{port}"
        with in_front(file, url):
            yield Front(url, folder)


def rows(megabytes: int) -> bytes:
    """Return a table of so many megabytes; most of its rows lack coordinates, so that the report on it is about as large."""
    some = csv_of([acled_row(1), *(acled_row(number, latitude="") for number in range(2, 400))])
    head, _, body = some.partition(b"\n")
    return head + b"\n" + body * (megabytes * 1_000_000 // len(body) + 1)


def test_a_large_file_and_what_is_made_of_it_pass_without_a_disk(front: Front) -> None:
    async def go() -> None:
        async with OwnReader(front.url) as reader:
            (key,) = await reader.put(rows(MB))
            for path in (f"/own/{key}/points.bin", await reader.download("Download the report")):
                status, _, body = await reader.ask("GET", path, Cookie=f"border_atlas_own={'a' * 43}")
                assert status == 200
                await asyncio.to_thread(slowly, front.url, path)
            assert len(body) > MB * 1_000_000

    wait_for(go())
    assert front.on_disk() == []


def slowly(url: str, path: str) -> None:
    """Ask for a file and take its first bytes only, until nginx has to do something with the rest."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: border_atlas_own={'a' * 43}\r\n\r\n".encode()
        )
        assert connection.recv(1024).startswith(b"HTTP/1.1 200 ")
        # Another answer through the same nginx: by then it has dealt with this one.
        assert answered(f"{url}/_stcore/health", 10)


def test_an_upload_reaches_the_app_while_it_is_under_way(front: Front) -> None:
    """The app ends one that does not go on. Had nginx gathered it first, the app would not know of it."""

    async def go() -> bytes:
        async with OwnReader(front.url) as reader:
            (name,) = await reader.names()
            return await asyncio.to_thread(
                begun, front.url, reader, name, len(wrapped(rows(MB))), wrapped(rows(MB))[:2_000_000]
            )

    answer = wait_for(go())
    assert answer.startswith(b"HTTP/1.1 408 ") and b"too slowly" in answer
    assert front.on_disk() == []


@pytest.mark.parametrize(("length", "who"), [(BODY - 1, "app"), (BODY, "app"), (BODY + 1, "nginx")])
def test_nginx_takes_what_the_app_takes(front: Front, length: int, who: str) -> None:
    async def go() -> bytes:
        async with OwnReader(front.url) as reader:
            (name,) = await reader.names()
            return await asyncio.to_thread(begun, front.url, reader, name, length, wrapped(b"")[:100])

    answer = wait_for(go())
    # The app lets it begin and hears no more of it; nginx does not hand it on.
    assert answer.startswith(b"HTTP/1.1 408 " if who == "app" else b"HTTP/1.1 413 ")


def begun(url: str, reader: OwnReader, name: str, length: int, part: bytes) -> bytes:
    """Begin an upload of so many bytes, send a part of it, and return all that is answered."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
        lines = [
            f"PUT {reader.path(name)} HTTP/1.1",
            f"Host: {place.netloc}",
            f"Content-Length: {length}",
            "Connection: close",
            *(f"{key}: {value}" for key, value in reader.headers().items()),
        ]
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + part)
        parts = []
        # What was sent behind the refusal is not taken, and the connection may end by that.
        with suppress(ConnectionResetError):
            while answer := connection.recv(65536):
                parts.append(answer)
        return b"".join(parts)
