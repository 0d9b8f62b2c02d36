"""Links that can be read on a template's slides: some templates have a dark ground and the links of a light one."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.slide import SlideLayout

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: The least contrast of letters with their ground (WCAG 2.2, 1.4.3).
_LEAST = 4.5


def mend_links(layout: SlideLayout) -> None:
    """Have links in the colour of the text, or of the ground's opposite, where theirs cannot be told from the ground."""
    master = layout.slide_master
    [mapped] = master._element.xpath("p:clrMap")
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    scheme = etree.fromstring(theme, etree.XMLParser(resolve_entities=False)).find(f".//{_A}clrScheme")
    named = {etree.QName(one).localname: _rgb(one) for one in (() if scheme is None else scheme)}
    colours = {name: rgb for name, rgb in named.items() if rgb is not None}
    ground = next((found for one in (layout, master) if (found := _ground(one._element, mapped, colours))), None)
    if ground is None:
        return
    for link in ("hlink", "folHlink"):
        if _contrast(colours.get(mapped.get(link, "")), ground) < _LEAST:
            others = [mapped.get(name, "") for name in ("tx1", "bg1")]
            if name := next((name for name in others if _contrast(colours.get(name), ground) >= _LEAST), ""):
                mapped.set(link, name)


def _ground(element: BaseOxmlElement, mapped: BaseOxmlElement, colours: dict[str, int]) -> int | None:
    """Return the colour behind a layout's or master's text, or None where it has none of its own or a picture."""
    for found in element.xpath("p:cSld/p:bg/p:bgPr/a:solidFill/* | p:cSld/p:bg/p:bgRef/*"):
        if etree.QName(found).localname == "schemeClr":
            name = str(found.get("val"))
            return colours.get(mapped.get(name, name))
        return _rgb([found])
    return None


def _rgb(colours: Iterable[etree._Element]) -> int | None:
    for one in colours:
        text = str(one.get("lastClr") or one.get("val"))
        if len(text) == 6 and all(letter in "0123456789abcdefABCDEF" for letter in text):
            return int(text, 16)
    return None


def _contrast(one: int | None, other: int) -> float:
    """Return the contrast of two colours; of an unknown one none is too small."""
    if one is None:
        return 21.0
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: int) -> float:
    parts = [(rgb >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
