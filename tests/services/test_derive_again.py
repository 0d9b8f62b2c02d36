"""The build step run again from the downloaded packages gives the committed bytes, and takes no wrong place: `make test-services`."""

from __future__ import annotations

import json
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
    committed = {path.name: path.read_bytes() for path in GEOMETRY_DIR.iterdir() if path.suffix != ".yaml"}
    assert written.keys() == committed.keys()
    assert [name for name in written if written[name] != committed[name]] == []


@pytest.mark.services
@pytest.mark.parametrize(
    ("kind", "place", "said"),
    [
        # Where Russian Wikipedia puts the Shahristan Pass, which is a town in the plain.
        (
            "passes",
            {"height_m": 3378, "lat": 39.77694, "lon": 68.81306},
            "X is 3378 m high by its article and 1437 m by the model",
        ),
        # A tenth of a degree beside Lenin Peak, and a summit that the model knows to be higher.
        ("peaks", {"height_m": 7134, "lat": 39.3425, "lon": 72.9775}, "X does not stand on the highest ground"),
        ("peaks", {"height_m": 7000, "lat": 39.3425, "lon": 72.8775}, "X does not stand on the highest ground"),
    ],
)
def test_a_place_that_the_elevation_model_contradicts_ends_the_build(
    kind: str, place: dict[str, float], said: str, tmp_path: Path
) -> None:
    listed = {"peaks": [], "passes": []} | {kind: [{"name": "X", "source": "an article", **place}]}
    (tmp_path / "mountains.yaml").write_text(json.dumps(listed), encoding="utf-8")
    script = (
        "import sys; from pathlib import Path; from geodata.derive import mountains;"
        "mountains.PLACES = Path(sys.argv[1]); mountains.read_mountains(Path('build'))"
    )
    run = subprocess.run(
        [PYTHON, "-c", script, tmp_path / "mountains.yaml"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert run.returncode != 0 and said in run.stderr
