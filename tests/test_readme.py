"""What the READMEs and the pages beside them tell a reader to type, copy or open works."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from geodata.ledger import LEDGER_DIR, TABLES, current, load
from geodata.settings import PREFIX, Settings
from layers.kit.layer import Layer, all_layers, features
from layers.view.cameras import target
from layers.view.link import from_params
from layers.view.state import Vocabulary

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GEODATA_README = (ROOT / "geodata" / "README.md").read_text(encoding="utf-8")

#: Everything that is written for who opens the project.
PAGES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for pattern in ("README.md", "*/README.md", ".github/*.md")
    for path in sorted(ROOT.glob(pattern))
}


def example_records() -> Iterator[tuple[str, str]]:
    """Yield (table, YAML text) of each example in geodata/README.md."""
    for block in re.findall(r"^ *```yaml\n(.*?)^ *```", GEODATA_README, re.DOTALL | re.MULTILINE):
        lines = block.splitlines()
        indent = len(lines[0]) - len(lines[0].lstrip())
        yield lines[0].strip("# ").removesuffix(".yaml"), "\n".join(line[indent:] for line in lines[1:]) + "\n"


def test_the_example_records_load_into_the_ledger(tmp_path: Path) -> None:
    for path in LEDGER_DIR.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    examples = list(example_records())
    assert [table for table, _ in examples] == ["sources", "persons", "places", "incidents"]
    for table, text in examples:
        assert table in TABLES
        with (tmp_path / f"{table}.yaml").open("a", encoding="utf-8") as file:
            file.write(f"\n{text}")
    ledger = load(tmp_path)
    assert ledger.faults == ()
    for table, text in examples:
        assert all(row["id"] in ledger.tables[table] for row in yaml.safe_load(text))


def test_the_example_layer_is_a_layer() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (name,) = re.findall(r"as `layers/(\w+)\.py`", README)
    namespace: dict[str, object] = {}
    exec(compile(code, f"{name}.py", "exec"), namespace)
    layer = namespace["LAYER"]
    assert isinstance(layer, Layer)
    assert layer.id == name
    found = features(layer, current())
    assert found
    keys = {entry.key for entry in layer.legend}
    assert {key for feature in found for key in layer.legend_keys(feature, 0)} <= keys
    assert all(current().find(feature.select) for feature in found)


@pytest.mark.parametrize(
    "name",
    sorted({name for text in PAGES.values() for name in re.findall(r"(?:`|^    )make ([a-z-]+)", text, re.MULTILINE)}),
)
def test_every_make_target_named_exists(name: str) -> None:
    # `make --question` builds nothing; it fails with 2 where there is no rule for a target.
    asked = subprocess.run(["make", "--question", name], cwd=ROOT, capture_output=True, text=True)
    assert asked.returncode in (0, 1), asked.stderr


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_is_linked_to_or_named_is_there(name: str) -> None:
    folder, text = (ROOT / name).parent, PAGES[name]
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("http")]
    assert [link for link in links if link and not (folder / link).is_file()] == []
    # “As” a file that does not exist yet stands the example.
    named = re.findall(r"(?<!as )`((?:[\w.-]+/)+(?:[\w-]+\.(?:py|js|css|md|txt|ya?ml|geojson|conf|svg))?)`", text)
    assert [path for path in named if not (folder / path).exists() and not (ROOT / path).exists()] == []


def test_the_variables_of_the_readme_are_those_of_the_code() -> None:
    named = set(re.findall(r"^\| `(BORDER_ATLAS_\w+)`", README, re.MULTILINE))
    files = [
        *ROOT.glob("*.py"),
        *(path for part in ("pages", "layers", "geodata", "tests/support") for path in (ROOT / part).rglob("*.py")),
    ]
    used = {name for path in files for name in re.findall(r"BORDER_ATLAS_\w+", path.read_text(encoding="utf-8"))}
    assert named == used | {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}


def test_the_links_of_the_readme_open_without_a_complaint() -> None:
    ledger, today = current(), date(2026, 11, 1)
    words = Vocabulary(
        today=today,
        layers=tuple(layer.id for layer in all_layers()),
        default_layers=(),
        revision=ledger.revision,
        resolve=lambda record_id: target(record_id, ledger, today),
    )
    links = [link for link in re.findall(r"`/\?([^`]+)`", README) if "…" not in link]
    assert links
    for link in links:
        view, problems = from_params(dict(part.split("=", 1) for part in link.split("&")), words)
        assert problems == []
        assert view.select
