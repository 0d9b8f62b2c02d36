"""A deck in an organisation's template: where things stand on layouts as organisations draw them, and what can be read there."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from geodata.importers.apart import slides
from geodata.importers.apart.process import Readers
from geodata.importers.template import Template
from layers.briefings.deck_parts import put
from tests.attacks.files.test_templates import changed, deck_of, template
from tests.layers.briefings.test_documents import ADDRESS, fits


def house(change: Callable[[Presentation], None]) -> Template:
    """Return an ordinary template that its organisation has changed, as a deck is told of it."""
    made, buffer = Presentation(io.BytesIO(template())), io.BytesIO()
    change(made)
    made.save(buffer)
    return slides.read("ours.pptx", buffer.getvalue())


def side_by_side(made: Presentation) -> None:
    """Have the subtitle beside the title, whose box goes on behind it."""
    title, subtitle = (one for one in made.slide_layouts[0].placeholders if one.placeholder_format.idx < 2)
    put(title, (0.5, 2, 12, 3))
    put(subtitle, (7, 2.2, 5.5, 3))


def low(made: Presentation) -> None:
    """Leave the subtitle a line, and a band below that of its own."""
    first = made.slide_layouts[0]
    title, subtitle = (one for one in first.placeholders if one.placeholder_format.idx < 2)
    put(title, (0.5, 1.5, 12, 1.5))
    put(subtitle, (0.5, 3.2, 5, 1.05))
    first.shapes._spTree.add_textbox(90, "Its band", 0, Inches(6.8), Inches(13.333), Inches(0.7))


def panelled(made: Presentation) -> None:
    """Lay a panel behind the title of the slides with text, and a sign at its end."""
    tree = made.slide_layouts[1].shapes._spTree
    for name, box in (("Its panel", (0.3, 0.2, 12.7, 1.4)), ("Its sign", (12, 0.3, 1, 1.2))):
        tree.add_textbox(90 + len(tree), name, *(Inches(value) for value in box))


def signed_where_titles_are_alone(made: Presentation) -> None:
    """Put a sign where the layout with a title alone has nothing else."""
    sign = (Inches(1), Inches(1.5), Inches(9), Inches(3))
    made.slide_layouts[5].shapes._spTree.add_textbox(90, "Its sign", *sign)


@pytest.mark.parametrize("change", [side_by_side, low, panelled, signed_where_titles_are_alone])
def test_nothing_lies_over_what_a_template_shows_or_over_anything_else(change: Callable[[Presentation], None]) -> None:
    shown = deck_of(house(change))
    fits(shown)
    for slide in shown.slides:
        for own in (one for one in slide.slide_layout.shapes if not one.is_placeholder and one.name != "Its panel"):
            for one in slide.shapes:
                apart = one.left + one.width <= own.left or own.left + own.width <= one.left
                assert apart or one.top + one.height <= own.top or own.top + own.height <= one.top, (slide, own.name)
    # All that the first slide has to say stands on it, and every scene's title where the template has it.
    said = shown.slides[0].placeholders[1]
    assert ADDRESS in said.text_frame.text
    [link] = said._element.xpath(".//a:hlinkClick")
    assert b"hlinkClr" in etree.tostring(link), (
        "in the colour of its text: the ground may be another than of all others"
    )
    assert not shown.slides[1].shapes.title.text_frame.text.endswith("(continued)")
    tops = {slide.shapes.title.top for slide in list(shown.slides)[1:]}
    assert tops == {shown.slide_layouts[1].placeholders[0].top}


def test_the_words_of_a_title_from_edge_to_edge_keep_off_the_edges() -> None:
    def strip(made: Presentation) -> None:
        put(made.slide_layouts[1].placeholders[0], (0, 0.2, 13.333, 1))

    title = deck_of(house(strip)).slides[1].shapes.title
    assert (title.left, title.width) == (0, Inches(13.333))
    assert title.text_frame.margin_left > 0


def test_of_layouts_of_a_kind_the_one_whose_name_says_no_more_is_taken() -> None:
    def named(made: Presentation) -> None:
        made.slide_layouts[2].name = "Dark title and content"
        made.slide_layouts[2]._element.set("type", "obj")
        put(made.slide_layouts[2].placeholders[1], (0.2, 1.2, 12.9, 6))

    assert house(named).names[1] == "Title and Content"


def painted(**colours: str) -> Callable[[str, bytes], bytes]:
    """Return what gives a theme some colours of its own."""

    def paint(name: str, part: bytes) -> bytes:
        for slot, rgb in colours.items() if name.startswith("ppt/theme/") else ():
            said = f'<a:{slot}><a:srgbClr val="{rgb}"/></a:{slot}>'.encode()
            part = re.sub(rf"<a:{slot}>.*?</a:{slot}>".encode(), said, part, flags=re.DOTALL)
        return part

    return paint


def test_heads_of_tables_that_would_be_white_on_a_pale_colour_are_written_as_rows() -> None:
    for accent, pale in (("DDDDDD", True), ("4F81BD", False)):
        found = slides.read("ours.pptx", changed(template(), painted(accent1=accent)))
        tables = [shape.table for slide in deck_of(found).slides for shape in slide.shapes if shape.has_table]
        assert tables and {table.first_row for table in tables} == {not pale}
        assert {bool(table.cell(0, 0).text_frame.paragraphs[0].runs[0].font.bold) for table in tables} == {pale}


def covered(*colours: str, of: str = "layout") -> Callable[[Presentation], None]:
    """Return what lays pictures of plain colours over the whole first slide, one beside the other."""

    def cover(made: Presentation) -> None:
        for place, colour in enumerate(colours):
            buffer, wide = io.BytesIO(), 13.333 / len(colours)
            Image.new("RGB", (40, 40), colour).save(buffer, "PNG")
            first = made.slide_layouts[0] if of == "layout" else made.slide_master
            _, name = first.part.get_or_add_image_part(buffer)
            box = (Inches(wide * place), 0, Inches(wide), Inches(7.5))
            picture = first.shapes._spTree.add_pic(900 + place, "Its cover", "", name, *box)
            first.shapes._spTree.insert(2, picture)

    return cover


def letters(found: Template) -> list[set[str]]:
    """Return the colours that are said of the letters of title and summary."""
    first = deck_of(found).slides[0]
    shapes = (first.shapes.title, first.placeholders[1])
    return [{one.get("val") for one in shape._element.xpath(".//a:r/a:rPr/a:solidFill/*")} for shape in shapes]


@pytest.mark.parametrize("of", ["layout", "master"])
def test_black_letters_on_a_dark_cover_are_written_in_white_and_on_a_light_one_as_they_are(of: str) -> None:
    for colours, said in ((["#102030"], {"FFFFFF"}), (["#e8e4d8"], set()), (["#102030", "#203040"], {"FFFFFF"})):
        assert letters(house(covered(*colours, of=of))) == [said, said], colours


def test_a_cover_dark_where_the_title_is_and_light_where_the_subtitle_is_has_each_in_a_colour_of_its_own() -> None:
    def half(made: Presentation) -> None:
        title, subtitle = (one for one in made.slide_layouts[0].placeholders if one.placeholder_format.idx < 2)
        put(title, (0.5, 2, 5.5, 2))
        put(subtitle, (7.2, 2, 5.5, 3))
        covered("#102030", "#f4f0e8")(made)

    assert letters(house(half)) == [{"FFFFFF"}, set()]


def test_a_cover_that_is_no_picture_leaves_the_letters_as_they_are() -> None:
    made, buffer = Presentation(io.BytesIO(template())), io.BytesIO()
    covered("#102030")(made)
    made.save(buffer)
    broken = changed(buffer.getvalue(), lambda name, part: part[:60] if name.startswith("ppt/media/") else part)
    assert slides.read("ours.pptx", broken).inks == ("", "")


def test_the_process_that_reads_files_can_open_a_photograph_of_a_cover() -> None:
    made, buffer, photograph = Presentation(io.BytesIO(template())), io.BytesIO(), io.BytesIO()
    Image.new("RGB", (4000, 2250), "#102030").save(photograph, "JPEG")
    first = made.slide_layouts[0]
    _, name = first.part.get_or_add_image_part(photograph)
    cover = first.shapes._spTree.add_pic(900, "Its cover", "", name, 0, 0, Inches(13.333), Inches(7.5))
    first.shapes._spTree.insert(2, cover)
    made.save(buffer)
    readers = Readers()
    try:
        assert readers.template("ours.pptx", buffer.getvalue()).inks == ("FFFFFF", "FFFFFF")
    finally:
        readers.end()
