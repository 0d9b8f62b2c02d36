"""Which layouts of a template a deck uses, and where on them it may write."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import SlideLayout

from geodata.importers.report import Refused, refused
from geodata.importers.template import Box

_EMU = 914_400
_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_BODIES = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE}
#: What programs call the layouts, in the languages in which templates come.
_FIRST = r"title slide|титульный слайд|титулдук|слайди унвон|titelfolie|diapositive de titre|diapositiva de título|slide de título|diapositiva titolo|başlık slaydı|slajd tytułowy|标题幻灯片"
_TEXT = r"title and content|заголовок и объект|titel und inhalt|titre et contenu|título y objetos|título e conteúdo|titolo e contenuto|başlık ve içerik|tytuł i zawartość|标题和内容"
#: The least room for map and text, in inches.
_LEAST = (5.0, 3.0)
#: What the first slide's summary and foot take, in inches.
_SUMMARY = 2.0
_THIN = 0.02


def _held(layout: SlideLayout, kinds: Iterable[PP_PLACEHOLDER]) -> list[BaseShape]:
    held: Iterable[BaseShape] = layout.placeholders
    return [one for one in held if one.placeholder_format.type in kinds]


def chosen(layouts: list[SlideLayout]) -> tuple[int, list[int]]:
    """Return which layouts are for the first slide and, the best first, for all others: by their kind, their name and what they hold."""
    titled = [number for number, layout in enumerate(layouts) if _held(layout, _TITLES)]
    if not titled:
        raise refused("The template has no usable layout: none of its layouts has a place for a title.")

    def told(number: int, kinds: tuple[str, ...], called: str) -> tuple[bool, bool, bool]:
        kind, name = layouts[number]._element.get("type"), str(layouts[number].name).lower().strip()
        # Of several of a kind, as one light and one dark, the one whose name says no more is the ordinary one.
        return kind in kinds, bool(re.search(called, name)), bool(re.fullmatch(called, name))

    def opens(number: int) -> bool:
        return bool(_held(layouts[number], {PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE}))

    def room(number: int) -> float:
        return max((box[2] * box[3] for one in _held(layouts[number], _BODIES) if (box := _box(one))), default=0.0)

    def for_text(number: int) -> tuple[object, ...]:
        bodies = len(_held(layouts[number], _BODIES))
        return *told(number, ("obj", "tx"), _TEXT), bodies > 0 and not opens(number), bodies == 1, room(number)

    def for_first(number: int) -> tuple[object, ...]:
        return *told(number, ("title",), _FIRST), opens(number), len(_held(layouts[number], _BODIES)) == 1

    return max(titled, key=for_first), sorted(titled, key=for_text, reverse=True)


def _box(shape: BaseShape) -> Box | None:
    values = (shape.left, shape.top, shape.width, shape.height)
    if any(value is None for value in values):
        return None
    left, top, width, height = (value / _EMU for value in values)
    return (left, top, width, height)


def fitting(
    found: Deck, layouts: list[SlideLayout], first: int, texts: list[int]
) -> tuple[int, tuple[Box, Box, Box, Box]]:
    """Return the best layout for text that has room for it, and the boxes; where none has, what is wrong with the best is said."""
    why: Refused | None = None
    for text in texts:
        try:
            return text, _boxes(found, layouts[first], layouts[text])
        except Refused as refusal:
            why = why or refusal
    assert why is not None, "there is a layout with a title"
    raise why


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
        return (left, top, min(box[0] + box[2], wide) - left, min(box[1] + box[3], high) - top)

    def beside(box: Box, layout: SlideLayout, least: float = 0.0) -> Box:
        found = box
        for shape in _shown(layout):
            # What is as large as half a slide, or lies behind most of what is written, is its ground.
            if shape[2] * shape[3] <= wide * high / 2 and _shared(found, shape) <= 0.7 * found[2] * found[3]:
                found = _beside(found, shape)
        return found if not least or (found[2] >= 3 and found[3] >= least) else box

    def down_to(box: Box, least: float) -> Box:
        return (*box[:3], max(box[3], min(least, high - edge / 2 - box[1])))

    opening = placed(first, _TITLES, (edge, 0.2 * high, wide - 2 * edge, 0.3 * high), 0.8)
    below = opening[1] + opening[3] + 0.1
    summary = placed(first, _BODIES, (opening[0], below, opening[2], max(high - below - 0.5, 1.0)), 1.0)
    opening, summary = _apart(opening, down_to(summary, _SUMMARY))
    opening, summary = beside(opening, first, 0.8), beside(summary, first, 1.0)
    title = placed(text, _TITLES, (edge, 0.04 * high, wide - 2 * edge, 0.85), 0.5)
    below = title[1] + title[3] + 0.1
    body = placed(text, _BODIES, (edge, below, wide - 2 * edge, high - below - 0.6), _LEAST[1])
    title = beside(title, text, 0.5)
    body = beside(_beside(down_to(body, _LEAST[1]), title), text)
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
    boxes = [box for shape in shown if not shape.is_placeholder and (box := _box(shape))]
    # A line has no width or height of its own.
    return [(*box[:2], max(box[2], _THIN), max(box[3], _THIN)) for box in boxes]


def _shared(one: Box, other: Box) -> float:
    """Return how much of each other two boxes cover."""
    across, down = (min(one[n] + one[n + 2], other[n] + other[n + 2]) - max(one[n], other[n]) for n in (0, 1))
    return max(across, 0.0) * max(down, 0.0)


def _apart(one: Box, other: Box) -> tuple[Box, Box]:
    """Return two boxes of which neither covers the other: the one gives way that keeps more of itself."""
    instead = (_beside(one, other), _beside(other, one))
    kept = [a[2] * a[3] / (b[2] * b[3]) for a, b in zip(instead, (one, other), strict=True)]
    return (instead[0], other) if kept[0] > kept[1] else (one, instead[1])


def _beside(box: Box, other: Box) -> Box:
    """Return the largest part of a box that another does not cover."""
    if not _shared(box, other):
        return box
    left, top, right, bottom = box[0], box[1], box[0] + box[2], box[1] + box[3]
    a, b, c, d = other[0], other[1], other[0] + other[2], other[1] + other[3]
    parts = ((left, top, right, b), (left, d, right, bottom), (left, top, a, bottom), (c, top, right, bottom))
    found = [(x, y, to_x - x, to_y - y) for x, y, to_x, to_y in parts if to_x > x and to_y > y]
    return max(found, key=lambda one: one[2] * one[3], default=(left, top, 0.0, 0.0))
