"""Letters, links and heads of tables that can be read on a template's slides: some templates have a dark ground and the links of a light one."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.slide import SlideLayout, SlideMaster

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: The least contrast of letters with their ground (WCAG 2.2, 1.4.3).
_LEAST = 4.5
#: Letters of less contrast stand on something else than is supposed.
_SEEN = 2.0
#: A dark ground and a light one, and the luminance of letters that are as far from either.
_DARK, _LIGHT, _MIDDLE = 0x333333, 0xE0E0E0, 0.3


def mend_letters(layout: SlideLayout) -> None:
    """Have text and ground in each other's colour where none is said for letters, and the usual one cannot be read on the ground.

    LibreOffice writes a dark template so: its own letters turn white there by themselves, those of charts and of other programs stay black.
    """
    (mapped, colours), (_, ground) = _colours(layout), Theme(layout).ground()
    text, other = (colours.get(mapped.get(name, "")) for name in ("tx1", "bg1"))
    if ink_of(layout) is None and ground is not None and contrast(text, ground) < _LEAST <= contrast(other, ground):
        for one, two in (("tx1", "bg1"), ("tx2", "bg2")):
            before = mapped.get(one), mapped.get(two)
            mapped.set(one, before[1])
            mapped.set(two, before[0])


def mend_links(layout: SlideLayout) -> None:
    """Have links in the colour of the text, or of the ground's opposite, where theirs cannot be told from the ground."""
    theme, (mapped, colours) = Theme(layout), _colours(layout)
    text, (_, ground) = theme.fill_of(ink_of(layout), "tx1"), theme.ground()
    if text is not None and (ground is None or contrast(text, ground) < _SEEN):
        # A picture or a shape is the ground: the letters chosen for it tell whether it is dark.
        ground = _DARK if _luminance(text) > _MIDDLE else _LIGHT
    if ground is None:
        return
    # Where links can be read those visited stay too: some templates write with their colour.
    if contrast(colours.get(mapped.get("hlink", "")), ground) < _LEAST:
        others = [mapped.get(name, "") for name in ("tx1", "bg1")]
        if name := next((name for name in others if contrast(colours.get(name), ground) >= _LEAST), ""):
            for link in ("hlink", "folHlink"):
                mapped.set(link, name)


def ink_of(layout: SlideLayout) -> BaseOxmlElement | None:
    """Return how a layout, or else its master, fills the letters of its text; None where neither says so."""
    fill = "a:lvl1pPr/a:defRPr/a:solidFill"
    texts = f".//p:sp[p:nvSpPr/p:nvPr/p:ph[not(@type) or @type='body' or @type='obj']]/p:txBody/a:lstStyle/{fill}"
    found = layout._element.xpath(texts) or layout.slide_master._element.xpath(f"p:txStyles/p:bodyStyle/{fill}")
    return found[0] if found else None


def has_pale_heads(layout: SlideLayout) -> bool:
    """Tell whether the head of a table, which has letters of the ground's colour on the first accent, cannot be read."""
    mapped, colours = _colours(layout)
    letters, ground = (colours.get(mapped.get(name, "")) for name in ("bg1", "accent1"))
    return ground is not None and contrast(letters, ground) < _SEEN


def _colours(layout: SlideLayout) -> tuple[BaseOxmlElement, dict[str, int]]:
    """Return how a layout's master names the colours of its theme, and these."""
    master = layout.slide_master
    [mapped] = master._element.xpath("p:clrMap")
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    scheme = etree.fromstring(theme, etree.XMLParser(resolve_entities=False)).find(f".//{_A}clrScheme")
    named = {etree.QName(one).localname: _rgb(one) for one in (() if scheme is None else scheme)}
    return mapped, {name: rgb for name, rgb in named.items() if rgb is not None}


class Theme:
    """The colours of a layout, by the names its master has for them."""

    def __init__(self, layout: SlideLayout) -> None:
        self._layout, (self._mapped, self._colours) = layout, _colours(layout)

    def ground(self) -> tuple[SlideLayout | SlideMaster, int | None]:
        """Return which of layout and master has the ground, and its colour; None where it has none of its own or a picture."""
        of = self._layout if self._layout._element.xpath("p:cSld/p:bg") else self._layout.slide_master
        found = of._element.xpath("p:cSld/p:bg/p:bgPr/a:solidFill | p:cSld/p:bg/p:bgRef")
        return of, self.colour(found[0]) if found else None

    def fill_of(self, fill: BaseOxmlElement | None, other: str) -> int | None:
        """Return the colour of a fill; where there is none, that of another name."""
        return self._colours.get(self._mapped.get(other, "")) if fill is None else self.colour(fill)

    def colour(self, fill: BaseOxmlElement) -> int | None:
        """Return the colour of a fill, where its theme names it or it is said."""
        name = next((str(one.get("val")) for one in fill if etree.QName(one).localname == "schemeClr"), "")
        return self._colours.get(self._mapped.get(name, name)) if name else _rgb(fill)


def _rgb(colours: Iterable[etree._Element]) -> int | None:
    for one in colours:
        text = str(one.get("lastClr") or one.get("val"))
        if len(text) == 6 and all(letter in "0123456789abcdefABCDEF" for letter in text):
            return int(text, 16)
    return None


def contrast(one: int | None, other: int) -> float:
    """Return the contrast of two colours; of an unknown one none is too small."""
    if one is None:
        return 21.0
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: int) -> float:
    parts = [(rgb >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
