"""Files of a ledger that hold anything or cannot be read: named, and the rest loads."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from geodata.ledger import load
from tests.support.attacks.rich_ledger import rich, told, use
from tests.support.ledgers import write
from tests.support.loop import wait_for
from tests.support.reader import visit
from tests.support.server import ROOT, serve


def nest(first: str, between: str, last: str = "") -> bytes:
    """Return twenty levels of aliases, nine of each in the next: 12 million million million values, were they ever written out."""
    names = "abcdefghijklmnopqrst"
    return (
        first
        + "".join(
            between.format(name=name, inner=",".join([f"*{before}"] * 9)) for before, name in itertools.pairwise(names)
        )
        + last
    ).encode()


#: Content of a table's file, each of which has ended the start or held it up somewhere.
CONTENTS = {
    "nothing": b"",
    "zeros": bytes(100),
    "no text": bytes(range(256)) * 9,
    "UTF-16": "- id: x".encode("utf-16"),
    "Latin-1": "- id: café".encode("latin-1"),
    "a word": b"hello",
    "a number": b"5",
    "two documents": b"---\n- a\n---\n- b\n",
    "deep": b"[" * 100_000,
    "deep and closed": b"[" * 900 + b"]" * 900,
    "deep block": b"- " * 100_000,
    "bomb": nest("- &a [x,x,x,x,x,x,x,x,x]\n", "- &{name} [{inner}]\n", "- {id: *t, title: *t}\n"),
    "bomb of a mapping": nest("x: &a [x]\n", "{name}: &{name} [{inner}]\n"),
    "bomb of merges": nest("- &a {k: 1, l: 1}\n", "- &{name} {{<<: [{inner}]}}\n"),
    "bomb of named merges": nest("- &a {k: 1, l: 1}\n", "- &{name} {{!!merge x: [{inner}]}}\n"),
    "inside itself": b"- &a [*a]\n- &b {id: *b}\n- &c {id: x, title: *c}\n",
    "its own key": b"- &a {? *a : 1}\n",
    "6,000 digits": b"- {id: x, title: " + b"9" * 6000 + b"}",
    "6,000 hexadecimal digits": b"- {id: x, title: 0x" + b"f" * 6000 + b"}",
    "half a letter": b'- {id: "\\ud800", title: "\\ud800"}',
    "terminal": b'- {id: "\\e[31mred\\nx\\0", title: "\\e[2J"}',
    "endless id": b"- {id: " + b"x" * 1_000_000 + b"}",
    **{
        tag: f"- {{id: x, title: {tag}}}\n".encode()
        for tag in (
            "!!bool maybe",
            "!!timestamp soon",
            "!!timestamp 2000-02-30",
            "!!int ''",
            "!!float x",
            "!!int 0b",
            "!!omap [a]",
            "!!merge x",
            "!!python/object/apply:os.system [x]",
        )
    },
}


@pytest.mark.parametrize("table", ["bases", "meta"])
@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_of_any_content_is_named_and_the_rest_loads(name: str, table: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "ledger", rich())
    (folder / f"{table}.yaml").write_bytes(CONTENTS[name])
    ledger = load(folder, tmp_path)
    assert f"{table}.yaml" in {fault.file for fault in ledger.faults}
    assert {name: len(rows) for name, rows in ledger.tables.items() if name != "bases"} == {
        name: len(rows) for name, rows in rich().items() if name not in ("bases", "meta")
    }
    use(ledger)


def replaced(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def do(path: Path) -> None:
        path.unlink()
        make(path)

    return do


@pytest.mark.parametrize("table", ["sections", "sources", "meta"])
@pytest.mark.parametrize(
    "make",
    [
        replaced(Path.mkdir),
        replaced(os.mkfifo),
        replaced(lambda path: path.symlink_to("nowhere")),
        replaced(lambda path: path.symlink_to(path.name)),
        replaced(lambda path: path.symlink_to("/dev/zero")),
        replaced(lambda path: None),
    ],
    ids=["folder", "pipe", "link to nowhere", "link to itself", "device", "missing"],
)
def test_a_file_that_cannot_be_read_is_named(make: Callable[[Path], None], table: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "ledger", rich())
    make(folder / f"{table}.yaml")
    ledger = load(folder, tmp_path)
    assert (table, "the whole file") in told(ledger)
    use(ledger)


@pytest.mark.parametrize("table", ["bases", "meta"])
def test_a_file_that_one_may_not_read_is_named(table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "ledger", rich())

    def guarded(read: Callable[..., object]) -> Callable[..., object]:
        def refuse(path: Path, *arguments: object, **named: object) -> object:
            # Not by its mode: whoever runs the tests may be one who may read everything.
            if path.name == f"{table}.yaml":
                raise PermissionError(13, "Permission denied", str(path))
            return read(path, *arguments, **named)

        return refuse

    for name in ("read_text", "read_bytes"):
        monkeypatch.setattr(Path, name, guarded(getattr(Path, name)))
    ledger = load(folder, tmp_path)
    assert (table, "the whole file") in told(ledger) and "Permission denied" in " ".join(map(str, ledger.faults))


def test_a_folder_that_is_not_there_is_a_ledger_without_records(tmp_path: Path) -> None:
    ledger = load(tmp_path / "nowhere", tmp_path / "nowhere either")
    assert {fault.reason for fault in ledger.faults} >= {"the file is missing"} and not any(ledger.tables.values())
    use(ledger)


def very_broken(folder: Path) -> Path:
    """Write a ledger that is wrong in every way that has ended the start."""
    tables = rich()
    tables["sections"][1]["follows"] = "strip"
    tables["sections"].append(tables["sections"][0] | {"id": "third-strip", "follows": "strip"})
    tables["incidents"][0]["parent"] = "grandchild"
    tables["meta"]["renamed"] = {"camp": "gate", "a": "b", "b": "a"}
    tables["milestones"][0]["title"] = "\U0001f600 \x1b[31m"
    write(folder, tables)
    replaced(Path.mkdir)(folder / "bases.yaml")
    replaced(os.mkfifo)(folder / "places.yaml")
    (folder / "statistics.yaml").write_bytes(CONTENTS["!!bool maybe"])
    (folder / "periods.yaml").write_bytes(CONTENTS["bomb"])
    return folder


def test_the_check_names_every_fault_and_ends_without_a_traceback(tmp_path: Path) -> None:
    environment = os.environ | {"BORDER_ATLAS_LEDGER": str(very_broken(tmp_path)), "PYTHONIOENCODING": "ascii:strict"}
    check = subprocess.run(
        [sys.executable, "-m", "geodata.ledger"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert (check.returncode, check.stderr) == (1, "")
    for name in (
        "strip",
        "third-strip",
        "child",
        "camp",
        "bases.yaml",
        "places.yaml",
        "statistics.yaml",
        "periods.yaml",
    ):
        assert name in check.stdout
    assert check.stdout.isascii() and "\x1b" not in check.stdout


@pytest.mark.services
def test_the_pages_start_with_a_ledger_that_is_broken_in_every_way(tmp_path: Path) -> None:
    with serve(tmp_path / "server.log", BORDER_ATLAS_LEDGER=str(very_broken(tmp_path / "ledger"))) as app:
        for page in ("", "explore", "compare", "brief", "sources", "own-data"):
            wait_for(visit(app.url, page=page))
            with urlopen(f"{app.url}/{page}", timeout=60) as answer:
                assert answer.status == 200
        for face in ("view.png?width=480&height=270", "view.html?", "view.txt?", "view.geojson?"):
            with urlopen(f"{app.url}/{face}&date=2022-09-16", timeout=60) as answer:
                assert answer.status == 200
        assert "ledger fault: bases.yaml" in app.said() and "Traceback" not in app.said()
