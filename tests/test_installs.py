"""Installs bring the same files everywhere, and a server that is merely tried is not open to the network (S17)."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import requires
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.server import App

ROOT = Path(__file__).resolve().parents[1]

#: Requirements file → the lock that is made of it.
LOCKS = {"requirements.txt": "requirements.lock", "tests/requirements.txt": "tests/requirements.lock"}

#: An index's address or an option that would name one. Written so that this file does not hold what it looks for.
INDEX = re.compile(
    r"(?:py[p]i|python[h]osted|npm[j]s|ana[c]onda)\.(?:org|io|com)\b|https?://\S+/[s]imple/?(?=[\s'\"]|$)|--(?:extra-)?[i]ndex-url[ =]|--[f]ind-links[ =]|--[t]rusted-host"
)


@dataclass(frozen=True)
class Locked:
    """What a lock says of one package: its version, the hashes of its files, the files that ask for it by name."""

    version: str
    hashes: tuple[str, ...]
    asked_by: frozenset[str]


def required(name: str) -> list[Requirement]:
    """Return what a requirements file asks for, without the files it includes."""
    lines = [line.partition(" #")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]


@cache
def locked(name: str) -> dict[str, Locked]:
    """Return what a lock holds, by name. A line that is neither a pinned package, a hash of its, nor a remark fails."""
    held: dict[str, Locked] = {}
    for block in re.split(r"\n(?=\w)", re.sub(r"\A(?:#.*\n|-r .*\n)+", "", (ROOT / name).read_text(encoding="utf-8"))):
        head, *lines = block.rstrip().splitlines()
        pin = re.fullmatch(r"([a-z0-9.-]+)==(\S+)(?: ; [^\\]+)? \\", head)
        assert pin, f"{name} does not pin {head!r}"
        remarks = [line for line in lines if line.startswith("    # via ")]
        hashes = [
            re.fullmatch(r"    --hash=sha256:([0-9a-f]{64})(?: \\)?", line) for line in lines if line not in remarks
        ]
        assert all(hashes), f"{name} says more of {pin[1]} than its hashes"
        held[pin[1]] = Locked(
            pin[2],
            tuple(found[1] for found in hashes if found),
            frozenset(re.findall(r"-r (\S+?)(?:,|$)", " ".join(remarks))),
        )
    return held


@pytest.mark.parametrize(("requirements", "lock"), LOCKS.items())
def test_a_lock_holds_every_package_of_its_requirements_at_a_version_they_admit(requirements: str, lock: str) -> None:
    everything = locked("requirements.lock") | locked(lock)
    for asked in required(requirements):
        held = everything.get(canonicalize_name(asked.name))
        assert held and asked.specifier.contains(held.version), (
            f"{requirements} asks for {asked}, which {lock} does not hold: make lock"
        )


@pytest.mark.parametrize(("requirements", "lock"), LOCKS.items())
def test_a_lock_holds_nothing_for_requirements_that_are_gone(requirements: str, lock: str) -> None:
    asked = {canonicalize_name(one.name) for one in required(requirements)}
    assert {name for name, held in locked(lock).items() if requirements in held.asked_by} <= asked, "make lock"


@pytest.mark.parametrize("lock", LOCKS.values())
def test_every_locked_package_is_known_by_its_hashes(lock: str) -> None:
    assert [name for name, held in locked(lock).items() if not held.hashes] == []


def test_the_lock_holds_what_extras_add() -> None:
    """Signing in is one: a host who turns it on installs nothing more."""
    extras = [(asked.name, extra) for asked in required("requirements.txt") for extra in asked.extras]
    assert ("streamlit", "auth") in extras
    for name, extra in extras:
        for one in map(Requirement, requires(name) or ()):
            if one.marker and one.marker.evaluate({"extra": extra}) and not one.marker.evaluate({"extra": ""}):
                assert one.specifier.contains(locked("requirements.lock")[canonicalize_name(one.name)].version)


def test_the_tests_lock_stands_on_the_apps() -> None:
    """Else the tests could run on other versions than the app."""
    assert "-r ../requirements.lock" in (ROOT / "tests" / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert not set(locked("requirements.lock")) & set(locked("tests/requirements.lock"))


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a clone knows which files are the project's")
def test_no_file_names_an_index() -> None:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    texts = {
        name: (ROOT / name).read_text(encoding="utf-8", errors="replace") for name in names if (ROOT / name).is_file()
    }
    assert "requirements.lock" in texts
    assert {name: found[0] for name, text in texts.items() if (found := INDEX.search(text))} == {}


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """An environment whose Python is of the version in the file `version`, and whose pip writes down what it was asked instead of doing it."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(
        f"""#!/bin/bash
version=$(cat '{tmp_path}/version')
case "$1" in
-c) exec '{sys.executable}' -c "import sys; sys.version_info = tuple(map(int, '$version'.split('.'))); $2" ;;
-V) echo "Python $version" ;;
*) echo "$@" >> '{tmp_path}/asked' ;;
esac
""",
        encoding="utf-8",
    )
    python.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(
    ("stamp", "requirements"), [(".for-app", "requirements"), (".for-tests", "tests/requirements")]
)
@pytest.mark.parametrize(("version", "is_locked"), [("3.11.2", True), ("3.13.9", True), ("3.14.0", False)])
def test_make_installs_from_the_lock_where_it_holds(
    machine: Path, stamp: str, requirements: str, version: str, is_locked: bool
) -> None:
    (machine / "version").write_text(version, encoding="utf-8")
    made = subprocess.run(
        ["make", f"VENV={machine}", f"{machine}/{stamp}"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    asked = (machine / "asked").read_text(encoding="utf-8")
    assert asked.rstrip().endswith(
        f"install --require-hashes -r {requirements}.lock" if is_locked else f"install -r {requirements}.txt"
    )
    assert (f"Python {version} is none of the versions" in made.stdout) is not is_locked


@pytest.mark.parametrize(("target", "address"), [("run", "127.0.0.1"), ("host", "0.0.0.0")])
def test_only_hosting_listens_beyond_this_machine(target: str, address: str) -> None:
    told = subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert re.findall(r"^(?:BORDER_ATLAS_KEEP=\S+ )?\S*streamlit run app\.py(.*)$", told, re.MULTILINE) == [
        f" --server.address {address}"
    ]


def test_a_server_that_is_told_this_machine_alone_answers_there_alone(app: App) -> None:
    """127.0.0.2 is this machine too, and as foreign to a socket bound to 127.0.0.1 as any address of the network."""
    port = urlsplit(app.url).port
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        pass
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.2", port), timeout=5):
        pass
