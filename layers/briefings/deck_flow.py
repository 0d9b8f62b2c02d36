"""How text runs on from slide to slide: what fits a box at a size, and what is left for the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from layers.pictures.typefaces import wrap

#: Text that is read from a slide is never smaller, in points.
LEAST = 14
#: Height of a line and what follows a paragraph, in sizes of its type.
_LEADING, _AFTER = 1.22, 0.25
#: A fifth more, since an office program without our faces may take a wider one than is measured here.
WIDER = 1.2
#: A part of a text ends with its last sentence where that is within its last so many letters.
_NEAR = 400


@dataclass(frozen=True)
class Line:
    """A paragraph, and the words of the link that ends it."""

    text: str = ""
    words: str = ""
    address: str = ""

    def said(self) -> str:
        """Return it without its link's address."""
        return " ".join(filter(None, (self.text, self.words)))


def lines_of(text: str) -> list[Line]:
    """Return the paragraphs of a text."""
    return [Line(line) for line in text.split("\n")] if text else []


def height_of(lines: list[Line], size: float, width: float, face: str = "sans") -> float:
    """Return the height in points of paragraphs at a size in a box of a width, both in points."""
    return sum((len(wrap(line.said(), face, size * WIDER, width)) * _LEADING + _AFTER) * size for line in lines)


def fitted(lines: list[Line], sizes: tuple[float, ...], width: float, height: float, face: str = "sans") -> float:
    """Return the largest of some sizes at which paragraphs fit into a box, all in points; the smallest if none does."""
    for size in sizes:
        left = height
        for line in lines:
            left -= height_of([line], size, width, face)
            # Of a long text most need not be measured.
            if left < 0:
                break
        else:
            return size
    return sizes[-1]


def taken(
    lines: list[Line], size: float, width: float, height: float, face: str = "sans"
) -> tuple[list[Line], list[Line]]:
    """Return the paragraphs that fit into a box, the last of them cut where it must be, and what is left.

    Of a box too small for a single line the first line stands in it all the same.
    """
    fits: list[Line] = []
    for number, line in enumerate(lines):
        rows = wrap(line.said(), face, size * WIDER, width)
        room = int((height / size - _AFTER) / _LEADING)
        if len(rows) <= room:
            fits.append(line)
            height -= (len(rows) * _LEADING + _AFTER) * size
            continue
        head, rest = _cut(line.text, rows[: max(room, 0 if fits else 1)])
        # A source and its link stay together.
        if fits and (line.words or not head):
            return fits, lines[number:]
        left = [replace(line, text=rest)] if rest or line.words else []
        return [*fits, Line(head)], [*left, *lines[number + 1 :]]
    return fits, []


def _cut(text: str, rows: list[str]) -> tuple[str, str]:
    """Return the part of a text that stands in some lines, up to a sentence's end where one is near, and the rest."""
    letters = sum(len(row.replace(" ", "")) for row in rows)
    solid = [found.end() for found in re.finditer(r"\S", text)]
    end = solid[min(letters, len(solid)) - 1] if letters and solid else 0
    sentence = [found.end() for found in re.finditer(r"[.!?…]\s", text[:end])]
    if end < len(text) and sentence and end - sentence[-1] < min(_NEAR, end / 2):
        end = sentence[-1]
    return text[:end].strip(), text[end:].strip()


def pages(lines: list[Line], sizes: tuple[float, ...], width: float, height: float) -> list[tuple[list[Line], float]]:
    """Return what stands on each of the slides that paragraphs take, and its size in points."""
    found = []
    while lines:
        size = fitted(lines, sizes, width, height)
        page, lines = taken(lines, size, width, height)
        found.append((page, size))
    return found
