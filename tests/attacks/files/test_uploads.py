"""What a stranger may do to others with messages and uploads, on a server of our own with short limits (rows S4, S7, S8 and S17 of the faults)."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from time import monotonic
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.support.attacks.hurried import serve_hurried
from tests.support.loop import wait_for
from tests.support.own_files import acled_row, csv_of
from tests.support.own_reader import OwnReader, wrapped
from tests.support.server import App

#: What all readers may hold on this server. One may hold three tenths of it.
ALL_MB = 20
PATIENCE_S = 30

ROWS = csv_of([acled_row(number) for number in range(1, 20)])


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with serve_hurried(tmp_path_factory.mktemp("hurried"), BORDER_ATLAS_OWN_MB=str(ALL_MB)) as app:
        yield app


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something has become true, for half a minute at most."""
    end = monotonic() + PATIENCE_S
    while not await true():
        assert monotonic() < end, "it has not become true"
        await asyncio.sleep(0.05)


async def served(reader: OwnReader, key: str) -> bool:
    """Tell whether a set is still there, asking as the first browser or not at all."""
    return (await reader.ask("GET", f"/own/{key}/points.bin", Cookie=f"border_atlas_own={'a' * 43}"))[0] == 200


def message(kind: str) -> BackMsg:
    """Return a message of a kind as any visitor may send it."""
    found = BackMsg()
    if kind in ("install_skills", "dismiss_skills_nudge"):
        getattr(found.backend_operation_request, kind).SetInParent()
    else:
        setattr(found, kind, True)
    return found


UNWANTED = [
    "clear_cache",
    "load_git_info",
    "set_run_on_save",
    "debug_disconnect_websocket",
    "debug_shutdown_runtime",
    "install_skills",
    "dismiss_skills_nudge",
]


def test_only_a_session_that_is_gone_loses_its_sets_whatever_a_stranger_sends(hurried: App) -> None:
    async def go() -> None:
        async with (
            OwnReader(hurried.url) as stays,
            OwnReader(hurried.url) as leaves,
            OwnReader(hurried.url) as stranger,
        ):
            (kept,), (lost,) = await stays.put(ROWS), await leaves.put(ROWS)
            assert await served(stays, kept) and await served(leaves, lost)
            for kind in UNWANTED:
                await stranger.say(message(kind))
            await leaves.leave()

            async def gone() -> bool:
                return not await served(stays, lost)

            # By then the time has passed after which it would have taken the other's too.
            await until(gone)
            assert await served(stays, kept)
            assert "19 of 19 rows shown" in (await stays.run()).words

    wait_for(go())


@pytest.mark.parametrize("kind", UNWANTED)
def test_messages_that_no_page_sends_are_not_heard(hurried: App, kind: str) -> None:
    async def go() -> None:
        async with OwnReader(hurried.url) as reader:
            await reader.put(ROWS)
            await reader.say(message(kind))
            await reader.say(message("app_heartbeat"))
            while (answer := await reader.hear()).WhichOneof("type") != "heartbeat_ack":
                # What the last run still had to say.
                assert (
                    answer.WhichOneof("type") == "session_status_changed"
                    and not answer.session_status_changed.run_on_save
                )
            assert "19 of 19 rows shown" in (await reader.run()).words

    wait_for(go())
    assert "Client tried to" not in hurried.said() and "git" not in hurried.said()


def test_an_upload_needs_a_name_that_its_session_was_given_and_each_is_good_once(hurried: App) -> None:
    async def go() -> None:
        async with OwnReader(hurried.url) as reader, OwnReader(hurried.url) as other:
            names = await reader.names(1000)
            assert 1 <= len(names) <= 8
            for name in ("invented", (await other.names())[0]):
                status, words = await reader.send(ROWS, name)
                assert status == 403 and "Drop the file again." in words
            assert (await reader.send(ROWS, names[-1]))[0] == 204
            assert (await reader.send(ROWS, names[-1]))[0] == 403
            await other.leave()

    wait_for(go())


def test_a_session_has_one_file_at_a_time(hurried: App) -> None:
    async def go() -> None:
        async with OwnReader(hurried.url) as reader:
            first, second = await reader.names(2)
            assert (await reader.send(ROWS, first))[0] == (await reader.send(ROWS, second))[0] == 204
            assert "rows read" not in (await reader.choose(first)).words
            page = await reader.choose(second)
            assert "19 rows read" in page.words

    wait_for(go())


def test_one_reader_holds_no_more_than_a_share_and_hears_why(hurried: App) -> None:
    async def go() -> None:
        async with OwnReader(hurried.url) as reader:
            (name,) = await reader.names()
            status, words = await reader.send(b"x" * 4_000_000, name)
            assert (
                status == 429
                and words
                == "With this your session holds more data than there is room for. Remove a set, or split the file."
            )
            # The page is run again by itself, so that its reader hears it too.
            assert words in (await reader.drawn()).words

    wait_for(go())


