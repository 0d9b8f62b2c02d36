"""In a language that changes every letter, over an atlas in the same letters, nothing that is said is plain English."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from layers.files.claims import COLUMNS
from tests.made_up_atlas.manifest import TODAY
from tests.made_up_atlas.tongue import draw_foreign, untranslated
from tests.support.server import ROOT

#: Attributes that are shown or read out.
_SHOWN = {"alt", "title", "aria-label", "placeholder", "content"}


#: Columns of files whose cells are codes.
_CODES = {"", "what", "id", "date_precision", "source_ids", "wkt"}


class _Words(HTMLParser):
    """Collects what a document shows or reads out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        given = dict(attrs)
        if tag != "meta" or (given.get("property") or given.get("name") or "").startswith(
            ("og:title", "og:desc", "desc")
        ):
            self.words += [value for name, value in attrs if name in _SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def _shown(name: str, text: str) -> str:
    """Return what of a face is for its reader: no markup, no ids, no names of columns."""
    if re.search(r" /(?!view\.txt)|present", name):
        document = _Words()
        document.feed(text)
        return "\n".join(document.words)
    if name.endswith("problems"):
        return re.sub("“[^”]*”", "", text)  # as the link says it
    if name.endswith(" csv"):
        rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
        return "\n".join(row[key] for row in rows for key in row if key not in _CODES)
    return text


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What faces and documents say of the made-up atlas in that language: face → text. Its pages stand in a browser (tests/browser/test_made_up_atlas.py)."""
    folder = tmp_path_factory.mktemp("foreign")
    atlas, catalogue = draw_foreign(folder)
    environment = os.environ | {
        "BORDER_ATLAS_FOLDER": str(atlas),
        "BORDER_ATLAS_CATALOGUE": str(catalogue),
        "BORDER_ATLAS_TODAY": TODAY,
    }
    command = [sys.executable, "-m", "tests.made_up_atlas.faces", str(folder / "said.json"), "faces"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads((folder / "said.json").read_text(encoding="utf-8"))


def test_no_face_and_no_document_says_anything_in_english(said: dict[str, str]) -> None:
    faces = re.compile(
        r"\d (?:problems|/|picture|citation|changes|changes csv|download csv)(?!view\.geojson)|present|deck|handout"
    )
    # What files say of their columns calls them by their keys.
    columns = set(re.findall("[a-z]+", said["0 download csv"].splitlines()[0])) | set(
        re.findall("[a-z]+", " ".join(COLUMNS))
    )
    lines = {
        f"{name}: {line.strip()[:200]}: {sorted(words)}"
        for name, text in said.items()
        if faces.match(name)
        for line in _shown(name, text).splitlines()
        if (words := untranslated(line) - columns)
    }
    assert not lines, "\n".join(sorted(lines))
