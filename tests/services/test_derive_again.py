"""The build step run again from the downloaded packages gives the committed bytes: `make test-services`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from geodata.geometry_files import GEOMETRY_DIR

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "build" / "derive-venv" / "bin" / "python"


@pytest.mark.services
def test_deriving_again_gives_the_committed_bytes(tmp_path: Path) -> None:
    assert PYTHON.exists(), "the build step's environment is missing: make geodata-tools"
    run = subprocess.run(
        [PYTHON, "-m", "geodata.derive", "--out", tmp_path], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    assert run.returncode == 0, run.stderr
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in GEOMETRY_DIR.glob("*.geojson")}
    assert written.keys() == committed.keys()
    assert [name for name in written if written[name] != committed[name]] == []
