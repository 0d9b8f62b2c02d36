"""A server that is killed while it keeps a set: named in the catalogue with all its rows, or not there at all, and nothing else is left of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, sleep

import pytest
import sqlalchemy as sa

from geodata.importers.apart.process import READERS
from geodata.importers.options import Options
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import Limits, Reader
from geodata.sets.naming import Reference
from geodata.sets.postgres import Postgres
from tests.geodata.sets.cluster import Cluster, cluster
from tests.geodata.sets.made_sets import same
from tests.support.own_files import acled_row, csv_of

pytestmark = pytest.mark.services

ROOT = Path(__file__).resolve().parents[3]
TIMES = 50
ROWS = 20_000
ROOM = Limits(10**9, 10**12, 10**9, 10**12)
ANNA = Reader("anna@newsroom.test", True)

#: Has a child of its own keep each set that it is told to, the next version of one, or one that comes piece by piece: a kill meets the keeping, and not
#: a start of Python or the reading of a file.
KEEPER = """
import os, sys
from pathlib import Path
from geodata.importers.apart.process import Readers
from geodata.importers.options import Options
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import Wish
from tests.geodata.sets.test_killed import ANNA, ROOM, ROWS
file, readers, pieces = Path(sys.argv[2]), Readers(), []
class Heard:
    names, texts, columns = ((lambda name: lambda self, piece: pieces.append((name, piece)))(name) for name in ("names", "texts", "columns"))
made = readers.read(file.name, file.read_bytes(), Options())
with file.open("rb") as opened:
    read = readers.large(file.name, opened, Heard(), ROWS, Options())
readers.end()
def again(into):
    for name, piece in pieces:
        getattr(into, name)(piece)
    return read
place = sys.argv[1] if sys.argv[1].startswith("postgresql:") else Path(sys.argv[1])
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        catalogue = Catalogue(place, ROOM)
        os.write(1, f"{os.getpid()}\\n".encode())
        kind, name = line.strip().split(":")
        wish = Wish(name, owner="The newsroom", seen_by="all")
        if kind == "version":
            catalogue.keep_version(name, made, ANNA)
        elif kind == "pieces":
            catalogue.keep_file(again, wish, ANNA)
        else:
            catalogue.keep(made, wish, ANNA)
        os._exit(0)
    # Until it is told to, it leaves the child's number to nobody else.
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    os.write(1, b"over\\n")
    sys.stdin.readline()
    os.waitpid(child, 0)
"""

#: What is kept one after the other.
KINDS = ("set", "version", "pieces")


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Cluster]:
    with cluster() as running:
        yield running


@pytest.fixture(params=["folder", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    if request.param == "folder":
        return tmp_path / "sets"
    return request.getfixturevalue("postgresql").database("killed")


def test_killed_while_keeping_it_is_whole_or_not_there(
    place: Path | str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(csv_of(acled_row(number) for number in range(ROWS)))
    points = READERS.read(file.name, file.read_bytes(), Options()).points
    (tmp_path / "aside").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(place), str(file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(tmp_path / "aside")},
    ) as keeper:
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        takes = 0.0
        for time in range(-2, TIMES):
            kind = KINDS[time % 3] if time >= 0 else "set"
            keeper.stdin.write(f"{kind}:{'first' if kind == 'version' else f'Kept {time}' if time > -2 else 'First'}\n")
            keeper.stdin.flush()
            child, started = int(keeper.stdout.readline()), perf_counter()
            if time >= 0:
                # Denser at the beginning, and far beyond the end: the machine may be busier now than when it was timed.
                sleep(takes * 3 * (time / TIMES) ** 2)
                os.kill(child, signal.SIGKILL)
            assert keeper.stdout.readline() == "over\n"
            takes = perf_counter() - started if time < 0 else takes
            keeper.stdin.write("\n")
            keeper.stdin.flush()
        keeper.stdin.close()
    # As a server does that starts again later: the rests of keepings that were cut off are old by then.
    monkeypatch.setattr("geodata.sets.files.REST_S", -60)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "aside"))
    monkeypatch.setattr("geodata.sets.whole._BEGINS_S", -60)
    catalogue = Catalogue(place, ROOM)
    there = catalogue.listed(ANNA)
    versions = [version for kept in there for version in kept.versions]
    for kept in there:
        assert [version.number for version in kept.versions] == list(range(1, len(kept.versions) + 1))
        for version in kept.versions:
            assert catalogue.find(Reference(kept.id, version.number), ANNA) == kept
            same(points, catalogue.points(version))
            assert catalogue.report(version).accepted == ROWS
    assert 2 < len(versions) < TIMES, "the moments were not spread over the keeping"
    assert catalogue.taken().rows == ROWS * len(versions)
    files = sorted(version.file for version in versions)
    if isinstance(place, Path):
        assert sorted(path.name for path in (place / "versions").iterdir()) == files
    else:
        rows = Postgres(place)
        assert rows.versions() == files
        engine = sa.create_engine(place.replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect() as connection:
            tables = connection.execute(sa.text("SELECT count(*) FROM pg_class WHERE relname ~ '^points_[0-9]+$'"))
            assert tables.scalar() == len(files)
        engine.dispose()
    left = list((tmp_path / "aside").iterdir())
    assert left == [], f"{len(left)} folders are left of what was cut off"
