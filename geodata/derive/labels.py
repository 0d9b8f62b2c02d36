"""Which names of the backdrop show from which zoom on, so that none covers another.

Everything is laid out once, on the Web Mercator plane, with boxes of an assumed type size: zoom by zoom,
the weightiest name first, a name is let in where its box is free. What is free at one zoom stays free at
the next, where the points lie twice as far apart and the boxes are as large as before.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

TILE_PX = 256
FIRST_ZOOM, LAST_ZOOM = 5, 13


@dataclass(frozen=True)
class Label:
    """A name to place. `anchor` says which part of the text lies at the point, as in SVG.

    A name that starts at its point stands `gap_px` right of the point's dot. `first_zoom` is the
    earliest zoom at which the name may show, `last_zoom` the last.
    """

    id: str
    text: str
    lon: float
    lat: float
    first_zoom: int
    last_zoom: int = LAST_ZOOM
    anchor: Literal["start", "middle", "end"] = "start"
    gap_px: float = 8.0
    character_px: float = 7.0
    height_px: float = 17.0


def min_zooms(labels: Iterable[Label]) -> dict[str, int]:
    """Return the zoom from which each label shows; one that finds no room is not in the answer.

    Parameters
    ----------
    labels : iterable of Label
        In order of weight, the weightiest first.
    """
    ordered = list(labels)
    shown: dict[str, int] = {}
    for zoom in range(FIRST_ZOOM, LAST_ZOOM + 1):
        present = [label for label in ordered if label.first_zoom <= zoom <= label.last_zoom]
        taken = [_box(label, zoom) for label in present if label.id in shown]
        for label in present:
            if label.id in shown:
                continue
            box = _box(label, zoom)
            if not any(_overlap(box, other) for other in taken):
                shown[label.id] = zoom
                taken.append(box)
    return shown


def _box(label: Label, zoom: int) -> tuple[float, float, float, float]:
    world = TILE_PX * 2**zoom
    x = (label.lon + 180) / 360 * world
    y = (1 - math.asinh(math.tan(math.radians(label.lat))) / math.pi) / 2 * world
    width, half = label.character_px * len(label.text), label.height_px / 2
    left, right = {
        "start": (-label.gap_px, width + label.gap_px),
        "middle": (-width / 2, width / 2),
        "end": (-width - label.gap_px, label.gap_px),
    }[label.anchor]
    return x + left, y - half, x + right, y + half


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
