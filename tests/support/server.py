"""A running Border Atlas: started as a user starts it, on a free port, stopped at the end."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copytree
from time import monotonic
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]

#: The day on which the tests' slider ends, so that what they expect stays true.
TODAY = "2026-11-01"

#: A page with a heading and nothing else: what Streamlit costs by itself.
EMPTY = "import streamlit as st\nst.title('Empty')\n"

START_S = 180
LOOK_AGAIN_S = 0.05


@dataclass(frozen=True)
class App:
    """A served app: its address without a closing slash, the file that holds what it printed, its process."""

    url: str
    log: Path
    pid: int

    def said(self) -> str:
        """Return all that the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """Return a port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_bare(folder: Path, text: str) -> str:
    """Write a page for comparisons, with our settings beside it, and return its name.

    As they come, Streamlit's settings watch the files of all its modules anew for each reader, which costs 150 ms.
    """
    copytree(ROOT / ".streamlit", folder / ".streamlit", dirs_exist_ok=True)
    (folder / "page.py").write_text(text, encoding="utf-8")
    return "page.py"


@contextmanager
def serve(
    log: Path, script: str = "app.py", folder: Path = ROOT, files: tuple[int, int] | None = None, **environment: str
) -> Iterator[App]:
    """Run ``streamlit run app.py`` and yield it once it is healthy.

    Parameters
    ----------
    log : Path
        File for what the server prints.
    script : str
        What is run instead of the atlas, for comparisons.
    folder : Path
        Where it is run.
    files : tuple of int, or None
        Soft and hard limit of the files that it may have open; None leaves those of this process.
    environment : str
        Environment variables beside those of this process.
    """
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        script,
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
    ]
    settings = os.environ | {"BORDER_ATLAS_TODAY": TODAY} | environment
    limits = partial(resource.setrlimit, resource.RLIMIT_NOFILE, files) if files else None
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=limits,
        )
    app = App(f"http://127.0.0.1:{port}", log, process.pid)
    try:
        _wait_until_healthy(app, process)
        yield app
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(app: App, process: subprocess.Popen[bytes]) -> None:
    deadline = monotonic() + START_S
    while not _healthy(app.url):
        try:
            # Waits a moment for the end that must not come, so that a server that died is not asked for a minute.
            process.wait(timeout=LOOK_AGAIN_S)
        except subprocess.TimeoutExpired:
            if monotonic() < deadline:
                continue
            raise RuntimeError(f"the server did not get healthy in {START_S} s:\n{app.said()}") from None
        raise RuntimeError(f"the server stopped with {process.returncode}:\n{app.said()}")


def _healthy(url: str) -> bool:
    try:
        with urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return answer.status == 200
    except (URLError, ConnectionError, TimeoutError):
        return False
