"""Deck and handout hold each scene's words, claims, sources and link; nothing lies over anything else, however long it is."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations

import pytest
from PIL import Image, ImageFont
from pptx import Presentation
from pptx.util import Emu
from pypdf import PdfReader

from geodata.intervals import day_number
from geodata.ledger import current
from layers.briefings.briefing import MAX_LETTERS, Briefing, Scene, sources_of_scene
from layers.briefings.buttons import SceneButton
from layers.briefings.citations import button_links, claim_rows, claims_of
from layers.briefings.deck import SLIDE, deck
from layers.briefings.handout import handout
from layers.briefings.html_file import document
from layers.kit.openings import STATE_TITLES, state_steps
from layers.pictures.picture import picture
from layers.pictures.size import SIZES
from layers.pictures.typefaces import path
from tests.support.scenes import HOSTILE, LONG, built_in, view

MADE, ADDRESS = date(2026, 11, 22), "https://atlas.test"


def map_stand_in() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (500, 323), "#F6F3EC").save(buffer, "PNG")
    return buffer.getvalue()


def hostile() -> Briefing:
    scene = Scene(
        view("date=2022-09-16&select=2022-09-14-september-2022"), LONG + HOSTILE, (HOSTILE + LONG) * 6, HOSTILE * 4
    )
    asked = tuple(SceneButton((HOSTILE + LONG)[:80], view(f"date=20{year}-01-01")) for year in range(10, 18))
    return Briefing(
        LONG + HOSTILE, HOSTILE * 3, (replace(scene, buttons=asked), Scene(view("date=1991-01-01&layers=bases")))
    )


@pytest.fixture(scope="module")
def made() -> tuple[Briefing, object, PdfReader, list[str]]:
    briefing = built_in()
    maps = [map_stand_in()] * len(briefing.scenes)
    slides = Presentation(io.BytesIO(deck(briefing, current(), maps, made=MADE, address=ADDRESS)))
    reader = PdfReader(io.BytesIO(handout(briefing, current(), maps, made=MADE, address=ADDRESS)))
    return briefing, slides, reader, [" ".join(page.extract_text().split()) for page in reader.pages]


def words(slide: object) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def by_scene(found: object) -> list[list[object]]:
    """Return the slides of each scene: the one with its map, and those on which it goes on."""
    scenes: list[list[object]] = []
    for slide in found.slides:
        if any(shape.shape_type == 13 for shape in slide.shapes):
            scenes.append([slide])
        elif scenes and "(continued)" in slide.shapes.title.text_frame.text:
            scenes[-1].append(slide)
    return scenes


def cells(slides: list[object]) -> list[list[list[str]]]:
    """Return the rows of each table of some slides, without their heads."""
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in list(table.rows)[1:]] for table in tables]


def plain(words: str) -> str:
    """Return words without what breaks and ends their lines."""
    return "".join(words.split())


def test_a_slide_a_scene_with_editable_words_notes_and_alternative_text(made: tuple) -> None:
    briefing, slides, _, _ = made
    assert (Emu(slides.slide_width).inches, Emu(slides.slide_height).inches) == pytest.approx(SLIDE, abs=0.01)
    for scene, (slide, *_) in zip(briefing.scenes, by_scene(slides), strict=True):
        assert slide.shapes.title.text_frame.text == scene.title
        assert slide.placeholders[1].text_frame.text == scene.text
        notes = slide.notes_slide.notes_text_frame.text
        assert scene.notes in notes and f"{ADDRESS}/?date={scene.view.date}" in notes
        assert current().revision in words(slide)


def test_every_picture_says_what_it_shows(made: tuple) -> None:
    for slides in by_scene(made[1]):
        pictures = [shape for shape in slides[0].shapes if shape.shape_type == 13]
        described = [picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures]
        assert [text.split(":")[0].split(" code")[0] for text in described] == ["Map", "QR"]


def test_claims_are_native_tables_cut_between_what_counts_the_same(made: tuple) -> None:
    for scenes, found in ((made[0].scenes, made[1]), (hostile().scenes, slides_of(hostile()))):
        for scene, slides in zip(scenes, by_scene(found), strict=True):
            tables = cells(slides)
            claims = [claim for part in claim_rows(scene, current()) for claim in part]
            # Every claim stands somewhere, in its order.
            assert [tuple(row) for table in tables for row in table] == [claim.cells() for claim in claims]
            sides = {claim.loss for claim in claims} - {"both", "unspecified"}
            for table in tables:
                rows, claims = claims[: len(table)], claims[len(table) :]
                heard = {claim.loss for claim in rows}
                assert "both" in heard or heard >= sides, "a slide hears one side"
            # Nor is parted what both sides count: their dead stand together.
            for group in claims_of(scene, current()):
                shown = [
                    number
                    for number, table in enumerate(tables)
                    for row in table
                    for one in group
                    if one.claimant == row[0] and row[1].startswith(one.figure)
                ]
                assert len(set(shown)) == 1
    assert max(len(cells(slides)) for slides in by_scene(slides_of(hostile()))) > 1, "nothing was cut"


def test_every_citation_on_a_slide_is_in_the_source_list(made: tuple) -> None:
    briefing, slides, _, pages = made
    last = [slide for slide in slides.slides if slide.shapes.title.text_frame.text.startswith("Sources and method")]
    listed = "\n".join(map(words, last))
    printed = "".join("".join(pages).split())
    for scene in briefing.scenes:
        for source in sources_of_scene(scene, current()):
            assert source.title in listed
            assert "".join(source.title.split()) in printed
    assert (
        "Read on" in listed and "indicative" in listed and "never added up" in listed and current().revision in listed
    )
    assert "OpenStreetMap contributors, ODbL" in listed and "OpenStreetMapcontributors,ODbL" in printed


def test_the_handout_has_a_page_a_scene_with_selectable_words(made: tuple) -> None:
    briefing, _, reader, pages = made
    for scene in briefing.scenes:
        page, text = next(
            (page, text) for page, text in zip(reader.pages, pages, strict=True) if f" {scene.title} " in text
        )
        assert scene.text.split(". ")[0][:60] in text
        links = [note.get_object()["/A"]["/URI"] for note in page.get("/Annots", [])]
        assert any(link.startswith(f"{ADDRESS}/?date={scene.view.date}") for link in links)
    assert len(pages) > len(briefing.scenes)
    assert current().revision in pages[0]


def test_the_handout_leaves_out_no_word_and_no_claim() -> None:
    for briefing in (longest("Words, "), longest("W"), longest("ab\n"), hostile()):
        maps = [map_stand_in()] * len(briefing.scenes)
        reader = PdfReader(io.BytesIO(handout(briefing, current(), maps, made=MADE, address=ADDRESS)))
        said = plain("".join(page.extract_text() for page in reader.pages))
        for scene in briefing.scenes:
            assert said.count(plain(scene.text)[-40:]) >= 1
            for claim in (claim for part in claim_rows(scene, current()) for claim in part):
                assert plain(claim.figure) in said and plain(claim.claimant) in said


def slides_of(briefing: Briefing) -> object:
    maps = [map_stand_in()] * len(briefing.scenes)
    return Presentation(io.BytesIO(deck(briefing, current(), maps, made=MADE, address=ADDRESS)))


def longest(letters: str) -> Briefing:
    """Return a briefing of the most letters everywhere."""
    texts = {name: (letters * most)[:most].strip() for name, most in MAX_LETTERS.items()}
    summary, long = texts.pop("summary"), view("date=2022-09-16&select=2022-09-14-september-2022")
    return Briefing(texts["title"], summary, (Scene(long, **texts), Scene(view("date=1991-01-01"), **texts)))


@cache
def longest_slides(letters: str) -> object:
    return slides_of(longest(letters))


def high(lines: list[str], size: float, width: float, face: str) -> float:
    """Return the height in points of text, each line broken where Pillow's own measure of our face says."""
    font, rows = ImageFont.truetype(str(path(face)), 100), 0
    for line in lines:
        used, rows = 0.0, rows + 1
        for word in line.split():
            long = font.getlength(word) * size / 100
            if used and used + long + size / 4 > width:
                used, rows = 0.0, rows + 1
            # A word longer than a line goes on in the next.
            rows, used = rows + int((used + long) // width), (used + long) % width + size / 4
    return rows * size * 1.2


def fits(found: object) -> None:
    """Fail where a slide of a deck says more than it has room for, at sizes that can be read."""
    for slide in found.slides:
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height, s.name) for s in slide.shapes]
        for a, b in combinations(boxes, 2):
            apart = a[2] <= b[0] + 9525 or b[2] <= a[0] + 9525 or a[3] <= b[1] + 9525 or b[3] <= a[1] + 9525
            assert apart, f"{a[4]} lies over {b[4]}"
        assert all(
            box[0] >= 0 and box[1] >= 0 and box[2] <= found.slide_width and box[3] <= found.slide_height
            for box in boxes
        )
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text:
                lines = shape.text_frame.paragraphs
                size = min(run.font.size.pt for line in lines for run in line.runs)
                assert size >= (14 if shape.is_placeholder else 10)
                face = "serif-bold" if shape == slide.shapes.title else "sans"
                assert high([line.text for line in lines], size, shape.width.pt, face) <= shape.height.pt + 1
            elif shape.has_table:
                for row in shape.table.rows:
                    for cell, column in zip(row.cells, shape.table.columns, strict=True):
                        size = cell.text_frame.paragraphs[0].runs[0].font.size.pt
                        assert size >= 14 and high([cell.text], size, column.width.pt - 8, "sans") + 4 <= row.height.pt


