"""The process that reads readers' files, started by `process.Readers` as ``python -m geodata.importers.apart.child``.

It gets warm (loads all that any format needs), gives up what the kernel lets it give up, and then forks a child for each file: a child has
limits of its own, reads one file, answers and ends. Neither ever runs what a file holds, and nothing of a file outlives its child.
"""

from __future__ import annotations

import gc
import json
import mmap
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from geodata.importers import mapped, reading
from geodata.importers.apart import briefing as saved
from geodata.importers.apart import sandbox, sent_set, slides, wire
from geodata.importers.apart.wire import Asked, Sender, SentRows
from geodata.importers.formats import gdal, json_rows, vector
from geodata.importers.options import Options
from geodata.importers.report import Refused, refused
from geodata.importers.sheets import workbook
from geodata.translation import speak

#: A child's exit code after an error that nobody foresaw.
FAULTY = 70
#: How far reading gives way to the server, as `nice` counts it.
NICE = 10
#: More than the process ever has open at once: some for itself, two for each file.
_MOST_DESCRIPTORS = 1024

#: Of both ways to say where rows are.
_FIRST = {
    "rows.json": b'[{"date": "16 September 2022", "lat": 39.9, "lon": 70.6, "kind": "a", "name": "b", "deaths": 3}]',
    "rows.geojson": b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"date": "2022-09-16"},'
    b' "geometry": {"type": "Point", "coordinates": [70.6, 39.9]}}]}',
}

Job = Callable[[Sender, Asked, Any], None]


def look(sender: Sender, asked: Asked, data: bytes) -> None:
    """Say what a file seems to be, and where its layout is known read it too."""
    found = reading.peek(asked.name, data, asked.options)
    sender.words(
        wire.LOOK,
        wire.Looked(
            found.name,
            found.kind,
            found.layout.id if found.layout else "",
            found.columns,
            [[cell[: reading.SHOWN_LETTERS] for cell in row] for row in found.sample[: reading.SHOWN_ROWS]],
            found.mapping,
            found.layers,
            found.counts,
            found.layer,
            found.has_geometry,
            found.by_date,
        ),
    )
    if found.layout:
        read(sender, asked, data)


def read(sender: Sender, asked: Asked, data: bytes) -> None:
    """Read a file."""
    loaded = reading.read(
        asked.name,
        data,
        asked.options,
        lambda share, words: sender.words(wire.PROGRESS, [share, words]),
        asked.lasting,
        lambda names: SentRows(names, sender),
    )
    sent_set.send(sender, loaded)


def large(sender: Sender, asked: Asked, file: mmap.mmap) -> None:
    """Read a file that is too large to hold."""
    loaded = mapped.read(
        asked.name,
        file,
        asked.options,
        lambda share, words: sender.words(wire.PROGRESS, [share, words]),
        asked.lasting,
        lambda names: SentRows(names, sender),
        asked.rows,
    )
    sent_set.send(sender, loaded)


def template(sender: Sender, asked: Asked, data: bytes) -> None:
    """Read a template of slides."""
    found = slides.read(asked.name, data)
    sender.words(wire.TEMPLATE, msgspec.structs.replace(found, package=b""))
    sender.send(wire.PACKAGE, found.package)


def briefing(sender: Sender, asked: Asked, data: bytes) -> None:
    """Read the plain values of a saved briefing."""
    sender.words(wire.BRIEFING, [saved.read(data)])


JOBS: Mapping[str, Job] = {"look": look, "read": read, "large": large, "template": template, "briefing": briefing}


