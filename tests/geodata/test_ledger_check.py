"""The ledger as files: what cannot be read, the revision, the check that names every fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.ledger import GEOMETRY_DIR, TABLES, load
from tests.support.ledgers import counts, only_fault, sound, write

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("- id: [unclosed", "line 1"),
        ("- id: drill\n  title: \x01", "cannot be read"),
        ("", "empty"),
        ("id: drill", "list of records"),
        ("- 5", "dictionary"),
    ],
)
def test_a_malformed_file_is_named_and_the_rest_loads(tmp_path: Path, content: str, words: str) -> None:
    folder = write(tmp_path / "ledger")
    (folder / "exercises.yaml").write_text(content, encoding="utf-8")
    ledger = load(folder, tmp_path)
    fault = only_fault(ledger)
    assert fault.file == "exercises.yaml"
    assert words in fault.reason
    assert counts(ledger) == dict.fromkeys(TABLES, 1) | {"exercises": 0}


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "ledger")
    (folder / "bases.yaml").write_bytes(b"- id: \xff\xfe")
    fault = only_fault(load(folder, tmp_path))
    assert (fault.file, fault.record) == ("bases.yaml", "the whole file")


def test_the_revision_changes_with_every_content_and_with_nothing_else(tmp_path: Path) -> None:
    geometry = tmp_path / "geometry"
    geometry.mkdir()
    (geometry / "border.geojson").write_text("{}", encoding="utf-8")
    revision = load(write(tmp_path / "a"), geometry).revision
    assert load(write(tmp_path / "b"), geometry).revision == revision
    changed = sound()
    changed["bases"][0]["summary"] = "A base!"
    assert load(write(tmp_path / "c", changed), geometry).revision != revision
    (geometry / "border.geojson").write_text("{ }", encoding="utf-8")
    assert load(tmp_path / "a", geometry).revision != revision


def test_what_an_editor_leaves_beside_the_files_changes_no_revision(tmp_path: Path) -> None:
    folder, geometry = write(tmp_path / "ledger"), tmp_path / "geometry"
    geometry.mkdir()
    revision = load(folder, geometry).revision
    for name in (".bases.yaml.swp", "bases.yaml~", "bases.yaml.bak", "#bases.yaml#", "bases.yaml.orig"):
        (folder / name).write_text("half a line", encoding="utf-8")
        (geometry / name).write_text("half a line", encoding="utf-8")
    assert load(folder, geometry).revision == revision


def run_check(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``python -m geodata.ledger`` over another ledger."""
    environment = os.environ | {"BORDER_ATLAS_LEDGER": str(folder)}
    return subprocess.run(
        [sys.executable, "-m", "geodata.ledger"], cwd=ROOT, env=environment, capture_output=True, text=True
    )


def test_the_check_succeeds_on_a_sound_ledger(tmp_path: Path) -> None:
    folder = write(tmp_path)
    check = run_check(folder)
    assert check.returncode == 0, check.stderr
    assert "0 faults" in check.stdout
    assert load(folder, GEOMETRY_DIR).revision in check.stdout


def test_the_check_fails_and_names_the_fault(tmp_path: Path) -> None:
    tables = sound()
    tables["bases"][0]["kind"] = "castle"
    check = run_check(write(tmp_path, tables))
    assert check.returncode == 1, check.stderr
    assert "fault: bases.yaml: camp: kind: " in check.stdout
