"""Text on a slide: where it stands, faces, sizes that fit their box, boxes, links, cells of a table."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Pt

from layers.briefings.deck_flow import LEAST, Line, fitted, lines_of, taken
from layers.kit.palette import LIGHT

#: Faces that come with office programs and hold all Cyrillic letters.
SANS, SERIF = "Calibri", "Cambria"

#: Left, top, width, height in inches.
Box = tuple[float, float, float, float]

#: Sizes of type in points, the best first.
Sizes = tuple[float, ...]

#: What a paragraph keeps from the next, in sizes of its type.
_AFTER = 0.25
#: What words keep from both ends of their box where nothing else is said, in inches.
_INSETS = 0.2
#: What says within a link that it is coloured as the text around it.
_AS_TEXT = (
    f'<a:extLst {nsdecls("a")}><a:ext uri="{{A12FA001-AC4F-418D-AE19-62706E023703}}"><ahyp:hlinkClr'
    ' xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)


@dataclass(frozen=True)
class Look:
    """Where things stand on a slide of a deck, in inches, and whose faces and colours they have.

    Attributes
    ----------
    title, body : tuple of float
        The title's box, and all that may be written upon below it.
    opening, summary : tuple of float
        Both boxes of the first slide.
    pale : bool
        Whether heads of tables are written as the rows below them, in bold: a template's own could not be read.
    own : bool
        Whether faces and colours are ours; else they are the template's.
    ink : BaseOxmlElement or None
        How a template fills the letters of its text: a box that we add would have those of another.
    inks : tuple of str
        What colours the letters of title and summary have on the first slide; empty where the layout's own.
    """

    title: Box = (0.5, 0.3, 12.33, 0.85)
    body: Box = (0.5, 1.25, 12.33, 6.05)
    opening: Box = (0.9, 0.9, 11.5, 2.0)
    summary: Box = (0.9, 3.0, 11.5, 2.6)
    pale: bool = False
    own: bool = True
    ink: BaseOxmlElement | None = None
    inks: tuple[str, str] = ("", "")


def colour_of(name: str) -> RGBColor:
    """Return a colour of the light palette by its name."""
    return RGBColor(*bytes.fromhex(LIGHT[name].lstrip("#")))


def title_of(slide: Slide) -> Shape:
    """Return the shape of a slide's title, which the layouts in use have."""
    found = slide.shapes.title
    assert found is not None
    return found


def body_of(slide: Slide, box: Box) -> Shape:
    """Return the shape that a slide's text is written into, its layout's or else a new one; what else waits for content goes."""
    texts = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE)
    others = [one for one in slide.placeholders if one != slide.shapes.title]
    found = next((one for one in others if one.placeholder_format.type in texts), None)
    for one in others:
        if one != found:
            one._element.getparent().remove(one._element)
    body: Shape = found if found is not None else slide.shapes.add_textbox(*[Emu(0)] * 4)
    put(body, box)
    return body


def add_notes(slide: Slide, text: str) -> None:
    """Write the notes of whoever speaks."""
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None
    frame.text = text


def put(shape: Shape, box: Box) -> None:
    """Give a shape its place, in inches."""
    shape.left, shape.top, shape.width, shape.height = (Inches(value) for value in box)


