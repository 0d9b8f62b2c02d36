"""An organisation's template of slides: what it is told from and what is left of it.

It is read in the child that reads readers' files, as every file of a reader's is.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part, XmlPart
from pptx.opc.packuri import PackURI
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from geodata.importers.apart.slide_colours import has_pale_heads, mend_letters, mend_links
from geodata.importers.apart.slide_covers import inks
from geodata.importers.apart.slide_layouts import chosen, fitting
from geodata.importers.report import Refused, refused
from geodata.importers.template import MOST, Template
from geodata.translation import tr_n

#: What a file may unpack to, in bytes, and how many parts it may have.
UNPACKED, PARTS = 300 << 20, 3000
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.{kind}.main+xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: What a template keeps: no slides, notes, comments, fonts, sounds, objects or anything that runs.
_KEPT = {"officeDocument", "slideMaster", "slideLayout", "theme", "image", "presProps", "viewProps", "tableStyles"}
#: No style but the usual one, which office programs know by its number.
_TABLE_STYLES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"/>'
)
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
        first, texts = chosen(layouts)
        text, boxes = fitting(found, layouts, first, texts)
        for number in dict.fromkeys((first, text)):
            mend_letters(layouts[number])
            mend_links(layouts[number])
        pale = has_pale_heads(layouts[text])
        size = ((found.slide_width or 0) / Inches(1), (found.slide_height or 0) / Inches(1))
        covered = inks(layouts[first], size, boxes[:2])
        _have_table_styles(found.part)
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
    one, two = (str(layouts[number].name or "")[:80] for number in (first, text))
    return Template(name[-120:], (first, text), (one, two), *boxes, pale, covered, dropped, buffer.getvalue())


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
    # What has no name cannot be asked whether it is a folder, nor be packed again.
    entries = [entry for entry in archive.infolist() if entry.filename and not entry.is_dir()]
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


def _have_table_styles(main: Part) -> None:
    """Have the part in whose absence LibreOffice, which leaves it out too, draws no table in any style: black letters on whatever lies there."""
    if all(relation.reltype != RELATIONSHIP_TYPE.TABLE_STYLES for relation in main.rels.values()):
        name = PackURI("/ppt/tableStyles.xml")
        part = Part(name, CONTENT_TYPE.PML_TABLE_STYLES, main.package, _TABLE_STYLES)
        main.relate_to(part, RELATIONSHIP_TYPE.TABLE_STYLES)


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
