"""Three replicas behind nginx, with the committed configuration: every link opens, and goes on opening when a replica is killed."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from time import monotonic
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from geodata import atlas
from pages.visit.page import PAGES
from tests.support.loop import wait_for
from tests.support.server import ROOT, App, free_port, serve
from tests.support.session import Session, Shown

pytestmark = pytest.mark.services

#: No link may fail for longer than this after a replica was killed.
PATIENCE_S = 5.0

LINKS = [
    line
    for line in (atlas.FOLDER / "golden_links.txt").read_text(encoding="utf-8").splitlines()
    if line.startswith("/") and urlsplit(line).path in ("/", "/explore")
]
FILES = [
    "/view.txt?date=2022-09-16&layers=sections",
    "/view.geojson?date=2022-09-16&layers=clashes",
    "/data/sections.json",
    "/component/streamlit_folium.st_folium/index.html",
]


@dataclass
class House:
    """nginx, the replicas behind it, and the file in which it notes which reader was sent to which of them."""

    url: str
    replicas: list[App]
    seats: Path


def nginx() -> str:
    """Return nginx's file; Debian's package is installed when it is missing and may be."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        subprocess.run(["bash", str(ROOT / "tests" / "support" / "apt_install.sh"), "nginx-light"], check=True)
        found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert found, "nginx is not on the path"
    return found


def configuration(folder: Path, port: int, replicas: list[App]) -> Path:
    """Write a whole nginx configuration around the committed one, with this test's ports in the place of its own."""
    ours = (ROOT / ".deploy" / "nginx.conf").read_text(encoding="utf-8")
    changes = {"listen 80 default_server;": f"listen 127.0.0.1:{port} default_server;"} | {
        f"127.0.0.1:{8501 + number}": urlsplit(app.url).netloc for number, app in enumerate(replicas)
    }
    for old, new in changes.items():
        assert ours.count(f"server {old}" if old.startswith("127") else old) == 1, (
            f"{old} is not in the committed configuration"
        )
        ours = ours.replace(f"server {old}", f"server {new}") if old.startswith("127") else ours.replace(old, new)
    (folder / "ours.conf").write_text(ours, encoding="utf-8")
    kept = "".join(
        f"{name}_temp_path {folder / name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; pid {folder / 'pid'}; error_log {folder / 'error.log'}; worker_processes 1;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{ log_format seats '$cookie_border_atlas_seat $upstream_addr'; access_log {folder / 'seats.log'} seats;\n{kept}include {folder / 'ours.conf'};\n}}\n",
        encoding="utf-8",
    )
    return whole


@contextmanager
def in_front(file: Path, url: str) -> Iterator[None]:
    """Run nginx with a configuration, from when the atlas answers behind it at an address."""
    process = subprocess.Popen([nginx(), "-e", str(file.parent / "error.log"), "-c", str(file)])
    try:
        assert answered(f"{url}/_stcore/health", 10)
        yield
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    port = free_port()
    with ExitStack() as stack:
        replicas = [stack.enter_context(serve(folder / f"replica-{number}.log")) for number in range(3)]
        file = configuration(folder, port, replicas)
        subprocess.run(
            [nginx(), "-t", "-e", str(folder / "error.log"), "-c", str(file)], check=True, capture_output=True
        )
        house = House(f"http://127.0.0.1:{port}", replicas, folder / "seats.log")
        with in_front(file, house.url):
            yield house


def answered(url: str, seconds: float, **headers: str) -> bytes | None:
    """Ask again until the address is answered with 200; None when it was not within so many seconds."""
    deadline = monotonic() + seconds
    while True:
        try:
            with urlopen(Request(url, headers=headers), timeout=seconds) as answer:
                return answer.read()
        except (URLError, ConnectionError, TimeoutError):
            if monotonic() > deadline:
                return None