def main(jobs: Mapping[str, Job] = JOBS) -> None:
    """Get warm, give up what can be given up, and fork a child for each job that comes, until the server is gone."""
    speak(*map(Path, sys.argv[1:]))
    control = socket.socket(fileno=os.dup(0))
    _be_first_to_go()
    gdal.confine()
    space = sandbox.address_space()
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    # What a library prints of a file is the reader's, and not for the server's log.
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    heard, nobody = socket.socketpair()
    control.send(json.dumps({"held": sandbox.lock_down()}).encode())
    with heard, nobody:
        _warm_up(Sender(heard))
    fates: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([control.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _reap(fates)
        if control.fileno() in ready:
            said, handed, _, _ = socket.recv_fds(control, 64, 2)
            if not said:
                return
            child = os.fork()
            if child == 0:
                # The way to the server, and those of other files, are none of its business.
                os.dup2(nothing, 2)
                os.closerange(3, handed[0])
                os.closerange(handed[0] + 1, _MOST_DESCRIPTORS)
                _serve(socket.socket(fileno=handed[0]), space, jobs)
            os.close(handed[0])
            fates[child] = handed[1]


def _warm_up(sender: Sender) -> None:
    """Read what the atlas itself has written down, so that no child does anew what only a first file asks for, and lay aside what is there by then."""
    for name, data in _FIRST.items():
        look(sender, Asked("look", name, Options(), False, len(data), 0, 0), data)
        read(sender, Asked("read", name, Options(), False, len(data), 0, 0), data)
    # What a child's search for rings of objects would touch, the system would have to copy for it.
    gc.freeze()


def _be_first_to_go() -> None:
    os.nice(NICE)
    try:
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    except OSError:
        return  # Not everywhere, and only a wish: which process to end should memory run out all the same.


def _reap(fates: dict[int, int]) -> None:
    """Tell the server how children ended."""
    while fates:
        child, status = os.waitpid(-1, os.WNOHANG)
        if child == 0:
            return
        fate = fates.pop(child)
        with suppress(BrokenPipeError):  # Whoever asked has gone.
            os.write(fate, str(os.waitstatus_to_exitcode(status)).encode())
        os.close(fate)


def _serve(link: socket.socket, space: int, jobs: Mapping[str, Job]) -> None:
    """Do one job in the child and end it."""
    code = FAULTY
    try:
        signal.set_wakeup_fd(-1)
        sandbox.stay_alone()
        sender = Sender(link)
        sender.words(wire.HELLO, os.getpid())
        asked = msgspec.json.decode(_exactly(link, int.from_bytes(_exactly(link, 8))), type=Asked)
        # What a file is mapped to is address space, and no memory.
        sandbox.limit(space + asked.memory + (asked.size if asked.rows else 0), asked.seconds)
        try:
            jobs[asked.job](sender, asked, (_mapped if asked.rows else _exactly)(link, asked.size))
            sender.send(wire.END)
        except Refused as refusal:
            sender.words(wire.REFUSED, [str(refusal), refusal.asks])
        except MemoryError:
            sender.send(wire.NO_MEMORY)
        code = 0
    finally:
        # The process must not go on as its parent would, whatever was raised; where it was raised is told, without the reader's words.
        error, where = sys.exc_info()[1], traceback.extract_tb(sys.exc_info()[2])
        if error is not None and not isinstance(error, OSError):
            sender.words(
                wire.BROKE,
                [
                    type(error).__name__,
                    *(f"{frame.name} in {Path(frame.filename).name}:{frame.lineno}" for frame in where[-3:]),
                ],
            )
        os._exit(code)


def _mapped(link: socket.socket, size: int) -> mmap.mmap:
    _, handed, _, _ = socket.recv_fds(link, 1, 1)
    with os.fdopen(handed[0], "rb") as file:
        if not size:
            raise refused("The file is empty.")
        return mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)


def _exactly(link: socket.socket, size: int) -> bytes:
    data = bytearray(size)
    view = memoryview(data)
    while view:
        got = link.recv_into(view)
        if not got:
            raise ConnectionError("the server is gone")
        view = view[got:]
    return bytes(data)


if __name__ == "__main__":
    # Loaded for all children at once: each would otherwise load them for itself.
    assert json_rows and vector and workbook
    main()
