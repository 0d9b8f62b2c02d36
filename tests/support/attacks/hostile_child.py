"""A stand-in for the process that reads files, as if a file had taken it over: it does what its name says instead of reading it.

``Readers("tests.support.attacks.hostile_child")`` starts it as the atlas starts its own.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa

from geodata.importers.apart import child, wire
from geodata.importers.apart.wire import Asked, Sender


def _tried(tries: dict[str, Callable[[], object]]) -> dict[str, str]:
    """Return what came of each try: the name of the error, or what was got."""
    came = {}
    for name, attempt in tries.items():
        try:
            came[name] = f"got {attempt()!r}"
        except (OSError, subprocess.SubprocessError) as error:
            came[name] = type(error).__name__
    return came


def _open(number: int) -> bool:
    try:
        return bool(os.fstat(number))
    except OSError:
        return False


def break_out(sender: Sender, asked: Asked, data: bytes) -> None:
    """Try to read, write, connect, start and look into others; `asked.name` is a file that must stay closed, the parent's number in `data`."""
    secret, (server, port) = Path(asked.name), map(int, data.split())

    def write_beside() -> int:
        return secret.with_name("written").write_bytes(b"x")

    def into_the_server() -> int:
        return ctypes.CDLL(None).ptrace(16, server, 0, 0)

    came = _tried(
        {
            "secret": secret.read_text,
            "secrets.toml": Path(".streamlit/config.toml").read_text,
            "passwd": Path("/etc/passwd").read_text,
            "folder": lambda: list(secret.parent.iterdir()),
            "environment of the server": Path(f"/proc/{server}/environ").read_bytes,
            "memory of the server": lambda: os.open(f"/proc/{server}/mem", os.O_RDONLY),
            "maps of itself": Path("/proc/self/maps").read_text,
            "write": write_beside,
            "write to a package": lambda: Path(pa.__file__).with_name("written").write_bytes(b"x"),
            "connect": lambda: socket.create_connection(("127.0.0.1", port), 5),
            "datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", port)),
            "listen": lambda: socket.create_server(("127.0.0.1", 0)),
            "program": lambda: subprocess.run([sys.executable, "-c", "1"], check=True),
            "fork": os.fork,
            "signal": lambda: os.kill(server, signal.SIGCONT),
            "unlink": secret.unlink,
            "rename": lambda: secret.rename(secret.with_name("renamed")),
        }
    )
    came["ptrace"] = str(into_the_server())
    came["descriptors"] = str(sum(_open(number) for number in range(1024)))
    came["environment"] = " ".join(sorted(os.environ))
    came["package"] = "read" if Path(np.__file__).read_text(encoding="utf-8") else ""
    thread = threading.Thread(target=lambda: came.update(thread="ran"))
    thread.start()
    thread.join()
    sender.words(wire.REFUSED, ["\n".join(f"{name}: {what}" for name, what in came.items())[:1900], False])


def die(sender: Sender, asked: Asked, data: bytes) -> None:
    """Go on without end, or end, in the way that the file's name says."""
    way = asked.name
    if way == "memory":
        held = []
        while True:
            held.append(bytearray(16 << 20))
    elif way == "native memory":
        np.ones(1 << 38, np.uint8)
    elif way == "processor":
        while True:
            pass
    elif way == "sleep":
        threading.Event().wait()
    elif way == "abort":
        os.abort()
    elif way == "crash":
        ctypes.string_at(8)
    elif way == "error":
        raise KeyError(data.decode())
    elif way == "exit":
        os._exit(3)


def lie(sender: Sender, asked: Asked, data: bytes) -> None:
    """Send something that no reader of files sends."""
    way = asked.name
    if way == "unknown frame":
        sender.send(b"?", b"x")
    elif way == "pickle":
        sender.send(wire.SET, b"\x80\x04\x95")
    elif way == "endless frame":
        sender._link.sendall(wire.HEAD.pack(wire.LOOK, 1 << 62))
    elif way == "rows without names":
        sender.data(wire.ROWS, pa.table({"0": ["x"]}))
    elif way == "other columns":
        sender.words(wire.NAMES, ["a", "b"])
        sender.data(wire.ROWS, pa.table({"0": [1], "1": [2]}))
    elif way == "no utf-8":
        sender.words(wire.NAMES, ["a"])
        sender.data(wire.ROWS, pa.table({"0": pa.array([b"\xff\xfe"]).cast(pa.string(), safe=False)}))
    elif way == "endless rows":
        sender.words(wire.NAMES, ["a"])
        batch = pa.table({"0": pa.array(["x" * 1_000_000] * 16)})
        while True:
            sender.data(wire.ROWS, batch)
    elif way == "look":
        sender.words(wire.LOOK, {"kind": 1, "columns": [1, 2]})
    elif way == "no words":
        sender.send(wire.LOOK, b"{")
    elif way == "words of another kind":
        sender.words(wire.PROGRESS, {"a": 1})


#: What is done to a set's columns on their way: the column, and what it becomes.
TWISTS: dict[str, tuple[str, Callable[[np.ndarray], np.ndarray]]] = {
    "rows that never came": ("row", lambda rows: rows + 1_000_000),
    "rows before the first": ("row", lambda rows: rows - 5),
    "codes without a word": ("code 0", lambda codes: np.full_like(codes, 255)),
    "places off the earth": ("lon", lambda lon: lon + 400),
    "places nowhere": ("lat", lambda lat: lat * np.nan),
    "days in disorder": ("day_start", lambda days: days[::-1].copy()),
    "days of another kind": ("day_end", lambda days: days.astype(np.int64)),
    "a column more": ("'; DROP TABLE points; --", lambda none: none),
}


def twist(sender: Sender, asked: Asked, file: mmap.mmap) -> None:
    """Read a large file, and send other columns than were read."""
    name, into = TWISTS[asked.name]
    honest = sender.data

    def data(kind: bytes, table: pa.Table | pa.RecordBatch) -> None:
        if "row" in table.schema.names:
            column = table.column(name if name in table.schema.names else "row").to_numpy()
            others = {one: table.column(one) for one in table.schema.names}
            table = pa.table(others | {name: pa.array(into(column))})
        honest(kind, table)

    sender.data = data
    child.large(sender, asked, file)


JOBS = {"break out": break_out, "die": die, "lie": lie}


def job(sender: Sender, asked: Asked, data: bytes) -> None:
    """Do what the set's title names; the rest of the question is the job's."""
    JOBS[asked.options.title](sender, asked, data)


if __name__ == "__main__":
    child.main({"look": job, "read": job, "large": twist})
