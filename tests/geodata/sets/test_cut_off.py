"""A version is there whole or not at all, whatever becomes of the process that writes it, or of the disk."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread
from time import perf_counter, sleep

import numpy as np
import pyarrow as pa
import pytest

from geodata.sets import packing, spool, whole
from geodata.sets.embedded import Embedded
from geodata.sets.whole import NotKept
from tests.geodata.sets.made_sets import plain_set, same

ROOT = Path(__file__).resolve().parents[3]
TIMES = 50
ROWS = 20_000

#: Has a child of its own write each version that it is told to: a kill meets the writing, and not a start of Python.
WRITER = """
import os, sys
from pathlib import Path
from geodata.sets import packing
from tests.geodata.sets.made_sets import plain_set
made = plain_set({rows})
for name in sys.stdin:
    child = os.fork()
    if child == 0:
        os.write(1, f"{{os.getpid()}}\\n".encode())
        packing.write(Path(name.strip()), *made)
        os._exit(0)
    # Until it is told to, it leaves the child's number to nobody else.
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT) if name.startswith(" ") else sys.stdin.readline()
    os.waitpid(child, 0)
    os.write(1, b"over\\n")
"""


def test_killed_while_writing_it_is_whole_or_not_there(tmp_path: Path) -> None:
    """Children that write are killed at moments spread over the whole of it."""
    points, _ = plain_set(ROWS)
    there = []
    with subprocess.Popen(
        [sys.executable, "-c", WRITER.format(rows=ROWS)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        takes = 0.0
        for time in range(-2, TIMES):
            path = tmp_path / f"kept{time}"
            writer.stdin.write(f"{path}\n" if time >= 0 else f" {path}\n")
            writer.stdin.flush()
            child, started = int(writer.stdout.readline()), perf_counter()
            if time >= 0:
                # Denser at the beginning, and far beyond the end: the machine may be busier now than when it was timed.
                sleep(takes * 3 * (time / TIMES) ** 2)
                os.kill(child, signal.SIGKILL)
                writer.stdin.write("\n")
                writer.stdin.flush()
            assert writer.stdout.readline() == "over\n"
            takes = perf_counter() - started if time < 0 else takes
            if path.exists():
                there.append(path.name)
                same(points, packing.read(path))
            else:
                with pytest.raises(NotKept, match="not kept here"):
                    packing.read(path)
        writer.stdin.close()
    for folder in tmp_path.iterdir():
        # Who has just begun, and holds no lock yet, is given a minute, which is over here.
        os.utime(folder, (0, 0))
    assert Embedded(tmp_path).versions() == sorted(there)
    assert names(tmp_path) == sorted(there), "what was half written is swept away"
    assert 2 < len(there) < TIMES, "the moments were not spread over the writing"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def small_disk(most: int) -> Iterator[None]:
    """Let files grow to so many bytes and no further, as a disk that fills up; pytest's own output is not to meet it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("most", [0, 100, 5_000, 150_000])
def test_a_full_disk_keeps_nothing_and_says_so(tmp_path: Path, most: int) -> None:
    made = plain_set(ROWS)
    with pytest.raises(NotKept, match="no room left on the disk"), small_disk(most):
        packing.write(tmp_path / "kept", *made)
    assert names(tmp_path) == []


@pytest.mark.parametrize("most", [0, 5_000, 150_000])
def test_a_disk_that_fills_up_under_pieces_keeps_nothing_and_says_so(tmp_path: Path, most: int) -> None:
    points, _ = plain_set(ROWS)
    assert points.rows is not None
    texts = points.rows.table(np.arange(ROWS))
    columns = pa.table(
        {name: getattr(points, name) for name in ("lon", "lat", "day_start", "day_end", "vague", "precision_m", "line")}
        | {"row": np.arange(ROWS)}
        | {f"code {number}": column.codes for number, column in enumerate(points.coded.values())}
    )

    def read(into: object) -> object:
        into.names(list(texts.column_names))
        for batch in texts.to_batches(1_000):
            into.texts(batch)
        into.columns(columns)
        raise AssertionError("a disk that is full was not noticed")

    with pytest.raises(NotKept, match="no room left on the disk"), small_disk(most):
        spool.write(tmp_path / "kept", read)
    assert names(tmp_path) == []


def test_two_at_once_keep_one_version(tmp_path: Path) -> None:
    made = plain_set(ROWS)
    start, refused = Barrier(2), []

    def write() -> None:
        start.wait()
        try:
            packing.write(tmp_path / "kept", *made)
        except NotKept as why:
            refused.append(str(why))

    writers = [Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(refused) == 1
    assert "kept already" in refused[0]
    same(made[0], packing.read(tmp_path / "kept"))
    assert names(tmp_path) == ["kept"]


def test_what_is_being_written_is_not_swept_away(tmp_path: Path) -> None:
    with whole.made(tmp_path / "kept") as aside:
        whole.sweep(tmp_path)
        (aside / "file").write_text("there", encoding="utf-8")
    assert (tmp_path / "kept" / "file").read_text(encoding="utf-8") == "there"


def test_a_version_that_is_open_is_read_to_its_end_when_it_is_dropped(tmp_path: Path) -> None:
    made = plain_set(ROWS)
    packing.write(tmp_path / "kept", *made)
    found = packing.read(tmp_path / "kept")
    packing.drop(tmp_path / "kept")
    assert names(tmp_path) == []
    same(made[0], found)
