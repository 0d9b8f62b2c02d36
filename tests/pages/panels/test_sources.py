"""The sources page: what every record rests on, what was derived, how, what is not known, and every fault of the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata import ledger
from geodata.provenance import derived_files
from layers.kit.layer import all_layers
from layers.words.methods import METHODS
from layers.words.sources import record_words
from tests.support.ledgers import Tables, hostile, sound, write
from tests.support.pages import markup, opened


@pytest.fixture
def use_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Path]]:
    """Let the app read another ledger, from a folder made of the tables given."""

    def use(tables: Tables) -> Path:
        folder = write(tmp_path / "ledger", tables)
        monkeypatch.setenv("BORDER_ATLAS_LEDGER", str(folder))
        ledger.current.cache_clear()
        return folder

    yield use
    ledger.current.cache_clear()


def listed(at: AppTest) -> set[str]:
    """Return the ids of the publications that are listed."""
    return listed_in(markup(at))


def listed_in(shown: str) -> set[str]:
    return set(re.findall(r'<li id="source-([^"]+)"', shown))


@pytest.fixture(scope="module")
def page() -> AppTest:
    """The page with the committed ledger."""
    ledger.current.cache_clear()
    return opened("sources.py")


def test_every_publication_is_listed_with_its_title_and_publisher(page: AppTest) -> None:
    sources, shown = ledger.current().sources, markup(page)
    assert listed(page) == set(sources)
    assert [s.id for s in sources.values() if escape(s.title) not in shown or escape(s.publisher) not in shown] == []
    assert [s.id for s in sources.values() if s.url and f'href="{escape(s.url)}"' not in shown] == []


def test_every_record_is_a_link_to_the_map_or_to_its_row(page: AppTest) -> None:
    current, shown = ledger.current(), markup(page)
    anchors = set(re.findall(r' id="([^"]+)"', shown))
    for table in record_words():
        for record_id in current.tables[table]:
            if row := {"statistics": "figure", "memberships": "membership"}.get(table):
                assert f"{row}-{record_id}" in anchors
                assert f'href="#{row}-{record_id}"' in shown
            else:
                assert f'href="./?select={record_id}"' in shown


def test_a_publication_names_the_records_that_rest_on_it_through_a_claim_alone(use_ledger: Callable[..., Path]) -> None:
    tables = sound()
    tables["sources"].append(tables["sources"][0] | {"id": "diary", "title": "A diary"})
    tables["incidents"][0]["claims"][0]["source"] = "diary"
    use_ledger(tables)
    item = markup(opened("sources.py")).partition('<li id="source-diary"')[2].partition("</li>")[0]
    assert re.findall(r'href="\./\?select=([^"]+)"', item) == ["first-clash"]


def test_no_table_of_records_is_forgotten() -> None:
    assert set(record_words()) == set(ledger.TABLES) - {"sources", "places"}


def test_search_takes_every_word_and_looks_at_records_too(page: AppTest) -> None:
    at = opened("sources.py")
    at.text_input(key="source-query").set_value("kulundu ASIA-PLUS").run()
    found = [ledger.current().sources[name] for name in listed(at)]
    assert found
    assert all("Asia-Plus" in source.publisher for source in found)
    # A screen reader is told how many they are.
    assert f'data-told="{len(found)} publication' in markup(at)
    at.text_input(key="source-query").set_value("zzz <b>").run()
    assert listed(at) == set()
    assert 'data-told="No publication fits' in markup(at)


@pytest.mark.parametrize("party", ["kyrgyz", "tajik", "third"])
def test_the_party_of_the_publisher_narrows_the_list(party: str) -> None:
    at = opened("sources.py")
    at.segmented_control(key="source-party").set_value(party).run()
    assert listed(at) == {s.id for s in ledger.current().sources.values() if s.party == party}


def test_every_derived_file_stands_with_licence_attribution_and_command(page: AppTest) -> None:
    shown = markup(page)
    for made in derived_files():
        part = shown.partition(f'<h3 id="geometry-{made.id}">')[2].partition("<h3")[0]
        for words in (made.file, made.licence, made.attribution, made.command):
            assert escape(words) in part
        for package in made.sources:
            assert all(
                escape(words) in part
                for words in (package.package, package.version, package.licence, package.attribution)
            )


def test_every_section_without_an_outline_stands_with_reason_and_history(page: AppTest) -> None:
    shown = markup(page)
    unmapped = [s for s in ledger.current().sections.values() if s.geometry is None and s.kind != "line"]
    assert unmapped
    for section in unmapped:
        part = shown.partition(f'<h3 id="section-{section.id}">')[2].partition("<h3")[0]
        assert escape(section.not_mapped_because) in part
        assert all(escape(row.wording) in part and escape(row.claimant) in part for row in section.history)
        assert all(escape(note.label) in part for note in section.notes)


def test_what_is_not_known_and_how_it_was_made_stand_in_words(page: AppTest) -> None:
    shown = markup(page)
    assert ledger.current().meta.unknowns
    assert all(escape(sentence) in shown for sentence in ledger.current().meta.unknowns)
    assert all(escape(words) in shown for method in METHODS for words in method.paragraphs)
    assert all(escape(layer.gloss) in shown for layer in all_layers())


def test_every_entry_of_the_contents_leads_somewhere(page: AppTest) -> None:
    shown = markup(page)
    anchors = set(re.findall(r' id="([^"]+)"', shown)) | {header.proto.anchor for header in page.header}
    targets = set(re.findall(r'href="#([^"]+)"', shown))
    assert targets
    assert targets <= anchors


def test_a_sound_ledger_shows_no_fault(page: AppTest) -> None:
    assert 'id="faults"' not in markup(page)


def faults_of(shown: str) -> str:
    """Return the part of the page's HTML that lists the faults."""
    return shown.partition('id="faults"')[2].partition("</section>")[0]


