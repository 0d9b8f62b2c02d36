"""Letters that can be read on a template's first slide: some show a dark picture there and keep the black letters of all others.

The slide is painted small, its ground, pictures and filled shapes one over the other, and what lies beneath a text is measured.
"""

from __future__ import annotations

import io

from PIL import Image
from pptx.opc.package import Part
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.slide import SlideLayout, SlideMaster

from geodata.importers.apart.slide_colours import Theme, contrast
from geodata.importers.template import Box

#: The painted slide, in points, and what of the ground beneath a text may be harder to read than the least contrast of large letters (WCAG 2.2, 1.4.3).
_SIZE, _TENTH, _LEAST = (160, 90), 0.1, 3.0
#: Pictures of more points than these are not opened.
_MOST = 60_000_000
_BLACK, _WHITE = 0x000000, 0xFFFFFF

# What opens a picture is loaded here: where one is read nothing more may be.
Image.preinit()


def inks(layout: SlideLayout, size: tuple[float, float], boxes: tuple[Box, Box]) -> tuple[str, str]:
    """Return the colours of title and subtitle where the layout's own cannot be read on what it shows beneath them.

    Parameters
    ----------
    layout : SlideLayout
    size : tuple of float
        Width and height of a slide in inches.
    boxes : tuple of tuple of float
        Of both, in inches.

    Returns
    -------
    tuple of str
        Six hexadecimal digits each; empty where the layout's own can be read, or no picture lies there.
    """
    theme = Theme(layout)
    shown: list[SlideLayout | SlideMaster] = [layout]
    if layout._element.get("showMasterSp") not in ("0", "false"):
        shown.insert(0, layout.slide_master)
    of_ground, ground = theme.ground()
    slide = Image.new("RGB", _SIZE, "white" if ground is None else _parts(ground))
    fills = of_ground._element.xpath("p:cSld/p:bg/p:bgPr/a:blipFill")
    pictures = sum(_paint_picture(slide, fill, of_ground.part, (0, 0, *_SIZE)) for fill in fills)
    for of in shown:
        pictures += _paint_shapes(slide, of, size, theme)
    if not pictures:
        return "", ""
    kinds = (("title", "ctrTitle"), "titleStyle"), (("subTitle", "body"), "bodyStyle")
    title, subtitle = (
        _readable(theme.fill_of(_letters(layout, *kind), "tx1"), _beneath(slide, size, box))
        for kind, box in zip(kinds, boxes, strict=True)
    )
    return title, subtitle


def _paint_shapes(slide: Image.Image, of: SlideLayout | SlideMaster, size: tuple[float, float], theme: Theme) -> int:
    """Paint what stands on every slide, from the back; returns how many pictures there are."""
    pictures = 0
    for shape in of.shapes:
        if shape.is_placeholder or any(value is None for value in (shape.left, shape.width, shape.height)):
            continue
        inches = (shape.left.inches, shape.top.inches, shape.width.inches, shape.height.inches)
        box = _points(inches, size)
        for fill in shape._element.xpath("p:spPr/a:solidFill[not(.//a:alpha)]"):
            if (rgb := theme.colour(fill)) is not None:
                slide.paste(_parts(rgb), box)
        for fill in shape._element.xpath("p:blipFill | p:spPr/a:blipFill"):
            pictures += _paint_picture(slide, fill, of.part, box)
    return pictures


def _paint_picture(slide: Image.Image, fill: BaseOxmlElement, part: Part, box: tuple[int, int, int, int]) -> bool:
    """Paint a picture into a box, as it is cut there; returns whether it could be read."""
    wide, high = box[2] - box[0], box[3] - box[1]
    named = fill.xpath("a:blip/@r:embed")
    if not named or wide < 1 or high < 1:
        return False
    try:
        with Image.open(io.BytesIO(part.related_part(named[0]).blob), formats=("PNG", "JPEG")) as found:
            if found.width * found.height > _MOST:
                return False
            found.draft("RGB", (4 * wide, 4 * high))
            small = found.convert("RGBA")
    except (KeyError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    cut = [int(value) / 100_000 for side in "ltrb" for value in (fill.xpath(f"a:srcRect/@{side}") or ["0"])]
    left, top, right, bottom = (min(max(value, 0.0), 0.49) for value in cut)
    kept = (left * small.width, top * small.height, (1 - right) * small.width, (1 - bottom) * small.height)
    small = small.resize((wide, high), Image.Resampling.BOX, kept)
    slide.paste(small, box[:2], small)
    return True


def _points(box: Box, size: tuple[float, float]) -> tuple[int, int, int, int]:
    """Return a box in inches as left, top, right and bottom of the painted slide."""
    ends = (box[0], box[1], box[0] + box[2], box[1] + box[3])
    left, top, right, bottom = (
        round(min(max(end / size[n % 2], 0.0), 1.0) * _SIZE[n % 2]) for n, end in enumerate(ends)
    )
    return left, top, right, bottom


def _parts(rgb: int) -> tuple[int, int, int]:
    return rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255


def _beneath(slide: Image.Image, size: tuple[float, float], box: Box) -> list[int]:
    """Return the colours that lie in a box."""
    left, top, right, bottom = _points(box, size)
    found = slide.crop((left, top, max(right, left + 1), max(bottom, top + 1))).resize((24, 8), Image.Resampling.BOX)
    data = found.tobytes()
    return [int.from_bytes(data[at : at + 3]) for at in range(0, len(data), 3)]


def _readable(ink: int | None, ground: list[int]) -> str:
    """Return white or black where letters cannot be read on most of a ground, and the one of them can better."""

    def least(letters: int) -> float:
        return sorted(contrast(letters, one) for one in ground)[int(_TENTH * len(ground))]

    own = _BLACK if ink is None else ink
    best = max((_WHITE, _BLACK), key=least)
    return "" if least(own) >= min(_LEAST, least(best)) else f"{best:06X}"


def _letters(layout: SlideLayout, kinds: tuple[str, str], style: str) -> BaseOxmlElement | None:
    """Return how the letters of a text of the first slide are filled, by the layout or else by its master."""
    fill = "a:lvl1pPr/a:defRPr/a:solidFill"
    named = " or ".join(f"@type='{kind}'" for kind in kinds)
    found = layout._element.xpath(f".//p:sp[p:nvSpPr/p:nvPr/p:ph[{named}]]/p:txBody/a:lstStyle/{fill}")
    found = found or layout.slide_master._element.xpath(f"p:txStyles/p:{style}/{fill}")
    return found[0] if found else None
