"""LibreOffice opens a deck with words of any kind and turns every slide into a page: `make test-services`."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from geodata.ledger import current
from layers.briefings.briefing import Briefing, Scene
from layers.making.jobs import deck_file, scene_picture
from tests.support.scenes import HOSTILE, LONG, built_in, view

MISSING = "LibreOffice Impress is missing (Debian: apt-get install libreoffice-impress)"


@pytest.mark.services
def test_a_deck_opens_and_every_slide_says_its_words(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, MISSING
    own = built_in()
    briefing = Briefing(
        own.title, own.summary, (*own.scenes, Scene(view("date=2022-09-16"), LONG, f"{HOSTILE} ", HOSTILE))
    )
    deck = tmp_path / "deck.pptx"
    made = date(2026, 11, 22)
    pictures = [scene_picture(scene, made, current().revision) for scene in briefing.scenes]
    deck.write_bytes(deck_file(briefing, pictures, made, "https://atlas.test"))
    run = subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(deck),
        ],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "deck.pdf").pages]
    assert len(pages) > len(briefing.scenes) + 1
    for scene in own.scenes:
        # The scene's own slide stands before those on which it goes on.
        page = next(page for page in pages[1:] if scene.title in page)
        assert scene.text.split(".")[0][:40] in page
    assert any("Licence" in page for page in pages)
