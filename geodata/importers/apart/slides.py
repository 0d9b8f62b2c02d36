"""An organisation's template of slides: what it is told from, what is left of it, which of its layouts a deck uses and where it may write.

It is read in the child that reads readers' files, as every file of a reader's is.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.package import Part, XmlPart
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import SlideLayout

from geodata.importers.report import Refused, refused
from geodata.importers.template import MOST, Box, Template
from geodata.translation import tr_n

#: What a file may unpack to, in bytes, and how many parts it may have.
UNPACKED, PARTS = 300 << 20, 3000
_EMU = 914_400
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.{kind}.main+xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: What a template keeps: no slides, notes, comments, fonts, sounds, objects or anything that runs.
_KEPT = {"officeDocument", "slideMaster", "slideLayout", "theme", "image", "presProps", "viewProps", "tableStyles"}
#: What may be said to run or to play.
_UNSAID = {
    "slide",
    "notesMaster",
    "handoutMaster",
    "core-properties",
    "extended-properties",
    "thumbnail",
    "tags",
    "printerSettings",
    "customXml",
}

_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_BODIES = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE}
#: What programs call the layouts, in the languages in which templates come.
_FIRST = r"title slide|титульный слайд|титулдук|слайди унвон|titelfolie|diapositive de titre|diapositiva de título|slide de título|diapositiva titolo|başlık slaydı|slajd tytułowy|标题幻灯片"
_TEXT = r"title and content|заголовок и объект|titel und inhalt|titre et contenu|título y objetos|título e conteúdo|titolo e contenuto|başlık ve içerik|tytuł i zawartość|标题和内容"
_ALONE = r"title only|только заголовок|nur titel|titre seul|solo el título|somente título|solo titolo|yalnızca başlık|tylko tytuł|仅标题"
#: The least room for map and text, in inches.
_LEAST = (5.0, 3.2)


def read(name: str, data: bytes) -> Template:
    """Return a template as a deck can use it.

    Raises
    ------
    Refused
        For what is no such file, or one that is not used, with the reason.
    """
    package = _opened(name, data)
    try:
        found = Presentation(io.BytesIO(package))
        dropped = _cleaned(found)
        layouts = [layout for master in found.slide_masters for layout in master.slide_layouts]
        first, text, alone = _chosen(layouts)
        boxes = _boxes(found, layouts[first], layouts[text])
        buffer = io.BytesIO()
        found.save(buffer)
    except Refused:
        raise
    except (KeyError, ValueError, AttributeError, IndexError, TypeError, etree.LxmlError) as error:
        raise refused(
            "The template “{name}” is damaged ({why}). Open it in the program that made it and save it anew.",
            name=name,
            why=type(error).__name__,
        ) from None
    one, two, three = (str(layouts[number].name or "")[:80] for number in (first, text, alone))
    return Template(name[-120:], (first, text, alone), (one, two, three), *boxes, dropped, buffer.getvalue())


def _opened(name: str, data: bytes) -> bytes:
    """Return the file as one of slides, after a look at what it is and unpacks to."""
    if len(data) > MOST:
        raise refused(
            "The template has {mb:,} MB; at most {most} MB are read. Take the slides and large pictures out of it.",
            mb=len(data) >> 20,
            most=MOST >> 20,
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused(
            "“{name}” is locked with a password, or of the old kind .ppt: save it without a password as .pptx.",
            name=name,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _packed(name, archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise refused(
            "“{name}” is no PowerPoint file, or is damaged: a template is a .pptx or .potx.", name=name
        ) from None


def _packed(name: str, archive: zipfile.ZipFile) -> bytes:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [entry.filename.lower() for entry in entries]
    if "[content_types].xml" not in names or "ppt/presentation.xml" not in names:
        raise refused("“{name}” is no PowerPoint file: a template is a .pptx or .potx.", name=name)
    size = sum(entry.file_size for entry in entries)
    if size > UNPACKED or len(entries) > PARTS or len(set(names)) < len(names):
        raise refused(
            "The template would unpack to {mb:,} MB in {n:,} parts; such files are not opened. Save a smaller one.",
            mb=size >> 20,
            n=len(entries),
        )
    parts = {entry.filename: archive.read(entry) for entry in entries}
    kinds = next(path for path in parts if path.lower() == "[content_types].xml")
    if b"macroEnabled" in parts[kinds] or any(path.endswith("vbaproject.bin") for path in names):
        raise refused("The template “{name}” holds macros: save it as .pptx or .potx, without them.", name=name)
    parts[kinds] = parts[kinds].replace(
        _MAIN.format(kind="template").encode(), _MAIN.format(kind="presentation").encode()
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as out:
        for path, content in parts.items():
            out.writestr(path, content)
    return packed.getvalue()


# ---- what is left of it --------------------------------------------------------------------------------------------------
def _cleaned(found: Deck) -> list[str]:
    """Take out all that a deck does not need; returns sentences on what may be missed."""
    outside, within, seen = 0, 0, set[object]()
    held: list[Part] = [found.part]
    of_package = found.part.package._rels
    for number, relation in list(of_package.items()):
        if relation.is_external or not relation.reltype.endswith("/officeDocument"):
            of_package.pop(number)
    while held:
        part = held.pop()
        if part in seen:
            continue
        seen.add(part)
        gone = set()
        for number, relation in list(part.rels.items()):
            kind = relation.reltype.rsplit("/", 1)[-1]
            if not relation.is_external and kind in _KEPT:
                held.append(relation.target_part)
                continue
            outside += relation.is_external
            within += not relation.is_external and kind not in _UNSAID
            gone.add(number)
            part.rels.pop(number)
        if isinstance(part, XmlPart):
            _unlink(part._element, gone)
    said = []
    if outside:
        words = tr_n(
            "{n} link to something outside of it was left out.",
            "{n} links to something outside of it were left out.",
            outside,
        )
        said.append(words)
    if within:
        words = tr_n(
            "{n} part that is no picture (a font, a sound, an object) was left out.",
            "{n} parts that are no pictures (fonts, sounds, objects) were left out.",
            within,
        )
        said.append(words)
    return said


def _unlink(root: BaseOxmlElement, gone: set[str]) -> None:
    """Remove what refers to parts that are gone."""
    for element in root.xpath("//*[local-name()='sectionLst' or local-name()='custShowLst']"):
        _remove(element)
    for element in list(root.iter()):
        for name, value in list(element.attrib.items()):
            if name.startswith(_RELATION) and value in gone:
                # A picture that lay elsewhere leaves its place empty.
                if name.endswith("}link"):
                    del element.attrib[name]
                else:
                    _remove(element)


def _remove(element: BaseOxmlElement) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if not len(parent) and etree.QName(parent).localname in (
            "ext",
            "extLst",
            "notesMasterIdLst",
            "handoutMasterIdLst",
        ):
            _remove(parent)


# ---- which layouts, and where ----------------------------------------------------------------------------------------------
def _held(layout: SlideLayout, kinds: Iterable[PP_PLACEHOLDER]) -> list[BaseShape]:
    held: Iterable[BaseShape] = layout.placeholders
    return [one for one in held if one.placeholder_format.type in kinds]


def _chosen(layouts: list[SlideLayout]) -> tuple[int, int, int]:
    """Return which layouts are for the first slide, for a title with text and for a title alone: by their kind, their name and what they hold."""
    titled = [number for number, layout in enumerate(layouts) if _held(layout, _TITLES)]
    if not titled:
        raise refused("The template has no usable layout: none of its layouts has a place for a title.")

    def best(of: list[int], kinds: tuple[str, ...], called: str, bodies: int) -> int:
        def fit(number: int) -> tuple[bool, bool, bool]:
            layout = layouts[number]
            return (
                layout._element.get("type") in kinds,
                bool(re.search(called, str(layout.name).lower())),
                len(_held(layout, _BODIES)) == bodies,
            )

        return max(of, key=fit)

    written = [number for number in titled if _held(layouts[number], _BODIES)]
    alone = best(titled, ("titleOnly",), _ALONE, 0)
    text = best(written, ("obj", "tx"), _TEXT, 1) if written else alone
    return best(titled, ("title",), _FIRST, 1), text, alone


def _box(shape: BaseShape) -> Box | None:
    values = (shape.left, shape.top, shape.width, shape.height)
    if any(value is None for value in values):
        return None
    left, top, width, height = (value / _EMU for value in values)
    return (left, top, width, height)


def _boxes(found: Deck, first: SlideLayout, text: SlideLayout) -> tuple[Box, Box, Box, Box]:
    """Return the boxes of `Template`, each on the slide and beside what the layout itself shows there."""
    wide, high = (found.slide_width or 0) / _EMU, (found.slide_height or 0) / _EMU
    if not (5 <= wide <= 56 and 4 <= high <= 56):
        raise refused(
            "The template’s slides have {wide:.1f} by {high:.1f} inches, too small or too large for a map and its text.",
            wide=wide,
            high=high,
        )
    edge = 0.04 * wide

    def placed(layout: SlideLayout, kinds: set[PP_PLACEHOLDER], other: Box, least: float) -> Box:
        box = next((_box(one) for one in _held(layout, kinds)), None)
        if box is None or box[2] < 3 or box[3] < least:
            box = other
        left, top = max(box[0], 0.0), max(box[1], 0.0)
        return (left, top, min(box[2], wide - left), min(box[3], high - top))

    opening = placed(first, _TITLES, (edge, 0.2 * high, wide - 2 * edge, 0.3 * high), 0.8)
    below = opening[1] + opening[3] + 0.1
    summary = placed(first, _BODIES, (opening[0], below, opening[2], max(high - below - 0.5, 1.0)), 1.0)
    title = placed(text, _TITLES, (edge, 0.04 * high, wide - 2 * edge, 0.85), 0.5)
    below = title[1] + title[3] + 0.1
    body = placed(text, _BODIES, (edge, below, wide - 2 * edge, high - below - 0.6), _LEAST[1])
    for shape in _shown(text):
        body, beside = _beside(body, shape, wide * high), _beside(title, shape, wide * high)
        title = beside if beside[2] >= 3 and beside[3] >= 0.5 else title
    if body[2] < _LEAST[0] or body[3] < _LEAST[1]:
        raise refused(
            "The template has no usable layout: “{layout}” leaves {wide:.1f} by {high:.1f} inches for a map and its text; at least {least_wide} by {least_high} are needed.",
            layout=str(text.name)[:80],
            wide=body[2],
            high=body[3],
            least_wide=_LEAST[0],
            least_high=_LEAST[1],
        )
    return opening, summary, title, body


def _shown(layout: SlideLayout) -> list[Box]:
    """Return the boxes of what a layout and its master show on every slide."""
    shown = list(layout.shapes)
    if layout._element.get("showMasterSp") not in ("0", "false"):
        shown += list(layout.slide_master.shapes)
    return [box for shape in shown if not shape.is_placeholder and (box := _box(shape))]


def _beside(box: Box, other: Box, slide: float) -> Box:
    """Return the largest part of a box that another does not cover; what covers half of the slide is its ground."""
    left, top, right, bottom = box[0], box[1], box[0] + box[2], box[1] + box[3]
    a, b, c, d = other[0], other[1], other[0] + other[2], other[1] + other[3]
    if other[2] * other[3] > slide / 2 or c <= left or a >= right or d <= top or b >= bottom:
        return box
    parts = ((left, top, right, b), (left, d, right, bottom), (left, top, a, bottom), (c, top, right, bottom))
    found = [(x, y, to_x - x, to_y - y) for x, y, to_x, to_y in parts if to_x > x and to_y > y]
    return max(found, key=lambda one: one[2] * one[3], default=(left, top, 0.0, 0.0))
