"""Text on a slide: faces, sizes that fit their box, boxes, links, cells of a table."""

from __future__ import annotations

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from layers.kit.palette import LIGHT
from layers.pictures.typefaces import wrap

#: Faces that come with office programs and hold all Cyrillic letters.
SANS, SERIF = "Calibri", "Cambria"

#: Left, top, width, height in inches.
Box = tuple[float, float, float, float]

#: Sizes of type in points, the best first.
Sizes = tuple[float, ...]


def colour_of(name: str) -> RGBColor:
    """Return a colour of the light palette by its name."""
    return RGBColor(*bytes.fromhex(LIGHT[name].lstrip("#")))


def fitted(text: str, face: str, width_pt: float, height_pt: float, sizes: Sizes) -> float:
    """Return the largest of some sizes at which a text fits into a box, all in points; the smallest if none does."""
    for size in sizes:
        # A tenth more, since the office program's face is not the one measured here.
        if len(wrap(text, face, size * 1.1, width_pt)) * size * 1.22 <= height_pt:
            return size
    return sizes[-1]


def put(shape: Shape, box: Box) -> None:
    """Give a shape its place, in inches."""
    shape.left, shape.top, shape.width, shape.height = (Inches(value) for value in box)


def write(frame: TextFrame, text: str, size: float, face: str = SANS, bold: bool = False, colour: str = "ink") -> None:
    """Write text into a frame as paragraphs without bullets."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        properties = paragraph._p.get_or_add_pPr()
        for name in ("marL", "indent"):
            properties.set(name, "0")
        properties.insert(0, properties.makeelement(qn("a:buNone"), {}))
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        font = run.font
        font.size, font.name, font.bold, font.color.rgb = Pt(size), face, bold, colour_of(colour)


def fill(shape: Shape, box: Box, text: str, sizes: Sizes, title: bool = False, colour: str = "ink") -> TextFrame:
    """Give a shape its place, in inches, and write a text into it, as large as fits; titles in bold serifs."""
    put(shape, box)
    frame: TextFrame = shape.text_frame
    size = fitted(text, "serif-bold" if title else "sans", box[2] * 72, box[3] * 72, sizes)
    write(frame, text, size, SERIF if title else SANS, title, colour)
    return frame


def text_box(slide: Slide, box: Box, text: str, sizes: Sizes, title: bool = False, colour: str = "ink") -> TextFrame:
    """Add a box of text, in inches."""
    return fill(slide.shapes.add_textbox(*[Emu(0)] * 4), box, text, sizes, title, colour)


def write_link(frame: TextFrame, before: str, words: str, address: str, size: float) -> None:
    """Add a paragraph whose last words lead to an address of the web."""
    paragraph = frame.add_paragraph()
    for text, target in ((before, None), (words, address)):
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.name, run.font.color.rgb = Pt(size), SANS, colour_of("muted")
        if target and target.startswith(("http://", "https://")):
            run.hyperlink.address = target


def links_box(slide: Slide, box: Box, links: list[tuple[str, str]], sizes: Sizes) -> None:
    """Add a box of links, in inches: a line for each with its words, as large as fits."""
    size = fitted("\n".join(words for words, _ in links), "sans", box[2] * 72, box[3] * 72, sizes)
    frame = text_box(slide, box, "", sizes)
    for words, address in links:
        write_link(frame, "", words, address, size)
    frame._txBody.remove(frame.paragraphs[0]._p)  # the empty line with which a frame begins


def row_height(row: tuple[str, ...], size: float) -> float:
    """Return the height of a row in points; a first cell without neighbours spans them."""
    widths = (1.35, 1.95, 0.9) if any(row[1:]) else (4.2, 4.2, 4.2)
    return (
        max(len(wrap(text, "sans", size * 1.08, inches * 72 - 7)) for text, inches in zip(row, widths, strict=True))
        * size
        * 1.22
        + 3
    )


def fill_cell(cell: _Cell, text: str, size: float, head: bool) -> None:
    """Write a cell of the table of claims."""
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour_of("hover" if head else "paper")
    frame = cell.text_frame
    frame.word_wrap = True
    frame.text = text
    for run in frame.paragraphs[0].runs:
        run.font.size, run.font.name, run.font.bold, run.font.color.rgb = Pt(size), SANS, head, colour_of("ink")
