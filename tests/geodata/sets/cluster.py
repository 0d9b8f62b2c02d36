"""A PostgreSQL of the tests' own, on loopback alone, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import sqlalchemy as sa

from tests.support.server import free_port

#: Where Debian puts the programs of each version.
_DEBIAN = Path("/usr/lib/postgresql")


class Cluster:
    """A PostgreSQL server that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._data, self.port = folder / "data", free_port()
        self._as: list[str] = []
        if os.geteuid() == 0:
            # The server does not run as root.
            shutil.chown(folder, "postgres")
            self._as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "env", f"HOME={folder}"]
        found = sorted(_DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
        self._programs = found[-1] if found else Path(shutil.which("initdb") or "/usr/bin/initdb").parent
        self._run("initdb", "--auth=trust", "--username=atlas", "--encoding=UTF8", "--no-locale")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as, str(self._programs / program), "-D", str(self._data), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._run("pg_ctl", "-w", "-o", options, "-l", str(self._data / "log"), "start")

    def stop(self) -> None:
        """End it as a kill does, without a word to anybody."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def database(self, name: str) -> str:
        """Return the address of an empty database."""
        address = f"127.0.0.1:{self.port}"
        engine = sa.create_engine(f"postgresql+psycopg://atlas@{address}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
        engine.dispose()
        return f"postgresql://atlas@{address}/{name}"


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Give a running cluster."""
    folder = Path(mkdtemp(prefix="border-atlas-pg-"))
    try:
        made = Cluster(folder)
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
