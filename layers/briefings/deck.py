"""A briefing as an editable deck: native title, text, table and notes, the map as a picture with alternative text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import segno
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from geodata.dates import say
from geodata.ledger import Ledger
from geodata.records import Source
from geodata.translation import tr, tr_n
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.citations import (
    Citations,
    alternative_text,
    button_links,
    claim_rows,
    licences,
    live_link,
    say_source,
)
from layers.briefings.deck_drawings import add_drawings
from layers.briefings.deck_parts import (
    SANS,
    colour_of,
    fill,
    fill_cell,
    fitted,
    links_box,
    put,
    row_height,
    text_box,
    write,
    write_link,
)
from layers.kit.text import sentences
from layers.reader_data.drawn import OwnSet
from layers.words.headline import NAME, facts_of, made_of, shorten, when

#: Width and height of a slide, and where things stand on it: left, top, width, height, all in inches.
SLIDE = (13.333, 7.5)
_TITLE, _MAP = (0.5, 0.3, 12.33, 0.85), (0.5, 1.25, 7.9, 5.1)
_DAY, _TEXT, _FOOT, _CODE = (
    (8.65, 1.25, 4.2, 0.72),
    (8.65, 1.97, 4.2, 2.3),
    (0.5, 6.45, 11.1, 0.85),
    (11.9, 6.42, 0.92, 0.92),
)
#: What a line of links takes beneath the text, in inches.
_LINE_OF_LINKS = 0.16
_TABLE = (8.65, 4.35, 4.2, 2.0)
_MOST_CLAIMS = 6
_SOURCES_A_SLIDE = 14


def deck(
    briefing: Briefing, ledger: Ledger, pictures: list[bytes], *, made: date, address: str, sets: Sequence[OwnSet] = ()
) -> bytes:
    """Return the deck: a title slide, a slide for each scene, the source list.

    Parameters
    ----------
    briefing : Briefing
    ledger : Ledger
    pictures : list of bytes
        A PNG for each scene, in the shape of `_MAP`.
    made : datetime.date
    address : str
        Where readers have the app.
    sets : sequence of OwnSet
        The own data that the pictures hold, to be named.
    """
    found = Presentation()
    found.slide_width, found.slide_height = Inches(SLIDE[0]), Inches(SLIDE[1])
    about = found.core_properties
    # A property of a deck has at most 255 letters.
    about.title, about.subject = shorten(briefing.title or NAME, 255), shorten(briefing.summary, 255)
    about.author = about.last_modified_by = NAME
    revision = tr("Ledger revision {revision}, made on {day}.", revision=ledger.revision, day=say(made))
    about.comments = shorten(f"{revision} {address}", 255)
    cited = Citations(briefing, ledger, sets)
    _title_slide(found, briefing, ledger, made, address)
    for index, (scene, png) in enumerate(zip(briefing.scenes, pictures, strict=True)):
        _scene_slide(
            found,
            scene,
            png,
            alternative_text(scene, ledger, sets),
            cited.footnote(index),
            ledger,
            made,
            live_link(scene, ledger, address),
            button_links(scene, ledger, address),
            sets,
        )
    _source_slides(found, cited, ledger, made)
    buffer = io.BytesIO()
    found.save(buffer)
    return buffer.getvalue()


def _title_slide(found: Deck, briefing: Briefing, ledger: Ledger, made: date, address: str) -> None:
    slide = found.slides.add_slide(found.slide_layouts[0])
    fill(slide.shapes.title, (0.9, 1.6, 11.5, 2.0), briefing.title or NAME, (40, 34, 28, 22, 16, 12), title=True)
    summary = briefing.summary or tr_n("{n} scene.", "{n} scenes.", len(briefing.scenes))
    fill(slide.placeholders[1], (0.9, 3.75, 11.5, 1.5), summary, (20, 17, 14, 12, 10), colour="muted")
    words = sentences(facts_of(ledger), tr("Made on {day}.", day=say(made)))
    foot = text_box(slide, (0.9, 5.6, 11.5, 1.3), words, (13,), colour="muted")
    write_link(foot, tr("Live atlas: "), address, address, 13)
    claims = tr("Every figure is a claim of whoever is named with it.")
    slide.notes_slide.notes_text_frame.text = f"{briefing.summary}\n\n{claims}"


def _scene_slide(
    found: Deck,
    scene: Scene,
    png: bytes,
    described: str,
    footnote: str,
    ledger: Ledger,
    made: date,
    link: str,
    buttons: list[tuple[str, str]],
    sets: Sequence[OwnSet],
) -> None:
    slide = found.slides.add_slide(found.slide_layouts[1])
    fill(slide.shapes.title, _TITLE, scene.title or when(scene.view), (30, 26, 22, 18, 14, 11, 9), title=True)
    picture = slide.shapes.add_picture(io.BytesIO(png), *(Inches(value) for value in _MAP))
    picture._element.nvPicPr.cNvPr.set("descr", described)
    picture.line.color.rgb, picture.line.width = colour_of("rule"), Pt(0.75)
    add_drawings(slide, scene, ledger, sets, _MAP)
    text_box(slide, _DAY, when(scene.view), (22, 18, 15), title=True, colour="accent")
    claims = claim_rows(scene, ledger, _MOST_CLAIMS)
    left, top, width, height = _TEXT
    height, below = height if claims else 4.3, _LINE_OF_LINKS * len(buttons)
    fill(slide.placeholders[1], (left, top, width, height - below), scene.text, (18, 16, 14, 12, 10.5, 9, 8, 7, 6, 5))
    if buttons:
        links_box(slide, (left, top + height - below, width, below), buttons, (10, 9, 8, 7, 6, 5))
    if claims:
        _claims_table(slide, claims)
    foot = text_box(slide, _FOOT, "", (9,))
    text = tr("Sources: {cited}", cited=footnote)
    size = fitted(text, "sans", _FOOT[2] * 72, (_FOOT[3] - 0.34) * 72, (9, 8, 7, 6, 5))
    write(foot, text, size, colour="muted")
    write_link(
        foot,
        f"{made_of(ledger, made)} ",
        tr("Open the live view"),
        link,
        min(size, 8.5),
    )
    code = io.BytesIO()
    segno.make(link, error="l", micro=False).save(code, kind="png", scale=6, border=2)
    code.seek(0)
    shown = slide.shapes.add_picture(code, *(Inches(value) for value in _CODE))
    shown._element.nvPicPr.cNvPr.set("descr", tr("QR code of the link that opens the live view"))
    asked = (tr("{words}: {link}", words=words, link=other) for words, other in buttons)
    notes = (scene.notes, text, tr("Live view: {link}", link=link), *asked)
    slide.notes_slide.notes_text_frame.text = "\n\n".join(filter(None, notes))


def _claims_table(slide: Slide, rows: list[tuple[str, str, str]]) -> None:
    left, top, width, height = _TABLE
    frame = slide.shapes.add_table(len(rows), 3, Inches(left), Inches(top), Inches(width), Inches(0.24 * len(rows)))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", tr("Claims, each with its claimant and its date"))
    table = frame.table
    table.horz_banding = False
    for number, part in enumerate((1.35, 1.95, 0.9)):
        table.columns[number].width = Inches(part)
    size = next((size for size in (10, 9, 8, 7, 6) if sum(row_height(row, size) for row in rows) <= height * 72), 5.5)
    for number, row in enumerate(rows):
        table.rows[number].height = Emu(int(row_height(row, size) * 12700))
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.margin_left = cell.margin_right = Pt(3)
            cell.margin_top = cell.margin_bottom = Pt(1)
            fill_cell(cell, text, size, number == 0)
    if not any(rows[-1][1:]):
        table.cell(len(rows) - 1, 0).merge(table.cell(len(rows) - 1, 2))


def _source_slides(found: Deck, cited: Citations, ledger: Ledger, made: date) -> None:
    entries: list[tuple[int, Source]] = cited.entries()
    pages = [entries[start : start + _SOURCES_A_SLIDE] for start in range(0, len(entries), _SOURCES_A_SLIDE)] or [[]]
    for number, page in enumerate(pages, start=1):
        slide = found.slides.add_slide(found.slide_layouts[1])
        title = tr("Sources, {page} of {pages}", page=number, pages=len(pages)) if len(pages) > 1 else tr("Sources")
        fill(slide.shapes.title, _TITLE, title, (28,), title=True)
        body = slide.placeholders[1]
        last = number == len(pages)
        put(body, (0.5, 1.2, 12.33, 4.3 if last else 5.9))
        lines = [f"[{index}] {say_source(source)}" for index, source in page]
        size = fitted(
            "\n".join(f"{line} {source.url or ''}" for line, (_, source) in zip(lines, page, strict=True)),
            "sans",
            12.33 * 72,
            (4.2 if last else 5.8) * 72,
            (13, 12, 11, 10, 9, 8, 7, 6),
        )
        frame = body.text_frame
        write(frame, "\n".join(lines), size)
        for paragraph, (_, source) in zip(frame.paragraphs, page, strict=False):
            if source.url and source.url.startswith(("http://", "https://")):
                run = paragraph.add_run()
                run.text = f" {source.url}"
                run.font.size, run.font.name, run.hyperlink.address = Pt(size), SANS, source.url
        if last:
            text = "\n".join([*licences(), made_of(ledger, made)])
            text_box(slide, (0.5, 5.65, 12.33, 1.6), text, (11, 10, 9, 8, 7, 6, 5), colour="muted")
