"""Deck and handout hold each scene's words, claims, sources and link; nothing lies over anything else, however long it is."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Emu
from pypdf import PdfReader

from geodata.ledger import current
from layers.briefings.briefing import Briefing, Scene, sources_of_scene
from layers.briefings.buttons import SceneButton
from layers.briefings.citations import button_links, claims_of
from layers.briefings.deck import SLIDE, deck
from layers.briefings.handout import handout
from layers.briefings.html_file import document
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


def test_a_slide_a_scene_with_editable_words_notes_and_alternative_text(made: tuple) -> None:
    briefing, slides, _, _ = made
    assert (Emu(slides.slide_width).inches, Emu(slides.slide_height).inches) == pytest.approx(SLIDE, abs=0.01)
    for scene, slide in zip(briefing.scenes, list(slides.slides)[1:], strict=False):
        assert slide.shapes.title.text_frame.text == scene.title
        assert slide.placeholders[1].text_frame.text == scene.text
        notes = slide.notes_slide.notes_text_frame.text
        assert scene.notes in notes and f"{ADDRESS}/?date={scene.view.date}" in notes
        pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
        described = [picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures]
        assert any(text.startswith("Map: ") for text in described) and any(
            text.startswith("QR code") for text in described
        )
        assert current().revision in words(slide)


def test_claims_are_a_native_table_that_hears_both_sides(made: tuple) -> None:
    briefing, slides, _, _ = made
    for scene, slide in zip(briefing.scenes, list(slides.slides)[1:], strict=False):
        groups = claims_of(scene, current())
        claims = [claim for group in groups for claim in group]
        tables = [shape.table for shape in slide.shapes if shape.has_table]
        assert len(tables) == bool(claims)
        if claims:
            shown = "\n".join(cell.text for row in tables[0].rows for cell in row.cells)
            sides = {side for claim in claims for side in ("Kyrgyz losses", "Tajik losses") if side in claim.figure}
            assert all(side in shown for side in sides)
            # What counts both sides' dead or injured is shown whole or not at all.
            for group in groups:
                assert (
                    len(
                        {
                            f"{claim.claimant}\n{claim.figure}" in shown.replace(f" ({claim.about})", "")
                            for claim in group
                        }
                    )
                    == 1
                )
            assert "Claimant" in shown and claims[0].claimant in shown


def test_every_citation_on_a_slide_is_in_the_source_list(made: tuple) -> None:
    briefing, slides, _, pages = made
    listed = "\n".join(words(slide) for slide in list(slides.slides)[1 + len(briefing.scenes) :])
    printed = "".join("".join(pages).split())
    for scene in briefing.scenes:
        for source in sources_of_scene(scene, current()):
            assert source.title in listed
            assert "".join(source.title.split()) in printed
    assert "OpenStreetMap contributors, ODbL" in listed and "OpenStreetMapcontributors,ODbL" in printed


def test_the_handout_has_a_page_a_scene_with_selectable_words(made: tuple) -> None:
    briefing, _, reader, pages = made
    for scene, page, text in zip(briefing.scenes, reader.pages, pages, strict=False):
        assert scene.title in text and scene.text.split(". ")[0][:60] in text
        links = [note.get_object()["/A"]["/URI"] for note in page.get("/Annots", [])]
        assert any(link.startswith(f"{ADDRESS}/?date={scene.view.date}") for link in links)
    assert len(pages) > len(briefing.scenes)
    assert current().revision in pages[0]


def test_boxes_of_a_slide_never_overlap(made: tuple) -> None:
    slides = [made[1]]
    slides.append(
        Presentation(io.BytesIO(deck(hostile(), current(), [map_stand_in()] * 2, made=MADE, address=ADDRESS)))
    )
    for found in slides:
        for slide in found.slides:
            boxes = [(s.left, s.top, s.left + s.width, s.top + s.height, s.name) for s in slide.shapes]
            for a, b in combinations(boxes, 2):
                apart = a[2] <= b[0] + 9525 or b[2] <= a[0] + 9525 or a[3] <= b[1] + 9525 or b[3] <= a[1] + 9525
                assert apart, f"{a[4]} lies over {b[4]}"
            assert all(box[0] >= 0 and box[2] <= found.slide_width and box[3] <= found.slide_height for box in boxes)


def test_hostile_and_endless_words_still_make_every_file() -> None:
    maps = [map_stand_in()] * 2
    reader = PdfReader(io.BytesIO(handout(hostile(), current(), maps, made=MADE, address=ADDRESS)))
    assert "<img src=x" in reader.pages[0].extract_text()
    # Each button of a scene leads to its view from the paper and from the slide.
    slide = Presentation(io.BytesIO(deck(hostile(), current(), maps, made=MADE, address=ADDRESS))).slides[1]
    runs = [
        run
        for shape in slide.shapes
        if shape.has_text_frame
        for line in shape.text_frame.paragraphs
        for run in line.runs
    ]
    led = {run.hyperlink.address for run in runs if run.hyperlink.address}
    printed = {note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]}
    for _, link in button_links(hostile().scenes[0], current(), ADDRESS):
        assert link in led and link in printed
    html = document(hostile(), current(), today=MADE, address=ADDRESS).decode()
    assert "<img src=x" not in html
    assert html.count("</script>") == html.count("<script"), "no text may end a script"


def test_the_document_is_small_and_names_no_address_to_fetch() -> None:
    body = document(built_in(), current(), today=MADE, address=ADDRESS)
    assert len(body) < 2_000_000
    text = body.decode()
    assert 'src="http' not in text and "url(http" not in text and '<link rel="stylesheet"' not in text
    assert current().revision in text