@pytest.mark.parametrize("letters", [None, "Words, ", "W", "Щ", "Узбекистан аймагындагы ", "ab\n"], ids=repr)
def test_what_a_slide_says_fits_it_at_sizes_that_can_be_read(made: tuple, letters: str | None) -> None:
    fits(made[1] if letters is None else longest_slides(letters))


@pytest.mark.parametrize("letters", ["Words, ", "W", "ab\n"], ids=repr)
def test_no_word_is_lost_however_long_a_scene_is(letters: str) -> None:
    briefing = longest(letters)
    for scene, slides in zip(briefing.scenes, by_scene(longest_slides(letters)), strict=True):
        said = "".join(
            plain(shape.text_frame.text)
            for slide in slides
            for shape in slide.placeholders
            if shape.placeholder_format.idx == 1
        )
        assert plain(scene.text) in said


def test_hostile_and_endless_words_still_make_every_file() -> None:
    maps = [map_stand_in()] * 2
    reader = PdfReader(io.BytesIO(handout(hostile(), current(), maps, made=MADE, address=ADDRESS)))
    assert "<img src=x" in reader.pages[0].extract_text()
    # Each button of a scene leads to its view from the paper and from the slide.
    runs = [
        run
        for slide in by_scene(slides_of(hostile()))[0]
        for shape in slide.shapes
        if shape.has_text_frame
        for line in shape.text_frame.paragraphs
        for run in line.runs
    ]
    led = {run.hyperlink.address for run in runs if run.hyperlink.address}
    printed = {note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", [])}
    for _, link in button_links(hostile().scenes[0], current(), ADDRESS):
        assert link in led and link in printed
    html = document(hostile(), current(), today=MADE, address=ADDRESS).decode()
    assert "<img src=x" not in html
    assert html.count("</script>") == html.count("<script"), "no text may end a script"


def test_a_crossings_card_says_how_it_stands_on_any_day() -> None:
    html = document(built_in(), current(), today=MADE, address=ADDRESS).decode()
    held = re.search(r'<script type="application/json" id="content">(.*?)</script>', html, re.DOTALL)[1]
    cards = json.loads(held)["cards"]
    for gate in current().crossings.values():
        stands = cards[gate.id]["stands"]
        for closure in gate.closures:
            [*_, words] = [words for first, words in stands if first <= day_number(closure.start)]
            assert STATE_TITLES[closure.state].lower() in words
        for step in state_steps(gate)[1:]:
            [*_, words] = [words for first, words in stands if first <= step.sure_start]
            assert step.state != "open" or step.inferred or f"open since {step.said}" in words


def test_a_briefing_of_one_scene_is_presented_and_a_view_alone_is_a_map_with_its_tools() -> None:
    for shown, said in ((Briefing(scenes=built_in().scenes[:1]), "true"), (built_in().scenes[0], "false")):
        assert f'"presented": {said}' in document(shown, current(), today=MADE, address=ADDRESS).decode()


@pytest.mark.parametrize("days", ["date=2026-03-13", "date=2026-03-14", "date=2022-09-16&against=2026-03-14"])
def test_of_a_day_after_the_last_checked_everything_says_how_far_facts_are_checked(days: str) -> None:
    briefing = Briefing("", "", (Scene(view(f"{days}&layers=crossings"), "The line"),))
    maps = [map_stand_in()]
    [_, slide, *_] = Presentation(io.BytesIO(deck(briefing, current(), maps, made=MADE, address=ADDRESS))).slides
    pages = PdfReader(io.BytesIO(handout(briefing, current(), maps, made=MADE, address=ADDRESS))).pages
    drawn = picture(briefing.scenes[0].view, current(), size=SIZES["slide"], form="svg").png.decode()
    for said in (words(slide), "".join(page.extract_text() for page in pages), drawn):
        assert ("Facts are checked to 13 March 2026 only." in said) == days.endswith("14")


def test_the_document_is_small_and_names_no_address_to_fetch() -> None:
    body = document(built_in(), current(), today=MADE, address=ADDRESS)
    assert len(body) < 2_000_000
    text = body.decode()
    assert 'src="http' not in text and "url(http" not in text and '<link rel="stylesheet"' not in text
    assert current().revision in text