def write(
    frame: TextFrame,
    lines: list[Line],
    size: float,
    look: Look | None = None,
    title: bool = False,
    colour: str = "ink",
    inset: bool = False,
) -> None:
    """Write paragraphs without bullets into a frame, from side to side or `inset` as its layout has it, titles in bold serifs, links at their ends."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    own = look is None or look.own
    frame.margin_top = frame.margin_bottom = Emu(0)
    if not inset:
        frame.margin_left = frame.margin_right = Emu(0)
    if own:
        frame.vertical_anchor = MSO_ANCHOR.TOP
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        properties = paragraph._p.get_or_add_pPr()
        for name in ("marL", "indent"):
            properties.set(name, "0")
        properties.insert(0, properties.makeelement(qn("a:buNone"), {}))
        if own:
            paragraph.alignment = PP_ALIGN.LEFT
        paragraph.line_spacing, paragraph.space_before, paragraph.space_after = 1.0, Pt(0), Pt(_AFTER * size)
        parts = ((line.text, ""), (" " if line.text and line.words else "", ""), (line.words, line.address))
        for text, address in filter(lambda part: part[0], parts):
            _run(paragraph, text, size, own, title, colour, address)


def _run(paragraph: _Paragraph, text: str, size: float, own: bool, title: bool, colour: str, address: str) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(size)
    if own:
        run.font.name, run.font.bold, run.font.color.rgb = SERIF if title else SANS, title, colour_of(colour)
    if address.startswith(("http://", "https://")):
        run.hyperlink.address = address


def _is_strip(box: Box) -> bool:
    """Tell whether a box begins at the slide's edge, as some of a template do: words within it keep off the edge."""
    return box[0] < _INSETS / 2


def _inside(box: Box) -> float:
    return box[2] - _INSETS * _is_strip(box)


def colour_letters(shape: Shape, rgb: str) -> None:
    """Give the letters of a shape a colour of six hexadecimal digits, if there is one."""
    for paragraph in shape.text_frame.paragraphs if rgb else ():
        for run in paragraph.runs:
            run.font.color.rgb = RGBColor.from_string(rgb)


def colour_links_as_text(shape: Shape) -> None:
    """Have the links of a shape in the colour of its text, in the programs that know how."""
    for link in shape._element.xpath(".//a:hlinkClick"):
        link.append(parse_xml(_AS_TEXT))


def fill(
    look: Look, shape: Shape, box: Box, lines: list[Line], sizes: Sizes, title: bool = False, colour: str = "ink"
) -> list[Line]:
    """Give a shape its place and write what fits into it, as large as it may be; returns what is left."""
    put(shape, box)
    width, height, face = _inside(box) * 72, box[3] * 72, "serif-bold" if title else "sans"
    size = fitted(lines, sizes, width, height, face)
    fits, left = taken(lines, size, width, height, face)
    write(shape.text_frame, fits, size, look, title, colour, _is_strip(box))
    return left


def fill_title(look: Look, shape: Shape, box: Box, text: str, sizes: Sizes) -> list[Line]:
    """Write a title; of one too long what fits, with an ellipsis, and return the whole of it."""
    put(shape, box)
    whole, width, height = lines_of(" ".join(text.split())), _inside(box) * 72, box[3] * 72
    size = fitted(whole, sizes, width, height, "serif-bold")
    fits, left = taken(whole, size, width, height, "serif-bold")
    shown = [Line(f"{fits[0].text[:-2].rstrip()}…")] if left else fits
    write(shape.text_frame, shown, size, look, title=True, inset=_is_strip(box))
    return whole if left else []


def text_box(
    look: Look, slide: Slide, box: Box, lines: list[Line], sizes: Sizes, title: bool = False, colour: str = "ink"
) -> list[Line]:
    """Add a box of text, in inches; returns what is left."""
    shape = slide.shapes.add_textbox(*[Emu(0)] * 4)
    left = fill(look, shape, box, lines, sizes, title, colour)
    if look.ink is not None:
        for run in shape._element.xpath(".//a:r/a:rPr"):
            run.insert(0, deepcopy(look.ink))
    return left


def fill_cell(look: Look, cell: _Cell, text: str, size: float, head: bool) -> None:
    """Write a cell of the table of claims."""
    frame = cell.text_frame
    frame.word_wrap = True
    frame.text = text
    if look.own:
        cell.fill.solid()
        cell.fill.fore_color.rgb = colour_of("hover" if head else "paper")
    for run in frame.paragraphs[0].runs:
        run.font.size = Pt(size)
        if look.own:
            run.font.name, run.font.bold, run.font.color.rgb = SANS, head, colour_of("ink")
        elif look.pale:
            run.font.bold = head


#: What a text that is read takes, from large to the least.
READ: Sizes = (20, 18, 16, LEAST)
