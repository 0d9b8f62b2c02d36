"""Whatever takes over the process that reads a file gets nowhere, and its end is a sentence (S1, S2, S3, C1, C2, C16's kind)."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest

from geodata.importers.apart import answer, process, sandbox
from geodata.importers.apart.process import Readers
from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Refused
from tests.support.own_files import acled_row, csv_of

FILE = csv_of([acled_row(number) for number in range(1, 4)])


@pytest.fixture(scope="module")
def taken_over() -> Iterator[Readers]:
    """The process as it is when a file has taken it over."""
    readers = Readers("tests.support.attacks.hostile_child")
    yield readers
    readers.end()


def told(readers: Readers, what: str, name: str, data: bytes = b"x") -> str:
    with pytest.raises(Refused) as refusal:
        readers.look(name, data, Options(title=what))
    return str(refusal.value)


def test_nothing_is_read_written_connected_or_started(
    taken_over: Readers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = taken_over.protection()
    assert all(held.values()), f"this kernel lets the process keep some of it ({held}): the test cannot tell"
    monkeypatch.setenv("BORDER_ATLAS_SECRET_OF_THE_TEST", "x")
    secret = tmp_path / "secrets.toml"
    secret.write_text("cookie_secret = 1", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        came = dict(
            line.split(": ", 1)
            for line in told(
                taken_over, "break out", str(secret), f"{os.getpid()} {server.getsockname()[1]}".encode()
            ).splitlines()
        )
        with pytest.raises(BlockingIOError):
            server.accept()
    assert came.pop("ptrace") == "-1"
    assert came.pop("descriptors") == "4", "three that lead nowhere, and the one to answer on"
    assert not [name for name in came.pop("environment").split() if name.startswith("BORDER_ATLAS")]
    assert (came.pop("package"), came.pop("thread")) == ("read", "ran"), "what reading needs is still there"
    assert {name: what for name, what in came.items() if what != "PermissionError"} == {}
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.toml"]


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("memory", "asks for more memory than the 384 MB"),
        ("native memory", "asks for more memory than the 384 MB"),
        ("processor", "takes longer than 1 s"),
        ("sleep", "takes longer than 1 s"),
        ("abort", "asks for more memory"),
        ("crash", "broke the program"),
        ("error", "broke the program"),
        ("exit", "broke the program"),
    ],
)
def test_a_child_that_dies_is_a_sentence_and_the_next_file_is_read(
    taken_over: Readers, monkeypatch: pytest.MonkeyPatch, way: str, words: str
) -> None:
    if words.endswith("1 s"):
        monkeypatch.setattr(answer, "_SECONDS", 1)
    assert words in told(taken_over, "die", way)
    assert "got" not in told(taken_over, "break out", "/nonexistent", b"1 1"), "the process did not live on"


@pytest.mark.parametrize(
    "way",
    [
        "unknown frame",
        "pickle",
        "endless frame",
        "rows without names",
        "other columns",
        "no utf-8",
        "endless rows",
        "look",
        "no words",
        "words of another kind",
    ],
)
def test_what_comes_back_is_not_believed(taken_over: Readers, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "MOST_TAKEN", 64 << 20)
    assert ("would unpack to more than" if way == "endless rows" else "broke the program") in told(
        taken_over, "lie", way
    )


def test_the_words_of_a_file_are_not_logged(taken_over: Readers, caplog: pytest.LogCaptureFixture) -> None:
    told(taken_over, "die", "error", b"whom-I-look-for")
    assert "KeyError" in caplog.text and "whom-I-look-for" not in caplog.text


def test_a_process_that_does_not_start_is_a_sentence() -> None:
    with pytest.raises(Refused, match="does not start on this server"):
        Readers("geodata.importers.that_is_not_there").look("a.csv", FILE)


def test_limits_grow_with_the_file_up_to_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDER_ATLAS_FILE_MB", "1000")
    small, middle, large = (answer.Limits.of(size) for size in (1000, 20 << 20, 400 << 20))
    assert small.memory < middle.memory < large.memory == 1000 << 20
    assert small.seconds < 20 and small.seconds < middle.seconds < large.seconds == 120


def test_a_reader_who_goes_ends_the_reading(taken_over: Readers) -> None:
    class Gone(BaseException):
        pass

    def leave(share: float, words: str) -> None:
        raise Gone

    start = monotonic()
    with pytest.raises(Gone):
        taken_over.look("sleep", b"x", Options(title="die"), leave)
    assert monotonic() - start < answer.Limits.of(1).seconds / 2
    assert taken_over._queue == []


def test_files_wait_in_turn_one_of_each_reader_and_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "AT_ONCE", 1)
    monkeypatch.setattr(process, "WAITING", 1)
    readers = Readers()
    begun, go_on = Event(), Event()

    def hold(share: float, words: str) -> None:
        begun.set()
        assert go_on.wait(60)

    places: list[str] = []
    waits = Event()

    def queued(share: float, words: str) -> None:
        places.append(words)
        waits.set()

    results: list[object] = []
    first = Thread(target=lambda: results.append(readers.look("a.csv", FILE, told=hold, seat="first")))
    second = Thread(target=lambda: results.append(readers.look("b.csv", FILE, told=queued, seat="second")))
    first.start()
    assert begun.wait(60)
    with pytest.raises(Refused, match="Another file of yours"):
        readers.look("c.csv", FILE, seat="first")
    second.start()
    assert waits.wait(60)
    with pytest.raises(Refused, match="Too many files are waiting"):
        readers.look("d.csv", FILE, seat="third")
    go_on.set()
    first.join(60)
    second.join(60)
    readers.end()
    assert [len(found.outcome.points) for found in results] == [3, 3]
    assert places[0] == "Waiting: 1 file is before yours"


def test_the_log_says_what_the_kernel_forbids_and_a_process_that_was_killed_is_started_anew(
    caplog: pytest.LogCaptureFixture,
) -> None:
    readers = Readers()
    with caplog.at_level("WARNING"):
        assert set(readers.protection()) == {
            sandbox.FILES,
            sandbox.CONNECTIONS,
            sandbox.SIGNALS,
            sandbox.NETWORK,
            sandbox.CALLS,
        }
    assert "The kernel keeps from it: files" in caplog.text
    readers.end()
    assert len(readers.look("a.csv", FILE).outcome.points) == len(read("a.csv", FILE).points)
    readers.end()
