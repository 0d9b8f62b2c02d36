"""R1, R5: what of the ledger could not be read is said wherever a view is, and never taken for that there is nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from geodata import ledger
from geodata.ledger import Ledger, load
from layers.view.state import ViewState
from layers.words import text_twin
from layers.words.headline import headline
from layers.words.legend import legend_of
from layers.words.not_loaded import kinds, sentence
from layers.words.summary import on_this_date
from tests.support.asgi import ask
from tests.support.ledgers import write
from tests.support.pages import markup, opened

VIEW = ViewState(date(2022, 9, 16), layers=("sections", "clashes"))
#: The period of the made ledger refers to its clash.
SENTENCE = "Clashes and periods could not be loaded: that none are shown does not mean that there are none."


@pytest.fixture
def unclosed(tmp_path: Path) -> Path:
    """A ledger's folder with an unclosed quote in one of its files."""
    folder = write(tmp_path / "ledger")
    with (folder / "incidents.yaml").open("a", encoding="utf-8") as file:
        file.write('- id: "unclosed\n')
    return folder


@pytest.fixture
def in_use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], Ledger]]:
    def use(folder: Path) -> Ledger:
        monkeypatch.setenv("BORDER_ATLAS_LEDGER", str(folder))
        ledger.current.cache_clear()
        return ledger.current()

    yield use
    ledger.current.cache_clear()


def test_what_loaded_in_part_or_was_empty_on_purpose_is_not_missing(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "bases.yaml").write_text("[]", encoding="utf-8")
    with (folder / "incidents.yaml").open("a", encoding="utf-8") as file:
        file.write("- id: wrong\n")
    found = load(folder)
    assert [fault.file for fault in found.faults] and found.missing == () and sentence(found) == ""


def test_a_view_says_it_in_every_form(unclosed: Path) -> None:
    found = load(unclosed)
    assert kinds(found) == ["clashes", "periods"]
    [clashes] = [topic for topic in on_this_date(VIEW, found) if topic.title == "Clashes"]
    assert [line.text for line in clashes.lines] == ["Could not be loaded."]
    assert headline(VIEW, found).description.startswith(SENTENCE)
    twin = text_twin.text(VIEW, found)
    assert SENTENCE in twin and "CLASHES (0)\n\nCould not be loaded." in twin
    # The legend stands beside the map, in pictures, on slides and in documents.
    title, entries = legend_of(VIEW, found)[0]
    assert (title, [entry.label for entry in entries]) == ("Could not be loaded", ["Clashes", "Periods"])


def test_without_sources_nothing_loads_and_all_of_it_is_said(unclosed: Path) -> None:
    (unclosed / "sources.yaml").unlink()
    found = load(unclosed)
    assert {"sources", "clashes", "sections", "bases"} <= set(kinds(found))
    assert {line.text for topic in on_this_date(VIEW, found) for line in topic.lines} == {"Could not be loaded."}


def test_page_map_preview_and_picture_say_it(unclosed: Path, in_use: Callable[[Path], Ledger]) -> None:
    from layers.pictures.picture import picture

    found = in_use(unclosed)
    shown = markup(opened("map.py"))
    assert "Could not be loaded</h3>" in shown and "<span>Clashes</span>" in shown and "None recorded" not in shown
    assert ask("/data/clashes.json").status == 503 and ask("/data/sections.json").status == 200
    # The map asks by name for what is not among those that loaded, and is told so.
    together = json.loads(ask("/data/layers.json").text)
    assert "clashes" not in together and together["sections"] == json.loads(ask("/data/sections.json").text)
    assert SENTENCE in ask("/", "date=2022-09-16").text
    without, sound = picture(VIEW, found).png, picture(VIEW, load(write(unclosed.parent / "sound"))).png
    assert without != sound


def test_a_watcher_hears_of_faults_and_takes_a_replica_out_only_when_nothing_loaded(
    unclosed: Path, in_use: Callable[[Path], Ledger]
) -> None:
    in_use(unclosed)
    answer = ask("/health")
    said = json.loads(answer.text)
    assert answer.status == 200 and said["ok"] is False
    assert said["faults"][0].startswith("incidents.yaml: the whole file: the file cannot be read")
    (unclosed / "sources.yaml").unlink()
    in_use(unclosed)
    # Places refer to no source and are still there; without them nothing is.
    (unclosed / "places.yaml").unlink()
    in_use(unclosed)
    assert ask("/health").status == 503
