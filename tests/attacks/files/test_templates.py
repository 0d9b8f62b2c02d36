"""S1, S2: a template of slides is what its structure says; what runs, plays or leads out of it is refused or left out, and said."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest
from pptx import Presentation
from pptx.util import Inches

from geodata.importers.apart import slides
from geodata.importers.apart.process import Readers
from geodata.importers.report import Refused
from geodata.importers.template import MOST, Template
from geodata.ledger import current
from layers.briefings.deck import deck
from tests.layers.briefings.test_documents import ADDRESS, MADE, fits, hostile, map_stand_in
from tests.support.attacks.tables import with_a_nameless_part
from tests.support.scenes import built_in

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def template(width: float = 13.333, height: float = 7.5) -> bytes:
    """Return an ordinary template with a slide, of a size in inches."""
    made, buffer = Presentation(), io.BytesIO()
    for layout in (made.slide_master, *made.slide_layouts):
        for shape in layout.placeholders:
            if shape._element.xpath(".//a:xfrm"):
                shape.left, shape.width = (int(value * width / 10) for value in (shape.left, shape.width))
    made.slide_width, made.slide_height = Inches(width), Inches(height)
    made.slides.add_slide(made.slide_layouts[1]).shapes.title.text = "An old slide"
    made.save(buffer)
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """Return an archive with its parts changed, without those for which None comes, and with others."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
        for name, part in added.items():
            new.writestr(name, part)
    return buffer.getvalue()


def same(name: str, part: bytes) -> bytes:
    return part


def as_template(name: str, part: bytes) -> bytes:
    return part.replace(b"presentation.main+xml", b"template.main+xml") if name == "[Content_Types].xml" else part


def without_titles(name: str, part: bytes) -> bytes:
    return re.sub(rb'type="(ctrT|t)itle"', b'type="dt"', part) if name.startswith("ppt/slideLayouts/s") else part


def crowded(name: str, part: bytes) -> bytes:
    return re.sub(rb'(<p:sldSz cx=")\d+(" cy=")\d+', rb"\g<1>3000000\g<2>2000000", part)


