"""Briefings of hostile words, read back from file, link, deck, handout and presenter’s file."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from html.parser import HTMLParser

from lxml import etree
from pptx import Presentation
from pypdf import PdfReader

from geodata.ledger import current
from layers.briefings.briefing import Briefing, Scene, file_of, token_of
from layers.briefings.deck import deck
from layers.briefings.handout import handout
from layers.briefings.html_file import document
from layers.briefings.reading import clean, from_file, from_token
from layers.kit.layer import all_layers
from layers.view.state import ViewState
from pages.visit.session import vocabulary
from tests.layers.briefings.test_documents import map_stand_in
from tests.support.attacks.hostile_words import CELLS, NAMES, once, refuse

MADE = date(2026, 11, 1)
VIEW = ViewState(MADE, layers=tuple(layer.id for layer in all_layers()))
WORDS = "</script><script>x</script> <!-- --> ]]> \ud800 \n \u2029" + "".join((*NAMES, *CELLS[:17]))


def briefing() -> Briefing:
    """Return a briefing of hostile words, as a link brings it in: cleaned."""
    words = {
        name: clean(WORDS, lines=name != "title")[:length]
        for name, length in (("title", 300), ("text", 1900), ("notes", 1900))
    }
    return Briefing(
        words["title"],
        words["text"][:1000],
        (
            Scene(VIEW, **words, records=("kant",)),
            Scene(VIEW.with_(date=date(2022, 9, 16)), "=1+1 & <b>", "]]>", "\\N"),
        ),
    )


def test_a_briefing_comes_back_from_file_and_link_as_it_was() -> None:
    words = vocabulary(current())
    kept = Briefing(briefing().title.rstrip(), briefing().summary.rstrip(), tuple(scene for scene in briefing().scenes))
    for found, problems in (from_file(file_of(kept, "r"), words), from_token(token_of(kept, "r"), words)):
        assert problems == [] and found is not None
        assert (found.title, [scene.title for scene in found.scenes]) == (
            kept.title,
            [scene.title.rstrip() for scene in kept.scenes],
        )
    json.loads(file_of(kept, "r"), parse_constant=refuse, object_pairs_hook=once)


def test_deck_and_handout_of_hostile_words_are_read_back() -> None:
    pictures = [map_stand_in()] * 2
    made = deck(briefing(), current(), pictures, made=MADE, address="https://atlas.test")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(part), etree.XMLParser(recover=False, resolve_entities=False))
    slides = [slide for slide in Presentation(io.BytesIO(made)).slides if slide.has_notes_slide]
    assert any("</script><script>x</script>" in slide.notes_slide.notes_text_frame.text for slide in slides)
    pages = PdfReader(
        io.BytesIO(handout(briefing(), current(), pictures, made=MADE, address="https://atlas.test")), strict=True
    ).pages
    assert len(pages) > 2 and all(page.extract_text() for page in pages)


class _Scripts(HTMLParser):
    """The scripts of a page: their attributes and contents."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str | None], str]] = []
        self.words: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "script":
            self.found.append((dict(attributes), ""))

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and self.found:
            attributes, held = self.found[-1]
            self.found[-1] = (attributes, held + data)


def test_the_presenters_file_of_hostile_words_holds_its_own_elements_only() -> None:
    parser = _Scripts()
    parser.feed(document(briefing(), current(), today=MADE, address="https://atlas.test").decode("utf-8", "strict"))
    parser.close()
    assert parser.tags <= {
        "html",
        "head",
        "meta",
        "title",
        "link",
        "style",
        "body",
        "div",
        "main",
        "noscript",
        "h1",
        "p",
        "script",
    }
    assert len(parser.found) == 3
    content = json.loads(parser.found[1][1], parse_constant=refuse)
    assert [scene["text"] for scene in content["scenes"]] == [scene.text for scene in briefing().scenes]