def seat(url: str) -> str:
    """Return the cookie that nginx gives a new reader."""
    with urlopen(url + "/", timeout=10) as answer:
        cookie = SimpleCookie(answer.headers["Set-Cookie"])
    return f"border_atlas_seat={cookie['border_atlas_seat'].value}"


async def opened(url: str, link: str, cookie: str, seconds: float = 20.0) -> Shown:
    """Open a link as a page, again when the connection fails, for so many seconds."""
    parts = urlsplit(link)
    deadline = monotonic() + seconds
    while True:
        try:
            async with Session(url, parts.query, parts.path.strip("/"), {"Cookie": cookie}) as session:
                return await session.first()
        except (ConnectionClosed, ConnectionError, InvalidStatus, TimeoutError):
            if monotonic() > deadline:
                raise


def test_every_link_opens_alike_whichever_replica_answers(house: House) -> None:
    async def views(url: str, cookie: str) -> list[dict[str, object] | None]:
        return [(await opened(url, link, cookie)).view for link in LINKS]

    through = wait_for(views(house.url, seat(house.url)))
    assert all(view is not None for view in through)
    for number, replica in enumerate(house.replicas):
        part = slice(number, None, len(house.replicas))

        async def some(replica: App = replica, part: slice = part) -> list[dict[str, object] | None]:
            return [(await opened(replica.url, link, "")).view for link in LINKS[part]]

        assert wait_for(some()) == through[part]
    for path in [*FILES, *PAGES]:
        bodies = {answered(house.url + path, 10, Cookie=seat(house.url)) for _ in range(6)}
        assert len(bodies) == 1 and None not in bodies


def test_a_reader_keeps_the_seat_and_readers_spread_over_the_replicas(house: House) -> None:
    cookies = [seat(house.url) for _ in range(12)]

    async def go() -> None:
        for cookie in cookies:
            shown = await opened(house.url, LINKS[1], cookie)
            assert shown.view is not None

    wait_for(go())
    for path in ("/data/sections.json", "/health", "/?date=2022-09-16"):
        for cookie in cookies:
            assert answered(house.url + path, 10, Cookie=cookie)
    served: dict[str, set[str]] = {}
    for line in house.seats.read_text(encoding="utf-8").splitlines():
        reader, replica = line.split(" ", 1)
        served.setdefault(reader, set()).add(replica)
    of_each = [served[cookie.partition("=")[2]] for cookie in cookies]
    assert all(len(replicas) == 1 for replicas in of_each), of_each
    assert len(set.union(*of_each)) > 1, "all readers were sent to one replica"


def test_killing_a_replica_fails_no_link_for_longer_than_five_seconds(house: House) -> None:
    async def go() -> tuple[dict[str, object], dict[str, object]]:
        cookies = {link: seat(house.url) for link in LINKS}
        reading = LINKS[:12]
        before = {link: (await opened(house.url, link, cookies[link])).view for link in LINKS}
        readers = {
            link: Session(house.url, urlsplit(link).query, urlsplit(link).path.strip("/"), {"Cookie": cookies[link]})
            for link in reading
        }
        for reader in readers.values():
            await reader.__aenter__()
            await reader.first()
        os.kill(house.replicas[0].pid, signal.SIGKILL)
        after: dict[str, object] = {}

        async def again(link: str) -> None:
            # Raises when an attempt still fails after so many seconds; how long a page takes to draw is for the load test to say.
            after[link] = (await opened(house.url, link, cookies[link], PATIENCE_S)).view

        # Those who were reading come back all at once, as browsers do; the other links are opened after them.
        await asyncio.gather(*(again(link) for link in reading))
        for link in LINKS[12:]:
            await again(link)
        for reader in readers.values():
            await reader.__aexit__()
        return before, after

    before, after = wait_for(go())
    assert after == before
    for path in [*FILES, *PAGES]:
        start = monotonic()
        assert answered(house.url + path, PATIENCE_S, Cookie=seat(house.url)) is not None
        assert monotonic() - start <= PATIENCE_S
