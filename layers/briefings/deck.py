"""A briefing as an editable deck: native title, text, tables and notes, the map as a picture with alternative text.

Nothing lies beyond its slide and nothing is left out: text and claims that a scene's slide has no room for at `LEAST` points go on to the next.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from PIL import Image
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Inches, Pt

from geodata.dates import say
from geodata.importers.apart.slide_colours import ink_of
from geodata.importers.template import Template
from geodata.ledger import Ledger
from geodata.translation import tr, tr_n
from layers.briefings import deck_chart, deck_claims
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.charts import charts_of
from layers.briefings.citations import (
    Citations,
    Claim,
    alternative_text,
    button_links,
    claim_rows,
    licences,
    live_link,
    method,
    qr_matrix,
    say_source,
)
from layers.briefings.deck_drawings import add_drawings
from layers.briefings.deck_flow import LEAST, Line, height_of, lines_of, pages
from layers.briefings.deck_parts import (
    READ,
    Box,
    Look,
    add_notes,
    body_of,
    colour_letters,
    colour_links_as_text,
    colour_of,
    fill,
    fill_title,
    text_box,
    title_of,
    write,
)
from layers.kit.text import sentences
from layers.pictures.size import SCENE_SIZE
from layers.reader_data.drawn import OwnSet
from layers.words.headline import NAME, facts_of, made_of, past_checked, shorten, when

#: Width and height of a slide in inches.
SLIDE = (13.333, 7.5)
_OPENING, _SUMMARY, _TITLE, _DAY = (
    (40, 34, 28, 22, 18, 16, LEAST),
    (22, *READ),
    (30, 26, 22, 18, 16, LEAST),
    (22, 18, 16, LEAST),
)
#: Where the text comes from, below a scene, in points; the last slides have it whole.
_SMALL = (11, 10)
#: Height of what stands below a scene and of the line beside its map that says the day, and what parts them, in inches.
_FOOT, _LINE, _GAP = 0.85, 0.72, 0.1
_CODE = 0.9
#: What of the height beside a map claims and links may take each, and what of a table's height is left below it where there is room.
_PART, _SPARE = 0.5, 0.15


@dataclass(frozen=True)
class _Making:
    """The deck being made, and what every slide of it needs."""

    found: Deck
    look: Look
    ledger: Ledger
    made: date
    address: str
    sets: Sequence[OwnSet]
    layouts: tuple[SlideLayout, ...]

    def slide(self, kind: int) -> Slide:
        slide: Slide = self.found.slides.add_slide(self.layouts[kind])
        return slide


#: Layouts of `_Making.layouts`: the first slide's and that of all others, whose boxes and ground are known; and where our own deck has them.
_FIRST, _TEXT = _OWN = (0, 1)


def deck(
    briefing: Briefing,
    ledger: Ledger,
    pictures: list[bytes],
    *,
    made: date,
    address: str,
    sets: Sequence[OwnSet] = (),
    template: Template | None = None,
) -> bytes:
    """Return the deck: a title slide, the slides of each scene, sources and method.

    Parameters
    ----------
    briefing : Briefing
    ledger : Ledger
    pictures : list of bytes
        A PNG for each scene, in the shape of `SCENE_SIZE`.
    made : datetime.date
    address : str
        Where readers have the app.
    sets : sequence of OwnSet
        The own data that the pictures hold, to be named.
    template : Template, optional
        Whose slides, faces and colours it has instead of ours.
    """
    found = Presentation(io.BytesIO(template.package)) if template else Presentation()
    look, chosen = Look(), _OWN
    layouts = [layout for master in found.slide_masters for layout in master.slide_layouts]
    if template:
        boxes, chosen = (template.title, template.body, template.opening, template.summary), template.layouts
        look = Look(*boxes, pale=template.pale, own=False, ink=ink_of(layouts[chosen[_TEXT]]), inks=template.inks)
    else:
        found.slide_width, found.slide_height = Inches(SLIDE[0]), Inches(SLIDE[1])
    about = found.core_properties
    # A property of a deck has at most 255 letters.
    about.title, about.subject = shorten(briefing.title or NAME, 255), shorten(briefing.summary, 255)
    about.author = about.last_modified_by = NAME
    revision = tr("Ledger revision {revision}, made on {day}.", revision=ledger.revision, day=say(made))
    about.comments = shorten(f"{revision} {address}", 255)
    cited = Citations(briefing, ledger, sets)
    making = _Making(found, look, ledger, made, address, sets, tuple(layouts[number] for number in chosen))
    _title_slide(making, briefing)
    for index, (scene, png) in enumerate(zip(briefing.scenes, pictures, strict=True)):
        _scene_slides(making, scene, png, cited, index)
    _source_slides(making, cited)
    buffer = io.BytesIO()
    found.save(buffer)
    return buffer.getvalue()


def _title_slide(making: _Making, briefing: Briefing) -> None:
    slide, look = making.slide(_FIRST), making.look
    title = briefing.title or NAME
    whole = fill_title(look, title_of(slide), look.opening, title, _OPENING)
    summary = briefing.summary or tr_n("{n} scene.", "{n} scenes.", len(briefing.scenes))
    words = sentences(facts_of(making.ledger), tr("Made on {day}.", day=say(making.made)))
    foot = [Line(words), Line(tr("Live atlas:"), making.address, making.address)]
    across, top, width, height = look.summary
    # What a template shows below its subtitle is not known.
    lines = lines_of(summary) if look.own else [*lines_of(summary), *foot]
    body = body_of(slide, look.summary)
    left = fill(look, body, look.summary, lines, _SUMMARY, colour="muted")
    for shape, ink in zip((title_of(slide), body), look.inks, strict=True):
        colour_letters(shape, ink)
    if not look.own:
        # Its ground may be another than that of all others, for which a template's links have their colour.
        colour_links_as_text(body)
    else:
        text_box(look, slide, (across, top + height + _GAP, width, 1.3), foot, (LEAST,), colour="muted")
    claims = tr("Every figure is a claim of whoever is named with it.")
    add_notes(slide, "\n\n".join(filter(None, (title, briefing.summary, claims))))
    _text_slides(making, title, [*whole, *left])


def _scene_slides(making: _Making, scene: Scene, png: bytes, cited: Citations, index: int) -> None:
    """Add the slide of a scene, and those on which what it has no room for goes on."""
    slide, look, ledger = making.slide(_TEXT), making.look, making.ledger
    title, link = scene.title or when(scene.view), live_link(scene, ledger, making.address)
    left_of_title = fill_title(look, title_of(slide), look.title, title, _TITLE)
    text = [*left_of_title, *lines_of(past_checked(scene.view, ledger)), *lines_of(scene.text)]
    charts = charts_of(scene, ledger, making.sets)
    text += [Line(tr("{chart}: {words}", chart=one.title, words=one.words[0])) for one in charts if one.empty]
    left, top, width, height = look.body
    height -= _FOOT + _GAP
    across = min(0.641 * width, height * SCENE_SIZE.width / SCENE_SIZE.height)
    shown = (left, top, across, across * SCENE_SIZE.height / SCENE_SIZE.width)
    picture = slide.shapes.add_picture(io.BytesIO(png), *(Inches(value) for value in shown))
    picture._element.xpath(".//p:cNvPr")[0].set("descr", alternative_text(scene, ledger, making.sets))
    picture.line.color.rgb, picture.line.width = colour_of("rule"), Pt(0.75)
    add_drawings(slide, scene, ledger, making.sets, shown)
    beside = left + across + 0.25
    column = (beside, top, left + width - beside, height)
    day = (*column[:3], _LINE)
    text_box(look, slide, day, lines_of(when(scene.view)), _DAY, title=True, colour="accent")
    links = [Line("", words, other) for words, other in button_links(scene, ledger, making.address)]
    claims = claim_rows(scene, ledger)
    text, links, claims = _beside(
        making, slide, (column[0], top + _LINE, column[2], height - _LINE), text, links, claims
    )
    sources = tr("Sources: {cited}", cited=cited.footnote(index))
    _foot(making, slide, sources, cited.numbers(index), link)
    asked = (
        tr("{words}: {link}", words=words, link=other) for words, other in button_links(scene, ledger, making.address)
    )
    notes = (scene.notes, sources, tr("Live view: {link}", link=link), *asked)
    add_notes(slide, "\n\n".join(filter(None, notes)))
    _text_slides(making, title, [*text, *links])
    deck_chart.add_slides(lambda: making.slide(_TEXT), look, title, _TITLE[2:], charts)
    _claim_slides(making, title, claims)


def _beside(
    making: _Making, slide: Slide, box: Box, text: list[Line], links: list[Line], claims: list[list[Claim]]
) -> tuple[list[Line], list[Line], list[list[Claim]]]:
    """Write beside the map what there is room for: text, then links, then claims; returns what is left of each."""
    look, (left, top, width, height) = making.look, box
    table, later = deck_claims.first(claims, width, _PART * height)
    linked = height_of(links, LEAST, width * 72) / 72 if links else 0
    needed = height_of(text, LEAST, width * 72) / 72
    if linked > _PART * height or needed > height - linked:
        linked = 0
    # All of them are read together, here or on slides of their own.
    if later or needed > height - linked - table.height - _GAP:
        table, later = deck_claims.Table([], LEAST, []), claims
    bottom = top + height
    if table.rows:
        # A program with a wider face than ours makes it higher: what room there is is left below it.
        spare = height - linked - table.height - _GAP - needed
        bottom -= table.height + _GAP + min(spare, _SPARE * table.height)
        deck_claims.add_table(slide, look, table, (left, bottom + _GAP, width, table.height))
    if linked:
        text_box(look, slide, (left, bottom - linked, width, linked), links, (LEAST,))
    box = (left, top, width, bottom - linked - top)
    rest = fill(look, body_of(slide, box), box, text, READ)
    return rest, [] if linked else links, later


def _foot(making: _Making, slide: Slide, sources: str, numbers: str, link: str) -> None:
    """Write below a scene where it comes from, and add the link and its code."""
    look, (left, top, width, height) = making.look, making.look.body
    box = (left, top + height - _FOOT, width - _CODE - 0.3, _FOOT)
    last = Line(made_of(making.ledger, making.made), tr("Open the live view"), link)
    said = [Line(sources), last]
    if height_of(said, _SMALL[-1], box[2] * 72) > _FOOT * 72:
        said = [Line(numbers), last]
    text_box(look, slide, box, said, _SMALL, colour="muted")
    code, rows = io.BytesIO(), qr_matrix(link, 2)
    modules = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows)).point([255, 0] + [0] * 254)
    modules.resize((6 * len(rows),) * 2, Image.Resampling.NEAREST).convert("1").save(code, "PNG")
    code.seek(0)
    place = (left + width - _CODE, top + height - _CODE, _CODE, _CODE)
    shown = slide.shapes.add_picture(code, *(Inches(value) for value in place))
    shown._element.xpath(".//p:cNvPr")[0].set("descr", tr("QR code of the link that opens the live view"))


def _continued(making: _Making, title: str) -> Slide:
    slide = making.slide(_TEXT)
    words = tr("{title} (continued)", title=shorten(title, 80))
    fill_title(making.look, title_of(slide), making.look.title, words, _TITLE[2:])
    return slide


def _text_slides(making: _Making, title: str, lines: list[Line]) -> None:
    """Add slides for text that is left."""
    _, _, width, height = making.look.body
    for page, size in pages(lines, READ, width * 72, height * 72):
        body = body_of(_continued(making, title), making.look.body)
        write(body.text_frame, page, size, making.look)


def _claim_slides(making: _Making, title: str, claims: list[list[Claim]]) -> None:
    """Add slides for claims that are left."""
    _, _, width, height = making.look.body
    for table in deck_claims.tables(claims, width, height):
        slide = _continued(making, title)
        body = body_of(slide, making.look.body)
        body._element.getparent().remove(body._element)
        deck_claims.add_table(slide, making.look, table, making.look.body)


def _source_slides(making: _Making, cited: Citations) -> None:
    lines = [
        # The address in short: it is the link's, and whole in the handout.
        Line(f"[{number}] {say_source(source)}", urlsplit(source.url or "").netloc, source.url or "")
        for number, source in cited.entries()
    ]
    live = Line(tr("Made on {day}.", day=say(making.made)), making.address, making.address)
    lines += [*(Line(words) for words in (*method(making.ledger), *licences())), live]
    _, _, width, height = making.look.body
    found = pages(lines, (LEAST,), width * 72, height * 72)
    for number, (page, size) in enumerate(found, start=1):
        slide = making.slide(_TEXT)
        several = tr("Sources and method, {page} of {pages}", page=number, pages=len(found))
        title = several if len(found) > 1 else tr("Sources and method")
        fill_title(making.look, title_of(slide), making.look.title, title, _TITLE[1:])
        write(body_of(slide, making.look.body).text_frame, page, size, making.look)
