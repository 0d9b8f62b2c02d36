"""Thousands of files a little broken, read where readers' files are read: rows or a sentence, and the server does not feel it."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from time import monotonic

import pytest

from geodata.importers.apart.answer import DAMAGED
from geodata.importers.apart.process import AT_ONCE, Readers
from geodata.importers.report import Refused
from tests.support.attacks.mutations import VALID, mutated
from tests.support.memory import held_mb

pytestmark = pytest.mark.services

#: The files of each kind, and those before them after which memory is first measured.
EACH, FIRST = 5000, 200
#: By how much longer than on the idle machine another thread of the process may have to wait, as `/health` would, in seconds; and what it may
#: hold in the end, in MB.
STALL_S, STAYS_MB = 0.2, 20
#: When Python looks for rings of objects where nobody tells it otherwise.
OFTEN = (700, 10, 10)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    made = Readers()
    made.protection()
    # As the server does at its start: what the other tests hold would be gone through at each collection.
    gc.collect()
    gc.freeze()
    # And not as the tests do, which let rings of objects lie: a file refused is one, with what was read of it.
    rarely = gc.get_threshold()
    gc.set_threshold(*OFTEN)
    yield made
    gc.set_threshold(*rarely)
    gc.unfreeze()
    made.end()


@pytest.fixture(scope="module")
def idle_s() -> float:
    """How late a thread is at the most while nothing else is done."""
    with Pulse() as pulse:
        Event().wait(3)
    return pulse.late_s


class Pulse:
    """A thread that wants to go on a hundred times a second, and notes by how much it was late at the most."""

    def __init__(self) -> None:
        self.late_s, self._over = 0.0, Event()
        self._thread = Thread(target=self._beat)

    def __enter__(self) -> Pulse:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        before = monotonic()
        while not self._over.wait(0.01):
            self.late_s = max(self.late_s, monotonic() - before - 0.01)
            before = monotonic()


@pytest.mark.parametrize("kind", VALID)
def test_a_file_a_little_broken_is_rows_or_a_sentence(
    readers: Readers, idle_s: float, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    name, _ = VALID[kind]

    def one(number: int) -> str:
        try:
            found = readers.look(name, mutated(kind, number))
        except Refused as refusal:
            return str(refusal)
        return (
            str(found.outcome)
            if isinstance(found.outcome, Refused)
            else "looked at"
            if found.outcome is None
            else "read"
        )

    with ThreadPoolExecutor(AT_ONCE) as pool:
        # By the same threads: each has memory of its own, which it keeps.
        list(pool.map(one, range(EACH, EACH + FIRST)))
        before = held_mb()
        with Pulse() as pulse:
            came = Counter(pool.map(one, range(EACH)))
    assert came["read"] + came["looked at"] > 0
    assert all(words.endswith(".") and len(words) < 600 for words in came if words not in ("read", "looked at"))
    # A sentence is not enough where Python failed: that is a fault of ours. What kills the process is the library's, and the child is there for it.
    assert [
        record.getMessage()
        for record in caplog.records
        if "failed with" in record.getMessage() or "not believed" in record.getMessage()
    ] == []
    assert came[DAMAGED] < EACH / 100
    assert pulse.late_s < STALL_S + idle_s
    assert held_mb() - before < STAYS_MB