@pytest.mark.parametrize("missing", [*ledger.TABLES, "meta"])
def test_a_missing_file_is_named_and_the_rest_is_shown(
    use_ledger: Callable[..., Path], caplog: pytest.LogCaptureFixture, missing: str
) -> None:
    use_ledger(sound() | {missing: None})
    assert "in the ledger: the Sources page" in markup(opened("map.py"))
    shown = markup(opened("sources.py"))
    assert f"<code>{missing}.yaml</code>" in faults_of(shown)
    assert "the file is missing" in faults_of(shown)
    assert f"ledger fault: {missing}.yaml: the whole file: the file is missing" in caplog.text
    loaded = {record_id for table in record_words() for record_id in ledger.current().tables[table]}
    assert set(re.findall(r'href="(?:\./\?select=|#figure-|#membership-)([^"]+)"', shown)) == loaded
    assert listed_in(shown) == set(ledger.current().sources)


def test_a_ledger_with_no_file_at_all_still_opens(use_ledger: Callable[..., Path]) -> None:
    use_ledger(dict.fromkeys(sound()))
    assert "in the ledger: the Sources page" in markup(opened("map.py"))
    faults = faults_of(markup(opened("sources.py")))
    assert all(f"<code>{table}.yaml</code>" in faults for table in [*ledger.TABLES, "meta"])


@pytest.mark.parametrize("content", ["- id: [unclosed", "- id: camp\n  title: <b>"])
def test_a_malformed_file_is_named_with_its_reason(use_ledger: Callable[..., Path], content: str) -> None:
    folder = use_ledger(sound())
    (folder / "bases.yaml").write_text(content, encoding="utf-8")
    assert "in the ledger: the Sources page" in markup(opened("map.py"))
    shown = markup(opened("sources.py"))
    faults = ledger.current().faults
    assert faults
    assert all(
        escape(words) in faults_of(shown) for fault in faults for words in (fault.file, fault.record, fault.reason)
    )
    assert 'href="./?select=gate"' in shown
    assert 'href="./?select=camp"' not in shown


def test_text_of_the_ledger_is_text_on_the_page(use_ledger: Callable[..., Path]) -> None:
    use_ledger(hostile())
    shown = markup(opened("sources.py"))
    assert "window.stung" in shown
    assert not re.search(r"<(script|img|b onmouseover)", shown)
