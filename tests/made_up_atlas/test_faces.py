"""Served over an atlas of two states that do not exist, the app speaks of these and of no others."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from tests.made_up_atlas import real_words
from tests.made_up_atlas.draw import draw
from tests.made_up_atlas.manifest import TODAY
from tests.support.server import ROOT


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that the app says of the made-up atlas: face or page → text."""
    folder = tmp_path_factory.mktemp("made-up")
    environment = os.environ | {"BORDER_ATLAS_FOLDER": str(draw(folder / "atlas")), "BORDER_ATLAS_TODAY": TODAY}
    command = [sys.executable, "-m", "tests.made_up_atlas.faces", str(folder / "said.json"), "faces", "pages"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads((folder / "said.json").read_text(encoding="utf-8"))


def test_nothing_that_comes_out_has_a_word_of_the_real_atlas(said: dict[str, str]) -> None:
    pattern = real_words.pattern()
    # A typeface may spell anything.
    letters = re.compile(r"data:font/woff2;base64,[\w+/=]+")
    # Each line once: most of what comes out comes out in several places.
    lines = {line: name for name, text in said.items() for line in text.splitlines()}
    found = {(name, match[0]) for line, name in lines.items() for match in pattern.finditer(letters.sub("", line))}
    assert found == set()


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("0 /view.txt", ["Arvian army", "from 1 September 2001"]),
        ("0 /view.geojson", ["Mill Bridge"]),
        ("0 /view.html", ["Shots at Mill Bridge", "Mill valley", "line drawn by a test"]),
        ("0 /", ["<title>Arvian–Belmish border · 31 December 2002"]),
        ("1 picture", ["Shots at Mill Bridge", "line drawn by a test"]),
        ("1 citation", ["records of the Arvian–Belmish border", "as mapped in 1998"]),
        ("1 download csv", ["killed_arvian_low", "killed_belmish_high"]),
        ("3 changes", ["Mill Brook", "in force"]),
        ("4 problems", ["“oldmarsh” is now called “lowmarsh”"]),
        ("deck from-shots-to-a-treaty", ["The first shots", "Belmish guards", "a test"]),
        ("handout from-shots-to-a-treaty", ["The first shots", "Belmish guards"]),
        ("page /", ["Arvian–Belmish border, 1950–today", "Highfell county", "Мілброд"]),
        ("page /explore Table", ["Deaths, Arvian: lowest", "Deaths, Belmish: highest", "Lowmarsh"]),
        (
            "page /explore Answers",
            ["on Belmish land in both", "Lowmarsh, Arvia. Districts: Millbrook district and Reedham."],
        ),
        ("page /explore Charts", ["Arvian losses", "all figures are Arvian", "The plan of 12 km is the only one."]),
        ("page /compare", ["4 sections and areas changed status", "Mill Bridge crossing"]),
        ("page /brief", ["From shots to a treaty"]),
        ("page /own-data", ["Drop a file"]),
        (
            "page /sources",
            ["Belmish publishers", "The line is a wave that a test has drawn.", "tests.made_up_atlas.draw"],
        ),
    ],
)
def test_what_comes_out_speaks_of_the_made_up_states(said: dict[str, str], where: str, words: list[str]) -> None:
    assert [word for word in words if word not in said[where]] == [], said[where][:2000]
