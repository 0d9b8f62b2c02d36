"""An atlas's manifest: refused with a sentence where it is wrong, and the only place that names what it names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from geodata import atlas
from geodata.yaml_files import Loader
from tests.made_up_atlas.real_words import any_of

ROOT = Path(__file__).resolve().parents[2]


def manifest() -> dict[str, Any]:
    return yaml.load((atlas.FOLDER / "manifest.yaml").read_text(encoding="utf-8"), Loader=Loader)


def written(folder: Path, content: object) -> Path:
    (folder / "manifest.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return folder


def twin(found: dict[str, Any]) -> None:
    found["sides"][1]["key"] = found["sides"][0]["key"]


def elsewhere(found: dict[str, Any]) -> None:
    next(iter(found["regions"].values()))["state"] = "ZZ"


def in_two_regions(found: dict[str, Any]) -> None:
    first, second, *_ = found["regions"].values()
    second["districts"] |= first["districts"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda found: found.pop("title"), "title: Field required"),
        (lambda found: found.update(flags=["red"]), "flags: Extra inputs are not permitted"),
        (lambda found: found.update(first_day="1991-02-30"), "first_day: "),
        (lambda found: found.update(years_of_mapping=[2020, 2020]), "a year of mapping is named twice"),
        (lambda found: found.update(squeezed_before="1900-01-01"), "squeezed_before (1900-01-01) is not after"),
        (lambda found: found.update(compared=found["compared"][::-1]), "the dates compared are not in order"),
        (lambda found: found["sides"].pop(), "sides.1: Field required"),
        (twin, "a key and a code of their own"),
        (lambda found: found["sides"][0].update(key="third"), "“third” stands for no single side"),
        (elsewhere, "lies in ZZ, which is none of the two sides"),
        (in_two_regions, "stands in two regions"),
        (lambda found: found["former"].update(old="nowhere"), "“old” is said to be “nowhere” now"),
        (lambda found: found["cameras"].pop("whole"), "one of the cameras must be called “whole”"),
        (lambda found: found["cameras"]["whole"]["bounds"].reverse(), "the south-west corner, then the north-east one"),
        (lambda found: found["relief"].update(file="../x.webp"), "relief.file: "),
        (lambda found: found["relief"].update(file="none.webp"), "the relief “none.webp” is not in geometry/"),
    ],
)
def test_a_wrong_manifest_is_refused_with_a_sentence(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], object], said: str
) -> None:
    found = manifest()
    spoil(found)
    with pytest.raises(atlas.WrongAtlas, match=re.escape(said)) as refused:
        atlas.load(written(tmp_path, found))
    assert str(refused.value).startswith(f"{tmp_path / 'manifest.yaml'}: ") and str(refused.value).endswith(".")


def test_a_process_without_an_atlas_ends_with_a_sentence(tmp_path: Path) -> None:
    environment = os.environ | {"BORDER_ATLAS_FOLDER": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "geodata.ledger"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert ended.stderr == (f"The atlas cannot be served: {tmp_path / 'manifest.yaml'}: the file is missing.\n")


def names() -> str:
    """Return a pattern for every name, id, year and number by which the code could know this atlas from another."""
    this = atlas.current()
    # “Kyrgyz” is in “Kyrgyzstan” too.
    forms = [form for side in this.sides for form in (side.key, side.name, side.state)]
    titles = [this.title, this.surroundings.title, *this.languages.values(), *this.neighbours.values()]
    titles += [*this.districts, *this.districts.values(), *this.former]
    titles += [name for key, region in this.regions.items() for name in (key, region.title)]
    titles += [name for key, camera in this.cameras.items() if key != "whole" for name in (key, camera.title)]
    bounds = [camera.bounds for camera in this.cameras.values()]
    numbers = [str(number) for corners in bounds for corner in corners for number in corner if number % 1]
    # An example of a day may lie in such a year.
    years = "|".join(map(str, this.years_of_mapping))
    return rf"\b(?:{any_of(forms)}|(?:{any_of(titles)})\b|(?:{years})\b(?!-\d))|(?<![\d.])(?:{any_of(numbers)})\b"


def test_nothing_but_the_atlas_names_what_is_its_own() -> None:
    pattern = re.compile(names(), re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for part in ("layers", "pages")
        for path in sorted((ROOT / part).rglob("*"))
        if path.suffix in (".py", ".js", ".css", ".html") and "node_modules" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in pattern.finditer(line)
    ]
    assert found == []