REFUSED = {
    "no archive": (lambda: b"Dear all", "no PowerPoint file"),
    "an empty file": (lambda: b"", "no PowerPoint file"),
    "another archive": (lambda: changed(template(), lambda name, part: None, a=b"1"), "no PowerPoint file"),
    "locked": (lambda: b"\xd0\xcf\x11\xe0" + bytes(9000), "password"),
    "macros": (lambda: changed(template(), same, **{"ppt/vbaProject.bin": b"1"}), "macros"),
    "too large": (lambda: bytes(MOST + 1), "at most 60 MB"),
    "a bomb": (lambda: changed(template(), same, **{"ppt/media/a.png": bytes(310 << 20)}), "would unpack"),
    "many parts": (lambda: changed(template(), same, **{f"ppt/{n}": b"" for n in range(3001)}), "would unpack"),
    "no title anywhere": (lambda: changed(template(), without_titles), "no usable layout"),
    "a stamp": (lambda: changed(template(), crowded), "too small"),
    "half of it": (lambda: template()[:9000], "no PowerPoint file"),
    "a broken part": (
        lambda: changed(template(), lambda name, part: part[:300] if name.endswith("slideMaster1.xml") else part),
        "damaged",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_template_is_refused_with_a_sentence(name: str) -> None:
    make, said = REFUSED[name]
    with pytest.raises(Refused, match=said) as refusal:
        slides.read("ours.pptx", make())
    assert str(refusal.value).rstrip().endswith(".")


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    made = Readers()
    yield made
    made.end()


@pytest.mark.parametrize("size", [(13.333, 7.5), (10, 7.5)], ids=["16:9", "4:3"])
def test_a_deck_in_the_look_of_a_template_keeps_its_size_and_stays_on_its_slides(
    readers: Readers, size: tuple[float, float]
) -> None:
    found = readers.template("ours.potx", changed(template(*size), as_template))
    assert found.names == ("Title Slide", "Title and Content")
    for briefing in (built_in(), hostile()):
        maps = [map_stand_in()] * len(briefing.scenes)
        made = deck(briefing, current(), maps, made=MADE, address=ADDRESS, template=found)
        shown = Presentation(io.BytesIO(made))
        assert (shown.slide_width, shown.slide_height) == (Inches(size[0]), Inches(size[1]))
        assert "An old slide" not in [slide.shapes.title.text_frame.text for slide in shown.slides]
        fits(shown)
        fonts = [run.font for shape in shown.slides[1].placeholders for run in shape.text_frame.paragraphs[0].runs]
        assert all(font.name is None and font.color.type is None for font in fonts)


def unnamed(name: str, part: bytes) -> bytes:
    """Leave its layouts neither kind nor usual name."""
    if not name.startswith("ppt/slideLayouts/s"):
        return part
    part = re.sub(rb'(<p:sldLayout[^>]*?) type="[^"]*"', rb"\1", part)
    return re.sub(rb'<p:cSld name="[^"]*"', f'<p:cSld name="Page {name[-6:-4]}"'.encode(), part)


def test_layouts_without_usual_names_are_told_by_what_they_hold() -> None:
    usual, odd = (slides.read("ours.pptx", changed(template(), change)) for change in (same, unnamed))
    assert odd.layouts == usual.layouts and odd.names != usual.names
    assert (odd.opening, odd.summary, odd.title, odd.body) == (usual.opening, usual.summary, usual.title, usual.body)


def deck_of(found: Template) -> Presentation:
    """Return the deck of a built-in briefing with a template."""
    briefing = built_in()
    maps = [map_stand_in()] * len(briefing.scenes)
    return Presentation(io.BytesIO(deck(briefing, current(), maps, made=MADE, address=ADDRESS, template=found)))


def dark(name: str, part: bytes) -> bytes:
    """Paint its ground dark and its text light, and leave its links, and whatever has no colour, as they are on white."""
    if not name.startswith("ppt/slideMasters/s"):
        return part
    ground = b'<p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="10202A"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    start, styles = re.sub(rb"<p:cSld>\s*(<p:bg>.*?</p:bg>)?", ground, part, flags=re.DOTALL).split(b"<p:txStyles>")
    return start + b"<p:txStyles>" + styles.replace(b'val="tx1"', b'val="bg1"')


def black(name: str, part: bytes) -> bytes:
    """Paint its ground black, and its text light."""
    return dark(name, part).replace(b"10202A", b"000000")


def behind_a_picture(name: str, part: bytes) -> bytes:
    """Leave its ground white, and have the text light for the picture that lies upon it."""
    part = dark(name, part)
    return re.sub(rb"<p:bg>.*?</p:bg>", b"", part, flags=re.DOTALL) if name.startswith("ppt/slideMasters/s") else part


@pytest.mark.parametrize("change", [dark, black, behind_a_picture])
def test_all_that_a_deck_writes_can_be_read_on_a_dark_template(change: Callable[[str, bytes], bytes]) -> None:
    shown = deck_of(slides.read("ours.pptx", changed(template(), change)))
    [links] = {master._element.xpath("p:clrMap")[0].get("hlink") for master in shown.slide_masters}
    assert links == "lt1"
    boxes = [
        shape for slide in shown.slides for shape in slide.shapes if shape._element.xpath("p:nvSpPr/p:cNvSpPr[@txBox]")
    ]
    fills = [run.xpath("a:solidFill/a:schemeClr/@val") for box in boxes for run in box._element.xpath(".//a:r/a:rPr")]
    assert boxes and all(fill == ["bg1"] for fill in fills)
    plain = Presentation(io.BytesIO(slides.read("ours.pptx", template()).package))
    assert plain.slide_master._element.xpath("p:clrMap")[0].get("hlink") == "hlink", (
        "links that can be read stay as they are"
    )


def as_libreoffice_has_it(name: str, part: bytes) -> bytes | None:
    """Paint its ground dark, and leave out what colour letters have and what styles tables have."""
    if name == "ppt/tableStyles.xml":
        return None
    if name == "ppt/_rels/presentation.xml.rels":
        return re.sub(rb"<Relationship [^>]*tableStyles[^>]*>", b"", part)
    return re.sub(rb"<p:txStyles>.*</p:txStyles>", b"", dark(name, part), flags=re.DOTALL)


def test_what_has_no_colour_of_its_own_can_be_read_on_a_dark_template_of_libreoffice() -> None:
    shown = deck_of(slides.read("ours.pptx", changed(template(), as_libreoffice_has_it)))
    mapped = shown.slide_master._element.xpath("p:clrMap")[0]
    assert (mapped.get("tx1"), mapped.get("bg1"), mapped.get("hlink")) == ("lt1", "dk1", "lt1")
    assert "/ppt/tableStyles.xml" in {part.partname for part in shown.part.package.iter_parts()}, (
        "tables have their style"
    )


def test_what_has_no_name_is_left_out_of_a_template() -> None:
    with zipfile.ZipFile(io.BytesIO(slides.read("ours.pptx", with_a_nameless_part(template())).package)) as archive:
        assert all(archive.namelist())


def test_what_leads_out_of_a_template_is_left_out_and_said() -> None:
    link = (
        f'<Relationship Id="rId99" Type="{_RELATIONS}/image" Target="https://stung.test/a.png" TargetMode="External"/>'
        f'<Relationship Id="rId98" Type="{_RELATIONS}/hyperlink" Target="file:///etc/passwd" TargetMode="External"/>'
        f'<Relationship Id="rId97" Type="{_RELATIONS}/oleObject" Target="../embeddings/a.bin"/>'
    )
    click = b'<a:hlinkClick xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:id="rId98"/></p:cNvPr>'

    def leading(name: str, part: bytes) -> bytes:
        if name.endswith("slideMaster1.xml.rels"):
            return part.replace(b"</Relationships>", link.encode() + b"</Relationships>")
        if name.endswith("slideMasters/slideMaster1.xml"):
            return re.sub(rb'(<p:cNvPr id="2"[^>]*?)/>', rb"\1>" + click, part, count=1)
        if name == "[Content_Types].xml":
            return part.replace(b"</Types>", b'<Default Extension="bin" ContentType="application/x"/></Types>')
        return part

    sent = changed(template(), leading, **{"ppt/embeddings/a.bin": b"runs"})
    with zipfile.ZipFile(io.BytesIO(sent)) as archive:
        assert b"rId98" in archive.read("ppt/slideMasters/slideMaster1.xml"), "nothing to leave out"
    found = slides.read("ours.pptx", sent)
    assert found.dropped == [
        "2 links to something outside of it were left out.",
        "1 part that is no picture (a font, a sound, an object) was left out.",
    ]
    with zipfile.ZipFile(io.BytesIO(found.package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not any(b"External" in part or b"rId98" in part or b"runs" in part for part in parts.values())
    assert not any(name.startswith(("ppt/slides/", "ppt/embeddings/")) for name in parts)