def test_all_readers_together_hold_no_more_than_there_is_room_for_and_what_they_held_goes_without_another_visitor(
    hurried: App,
) -> None:
    async def go() -> None:
        async with AsyncExitStack() as stack:
            last = await stack.enter_async_context(OwnReader(hurried.url))
            readers = [await stack.enter_async_context(OwnReader(hurried.url)) for _ in range(7)]
            statuses = [(await reader.send(b"x" * 2_900_000, (await reader.names())[0]))[0] for reader in readers]
            assert statuses[:5] == [204] * 5 and statuses[-1] == 429
            for reader in readers:
                await reader.leave()

            async def taken() -> bool:
                return (await last.send(b"x" * 2_900_000, (await last.names())[0]))[0] == 204

            await until(taken)

    wait_for(go())


def raw(app: App, reader: OwnReader, name: str, length: str) -> socket.socket:
    """Begin an upload and return the connection; of the body nothing is sent."""
    place = urlsplit(app.url)
    connection = socket.create_connection((place.hostname, place.port), timeout=PATIENCE_S)
    lines = [
        f"PUT {reader.path(name)} HTTP/1.1",
        f"Host: {place.netloc}",
        length,
        *(f"{key}: {value}" for key, value in reader.headers().items()),
    ]
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return connection


def heard(connection: socket.socket) -> bytes:
    """Return all that is answered until the server closes the connection."""
    parts = []
    with connection:
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def trickle(connection: socket.socket) -> bytes:
    """Send a byte now and then, as long as the server listens, and return what it answers."""
    connection.settimeout(0.3)
    for _ in range(100):
        try:
            connection.sendall(b"x")
            answer = connection.recv(65536)
            break
        except TimeoutError:
            continue
    else:
        raise AssertionError("it was listened to for half a minute")
    connection.settimeout(PATIENCE_S)
    return answer + heard(connection)


@pytest.mark.parametrize("how", ["silent", "trickling"])
def test_an_upload_that_does_not_come_is_ended(hurried: App, how: str) -> None:
    async def go() -> None:
        async with OwnReader(hurried.url) as reader:
            (name,) = await reader.names()
            connection = await asyncio.to_thread(raw, hurried, reader, name, "Content-Length: 100000")
            await asyncio.to_thread(connection.sendall, wrapped(ROWS)[:200])

            async def under_way() -> bool:
                return (await reader.send(ROWS, (await reader.names())[0]))[0] == 429

            # A second one of the same session has to wait as soon as the server has seen the first.
            await until(under_way)
            answer = await asyncio.to_thread(heard if how == "silent" else trickle, connection)
            assert answer.startswith(b"HTTP/1.1 408 ") and b"too slowly" in answer
            (name,) = await reader.names()
            assert (await reader.send(ROWS, name))[0] == 204

    wait_for(go())


def test_a_body_without_a_stated_length_is_counted_as_it_comes(hurried: App) -> None:
    async def go() -> bytes:
        async with OwnReader(hurried.url) as reader:
            (name,) = await reader.names()
            connection = await asyncio.to_thread(raw, hurried, reader, name, "Transfer-Encoding: chunked")
            start, megabyte = wrapped(b"")[:120], b"x" * 1_000_000

            def send() -> bytes:
                try:
                    for part in (start, *[megabyte] * 8):
                        connection.sendall(b"%x\r\n%s\r\n" % (len(part), part))
                except ConnectionError:
                    pass  # Cut off, after it was told.
                return heard(connection)

            return await asyncio.to_thread(send)

    assert wait_for(go()).startswith(b"HTTP/1.1 429 ")


def test_what_is_too_large_is_told_so_before_a_byte_of_it_comes(hurried: App) -> None:
    async def go() -> bytes:
        async with OwnReader(hurried.url) as reader:
            (name,) = await reader.names()
            connection = await asyncio.to_thread(raw, hurried, reader, name, f"Content-Length: {402 << 20}")
            return await asyncio.to_thread(heard, connection)

    answer = wait_for(go())
    assert answer.startswith(b"HTTP/1.1 413 ") and b"at most 400 MB are read" in answer


def test_a_download_of_a_set_is_gone_with_the_set(hurried: App) -> None:
    async def go() -> None:
        async with OwnReader(hurried.url) as reader, OwnReader(hurried.url) as other:
            await reader.put(ROWS)
            labels = ("CSV (zip)", "GeoJSON (zip)", "Download the report")
            addresses = [await reader.download(label) for label in labels]
            assert [(await reader.ask("GET", address))[0] for address in addresses] == [200] * 3
            again = await reader.download("CSV (zip)")
            assert (await reader.ask("GET", again))[0] == 200 and (await reader.ask("GET", addresses[0]))[0] == 404
            pressed = dict(reader.page.downloads)
            _, page = await reader.run("Remove"), await reader.run("Remove it")
            assert [(await other.ask("GET", address))[0] for address in [again, *addresses]] == [404] * 4
            page.downloads = pressed
            assert await reader.download("CSV (zip)") == ""

    wait_for(go())


def test_files_of_own_rows_have_addresses_that_do_not_follow_from_what_is_in_them(hurried: App) -> None:
    async def go() -> None:
        async with OwnReader(hurried.url) as reader, OwnReader(hurried.url) as same:
            for page, label in (
                ("own-data", "CSV (zip)"),
                ("compare", "Changes as CSV"),
                ("compare", "Changes as text"),
            ):
                addresses = set()
                for one in (reader, same):
                    if page == "own-data":
                        await one.put(ROWS)
                    else:
                        await one.go(page)
                    addresses.add(await one.download(label))
                assert len(addresses) == 2 and "" not in addresses

    wait_for(go())
